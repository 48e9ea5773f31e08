package neo4jstore

import (
	"slices"
	"strconv"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// start reads the root level and all below.
func (r *reading) start(s *kg.Start, selection *kg.Selection) (*kg.Level, error) {
	var root *kg.Level
	var err error
	switch {
	case s.List != nil:
		root, err = r.list(s.List, selection)
	case s.Search != nil:
		root, err = r.search(s.Search, selection)
	case s.Edges != nil:
		root, err = r.edges(s, selection)
	case s.Identifiers != nil:
		root, err = r.named(s.Identifiers, selection)
	case s.Numbers != nil:
		root, err = r.numbers(s.Numbers, selection)
	default:
		root, err = r.nodes("ids", idsOf(s.IDs), selection, nodeOf("entry"), "")
	}
	if err != nil {
		return nil, err
	}
	return r.level(root, selection)
}

func (r *reading) numbers(numbers []int64, selection *kg.Selection) (*kg.Level, error) {
	entries := make([]any, len(numbers))
	for i, n := range numbers {
		entries[i] = n
	}
	return r.nodes("numbers", entries, selection, "MATCH (n:"+labelNode+" {"+propNumber+": entry}) WITH n", "")
}

// nodes reads the nodes of entries, which a parameter has, by clauses after which n
// is a node of the variable entry. Where an entry may have several, they need an
// order.
func (r *reading) nodes(parameter string, entries []any, selection *kg.Selection, found, order string) (*kg.Level, error) {
	rows := &shape{catalog: r.store.catalog}
	if err := rows.wantNodes(selection, nil); err != nil {
		return nil, err
	}
	st := r.statement()
	list := st.named(parameter, entries)
	visible := ""
	if c := st.visible("n"); c != "" {
		visible = " WITH n" + fragment.Where(c)
	}
	text := "UNWIND range(0, size(" + list + ") - 1) AS parent WITH parent, " + list + "[parent] AS entry CALL (entry) { " + found + visible + order +
		" RETURN collect(" + rows.row(st, "n", "", nil) + ") AS rows } RETURN parent, rows," + noFacts
	each := 1
	if order != "" {
		each = kg.MaxNamesakes
	}
	return r.entries(&piece{statement: st, shape: rows, text: text, each: each}, selection, len(entries))
}

// entries reads a level of few rows per parent, in the parents' order.
func (r *reading) entries(p *piece, selection *kg.Selection, parents int) (*kg.Level, error) {
	level := query.NewLevel(parents)
	if parents == 0 {
		return level, nil
	}
	err := r.root(p, level, selection, parents, func(rec *record) error {
		for len(level.Offsets) <= int(rec.parent) {
			level.Offsets = append(level.Offsets, len(level.Rows))
		}
		for _, value := range rec.rows {
			row, err := p.shape.read(value, 0)
			if err != nil {
				return err
			}
			level.Rows = append(level.Rows, row)
		}
		return r.budget.Spend(len(rec.rows))
	})
	for len(level.Offsets) <= parents {
		level.Offsets = append(level.Offsets, len(level.Rows))
	}
	return level, err
}

// The clauses that find the nodes of an identifier, which is a pair of scheme and
// value: the one of that scheme or, without a scheme, all that have the value in some.
const (
	byName = "MATCH (:" + labelIdentifier + " {" + propScheme + ": entry[0], " + propValue + ": entry[1]})<-[:" + typeIdentifier + "]-(n:" + labelNode + ") WITH n"

	byAnyName = "MATCH (h:" + labelIdentifier + " {" + propValue + ": entry[1]})<-[:" + typeIdentifier + "]-(n:" + labelNode + ")" +
		" WHERE entry[0] = '' OR h." + propScheme + " = entry[0] WITH DISTINCT n"
)

// named reads the nodes of identifiers.
func (r *reading) named(identifiers []kg.Identifier, selection *kg.Selection) (*kg.Level, error) {
	entries := make([]any, len(identifiers))
	for i, id := range identifiers {
		entries[i] = []any{textOf(id.Scheme), indexedValue(textOf(id.Value))}
	}
	if !slices.ContainsFunc(identifiers, func(id kg.Identifier) bool { return id.Scheme == "" }) {
		return r.nodes("identifiers", entries, selection, byName, "")
	}
	return r.nodes("identifiers", entries, selection, byAnyName, " WITH n ORDER BY n."+propNumber+" LIMIT "+strconv.Itoa(kg.MaxNamesakes))
}

// edges reads one edge per number.
func (r *reading) edges(s *kg.Start, selection *kg.Selection) (*kg.Level, error) {
	if _, err := query.NodeProperties(r.store.catalog.model, selection, nil); err != nil {
		return nil, err // there are none here, and yet what is asked must exist
	}
	found, err := r.edgesOf(s)
	if err != nil {
		return nil, err
	}
	level := query.NewLevel(len(s.Edges))
	for _, number := range s.Edges {
		if row, ok := found[number]; ok {
			level.Rows = append(level.Rows, row)
		}
		level.Offsets = append(level.Offsets, len(level.Rows))
	}
	return level, r.budget.Spend(len(level.Rows))
}

// edgesOf reads edges by number, those that have been met before from their relation;
// the others are looked for relation by relation.
func (r *reading) edgesOf(s *kg.Start) (map[int64]kg.Row, error) {
	relations := r.store.catalog.model.Relations
	found := make(map[int64]kg.Row, len(s.Edges))
	known, unknown := r.store.met.split(s.Edges, len(relations))
	for i, asked := range known {
		if err := r.edgesIn(&relations[i], asked, s, found); err != nil {
			return nil, err
		}
		unknown = append(unknown, asked...)
	}
	for i := range relations {
		unknown = slices.DeleteFunc(unknown, func(n int64) bool { _, ok := found[n]; return ok })
		if err := r.edgesIn(&relations[i], unknown, s, found); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// edgesIn reads those of some edges that are of a relation.
func (r *reading) edgesIn(relation *kg.Relation, numbers []int64, s *kg.Start, found map[int64]kg.Row) error {
	rows := &shape{catalog: r.store.catalog, ends: true}
	if err := rows.wantEdges(s.EdgeProperties, s.EdgeFacts, []*kg.Relation{relation}); err != nil || len(numbers) == 0 {
		return err
	}
	st := r.statement()
	text := "UNWIND " + st.named("numbers", numbers) + " AS parent CALL (parent) { MATCH ()-[r:" + relation.Name + "]->() USING INDEX r:" + relation.Name + "(" + propNumber + ")" +
		fragment.Where("r."+propNumber+" = parent", st.visibleEdge("r")) + " RETURN collect(" + rows.row(st, "", "r", nil) + ") AS rows } RETURN parent, rows," + noFacts
	return r.begin(st, text, func(rec *record) error {
		for _, value := range rec.rows {
			row, err := rows.read(value, 0)
			if err != nil {
				return err
			}
			found[row.Edge.Number] = row
			r.store.met.add(row.Edge.Number, relation.Index())
		}
		return nil
	})
}

// list reads a page of nodes.
func (r *reading) list(l *kg.List, selection *kg.Selection) (*kg.Level, error) {
	level := query.NewLevel(1)
	rows := &shape{catalog: r.store.catalog}
	st := r.statement()
	listing, err := st.listing(l)
	if err != nil {
		return nil, err
	}
	if err := rows.wantNodes(selection, listing.kinds); err != nil {
		return nil, err
	}
	text, err := listing.page(rows)
	if err != nil {
		return nil, err
	}
	if len(listing.kinds) > 0 && (l.Page.Limit > 0 || l.Total) {
		p := &piece{statement: st, shape: rows, text: text, page: &l.Page}
		err = r.root(p, level, selection, 1, func(rec *record) error {
			if level.Rows, err = rows.list(rec.rows, 0); err != nil {
				return err
			}
			if l.Page.Limit > 0 {
				level.Rows, level.Pages[0] = query.Cut(level.Rows, &l.Page, rec.opposite)
			}
			level.Pages[0].Total = rec.total
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	level.Offsets = append(level.Offsets, len(level.Rows))
	return level, r.budget.Spend(len(level.Rows))
}
