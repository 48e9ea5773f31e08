package mapping

import (
	"slices"
	"strings"
)

var testKeys = []string{"is", "in", "empty", "matches", "same", "known"}

// condition reads a condition; without one it is nil.
func (p *decoder) condition(t *tree) condition {
	if t == nil {
		return nil
	}
	if t.kind == sequence {
		return allOf(p.conditions(t, "a condition"))
	}
	if !t.as(mapping, "a condition", &p.problems) {
		return nil
	}
	for _, key := range []string{"all", "any", "not"} {
		at := t.get(key)
		if at == nil {
			continue
		}
		t.only(&p.problems, "a condition with "+key, key)
		switch key {
		case "all":
			return allOf(p.conditions(at, key))
		case "any":
			return anyOf(p.conditions(at, key))
		default:
			return negation{p.required(at, key)}
		}
	}
	t.only(&p.problems, "a condition", append([]string{"column", "value", "all", "any", "not"}, testKeys...)...)
	return p.test(t)
}

func (p *decoder) conditions(t *tree, what string) []condition {
	if !t.as(sequence, what, &p.problems) {
		return nil
	}
	var all []condition
	for _, e := range t.list {
		all = append(all, p.required(e, "each entry of "+what))
	}
	return all
}

// required reads a condition that must be there.
func (p *decoder) required(t *tree, what string) condition {
	if c := p.condition(t); c != nil {
		return c
	}
	if t.kind == nothing {
		p.add(t.pos, "%s needs a condition", what)
	}
	return allOf(nil)
}

func (p *decoder) test(t *tree) condition {
	of, ofValue := t.get("column"), t.get("value")
	if (of == nil) == (ofValue == nil) {
		p.add(t.pos, "a condition needs column or value: what it asks about")
		return nil
	}
	var asked []string
	for _, e := range t.keys {
		if slices.Contains(testKeys, e.key) {
			asked = append(asked, e.key)
		}
	}
	if len(asked) != 1 {
		p.add(t.pos, "a condition needs exactly one of %s; join several with all or any", strings.Join(testKeys, ", "))
		return nil
	}
	c := test{}
	if of != nil {
		of.as(scalar, "column", &p.problems)
		c.of = p.column(of)
	} else {
		c.of = p.value(ofValue, "value")
	}
	at := t.get(asked[0])
	switch asked[0] {
	case "is":
		c.ask = isExactly(at.names("is", &p.problems))
	case "in":
		c.ask = isAmong(at.names("in", &p.problems))
	case "empty":
		c.ask = isEmpty(at.flag("empty", &p.problems))
	case "matches":
		pattern := p.pattern(at)
		if pattern == nil {
			return nil
		}
		c.ask = fits(pattern)
	case "same":
		c.ask = sameAs(p.value(at, "same"))
	case "known":
		name := at.str("known", &p.problems)
		p.lookup(name, at.pos)
		c.ask = isKnown(name)
	}
	return c
}
