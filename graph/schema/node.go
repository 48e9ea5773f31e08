package schema

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// Names of what every graph has.
const (
	nodeType     = kg.NodeRole
	linkType     = "Link"
	kindEnum     = "Kind"
	relationEnum = "Relation"
)

// The forms of a node type.
const (
	kindForm  = iota // an object type with @kind
	roleForm         // an interface that is a Node
	unionForm        // a union of kinds
)

// A node is a type that stands for nodes of the graph.
type node struct {
	def    *ast.Definition
	form   int
	plural string
	roles  []*node  // every role it plays, Node left out
	kinds  []*node  // the kinds it stands for: itself for a kind
	fields []*field // inherited first; none for a union
	keys   []kg.Key // those of its roles first
	done   bool     // inherited
}

// A field is one field of a kind or a role, apart from those of Node.
type field struct {
	def      *ast.FieldDefinition
	owner    *node        // the type that declares it
	property *kg.Property // nil for a relation
	end      *end         // nil for a property
}

func (n *node) name() string { return n.def.Name }

// noun returns the type's name as a reader says it.
func (n *node) noun() string { return words(n.def.Name) }

// nouns returns the name of many as a reader says it.
func (n *node) nouns() string {
	if n.plural == "" {
		return "nodes of " + n.name()
	}
	return plural(n.plural, n.name())
}

// property returns the property field of that name, or nil.
func (n *node) property(name string) *field {
	for _, f := range n.fields {
		if f.property != nil && f.def.Name == name {
			return f
		}
	}
	return nil
}

// collectNodes finds kinds, roles and unions and tells which kinds play
// which roles.
func (c *compiler) collectNodes() {
	for _, d := range c.declared {
		if d.Kind == ast.Object || d.Kind == ast.Interface {
			c.collectNode(d)
		}
	}
	for _, d := range c.declared {
		if d.Kind == ast.Union {
			c.collectUnion(d)
		}
	}
	for _, n := range c.nodes {
		for _, name := range c.closure(n.def, nil) {
			if r := c.node[name]; r != nil {
				n.roles = append(n.roles, r)
				if n.form == kindForm {
					r.kinds = append(r.kinds, n)
				}
			}
		}
	}
	for _, n := range c.nodes {
		if n.form == roleForm && len(n.kinds) == 0 {
			c.refuse(n.def.Position, "role %s is played by no kind; let one implement it, or remove it", n.name())
		}
	}
}

func (c *compiler) collectNode(d *ast.Definition) {
	use := d.Directives.ForName("kind")
	plays := slices.Contains(c.closure(d, nil), nodeType) || len(c.rolesOf(d)) > 0
	n := &node{def: d, form: kindForm}
	switch {
	case d.Kind == ast.Interface && (plays || use != nil):
		n.form = roleForm
	case d.Kind == ast.Interface:
		return
	case use != nil:
		n.kinds = []*node{n}
	case plays:
		c.refuse(d.Position, "%s plays a role but is no kind; add @kind(plural: …) or drop the role", d.Name)
		return
	case slices.Contains(d.Interfaces, linkType):
		c.refuse(d.Position, "%s: links follow from relations; remove `implements Link`", d.Name)
		return
	default:
		return
	}
	if use != nil {
		n.plural = givenText(use, "plural")
	}
	c.enter(n)
}

func (c *compiler) enter(n *node) {
	c.nodes = append(c.nodes, n)
	c.node[n.name()] = n
	c.graph[n.name()] = true
}

func (c *compiler) collectUnion(d *ast.Definition) {
	n := &node{def: d, form: unionForm}
	unknown := 0
	for _, name := range d.Types {
		switch m := c.node[name]; {
		case m != nil && m.form == kindForm:
			n.kinds = append(n.kinds, m)
		case c.types[name] == nil:
			unknown++
			c.refuse(d.Position, "union %s: there is no kind %s; declare it or correct the name", d.Name, name)
		}
	}
	if len(n.kinds) == 0 {
		return // a hand-written union
	}
	if len(n.kinds)+unknown != len(d.Types) {
		c.refuse(d.Position, "union %s mixes kinds with other types; a relation needs kinds alone", d.Name)
	}
	c.enter(n)
}

// closure returns the interfaces of a type, those they extend after them.
func (c *compiler) closure(d *ast.Definition, seen []string) []string {
	for _, name := range d.Interfaces {
		if slices.Contains(seen, name) {
			continue
		}
		i := c.types[name]
		if i == nil || i.Kind != ast.Interface {
			continue // refused with the text
		}
		seen = c.closure(i, append(seen, name))
	}
	return seen
}

// rolesOf returns the interfaces of a type that have a root list.
func (c *compiler) rolesOf(d *ast.Definition) []string {
	var roles []string
	for _, name := range c.closure(d, nil) {
		if i := c.types[name]; i != nil && i.Directives.ForName("kind") != nil {
			roles = append(roles, name)
		}
	}
	return roles
}
