package neo4jstore

import (
	"slices"
	"strings"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/layout"
	"innograph/store/query"
)

// A listing is a list of nodes in the making: stages that are read one after the
// other until the page is full, each of one or several branches in an index's order.
type listing struct {
	*statement
	list   *kg.List
	kinds  []*kg.Kind
	whole  *ordering // of all kinds, for what cursors and keys are
	source []source
	staged bool // indexes have the first sort key, and not the nodes without it
	hidden bool // nodes that the viewer does not see are read too
}

// A source is the nodes of one label.
type source struct {
	label string
	kinds []*kg.Kind
}

func (s *statement) listing(l *kg.List) (*listing, error) {
	kinds, err := query.Kinds(s.catalog.model, l.Kinds)
	if err != nil {
		return nil, err
	}
	of := &listing{statement: s, list: l, kinds: kinds}
	if of.whole, err = s.order(l.Order, nodesAs("n", kinds...), nil, nil, "n."+propNumber); err != nil {
		return nil, err
	}
	for _, c := range []*kg.Cursor{l.Page.After, l.Page.Before} {
		if c != nil {
			if err := of.whole.check(c); err != nil {
				return nil, err
			}
		}
	}
	of.sources()
	return of, nil
}

// sources decides what the list is read from: the nodes of a role together, where
// one index has them in order or none has, else kind by kind.
func (l *listing) sources() {
	first := ""
	if len(l.list.Order) > 0 {
		first = l.list.Order[0].Property // "" of a count
	}
	indexed := func(k *kg.Kind) bool {
		p := k.Property(first)
		return p != nil && layout.Ordered(k, p)
	}
	l.staged = slices.ContainsFunc(l.kinds, indexed)
	if len(l.kinds) > 1 {
		if role := l.catalog.roleOf(l.kinds); role != nil && (!l.staged || isIndexedRole(role, first)) {
			l.source = []source{{role.Name, l.kinds}}
			return
		}
		if len(l.kinds) == len(l.catalog.model.Kinds) && !l.staged {
			l.source = []source{{labelNode, l.kinds}}
			return
		}
	}
	for _, k := range l.kinds {
		l.source = append(l.source, source{k.Name, []*kg.Kind{k}})
	}
}

// base returns the order of a source's nodes, and the conditions on all of them.
func (l *listing) base(of *source) (*ordering, []string, error) {
	nodes := nodesAs("n", of.kinds...)
	l.conditions = query.Conditions{}
	order, err := l.order(l.list.Order, nodes, nil, l.whole, "n."+propNumber)
	if err != nil {
		return nil, nil, err
	}
	filter, err := l.filter(l.list.Filter, nodes)
	visible := ""
	if !l.hidden {
		visible = l.visible("n")
	}
	return order, []string{visible, filter.text}, err
}

// page returns the statement of the page and of what else is wanted of the list. An
// empty page still has a row.
func (l *listing) page(rows *shape) (string, error) {
	found, err := l.found(rows)
	if err != nil {
		return "", err
	}
	opposite, err := l.opposite()
	if err != nil {
		return "", err
	}
	total := "null"
	if l.list.Total {
		if total, err = l.total(); err != nil {
			return "", err
		}
	}
	return found + " RETURN 0 AS parent, rows, " + opposite + " AS opposite, " + total + " AS total, null AS counts", nil
}

// found returns the clauses after which rows are those of the page.
func (l *listing) found(rows *shape) (string, error) {
	stages, err := l.stages() // what is wrong with a list does not depend on the size of its page
	if err != nil || len(stages) == 0 || l.list.Page.Limit <= 0 {
		return "WITH [] AS rows", err
	}
	l.named("limit", int64(l.list.Page.Limit)+1)
	nodes, terms := l.stage(stages[0], "$limit"), l.whole.aliases()
	if len(stages) == 2 {
		nodes, terms = "CALL () { "+nodes+" RETURN collect(n) AS first }"+otherwise("size(first) >= $limit", "first", l.stage(stages[1], "$limit"), "more")+
			" UNWIND (first + more)[..$limit] AS n", l.whole.terms.Expressions()
	}
	walked, err := l.walked()
	if err != nil {
		return "", err
	}
	if walked != "" {
		nodes, terms = "CALL () { "+walked+" RETURN collect(n) AS met }"+otherwise("size(met) >= $limit", "met", nodes, "all")+
			" UNWIND CASE WHEN size(met) >= $limit THEN met ELSE all END AS n", l.whole.terms.Expressions()
	}
	var keys []string
	if l.list.Page.Keys {
		keys = rows.wantKeys(l.whole, terms)
	}
	return nodes + " WITH collect(" + rows.row(l.statement, "n", "", keys) + ") AS rows", nil
}

