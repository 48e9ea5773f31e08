package neo4jstore

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"innograph/internal/golden"
	"innograph/internal/neo4jtest"
	"innograph/kg"
	"innograph/kg/text"
	"innograph/store/storetest"
)

// What is asked of the index of words, for queries of every form.
func TestMatches(t *testing.T) {
	var told strings.Builder
	for _, asked := range []string{"沈", "沈阳", "robot", "deep learning", "ai机", "沈阳 robot", "c-arm x", strings.Repeat(strings.Repeat("é", 50)+" ", 5)} {
		for _, weight := range []int{0, 3} {
			q, err := text.ParseQuery(asked)
			if err != nil {
				t.Fatal(err)
			}
			m := newMatcher(q, weight)
			fmt.Fprintf(&told, "%.12s, of weight %d\n  all %s\n", asked, weight, abridged(m.all().text))
			exact, next, rest := m.bands()
			for _, b := range exact {
				fmt.Fprintf(&told, "  %d %s\n", b.points, abridged(b.query()))
			}
			if next != nil {
				fmt.Fprintf(&told, "  %d and more %s\n  at most %d %s\n", next.points, abridged(next.query()), rest.points, abridged(rest.query()))
			}
		}
	}
	golden.Compare(t, "match.txt", told.String())
}

func abridged(s string) string {
	if chars := []rune(s); len(chars) > 300 {
		return string(chars[:300]) + "…"
	}
	return s
}

// A shelf is nodes whose texts are made of few words, so that many are found.
type shelf struct {
	*rand.Rand
	nodes []*kg.Node // as they are stored
}

// fill puts so many nodes into an empty store.
func (s *shelf) fill(t *testing.T, store *Store, size int) {
	t.Helper()
	var nodes []kg.NodeChange
	for i := range size {
		n := kg.NodeChange{Kind: []string{"Person", "Project", "Team"}[i%3]}
		n.ID = idOf(n.Kind, i)
		visibility := kg.Visibility(max(0, s.IntN(12)-9))
		n.Visibility = &visibility
		switch n.Kind {
		case "Person":
			n.Properties = map[string]kg.Value{"name": localized("en", s.text(8), "zh", s.text(3)), "aliases": kg.Texts(s.text(3), s.text(2)),
				"motto": localized("en", s.text(30)), "works": kg.Int(int64(s.IntN(10)))}
		case "Project":
			n.Properties = map[string]kg.Value{"title": kg.Text(s.text(14)), "summary": kg.Text(s.text(60))}
		default:
			n.Properties = map[string]kg.Value{"title": kg.Text(s.text(5))}
		}
		nodes = append(nodes, n)
	}
	applied(t, store, kg.Changeset{Nodes: nodes, Bulk: true})
	for _, r := range scanned(t, store) {
		s.nodes = append(s.nodes, r.Node)
	}
}

// text makes a text of so many words at most. One in eight begins like others, for
// longer than any key that is kept.
func (s *shelf) text(most int) string {
	words := []string{"of", "the", "robot", "robots", "a", "ab", "沈阳", "沈阳大学", "大", "ai机器人", "of-the", "学"}
	list := make([]string, 1+s.IntN(most))
	for i := range list {
		list[i] = words[s.IntN(len(words))]
	}
	if most > 4 && s.IntN(8) == 0 {
		long := strings.Repeat("robotics ", 28)
		list = append([]string{long[:190+s.IntN(len(long)-190)]}, list[:len(list)/4]...)
	}
	return strings.Join(list, " ")
}

// found is what a search must find, as package text means it.
func (s *shelf) found(m *kg.Model, v kg.Viewer, f *kg.Search) []rank {
	q, err := f.Query()
	if err != nil {
		panic(err) // the test has made it
	}
	var ranks []rank
	for _, n := range s.nodes {
		seen := v.SeesAll() || n.Visibility <= v.Highest() || slices.Contains(v.Acts(), n.ID)
		if !seen || len(f.Kinds) > 0 && !slices.Contains(f.Kinds, n.Kind) {
			continue
		}
		if c, ok := f.Filter.(kg.Compare); ok && !n.Properties[c.Property].Equal(c.Values[0]) {
			continue
		}
		if score := q.Score(m.Kind(n.Kind).SearchFields(n.Properties), f.MinWeight); score > 0 {
			ranks = append(ranks, rank{int64(score), n.Number})
		}
	}
	slices.SortFunc(ranks, rank.compare)
	return ranks
}

