package storetest

import (
	"slices"
	"time"

	"innograph/kg"
)

// checker refuses queries that name what the model does not have.
type checker struct{ model *kg.Model }

func checkQuery(m *kg.Model, q *kg.Query) error {
	c := checker{m}
	if err := c.relationProperties(q.Start.EdgeProperties); err != nil {
		return err
	}
	if l := q.Start.List; l != nil {
		if err := c.list(l); err != nil {
			return err
		}
	}
	if f := q.Start.Search; f != nil {
		if err := c.search(f); err != nil {
			return err
		}
	}
	return c.selection(&q.Select)
}

func checkFrontier(m *kg.Model, f *kg.Frontier) error {
	c := checker{m}
	return firstError(c.relations(f.Relations), c.day(f.On))
}

func (c checker) list(l *kg.List) error {
	return firstError(c.kinds(l.Kinds), c.nodeFilter(l.Filter), c.order(l.Order, nil, false), c.page(l.Page, l.Order))
}

func (c checker) search(f *kg.Search) error {
	_, err := f.Query()
	if err := firstError(err, c.kinds(f.Kinds), c.nodeFilter(f.Filter)); err != nil {
		return err
	}
	for _, cursor := range []*kg.Cursor{f.Page.After, f.Page.Before} {
		if cursor != nil && (len(cursor.Key) != 1 || cursor.Key[0].Type() != kg.TypeInt) {
			return badCursor()
		}
	}
	return nil
}

func (c checker) selection(s *kg.Selection) error {
	for kind, properties := range s.Properties {
		if err := c.kinds([]string{kind}); err != nil {
			return err
		}
		for _, p := range properties {
			if c.model.Kind(kind).Property(p) == nil {
				return unknown("property", kind+"."+p)
			}
		}
	}
	for i := range s.Hops {
		if err := c.hop(&s.Hops[i]); err != nil {
			return err
		}
	}
	return nil
}

func (c checker) hop(h *kg.Hop) error {
	if h.Edge != kg.NoEnd {
		return c.selection(&h.Select)
	}
	order := h.Order
	if len(order) == 0 {
		order = kg.DefaultOrder(c.model, h.Relations)
	}
	return firstError(c.kinds(h.From), c.kinds(h.To), c.relations(h.Relations), c.day(h.On),
		c.nodeFilter(h.Filter), c.edgeFilter(h.EdgeFilter), c.order(order, h.Relations, true), c.page(h.Page, order),
		c.relationProperties(h.EdgeProperties), c.selection(&h.Select))
}

func (c checker) kinds(names []string) error {
	for _, name := range names {
		if c.model.Kind(name) == nil {
			return unknown("kind", name)
		}
	}
	return nil
}

func (c checker) relations(names []string) error {
	for _, name := range names {
		if c.model.Relation(name) == nil {
			return unknown("relation", name)
		}
	}
	return nil
}

func (c checker) relationProperties(wanted map[string][]string) error {
	for relation, properties := range wanted {
		if err := c.relations([]string{relation}); err != nil {
			return err
		}
		for _, p := range properties {
			if c.model.Relation(relation).Property(p) == nil {
				return unknown("property", relation+"."+p)
			}
		}
	}
	return nil
}

func (c checker) nodeFilter(f kg.Filter) error {
	switch f := f.(type) {
	case kg.And:
		return c.filters(f, c.nodeFilter)
	case kg.Or:
		return c.filters(f, c.nodeFilter)
	case kg.Not:
		return c.nodeFilter(f.Filter)
	case kg.KindIn:
		return c.kinds(f)
	case kg.Compare:
		return c.nodeProperty(f.Property)
	case kg.Counted:
		if !slices.Contains([]kg.Op{kg.OpEq, kg.OpNe, kg.OpLt, kg.OpLte, kg.OpGt, kg.OpGte}, f.Op) {
			return kg.Invalid("filter", "a count is compared by equality or order alone")
		}
		return c.nodeFilter(f.Related)
	case kg.Related:
		return firstError(c.relations([]string{f.Relation}), c.kinds(f.To), c.day(f.On), c.nodeFilter(f.Node), c.edgeFilter(f.Edge))
	}
	return nil
}

