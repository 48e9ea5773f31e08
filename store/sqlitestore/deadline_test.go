package sqlitestore

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"innograph/kg"
	"innograph/store/storetest"
)

// A deadline holds for what a statement works out late as for what it works out
// first, and afterwards the reader is free.
func TestDeadlineOfLaterParents(t *testing.T) {
	s := openCrowd(t, crowd{people: 3000, institutions: 400, projects: 10, affiliations: 30000, participations: 400, hub: 400})
	slow := kg.Filter(kg.Compare{Property: "note", Op: kg.OpContains, Values: []kg.Value{kg.Text("nowhere")}})
	for range 3 {
		slow = kg.Related{Relation: "AFFILIATED_WITH", Direction: kg.In, Node: kg.Related{Relation: "AFFILIATED_WITH", Direction: kg.Out, Node: slow}}
	}
	bare := kg.Hop{Relations: []string{"PARTICIPATED_IN"}, Direction: kg.In, Filter: slow, Page: kg.Page{Limit: 5}}
	total, counts := bare, bare
	total.Page.Limit, total.Total = 0, true
	counts.Page.Limit, counts.Counts = 0, true
	for name, hop := range map[string]kg.Hop{"page": bare, "total": total, "counts": counts} {
		t.Run(name, func(t *testing.T) {
			query := &kg.Query{Start: kg.Start{IDs: []kg.ID{idOf("Project", 1), idOf("Project", 0)}}, Select: kg.Selection{Hops: []kg.Hop{hop}}}
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			started := time.Now()
			_, err := s.Reader(kg.System).Read(ctx, query)
			if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, kg.ErrUnavailable) || strings.Contains(err.Error(), s.path) {
				t.Errorf("error is %v", err)
			}
			if took := time.Since(started); took > 3*time.Second {
				t.Errorf("it took %v to give up", took)
			}
			if free := len(s.reading); free != cap(s.reading) {
				t.Errorf("%d of %d readers are free", free, cap(s.reading))
			}
			started = time.Now()
			query.Select.Hops[0].Filter = nil
			if _, err := s.Reader(kg.System).Read(t.Context(), query); err != nil || time.Since(started) > 2*time.Second {
				t.Errorf("afterwards, in %v: %v", time.Since(started), err)
			}
		})
	}
}

// Every statement of several rows works them out before it hands on the first.
func TestRowsAtOnce(t *testing.T) {
	s := migrated(t, Memory, storetest.Model())
	apply(t, s, *appended(1))
	var texts []string
	s.Observe(func(text string) { texts = append(texts, text) })
	r := s.Reader(kg.Member)
	_, err := r.Expand(t.Context(), &kg.Frontier{Nodes: []int64{1, 2}})
	_, limited := r.Expand(t.Context(), &kg.Frontier{Nodes: []int64{1, 2}, Limit: 1})
	_, changes := r.Changes(t.Context(), 0, 10)
	scanned := r.Scan(t.Context(), kg.ScanMark{}, func(kg.Record) error { return nil })
	_, read := r.Read(t.Context(), &kg.Query{Start: kg.Start{Numbers: []int64{1, 2}}})
	s.Observe(nil)
	if err := errors.Join(err, limited, changes, scanned, read); err != nil {
		t.Fatal(err)
	}
	if len(texts) != 6 {
		t.Errorf("%d statements", len(texts))
	}
	for _, text := range texts {
		if plan := explain(t, s, text, strings.Count(text, "?")); !strings.HasPrefix(strings.TrimSpace(plan), "MATERIALIZE") {
			t.Errorf("%s\n%s", text, plan)
		}
	}
}
