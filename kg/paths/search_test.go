package paths_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
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

// draw returns a number of [low, high].
type draw func(low, high int) int

func some[T any](d draw, least, most int, one func() T) []T {
	all := make([]T, d(least, most))
	for i := range all {
		all[i] = one()
	}
	return all
}

func among[T any](d draw, list []T) T { return list[d(0, len(list)-1)] }

// anyWorld draws a graph: dense or sparse, far or wide, with loops and parallel
// edges, whose numbers are in no order of discovery.
func anyWorld(d draw, m *kg.Model, tb testing.TB) *world {
	w := &world{t: tb, model: m, kinds: map[int64]int{}}
	nodes := d(2, 12)
	reach := d(1, nodes-1)
	for n := range nodes {
		w.kinds[int64(n+1)] = d(0, 2)
	}
	date := func() kg.Value {
		s := among(d, years)
		if s == "" {
			return kg.Null
		}
		v, err := kg.ParseDate(s)
		if err != nil {
			tb.Fatal(err)
		}
		return v
	}
	count := 0
	w.edges = some(d, 0, 48, func() edge {
		from := d(1, nodes)
		to := (from-1+d(0, reach))%nodes + 1
		e := edge{number: int64(d(1, 1000)*100 + count), relation: d(0, 3), from: int64(from), to: int64(to)}
		if m.Relations[e.relation].Dated {
			e.since, e.until = date(), date()
		}
		count++
		return e
	})
	return w
}

func anyRequest(d draw, nodes int, kinds, directed bool) paths.Request {
	node := func() int64 { return int64(d(1, nodes+1)) } // the last is nowhere
	q := paths.Request{
		From:     some(d, 1, 3, node),
		MaxHops:  d(1, paths.MaxHops),
		K:        d(1, paths.MaxPaths),
		Avoid:    some(d, 0, d(0, 2), node),
		Directed: directed,
		On:       among(d, []string{"", "", "2020-03-01", "2021-06-01"}),
	}
	if kinds {
		q.ToKinds = some(d, 1, 2, func() string { return among(d, []string{"Person", "Institution", "Region", "Party"}) })
	} else {
		q.To = some(d, 1, 3, node)
	}
	if d(0, 2) == 2 {
		q.Relations = some(d, 1, 4, func() string { return among(d, names) })
	}
	return q
}

