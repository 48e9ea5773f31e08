package mapping

import (
	"slices"

	"innograph/kg"
)

var nodeKeys = []string{"as", "kind", "when", "identifiers", "shared", "record", "visibility", "method", "confidence", "match", "properties"}

func (p *decoder) node(t *tree) *node {
	if !t.as(mapping, "a rule for nodes", &p.problems) {
		return nil
	}
	t.only(&p.problems, "a rule for nodes", nodeKeys...)
	n := &node{Pos: t.pos, when: p.condition(t.get("when")), shared: t.get("shared").flag("shared", &p.problems),
		visibility: p.visibility(t.get("visibility")), method: p.method(t)}
	n.kinds = p.kinds(t)
	if as := t.get("as"); as != nil {
		n.as = as.str("as", &p.problems)
	} else if len(n.kinds) == 1 {
		n.as = n.kinds[0].kind
	} else if len(n.kinds) > 1 {
		p.add(t.pos, "a rule with several kinds needs as: a name by which edges refer to it")
	}
	if slices.ContainsFunc(p.nodes, func(o *node) bool { return o.as == n.as }) {
		p.add(t.pos, "two rules are called %s; give each a name of its own with as", n.as)
	}
	if ids := t.get("identifiers"); ids != nil && ids.as(mapping, "identifiers", &p.problems) {
		for _, e := range ids.keys {
			n.identifiers = append(n.identifiers, naming{Pos: e.pos, scheme: e.key, value: p.value(e.value, e.key)})
		}
	}
	if record := t.get("record"); record != nil {
		n.record = p.value(record, "record")
	}
	n.properties = p.properties(t.get("properties"))
	if m := t.get("match"); m != nil && m.as(sequence, "match", &p.problems) {
		for _, e := range m.list {
			if rule := p.match(e); rule != nil {
				n.match = append(n.match, rule)
			}
		}
	}
	return n
}

func (p *decoder) kinds(t *tree) []kindCase {
	at := t.get("kind")
	if at == nil {
		p.add(t.pos, "a rule for nodes needs a kind")
		return nil
	}
	if at.kind == scalar {
		return []kindCase{{Pos: at.pos, kind: at.text}}
	}
	if !at.as(sequence, "kind", &p.problems) {
		return nil
	}
	var all []kindCase
	for _, e := range at.list {
		if !e.as(mapping, "each case of kind", &p.problems) {
			continue
		}
		e.only(&p.problems, "a case of kind", "is", "when")
		is := e.get("is")
		if is == nil {
			p.add(e.pos, "a case of kind needs is: the kind")
			continue
		}
		all = append(all, kindCase{Pos: is.pos, kind: is.str("is", &p.problems), when: p.condition(e.get("when"))})
	}
	return all
}

func (p *decoder) visibility(t *tree) value {
	if t == nil || t.kind != scalar {
		if t == nil {
			return nil
		}
		return p.value(t, "visibility")
	}
	if _, err := kg.ParseVisibility(t.text); err != nil {
		p.add(t.pos, "%v; or take it from a column: {column: …}", err)
	}
	return constant{t.text}
}

func (p *decoder) method(t *tree) method {
	m := method{name: Harvested}
	if at := t.get("method"); at != nil {
		m.name = at.str("method", &p.problems)
		if methods := []string{Harvested, Declared, Inferred}; !slices.Contains(methods, m.name) {
			p.add(at.pos, "there is no method %s; %s", m.name, oneOf(m.name, methods))
		}
	}
	m.confidence = p.confidence(t.get("confidence"))
	if m.name == Inferred && m.confidence == "" {
		p.add(t.pos, "what is INFERRED needs a confidence between 0 and 1")
	}
	return m
}

// confidence reads a number between 0 and 1 in its shortest form.
func (p *decoder) confidence(t *tree) string {
	if t == nil {
		return ""
	}
	v, err := kg.ParseDecimal(t.str("confidence", &p.problems))
	if err != nil || v.Int() < 0 || v.Int() > 1_000_000 {
		p.add(t.pos, "confidence must be a number between 0 and 1")
		return ""
	}
	return kg.FormatDecimal(v)
}
