package sqlitestore

import (
	"innograph/kg"
	"innograph/store/query"
)

// A subject is what filters and orders speak of: the nodes, or the edges, that
// a table stands for.
type subject struct {
	query.Subject
	alias string
}

// nodesAs returns the nodes of some kinds that a table stands for.
func nodesAs(alias string, kinds ...*kg.Kind) *subject {
	return &subject{query.Subject{Kinds: kinds}, alias}
}

// edgesAs returns the edges of some relations that a table stands for.
func edgesAs(alias string, relations ...*kg.Relation) *subject {
	return &subject{query.Subject{Edge: true, Relations: relations}, alias}
}

// general returns what the table stands for, or nil where there is none.
func (s *subject) general() *query.Subject {
	if s == nil {
		return nil
	}
	return &s.Subject
}

// A place is where a table keeps a property of some kinds or relations.
type place struct {
	property *kg.Property
	numbers  []int  // of the kinds or relations that have it so; nil: all
	own      string // expression of a fact every node or edge has; "": none
	doc      string // expression of the JSON the property stands in
	keys     string // and of that of its sort keys
}

// places returns where the subject keeps a property.
func (s *statement) places(of *subject, name string) ([]place, error) {
	found, err := query.Places(s.catalog.model, &of.Subject, name)
	if err != nil {
		return nil, err
	}
	return s.located(of, found), nil
}

// located returns where in the file the places of a property are.
func (s *statement) located(of *subject, found []query.Place) []place {
	places := make([]place, len(found))
	for i, f := range found {
		p := &places[i]
		p.property = f.Property
		if f.Own {
			p.own = ownExpression(of, f.Property.Name)
			continue
		}
		numbers := s.catalog.kindNumber
		if of.Edge {
			numbers = s.catalog.relNumber
		}
		for _, index := range f.Of {
			p.numbers = append(p.numbers, numbers[index])
		}
		p.doc, p.keys = of.alias+".props", of.alias+".keys"
		if f.Property.Long && !of.Edge {
			l := s.alias("l")
			p.doc = "(SELECT " + l + ".props FROM node_long " + l + " WHERE " + l + ".number = " + of.alias + ".number)"
		}
	}
	return places
}

// ownExpression returns the expression of a fact every node or edge has.
func ownExpression(of *subject, name string) string {
	switch name {
	case kg.OwnID:
		return of.alias + ".id"
	case kg.OwnVisibility:
		return "CASE " + of.alias + ".visibility WHEN 0 THEN 'PUBLIC' WHEN 1 THEN 'REGISTERED' ELSE 'PARTIES' END"
	case kg.OwnCreatedAt:
		return of.alias + ".created"
	default:
		return of.alias + ".updated"
	}
}

// numberColumn is the column that tells the kinds or relations of a subject
// apart.
func (s *subject) numberColumn() string {
	if s.Edge {
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
