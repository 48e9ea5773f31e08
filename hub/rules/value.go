package rules

import (
	"errors"
	"slices"

	"innograph/hub/identifier"
	"innograph/kg"
)

var _ = add(Rule{
	Code:        "value",
	Severity:    Error,
	Description: "A value follows the rule of its property: check digit, form or range (取值与校验码).",
	Source: "GB 32100-2015 (unified social credit code), ISO 7064 MOD 11-2 (ORCID), MOD 97-10 (ROR); " +
		"the codes of the pilot era are held to their form alone",
	begin: beginValue,
})

// A value holds properties to their @check rules, and identifiers to the rule
// of the same name as their scheme.
type value struct {
	unmoved
	tally     *tally
	kinds     map[string][]ruled
	relations map[string][]ruled
	seen      []string // values of the node's properties, so that none is told of twice
}

// ruled is a property with a rule.
type ruled struct{ subject, property, rule string }

func beginValue(m *kg.Model, t *tally) check {
	c := &value{tally: t, kinds: map[string][]ruled{}, relations: map[string][]ruled{}}
	for i := range m.Kinds {
		k := &m.Kinds[i]
		c.kinds[k.Name] = rulesOf(k.Name, k.Properties)
	}
	for i := range m.Relations {
		r := &m.Relations[i]
		c.relations[r.Name] = rulesOf(r.Name, r.Properties)
	}
	return c
}

func rulesOf(owner string, ps []kg.Property) []ruled {
	var list []ruled
	for _, p := range ps {
		if p.Check != "" {
			list = append(list, ruled{owner + "." + p.Name, p.Name, p.Check})
		}
	}
	return list
}

func (c *value) node(n *kg.Node) {
	c.seen = c.seen[:0]
	legacy := n.Properties["legacyUscc"].Bool()
	for _, r := range c.kinds[n.Kind] {
		c.each(n.Properties[r.property], func(text string) {
			c.seen = append(c.seen, text)
			c.tally.checked(r.subject)
			if problem := broken(r.rule, text, legacy); problem != "" {
				c.tally.node(r.subject, n.ID, "%s", problem)
			}
		})
	}
	for _, id := range n.Identifiers {
		subject := n.Kind + " identifier " + id.Scheme
		if !identifier.Known(id.Scheme) || slices.Contains(c.seen, id.Value) {
			continue
		}
		c.tally.checked(subject)
		if problem := broken(id.Scheme, id.Value, legacy); problem != "" {
			c.tally.node(subject, n.ID, "%s", problem)
		}
	}
}

func (c *value) edge(e *kg.Edge) {
	for _, r := range c.relations[e.Relation] {
		c.each(e.Properties[r.property], func(text string) {
			c.tally.checked(r.subject)
			if problem := broken(r.rule, text, false); problem != "" {
				c.tally.edge(r.subject, e, "%s", problem)
			}
		})
	}
}

// each calls fn with the text of a value, or of every element of a list.
func (c *value) each(v kg.Value, fn func(text string)) {
	switch {
	case v.IsNull():
	case v.Type() == kg.TypeList:
		for _, element := range v.List() {
			fn(element.String())
		}
	default:
		fn(v.String())
	}
}

// broken says what is wrong with a value, or "".
func broken(rule, text string, legacy bool) string {
	if legacy && rule == identifier.USCC {
		rule = identifier.LegacyUSCC
	}
	err := identifier.Check(rule, text)
	if own, ok := errors.AsType[*kg.Error](err); ok {
		return own.Reason
	}
	return ""
}
