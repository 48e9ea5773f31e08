package kg

import (
	"fmt"
	"slices"

	"innograph/kg/text"
)

// A Model declares what a graph may hold. It is generated from the annotated
// schema and never changes after NewModel.
type Model struct {
	Kinds     []Kind
	Roles     []Role
	Enums     []Enum
	Relations []Relation

	kinds     map[string]*Kind
	roles     map[string]*Role
	enums     map[string]*Enum
	relations map[string]*Relation
}

// A Kind is a concrete type of node. Kinds are disjoint: a node has one.
type Kind struct {
	Name        string // GraphQL type and Neo4j label, such as "Laboratory"
	Plural      string // root list field, such as "laboratories"
	Description string
	Roles       []string // interfaces the kind plays, "Node" left out
	Keys        []Key
	Properties  []Property  // in the order of the schema
	Traversals  []Traversal // the named ways from a node of this kind
	Label       string      // property that names a node for a reader: name, title or code

	index      int
	properties map[string]*Property
	traversals map[string]*Traversal
}

// A Key is a natural key: its values, joined by KeyValue, stand in the unique
// index of identifiers under Scheme.
type Key struct {
	Scheme     string // such as "orcid", or "region" for (scheme, code)
	Properties []string
	Field      string // GraphQL field of the look-up input, such as "orcid" or "code"
}

// A Role is a named set of kinds: an interface such as Organisation, or a
// union. A relation may start or end at one.
type Role struct {
	Name        string
	Plural      string // root list field; empty where the role has none, as a union
	Description string
	Kinds       []string   // in the order of the schema
	Properties  []Property // what every kind of the role has
	Union       bool
}

// An Enum is a closed list of symbols.
type Enum struct {
	Name        string
	Description string
	Values      []string
}

// A Relation is a type of edge. Its maxima hold in every store; the minima of
// the traversals along it do not, since real records break them.
type Relation struct {
	Name        string // such as "AFFILIATED_WITH"
	Link        string // GraphQL type of its edges, such as "Affiliation"
	Description string
	From, To    []string // kinds an edge may start and end at
	FromMax     int      // most edges a node may end (0: no limit); 1 for ..1 on the from side
	ToMax       int      // most edges a node may start (0: no limit); 1 for a to-one relation
	Properties  []Property
	Key         []string // properties that, with both ends, identify an edge
	Dated       bool     // has from and to; holds in [first day of from, first day of to)
	Class       bool     // classification: left out of path searches unless asked for
	Acyclic     bool
	Party       EdgeEnd // the end whose node is a party of the node at the other; NoEnd: neither
	OrderBy     string  // edge property of the default order; empty: by number

	index      int
	properties map[string]*Property
}

// A Traversal is a relation seen from one of its ends, under the name a reader
// gives it.
type Traversal struct {
	Name        string
	Description string
	Relation    string
	Direction   Direction
	Target      string   // kind, role or union it is declared to reach
	Kinds       []string // kinds it reaches
	Many        bool     // a list; otherwise at most one
	Min         int      // fewest edges a complete record has; Apply lets fewer be, and innograph verify reports them
}

// A Property is a named value of a node or an edge.
type Property struct {
	Name        string
	Description string
	Type        Type
	Enum        string // name of the enum when Type is TypeEnum
	List        bool
	Required    bool
	Index       bool
	Long        bool // kept out of lists unless asked for
	Search      int  // weight in full-text search, up to text.MaxWeight; 0: not searched
	Check       string
}

