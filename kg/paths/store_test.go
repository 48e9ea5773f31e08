package paths_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"innograph/kg"
	"innograph/kg/paths"
	"innograph/store/storetest"
)

// A store answers as brute force does over what its viewer can see.
func TestOverStore(t *testing.T) {
	ctx := context.Background()
	m := storetest.Model()
	random := rand.New(rand.NewPCG(7, 7))
	d := func(low, high int) int { return low + random.IntN(high-low+1) }
	found := map[kg.Viewer]int{}
	for range 40 {
		store := storetest.NewMemory(m)
		nodes := fill(t, store, d)
		for _, viewer := range []kg.Viewer{kg.Anyone, kg.Member, kg.System} {
			r := store.Reader(viewer)
			w := scan(t, r, m)
			for range 10 {
				q := anyRequest(d, nodes, d(0, 1) == 0, d(0, 1) == 0)
				for i := range q.ToKinds {
					q.ToKinds[i] = among(d, []string{"Person", "Organisation", "Project", "Node"})
				}
				for i := range q.Relations {
					q.Relations[i] = m.Relations[d(0, len(m.Relations)-1)].Name
				}
				answer, err := paths.Search(ctx, r, m, q)
				if err != nil {
					t.Fatal(err)
				}
				want := w.brute(q)
				want = want[:min(len(want), q.K)]
				if !equal(answer.Paths, want) || answer.Truncated {
					t.Fatalf("%+v\nfound %+v\nwant  %+v", q, answer, want)
				}
				found[viewer] += len(want)
			}
		}
		if err := store.Close(ctx); err != nil {
			t.Error(err)
		}
	}
	t.Logf("paths by viewer: %v", found)
	if found[kg.Anyone] == 0 || found[kg.Anyone] == found[kg.System] {
		t.Error("visibility made no difference")
	}
}

// fill writes some people, organisations, projects and places with edges
// between them, some of each hidden, and returns the number of nodes.
func fill(t *testing.T, store kg.Store, d draw) int {
	id := func(kind string, n int) kg.ID { return kg.NodeID(kind, fmt.Sprint(n)) }
	visibility := func() *kg.Visibility {
		v := among(d, []kg.Visibility{kg.Public, kg.Public, kg.Public, kg.Registered, kg.Parties})
		return &v
	}
	name := kg.Localized(map[string]string{"en": "name"})
	var cs kg.Changeset
	for n := range 4 {
		code := kg.Text(fmt.Sprint(n))
		for kind, properties := range map[string]map[string]kg.Value{
			"Person": {"name": name}, "Institution": {"name": name}, "Project": {"title": code},
			"Region": {"scheme": code, "code": code, "title": code},
		} {
			cs.Nodes = append(cs.Nodes, kg.NodeChange{ID: id(kind, n), Kind: kind, Properties: properties, Visibility: visibility()})
		}
	}
	stays := []kg.Value{kg.Null, kg.DateOf(time.Date(2019, 5, 1, 0, 0, 0, 0, time.UTC)), kg.DateOf(time.Date(2021, 5, 1, 0, 0, 0, 0, time.UTC))}
	seen := map[string]bool{}
	for i := range d(5, 40) {
		e := among(d, []kg.EdgeChange{
			{Relation: "AFFILIATED_WITH", From: id("Person", d(0, 3)), To: id("Institution", d(0, 3)), Properties: map[string]kg.Value{
				"role": kg.Symbol(among(d, []string{"LEAD", "CORE"})), "from": among(d, stays), "to": among(d, stays)}},
			{Relation: "PARTICIPATED_IN", From: id("Institution", d(0, 3)), To: id("Project", d(0, 3)), Properties: map[string]kg.Value{"part": kg.Int(int64(i))}},
			{Relation: "KNOWS", From: id("Person", d(0, 3)), To: id("Person", d(0, 3))},
			{Relation: "LOCATED_IN", From: id("Institution", d(0, 3)), To: id("Region", d(0, 3))},
		})
		key := fmt.Sprint(e.Relation, e.From, e.To, e.Properties["role"], e.Properties["from"], e.Properties["part"])
		if e.Visibility = visibility(); !seen[key] {
			seen[key] = true
			cs.Edges = append(cs.Edges, e)
		}
	}
	if _, err := store.Apply(context.Background(), &cs); err != nil {
		t.Fatal(err)
	}
	return len(cs.Nodes)
}

// scan returns the world a reader sees.
func scan(t *testing.T, r kg.Reader, m *kg.Model) *world {
	w := &world{t: t, model: m, kinds: map[int64]int{}}
	numbers := map[kg.ID]int64{}
	err := r.Scan(context.Background(), kg.ScanMark{}, func(record kg.Record) error {
		if n := record.Node; n != nil {
			numbers[n.ID] = n.Number
			w.kinds[n.Number] = m.Kind(n.Kind).Index()
		} else {
			e := record.Edge
			w.edges = append(w.edges, edge{number: e.Number, relation: m.Relation(e.Relation).Index(), from: numbers[e.From], to: numbers[e.To],
				since: e.Properties["from"], until: e.Properties["to"]})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}
