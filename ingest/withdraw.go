package ingest

import (
	"innograph/ingest/mapping"
	"innograph/kg"
)

// withdraw takes back the nodes of a row whose edges had to wait and then could
// not be written, since a row is written whole or not at all. A node that
// others have come to refer to stays, which the account tells.
func (f *fileRun) withdraw(rec *mapping.Record) error {
	for _, n := range rec.Nodes {
		id := f.index[n.Identifiers[0]]
		m := f.nodes[id]
		if n.Shared || m == nil || m.outcome != created || m.line != rec.Line {
			continue
		}
		linked, err := f.linked(id)
		if err != nil {
			return err
		}
		if linked {
			f.note(&mapping.Record{Line: rec.Line, Flaws: []string{"the row is rejected, but its " + n.Kind.Name + " stays, since others refer to it"}})
			continue
		}
		cs := &kg.Changeset{DeleteNodes: []kg.ID{id}, At: f.opts.At, Actor: f.actor(), Bulk: true}
		if _, err := f.apply(cs); err != nil {
			return err
		}
		delete(f.nodes, id)
		for identifier, node := range f.index {
			if node == id {
				delete(f.index, identifier)
			}
		}
	}
	return nil
}

// linked reports whether a node has an edge.
func (r *run) linked(id kg.ID) (bool, error) {
	hop := kg.Hop{Direction: kg.Both, Page: kg.Page{Limit: 1}}
	result, err := r.reader.Read(r.ctx, &kg.Query{Start: kg.Start{IDs: []kg.ID{id}}, Select: kg.Selection{Hops: []kg.Hop{hop}}})
	if err != nil {
		return false, err
	}
	return len(result.Root.Hops[0].Rows) > 0, nil
}