// each runs a property for both forms of target, directed and not: on small
// graphs that shrink to a clear failure, and on evenly drawn ones.
func each(t *testing.T, seeds uint64, property func(fail func(string, ...any), w *world, q paths.Request)) {
	m := model(t)
	for _, kinds := range []bool{false, true} {
		for _, directed := range []bool{false, true} {
			several := func(d draw, fail func(string, ...any)) {
				w := anyWorld(d, m, t)
				for range 5 {
					w.reset()
					property(fail, w, anyRequest(d, len(w.kinds), kinds, directed))
				}
			}
			t.Run(fmt.Sprintf("kinds=%t,directed=%t", kinds, directed), func(t *testing.T) {
				rapid.Check(t, func(rt *rapid.T) {
					several(func(low, high int) int { return rapid.IntRange(low, high).Draw(rt, "n") }, rt.Fatalf)
				})
				for seed := range seeds {
					random := rand.New(rand.NewPCG(seed, 0))
					several(func(low, high int) int { return low + random.IntN(high-low+1) }, t.Fatalf)
				}
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
	each(t, 1000, func(fail func(string, ...any), w *world, q paths.Request) {
		answer := search(t, w, q)
		want := w.brute(q)
		want = want[:min(len(want), q.K)]
		if !equal(answer.Paths, want) || answer.Truncated {
			fail("%+v\nfound %+v\nwant  %+v", q, answer, want)
		}
		if w.calls > q.MaxHops {
			fail("%d calls of Expand for %d hops", w.calls, q.MaxHops)
		}
		if answer.Budget != paths.DefaultBudget || answer.EdgesVisited > 2*len(w.edges) {
			fail("%d edges visited of %d, budget %d", answer.EdgesVisited, len(w.edges), answer.Budget)
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
	each(t, 100, func(fail func(string, ...any), w *world, q paths.Request) {
		full := search(t, w, q)
		var before int
		for budget := 1; budget <= full.EdgesVisited+1; budget++ {
			q.Budget = budget
			w.reset()
			answer := search(t, w, q)
			again := len(answer.Paths)
			switch {
			case answer.EdgesVisited > budget || answer.Budget != budget:
				fail("%+v: %d edges visited, budget said to be %d", q, answer.EdgesVisited, answer.Budget)
			case again > len(full.Paths) || !equal(answer.Paths, full.Paths[:again]):
				fail("%+v: found %+v, which is no prefix of %+v", q, answer.Paths, full.Paths)
			case again < before:
				fail("%+v: %d paths, but %d with one edge less", q, again, before)
			case !answer.Truncated && !equal(answer.Paths, full.Paths):
				fail("%+v: %d of %d paths, not said to be cut", q, again, len(full.Paths))
			case answer.Truncated && budget >= full.EdgesVisited+1:
				fail("%+v: cut, but the search needs %d edges", q, full.EdgesVisited)
			}
			before = again
			if answer.Truncated {
				cut++
				kept += again
			}
			w.reset()
			if second := search(t, w, q); !equal(second.Paths, answer.Paths) || second.Truncated != answer.Truncated || second.EdgesVisited != answer.EdgesVisited {
				fail("%+v: found %+v, then %+v", q, answer, second)
			}
		}
	})
	t.Logf("%d answers cut, with %d paths", cut, kept)
	if kept == 0 {
		t.Error("no cut answer had a path")
	}
}

// The smaller layer grows, of two alike that of the smaller ball, and the limit
// handed to the store is what is left of the budget.
func TestCalls(t *testing.T) {
	w := &world{t: t, model: model(t), kinds: map[int64]int{}}
	for i := int64(1); i <= 4; i++ {
		w.edges = append(w.edges, edge{number: i, from: i, to: i + 1})
	}
	var limits []int
	w.onExpand = func() { limits = append(limits, w.lastLimit) }
	q := paths.Request{From: []int64{1}, To: []int64{5}, MaxHops: 4, K: 1, Budget: 20}
	search(t, w, q)
	if want := []int{20, 19, 18, 16}; !slices.Equal(limits, want) { // 1, 5, 2 and 4
		t.Errorf("limits %v, want %v", limits, want)
	}
	for i := int64(6); i <= 8; i++ {
		w.edges = append(w.edges, edge{number: i, from: 1, to: i})
	}
	w.at, limits = nil, nil
	w.reset()
	search(t, w, q)
	if want := []int{20, 16, 15, 13}; !slices.Equal(limits, want) { // 1, 5, 4 and 3, not what is behind 1
		t.Errorf("limits %v, want %v", limits, want)
	}
}

// What follows 2 is learnt from the target's side alone: 3 after 4, which is
// nearer, but only by way of 1. Beyond 2 both are as far, and 3 comes first.
func TestOrderFromTarget(t *testing.T) {
	w := &world{t: t, model: model(t), kinds: map[int64]int{}}
	ways := [][]int64{{1, 5, 7}, {1, 2, 4, 1}, {4, 21, 22, 23, 7}, {2, 3, 31, 32, 33, 7}, {1, 41}, {1, 42}, {1, 43}, {1, 44}}
	for _, way := range ways {
		for i, node := range way[1:] {
			w.edges = append(w.edges, edge{number: int64(len(w.edges) + 1), from: way[i], to: node})
		}
	}
	q := paths.Request{From: []int64{1}, To: []int64{7}, MaxHops: 6, K: 10, Directed: true}
	if answer := search(t, w, q); !equal(answer.Paths, w.brute(q)) || w.fetched[asked{2, kg.Out}] {
		t.Errorf("found %+v\nwant  %+v", answer.Paths, w.brute(q))
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

func TestReaches(t *testing.T) {
	m, err := kg.NewModel([]kg.Kind{{Name: "Person"}, {Name: "Laboratory"}, {Name: "Region"}}, nil, nil, []kg.Relation{
		{Name: "WORKS_AT", From: []string{"Person"}, To: []string{"Laboratory"}},
		{Name: "LOCATED_IN", From: []string{"Laboratory"}, To: []string{"Region"}, Class: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		q    paths.Request
		want bool
	}{
		{paths.Request{ToKinds: []string{"Laboratory"}}, true},
		{paths.Request{ToKinds: []string{"Person"}}, true},
		{paths.Request{ToKinds: []string{"Person"}, Directed: true}, false},
		{paths.Request{ToKinds: []string{"Region"}}, false},
		{paths.Request{ToKinds: []string{"Region", "Person"}}, true},
		{paths.Request{ToKinds: []string{"Region"}, Relations: []string{"LOCATED_IN"}}, true},
		{paths.Request{ToKinds: []string{"Person"}, Relations: []string{"LOCATED_IN"}}, false},
		{paths.Request{ToKinds: []string{"Region"}, Relations: []string{"WORKS_AT", "LOCATED_IN"}, Directed: true}, true},
	} {
		if got := c.q.Reaches(m); got != c.want {
			t.Errorf("%+v: %v", c.q, got)
		}
	}
}
