package plain

import (
	"slices"

	"innograph/kg"
)

// found is a page.
type found struct {
	steps   []step
	cursors []string
	info    PageInfo
	total   int
	all     []step // beyond the page too
	base    []step // before the filter

	world *World
	args  Args
	on    string
}

// row is a step with what it is sorted by.
type row struct {
	step
	key []kg.Value
}

func (r row) cursor() kg.Cursor {
	c := kg.Cursor{Key: r.key, Node: r.node.Number}
	if r.edge != nil {
		c.Edge = r.edge.Number
	}
	return c
}

// list filters, sorts and cuts. Steps of a root list have no edge.
func (w *World) list(all []step, a Args, size int, on string) (*found, error) {
	first, last, err := sizes(a, size)
	if err != nil {
		return nil, err
	}
	kept := slices.DeleteFunc(slices.Clone(all), func(s step) bool { return !w.passes(s, a, on) })
	order, err := w.order(a, on)
	if err != nil {
		return nil, err
	}
	rows := make([]row, len(kept))
	for i, s := range kept {
		rows[i] = row{s, keys(s, order)}
	}
	slices.SortFunc(rows, func(x, y row) int { return compare(order, x.cursor(), y.cursor()) })
	fingerprint := mark(a.connection, order)
	if a.query != nil {
		fingerprint = kg.Fingerprint(a.connection+" "+a.text, nil)
	}
	f := &found{total: len(rows), all: kept, base: all, world: w, args: a, on: on}
	after, err := cursor(a.After, fingerprint, len(order))
	if err != nil {
		return nil, err
	}
	before, err := cursor(a.Before, fingerprint, len(order))
	if err != nil {
		return nil, err
	}
	begin, end := 0, len(rows)
	for i, r := range rows {
		if after != nil && compare(order, r.cursor(), *after) <= 0 {
			begin = i + 1
		}
		if before != nil && compare(order, r.cursor(), *before) >= 0 && i < end {
			end = i
		}
	}
	end = max(begin, end)
	f.info.HasPreviousPage = after != nil && begin > 0
	f.info.HasNextPage = before != nil && slices.ContainsFunc(rows, func(r row) bool { return compare(order, r.cursor(), *before) >= 0 })
	if last > 0 {
		f.info.HasPreviousPage = end-begin > last
		begin = max(begin, end-last)
	} else {
		f.info.HasNextPage = end-begin > first
		end = min(end, begin+first)
	}
	for _, r := range rows[begin:end] {
		f.steps = append(f.steps, r.step)
		f.cursors = append(f.cursors, r.cursor().Encode(fingerprint))
	}
	if n := len(f.cursors); n > 0 {
		f.info.StartCursor, f.info.EndCursor = &f.cursors[0], &f.cursors[n-1]
	}
	return f, nil
}

func sizes(a Args, size int) (first, last int, err error) {
	if a.First != nil && a.Last != nil {
		return 0, 0, coded("BAD_USER_INPUT", "first and last")
	}
	first = size
	for _, n := range []*int{a.First, a.Last} {
		if n != nil && (*n < 1 || *n > 100) {
			return 0, 0, coded("BAD_USER_INPUT", "a page of %d", *n)
		}
	}
	if a.First != nil {
		first = *a.First
	}
	if a.Last != nil {
		last = *a.Last
	}
	return first, last, nil
}

func cursor(text *string, fingerprint uint32, keys int) (*kg.Cursor, error) {
	if text == nil {
		return nil, nil
	}
	c, err := kg.DecodeCursor(*text, fingerprint, keys)
	if err != nil {
		return nil, coded("BAD_CURSOR", "%v", err)
	}
	return c, nil
}

// A sortKey is a sort key as kg tells it, and what gives a row's number where it
// counts.
type sortKey struct {
	kg.Order
	count func(*kg.Node) int
}

// mark returns the fingerprint of cursors, which of an order that counts is not
// the engine's.
func mark(connection string, order []sortKey) uint32 {
	list := make([]kg.Order, len(order))
	for i, k := range order {
		list[i] = k.Order
	}
	return kg.Fingerprint(connection, list)
}

