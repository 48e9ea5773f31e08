package ingest

import (
	"slices"

	"innograph/ingest/mapping"
	"innograph/kg"
)

// edgeMerge settles what an edge becomes when a record states it, by the rules
// of merge.
type edgeMerge struct {
	file *fileRun
	*joint
	fill bool
}

func (m *edgeMerge) change(now *kg.Edge) *kg.EdgeChange {
	c := &kg.EdgeChange{Relation: m.stated.Relation.Name, From: m.from, To: m.to, Properties: map[string]kg.Value{},
		Visibility: m.stated.Visibility}
	for _, name := range m.stated.Relation.Key {
		c.Properties[name] = m.stated.Properties[name]
	}
	if now == nil {
		now = &kg.Edge{}
	}
	list, held := m.split(now)
	for _, name := range m.stated.Declared {
		v, stated := m.stated.Properties[name]
		_, there := now.Properties[name]
		key := slices.Contains(m.stated.Relation.Key, name)
		holder := slices.IndexFunc(list, func(a kg.Assertion) bool { return slices.Contains(a.Properties, name) })
		switch {
		case !stated:
			if there && held[name] && !m.fill && !key {
				c.Properties[name] = kg.Null
				delete(held, name)
			}
		case !there, held[name] && !m.fill, holder >= 0 && m.precedence(list[holder]) < m.file.rank:
			c.Properties[name] = v
			held[name] = true
			if holder >= 0 {
				lose(&list[holder], name)
			}
		}
	}
	list = append(list, m.own(held)...)
	if m.stated.Visibility != nil && slices.ContainsFunc(list, func(a kg.Assertion) bool { return m.precedence(a) > m.file.rank }) {
		c.Visibility = nil
	}
	m.file.sort(list, m.file.rank)
	c.Provenance = list
	return c
}

// split separates what others have said of the edge from the properties the
// record holds.
func (m *edgeMerge) split(now *kg.Edge) (others []kg.Assertion, held map[string]bool) {
	held = map[string]bool{}
	for _, a := range cloneAssertions(now.Provenance) {
		if a.Source != m.file.source || a.SourceRecordID != m.stated.Record {
			others = append(others, a)
			continue
		}
		for _, name := range a.Properties {
			held[name] = true
		}
	}
	return others, held
}

// own returns the assertions of the record: one of the edge itself, and one for
// each confidence with which properties are concluded.
func (m *edgeMerge) own(held map[string]bool) []kg.Assertion {
	list := []kg.Assertion{{Source: m.file.source, SourceRecordID: m.stated.Record, Method: m.method, Confidence: m.confidence}}
	for name := range held {
		at := 0
		if confidence := m.stated.Concluded[name]; confidence != "" {
			at = slices.IndexFunc(list, func(a kg.Assertion) bool { return a.Method == mapping.Inferred && a.Confidence == confidence })
			if at < 0 {
				at = len(list)
				list = append(list, kg.Assertion{Source: m.file.source, SourceRecordID: m.stated.Record, Method: mapping.Inferred, Confidence: confidence})
			}
		}
		win(&list[at], name)
	}
	return list
}

func (m *edgeMerge) precedence(a kg.Assertion) int { return m.file.precedenceOf(a, m.file.rank) }
