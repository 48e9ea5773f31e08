package export

import (
	"fmt"
	"io"
	"strings"

	"innograph/kg"
)

// A Comparison tells how far two stores hold the same, by kind and relation.
type Comparison struct{ Lines []Line }

// A Line compares the nodes of a kind or the edges of a relation.
type Line struct {
	Kind     string // empty for a relation
	Relation string // empty for a kind
	From, To kg.Sum // the zero value where a store holds none
}

// Equal reports whether both hold the same.
func (l *Line) Equal() bool { return l.From == l.To }

// compare compares what has been read of two stores.
func compare(from, to *kg.Digest) *Comparison {
	c := &Comparison{}
	rest := map[kg.Sum]kg.Sum{}
	there := to.Sums()
	for _, s := range there {
		rest[named(s)] = s
	}
	for _, s := range from.Sums() {
		name := named(s)
		c.Lines = append(c.Lines, Line{Kind: s.Kind, Relation: s.Relation, From: s, To: rest[name]})
		delete(rest, name)
	}
	for _, s := range there {
		if _, left := rest[named(s)]; left {
			c.Lines = append(c.Lines, Line{Kind: s.Kind, Relation: s.Relation, To: s})
		}
	}
	return c
}

// named returns a sum's name alone.
func named(s kg.Sum) kg.Sum { return kg.Sum{Kind: s.Kind, Relation: s.Relation} }

// Equal reports whether both stores hold the same.
func (c *Comparison) Equal() bool { return len(c.Different()) == 0 }

// Different returns the lines in which the stores differ.
func (c *Comparison) Different() []Line {
	var found []Line
	for _, l := range c.Lines {
		if !l.Equal() {
			found = append(found, l)
		}
	}
	return found
}

// WriteTo writes a table: counts, the beginning of each checksum, and what
// differs.
func (c *Comparison) WriteTo(w io.Writer) (int64, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "%9s  %-12s  %s\n", "records", "checksum", "kind or relation")
	var nodes, edges int64
	for _, l := range c.Lines {
		fmt.Fprintf(&b, "%9d  %-12s  %s%s", l.From.Count, short(l.From), l.Kind, l.Relation)
		if !l.Equal() {
			fmt.Fprintf(&b, "  DIFFERS: %d, %s", l.To.Count, short(l.To))
		}
		b.WriteByte('\n')
		if l.Kind != "" {
			nodes += l.From.Count
		} else {
			edges += l.From.Count
		}
	}
	fmt.Fprintf(&b, "%9d  nodes and %d edges: ", nodes, edges)
	if n := len(c.Different()); n > 0 {
		fmt.Fprintf(&b, "%d kinds and relations differ\n", n)
	} else {
		b.WriteString("the same in both stores\n")
	}
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}

// short returns the beginning of a checksum, which tells enough for the eye.
func short(s kg.Sum) string {
	if s.Checksum == "" {
		return "–"
	}
	return s.Checksum[:12]
}