// search draws a search for parts of what is on the shelf.
func (s *shelf) search() *kg.Search {
	asked := []rune(s.nodes[s.IntN(len(s.nodes))].Properties["title"].Text())
	if len(asked) == 0 || s.IntN(3) == 0 {
		asked = []rune(s.text(2))
	}
	from := 0
	if s.IntN(2) == 0 {
		from = s.IntN(len(asked))
	}
	asked = asked[from:min(len(asked), from+1+s.IntN([]int{3, 12, 255}[s.IntN(3)]))]
	f := &kg.Search{Text: string(asked), MinWeight: s.IntN(4), Total: s.IntN(4) == 0}
	if s.IntN(4) == 0 {
		f.Kinds = []string{"Project", "Person"}[:1+s.IntN(2)]
	}
	if s.IntN(4) == 0 {
		f.Filter = kg.Compare{Property: "works", Op: kg.OpEq, Values: []kg.Value{kg.Int(7)}}
	}
	return f
}

// page draws a page of what is to be found, between cursors of it or of what lies
// beside it.
func (s *shelf) page(whole []rank) kg.Page {
	cursor := func() *kg.Cursor {
		if len(whole) == 0 || s.IntN(2) == 0 {
			return nil
		}
		at := whole[s.IntN(len(whole))]
		return &kg.Cursor{Key: []kg.Value{kg.Int(at.score + int64(s.IntN(3)/2))}, Node: at.number + int64(s.IntN(3)-1)}
	}
	return kg.Page{Limit: 1 + s.IntN(12), Last: s.IntN(2) == 0, After: cursor(), Before: cursor(), Opposite: s.IntN(2) == 0}
}

// Pages read by bands are those of the whole order, as pages of few are.
func TestSearchesInParts(t *testing.T) {
	s := migrated(t, neo4jtest.Cleared(t), storetest.Model())
	shelf := &shelf{Rand: rand.New(rand.NewPCG(3, 4))}
	shelf.fill(t, s, 1500)
	var hidden kg.ID
	for _, n := range shelf.nodes {
		if n.Visibility == kg.Parties && strings.Contains(n.Properties["title"].Text(), "robot") {
			hidden = n.ID
		}
	}
	viewers := []kg.Viewer{kg.System, kg.Anyone, kg.Member, kg.ActingFor(hidden)}
	found := 0
	for i := range 400 {
		f := shelf.search()
		viewer := viewers[i%len(viewers)]
		whole := shelf.found(s.catalog.model, viewer, f)
		f.Page = shelf.page(whole)
		found += len(whole)
		want, facts := expected(whole, &f.Page)
		for _, few := range []int64{0, 1 << 40, fewFound} {
			s.few = few
			result, err := s.reader(viewer).Read(context.Background(), &kg.Query{Start: kg.Start{Search: f}})
			if err != nil {
				t.Fatalf("%+v: %v", f, err)
			}
			var got []rank
			for _, row := range result.Root.Rows {
				got = append(got, rank{row.Score, row.Number})
			}
			if f.Total {
				facts.Total = int64(len(whole))
			}
			if !slices.Equal(got, want) || result.Root.Pages[0].HasNext != facts.HasNext || result.Root.Pages[0].HasPrevious != facts.HasPrevious || result.Root.Pages[0].Total != facts.Total {
				t.Fatalf("%d at once: %q %+v\nfinds  %v, %+v\nwanted %v, %+v of %d", few, f.Text, f, got, result.Root.Pages[0], want, facts, len(whole))
			}
		}
	}
	if found < 20_000 {
		t.Errorf("%d found in all: too few to tell anything", found)
	}
}

// expected cuts a page out of the whole order.
func expected(whole []rank, p *kg.Page) (page []rank, facts kg.PageFacts) {
	at := func(c *kg.Cursor) rank { return rank{c.Key[0].Int(), c.Node} }
	var before, after int // of the rows beyond either end
	for _, r := range whole {
		switch {
		case p.After != nil && r.compare(at(p.After)) <= 0:
			before++
		case p.Before != nil && r.compare(at(p.Before)) >= 0:
			after++
		default:
			page = append(page, r)
		}
	}
	if p.After != nil && p.Before != nil { // of a row beyond both, each end speaks for itself
		after = len(slices.DeleteFunc(slices.Clone(whole), func(r rank) bool { return r.compare(at(p.Before)) < 0 }))
	}
	more := len(page) > p.Limit
	if p.Last {
		page = page[max(0, len(page)-p.Limit):]
		return page, kg.PageFacts{HasPrevious: more, HasNext: p.Opposite && p.Before != nil && after > 0}
	}
	return page[:min(len(page), p.Limit)], kg.PageFacts{HasNext: more, HasPrevious: p.Opposite && p.After != nil && before > 0}
}
