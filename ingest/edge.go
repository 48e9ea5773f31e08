package ingest

import (
	"fmt"
	"slices"

	"innograph/ingest/mapping"
	"innograph/kg"
)

// joint is an edge of a row with known ends.
type joint struct {
	stated     *mapping.Edge
	id         kg.ID
	from, to   kg.ID
	method     string
	confidence string
}

// joint works out where an edge leads. One whose end is not known, or has by a
// better source become of a kind the relation does not join, is nil.
func (p *plan) joint(l *located, e *mapping.Edge) (*joint, error) {
	if err := fits(e, l.record); err != nil {
		return nil, err
	}
	j := &joint{stated: e, method: e.Method, confidence: e.Confidence}
	for _, end := range []struct {
		mapping.End
		allowed []string
		id      *kg.ID
	}{{e.From, e.Relation.From, &j.from}, {e.To, e.Relation.To, &j.to}} {
		id, err := p.end(l, j, end.End)
		if err != nil {
			if e.Optional {
				l.leave("", e.Relation.Name+": an end is not known")
				return nil, nil
			}
			return nil, err
		}
		*end.id = id
		if kind := p.node(id).kind; kind != nil && !slices.Contains(end.allowed, kind.Name) {
			l.leave("", fmt.Sprintf("%s: a better source makes its end a %s", e.Relation.Name, kind.Name))
			return nil, nil
		}
	}
	id, err := p.model.EdgeIDOf(&kg.EdgeChange{Relation: e.Relation.Name, From: j.from, To: j.to, Properties: e.Properties})
	j.id = id
	return j, err
}

// leave notes an edge that is left out; its id is empty where an end is not
// known.
func (l *located) leave(id kg.ID, reason string) {
	l.leftOut = append(l.leftOut, leftEdge{id, reason})
}

func (p *plan) end(l *located, j *joint, end mapping.End) (kg.ID, error) {
	switch {
	case end.Node >= 0:
		return l.ids[end.Node], nil
	case end.Name != nil:
		j.method, j.confidence = mapping.Inferred, end.Name.Confidence
		return p.file.byName(end.Name)
	}
	id := p.holder(end.Identifier)
	if id == "" {
		return "", fmt.Errorf("there is no node with %s %q; import what it is taken from first, or correct it", end.Identifier.Scheme, end.Identifier.Value)
	}
	return id, nil
}

// fresh reports whether a node is new: of this batch, or else of this run.
func (p *plan) fresh(id kg.ID) (batch, run bool) {
	if n := p.nodes[id]; n != nil && n.before == nil && n.now != nil && (p.run.nodes[id] == nil || !p.run.nodes[id].supplied) {
		return true, true
	}
	m := p.run.nodes[id]
	return false, m != nil && m.fresh
}

// readEdges fetches the edges the store may have already.
func (p *plan) readEdges(rows []*located) error {
	pairs := map[*kg.Relation][]ends{}
	for _, l := range rows {
		if l == nil {
			continue
		}
		for _, j := range l.edges {
			if p.mayBeThere(j) {
				pairs[j.stated.Relation] = append(pairs[j.stated.Relation], ends{j.stated.Relation, j.from, j.to})
			}
		}
	}
	for _, l := range rows {
		if l == nil {
			continue
		}
		for _, e := range l.moved {
			relation := p.model.Relation(e.Relation)
			pairs[relation] = append(pairs[relation], ends{relation, e.From, e.To})
		}
	}
	for i := range p.model.Relations {
		relation := &p.model.Relations[i]
		if len(pairs[relation]) == 0 {
			continue
		}
		found, err := p.fetchEdges(relation, pairs[relation])
		if err != nil {
			return err
		}
		for id, e := range found {
			p.storedEdges[id] = e
			if relation.ToMax == 1 {
				p.only[onlyKey{relation, e.From}] = id
			}
		}
	}
	return nil
}

func (p *plan) mayBeThere(j *joint) bool {
	fromNew, fromFresh := p.fresh(j.from)
	toNew, toFresh := p.fresh(j.to)
	_, metBefore := p.run.edges[j.id]
	switch {
	case metBefore:
		return !j.stated.Shared
	case fromNew, toNew && j.stated.Relation.ToMax != 1:
		return false
	case j.stated.Relation.ToMax == 1:
		return true
	default:
		return !fromFresh && !toFresh
	}
}

type onlyKey struct {
	relation *kg.Relation
	from     kg.ID
}

// link plans the edges of a row.
func (p *plan) link(l *located) error {
	for _, e := range l.moved {
		p.move(l, e)
	}
	for _, j := range l.edges {
		if _, done := p.run.edges[j.id]; done && j.stated.Shared {
			continue
		}
		keep, err := p.makeRoom(l, j)
		if err != nil {
			return err
		}
		if !keep {
			continue
		}
		if err := p.upsert(l, j); err != nil {
			return err
		}
	}
	p.leftOut = append(p.leftOut, l.leftOut...)
	return nil
}

// makeRoom settles what becomes of another edge where a node may start only
// one: it gives way to a better source, and to the record it is from.
func (p *plan) makeRoom(l *located, j *joint) (keep bool, err error) {
	r := j.stated.Relation
	if r.ToMax != 1 {
		return true, nil
	}
	key := onlyKey{r, j.from}
	other, there := p.only[key]
	if !there || other == j.id {
		p.only[key] = j.id
		p.undo = append(p.undo, func() { restore(p.only, key, other, there) })
		return true, nil
	}
	if _, met := p.run.edges[other]; met || p.edges[other] != nil && p.edges[other].now != nil || !p.yields(p.storedEdges[other], j) {
		l.leave(j.id, r.Name+": another node stands there by a source that is no worse")
		return false, nil
	}
	p.only[key] = j.id
	p.deletes = append(p.deletes, other)
	p.undo = append(p.undo, func() {
		p.only[key] = other
		p.deletes = p.deletes[:len(p.deletes)-1]
	})
	l.changed = true
	return true, nil
}

func restore[K comparable, V any](m map[K]V, key K, old V, there bool) {
	if there {
		m[key] = old
	} else {
		delete(m, key)
	}
}

// yields reports whether a stored edge gives way to one that is stated now.
func (p *plan) yields(e *kg.Edge, j *joint) bool {
	if len(e.Provenance) == 0 {
		return false
	}
	for _, a := range e.Provenance {
		own := a.Source == p.file.source && a.SourceRecordID == j.stated.Record
		if rank, known := p.ranks[a.Source]; !own && (!known || rank >= p.file.rank) {
			return false
		}
	}
	return true
}

// upsert plans an edge.
func (p *plan) upsert(l *located, j *joint) error {
	e := p.edges[j.id]
	if e == nil {
		e = &edgePlan{relation: j.stated.Relation, before: p.storedEdges[j.id]}
		e.now = e.before
		_, e.supplied = p.run.edges[j.id]
		p.edges[j.id] = e
		p.order.edges = append(p.order.edges, j.id)
	}
	old := *e
	p.undo = append(p.undo, func() { *e = old })
	m := &edgeMerge{file: p.file, joint: j, fill: e.supplied}
	change := m.change(e.now)
	now, changed, err := p.model.MergeEdge(e.now, change)
	if err != nil {
		return err
	}
	e.supplied = true
	if changed {
		l.changed = true
		e.now = now
	}
	return nil
}
