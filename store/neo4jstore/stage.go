package neo4jstore

import (
	"slices"
	"strings"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/layout"
	"innograph/store/query"
)

// A listBranch is the nodes of a source that a stage reads.
type listBranch struct {
	source     *source
	order      *ordering
	conditions []string
	bounds     []string // conditions on the variables of the terms
	part       part
	index      string // hint of the index that has the order; "": the database chooses one
}

// A part says which rows a branch has, by their first sort key.
type part uint8

const (
	whole part = iota
	withValue
	withoutValue
)

// stages returns what is read one after the other between the cursors, in the
// direction in which the page is cut.
func (l *listing) stages() ([][]listBranch, error) {
	first, last := query.Ends(&l.list.Page)
	parts := []part{whole}
	if l.staged {
		parts = []part{withValue, withoutValue}
		if by := l.list.Order[0]; by.NullsFirst != l.list.Page.Last {
			slices.Reverse(parts)
		}
	}
	var stages [][]listBranch
	for _, p := range parts {
		var branches []listBranch
		for i := range l.source {
			order, conditions, err := l.base(&l.source[i])
			if err != nil {
				return nil, err
			}
			if l.list.Page.Last {
				order = order.reversed()
			}
			b := listBranch{source: &l.source[i], order: order, conditions: conditions, part: p, index: l.hint(&l.source[i], p)}
			ok, err := l.between(&b, first, last)
			if err != nil {
				return nil, err
			}
			if ok {
				branches = append(branches, b)
			}
		}
		if len(branches) > 0 {
			stages = append(stages, branches)
		}
	}
	return stages, nil
}

// between adds the conditions that rows are of the branch's part and lie between two
// cursors, and reports whether any can.
func (l *listing) between(b *listBranch, first, last *kg.Cursor) (bool, error) {
	if !b.isPart(l.staged) {
		return false, nil
	}
	if b.part == whole && len(b.order.terms) > 0 {
		named := b.order.named()
		for i, c := range []*kg.Cursor{first, last} {
			o := named
			if i > 0 {
				o = named.reversed()
			}
			bound, err := l.bound(c, o, numberOf(c))
			if err != nil {
				return false, err
			}
			if bound != nil {
				b.bounds = append(b.bounds, o.beyond(bound, 0, false))
			}
		}
		return true, nil
	}
	if ok, err := l.limit(b, b.order, first, false); err != nil || !ok {
		return false, err
	}
	return l.limit(b, b.order.reversed(), last, false)
}

// numberOf returns the number of a cursor's node, if there is a cursor.
func numberOf(c *kg.Cursor) int64 {
	if c == nil {
		return 0
	}
	return c.Node
}

// isPart adds the condition that rows are of the branch's part, in the form that
// indexes are found by, and reports whether there can be any.
func (b *listBranch) isPart(staged bool) bool {
	number := "n." + propNumber + " IS NOT NULL"
	switch {
	case !staged && len(b.order.terms) == 0:
		b.conditions = append(b.conditions, number)
		return true
	case !staged:
		return true
	}
	absent := b.order.keys[0].terms > 0 && b.order.terms[0].Expression == "null"
	if b.part == withoutValue {
		if !absent {
			b.conditions = append(b.conditions, b.order.terms[0].Expression+" IS NULL")
		}
		b.conditions = append(b.conditions, number)
		return true
	}
	for i := range b.order.keys[0].terms {
		if i == 0 || !b.order.keys[0].keyed {
			b.conditions = append(b.conditions, b.order.terms[i].Expression+" IS NOT NULL")
		}
	}
	b.conditions = append(b.conditions, number)
	return !absent
}

// limit adds the condition that rows come after a cursor, if there is one, and
// reports whether any can.
func (l *listing) limit(b *listBranch, o *ordering, c *kg.Cursor, inclusive bool) (bool, error) {
	if c == nil {
		return true, nil
	}
	from, err := l.bound(c, o, c.Node)
	if err != nil {
		return false, err
	}
	var condition string
	ok := true
	switch b.part {
	case whole:
		condition = o.beyond(from, 0, inclusive)
	case withValue:
		condition, ok = o.from(from, inclusive)
	default:
		condition, ok = o.fromAbsent(from, inclusive)
	}
	if condition != "" {
		b.conditions = append(b.conditions, condition)
	}
	return ok, nil
}

// hint returns the hint of the index that has a branch in order. Where there is a
// filter another may be better, or where none has the order.
func (l *listing) hint(of *source, p part) string {
	switch {
	case l.list.Filter != nil || p == whole && len(l.list.Order) > 0:
		return ""
	case p != withValue:
		return " USING INDEX n:" + of.label + "(" + propNumber + ")"
	}
	by := l.list.Order[0]
	k := of.kinds[0]
	property := k.Property(by.Property)
	if property == nil || of.label == k.Name && !layout.Indexed(k, property) {
		return ""
	}
	return " USING INDEX n:" + of.label + "(" + fragment.Commas(indexedOn(property, by.Language)) + ")"
}

// match returns the MATCH and WHERE clauses of a branch.
func (b *listBranch) match() string {
	return "MATCH (n:" + b.source.label + ")" + b.index + fragment.Where(b.conditions...)
}

// by returns the order of a branch, in which the first key is spelt out where an
// index has it.
func (b *listBranch) by() string {
	names := b.order.aliases()
	for i := range names {
		switch {
		case b.part == whole || i >= b.order.keys[0].terms:
		case b.part == withValue:
			names[i] = b.order.terms[i].Expression
		default:
			names[i] = "" // all alike
		}
	}
	return b.order.by(names, b.order.ties, b.part == withValue)
}

// merged returns the order of a branch's rows, or those of several, by the variables of
// the terms.
func (b *listBranch) merged() string {
	return b.order.by(b.order.aliases(), []string{"n." + propNumber}, b.part == withValue)
}

// limited returns the clauses of a branch's first rows, up to a limit. What they are
// sorted by has the variables of the terms.
func (b *listBranch) limited(keyword, limit string) string {
	columns, names := []string{"n"}, append([]string{"n"}, b.order.aliases()...)
	for i, e := range b.order.terms.Expressions() {
		columns = append(columns, e+" AS "+keyAlias(i))
	}
	text := b.match()
	if len(b.bounds) > 0 {
		text += " WITH " + fragment.Commas(columns) + fragment.Where(b.bounds...)
		columns = names
	}
	return text + " " + keyword + " " + fragment.Commas(columns) + " ORDER BY " + b.by() + " LIMIT " + limit
}

// stage returns the clauses of a stage, after which n are its first rows in order, up
// to a limit.
func (l *listing) stage(branches []listBranch, limit string) string {
	if len(branches) == 1 {
		return branches[0].limited("WITH", limit)
	}
	texts := make([]string, len(branches))
	for i := range branches {
		texts[i] = branches[i].limited("RETURN", limit)
	}
	return "CALL () { " + strings.Join(texts, " UNION ALL ") + " } WITH " + fragment.Commas(append([]string{"n"}, branches[0].order.aliases()...)) +
		" ORDER BY " + branches[0].merged() + " LIMIT " + limit
}
