package kg

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"innograph/kg/text"
)

// MergeNode returns the node that change c makes of old, which is nil for a
// new one, and whether it differs. removed counts the properties a change of
// kind cost. Version and times of a node that differs are moved on; Number is
// left to the store.
func (m *Model) MergeNode(old *Node, c *NodeChange, at time.Time) (n *Node, changed bool, removed int, err error) {
	kind := m.Kind(c.Kind)
	if kind == nil {
		return nil, false, 0, Invalid("kind", "the model has no kind %q", text.Shorten(c.Kind, mostShown))
	}
	if err := checkID(c.ID); err != nil {
		return nil, false, 0, err
	}
	n = &Node{ID: c.ID, Kind: c.Kind, Properties: make(map[string]Value, len(c.Properties))}
	if old != nil {
		*n = *old
		n.Kind = c.Kind
		n.Properties = make(map[string]Value, len(old.Properties))
		for name, v := range old.Properties {
			if p := kind.Property(name); p == nil || old.Kind != c.Kind && m.checkValue(kind.Name, p, v) != nil {
				removed++
				continue
			}
			n.Properties[name] = v
		}
	}
	if err := m.mergeProperties(kind.Name, kind.Property, n.Properties, c.Properties); err != nil {
		return nil, false, 0, err
	}
	for _, p := range kind.Properties {
		if _, ok := n.Properties[p.Name]; p.Required && !ok {
			return nil, false, 0, Invalid(kind.Name+"."+p.Name, "a value is required")
		}
	}
	if c.Visibility != nil {
		n.Visibility = *c.Visibility
	}
	if c.Provenance != nil {
		n.Provenance = c.Provenance
	}
	if err := checkFacts(c.ID, n.Visibility, n.Provenance); err != nil {
		return nil, false, 0, err
	}
	if n.Identifiers, err = m.mergeIdentifiers(old, n, c.Identifiers); err != nil {
		return nil, false, 0, err
	}
	changed = old == nil || !sameNode(old, n)
	if changed {
		stamp(n, c.Copy, at)
	}
	return n, changed, removed, nil
}

func stamp(n *Node, copied *NodeCopy, at time.Time) {
	if copied != nil {
		n.Version, n.CreatedAt, n.UpdatedAt = copied.Version, copied.CreatedAt, copied.UpdatedAt
		return
	}
	at = at.UTC().Truncate(time.Microsecond)
	n.Version++
	n.UpdatedAt = at
	if n.Version == 1 {
		n.CreatedAt = at
	}
}

// mergeProperties refuses the first change by name that it cannot take.
func (m *Model) mergeProperties(owner string, property func(string) *Property, into, changes map[string]Value) (refusal error) {
	refused := ""
	for name, v := range changes {
		err := m.mergeProperty(owner, name, property(name), into, v.normal())
		if err != nil && (refusal == nil || name < refused) {
			refusal, refused = err, name
		}
	}
	return refusal
}

func (m *Model) mergeProperty(owner, name string, p *Property, into map[string]Value, v Value) error {
	if p == nil {
		return Invalid(owner+"."+name, "the model has no such property")
	}
	if v.IsNull() {
		delete(into, name)
		return nil
	}
	into[name] = v
	return m.checkValue(owner, p, v)
}

// mergeIdentifiers returns the identifiers a node has afterwards: those of its
// natural keys as they are now, and all others it had or is given.
func (m *Model) mergeIdentifiers(old, n *Node, added []Identifier) ([]Identifier, error) {
	var ids []Identifier
	if old != nil {
		former := m.KeyIdentifiers(old)
		for _, id := range old.Identifiers {
			if !slices.Contains(former, id) {
				ids = append(ids, id)
			}
		}
	}
	ids = slices.Concat(ids, m.KeyIdentifiers(n), added)
	for _, id := range ids {
		if id.Scheme == "" || id.Value == "" || len(id.Scheme)+len(id.Value) > MaxText ||
			!utf8.ValidString(id.Scheme+id.Value) || strings.Contains(id.Scheme+id.Value, "\x00") {
			return nil, Invalid(string(n.ID), "an identifier needs a scheme and a value of valid UTF-8 without U+0000, at most %d bytes", MaxText)
		}
	}
	slices.SortFunc(ids, Identifier.Compare)
	ids = slices.Compact(ids)
	if len(ids) > MaxIdentifiers {
		return nil, Invalid(string(n.ID), "it has %d identifiers; at most %d fit", len(ids), MaxIdentifiers)
	}
	return ids, nil
}