func (c checker) edgeFilter(f kg.Filter) error {
	switch f := f.(type) {
	case kg.And:
		return c.filters(f, c.edgeFilter)
	case kg.Or:
		return c.filters(f, c.edgeFilter)
	case kg.Not:
		return c.edgeFilter(f.Filter)
	case kg.Compare:
		return c.edgeProperty(f.Property)
	case kg.KindIn, kg.Related, kg.Counted:
		return kg.Invalid("filter", "%T is no condition on an edge", f)
	}
	return nil
}

func (c checker) filters(fs []kg.Filter, check func(kg.Filter) error) error {
	for _, f := range fs {
		if err := check(f); err != nil {
			return err
		}
	}
	return nil
}

func (c checker) nodeProperty(name string) error {
	has := func(k kg.Kind) bool { return k.Property(name) != nil }
	if kg.Own(name) == nil && !slices.ContainsFunc(c.model.Kinds, has) {
		return unknown("property of nodes", name)
	}
	return nil
}

func (c checker) edgeProperty(name string) error {
	has := func(r kg.Relation) bool { return r.Property(name) != nil }
	if name != kg.OwnID && name != kg.OwnVisibility && !slices.ContainsFunc(c.model.Relations, has) {
		return unknown("property of edges", name)
	}
	return nil
}

func (c checker) order(order []kg.Order, relations []string, hop bool) error {
	for _, o := range order {
		if o.Count != nil {
			if o.Edge {
				return kg.Invalid("order", "edges are counted at nodes alone")
			}
			if err := c.nodeFilter(*o.Count); err != nil {
				return err
			}
			continue
		}
		check := c.nodeProperty
		if o.Edge {
			if !hop {
				return kg.Invalid("order", "%s: a list of nodes has no edges to sort by", o.Property)
			}
			check = c.edgeProperty
		}
		if err := check(o.Property); err != nil {
			return err
		}
		if c.localized(o, relations) && !slices.Contains(kg.OrderLanguages, o.Language) {
			return kg.Invalid("order", "%s cannot be sorted in language %q; use one of %v", o.Property, o.Language, kg.OrderLanguages)
		}
	}
	return nil
}

// localized reports whether an order sorts localised text.
func (c checker) localized(o kg.Order, relations []string) bool {
	if o.Edge {
		for i := range c.model.Relations {
			r := &c.model.Relations[i]
			if p := r.Property(o.Property); p != nil && p.Type == kg.TypeLocalized && (len(relations) == 0 || slices.Contains(relations, r.Name)) {
				return true
			}
		}
		return false
	}
	return slices.ContainsFunc(c.model.Kinds, func(k kg.Kind) bool {
		p := k.Property(o.Property)
		return p != nil && p.Type == kg.TypeLocalized
	})
}

func (c checker) page(p kg.Page, order []kg.Order) error {
	for _, cursor := range []*kg.Cursor{p.After, p.Before} {
		if cursor != nil && !c.fits(cursor, order) {
			return badCursor()
		}
	}
	return nil
}

func badCursor() error {
	return &kg.Error{Kind: kg.ErrBadCursor, Subject: "cursor", Reason: "it belongs to another order; start again without it"}
}

// fits reports whether a cursor has a key of the right type for every sort key.
func (c checker) fits(cursor *kg.Cursor, order []kg.Order) bool {
	if len(cursor.Key) != len(order) {
		return false
	}
	for i, o := range order {
		if key := cursor.Key[i].Type(); key != kg.TypeNull && !slices.Contains(c.keyTypes(o), key) {
			return false
		}
	}
	return true
}

// keyTypes returns the types that keys of an order can have.
func (c checker) keyTypes(o kg.Order) []kg.Type {
	if o.Count != nil {
		return []kg.Type{kg.TypeInt}
	}
	var declared []*kg.Property
	if !o.Edge {
		declared = append(declared, kg.Own(o.Property))
		for i := range c.model.Kinds {
			declared = append(declared, c.model.Kinds[i].Property(o.Property))
		}
	} else {
		for i := range c.model.Relations {
			declared = append(declared, c.model.Relations[i].Property(o.Property))
		}
	}
	var types []kg.Type
	for _, p := range declared {
		switch {
		case p == nil:
		case p.Type == kg.TypeLocalized:
			types = append(types, kg.TypeText) // its sort key
		default:
			types = append(types, p.Type)
		}
	}
	return types
}

func (c checker) day(day string) error {
	if day == "" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return kg.Invalid("on", "%q is not a day such as 2024-07-23", day)
	}
	return nil
}

func unknown(what, name string) error { return kg.Invalid(name, "the model has no such %s", what) }

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
