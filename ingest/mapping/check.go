package mapping

import (
	"fmt"
	"slices"

	"innograph/kg"
)

// Check holds a mapping against a model: kinds, relations, properties, enums
// and languages it names must be there and fit. All problems are returned
// together.
func (m *Mapping) Check(model *kg.Model) error {
	c := &checker{problems: problems{file: m.Name}, model: model}
	for _, f := range m.Files {
		c.schemes = map[string]bool{}
		c.block(&f.block, nil)
		f.schemes = c.schemes
	}
	return c.err()
}

type checker struct {
	problems
	model   *kg.Model
	schemes map[string]bool // of identifiers that edges refer to
}

func (c *checker) block(b *block, outer []*node) {
	nodes := slices.Concat(outer, b.nodes)
	for _, n := range b.nodes {
		c.node(n)
	}
	for _, e := range b.edges {
		c.edge(e, nodes)
	}
	for _, r := range b.each {
		c.block(&r.block, nodes)
	}
}

func (c *checker) kindNames() []string { return c.model.Members(kg.NodeRole) }

func (c *checker) node(n *node) {
	var kinds []*kg.Kind
	for _, k := range n.kinds {
		kind := c.model.Kind(k.kind)
		if kind == nil {
			c.add(k.Pos, "the model has no kind %s; %s", k.kind, oneOf(k.kind, c.kindNames()))
			continue
		}
		kinds = append(kinds, kind)
	}
	for _, p := range n.properties {
		if p.confidence != "" {
			c.add(p.Pos, "%s: confidence belongs to properties of edges; of a node, state it for the whole rule", p.name)
		}
		var names []string
		var declared []owned
		for _, kind := range kinds {
			if of := kind.Property(p.name); of != nil {
				declared = append(declared, owned{kind.Name, of})
			}
			names = append(names, propertyNames(kind.Properties)...)
		}
		c.property(p, declared)
		if len(declared) == 0 && len(kinds) > 0 {
			c.add(p.Pos, "%s has no property %s; %s", kinds[0].Name, p.name, oneOf(p.name, unrepeated(names)))
		}
	}
	for _, kind := range kinds {
		if len(n.identifiers) == 0 && !hasKey(kind, n.properties) {
			c.add(n.Pos, "a %s made here has no identifier: state identifiers, or the properties of a natural key", kind.Name)
			break
		}
	}
	for _, m := range n.match {
		c.match(n, m, kinds)
	}
}

func hasKey(kind *kg.Kind, rules []*property) bool {
	return slices.ContainsFunc(kind.Keys, func(key kg.Key) bool {
		return !slices.ContainsFunc(key.Properties, func(name string) bool {
			return !slices.ContainsFunc(rules, func(p *property) bool { return p.name == name })
		})
	})
}

func propertyNames(ps []kg.Property) []string {
	names := make([]string, len(ps))
	for i := range ps {
		names[i] = ps[i].Name
	}
	return names
}

func unrepeated(names []string) []string {
	var once []string
	for _, name := range names {
		if !slices.Contains(once, name) {
			once = append(once, name)
		}
	}
	return once
}

func (c *checker) match(n *node, m *Match, kinds []*kg.Kind) {
	members := c.model.Members(m.Among)
	if members == nil {
		c.add(m.Pos, "among: the model has no kind or role %s", m.Among)
	}
	for _, kind := range kinds {
		for _, name := range m.Names {
			if !slices.ContainsFunc(n.properties, func(p *property) bool { return p.name == name }) {
				c.add(m.Pos, "names: the rule sets no property %s", name)
			}
		}
		if members != nil && !slices.Contains(members, kind.Name) {
			c.add(m.Pos, "among: a %s is no %s, so that it can never be one of them", kind.Name, m.Among)
		}
	}
	for _, name := range m.Against {
		if !slices.ContainsFunc(members, func(k string) bool { return c.model.Kind(k).Property(name) != nil }) {
			c.add(m.Pos, "against: %s has no property %s", m.Among, name)
		}
	}
	if m.Relation != "" && c.model.Relation(m.Relation) == nil {
		c.relation(m.Pos, m.Relation)
	}
}

func (c *checker) relation(at Pos, name string) *kg.Relation {
	r := c.model.Relation(name)
	if r == nil {
		var names []string
		for i := range c.model.Relations {
			names = append(names, c.model.Relations[i].Name)
		}
		c.add(at, "the model has no relation %s; %s", name, oneOf(name, names))
	}
	return r
}

