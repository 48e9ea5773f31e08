package ingest

import (
	"fmt"
	"slices"

	"innograph/ingest/mapping"
	"innograph/ingest/rows"
	"innograph/kg"
)

// A survey reads a file before anything is written of it, so that a row is
// written whole or not at all: it finds references that lead nowhere, those to
// later rows, and who is one with a node of another source.
type survey struct {
	*fileRun
	needs     []need
	providers map[kg.Identifier][]int // lines that state a node of this identifier
	provides  map[int][]kg.Identifier // by line, the other way round
	claims    []claim
	claimed   map[kg.Identifier]bool
	names     []*mapping.Name
}

type need struct {
	line     int
	optional bool
	what     kg.Identifier
}

func (f *fileRun) survey() error {
	s := &survey{fileRun: f, providers: map[kg.Identifier][]int{}, provides: map[int][]kg.Identifier{},
		claimed: map[kg.Identifier]bool{}}
	if !f.file.Refers() {
		return nil
	}
	f.progress.doing = surveying
	err := f.eachRecord(func(row *rows.Row, rec *mapping.Record, bad error) error {
		if bad == nil {
			bad = f.check(rec)
		}
		if bad == nil {
			s.record(rec)
		} else {
			f.rejected[row.Line] = bad.Error()
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.resolve(); err != nil {
		return err
	}
	if err := s.findNames(); err != nil {
		return err
	}
	return s.match()
}

// check holds the nodes of a record against the model.
func (f *fileRun) check(rec *mapping.Record) error {
	for _, n := range rec.Nodes {
		c := &kg.NodeChange{ID: idOf(n), Kind: n.Kind.Name, Properties: n.Properties, Identifiers: n.Identifiers}
		if _, _, _, err := f.model.MergeNode(nil, c, f.opts.At); err != nil && !incomplete(n) {
			return err
		}
	}
	for _, e := range rec.Edges {
		if e.From.Node < 0 || e.To.Node < 0 {
			continue
		}
		if err := fits(e, rec); err != nil {
			return err
		}
	}
	return nil
}

// incomplete reports whether a node is not whole by itself, so that it can only
// add to one that is there.
func incomplete(n *mapping.Node) bool {
	return slices.ContainsFunc(n.Kind.Properties, func(p kg.Property) bool {
		_, given := n.Properties[p.Name]
		return p.Required && !given
	})
}

// fits refuses an edge between nodes whose kinds, as the record states them,
// the relation does not join.
func fits(e *mapping.Edge, rec *mapping.Record) error {
	if i := e.From.Node; i >= 0 && !slices.Contains(e.Relation.From, rec.Nodes[i].Kind.Name) {
		return kg.Invalid(e.Relation.Name, "it cannot start at a %s", rec.Nodes[i].Kind.Name)
	}
	if i := e.To.Node; i >= 0 && !slices.Contains(e.Relation.To, rec.Nodes[i].Kind.Name) {
		return kg.Invalid(e.Relation.Name, "it cannot lead to a %s", rec.Nodes[i].Kind.Name)
	}
	return nil
}

// record takes down what a row refers to and provides.
func (s *survey) record(rec *mapping.Record) {
	for _, n := range rec.Nodes {
		for _, id := range n.Identifiers {
			if !s.file.RefersTo(id.Scheme) {
				continue
			}
			s.providers[id] = append(s.providers[id], rec.Line)
			s.provides[rec.Line] = append(s.provides[rec.Line], id)
		}
		if len(n.Match) > 0 && !s.claimed[n.Identifiers[0]] {
			s.claimed[n.Identifiers[0]] = true
			s.claims = append(s.claims, newClaim(rec, n))
		}
	}
	for _, e := range rec.Edges {
		for _, end := range []mapping.End{e.From, e.To} {
			switch {
			case end.Node >= 0:
			case end.Name != nil:
				s.names = append(s.names, end.Name)
			default:
				s.needs = append(s.needs, need{rec.Line, e.Optional, end.Identifier})
			}
		}
	}
}

// resolve rejects rows with references that lead nowhere, also by way of other
// rejected rows, and defers edges to nodes of later rows.
func (s *survey) resolve() error {
	missing := map[kg.Identifier]bool{}
	var unknown []kg.Identifier
	for _, n := range s.needs {
		if _, asked := missing[n.what]; !asked {
			missing[n.what] = true
			unknown = append(unknown, n.what)
		}
	}
	found, err := s.lookUp(unknown)
	if err != nil {
		return err
	}
	for i, id := range unknown {
		missing[id] = found[i] == ""
	}
	for again := true; again; {
		again = false
		for _, n := range s.needs {
			if !missing[n.what] || n.optional || len(s.providers[n.what]) > 0 || s.rejected[n.line] != "" {
				continue
			}
			again = true
			s.rejected[n.line] = fmt.Sprintf("there is no node with %s %q; import what it is taken from first, or correct it", n.what.Scheme, n.what.Value)
			for _, id := range s.provides[n.line] {
				s.providers[id] = slices.DeleteFunc(s.providers[id], func(line int) bool { return line == n.line })
			}
		}
	}
	for _, n := range s.needs {
		if lines := s.providers[n.what]; missing[n.what] && len(lines) > 0 && lines[0] > n.line {
			s.deferred[n.line] = true
		}
	}
	return nil
}