// NewModel indexes and checks a model. It refuses a name declared twice, a
// reference to something undeclared and a label or key that is no property.
func NewModel(kinds []Kind, roles []Role, enums []Enum, relations []Relation) (*Model, error) {
	m := &Model{
		Kinds: kinds, Roles: roles, Enums: enums, Relations: relations,
		kinds:     make(map[string]*Kind, len(kinds)),
		roles:     make(map[string]*Role, len(roles)),
		enums:     make(map[string]*Enum, len(enums)),
		relations: make(map[string]*Relation, len(relations)),
	}
	names := map[string]bool{}
	declare := func(name string) error {
		if name == "" || names[name] {
			return fmt.Errorf("model: name %q is empty or declared twice", name)
		}
		names[name] = true
		return nil
	}
	for i := range kinds {
		k := &kinds[i]
		if err := declare(k.Name); err != nil {
			return nil, err
		}
		k.index = i
		m.kinds[k.Name] = k
		k.properties = indexProperties(k.Properties)
		k.traversals = make(map[string]*Traversal, len(k.Traversals))
		for j := range k.Traversals {
			k.traversals[k.Traversals[j].Name] = &k.Traversals[j]
		}
	}
	for i := range roles {
		if err := declare(roles[i].Name); err != nil {
			return nil, err
		}
		m.roles[roles[i].Name] = &roles[i]
	}
	for i := range enums {
		if err := declare(enums[i].Name); err != nil {
			return nil, err
		}
		m.enums[enums[i].Name] = &enums[i]
	}
	for i := range relations {
		r := &relations[i]
		if r.Name == "" || m.relations[r.Name] != nil {
			return nil, fmt.Errorf("model: relation %q is nameless or declared twice", r.Name)
		}
		r.index = i
		m.relations[r.Name] = r
		r.properties = indexProperties(r.Properties)
	}
	if err := m.check(); err != nil {
		return nil, err
	}
	return m, nil
}

func (r *Relation) isDate(name string) bool {
	p := r.properties[name]
	return p != nil && p.Type == TypeDate && !p.List
}

func indexProperties(ps []Property) map[string]*Property {
	index := make(map[string]*Property, len(ps))
	for i := range ps {
		index[ps[i].Name] = &ps[i]
	}
	return index
}

func (m *Model) check() error {
	for i := range m.Kinds {
		if err := m.checkKind(&m.Kinds[i]); err != nil {
			return err
		}
	}
	for i := range m.Roles {
		if err := m.checkKinds(m.Roles[i].Name, m.Roles[i].Kinds); err != nil {
			return err
		}
	}
	for i := range m.Relations {
		r := &m.Relations[i]
		if err := m.checkKinds(r.Name, r.From, r.To); err != nil {
			return err
		}
		if err := m.checkProperties(r.Name, r.Properties); err != nil {
			return err
		}
		for _, p := range slices.Concat(r.Key, nonEmpty(r.OrderBy)) {
			if r.properties[p] == nil {
				return fmt.Errorf("model: relation %s has no property %s", r.Name, p)
			}
		}
		if r.Dated && (!r.isDate("from") || !r.isDate("to")) {
			return fmt.Errorf("model: dated relation %s needs from and to, which are dates", r.Name)
		}
	}
	return nil
}

func (m *Model) checkKind(k *Kind) error {
	if err := m.checkProperties(k.Name, k.Properties); err != nil {
		return err
	}
	for _, key := range k.Keys {
		for _, p := range key.Properties {
			if k.properties[p] == nil {
				return fmt.Errorf("model: key of %s names no property %s", k.Name, p)
			}
		}
	}
	if k.Label != "" && k.properties[k.Label] == nil {
		return fmt.Errorf("model: label of %s names no property %s", k.Name, k.Label)
	}
	for _, t := range k.Traversals {
		r := m.relations[t.Relation]
		if r == nil {
			return fmt.Errorf("model: %s.%s names no relation %s", k.Name, t.Name, t.Relation)
		}
		if ends := r.Near(t.Direction); !slices.Contains(ends, k.Name) {
			return fmt.Errorf("model: %s.%s: relation %s does not have that end", k.Name, t.Name, r.Name)
		}
		if t.Min < 0 || t.Min > 1 && !t.Many {
			return fmt.Errorf("model: %s.%s cannot have at least %d edges", k.Name, t.Name, t.Min)
		}
		if t.Min > 0 && slices.ContainsFunc(k.Traversals, func(u Traversal) bool {
			return u.Name != t.Name && u.Relation == t.Relation && u.Direction == t.Direction
		}) {
			return fmt.Errorf("model: %s.%s has a minimum, and another way along %s beside it", k.Name, t.Name, t.Relation)
		}
		if err := m.checkKinds(k.Name+"."+t.Name, t.Kinds); err != nil {
			return err
		}
	}
	return nil
}

