package neo4jstore

import (
	"strings"

	"innograph/kg"
	"innograph/store/fragment"
)

// The bounds of all places.
const (
	beforeAllPlaces = ""
	afterAllPlaces  = "~"
)

// A placed is the edges of one end, in the order of their places.
type placed struct {
	*leg
	end, place string // expressions of the number of that end, and of the place
	index      string // hint of the index that has both
}

// placed returns the ends at which the hop's edges are looked for. Of a loop, which
// both would meet, the second keeps clear.
func (h *hopping) placed() ([]*placed, error) {
	var list []*placed
	for _, direction := range []kg.Direction{kg.Out, kg.In} {
		if h.hop.Direction != direction && h.hop.Direction != kg.Both {
			continue
		}
		l, err := h.leg(direction)
		if err != nil {
			return nil, err
		}
		e := &placed{leg: l, end: propFrom, place: propOut}
		if direction == kg.In {
			e.end, e.place = propTo, propIn
			if h.hop.Direction == kg.Both {
				l.conditions = append(l.conditions, "r."+propFrom+" <> p")
			}
		}
		e.index = " USING INDEX r:" + typesOf(h.step.Relations) + "(" + e.end + ", " + e.place + ")"
		e.end, e.place = "r."+e.end, "r."+e.place
		list = append(list, e)
	}
	return list, nil
}

// match returns the clauses that meet the edges at an end between two places.
func (e *placed) match(from, to string) string {
	return "MATCH " + e.pattern("") + e.index + fragment.Where(append([]string{e.end + " = p", from, to}, e.conditions...)...)
}

// places returns the clauses that read a page by the places of a parent's edges,
// which an index has in order.
func (h *hopping) places(_ []*leg, o *ordering, rows *shape) (string, error) {
	ends, err := h.placed()
	if err != nil {
		return "", err
	}
	after := h.named("after", h.placeOf(h.hop.Page.After, beforeAllPlaces))
	before := h.named("before", h.placeOf(h.hop.Page.Before, afterAllPlaces))
	var keys []string
	if h.hop.Page.Keys {
		keys = rows.wantKeys(o, o.terms.Expressions())
	}
	row := " RETURN collect(" + rows.row(h.statement, "n", "r", keys) + ") AS rows"
	back := descending(h.hop.Page.Last)
	texts := make([]string, len(ends))
	for i, e := range ends {
		columns := " WITH r, n"
		if len(ends) > 1 {
			columns = " RETURN r, n, " + e.place + " AS place"
		}
		texts[i] = e.match(e.place+" > "+after, e.place+" < "+before) + columns +
			" ORDER BY " + e.end + back + ", " + e.place + back + " LIMIT " + h.limit()
	}
	if len(texts) == 1 {
		return texts[0] + row, nil
	}
	return "CALL (p) { " + strings.Join(texts, " UNION ALL ") + " } WITH r, n, place ORDER BY place" + back + " LIMIT " + h.limit() + row, nil
}

// placeOf returns the place a cursor stands for; without one, what is told.
func (h *hopping) placeOf(c *kg.Cursor, none string) string {
	if c == nil {
		return none
	}
	value := kg.Null
	if len(c.Key) > 0 {
		value = c.Key[0]
	}
	return placeOf(h.step.Relations[0], value, c.Node, c.Edge)
}

// oppositePlaces is opposite for a page in the order of places. That of the cursor
// is a parameter already.
func (h *hopping) oppositePlaces(o *ordering) (string, error) {
	if err := h.checkCursors(o); err != nil {
		return "", err
	}
	ends, err := h.placed()
	if err != nil {
		return "", err
	}
	sign, at := " <= ", "$after"+h.suffix
	if h.hop.Page.Last {
		sign, at = " >= ", "$before"+h.suffix
	}
	found := make([]string, len(ends))
	for i, e := range ends {
		found[i] = "EXISTS { " + e.match(e.place+sign+at, "") + " }"
	}
	return fragment.Join("OR", found), nil
}
