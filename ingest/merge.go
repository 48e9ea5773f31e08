package ingest

import (
	"cmp"
	"maps"
	"slices"

	"innograph/ingest/mapping"
	"innograph/kg"
)

// merge settles what a node becomes when a record states something about it.
//
// For each property the source with the higher precedence wins, and one of
// equal precedence leaves what is there. What the same record has won before it
// may change, and clears when it no longer says it. Values nobody has won (a
// person's own entries) stay. The kind is that of the best source.
type merge struct {
	*run
	source string // as assertions call it; empty: none is kept
	rank   int
	stated *mapping.Node
	fill   bool // the record has been met in this run: only what is absent counts
	ties   []tie

	joins    bool // the source had no say in the node until now, others had
	complete bool // the record has a value for all its rule sets
}

func (m *merge) change(id kg.ID, now *kg.Node) *kg.NodeChange {
	c := &kg.NodeChange{ID: id, Kind: m.stated.Kind.Name, Identifiers: m.stated.Identifiers}
	m.complete = len(m.stated.Properties) == len(m.stated.Declared)
	if now == nil {
		c.Properties, c.Visibility = m.stated.Properties, m.stated.Visibility
		if m.source != "" {
			c.Provenance = []kg.Assertion{m.assertion(slices.Sorted(maps.Keys(c.Properties)))}
		}
		return c
	}
	if m.source == "" {
		c.Properties = m.stated.Properties
		return c
	}
	list := cloneAssertions(now.Provenance)
	own := slices.IndexFunc(list, m.isOwn)
	switch {
	case own >= 0 && m.stated.Method == mapping.Inferred:
		infer(&list[own], m.stated.Confidence)
	case own >= 0 && list[own].Method != mapping.Inferred:
		list[own].Method, list[own].Confidence = m.stated.Method, m.stated.Confidence
	case own < 0:
		m.joins = len(list) > 0 && !slices.ContainsFunc(list, func(a kg.Assertion) bool { return a.Source == m.source })
		own = len(list)
		list = append(list, m.assertion(nil))
	}
	for _, t := range m.ties {
		m.tied(t, list, own)
	}
	c.Kind = now.Kind
	if len(now.Provenance) > 0 && m.leads(list, own) {
		c.Kind = m.stated.Kind.Name
	}
	c.Properties = m.settle(now, m.model.Kind(c.Kind), list, own)
	if m.stated.Visibility != nil && m.leads(list, own) {
		c.Visibility = m.stated.Visibility
	}
	m.sort(list, m.rank)
	c.Provenance = list
	return c
}

func cloneAssertions(list []kg.Assertion) []kg.Assertion {
	list = slices.Clone(list)
	for i := range list {
		list[i].Properties = slices.Clone(list[i].Properties)
	}
	return list
}

func (m *merge) isOwn(a kg.Assertion) bool {
	return a.Source == m.source && a.SourceRecordID == m.stated.Record
}

func (m *merge) assertion(properties []string) kg.Assertion {
	return kg.Assertion{Source: m.source, SourceRecordID: m.stated.Record, Method: m.stated.Method,
		Confidence: m.stated.Confidence, Properties: properties}
}

func (m *merge) precedence(a kg.Assertion) int { return m.precedenceOf(a, m.rank) }

// precedenceOf returns that of the source of an assertion; one the mapping
// does not know is taken as an equal.
func (r *run) precedenceOf(a kg.Assertion, equal int) int {
	if rank, ok := r.ranks[a.Source]; ok {
		return rank
	}
	return equal
}

// tied marks what two sources have been found to say about one node by its
// name: the lesser source's word is inferred.
func (m *merge) tied(t tie, list []kg.Assertion, own int) {
	lesser := func(a, b kg.Assertion) bool {
		return cmp.Or(cmp.Compare(m.precedence(a), m.precedence(b)), cmp.Compare(b.Source, a.Source)) < 0
	}
	for i := range list {
		if list[i].Source != t.source {
			continue
		}
		if lesser(list[own], list[i]) {
			infer(&list[own], t.confidence)
		} else {
			infer(&list[i], t.confidence)
		}
	}
}

