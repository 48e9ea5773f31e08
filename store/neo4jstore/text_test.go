package neo4jstore

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/neo4jtest"
	"innograph/store/storetest"
)

// The parameters of fixed queries, in the types in which they are given.
var planned = map[string]any{
	"ids": []string{"a"}, "nodes": []int64{1}, "numbers": []int64{1}, "wanted": [][]string{{"s", "v"}}, "names": map[string][]string{"Person": {"id"}},
	"rows": []any{}, "most": 1, "after": int64(0), "limit": int64(1), "level": nil, "acts": []string{}, "key": "k", "revision": int64(1),
	"node": int64(1), "edge": int64(1), "change": map[string]any{}, "digest": "", "counts": "", "facts": map[string]any{}, "at": nil, "micros": int64(0),
	"layout": 1, "model": "", "before": []string{},
}

// What reads all there is of something.
var scans = []string{"AllNodesScan", "NodeByLabelScan", "TypeScan", "AllRelationshipsScan"}

// Every fixed query seeks what it is about in an index, however large the graph is.
func TestFixedQueriesSeek(t *testing.T) {
	s := migrated(t, neo4jtest.Cleared(t), storetest.Model())
	files, err := fs.ReadDir(fixed, "cypher")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name, _ := strings.CutSuffix(file.Name(), ".cypher")
		if name == "anything" || name == "schema" {
			continue // the first node will do; a list of indexes
		}
		text := strings.NewReplacer("KIND", "Person", "RELATION", "CONCERNS", "OUTWARD", "HEADED_BY", "INWARD", "PARTICIPATED_IN",
			"VISIBLE", "true").Replace(fixedText(name))
		session := s.driver.NewSession(t.Context(), neo4j.SessionConfig{DatabaseName: s.address.database})
		result, err := session.Run(t.Context(), "EXPLAIN "+text, planned)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		summary, err := result.Consume(t.Context())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		_ = session.Close(t.Context())
		operators := operatorsOf(summary.Plan())
		if bad := slices.IndexFunc(operators, func(o string) bool {
			return slices.ContainsFunc(scans, func(s string) bool { return strings.Contains(o, s) })
		}); bad >= 0 {
			t.Errorf("%s is answered by %s", name, strings.Join(operators, ", "))
		}
		sorted := slices.ContainsFunc(operators, func(o string) bool { return strings.HasPrefix(o, "Sort") || strings.HasPrefix(o, "Top") })
		if strings.Contains(text, "ORDER BY") && sorted {
			t.Errorf("%s is sorted: %s", name, strings.Join(operators, ", "))
		}
	}
}

func operatorsOf(p neo4j.Plan) []string {
	list := []string{p.Operator()}
	for _, child := range p.Children() {
		list = append(list, operatorsOf(child)...)
	}
	return list
}
