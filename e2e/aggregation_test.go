package e2e

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"innograph/kg"
	"innograph/kg/paths"
	"innograph/model"
	"innograph/store"
)

// best is how many paths a search is asked for.
const best = 10

// Paths between random nodes of all records are those that putting all halves
// together gives, in the same order.
func TestPathsBetweenRandomNodes(t *testing.T) {
	s := openStore(t, realRecords(t).all)
	g := readGraph(t, s)
	comparePairs(t, s, g, someOf(t, randomPairs(g, 200), 20), paths.Request{MaxHops: 4, K: best})
}

// Paths between the first 500 projects, over all they are linked to and by
// participations alone, up to six hops.
func TestPathsBetweenProjects(t *testing.T) {
	s := openStore(t, importProjects(t, 500))
	g := readGraph(t, s)
	pairs := someOf(t, pairsOfKind(g, model.KindProject), 100)
	t.Run("all relations", func(t *testing.T) {
		comparePairs(t, s, g, pairs, paths.Request{MaxHops: 6, K: best})
	})
	t.Run("participations alone", func(t *testing.T) {
		comparePairs(t, s, g.along(model.RelParticipatedIn), pairs,
			paths.Request{MaxHops: 6, K: best, Relations: []string{model.RelParticipatedIn}})
	})
}

// someOf returns n of the pairs. All of them take minutes;
// INNOGRAPH_EXHAUSTIVE=1 asks for them.
func someOf(t *testing.T, pairs [][2]int64, n int) [][2]int64 {
	t.Helper()
	if os.Getenv("INNOGRAPH_EXHAUSTIVE") == "1" {
		return pairs
	}
	t.Logf("%d of %d pairs; all with INNOGRAPH_EXHAUSTIVE=1", n, len(pairs))
	rand.New(rand.NewPCG(6, 500)).Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	return pairs[:n]
}

// comparePairs searches between both nodes of every pair, and tells how long it
// took.
func comparePairs(t *testing.T, s kg.Store, g *plainGraph, pairs [][2]int64, req paths.Request) {
	t.Helper()
	var took []time.Duration
	found, truncated, differ := 0, 0, 0
	for _, p := range pairs {
		req.From, req.To = p[:1], p[1:]
		start := time.Now()
		answer, err := paths.Search(t.Context(), s.Reader(kg.System), model.Graph(), req)
		took = append(took, time.Since(start))
		if err != nil {
			t.Fatalf("%v: %v", p, err)
		}
		want := g.paths(p[0], p[1], req.MaxHops)
		if answer.Truncated {
			truncated++
			want = want[:min(len(want), len(answer.Paths))] // what was found has to be the best all the same
		}
		found += len(answer.Paths)
		if !slices.EqualFunc(answer.Paths, want, g.same) {
			if differ++; differ < 4 {
				t.Errorf("between %d and %d: got %v, want %v", p[0], p[1], answer.Paths, want)
			}
		}
	}
	slices.Sort(took)
	t.Logf("%d pairs, up to %d hops: %d paths, %d pairs over the budget, %d differ; median %v, p99 %v", len(pairs), req.MaxHops,
		found, truncated, differ, took[len(took)/2], took[len(took)*99/100])
	if found == 0 {
		t.Error("there was nothing to compare")
	}
}

// A plainGraph holds who is linked to whom, by node number.
type plainGraph struct {
	kinds map[int64]string
	edges map[int64]map[int64][]linked // node → neighbour → edges
	order map[int64][]int64            // node → neighbours, sorted
}

type linked struct {
	edge     int64
	relation string
}