// infer makes an assertion inferred, with the lower of two confidences.
func infer(a *kg.Assertion, confidence string) {
	if a.Method == mapping.Inferred && a.Confidence != "" {
		before, err := kg.ParseDecimal(a.Confidence)
		now, err2 := kg.ParseDecimal(confidence)
		if err == nil && err2 == nil && before.Int() <= now.Int() {
			return
		}
	}
	a.Method, a.Confidence = mapping.Inferred, confidence
}

// leads reports whether of all that state the node, the record's source has
// the highest precedence, and alone.
func (m *merge) leads(list []kg.Assertion, own int) bool {
	for i, a := range list {
		if i != own && m.precedence(a) >= m.rank {
			return false
		}
	}
	return true
}

// settle decides property by property. It moves what is won from one
// assertion to another, and returns what changes.
func (m *merge) settle(now *kg.Node, kind *kg.Kind, list []kg.Assertion, own int) map[string]kg.Value {
	changes := map[string]kg.Value{}
	present := now.Properties
	if kind.Name != now.Kind {
		present = maps.Clone(present)
		m.dropUnfit(present, m.model.Kind(now.Kind), kind, list, changes)
	}
	for _, name := range m.stated.Declared {
		if !sameProperty(m.stated.Kind.Property(name), kind.Property(name)) {
			continue
		}
		v, stated := m.stated.Properties[name]
		_, there := present[name]
		holder := slices.IndexFunc(list, func(a kg.Assertion) bool { return slices.Contains(a.Properties, name) })
		switch {
		case !stated:
			if there && holder == own && !m.fill && !m.stated.Shared && !kind.Property(name).Required {
				changes[name] = kg.Null
				lose(&list[own], name)
			}
		case !there, holder == own && !m.fill, holder >= 0 && holder != own && m.precedence(list[holder]) < m.rank:
			changes[name] = v
			if holder >= 0 {
				lose(&list[holder], name)
			}
			win(&list[own], name)
		}
	}
	return changes
}

// dropUnfit takes away what the node's new kind declares otherwise or not at
// all, so that the outcome does not depend on which kind came first.
func (m *merge) dropUnfit(present map[string]kg.Value, from, to *kg.Kind, list []kg.Assertion, changes map[string]kg.Value) {
	for name := range present {
		if sameProperty(from.Property(name), to.Property(name)) {
			continue
		}
		delete(present, name)
		if to.Property(name) != nil {
			changes[name] = kg.Null
		}
		for i := range list {
			lose(&list[i], name)
		}
	}
}

func sameProperty(a, b *kg.Property) bool {
	return a != nil && b != nil && a.Type == b.Type && a.List == b.List && a.Enum == b.Enum
}

func win(a *kg.Assertion, name string) {
	if i, found := slices.BinarySearch(a.Properties, name); !found {
		a.Properties = slices.Insert(a.Properties, i, name)
	}
}

func lose(a *kg.Assertion, name string) {
	if i, found := slices.BinarySearch(a.Properties, name); found {
		a.Properties = slices.Delete(a.Properties, i, i+1)
	}
	if len(a.Properties) == 0 {
		a.Properties = nil
	}
}

// sort puts assertions into an order that does not depend on which came first.
func (r *run) sort(list []kg.Assertion, equal int) {
	slices.SortStableFunc(list, func(a, b kg.Assertion) int {
		return cmp.Or(cmp.Compare(r.precedenceOf(b, equal), r.precedenceOf(a, equal)), cmp.Compare(a.Source, b.Source),
			cmp.Compare(a.SourceRecordID, b.SourceRecordID), cmp.Compare(a.Method, b.Method), cmp.Compare(a.Confidence, b.Confidence))
	})
}
