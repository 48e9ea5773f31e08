package engine

import (
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// A page is what a list holds of one parent.
type page struct {
	level  *kg.Level
	parent int
	number int64 // of the parent; 0 of a root
	list   *listing
}

// rows returns the range of the page's rows.
func (p page) rows() (from, to int) {
	return p.level.Offsets[p.parent], p.level.Offsets[p.parent+1]
}

// cursor writes the cursor of a row.
func (p page) cursor(w *writer, row int) outcome {
	return writeCursor(w, p.list, spot{level: p.level, row: row})
}

func writeCursor(w *writer, list *listing, s spot) outcome {
	r := s.node()
	cursor := kg.Cursor{Key: r.Key, Node: r.Number}
	if r.Edge != nil {
		cursor.Edge = r.Edge.Number
	}
	return w.text(cursor.Encode(w.req.frames[list.id].mark))
}

// elementOf returns the type of the edges of a connection.
func (t *types) elementOf(connection string) string {
	if f := t.field(connection, "edges"); f != nil {
		return f.Type.Name()
	}
	return ""
}

// connection compiles what is selected of a page. edge compiles the fields of
// an edge beside cursor and node; extra those of the connection that only it
// has.
func (c *compiler) connection(ls *listing, l *level, kinds []string, sets []ast.SelectionSet, where string,
	edge func(g *group, where string) emit[spot], extra func(*group) emit[page],
) *object[page] {
	o := &object[page]{}
	for _, g := range c.collect(ls.typeName, sets) {
		if c.err != nil {
			return o
		}
		o.add(g, c.engine.types.nonNull(ls.typeName, g.name()), c.connectionField(ls, l, kinds, g, where+"."+g.key, edge, extra))
	}
	return o
}

func (c *compiler) connectionField(ls *listing, l *level, kinds []string, g *group, where string,
	edge func(g *group, where string) emit[spot], extra func(*group) emit[page],
) emit[page] {
	switch g.name() {
	case "__typename":
		return constant[page](ls.typeName)
	case "edges":
		ls.rows = true
		return elements(c.edges(ls, l, kinds, g, where, edge).write)
	case "nodes":
		ls.rows = true
		return elements(c.view(l, kinds, g.selections(), where).write)
	case "pageInfo":
		o := c.pageInfo(ls, g)
		return o.write
	case "totalCount":
		ls.total = true
		return func(w *writer, p page) outcome { return w.int(p.level.Pages[p.parent].Total) }
	}
	if e := c.figure(ls, g, where); e != nil {
		return e
	}
	if extra != nil {
		if e := extra(g); e != nil {
			return e
		}
	}
	c.fail(unknown(ls.typeName, g.name()))
	return nil
}

// elements writes each row of a page.
func elements(write func(*writer, spot) outcome) emit[page] {
	return func(w *writer, p page) outcome {
		from, to := p.rows()
		return writeList(w, to-from, true, func(i int) outcome { return write(w, spot{level: p.level, row: from + i}) })
	}
}

// edges compiles what is selected of the edges of a page.
func (c *compiler) edges(ls *listing, l *level, kinds []string, g *group, where string, edge func(g *group, where string) emit[spot]) *object[spot] {
	typeName := c.engine.types.elementOf(ls.typeName)
	o := &object[spot]{}
	for _, f := range c.collect(typeName, g.selections()) {
		if c.err != nil {
			return o
		}
		var e emit[spot]
		switch f.name() {
		case "cursor":
			ls.cursors = true
			e = func(w *writer, s spot) outcome { return writeCursor(w, ls, s) }
		case "node":
			e = c.view(l, kinds, f.selections(), where+"."+f.key).write
		default:
			e = edge(f, where+"."+f.key)
		}
		o.add(f, c.engine.types.nonNull(typeName, f.name()), e)
	}
	return o
}

// pageInfo compiles what is selected of a page's place in its list.
func (c *compiler) pageInfo(ls *listing, g *group) *object[page] {
	return fieldsOf(c, "PageInfo", g.selections(), func(f *group) emit[page] {
		switch f.name() {
		case "hasNextPage":
			ls.rows, ls.next = true, true
			return func(w *writer, p page) outcome { return w.bool(p.level.Pages[p.parent].HasNext) }
		case "hasPreviousPage":
			ls.rows, ls.previous = true, true
			return func(w *writer, p page) outcome { return w.bool(p.level.Pages[p.parent].HasPrevious) }
		case "startCursor", "endCursor":
			ls.rows, ls.cursors = true, true
			start := f.name() == "startCursor"
			return func(w *writer, p page) outcome {
				from, to := p.rows()
				switch {
				case from == to:
					return absent
				case start:
					return p.cursor(w, from)
				default:
					return p.cursor(w, to-1)
				}
			}
		}
		return nil
	})
}