func (m *Model) checkProperties(owner string, ps []Property) error {
	seen := map[string]bool{}
	for _, p := range ps {
		if seen[p.Name] {
			return fmt.Errorf("model: %s declares %s twice", owner, p.Name)
		}
		seen[p.Name] = true
		if p.Type == TypeEnum && m.enums[p.Enum] == nil {
			return fmt.Errorf("model: %s.%s names no enum %q", owner, p.Name, p.Enum)
		}
		if p.Search < 0 || p.Search > text.MaxWeight {
			return fmt.Errorf("model: %s.%s has weight %d in search; use 1 to %d, or 0 for none", owner, p.Name, p.Search, text.MaxWeight)
		}
	}
	return nil
}

func (m *Model) checkKinds(owner string, lists ...[]string) error {
	for _, list := range lists {
		for _, name := range list {
			if m.kinds[name] == nil {
				return fmt.Errorf("model: %s names no kind %s", owner, name)
			}
		}
	}
	return nil
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// Kind returns the kind of that name, or nil.
func (m *Model) Kind(name string) *Kind { return m.kinds[name] }

// Role returns the role of that name, or nil.
func (m *Model) Role(name string) *Role { return m.roles[name] }

// Enum returns the enum of that name, or nil.
func (m *Model) Enum(name string) *Enum { return m.enums[name] }

// Relation returns the relation of that name, or nil.
func (m *Model) Relation(name string) *Relation { return m.relations[name] }

// Members returns the kinds a name stands for: those of a role, the kind
// itself, every kind for "Node", nil for an unknown name.
func (m *Model) Members(name string) []string {
	if name == NodeRole {
		all := make([]string, len(m.Kinds))
		for i := range m.Kinds {
			all[i] = m.Kinds[i].Name
		}
		return all
	}
	if r := m.roles[name]; r != nil {
		return r.Kinds
	}
	if m.kinds[name] != nil {
		return []string{name}
	}
	return nil
}

// NodeRole is the role every kind plays.
const NodeRole = "Node"

// Index returns the position of the kind in Model.Kinds.
func (k *Kind) Index() int { return k.index }

// Property returns the property of that name, or nil.
func (k *Kind) Property(name string) *Property { return k.properties[name] }

// Traversal returns the traversal of that name, or nil.
func (k *Kind) Traversal(name string) *Traversal { return k.traversals[name] }

// Index returns the position of the relation in Model.Relations.
func (r *Relation) Index() int { return r.index }

// Property returns the edge property of that name, or nil.
func (r *Relation) Property(name string) *Property { return r.properties[name] }

// Near returns the kinds a hop in direction d may leave from: From for Out, To
// for In, both for Both.
func (r *Relation) Near(d Direction) []string {
	switch d {
	case Out:
		return r.From
	case In:
		return r.To
	default:
		return union(r.From, r.To)
	}
}

// Far returns the kinds a hop in direction d may arrive at.
func (r *Relation) Far(d Direction) []string { return r.Near(d.Reverse()) }

func union(a, b []string) []string {
	all := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// A Direction is the way a relation is followed.
type Direction uint8

// The directions: Out from an edge's from node to its to node, In the other
// way, Both either way.
const (
	Out Direction = iota
	In
	Both
)

// Reverse returns the opposite direction; Both is its own.
func (d Direction) Reverse() Direction {
	switch d {
	case Out:
		return In
	case In:
		return Out
	default:
		return Both
	}
}
