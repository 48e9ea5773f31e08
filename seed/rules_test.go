package seed

import (
	"context"
	"slices"
	"testing"

	"innograph/hub/rules"
	"innograph/kg"
	"innograph/model"
)

// scanned reads a made-up hub as if it came from a store. Only what rules ask of
// a reader is there.
type scanned struct {
	kg.Reader
	*graph
}

func (s scanned) Scan(_ context.Context, _ kg.ScanMark, fn func(kg.Record) error) error {
	for i := range s.Nodes {
		n := &s.Nodes[i]
		node := &kg.Node{ID: n.ID, Number: int64(i + 1), Kind: n.Kind, Identifiers: n.Identifiers, Provenance: n.Provenance, Properties: n.Properties,
			Visibility: visibilityOf(n)}
		if err := fn(kg.Record{Node: node}); err != nil {
			return err
		}
	}
	for i := range s.Edges {
		e := &s.Edges[i]
		edge := &kg.Edge{Number: int64(i + 1), Relation: e.Relation, From: e.From, To: e.To, Provenance: e.Provenance, Properties: e.Properties}
		if err := fn(kg.Record{Edge: edge}); err != nil {
			return err
		}
	}
	return nil
}

func (s scanned) Read(context.Context, *kg.Query) (*kg.Result, error) {
	return &kg.Result{Root: &kg.Level{}}, nil
}

// Of all rules the made-up hub breaks one, once: by the reward that is planted.
func TestRules(t *testing.T) {
	for _, p := range profiles {
		g := generate(t, p)
		report, err := rules.Verify(context.Background(), scanned{graph: g}, model.Graph(), rules.Options{Examples: 3})
		if err != nil {
			t.Fatal(err)
		}
		var broken []kg.ID
		for _, f := range report.Rules {
			if f.Checked == 0 {
				t.Errorf("%s: %s looks at nothing", p, f.Code)
			}
			for _, s := range f.Subjects {
				for _, e := range s.Examples {
					broken = append(broken, e.ID)
					t.Logf("%s: %s: %s%s: %s", p, f.Code, e.ID, e.Relation, e.Problem)
				}
			}
		}
		planted := g.to(Planted().IllegalReward, model.RelRewardFor)
		if len(planted) != 1 || !slices.Equal(broken, []kg.ID{planted[0].ID}) || report.Errors != 1 {
			t.Errorf("%s: %v break rules", p, broken)
		}
	}
}