func readGraph(t *testing.T, s kg.Store) *plainGraph {
	t.Helper()
	g := &plainGraph{kinds: map[int64]string{}, edges: map[int64]map[int64][]linked{}}
	numbers := map[kg.ID]int64{}
	err := s.Reader(kg.System).Scan(t.Context(), kg.ScanMark{}, func(r kg.Record) error {
		if n := r.Node; n != nil {
			numbers[n.ID], g.kinds[n.Number] = n.Number, n.Kind
			return nil
		}
		if e := r.Edge; !model.Graph().Relation(e.Relation).Class {
			g.link(numbers[e.From], numbers[e.To], linked{e.Number, e.Relation})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	g.sort()
	return g
}

func (g *plainGraph) link(a, b int64, l linked) {
	for _, end := range [2][2]int64{{a, b}, {b, a}} {
		if g.edges[end[0]] == nil {
			g.edges[end[0]] = map[int64][]linked{}
		}
		g.edges[end[0]][end[1]] = append(g.edges[end[0]][end[1]], l)
		if a == b {
			return
		}
	}
}

func (g *plainGraph) sort() {
	g.order = map[int64][]int64{}
	for node, neighbours := range g.edges {
		for other := range neighbours {
			g.order[node] = append(g.order[node], other)
		}
		slices.Sort(g.order[node])
	}
}

// along returns the graph of one relation.
func (g *plainGraph) along(relation string) *plainGraph {
	part := &plainGraph{kinds: g.kinds, edges: map[int64]map[int64][]linked{}}
	for a, neighbours := range g.edges {
		for b, links := range neighbours {
			for _, l := range links {
				if a <= b && l.relation == relation {
					part.link(a, b, l)
				}
			}
		}
	}
	part.sort()
	return part
}

// paths returns the best simple paths: for each length, every half from one end
// is put to every half from the other that meets it.
func (g *plainGraph) paths(from, to int64, hops int) [][]int64 {
	var all [][]int64
	out, back := [][]int64{{from}}, [][]int64{{to}}
	for n := 1; n <= hops && len(all) < best && from != to; n++ {
		if n%2 == 1 {
			out = g.longer(out)
		} else {
			back = g.longer(back)
		}
		byMiddle := map[int64][][]int64{}
		for _, half := range back {
			middle := half[len(half)-1]
			byMiddle[middle] = append(byMiddle[middle], half)
		}
		var length [][]int64
		for _, half := range out {
			for _, other := range byMiddle[half[len(half)-1]] {
				path := slices.Clone(half)
				for i := len(other) - 2; i >= 0; i-- {
					path = append(path, other[i])
				}
				if isSimple(path) {
					length = append(length, path)
				}
			}
		}
		slices.SortFunc(length, slices.Compare)
		all = append(all, length...)
	}
	return all[:min(len(all), best)]
}

// longer returns all simple paths that go on by one edge from some.
func (g *plainGraph) longer(some [][]int64) (longer [][]int64) {
	for _, p := range some {
		for _, next := range g.order[p[len(p)-1]] {
			if !slices.Contains(p, next) {
				longer = append(longer, append(slices.Clip(p), next))
			}
		}
	}
	return longer
}

func isSimple(path []int64) bool {
	for i, node := range path {
		if slices.Contains(path[:i], node) {
			return false
		}
	}
	return true
}

// same compares a path with its nodes, and its steps with all edges between
// them.
func (g *plainGraph) same(p paths.Path, nodes []int64) bool {
	if !slices.Equal(p.Nodes, nodes) || len(p.Steps) != len(nodes)-1 {
		return false
	}
	for i, step := range p.Steps {
		want := slices.SortedFunc(slices.Values(g.edges[nodes[i]][nodes[i+1]]), func(a, b linked) int { return cmp.Compare(a.edge, b.edge) })
		if !slices.EqualFunc(step, want, func(n kg.Neighbour, l linked) bool {
			return n.Edge == l.edge && n.Node == nodes[i+1] && model.Graph().Relations[n.Relation].Name == l.relation
		}) {
			return false
		}
	}
	return true
}

// randomPairs returns pairs of nodes that are linked to something; half of them
// lie a random walk apart.
func randomPairs(g *plainGraph, n int) [][2]int64 {
	random := rand.New(rand.NewPCG(2, 200))
	var nodes []int64
	for node := range g.order {
		nodes = append(nodes, node)
	}
	slices.Sort(nodes)
	pairs := make([][2]int64, 0, n)
	for len(pairs) < n {
		a, b := nodes[random.IntN(len(nodes))], nodes[random.IntN(len(nodes))]
		if len(pairs)%2 == 0 {
			b = a
			for range 2 + random.IntN(3) {
				b = g.order[b][random.IntN(len(g.order[b]))]
			}
		}
		if a != b {
			pairs = append(pairs, [2]int64{a, b})
		}
	}
	return pairs
}

func pairsOfKind(g *plainGraph, kind string) (pairs [][2]int64) {
	var nodes []int64
	for node, k := range g.kinds {
		if k == kind {
			nodes = append(nodes, node)
		}
	}
	slices.Sort(nodes)
	for i, a := range nodes {
		for _, b := range nodes[i+1:] {
			pairs = append(pairs, [2]int64{a, b})
		}
	}
	return pairs
}

func openStore(t *testing.T, path string) kg.Store {
	t.Helper()
	s, err := store.Open(t.Context(), "sqlite:"+path, model.Graph())
	if err == nil {
		err = s.Migrate(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(t.Context()); err != nil && !errors.Is(err, kg.ErrUnavailable) {
			t.Error(err)
		}
	})
	return s
}

// importProjects imports the first n projects with all they are linked to and
// returns the store's path.
func importProjects(t *testing.T, n int) string {
	t.Helper()
	from, dir := dataFolder(t), t.TempDir()
	projects, organisations := map[string]bool{}, map[string]bool{}
	take := func(name string, keep func(row int, fields []string) bool) {
		content, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			t.Fatal(err)
		}
		var kept []string
		for i, line := range strings.SplitAfter(string(content), "\n") {
			if i == 0 || line != "" && keep(i, strings.Split(strings.TrimSpace(line), "\t")) {
				kept = append(kept, line)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.Join(kept, "")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	take("cordis_projects.tsv", func(row int, fields []string) bool {
		projects[fields[0]] = row <= n
		return row <= n
	})
	take("cordis_participations.tsv", func(_ int, fields []string) bool {
		if projects[fields[0]] {
			organisations[fields[1]] = true
		}
		return projects[fields[0]]
	})
	take("cordis_orgs.tsv", func(_ int, fields []string) bool { return organisations[fields[0]] })
	take("cordis_topics.tsv", func(int, []string) bool { return true })
	path := filepath.Join(dir, "projects.db")
	if out, err := exec.Command(binary, "import", "--mapping", "cordis", "--store", "sqlite:"+path, dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}
