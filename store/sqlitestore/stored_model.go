package sqlitestore

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"innograph/kg"
	"innograph/kg/text"
)

// A storedModel is what a store keeps of its model: all that decides how
// something is stored, and no more.
type storedModel struct {
	Kinds     []storedKind     `json:"kinds"`
	Relations []storedRelation `json:"relations"`
	Enums     []storedEnum     `json:"enums"`
}

type storedKind struct {
	Name       string           `json:"name"`
	Keys       []storedKey      `json:"keys,omitempty"`
	Properties []storedProperty `json:"properties"`
}

type storedKey struct {
	Scheme     string   `json:"scheme"`
	Properties []string `json:"properties"`
}

type storedRelation struct {
	Name       string           `json:"name"`
	From       []string         `json:"from"`
	To         []string         `json:"to"`
	Key        []string         `json:"key,omitempty"`
	OrderBy    string           `json:"orderBy,omitempty"`
	Party      kg.EdgeEnd       `json:"party,omitempty"`
	Properties []storedProperty `json:"properties,omitempty"`
}

type storedProperty struct {
	Name string `json:"name"`
	Type string `json:"type"` // in plain words, as messages give it
	Enum string `json:"enum,omitempty"`
	Long bool   `json:"long,omitempty"`

	Search int `json:"search,omitempty"` // weight
}

type storedEnum struct {
	Name   string   `json:"name"`
	Values []string `json:"values"`
}

func storedModelOf(m *kg.Model) *storedModel {
	s := &storedModel{}
	for i := range m.Kinds {
		k := &m.Kinds[i]
		kind := storedKind{Name: k.Name, Properties: storedProperties(k.Properties)}
		for _, key := range k.Keys {
			kind.Keys = append(kind.Keys, storedKey{key.Scheme, key.Properties})
		}
		s.Kinds = append(s.Kinds, kind)
	}
	for i := range m.Relations {
		r := &m.Relations[i]
		s.Relations = append(s.Relations, storedRelation{r.Name, r.From, r.To, r.Key, r.OrderBy, r.Party, storedProperties(r.Properties)})
	}
	for _, e := range m.Enums {
		s.Enums = append(s.Enums, storedEnum{e.Name, e.Values})
	}
	return s
}

func storedProperties(ps []kg.Property) []storedProperty {
	stored := make([]storedProperty, len(ps))
	for i, p := range ps {
		stored[i] = storedProperty{p.Name, p.Type.String(), p.Enum, p.Long, p.Search}
		if p.List {
			stored[i].Type = "list of " + stored[i].Type
		}
	}
	return stored
}

// encode returns the text of a model, and what tells it from others and from itself
// under other rules of sort keys and words.
func (s *storedModel) encode() (encoded, generation string, err error) {
	b, err := json.Marshal(s)
	if err != nil {
		return "", "", err
	}
	sum := sha256.Sum256(append(b, "\n"+text.Collation+"\n"+wordRules...))
	return string(b), hex.EncodeToString(sum[:8]), nil
}

func decodeModel(text string) (*storedModel, error) {
	s := &storedModel{}
	return s, json.Unmarshal([]byte(text), s)
}

func (s *storedModel) kind(name string) *storedKind {
	return find(s.Kinds, func(k *storedKind) bool { return k.Name == name })
}

func (s *storedModel) relation(name string) *storedRelation {
	return find(s.Relations, func(r *storedRelation) bool { return r.Name == name })
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

// compare tells what of a stored model the program's lacks or changes. What the
// program's has in addition is no difference.
func (s *storedModel) compare(program *storedModel) *difference {
	d := &difference{}
	for i := range s.Kinds {
		k := &s.Kinds[i]
		p := program.kind(k.Name)
		if p == nil {
			d.unknown = append(d.unknown, "kind "+k.Name)
			continue
		}
		d.properties(k.Name, k.Properties, p.Properties)
	}
	for i := range s.Relations {
		r := &s.Relations[i]
		p := program.relation(r.Name)
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
		p := find(program.Enums, func(p *storedEnum) bool { return p.Name == e.Name })
		if p == nil {
			d.unknown = append(d.unknown, "enum "+e.Name)
			continue
		}
		d.names("symbol "+e.Name+".", e.Values, p.Values)
	}
	return d
}

func (d *difference) properties(owner string, stored, program []storedProperty) {
	for _, s := range stored {
		p := find(program, func(p *storedProperty) bool { return p.Name == s.Name })
		switch {
		case p == nil:
			d.unknown = append(d.unknown, "property "+owner+"."+s.Name)
		case p.Type != s.Type || p.Enum != s.Enum:
			d.changed = append(d.changed, fmt.Sprintf("%s.%s (%s in the store, %s in the program)", owner, s.Name, s.kind(), p.kind()))
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

func (p *storedProperty) kind() string { return strings.TrimSpace(p.Type + " " + p.Enum) }

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
