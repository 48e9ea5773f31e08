package kg

import (
	"fmt"
	"slices"
)

// Types returns the types of the values that each key and each measure meets:
// TypeText for localised text, parts of the calendar and kinds, TypeID for related
// nodes, TypeNull where nothing asked about has the property, and of a measure
// TypeList where something has it as a list. It refuses with ErrInvalid what does
// not make a query; filters, days and the kinds of relations are left to the store.
func (q *AggregateQuery) Types(m *Model) (keys, measures []Type, err error) {
	t, err := q.subject(m)
	if err != nil {
		return nil, nil, err
	}
	if len(q.By) > MaxGroupKeys {
		return nil, nil, Invalid("groups", "there are %d keys; group by %d at most", len(q.By), MaxGroupKeys)
	}
	for i := range q.By {
		key, err := t.key(&q.By[i])
		if err != nil {
			return nil, nil, err
		}
		keys = append(keys, key)
	}
	for i := range q.Measures {
		measure, err := t.measure(&q.Measures[i])
		if err != nil {
			return nil, nil, err
		}
		measures = append(measures, measure)
	}
	return keys, measures, nil
}

// aggregated is what an aggregate is about.
type aggregated struct {
	model     *Model
	kinds     []*Kind
	relations []*Relation // of the edges of a hop
	hop       bool
}

func (q *AggregateQuery) subject(m *Model) (*aggregated, error) {
	t := &aggregated{model: m, hop: q.Hop != nil}
	switch {
	case !exactlyOne(q.List != nil, q.Search != nil, q.Hop != nil):
		return nil, Invalid("aggregate", "it is about a list, a search or a hop, and about one of them")
	case q.List != nil:
		return t, t.addKinds(q.List.Kinds)
	case q.Search != nil && len(q.Search.Kinds) > 0:
		return t, t.addKinds(q.Search.Kinds)
	case q.Search != nil:
		return t, t.addKinds(m.Members(NodeRole))
	case q.Hop.Edge != NoEnd:
		return nil, Invalid("aggregate", "a hop to an edge's end has no edges to count")
	default:
		return t, t.addHop(q.Hop)
	}
}

func exactlyOne(all ...bool) bool {
	set := 0
	for _, is := range all {
		if is {
			set++
		}
	}
	return set == 1
}

func (t *aggregated) addKinds(names []string) error {
	for _, name := range names {
		k := t.model.Kind(name)
		if k == nil {
			return Invalid(name, "the model has no such kind")
		}
		t.kinds = append(t.kinds, k)
	}
	return nil
}

func (t *aggregated) addHop(h *Hop) error {
	for _, name := range h.Relations {
		r := t.model.Relation(name)
		if r == nil {
			return Invalid(name, "the model has no such relation")
		}
		t.relations = append(t.relations, r)
	}
	if len(h.Relations) == 0 {
		for i := range t.model.Relations {
			t.relations = append(t.relations, &t.model.Relations[i])
		}
	}
	if len(h.To) > 0 {
		return t.addKinds(h.To)
	}
	for _, r := range t.relations {
		if err := t.addKinds(r.Far(h.Direction)); err != nil {
			return err
		}
	}
	return nil
}

func (t *aggregated) key(k *GroupKey) (Type, error) {
	switch {
	case !exactlyOne(k.Property != "", k.Relation != nil, k.Kind):
		return TypeNull, Invalid("groups", "a key is a property, a relation or the kind, and one of them")
	case k.Property == "" && (k.Edge || k.Unit != NoUnit || k.Language != ""):
		return TypeNull, Invalid("groups", "only a property is of an edge, has a unit or a language")
	case k.Relation != nil && t.model.Relation(k.Relation.Relation) == nil:
		return TypeNull, Invalid(k.Relation.Relation, "the model has no such relation")
	case k.Relation != nil:
		return TypeID, nil
	case k.Kind:
		return TypeText, nil
	}
	declared, err := t.properties(k.Property, k.Edge)
	if err != nil {
		return TypeNull, err
	}
	result := TypeNull
	for _, p := range declared {
		typ, wrong := k.fit(p)
		if wrong != "" {
			return TypeNull, Invalid(k.Property, "%s", wrong)
		}
		if result != TypeNull && result != typ {
			return TypeNull, Invalid(k.Property, "it is a %s in some kinds and a %s in others; group within one kind", result, typ)
		}
		result = typ
	}
	return result, nil
}

// fit returns the type a property has as a key, or what is wrong with that.
func (k *GroupKey) fit(p *Property) (typ Type, wrong string) {
	switch {
	case p.Long:
		return TypeNull, "it is long text, which makes no groups"
	case k.Unit > ByMonth:
		return TypeNull, fmt.Sprintf("there is no unit %d", k.Unit)
	case k.Unit != NoUnit && p.Type != TypeDate && p.Type != TypeDateTime:
		return TypeNull, "a " + p.Type.String() + " has no part of the calendar; leave the unit out"
	case k.Unit != NoUnit:
		return TypeText, ""
	case p.Type != TypeLocalized:
		return p.Type, ""
	case p.List:
		return TypeNull, "lists of localised text make no groups"
	case k.Language == "":
		return TypeNull, "localised text is grouped in a language; name one"
	default:
		return TypeText, ""
	}
}

func (t *aggregated) measure(m *Measure) (Type, error) {
	declared, err := t.properties(m.Property, m.Edge)
	if err != nil {
		return TypeNull, err
	}
	result, list := TypeNull, false
	for _, p := range declared {
		if result != TypeNull && result != p.Type {
			return TypeNull, Invalid(m.Property, "it is a %s in some kinds and a %s in others; measure within one kind", result, p.Type)
		}
		result, list = p.Type, list || p.List
	}
	if list {
		result = TypeList
	}
	return result, nil
}

// properties returns what is declared under a name by the kinds, or the relations,
// asked about. It refuses a name that none of the model has.
func (t *aggregated) properties(name string, edge bool) ([]*Property, error) {
	if edge && !t.hop {
		return nil, Invalid(name, "a list of nodes has no edges to look at")
	}
	if own := Own(name); own != nil && (!edge || name == OwnID || name == OwnVisibility) {
		return []*Property{own}, nil
	}
	var declared []*Property
	add := func(p *Property) {
		if p != nil {
			declared = append(declared, p)
		}
	}
	if edge {
		for _, r := range t.relations {
			add(r.Property(name))
		}
	} else {
		for _, k := range t.kinds {
			add(k.Property(name))
		}
	}
	if len(declared) == 0 && !t.model.Declares(name, edge) {
		return nil, Invalid(name, "the model has no such property")
	}
	return declared, nil
}

// Declares reports whether any kind, or any relation, has a property.
func (m *Model) Declares(name string, edge bool) bool {
	if edge {
		return slices.ContainsFunc(m.Relations, func(r Relation) bool { return r.Property(name) != nil })
	}
	return slices.ContainsFunc(m.Kinds, func(k Kind) bool { return k.Property(name) != nil })
}
