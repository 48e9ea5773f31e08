package ingest

import (
	"slices"

	"innograph/kg"
)

// readPage is how many nodes are read at a time.
const readPage = 5_000

// readNodes calls fn with the row of each start in turn, nil where nothing is
// there. start makes the start of a part of them.
func (r *run) readNodes(n int, selection kg.Selection, start func(from, to int) kg.Start, fn func(i int, row *kg.Row)) error {
	for from := 0; from < n; from += readPage {
		to := min(n, from+readPage)
		result, err := r.reader.Read(r.ctx, &kg.Query{Start: start(from, to), Select: selection})
		if err != nil {
			return err
		}
		level := result.Root
		for i := range to - from {
			if level.Offsets[i] == level.Offsets[i+1] {
				fn(from+i, nil)
			} else {
				fn(from+i, &level.Rows[level.Offsets[i]])
			}
		}
	}
	return nil
}

// lookUp returns the ids of the nodes that hold identifiers, empty where none
// does, and remembers them.
func (r *run) lookUp(ids []kg.Identifier) ([]kg.ID, error) {
	found := make([]kg.ID, len(ids))
	var unknown []int
	for i, id := range ids {
		if found[i] = r.index[id]; found[i] == "" {
			unknown = append(unknown, i)
		}
	}
	start := func(from, to int) kg.Start {
		part := make([]kg.Identifier, 0, to-from)
		for _, i := range unknown[from:to] {
			part = append(part, ids[i])
		}
		return kg.Start{Identifiers: part}
	}
	err := r.readNodes(len(unknown), kg.Selection{}, start, func(i int, row *kg.Row) {
		if row != nil {
			at := unknown[i]
			found[at] = row.ID
			r.remember(ids[at], row)
		}
	})
	return found, err
}

func (r *run) remember(id kg.Identifier, row *kg.Row) {
	r.index[id] = row.ID
	if m := r.nodes[row.ID]; m != nil {
		m.kind = row.Kind
	} else {
		r.nodes[row.ID] = &met{kind: row.Kind}
	}
}

// fetch returns the nodes of these ids, whole; those that are not there are
// left out.
func (r *run) fetch(ids []kg.ID) (map[kg.ID]*kg.Node, error) {
	found := make(map[kg.ID]*kg.Node, len(ids))
	start := func(from, to int) kg.Start { return kg.Start{IDs: ids[from:to]} }
	err := r.readNodes(len(ids), r.everyone, start, func(_ int, row *kg.Row) {
		if row != nil {
			found[row.ID] = r.nodeOf(row)
		}
	})
	return found, err
}

func (r *run) nodeOf(row *kg.Row) *kg.Node {
	n := &kg.Node{ID: row.ID, Number: row.Number, Kind: row.Kind.Name, Version: row.Node.Version,
		CreatedAt: row.Node.CreatedAt.Time(), UpdatedAt: row.Node.UpdatedAt.Time(), Visibility: row.Node.Visibility,
		Identifiers: row.Node.Identifiers, Provenance: row.Node.Provenance, Properties: map[string]kg.Value{}}
	for i, name := range r.everyone.Properties[row.Kind.Name] {
		if v := row.Values[i]; !v.IsNull() && (v.Type() != kg.TypeList || len(v.List()) > 0) {
			n.Properties[name] = v
		}
	}
	return n
}

// ends is a pair of nodes an edge may join.
type ends struct {
	relation *kg.Relation
	from, to kg.ID
}

// fetchEdges returns the edges of a relation at one end of each pair, by id:
// at the end of which there are more, since it has fewer edges. Where a node
// may start only one edge, all it starts are returned.
func (r *run) fetchEdges(relation *kg.Relation, pairs []ends) (map[kg.ID]*kg.Edge, error) {
	from, to := distinct(pairs, func(p ends) kg.ID { return p.from }), distinct(pairs, func(p ends) kg.ID { return p.to })
	near, direction := from, kg.Out
	if len(to) > len(from) && relation.ToMax == 0 {
		near, direction = to, kg.In
	}
	var names []string
	for i := range relation.Properties {
		names = append(names, relation.Properties[i].Name)
	}
	hop := kg.Hop{Relations: []string{relation.Name}, Direction: direction, Page: kg.Page{Limit: allEdges},
		EdgeProperties: map[string][]string{relation.Name: names}, EdgeFacts: kg.FactVersion | kg.FactProvenance}
	edges := map[kg.ID]*kg.Edge{}
	for part := range slices.Chunk(near, readPage) {
		result, err := r.reader.Read(r.ctx, &kg.Query{Start: kg.Start{IDs: part}, Select: kg.Selection{Hops: []kg.Hop{hop}}})
		if err != nil {
			return nil, err
		}
		level := result.Root.Hops[0]
		for i, root := range result.Root.Rows {
			for j := level.Offsets[i]; j < level.Offsets[i+1]; j++ {
				e := edgeOf(relation, names, root.ID, &level.Rows[j])
				edges[e.ID] = e
			}
		}
	}
	return edges, nil
}

// allEdges is a page that holds the edges of any node.
const allEdges = 1 << 30

func edgeOf(relation *kg.Relation, names []string, near kg.ID, row *kg.Row) *kg.Edge {
	e := &kg.Edge{ID: row.Edge.ID, Number: row.Edge.Number, Relation: relation.Name, From: near, To: row.ID,
		Visibility: row.Edge.Visibility, Provenance: row.Edge.Provenance, Properties: map[string]kg.Value{}}
	if !row.Edge.Out {
		e.From, e.To = row.ID, near
	}
	for i, name := range names {
		if v := row.Edge.Values[i]; !v.IsNull() {
			e.Properties[name] = v
		}
	}
	return e
}

func distinct(pairs []ends, end func(ends) kg.ID) []kg.ID {
	ids := make([]kg.ID, len(pairs))
	for i, p := range pairs {
		ids[i] = end(p)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
