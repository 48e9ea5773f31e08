package kg

import (
	"crypto/sha256"
	"encoding/hex"
)

// Digest condenses what a changeset says, its Key and its time apart: it is equal for
// equal changesets alone.
func (cs *Changeset) Digest() string {
	var w canonical
	w.number(int64(len(cs.Expect)))
	for _, p := range cs.Expect {
		w.text(string(p.ID))
		w.number(p.Version)
		if w.given(p.Edges != nil) {
			w.number(int64(*p.Edges))
		}
	}
	for _, ids := range [][]ID{cs.DeleteEdges, cs.DeleteNodes} {
		w.number(int64(len(ids)))
		for _, id := range ids {
			w.text(string(id))
		}
	}
	w.number(int64(len(cs.Nodes)))
	for i := range cs.Nodes {
		w.nodeChange(&cs.Nodes[i])
	}
	w.number(int64(len(cs.Edges)))
	for i := range cs.Edges {
		w.edgeChange(&cs.Edges[i])
	}
	w.text(cs.Actor)
	w.given(cs.Bulk)
	sum := sha256.Sum256(w.bytes)
	return hex.EncodeToString(sum[:])
}

// given writes whether something is there, and reports it.
func (w *canonical) given(is bool) bool {
	w.number(Bool(is).num)
	return is
}

func (w *canonical) nodeChange(c *NodeChange) {
	w.text(string(c.ID))
	w.text(c.Kind)
	w.change(c.Properties, c.Visibility, c.Provenance)
	w.number(int64(len(c.Identifiers)))
	for _, id := range c.Identifiers {
		w.text(id.Scheme)
		w.text(id.Value)
	}
	if w.given(c.Copy != nil) {
		w.number(c.Copy.Number)
		w.number(c.Copy.Version)
		w.time(c.Copy.CreatedAt)
		w.time(c.Copy.UpdatedAt)
	}
}

func (w *canonical) edgeChange(c *EdgeChange) {
	w.text(c.Relation)
	w.text(string(c.From))
	w.text(string(c.To))
	w.number(c.Number)
	w.change(c.Properties, c.Visibility, c.Provenance)
}

// change writes what changes of nodes and edges both have. No provenance says
// something else than an empty list.
func (w *canonical) change(properties map[string]Value, v *Visibility, provenance []Assertion) {
	if w.given(v != nil) {
		w.number(int64(*v))
	}
	w.given(provenance != nil)
	w.rest(properties, provenance)
}
