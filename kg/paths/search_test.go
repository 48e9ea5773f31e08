package paths_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"innograph/kg"
	"innograph/kg/paths"
)

var (
	names = []string{"KNOWS", "STAYED_AT", "PART_OF", "LOCATED_IN"}
	years = []string{"", "2019", "2020", "2021-06", "2022"}
)

// anyWorld draws a graph: dense or sparse, with loops and parallel edges.
func anyWorld(t *rapid.T, m *kg.Model, tb testing.TB) *world {
	w := &world{t: tb, model: m, kinds: map[int64]int{}}
	node := rapid.Int64Range(1, rapid.Int64Range(2, 10).Draw(t, "nodes"))
	for n := int64(1); n <= 10; n++ {
		w.kinds[n] = rapid.IntRange(0, 2).Draw(t, "kind")
	}
	date := func(s string) kg.Value {
		if s == "" {
			return kg.Null
		}
		v, err := kg.ParseDate(s)
		if err != nil {
			tb.Fatal(err)
		}
		return v
	}
	for i := range rapid.IntRange(0, 28).Draw(t, "edges") {
		e := edge{number: int64(i + 1), relation: rapid.IntRange(0, 3).Draw(t, "relation"), from: node.Draw(t, "from"), to: node.Draw(t, "to")}
		if m.Relations[e.relation].Dated {
			e.since = date(rapid.SampledFrom(years).Draw(t, "since"))
			e.until = date(rapid.SampledFrom(years).Draw(t, "until"))
		}
		w.edges = append(w.edges, e)
	}
	// Edge numbers are no order of discovery.
	for i, number := range rapid.Permutation(numbers(w.edges)).Draw(t, "numbers") {
		w.edges[i].number = number
	}
	return w
}

func numbers(edges []edge) []int64 {
	all := make([]int64, len(edges))
	for i, e := range edges {
		all[i] = e.number
	}
	return all
}

func anyRequest(t *rapid.T, kinds, directed bool) paths.Request {
	nodes := func(name string, least, most int) []int64 {
		return rapid.SliceOfN(rapid.Int64Range(1, 11), least, most).Draw(t, name) // 11 is nowhere
	}
	q := paths.Request{
		From:     nodes("ends", 1, 3),
		MaxHops:  rapid.IntRange(1, paths.MaxHops).Draw(t, "hops"),
		K:        rapid.IntRange(1, paths.MaxPaths).Draw(t, "k"),
		Avoid:    nodes("avoid", 0, 2),
		Directed: directed,
	}
	if kinds {
		q.ToKinds = rapid.SliceOfN(rapid.SampledFrom([]string{"Person", "Institution", "Region", "Party"}), 1, 2).Draw(t, "kinds")
	} else {
		q.To = nodes("to", 1, 3)
	}
	if rapid.Bool().Draw(t, "some relations") {
		q.Relations = rapid.SliceOfN(rapid.SampledFrom(names), 1, 4).Draw(t, "relations")
	}
	q.On = rapid.SampledFrom([]string{"", "2020-03-01", "2021-06-01"}).Draw(t, "on")
	return q
}

// each runs a property for both forms of target, directed and not.
func each(t *testing.T, property func(t *rapid.T, w *world, q paths.Request)) {
	m := model(t)
	for _, kinds := range []bool{false, true} {
		for _, directed := range []bool{false, true} {
			t.Run(fmt.Sprintf("kinds=%t,directed=%t", kinds, directed), func(t *testing.T) {
				rapid.Check(t, func(rt *rapid.T) {
					w := anyWorld(rt, m, t)
					for range 5 {
						w.reset()
						property(rt, w, anyRequest(rt, kinds, directed))
					}
				})
			})
		}
	}
}

