package ingest_test

import (
	"context"
	"strings"
	"testing"

	"innograph/docs/examples"
	"innograph/ingest"
	"innograph/kg"
	"innograph/model"
)

// The sample comes in without a flaw, twice, and links people to investors.
func TestSample(t *testing.T) {
	m, err := ingest.LoadFS(examples.Files, examples.Mapping)
	if err != nil {
		t.Fatal(err)
	}
	s := empty()
	for again := range 2 {
		a, err := ingest.Run(context.Background(), s, model.Graph(), m, examples.Files, ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		addsUp(t, a)
		total := a.Total()
		if total.Rejected > 0 || len(a.LeftOut) > 0 || a.Changed() != (again == 0) {
			t.Errorf("run %d:\n%s", again+1, a)
		}
		for _, f := range a.Files {
			if len(f.Flaws) > 0 {
				t.Errorf("%s has flaws: %v", f.Path, f.Flaws)
			}
		}
	}
	q := &kg.Query{Start: kg.Start{Identifiers: []kg.Identifier{{Scheme: "sample", Value: "P01"}}}}
	at := &q.Select
	for _, hop := range []struct {
		relation  string
		direction kg.Direction
	}{{"AFFILIATED_WITH", kg.Out}, {"PRODUCED_AT", kg.In}, {"COVERS", kg.In}, {"RECEIVED_BY", kg.Out}, {"RAISED_BY", kg.In}, {"INVESTED_IN", kg.In}} {
		at.Hops = []kg.Hop{{Relations: []string{hop.relation}, Direction: hop.direction, Page: kg.Page{Limit: 100}}}
		at = &at.Hops[0].Select
	}
	at.Properties = map[string][]string{"Investor": {"name"}}
	result, err := s.Reader(kg.Anyone).Read(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	level := result.Root
	for len(level.Hops) > 0 {
		level = level.Hops[0]
	}
	var investors []string
	for _, row := range level.Rows {
		name, _ := row.Values[0].In("zh")
		investors = append(investors, name)
	}
	if got := strings.Join(investors, " "); !strings.Contains(got, "浑河创业投资有限公司") || !strings.Contains(got, "星海天使投资中心") {
		t.Errorf("林知远 leads to %q", got)
	}
}
