package query

import (
	"innograph/kg"
)

// A Subject is what filters and orders speak of: nodes or edges.
type Subject struct {
	Edge      bool
	Kinds     []*kg.Kind     // the nodes may be of
	Relations []*kg.Relation // the edges may be of
}

// A Place is where a property stands that some kinds or relations declare alike.
type Place struct {
	Property *kg.Property
	Own      bool  // every node or edge has it, as one of the Own names
	Of       []int // indexes in the model of the kinds, or relations, that have it so; nil: all
}

// Places returns where the subject has a property: usually in one place; in several
// where kinds declare it differently; in none where none has it. One that no kind,
// or relation, of the model has is refused.
func Places(m *kg.Model, of *Subject, name string) ([]Place, error) {
	if own := kg.Own(name); own != nil && (!of.Edge || name == kg.OwnID || name == kg.OwnVisibility) {
		return []Place{{Property: own, Own: true}}, nil
	}
	var found []Place
	add := func(p *kg.Property, index int) {
		for i := range found {
			if q := found[i].Property; q.Type == p.Type && q.List == p.List && q.Long == p.Long {
				found[i].Of = append(found[i].Of, index)
				return
			}
		}
		found = append(found, Place{Property: p, Of: []int{index}})
	}
	for _, k := range of.Kinds {
		if p := k.Property(name); p != nil {
			add(p, k.Index())
		}
	}
	for _, r := range of.Relations {
		if p := r.Property(name); p != nil {
			add(p, r.Index())
		}
	}
	if len(found) == 0 && !m.Declares(name, of.Edge) {
		return nil, unknown("property", name)
	}
	return found, nil
}