func search(t testing.TB, w *world, q paths.Request) *paths.Answer {
	t.Helper()
	answer, err := paths.Search(context.Background(), w, w.model, q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	return answer
}

func TestEqualsBruteForce(t *testing.T) {
	var found, long int
	each(t, func(rt *rapid.T, w *world, q paths.Request) {
		answer := search(t, w, q)
		want := w.brute(q)
		want = want[:min(len(want), q.K)]
		if !equal(answer.Paths, want) || answer.Truncated {
			rt.Fatalf("%+v\nfound %+v\nwant  %+v", q, answer, want)
		}
		if w.calls > q.MaxHops {
			rt.Fatalf("%d calls of Expand for %d hops", w.calls, q.MaxHops)
		}
		if answer.Budget != paths.DefaultBudget || answer.EdgesVisited > 2*len(w.edges) {
			rt.Fatalf("%d edges visited of %d, budget %d", answer.EdgesVisited, len(w.edges), answer.Budget)
		}
		for _, p := range want {
			found++
			if len(p.Steps) > 3 {
				long++
			}
		}
	})
	t.Logf("%d paths compared, %d of more than three hops", found, long)
	if long == 0 {
		t.Error("no long path was among them")
	}
}

// Whatever the budget, the answer is a prefix of the full one, says whether it
// is cut, and costs no more than allowed.
func TestBudget(t *testing.T) {
	var cut, kept int
	each(t, func(rt *rapid.T, w *world, q paths.Request) {
		full := search(t, w, q)
		var before int
		for budget := 1; budget <= full.EdgesVisited+1; budget++ {
			q.Budget = budget
			w.reset()
			answer := search(t, w, q)
			again := len(answer.Paths)
			switch {
			case answer.EdgesVisited > budget || answer.Budget != budget:
				rt.Fatalf("%+v: %d edges visited, budget said to be %d", q, answer.EdgesVisited, answer.Budget)
			case again > len(full.Paths) || !equal(answer.Paths, full.Paths[:again]):
				rt.Fatalf("%+v: found %+v, which is no prefix of %+v", q, answer.Paths, full.Paths)
			case again < before:
				rt.Fatalf("%+v: %d paths, but %d with one edge less", q, again, before)
			case !answer.Truncated && !equal(answer.Paths, full.Paths):
				rt.Fatalf("%+v: %d of %d paths, not said to be cut", q, again, len(full.Paths))
			case answer.Truncated && budget >= full.EdgesVisited+1:
				rt.Fatalf("%+v: cut, but the search needs %d edges", q, full.EdgesVisited)
			}
			before = again
			if answer.Truncated {
				cut++
				kept += again
			}
			w.reset()
			if second := search(t, w, q); !equal(second.Paths, answer.Paths) || second.Truncated != answer.Truncated || second.EdgesVisited != answer.EdgesVisited {
				rt.Fatalf("%+v: found %+v, then %+v", q, answer, second)
			}
		}
	})
	t.Logf("%d answers cut, with %d paths", cut, kept)
	if kept == 0 {
		t.Error("no cut answer had a path")
	}
}

// The limit handed to the store is what is left of the budget.
func TestLimitIsWhatIsLeft(t *testing.T) {
	w := &world{t: t, model: model(t), kinds: map[int64]int{}}
	for i := int64(1); i <= 4; i++ {
		w.edges = append(w.edges, edge{number: i, from: i, to: i + 1})
	}
	var limits []int
	w.onExpand = func() { limits = append(limits, w.lastLimit) }
	search(t, w, paths.Request{From: []int64{1}, To: []int64{5}, MaxHops: 4, K: 1, Budget: 10})
	// Of layers alike the smaller ball grows: 1, 5, 2, 4 with 1, 1, 2, 2 edges.
	if want := []int{10, 9, 8, 6}; !slices.Equal(limits, want) {
		t.Errorf("limits %v, want %v", limits, want)
	}
}

func TestCancelled(t *testing.T) {
	w := &world{t: t, model: model(t), kinds: map[int64]int{}, edges: []edge{{number: 1, from: 1, to: 2}, {number: 2, from: 2, to: 3}}}
	q := paths.Request{From: []int64{1}, To: []int64{3}, MaxHops: 2, K: 1}
	ctx, cancel := context.WithCancel(context.Background())
	w.onExpand = cancel
	_, err := paths.Search(ctx, w, w.model, q)
	if !errors.Is(err, kg.ErrUnavailable) || !errors.Is(err, context.Canceled) || w.calls != 1 {
		t.Errorf("cancelled in the first of %d calls: %v", w.calls, err)
	}
	w.reset()
	if _, err = paths.Search(ctx, w, w.model, q); !errors.Is(err, context.Canceled) || w.calls != 0 {
		t.Errorf("cancelled before the first of %d calls: %v", w.calls, err)
	}
}

func TestRefusals(t *testing.T) {
	m := model(t)
	sound := paths.Request{From: []int64{1}, To: []int64{2}, MaxHops: 1, K: 1}
	if err := check(m, sound); err != nil {
		t.Fatal(err)
	}
	many := make([]int64, paths.MaxEnds+1)
	for _, c := range []struct {
		subject string
		change  func(q *paths.Request)
	}{
		{"maxHops", func(q *paths.Request) { q.MaxHops = 0 }},
		{"maxHops", func(q *paths.Request) { q.MaxHops = paths.MaxHops + 1 }},
		{"first", func(q *paths.Request) { q.K = 0 }},
		{"first", func(q *paths.Request) { q.K = paths.MaxPaths + 1 }},
		{"budget", func(q *paths.Request) { q.Budget = -1 }},
		{"budget", func(q *paths.Request) { q.Budget = paths.MaxBudget + 1 }},
		{"from", func(q *paths.Request) { q.From = nil }},
		{"from", func(q *paths.Request) { q.From = many }},
		{"to", func(q *paths.Request) { q.To = nil }},
		{"to", func(q *paths.Request) { q.To = many }},
		{"to", func(q *paths.Request) { q.ToKinds = []string{"Person"} }},
		{"to", func(q *paths.Request) { q.To, q.ToKinds = nil, []string{"Dragon"} }},
		{"relations", func(q *paths.Request) { q.Relations = []string{"HAUNTS"} }},
		{"avoid", func(q *paths.Request) { q.Avoid = many }},
		{"on", func(q *paths.Request) { q.On = "2024-07" }},
		{"on", func(q *paths.Request) { q.On = "yesterday" }},
	} {
		q := sound
		c.change(&q)
		var refusal *kg.Error
		if err := check(m, q); !errors.As(err, &refusal) || !errors.Is(err, kg.ErrInvalid) || refusal.Subject != c.subject {
			t.Errorf("%+v: %v, want a refusal of %s", q, err, c.subject)
		}
	}
}

func check(m *kg.Model, q paths.Request) error {
	_, err := paths.Search(context.Background(), &world{model: m, kinds: map[int64]int{}}, m, q)
	return err
}

// With classifications alone, and none named, nothing is followed.
func TestNothingToFollow(t *testing.T) {
	m, err := kg.NewModel([]kg.Kind{{Name: "Region"}}, nil, nil,
		[]kg.Relation{{Name: "WITHIN", From: []string{"Region"}, To: []string{"Region"}, Class: true}})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, model: m, kinds: map[int64]int{}, edges: []edge{{number: 1, from: 1, to: 2}}}
	q := paths.Request{From: []int64{1}, To: []int64{2}, MaxHops: 1, K: 1}
	if answer := search(t, w, q); len(answer.Paths) != 0 {
		t.Errorf("found %+v", answer.Paths)
	}
	q.Relations = []string{"WITHIN"}
	if answer := search(t, w, q); len(answer.Paths) != 1 {
		t.Error("a classification that is named is not followed")
	}
}
