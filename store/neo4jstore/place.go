package neo4jstore

import (
	"innograph/kg"
	"innograph/store/query"
)

// A subject is what filters and orders speak of: the nodes, or the edges, that a
// variable stands for.
type subject struct {
	query.Subject
	alias string
}

func nodesAs(alias string, kinds ...*kg.Kind) *subject {
	return &subject{query.Subject{Kinds: kinds}, alias}
}

func edgesAs(alias string, relations ...*kg.Relation) *subject {
	return &subject{query.Subject{Edge: true, Relations: relations}, alias}
}

// general returns the subject without its variable; of none, none.
func (s *subject) general() *query.Subject {
	if s == nil {
		return nil
	}
	return &s.Subject
}

// A place is where a subject has a property of some kinds or relations.
type place struct {
	property *kg.Property
	own      bool
	alias    string
	only     string // condition that the subject is of those
}

// located returns the places of a subject.
func (s *statement) located(of *subject, found []query.Place) []place {
	places := make([]place, len(found))
	for i, f := range found {
		places[i] = place{property: f.Property, own: f.Own, alias: of.alias}
		if f.Own {
			continue
		}
		if of.Edge {
			relations := make([]*kg.Relation, len(f.Of))
			for j, index := range f.Of {
				relations[j] = &s.catalog.model.Relations[index]
			}
			places[i].only = of.alias + ":" + typesOf(relations)
			continue
		}
		kinds := make([]*kg.Kind, len(f.Of))
		for j, index := range f.Of {
			kinds[j] = &s.catalog.model.Kinds[index]
		}
		places[i].only = of.alias + ":" + labelsOfKinds(kinds)
	}
	return places
}

// of returns the expression of a stored property.
func (p *place) of(name string) string { return p.alias + "." + name }

// natural returns the expression of the value as it stands for people: it is there
// when the value is.
func (p *place) natural() string { return p.of(p.property.Name) }

// key returns the expressions of the sort key of a text and of what did not fit
// into it, "" where everything does.
func (p *place) key(language string) (key, rest string) {
	if p.own {
		return p.of(propIDKey), ""
	}
	name := keyName(p.property.Name)
	if p.property.Type == kg.TypeLocalized {
		name = languageName(p.property.Name, language)
	}
	return p.of(name), p.of(restName(name))
}

// exact returns the expression of what is compared of a value that is neither text
// nor a list.
func (p *place) exact() string {
	switch {
	case p.own && p.property.Name == kg.OwnCreatedAt:
		return p.of(propCreatedAt)
	case p.own && p.property.Name == kg.OwnUpdatedAt:
		return p.of(propUpdatedAt)
	case formOf(p.property) == plainForm:
		return p.natural()
	default:
		return p.of(exactName(p.property.Name))
	}
}

// present returns the condition that there is a value.
func (p *place) present() condition {
	if p.own {
		return always
	}
	return condition{text: p.natural() + " IS NOT NULL"}
}

// absent returns the condition that there is none.
func (p *place) absent() condition {
	if p.own {
		return never
	}
	return condition{text: p.natural() + " IS NULL"}
}

// keyed reports whether the value is a text with a sort key.
func (p *place) keyed() bool {
	if p.own {
		return p.property.Name == kg.OwnID
	}
	return formOf(p.property) == keyedForm
}

// sorting returns the expressions the value is sorted by.
func (p *place) sorting(language string) []string {
	switch {
	case p.keyed() || formOf(p.property) == localizedForm:
		key, rest := p.key(language)
		if rest == "" {
			return []string{key}
		}
		return []string{key, "coalesce(" + rest + ", '')"}
	case formOf(p.property) == moneyForm:
		return []string{p.of(currencyName(p.property.Name)), p.exact()}
	default:
		return []string{p.exact()}
	}
}

// chosen returns the expression that has the value of the place a subject is of.
func chosen(places []place, value func(*place) string) string {
	switch len(places) {
	case 0:
		return "null"
	case 1:
		return value(&places[0])
	}
	text := "CASE"
	for i := range places {
		text += " WHEN " + places[i].only + " THEN " + value(&places[i])
	}
	return text + " END"
}
