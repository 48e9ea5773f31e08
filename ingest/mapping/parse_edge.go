package mapping

import "slices"

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
	if at.as(mapping, end, &p.problems) {
		p.farReference(&r, at, end)
	}
	return r
}

// farReference reads a reference to a node of another row.
func (p *decoder) farReference(r *reference, at *tree, end string) {
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
		return
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
		return
	}
	at.only(&p.problems, end, "scheme", "value", "name", "kind", "key")
	r.scheme = at.get("scheme").str("scheme", &p.problems)
	v := at.get("value")
	if r.scheme == "" || v == nil {
		p.add(at.pos, "%s needs scheme and value of an identifier, kind and key, or a name", end)
		return
	}
	if v.kind == sequence {
		r.parts = p.values(v, "value")
	} else {
		r.parts = []value{p.value(v, "value")}
	}
}
