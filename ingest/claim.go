package ingest

import (
	"slices"

	"innograph/ingest/mapping"
	"innograph/kg"
)

// A claim is a node of a record that may be one with a node of another source.
type claim struct {
	identifiers []kg.Identifier
	rules       []*mapping.Match
	keys        [][]string      // by rule: what its names are compared by
	within      []kg.Identifier // by rule: a node both must be linked to; empty: none
}

func newClaim(rec *mapping.Record, n *mapping.Node) claim {
	c := claim{identifiers: n.Identifiers}
	for i, rule := range n.Match {
		var within kg.Identifier
		if rule.Relation != "" {
			if n.Within[i] < 0 {
				continue // it is not known where it belongs
			}
			within = rec.Nodes[n.Within[i]].Identifiers[0]
		}
		var keys []string
		for _, name := range rule.Names {
			keys = append(keys, nameKeys(n.Properties[name], rule.Drop)...)
		}
		c.rules, c.keys, c.within = append(c.rules, rule), append(c.keys, keys), append(c.within, within)
	}
	return c
}

// nameKeys returns what the texts of a value are compared by.
func nameKeys(v kg.Value, drop []string) []string {
	var keys []string
	add := func(s string) {
		if key := mapping.NameKey(s, drop); key != "" {
			keys = append(keys, key)
		}
	}
	switch v.Type() {
	case kg.TypeLocalized:
		for _, s := range v.Translations() {
			add(s)
		}
	case kg.TypeList:
		for _, e := range v.List() {
			add(e.Text())
		}
	case kg.TypeText:
		add(v.Text())
	}
	return keys
}

// match settles who is one with a node of another source: where a name leads
// to one node alone, and no other record of the file leads there. A record
// whose node its source has stated before keeps it; one that has its node from
// another source, by an identifier, may show that node and a third to be one.
func (s *survey) match() error {
	if len(s.claims) == 0 {
		return nil
	}
	ids, err := s.claimants()
	if err != nil {
		return err
	}
	index, err := s.newNameIndex()
	if err != nil {
		return err
	}
	taken := map[kg.ID]int{} // by which claim, from 1
	for i, c := range s.claims {
		if node := held(c, ids); node != "" && taken[node] == 0 {
			taken[node] = i + 1
		}
	}
	for _, rule := range index.rules {
		s.matchBy(rule, index, ids, taken)
	}
	return nil
}

// claimants returns the ids of the nodes that claims name: their own, where
// they are stored, and those they must be linked to.
func (s *survey) claimants() (map[kg.Identifier]kg.ID, error) {
	ids := map[kg.Identifier]kg.ID{}
	var all []kg.Identifier
	ask := func(id kg.Identifier) {
		if _, asked := ids[id]; !asked && id.Scheme != "" {
			ids[id] = ""
			all = append(all, id)
		}
	}
	for _, c := range s.claims {
		for _, id := range c.identifiers {
			ask(id)
		}
		for _, id := range c.within {
			ask(id)
		}
	}
	found, err := s.lookUp(all)
	for i, id := range found {
		ids[all[i]] = id
	}
	return ids, err
}

// matchBy ties claims to nodes by one rule. A claim that another rule has tied
// to another node makes the two one.
func (s *survey) matchBy(rule *mapping.Match, index *nameIndex, ids map[kg.Identifier]kg.ID, taken map[kg.ID]int) {
	only := map[int]kg.ID{}  // by claim: the single node it leads to
	leads := map[kg.ID]int{} // by node: how many claims lead to it
	for i, c := range s.claims {
		found := map[kg.ID]bool{}
		for j, r := range c.rules {
			if r.Pos != rule.Pos || r.Relation != "" && ids[c.within[j]] == "" {
				continue
			}
			for _, key := range c.keys[j] {
				for _, id := range index.nodes[indexKey{rule.Pos, key, ids[c.within[j]]}] {
					found[id] = true
				}
			}
		}
		for id := range found {
			leads[id]++
			if len(found) == 1 {
				only[i] = id
			}
		}
	}
	for i, c := range s.claims {
		node, ok := only[i]
		holder := held(c, ids)
		if !ok || node == holder || leads[node] > 1 || index.own[node] || index.own[holder] || taken[node] > 0 && taken[node] != i+1 {
			continue
		}
		before := s.joined[c.identifiers[0]]
		if len(before) == 0 && holder != "" {
			before = []tie{{node: holder}}
		}
		if slices.ContainsFunc(before, func(t tie) bool { return t.node != node && index.share(t.node, node) }) {
			continue // one record of a source cannot be two
		}
		taken[node] = i + 1
		for _, id := range c.identifiers {
			s.joined[id] = append(before[:len(before):len(before)], tie{node: node, source: s.sourceID(rule.With), confidence: rule.Confidence})
		}
	}
}

// held returns the node that holds an identifier of a claim already.
func held(c claim, ids map[kg.Identifier]kg.ID) kg.ID {
	for _, id := range c.identifiers {
		if ids[id] != "" {
			return ids[id]
		}
	}
	return ""
}
