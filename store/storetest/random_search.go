package storetest

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"innograph/kg"
)

// search draws a search for parts of what the pools hold, and for what is in none.
func (g generator) search() *kg.Search {
	words := make([]string, 0, 3)
	for range rapid.IntRange(1, 3).Draw(g.T, "number of words") {
		words = append(words, pick1(g, "word", []string{"沈阳", "沈", "阳", "安", "a", "A", "an", "ab", "abc", "b", "é", "e", "x", "10", "𬭊", "shen", "Shenyang",
			"重庆", "庆", "öl", "huile", "zz", "null", "1", "9", "!", "（x", "chong", "瀋"}))
	}
	f := &kg.Search{Text: strings.Join(words, pick1(g, "between", []string{" ", "", "-", "　"})), MinWeight: bits.Draw(g.T, "weight") % 4}
	if g.chance("kinds", 40) {
		f.Kinds = g.someKinds(g.kindNames())
	}
	if g.chance("filter", 30) {
		kinds := f.Kinds
		if len(kinds) == 0 {
			kinds = g.kindNames()
		}
		f.Filter = g.nodeFilter(kinds, 2)
	}
	return f
}

// generatedSearches reads searches whole and between cursors of what is found or
// lies beside it.
func generatedSearches(t *testing.T, s *subject) {
	found := 0
	check(t, 300, func(t *rapid.T) {
		g, in := generator{t, s.model}, s.in(t)
		p := in.pagedSearch(g.viewer(), *g.search())
		whole := p.all()
		found += len(whole)
		cursor := func(label string) *kg.Cursor {
			if g.chance("no "+label, 30) {
				return nil
			}
			c := &kg.Cursor{Key: []kg.Value{kg.Int(rapid.Int64Range(-3, 1300).Draw(t, "score "+label))}, Node: rapid.Int64Range(-1, 120).Draw(t, label)}
			if len(whole) > 0 && g.chance("of a row "+label, 80) {
				c = cursorOf(&whole[rapid.IntRange(0, len(whole)-1).Draw(t, "row "+label)])
				c.Node += rapid.Int64Range(-1, 1).Draw(t, "beside "+label)
			}
			return throughText(t, c, "field", p.order)
		}
		p.read(kg.Page{Limit: rapid.IntRange(0, 12).Draw(t, "limit"), Last: g.chance("last", 50), Opposite: g.chance("opposite", 50),
			After: cursor("after"), Before: cursor("before"), Keys: g.chance("keys", 50)})
	})
	if found < 300 {
		t.Errorf("%d rows in all: too few to tell anything", found)
	}
}