// order reads the sort keys of a list.
func (w *World) order(a Args, on string) ([]sortKey, error) {
	var order []sortKey
	for _, key := range a.OrderBy {
		edge := false
		if a.via != "" {
			in, ok := key["edge"].(map[string]any)
			if edge = ok; !ok {
				in, _ = key["node"].(map[string]any)
			}
			key = in
		}
		k, err := w.sortKey(key, a.node, on)
		if err != nil {
			return nil, err
		}
		k.Edge = edge
		order = append(order, k)
	}
	if a.query != nil {
		score := func(n *kg.Node) int { return a.query.Score(w.fields(n), 0) }
		order = []sortKey{{Order: kg.Order{Descending: true}, count: score}}
	}
	if order == nil && a.via == "TAKES_PART_IN" {
		order = []sortKey{{Order: kg.Order{Property: "rank", Edge: true}}}
	}
	return order, nil
}

func (w *World) sortKey(key map[string]any, of, on string) (sortKey, error) {
	k := sortKey{Order: kg.Order{Descending: key["direction"] == "DESC"}}
	field, byField := key["field"].(string)
	count, byCount := key["count"].(map[string]any)
	lang, hasLang := key["lang"].(string)
	if byField == byCount || byCount && (hasLang || len(count) != 1) {
		return k, coded("BAD_USER_INPUT", "field and count")
	}
	for name, v := range count {
		t := w.model.Kind(kinds(of)[0]).Traversal(name)
		condition, _ := v.(map[string]any)
		k.count = func(n *kg.Node) int {
			yes, _ := w.counted(n, t, condition, on)
			return yes
		}
		return k, nil
	}
	k.Property, k.NullsFirst = properties[field], key["nulls"] == "FIRST"
	if k.Property == "name" || k.Property == "task" {
		k.Language = "zh"
		if hasLang {
			k.Language = lang
		}
	}
	return k, nil
}

// properties are what the symbols of orders stand for.
var properties = map[string]string{
	"NAME": "name", "ROR": "ror", "FOUNDED_ON": "foundedOn", "ORCID": "orcid", "HOMEPAGE": "homepage", "PAPERS": "papers",
	"LANGUAGE": "language", "ACTIVE": "active", "SORT": "sort", "CAPITAL": "capital", "TITLE": "title", "PROGRAMME": "programme",
	"NUMBER": "number", "BUDGET": "budget", "RATE": "rate", "SIGNED_AT": "signedAt", "CONTINUES": "continues",
	"CREATED_AT": "createdAt", "UPDATED_AT": "updatedAt", "ROLE": "role", "FROM": "from", "TO": "to", "RANK": "rank",
	"ALIASES": "aliases", "SECTORS": "sectors", "VISIBILITY": "visibility",
	"SHARE": "share", "AMOUNT": "amount", "TASK": "task",
}

func keys(s step, order []sortKey) []kg.Value {
	list := make([]kg.Value, len(order))
	for i, o := range order {
		if o.count != nil {
			list[i] = kg.Int(int64(o.count(s.node)))
			continue
		}
		v := value(s.node, o.Property)
		if o.Edge {
			v = s.edge.Properties[o.Property]
		}
		key, err := kg.SortKey(v, o.Language)
		if err != nil {
			panic(err)
		}
		list[i] = key
	}
	return list
}

func value(n *kg.Node, name string) kg.Value {
	switch name {
	case "id":
		return kg.Reference(n.ID)
	case "createdAt":
		return kg.Instant(n.CreatedAt)
	case "updatedAt":
		return kg.Instant(n.UpdatedAt)
	case "visibility":
		return kg.Symbol(n.Visibility.String())
	default:
		return n.Properties[name]
	}
}

func compare(order []sortKey, a, b kg.Cursor) int {
	for i, o := range order {
		x, y := a.Key[i], b.Key[i]
		c := 0
		switch {
		case x.IsNull() && y.IsNull():
		case x.IsNull():
			c = 1
		case y.IsNull():
			c = -1
		case o.Descending:
			c = y.Compare(x)
		default:
			c = x.Compare(y)
		}
		if o.NullsFirst && x.IsNull() != y.IsNull() {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	if a.Node != b.Node {
		return int(a.Node - b.Node)
	}
	return int(a.Edge - b.Edge)
}