// KeyIdentifiers returns the identifiers that the natural keys of a node make,
// one for each key of its kind whose properties are all present. An empty value
// makes none.
func (m *Model) KeyIdentifiers(n *Node) []Identifier {
	var ids []Identifier
	for _, key := range m.Kind(n.Kind).Keys {
		parts := make([]string, 0, len(key.Properties))
		for _, name := range key.Properties {
			if v, ok := n.Properties[name]; ok {
				parts = append(parts, v.String())
			}
		}
		if value := KeyValue(parts...); len(parts) == len(key.Properties) && value != "" {
			ids = append(ids, Identifier{Scheme: key.Scheme, Value: value})
		}
	}
	return ids
}

func sameNode(a, b *Node) bool {
	return a.Kind == b.Kind && a.Visibility == b.Visibility && slices.Equal(a.Identifiers, b.Identifiers) &&
		slices.EqualFunc(a.Provenance, b.Provenance, sameAssertion) && maps.EqualFunc(a.Properties, b.Properties, Value.Equal)
}

func sameAssertion(a, b Assertion) bool {
	ap, bp := a.Properties, b.Properties
	a.Properties, b.Properties = nil, nil
	return slices.Equal(ap, bp) && a.Source == b.Source && a.SourceRecordID == b.SourceRecordID && a.Method == b.Method &&
		a.Confidence == b.Confidence && a.Validated == b.Validated && a.ValidatedOn == b.ValidatedOn
}

// MergeEdge returns the edge that change c makes of old, which is nil for a
// new one, and whether it differs. Number, and that both ends exist and are of
// the relation's kinds, are left to the store.
func (m *Model) MergeEdge(old *Edge, c *EdgeChange) (e *Edge, changed bool, err error) {
	id, err := m.EdgeIDOf(c)
	if err != nil {
		return nil, false, err
	}
	r := m.Relation(c.Relation)
	if r.Acyclic && c.From == c.To {
		return nil, false, Invalid(r.Name, "%s cannot stand in this relation to itself", c.From)
	}
	e = &Edge{ID: id, Relation: c.Relation, From: c.From, To: c.To, Properties: make(map[string]Value, len(c.Properties))}
	if old != nil {
		*e = *old
		e.Properties = maps.Clone(old.Properties)
	}
	if err := m.mergeProperties(r.Name, r.Property, e.Properties, c.Properties); err != nil {
		return nil, false, err
	}
	for _, p := range r.Properties {
		if _, ok := e.Properties[p.Name]; p.Required && !ok {
			return nil, false, Invalid(r.Name+"."+p.Name, "a value is required")
		}
	}
	if c.Visibility != nil {
		e.Visibility = *c.Visibility
	}
	if c.Provenance != nil {
		e.Provenance = c.Provenance
	}
	if err := checkFacts(id, e.Visibility, e.Provenance); err != nil {
		return nil, false, err
	}
	changed = old == nil || old.Visibility != e.Visibility ||
		!slices.EqualFunc(old.Provenance, e.Provenance, sameAssertion) || !maps.EqualFunc(old.Properties, e.Properties, Value.Equal)
	return e, changed, nil
}

// EdgeIDOf returns the id of the edge a change is about.
func (m *Model) EdgeIDOf(c *EdgeChange) (ID, error) {
	r := m.Relation(c.Relation)
	if r == nil {
		return "", Invalid("relation", "the model has no relation %q", text.Shorten(c.Relation, mostShown))
	}
	if err := checkID(c.From); err != nil {
		return "", err
	}
	if err := checkID(c.To); err != nil {
		return "", err
	}
	key := make([]Value, len(r.Key))
	for i, name := range r.Key {
		key[i] = c.Properties[name].normal()
	}
	return EdgeID(r, c.From, c.To, key), nil
}
