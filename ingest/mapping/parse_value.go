package mapping

import (
	"slices"
	"strings"
)

// The keys of a value: where it comes from, and what is done with it.
var (
	originKeys = []string{"column", "constant", "template", "first", "choose", "each", "others"}
	valueKeys  = append([]string{"as", "take", "when", "do"}, originKeys...)
)

// value reads a value: a name of a column, a list of values, or a map.
func (p *decoder) value(t *tree, what string) value {
	switch {
	case t == nil:
		return constant{}
	case t.kind == scalar:
		return p.column(t)
	case t.kind == sequence:
		return concat{p.values(t, what)}
	case !t.as(mapping, what, &p.problems):
		return constant{}
	}
	t.only(&p.problems, what, valueKeys...)
	return p.valueOf(t, what)
}

// valueOf reads a value from a map that may have other keys beside.
func (p *decoder) valueOf(t *tree, what string) value {
	var origins []string
	for _, e := range t.keys {
		if slices.Contains(originKeys, e.key) {
			origins = append(origins, e.key)
		}
	}
	if len(origins) != 1 {
		p.add(t.pos, "%s must say where it comes from with one of %s; here are %d", what, strings.Join(originKeys, ", "), len(origins))
		return constant{}
	}
	v := p.origin(t, origins[0], what)
	when, do := t.get("when"), t.get("do")
	if origins[0] == "each" {
		when = nil // it is about the elements, not the whole
	}
	if when == nil && do == nil {
		return v
	}
	p.outputs = nil
	steps := p.steps(do)
	return treated{of: v, when: p.condition(when), steps: steps, outputs: p.outputs}
}

func (p *decoder) origin(t *tree, key, what string) value {
	at := t.get(key)
	if key != "each" && (t.get("as") != nil || t.get("take") != nil) {
		p.add(t.pos, "as and take belong to each")
	}
	switch key {
	case "column":
		if at.as(scalar, "column", &p.problems) {
			return p.column(at)
		}
	case "constant":
		if at.kind == sequence {
			return constant{anys(at.names("constant", &p.problems))}
		}
		return constant{nonEmpty(at.str("constant", &p.problems))}
	case "template":
		return p.template(at)
	case "first":
		return first{p.values(at, "first")}
	case "choose":
		return p.choose(at)
	case "each":
		return p.comprehension(t, what)
	case "others":
		return others{at.str("others", &p.problems)}
	}
	return constant{}
}

func (p *decoder) values(t *tree, what string) []value {
	if !t.as(sequence, what, &p.problems) {
		return nil
	}
	all := make([]value, len(t.list))
	for i, e := range t.list {
		all[i] = p.value(e, "each entry of "+what)
	}
	return all
}

// column reads a name: of a column, or of what let or each has bound, and for
// JSON a path.
func (p *decoder) column(t *tree) value { return p.named(t.text, t.pos) }

func (p *decoder) named(name string, at Pos) value {
	path := strings.Split(name, ".")
	if slices.Contains(path, "") && !p.table || name == "" {
		p.add(at, "%q is not a name of a column", name)
		return constant{}
	}
	if slices.Contains(p.scope, path[0]) {
		return column{path}
	}
	if p.table {
		path = []string{name}
	}
	p.columns = append(p.columns, ColumnUse{Pos: at, Path: path})
	return column{path}
}

// template reads text with names in braces.
func (p *decoder) template(t *tree) value {
	rest := t.str("template", &p.problems)
	var parts []any
	for rest != "" {
		before, after, found := strings.Cut(rest, "{")
		if before != "" {
			parts = append(parts, before)
		}
		if !found {
			break
		}
		name, next, closed := strings.Cut(after, "}")
		if !closed {
			p.add(t.pos, "a brace of the template stays open")
			return constant{}
		}
		parts = append(parts, p.named(name, t.pos))
		rest = next
	}
	return template{parts}
}

func (p *decoder) choose(t *tree) value {
	var c choose
	if !t.as(sequence, "choose", &p.problems) {
		return c
	}
	for _, e := range t.list {
		if !e.as(mapping, "each case of choose", &p.problems) {
			continue
		}
		e.only(&p.problems, "a case of choose", "when", "value")
		c.cases = append(c.cases, chosen{p.condition(e.get("when")), p.value(e.get("value"), "value")})
	}
	return c
}

func (p *decoder) comprehension(t *tree, what string) value {
	c := comprehension{in: p.value(t.get("each"), "each"), as: p.elementName(t)}
	p.inside([]string{c.as, ordinal}, func() {
		c.when = p.condition(t.get("when"))
		if take := t.get("take"); take != nil {
			c.take = p.value(take, "take")
		} else {
			p.add(t.pos, "%s has each and needs take: what to take of each element", what)
		}
	})
	return c
}

// inside reads something in which names are bound.
func (p *decoder) inside(names []string, read func()) {
	outer := p.scope
	p.scope = append(slices.Clone(outer), names...)
	read()
	p.scope = outer
}
