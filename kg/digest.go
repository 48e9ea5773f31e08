package kg

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"maps"
	"slices"
	"time"
)

// A Digest condenses records to a count and a checksum for each kind and each
// relation. Two graphs whose records were added in the order of Scan have the
// same sums when they hold the same nodes and edges, under the same numbers,
// with the same versions, times and provenance. The zero value is empty.
type Digest struct {
	groups map[Sum]*group
	total  int64
}

// A Sum is what a Digest tells of a kind or a relation.
type Sum struct {
	Kind     string // empty for a relation
	Relation string // empty for a kind
	Count    int64
	Checksum string // SHA-256, in hexadecimal
}

type group struct {
	count int64
	hash  hash.Hash
}

// Add adds a record.
func (d *Digest) Add(r Record) {
	var of Sum
	var w canonical
	switch {
	case r.Node != nil:
		of.Kind = r.Node.Kind
		w.node(r.Node)
	case r.Edge != nil:
		of.Relation = r.Edge.Relation
		w.edge(r.Edge)
	default:
		return
	}
	g := d.groups[of]
	if g == nil {
		g = &group{hash: sha256.New()}
		if d.groups == nil {
			d.groups = map[Sum]*group{}
		}
		d.groups[of] = g
	}
	g.count++
	d.total++
	_, _ = g.hash.Write(w.bytes) // a hash never fails
}

// Count returns how many records have been added.
func (d *Digest) Count() int64 { return d.total }

// Sums returns the kinds, by name, and then the relations, by name.
func (d *Digest) Sums() []Sum {
	sums := make([]Sum, 0, len(d.groups))
	for of, g := range d.groups {
		of.Count, of.Checksum = g.count, hex.EncodeToString(g.hash.Sum(nil))
		sums = append(sums, of)
	}
	slices.SortFunc(sums, func(a, b Sum) int {
		return cmp.Or(cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.Kind, b.Kind))
	})
	return sums
}

// canonical writes records so that different ones differ: whatever has no fixed
// length comes after its length.
type canonical struct{ bytes []byte }

func (w *canonical) number(n int64) { w.bytes = binary.AppendVarint(w.bytes, n) }

func (w *canonical) text(s string) {
	w.number(int64(len(s)))
	w.bytes = append(w.bytes, s...)
}

func (w *canonical) time(t time.Time) { w.number(t.UnixMicro()) }

func (w *canonical) node(n *Node) {
	w.number(n.Number)
	w.text(string(n.ID))
	w.number(n.Version)
	w.number(int64(n.Visibility))
	w.time(n.CreatedAt)
	w.time(n.UpdatedAt)
	w.number(int64(len(n.Identifiers)))
	for _, id := range n.Identifiers {
		w.text(id.Scheme)
		w.text(id.Value)
	}
	w.rest(n.Properties, n.Provenance)
}

func (w *canonical) edge(e *Edge) {
	w.number(e.Number)
	w.text(string(e.ID))
	w.text(string(e.From))
	w.text(string(e.To))
	w.number(int64(e.Visibility))
	w.rest(e.Properties, e.Provenance)
}

// rest writes what nodes and edges both have.
func (w *canonical) rest(properties map[string]Value, provenance []Assertion) {
	w.number(int64(len(properties)))
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		w.text(name)
		w.value(properties[name])
	}
	w.number(int64(len(provenance)))
	for _, a := range provenance {
		for _, s := range []string{a.Source, a.SourceRecordID, a.Method, a.Confidence, a.ValidatedOn} {
			w.text(s)
		}
		w.number(Bool(a.Validated).num)
		w.number(int64(len(a.Properties)))
		for _, name := range a.Properties {
			w.text(name)
		}
	}
}

func (w *canonical) value(v Value) {
	w.number(int64(v.typ))
	w.number(v.num)
	w.text(v.text)
	w.number(int64(len(v.list)))
	for _, e := range v.list {
		w.value(e)
	}
}
