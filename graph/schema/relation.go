package schema

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// A relation is what its ends say together.
type relation struct {
	name     string
	ends     []*end
	edge     *edgeType // nil without properties
	link     string    // the served type of its edges
	from, to []*node   // kinds, in the order of the schema
	fromType string    // the served type of Link.fromNode
	toType   string
	class    bool
	acyclic  bool
	party    kg.EdgeEnd
	orderBy  string
}

// An end is a field with @relation.
type end struct {
	owner    *node
	def      *ast.FieldDefinition
	use      *ast.Directive
	relation *relation
	dir      kg.Direction
	target   *node
	many     bool
	min      int // fewest edges of a complete record
}

func (e *end) where() string { return e.owner.name() + "." + e.def.Name }

// of returns the ends in one direction.
func (r *relation) of(d kg.Direction) []*end {
	var ends []*end
	for _, e := range r.ends {
		if e.dir == d {
			ends = append(ends, e)
		}
	}
	return ends
}

// end reads a field with @relation, or refuses it.
func (c *compiler) end(n *node, d *ast.FieldDefinition, use *ast.Directive) *end {
	e := &end{owner: n, def: d, use: use}
	t := d.Type
	if t.Elem != nil {
		e.many = true
		if t = t.Elem; t.Elem != nil || !t.NonNull || !d.Type.NonNull {
			c.refuse(d.Position, "%s: a relation to many is written [%s!]!", e.where(), t.Name())
			return nil
		}
	} else if t.NonNull {
		c.refuse(d.Position, "%s: a relation to one is nullable, since its node may be hidden; write %s", e.where(), t.NamedType)
		return nil
	}
	if e.target = c.node[t.Name()]; e.target == nil {
		c.refuse(d.Position, "%s: %s is no kind, role or union of kinds; a relation cannot reach it", e.where(), t.Name())
		return nil
	}
	if len(d.Arguments) > 0 {
		c.refuse(d.Arguments[0].Position, "%s: the arguments of a relation are derived; remove them", e.where())
	}
	for _, other := range []string{"localized", "search", "index", "long", "check"} {
		if x := d.Directives.ForName(other); x != nil {
			c.refuse(x.Position, "%s: @%s belongs to a property; remove it", e.where(), other)
		}
	}
	if givenText(use, "direction") == "IN" {
		e.dir = kg.In
	}
	c.minimum(e)
	name := givenText(use, "type")
	r := c.relation[name]
	if r == nil {
		if name == "" || strings.ToUpper(name) != name {
			c.refuse(use.Position, "%s: a relation is named in capitals, such as WORKS_AT", e.where())
		}
		r = &relation{name: name}
		c.relation[name] = r
	}
	r.ends = append(r.ends, e)
	e.relation = r
	return e
}

// minimum reads the fewest edges of a complete record, or refuses what no
// record could have or every record has.
func (c *compiler) minimum(e *end) {
	n, ok := given(e.use, "min").(int64)
	switch {
	case !ok:
	case n < 1:
		c.refuse(e.use.Position, "%s: a minimum is at least 1; leave min out where there may be none", e.where())
	case n > 1 && !e.many:
		c.refuse(e.use.Position, "%s: a relation to one cannot have at least %d edges; write min: 1, or a list", e.where(), n)
	case n > mostMinimum:
		c.refuse(e.use.Position, "%s: a minimum is at most %d; ask for fewer", e.where(), mostMinimum)
	default:
		e.min = int(n)
	}
}

// mostMinimum bounds a minimum, so that counting up to it takes a byte.
const mostMinimum = 100

// collectRelations puts the ends together and checks that they agree. Relations
// stand in the order in which the schema first names them.
func (c *compiler) collectRelations() {
	for _, n := range c.nodes {
		for _, f := range n.fields {
			if f.end != nil && f.end.owner == n && !slices.Contains(c.relations, f.end.relation) {
				c.relations = append(c.relations, f.end.relation)
			}
		}
	}
	if len(c.relations) == 0 && len(c.errs) == 0 {
		c.refuse(nil, "the schema has no relation; declare one, since there is no graph without")
	}
	for _, r := range c.relations {
		c.checkEnds(r)
		c.agree(r)
		c.nameLink(r)
	}
	for _, d := range c.declared {
		if e := c.edges[d.Name]; e != nil && e.used == nil {
			c.refuse(d.Position, "%s: no relation has these edges; name it in @relation(properties: …) or remove it", d.Name)
		}
	}
}

// nameLink finds the served type of a relation's edges and of their ends.
func (c *compiler) nameLink(r *relation) {
	r.fromType = c.served(r.from, r.of(kg.Out), r.of(kg.In))
	r.toType = c.served(r.to, r.of(kg.In), r.of(kg.Out))
	if r.edge != nil {
		r.link = r.edge.def.Name
		return
	}
	r.link = camel(r.name)
	if c.types[r.link] != nil {
		r.link += "Link"
	}
	if c.types[r.link] != nil {
		c.refuse(r.ends[0].def.Position, "relation %s: the name %s of its links is taken; rename the type or the relation", r.name, r.link)
	}
	c.types[r.link] = &ast.Definition{Kind: ast.Object, Name: r.link}
}

// served returns the narrowest declared type that stands for all kinds of an
// end, or Node: the type that declares the near ends, or that the far ends
// name as their target. A union cannot be an end of a Link: it is no subtype of
// Node in GraphQL's eyes, though all of its kinds are.
func (c *compiler) served(kinds []*node, near, far []*end) string {
	for _, e := range near {
		if len(e.owner.kinds) == len(kinds) {
			return e.owner.name()
		}
	}
	for _, e := range far {
		if e.target.form != unionForm && len(e.target.kinds) == len(kinds) {
			return e.target.name()
		}
	}
	return nodeType
}