func (c *checker) edge(e *edge, nodes []*node) {
	r := c.relation(e.Pos, e.relation)
	if r == nil {
		return
	}
	c.end(e, e.from, "from", r.From, nodes)
	c.end(e, e.to, "to", r.To, nodes)
	for _, p := range e.properties {
		declared := r.Property(p.name)
		if declared == nil {
			c.add(p.Pos, "%s has no property %s; %s", r.Name, p.name, orNone(p.name, propertyNames(r.Properties)))
			continue
		}
		c.property(p, []owned{{r.Name, declared}})
	}
}

func orNone(name string, names []string) string {
	if len(names) == 0 {
		return "it has none at all"
	}
	return oneOf(name, names)
}

func (c *checker) end(e *edge, ref reference, which string, allowed []string, nodes []*node) {
	if ref.name != nil && c.model.Members(ref.among) == nil {
		c.add(ref.Pos, "among: the model has no kind or role %s", ref.among)
	}
	if ref.kind != "" {
		if c.model.Kind(ref.kind) == nil {
			c.add(ref.Pos, "the model has no kind %s; %s", ref.kind, oneOf(ref.kind, c.kindNames()))
		} else if scheme, _ := ref.natural(c.model); scheme == "" {
			c.add(ref.Pos, "%s has no natural key of these properties", ref.kind)
		} else {
			c.schemes[scheme] = true
		}
	}
	if ref.scheme != "" {
		c.schemes[ref.scheme] = true
	}
	if ref.node == "" {
		return
	}
	for i := len(nodes) - 1; i >= 0; i-- {
		if nodes[i].as != ref.node {
			continue
		}
		if !slices.ContainsFunc(nodes[i].kinds, func(k kindCase) bool { return slices.Contains(allowed, k.kind) }) {
			c.add(ref.Pos, "%s leads %s %s, and %s never makes one", e.relation, which, orList(allowed), ref.node)
		}
		return
	}
}

func orList(names []string) string {
	s := names[0]
	for _, n := range names[1:] {
		s += " or " + n
	}
	return s
}

// owned is a property with the kind or relation that has it.
type owned struct {
	owner string
	*kg.Property
}

// property holds a rule against the properties it may set: one for each kind
// the rule may make. What a rule is sure to yield must suit one of them.
func (c *checker) property(r *property, declared []owned) {
	for _, p := range declared {
		name := p.owner + "." + p.Name
		switch {
		case p.Type == kg.TypeLocalized && r.texts == nil:
			c.add(r.Pos, "%s is a text in languages: state lang beside the value, or several under texts", name)
		case p.Type != kg.TypeLocalized && r.texts != nil:
			c.add(r.Pos, "%s is %s, not a text in languages: leave out lang and texts", name, article(p.Property))
		case p.Type == kg.TypeMoney && r.currency == nil:
			c.add(r.Pos, "%s is money and needs a currency, such as currency: EUR", name)
		case p.Type != kg.TypeMoney && r.currency != nil:
			c.add(r.Pos, "%s is %s, not money: leave out currency", name, article(p.Property))
		}
	}
	if r.value == nil {
		return
	}
	for _, s := range constants(r.value) {
		var wrong error
		for _, p := range declared {
			err := c.suits(r, p.Property, s)
			if err == nil {
				wrong = nil
				break
			}
			if wrong == nil {
				wrong = fmt.Errorf("%s.%s: %w", p.owner, p.Name, err)
			}
		}
		if wrong != nil {
			c.add(r.Pos, "%v", wrong)
		}
	}
}

// suits tells what keeps a text from being a value of a property.
func (c *checker) suits(r *property, p *kg.Property, s string) error {
	currency := ""
	if code, ok := r.currency.(constant); ok {
		currency, _ = code.v.(string)
	} else if p.Type == kg.TypeMoney {
		return nil // it is only known row by row
	}
	v, err := convertOne(p, s, currency)
	if err != nil || p.Type != kg.TypeEnum {
		return err
	}
	if values := c.model.Enum(p.Enum).Values; !slices.Contains(values, v.Text()) {
		return fmt.Errorf("%s has no %s; %s", p.Enum, s, oneOf(s, values))
	}
	return nil
}

func article(p *kg.Property) string {
	if p.List {
		return "a list of " + p.Type.String()
	}
	return "of type " + p.Type.String()
}

// constants returns the texts a value may yield whatever the row, as far as
// they can be told.
func constants(v value) []string {
	switch v := v.(type) {
	case constant:
		found, err := texts(v.v)
		if err != nil {
			return nil
		}
		return found
	case treated:
		if v.outputs != nil {
			return v.outputs
		}
		if len(v.steps) == 0 {
			return constants(v.of)
		}
	case choose:
		var all []string
		for _, one := range v.cases {
			all = append(all, constants(one.value)...)
		}
		return all
	case first:
		return constants(concat(v))
	case concat:
		var all []string
		for _, one := range v.values {
			all = append(all, constants(one)...)
		}
		return all
	}
	return nil
}