// walked returns the clauses after which n are those of the page's nodes that are met
// among the first of the list's order; "": none are looked for there.
func (l *listing) walked() (string, error) {
	most := query.Walk(l.list, l.kinds)
	if most == 0 {
		return "", nil
	}
	all := *l.list
	all.Filter = nil
	tried := *l
	tried.list, tried.hidden = &all, true
	stages, err := tried.stages()
	if err != nil || len(stages) == 0 || stages[0][0].part == withoutValue { // no index has only those
		return "", err
	}
	l.conditions = query.Conditions{}
	filter, err := l.filter(l.list.Filter, nodesAs("n", l.kinds...))
	if err != nil {
		return "", err
	}
	branches := stages[0]
	o := branches[0].order
	names := fragment.Commas(append([]string{"n"}, o.aliases()...))
	return tried.stage(branches, l.named("walk", int64(most))) + " WITH " + names + fragment.Where(l.visible("n"), filter.text) +
		" WITH " + names + " ORDER BY " + branches[0].merged() + " LIMIT $limit", nil
}

// otherwise returns the clauses that collect nodes n into a list, unless a condition
// on another list holds, when it is empty.
func otherwise(condition, of, nodes, list string) string {
	return " CALL (" + of + ") { " + unless(condition) + "CALL () { " + nodes + " RETURN collect(n) AS found } RETURN coalesce(head(collect(found)), []) AS " + list + " }"
}

// unless returns a clause after which nothing is run where a condition holds. A WHERE
// would be asked last.
func unless(condition string) string {
	return "UNWIND CASE WHEN " + condition + " THEN [] ELSE [0] END AS go "
}

// opposite returns the expression of whether rows lie at or beyond the cursor the
// page starts from.
func (l *listing) opposite() (string, error) {
	cursor, _ := query.Ends(&l.list.Page)
	if cursor == nil || !l.list.Page.Opposite || l.list.Page.Limit <= 0 {
		return "false", nil
	}
	parts := []part{whole}
	if l.staged {
		parts = []part{withValue, withoutValue}
	}
	var found []string
	for i := range l.source {
		for _, p := range parts {
			order, conditions, err := l.base(&l.source[i])
			if err != nil {
				return "", err
			}
			if !l.list.Page.Last {
				order = order.reversed()
			}
			b := listBranch{source: &l.source[i], order: order, conditions: conditions, part: p}
			if !b.isPart(l.staged) {
				continue
			}
			ok, err := l.limit(&b, b.order, cursor, true)
			if err != nil {
				return "", err
			}
			if ok {
				found = append(found, "EXISTS { "+b.match()+" }")
			}
		}
	}
	if len(found) == 0 {
		return "false", nil
	}
	return fragment.Join("OR", found), nil
}

// total returns the expression of how many nodes there are in the list.
func (l *listing) total() (string, error) {
	if len(l.source) == 0 {
		return "0", nil
	}
	counts := make([]string, len(l.source))
	for i := range l.source {
		of := &l.source[i]
		l.conditions = query.Conditions{}
		filter, err := l.filter(l.list.Filter, nodesAs("n", of.kinds...))
		if err != nil {
			return "", err
		}
		counts[i] = "COUNT { MATCH (n:" + of.label + ")" + fragment.Where(l.visible("n"), filter.text) + " }"
	}
	return strings.Join(counts, " + "), nil
}
