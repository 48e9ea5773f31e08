package neo4jstore

import (
	"context"
	"reflect"
	"testing"

	"innograph/internal/neo4jtest"
	"innograph/kg"
	"innograph/store/layout"
	"innograph/store/storetest"
)

// What is stored comes back from the database itself as it was, and its words,
// keys and numbers can be indexed whatever their length.
func TestRowsComeBackFromTheDatabase(t *testing.T) {
	s := migrated(t, neo4jtest.Cleared(t), storetest.Model())
	a, b := somebody(), &kg.Node{ID: "Project_1", Number: 8, Kind: "Project", Version: 1, CreatedAt: somebody().CreatedAt, UpdatedAt: somebody().CreatedAt,
		Properties: map[string]kg.Value{"title": kg.Text("")}}
	e := &kg.Edge{ID: "CONCERNS_x", Number: 9, Relation: "CONCERNS", Visibility: kg.Parties, Properties: map[string]kg.Value{
		"note": somebody().Properties["note"], "since": kg.Stored(kg.TypeDate, "2024", 0), "noticed": kg.Instant(a.CreatedAt), "topics": kg.Texts("x")}}
	_, err := s.transact(t.Context(), "test", func(run runner) error {
		for _, n := range []*kg.Node{a, b} {
			stored, err := s.catalog.nodeRow(n)
			if err != nil {
				return err
			}
			parameters := map[string]any{"row": map[string]any(stored), "labels": s.catalog.labelsOf(s.catalog.model.Kind(n.Kind))}
			if err := run(t.Context(), "CREATE (n:$($labels)) SET n = $row", parameters, nil); err != nil {
				return err
			}
		}
		stored, err := s.catalog.edgeRow(e, a.Number, b.Number, layout.EdgeLevel(e.Visibility, a.Visibility, b.Visibility))
		if err != nil {
			return err
		}
		return run(t.Context(), "MATCH (a:Node {_number: $row._from}), (b:Node {_number: $row._to}) CREATE (a)-[r:CONCERNS]->(b) SET r = $row",
			map[string]any{"row": map[string]any(stored)}, nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	nodes, err := rowsOf(t.Context(), s, "MATCH (n:Node) RETURN labels(n), properties(n) ORDER BY n._number")
	if err != nil || len(nodes) != 2 {
		t.Fatalf("%v, %v", nodes, err)
	}
	for i, want := range []*kg.Node{a, b} {
		k, err := s.catalog.kind(nodes[i][0].([]any))
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.catalog.node(k, nodes[i][1].(map[string]any))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v\ncomes back as\n%+v, %v", want, got, err)
		}
	}
	edges, err := rowsOf(t.Context(), s, "MATCH ()-[r]->() RETURN type(r), properties(r)")
	if err != nil || len(edges) != 1 {
		t.Fatalf("%v, %v", edges, err)
	}
	r, err := s.catalog.relation(edges[0][0])
	if err != nil {
		t.Fatal(err)
	}
	got, _, _, err := s.catalog.edge(r, edges[0][1].(map[string]any))
	if err != nil || !reflect.DeepEqual(got, e) {
		t.Errorf("%+v\ncomes back as\n%+v, %v", e, got, err)
	}
	told(t, unknownLabel(s), kg.ErrUnavailable)
}

// unknownLabel meets a node of a newer program.
func unknownLabel(s *Store) error {
	rows, err := rowsOf(context.Background(), s, "RETURN ['Node', 'Spaceship']")
	if err != nil {
		return err
	}
	_, err = s.catalog.kind(rows[0][0].([]any))
	return err
}
