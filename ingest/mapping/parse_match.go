package mapping

import "slices"

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
