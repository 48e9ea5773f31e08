package layout

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"innograph/kg"
)

// A Model is what a store keeps of its model: all that decides how something is
// stored, and no more.
type Model struct {
	Kinds     []Kind     `json:"kinds"`
	Relations []Relation `json:"relations"`
	Enums     []Enum     `json:"enums"`
}

// A Kind is a kind as a store keeps it.
type Kind struct {
	Name       string     `json:"name"`
	Keys       []Key      `json:"keys,omitempty"`
	Properties []Property `json:"properties"`
}

// A Key is a natural key of a kind.
type Key struct {
	Scheme     string   `json:"scheme"`
	Properties []string `json:"properties"`
}

// A Relation is a relation as a store keeps it.
type Relation struct {
	Name       string     `json:"name"`
	From       []string   `json:"from"`
	To         []string   `json:"to"`
	Key        []string   `json:"key,omitempty"`
	OrderBy    string     `json:"orderBy,omitempty"`
	Party      kg.EdgeEnd `json:"party,omitempty"`
	Properties []Property `json:"properties,omitempty"`
}

// A Property is a property of a kind or a relation.
type Property struct {
	Name string `json:"name"`
	Type string `json:"type"` // in plain words, as messages give it
	Enum string `json:"enum,omitempty"`
	Long bool   `json:"long,omitempty"`

	Search int `json:"search,omitempty"` // weight
}

// An Enum is an enum with its symbols.
type Enum struct {
	Name   string   `json:"name"`
	Values []string `json:"values"`
}

// ModelOf returns what a store keeps of a model.
func ModelOf(m *kg.Model) *Model {
	s := &Model{}
	for i := range m.Kinds {
		k := &m.Kinds[i]
		kind := Kind{Name: k.Name, Properties: propertiesOf(k.Properties)}
		for _, key := range k.Keys {
			kind.Keys = append(kind.Keys, Key{key.Scheme, key.Properties})
		}
		s.Kinds = append(s.Kinds, kind)
	}
	for i := range m.Relations {
		r := &m.Relations[i]
		s.Relations = append(s.Relations, Relation{r.Name, r.From, r.To, r.Key, r.OrderBy, r.Party, propertiesOf(r.Properties)})
	}
	for _, e := range m.Enums {
		s.Enums = append(s.Enums, Enum{e.Name, e.Values})
	}
	return s
}

func propertiesOf(ps []kg.Property) []Property {
	stored := make([]Property, len(ps))
	for i, p := range ps {
		stored[i] = Property{p.Name, p.Type.String(), p.Enum, p.Long, p.Search}
		if p.List {
			stored[i].Type = "list of " + stored[i].Type
		}
	}
	return stored
}

// Encode returns the text of a model, and what tells it from others and from itself
// under other rules, such as those of sort keys and words.
func (s *Model) Encode(rules ...string) (encoded, generation string, err error) {
	b, err := json.Marshal(s)
	if err != nil {
		return "", "", err
	}
	sum := sha256.Sum256([]byte(string(b) + "\n" + strings.Join(rules, "\n")))
	return string(b), hex.EncodeToString(sum[:8]), nil
}

// DecodeModel reads the text of a model.
func DecodeModel(text string) (*Model, error) {
	s := &Model{}
	return s, json.Unmarshal([]byte(text), s)
}

// Kind returns a kind by name, or nil.
func (s *Model) Kind(name string) *Kind {
	return find(s.Kinds, func(k *Kind) bool { return k.Name == name })
}

// Relation returns a relation by name, or nil.
func (s *Model) Relation(name string) *Relation {
	return find(s.Relations, func(r *Relation) bool { return r.Name == name })
}

func find[T any](list []T, is func(*T) bool) *T {
	for i := range list {
		if is(&list[i]) {
			return &list[i]
		}
	}
	return nil
}

// A difference is what keeps a program from using a store: what the store knows
// and the program does not, and what both know and mean differently.
type difference struct {
	unknown []string
	changed []string
}

// Check refuses a program whose model lacks or changes what a stored one has. What
// the program's has in addition does no harm. store is how messages call the store.
func (s *Model) Check(store string, program *Model) error { return s.compare(program).err(store) }

// compare tells what of a stored model the program's lacks or changes. What the
// program's has in addition is no difference.
func (s *Model) compare(program *Model) *difference {
	d := &difference{}
	for i := range s.Kinds {
		k := &s.Kinds[i]
		p := program.Kind(k.Name)
		if p == nil {
			d.unknown = append(d.unknown, "kind "+k.Name)
			continue
		}
		d.properties(k.Name, k.Properties, p.Properties)
	}
	for i := range s.Relations {
		r := &s.Relations[i]
		p := program.Relation(r.Name)
		if p == nil {
			d.unknown = append(d.unknown, "relation "+r.Name)
			continue
		}
		d.properties(r.Name, r.Properties, p.Properties)
		d.names(r.Name+" from ", r.From, p.From)
		d.names(r.Name+" to ", r.To, p.To)
		if !slices.Equal(r.Key, p.Key) {
			d.changed = append(d.changed, fmt.Sprintf("the key of %s (%s in the store, %s in the program)", r.Name, few(r.Key), few(p.Key)))
		}
	}
	for _, e := range s.Enums {
		p := find(program.Enums, func(p *Enum) bool { return p.Name == e.Name })
		if p == nil {
			d.unknown = append(d.unknown, "enum "+e.Name)
			continue
		}
		d.names("symbol "+e.Name+".", e.Values, p.Values)
	}
	return d
}

func (d *difference) properties(owner string, stored, program []Property) {
	for _, s := range stored {
		p := find(program, func(p *Property) bool { return p.Name == s.Name })
		switch {
		case p == nil:
			d.unknown = append(d.unknown, "property "+owner+"."+s.Name)
		case p.Type != s.Type || p.Enum != s.Enum:
			d.changed = append(d.changed, fmt.Sprintf("%s.%s (%s in the store, %s in the program)", owner, s.Name, s.describe(), p.describe()))
		}
	}
}

func (d *difference) names(prefix string, stored, program []string) {
	for _, name := range stored {
		if !slices.Contains(program, name) {
			d.unknown = append(d.unknown, prefix+name)
		}
	}
}

func (p *Property) describe() string { return strings.TrimSpace(p.Type + " " + p.Enum) }

// err tells the difference, or is nil.
func (d *difference) err(store string) error {
	switch {
	case len(d.unknown) > 0:
		return kg.Invalid(store, "a newer program has written it, for this one does not know %s; use that program or a newer one", few(d.unknown))
	case len(d.changed) > 0:
		return kg.Invalid(store, "it was written under another model: %s; export it with the program that wrote it and import that into a new store", few(d.changed))
	default:
		return nil
	}
}

// few names some things, of many the first few.
func few(names []string) string {
	const most = 6
	switch {
	case len(names) == 0:
		return "nothing"
	case len(names) > most:
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	default:
		return strings.Join(names, ", ")
	}
}
