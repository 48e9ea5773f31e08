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
			n.identifiers = append(n.identifiers, identifier{Pos: e.pos, scheme: e.key, value: p.value(e.value, e.key)})
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

func (p *decoder) match(t *tree) *Match {
	if !t.as(mapping, "an entry of match", &p.problems) {
		return nil
	}
	t.only(&p.problems, "an entry of match", "with", "among", "names", "against", "ending", "within", "confidence")
	m := &Match{Pos: t.pos, Among: "Organisation", Names: []string{"name"}, Confidence: p.confidence(t.get("confidence"))}
	if m.Confidence == "" {
		p.add(t.pos, "what is matched by name is INFERRED and needs a confidence between 0 and 1")
	}
	if with := t.get("with"); with != nil {
		m.With = with.str("with", &p.problems)
	} else {
		p.add(t.pos, "an entry of match needs with: the name of the other source")
	}
	if among := t.get("among"); among != nil {
		m.Among = among.str("among", &p.problems)
	}
	if names := t.get("names"); names != nil {
		m.Names = names.names("names", &p.problems)
	}
	m.Against = m.Names
	if against := t.get("against"); against != nil {
		m.Against = against.names("against", &p.problems)
	}
	m.Drop = foldAll(t.get("ending").names("ending", &p.problems))
	if within := t.get("within"); within != nil && within.as(mapping, "within", &p.problems) {
		within.only(&p.problems, "within", "relation", "node")
		m.Relation = within.get("relation").str("relation", &p.problems)
		m.node = within.get("node").str("node", &p.problems)
		if m.Relation == "" || m.node == "" {
			p.add(within.pos, "within needs relation and node: both must have that relation to the node which that rule makes")
		}
	}
	return m
}

func foldAll(words []string) []string {
	for i, w := range words {
		words[i] = Fold(w)
	}
	return words
}

// checkMatch holds the rules a match refers to against those of the block.
func (p *decoder) checkMatch(n *node) {
	for _, m := range n.match {
		if m.node != "" && !slices.ContainsFunc(p.nodes, func(o *node) bool { return o.as == m.node }) {
			p.add(m.Pos, "within: there is no rule for nodes called %s", m.node)
		}
	}
}

func (p *decoder) edge(t *tree) *edge {
	if !t.as(mapping, "a rule for edges", &p.problems) {
		return nil
	}
	t.only(&p.problems, "a rule for edges", "relation", "when", "from", "to", "optional", "shared", "record", "visibility", "method",
		"confidence", "properties")
	e := &edge{Pos: t.pos, when: p.condition(t.get("when")), optional: t.get("optional").flag("optional", &p.problems),
		shared: t.get("shared").flag("shared", &p.problems), visibility: p.visibility(t.get("visibility")), method: p.method(t)}
	if relation := t.get("relation"); relation != nil {
		e.relation = relation.str("relation", &p.problems)
	} else {
		p.add(t.pos, "a rule for edges needs a relation")
	}
	e.from, e.to = p.reference(t, "from"), p.reference(t, "to")
	if record := t.get("record"); record != nil {
		e.record = p.value(record, "record")
	}
	e.properties = p.properties(t.get("properties"))
	return e
}

