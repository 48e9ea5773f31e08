package sqlitestore

import (
	"innograph/kg"
)

// A subject is what filters and orders speak of: the nodes, or the edges, that
// a table stands for.
type subject struct {
	alias     string
	edge      bool
	kinds     []*kg.Kind     // the nodes may be of
	relations []*kg.Relation // the edges may be of
}

// A place is where a table keeps a property of some kinds or relations.
type place struct {
	property *kg.Property
	numbers  []int  // of the kinds or relations that have it so; nil: all
	own      string // expression of a fact every node or edge has; "": none
	doc      string // expression of the JSON the property stands in
	keys     string // and of that of its sort keys
}

// places returns where the subject keeps a property: usually in one place; in
// several where kinds declare it differently; in none where none has it.
func (s *statement) places(of *subject, name string) ([]place, error) {
	if own := kg.Own(name); own != nil {
		if expression := ownExpression(of, name); expression != "" {
			return []place{{property: own, own: expression}}, nil
		}
	}
	var found []place
	add := func(p *kg.Property, number int) {
		for i := range found {
			if q := found[i].property; q.Type == p.Type && q.List == p.List && q.Long == p.Long {
				found[i].numbers = append(found[i].numbers, number)
				return
			}
		}
		at := place{property: p, numbers: []int{number}, doc: of.alias + ".props", keys: of.alias + ".keys"}
		if p.Long && !of.edge {
			l := s.alias("l")
			at.doc = "(SELECT " + l + ".props FROM node_long " + l + " WHERE " + l + ".number = " + of.alias + ".number)"
		}
		found = append(found, at)
	}
	for _, k := range of.kinds {
		if p := k.Property(name); p != nil {
			add(p, s.catalog.number(k))
		}
	}
	for _, r := range of.relations {
		if p := r.Property(name); p != nil {
			add(p, s.catalog.relationNumber(r))
		}
	}
	if len(found) == 0 && !s.catalog.declares(name, of.edge) {
		return nil, unknownError("property", name)
	}
	return found, nil
}

// declares reports whether any kind, or any relation, has a property.
func (c *catalog) declares(name string, edge bool) bool {
	if edge {
		return find(c.model.Relations, func(r *kg.Relation) bool { return r.Property(name) != nil }) != nil
	}
	return find(c.model.Kinds, func(k *kg.Kind) bool { return k.Property(name) != nil }) != nil
}

// ownExpression returns the expression of a fact every node or edge has.
func ownExpression(of *subject, name string) string {
	switch {
	case name == kg.OwnID:
		return of.alias + ".id"
	case name == kg.OwnVisibility:
		return "CASE " + of.alias + ".visibility WHEN 0 THEN 'PUBLIC' WHEN 1 THEN 'REGISTERED' ELSE 'PARTIES' END"
	case name == kg.OwnCreatedAt && !of.edge:
		return of.alias + ".created"
	case name == kg.OwnUpdatedAt && !of.edge:
		return of.alias + ".updated"
	default:
		return ""
	}
}

// numberColumn is the column that tells the kinds or relations of a subject
// apart.
func (s *subject) numberColumn() string {
	if s.edge {
		return s.alias + ".relation"
	}
	return s.alias + ".kind"
}

// value returns the expression of the value, or of part of it.
func (p *place) value(part string) string {
	if p.own != "" {
		return p.own
	}
	return extract(p.doc, p.property.Name+part)
}

// present returns the condition that there is a value.
func (p *place) present() string { return p.representative() + " IS NOT NULL" }

// absent returns the condition that there is none.
func (p *place) absent() string { return p.representative() + " IS NULL" }

// representative returns the expression that is NULL where the value is absent:
// one that an index can be on, where possible.
func (p *place) representative() string {
	switch {
	case p.property.List || p.property.Type == kg.TypeLocalized:
		return "json_type(" + p.doc + ", '$." + p.property.Name + "')"
	case p.property.Type == kg.TypeMoney:
		return p.value("[0]")
	default:
		return p.value("")
	}
}

// sorting returns the expressions the value is sorted by.
func (p *place) sorting(language string) []string {
	if p.own != "" {
		return []string{p.own}
	}
	return sortColumns(p.property, p.doc, p.keys, language)
}
