package sqlitestore

import (
	"strings"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// A listing is a list of nodes in the making: one or several branches, each in
// an index's order, that one statement merges.
type listing struct {
	*statement
	list  *kg.List
	kinds []*kg.Kind
	whole *ordering // of all kinds, for what cursors and keys are

	hidden bool // nodes that the viewer does not see are read too
}

// A listBranch is the nodes of one kind; where a cursor stands in the way of an
// index, those with a value in the first sort key, or those without.
type listBranch struct {
	order      *ordering
	conditions []string
	part       part
}

// A part says which rows a branch has, by their first sort key.
type part uint8

const (
	whole part = iota
	withValue
	withoutValue
)

func (s *statement) listing(l *kg.List) (*listing, error) {
	kinds, err := query.Kinds(s.catalog.model, l.Kinds)
	if err != nil {
		return nil, err
	}
	whole, err := s.order(l.Order, nodesAs("n", kinds...), nil, nil)
	return &listing{statement: s, list: l, kinds: kinds, whole: whole}, err
}

// base returns the order of one kind's nodes, and the conditions on all of them.
func (l *listing) base(k *kg.Kind) (*ordering, []string, error) {
	of := nodesAs("n", k)
	l.conditions = query.Conditions{}
	order, err := l.order(l.list.Order, of, nil, l.whole, "n.number")
	if err != nil {
		return nil, nil, err
	}
	filter, err := l.filter(l.list.Filter, of)
	visible := ""
	if !l.hidden {
		visible = l.visible("n", "visibility")
	}
	return order, []string{l.ofKinds("n", of.Kinds), visible, filter}, err
}

// branches returns the branches between the cursors, in the direction in which
// the page is cut.
func (l *listing) branches() ([]listBranch, error) {
	var branches []listBranch
	first, last := query.Ends(&l.list.Page)
	for _, k := range l.kinds {
		order, conditions, err := l.base(k)
		if err != nil {
			return nil, err
		}
		if l.list.Page.Last {
			order = order.reversed()
		}
		found, err := l.between(order, conditions, first, last)
		if err != nil {
			return nil, err
		}
		branches = append(branches, found...)
	}
	return branches, nil
}

// between splits the nodes of a kind where cursors require it.
func (l *listing) between(o *ordering, conditions []string, first, last *kg.Cursor) ([]listBranch, error) {
	from, err := l.nodeBound(first, o)
	if err != nil {
		return nil, err
	}
	to, err := l.nodeBound(last, o)
	if err != nil {
		return nil, err
	}
	if from == nil && to == nil {
		return []listBranch{{o, conditions, whole}}, nil
	}
	parts := []part{withValue}
	if len(o.terms) > 0 && o.terms[0].Nullable {
		parts = append(parts, withoutValue)
	}
	var branches []listBranch
	for _, p := range parts {
		b := listBranch{o, conditions[:len(conditions):len(conditions)], p}
		if p == withoutValue {
			b.conditions = append(b.conditions, o.terms[0].Expression+" IS NULL")
		}
		if b.limit(o, from, false) && b.limit(o.reversed(), to, false) {
			branches = append(branches, b)
		}
	}
	return branches, nil
}

// limit adds the condition that rows come after a bound, if there is one, and
// reports whether any can.
func (b *listBranch) limit(o *ordering, from *bound, inclusive bool) bool {
	if from == nil {
		return true
	}
	within := o.from
	if b.part == withoutValue {
		within = o.fromAbsent
	}
	condition, ok := within(from, inclusive)
	if condition != "" {
		b.conditions = append(b.conditions, condition)
	}
	return ok
}

func (l *listing) nodeBound(c *kg.Cursor, o *ordering) (*bound, error) {
	if c == nil {
		return nil, nil
	}
	return l.bound(c, o, c.Node)
}

// page returns the statement of the page itself and, where it is wanted, of
// whether anything lies at or beyond its cursor.
func (l *listing) page(rows *shape) (string, error) {
	branches, err := l.branches()
	if err != nil {
		return "", err
	}
	if len(branches) == 0 {
		return l.noRows()
	}
	return l.rows(rows, l.numbers(branches, l.list.Page.Limit+1))
}

// walked returns the statement of a page that is looked for among so many nodes, from
// where it begins. Neither the filter nor what the viewer may see narrows those that are
// tried; those without a value of what is sorted by, which come last, are left out.
func (l *listing) walked(rows *shape, most int) (string, error) {
	all := *l.list
	all.Filter = nil
	tried := &listing{statement: l.statement, list: &all, kinds: l.kinds, whole: l.whole, hidden: true}
	branches, err := tried.branches()
	if err != nil {
		return "", err
	}
	if branches = withValues(branches); len(branches) == 0 {
		return l.noRows()
	}
	met := tried.numbers(branches, most)
	l.conditions = query.Conditions{}
	filter, err := l.filter(l.list.Filter, nodesAs("n", l.kinds...))
	if err != nil {
		return "", err
	}
	return l.rows(rows, "SELECT t.* FROM ("+met+") t CROSS JOIN node n ON n.number = t.number"+
		fragment.Where(l.visible("n", "visibility"), filter)+" LIMIT "+l.arg(l.list.Page.Limit+1))
}

// withValues returns what branches have of nodes with a value in the first sort key.
// These merge as they are.
func withValues(branches []listBranch) []listBranch {
	var found []listBranch
	for _, b := range branches {
		if b.part == whole && len(b.order.terms) > 0 && b.order.terms[0].Nullable {
			b.conditions = append(b.conditions, b.order.terms[0].Expression+" IS NOT NULL")
		}
		if b.part != withoutValue {
			b.part = whole
			found = append(found, b)
		}
	}
	return found
}

// noRows returns the statement of no rows and of whether there are others.
func (l *listing) noRows() (string, error) {
	opposite, err := l.opposite()
	return "SELECT '[]', " + opposite, err
}

// rows returns the statement of rows and of whether there are others, from a query for
// their numbers and sort keys.
func (l *listing) rows(rows *shape, numbers string) (string, error) {
	opposite, err := l.opposite()
	if err != nil {
		return "", err
	}
	columns := rows.nodeColumns("n")
	if l.list.Page.Keys {
		rows.keys = l.whole.keys
		for _, name := range keyNames(l.whole) {
			columns = append(columns, "t."+name)
		}
	}
	return "SELECT (SELECT json_group_array(json_array(" + fragment.Commas(columns) + "))" +
		" FROM (" + numbers + ") t CROSS JOIN node n ON n.number = t.number), " + opposite, nil
}

// numbers returns the query for the numbers and sort keys of so many nodes. Whole
// branches merge as they are; others are limited one by one, for SQLite would read
// them to their end.
func (l *listing) numbers(branches []listBranch, most int) string {
	limit := " LIMIT " + l.arg(most)
	if len(branches) == 1 {
		return branches[0].text(false) + branches[0].orderBy() + limit
	}
	o := branches[0].order
	names := keyNames(o)
	texts := make([]string, len(branches))
	split := false
	for _, b := range branches {
		split = split || b.part != whole
	}
	for i := range branches {
		texts[i] = branches[i].text(split)
		if split {
			texts[i] = "SELECT * FROM (" + texts[i] + branches[i].orderBy() + limit + ")"
		}
	}
	by := " ORDER BY "
	if split && len(o.terms) > 0 && o.terms[0].Nullable {
		by += "z, "
	}
	return union(texts) + by + o.by(names, []string{"number"}) + limit
}

// text returns the query of a branch, without order. With split it tells where
// the branch stands among the others.
func (b *listBranch) text(split bool) string {
	text := "SELECT n.number AS number"
	if split {
		z := " 0"
		if len(b.order.terms) > 0 && (b.part == withoutValue) != b.order.terms[0].NullsFirst {
			z = " 1"
		}
		text += "," + z + " AS z"
	}
	for i, name := range keyNames(b.order) {
		text += ", " + b.order.terms[i].Expression + " AS " + name
	}
	return text + " FROM node n" + fragment.Where(b.conditions...)
}

// orderBy returns the order of a branch, spelt out so that indexes are found.
func (b *listBranch) orderBy() string {
	expressions := b.order.terms.Expressions()
	if b.part == withoutValue {
		expressions[0] = ""
	}
	return " ORDER BY " + b.order.by(expressions, b.order.ties)
}

// opposite returns the expression of whether rows lie at or beyond the cursor
// the page starts from.
func (l *listing) opposite() (string, error) {
	cursor, _ := query.Ends(&l.list.Page)
	if cursor == nil || !l.list.Page.Opposite {
		return "0", nil
	}
	var found []string
	for _, k := range l.kinds {
		order, conditions, err := l.base(k)
		if err != nil {
			return "", err
		}
		if !l.list.Page.Last {
			order = order.reversed()
		}
		from, err := l.nodeBound(cursor, order)
		if err != nil {
			return "", err
		}
		for _, p := range []part{withValue, withoutValue} {
			b := listBranch{order, conditions[:len(conditions):len(conditions)], p}
			if p == withoutValue {
				if len(order.terms) == 0 || !order.terms[0].Nullable {
					continue
				}
				b.conditions = append(b.conditions, order.terms[0].Expression+" IS NULL")
			}
			if b.limit(order, from, true) {
				found = append(found, "EXISTS (SELECT 1 FROM node n"+fragment.Where(b.conditions...)+")")
			}
		}
	}
	if len(found) == 0 {
		return "0", nil
	}
	return fragment.Join("OR", found), nil
}

// total returns the statement of how many nodes there are in the list.
func (l *listing) total() (string, error) {
	counts := make([]string, len(l.kinds))
	for i, k := range l.kinds {
		_, conditions, err := l.base(k)
		if err != nil {
			return "", err
		}
		counts[i] = "(SELECT count(*) FROM node n" + fragment.Where(conditions...) + ")"
	}
	return "SELECT " + strings.Join(counts, " + "), nil
}