// reference reads which node an end of an edge is.
func (p *decoder) reference(t *tree, end string) reference {
	at := t.get(end)
	if at == nil {
		p.add(t.pos, "a rule for edges needs %s", end)
		return reference{}
	}
	r := reference{Pos: at.pos}
	if at.kind == scalar {
		r.node = at.text
		var names []string
		for _, n := range p.nodes {
			names = append(names, n.as)
		}
		if !slices.Contains(names, r.node) {
			p.add(at.pos, "no rule for nodes is called %s; %s", r.node, oneOf(r.node, names))
		}
		return r
	}
	if !at.as(mapping, end, &p.problems) {
		return r
	}
	if name := at.get("name"); name != nil {
		at.only(&p.problems, end, "name", "among", "ending", "confidence")
		r.name, r.among = p.value(name, "name"), "Organisation"
		if among := at.get("among"); among != nil {
			r.among = among.str("among", &p.problems)
		}
		r.drop = foldAll(at.get("ending").names("ending", &p.problems))
		if r.confidence = p.confidence(at.get("confidence")); r.confidence == "" {
			p.add(at.pos, "what is found by name is INFERRED and needs a confidence between 0 and 1")
		}
		return r
	}
	if key := at.get("key"); key != nil {
		at.only(&p.problems, end, "kind", "key")
		r.kind = at.get("kind").str("kind", &p.problems)
		if r.kind == "" {
			p.add(at.pos, "%s needs the kind whose natural key this is", end)
		}
		if key.as(mapping, "key", &p.problems) {
			r.fields = p.fields(key)
		}
		return r
	}
	at.only(&p.problems, end, "scheme", "value", "name", "kind", "key")
	r.scheme = at.get("scheme").str("scheme", &p.problems)
	v := at.get("value")
	if r.scheme == "" || v == nil {
		p.add(at.pos, "%s needs scheme and value of an identifier, kind and key, or a name", end)
		return r
	}
	if v.kind == sequence {
		r.parts = p.values(v, "value")
	} else {
		r.parts = []value{p.value(v, "value")}
	}
	return r
}

func (p *decoder) properties(t *tree) []*property {
	if t == nil || !t.as(mapping, "properties", &p.problems) {
		return nil
	}
	var all []*property
	for _, e := range t.keys {
		all = append(all, p.property(e))
	}
	return all
}

func (p *decoder) property(e entry) *property {
	r := &property{Pos: e.pos, name: e.key}
	t := e.value
	if t.kind != mapping {
		r.value = p.value(t, e.key)
		return r
	}
	r.confidence = p.confidence(t.get("confidence"))
	if texts := t.get("texts"); texts != nil {
		t.only(&p.problems, e.key, "texts", "confidence")
		if texts.as(sequence, "texts", &p.problems) {
			for _, one := range texts.list {
				r.texts = append(r.texts, p.text(one))
			}
		}
		return r
	}
	if t.get("lang") != nil {
		t.only(&p.problems, e.key, append([]string{"lang", "confidence"}, valueKeys...)...)
		r.texts = []textRule{{Pos: t.pos, language: p.language(t.get("lang")), value: p.valueOf(t, e.key)}}
		return r
	}
	t.only(&p.problems, e.key, append([]string{"lang", "texts", "currency", "confidence"}, valueKeys...)...)
	if c := t.get("currency"); c != nil {
		r.currency = p.code(c, "currency")
	}
	r.value = p.valueOf(t, e.key)
	return r
}

// text reads a rule for texts in a language; each makes several of them.
func (p *decoder) text(t *tree) textRule {
	r := textRule{Pos: t.pos, as: "item", language: constant{}, value: constant{}}
	if !t.as(mapping, "an entry of texts", &p.problems) {
		return r
	}
	if t.get("each") == nil {
		t.only(&p.problems, "an entry of texts", append([]string{"lang"}, valueKeys...)...)
		r.language, r.value = p.language(t.get("lang")), p.valueOf(t, "an entry of texts")
		return r
	}
	t.only(&p.problems, "an entry of texts", "each", "as", "when", "lang", "take")
	r.each = p.value(t.get("each"), "each")
	if as := t.get("as"); as != nil {
		r.as = as.str("as", &p.problems)
	}
	p.inside([]string{r.as, ordinal}, func() {
		r.when = p.condition(t.get("when"))
		r.language = p.language(t.get("lang"))
		r.value = p.value(t.get("take"), "take")
	})
	return r
}

// language reads a language: a code, or a value that yields one.
func (p *decoder) language(t *tree) value {
	if t == nil {
		return constant{}
	}
	return p.code(t, "lang")
}

// code reads a value that, as a plain text, stands for itself, not a column.
func (p *decoder) code(t *tree, what string) value {
	if t.kind == scalar {
		return constant{nonEmpty(t.text)}
	}
	return p.value(t, what)
}
