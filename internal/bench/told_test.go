package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"innograph/kg"
	"innograph/model"
)

// read is a question as the product answers it.
func read(r kg.Reader, q *kg.Query) attempt {
	return func(ctx context.Context) (func() []string, error) {
		result, err := r.Read(ctx, q)
		return func() []string { return toldBy(result) }, err
	}
}

// toldBy lists the ids of the edges and nodes of an answer, each with what is below
// it, and the totals where there are no rows.
func toldBy(r *kg.Result) []string {
	var told []string
	var below func(l *kg.Level, parent int)
	below = func(l *kg.Level, parent int) {
		for i := l.Offsets[parent]; i < l.Offsets[parent+1]; i++ {
			row := &l.Rows[i]
			if row.Edge != nil {
				told = append(told, string(row.Edge.ID))
			}
			told = append(told, string(row.ID))
			for _, h := range l.Hops {
				below(h, i)
			}
		}
		if total := l.Pages[parent].Total; total > 0 {
			told = append(told, fmt.Sprint(total))
		}
	}
	for parent := range len(r.Root.Offsets) - 1 {
		below(r.Root, parent)
	}
	return told
}

// prefixes begin the ids of nodes and edges.
var prefixes = func() map[string]bool {
	all := map[string]bool{}
	m := model.Graph()
	for i := range m.Kinds {
		all[m.Kinds[i].Name] = true
	}
	for i := range m.Relations {
		all[m.Relations[i].Name] = true
	}
	return all
}()

// page lists the ids in a page that was read by hand: a list of rows, each a list of
// ids and values in the order of toldBy, the last of which may be a page again. Of a
// page at a depth only so many rows count, for one more is read to tell that there
// are more.
func page(v any, limits ...int) []string {
	rows, _ := v.([]any)
	var told []string
	for _, r := range rows[:min(len(rows), limits[0])] {
		row, _ := r.([]any)
		for _, value := range row {
			switch value := value.(type) {
			case string:
				if isID(value) {
					told = append(told, value)
				}
			case []any:
				if len(limits) > 1 {
					told = append(told, page(value, limits[1:]...)...)
				}
			}
		}
	}
	return told
}

func isID(s string) bool {
	i := strings.LastIndexByte(s, '_')
	return i > 0 && prefixes[s[:i]]
}

// decoded returns the value of a JSON text.
func decoded(text string) any {
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		panic(err) // the engine wrote it
	}
	return v
}

// aggregate is a question for figures as the product answers it.
func aggregate(r kg.Reader, qs []kg.AggregateQuery) attempt {
	return func(ctx context.Context) (func() []string, error) {
		buckets, err := r.Aggregate(ctx, qs)
		return func() []string {
			var told []string
			for _, b := range buckets[0] {
				s := &b.Statistics[0][0]
				told = append(told, fmt.Sprint([]any{b.Keys[0].Value.Text(), b.Count, s.Count, s.Distinct, s.Sum, s.Min.Int(), s.Max.Int(), s.Median.Int()}))
			}
			return told
		}, err
	}
}

// expand is a frontier as the product answers it.
func expand(r kg.Reader, f *kg.Frontier) attempt {
	return func(ctx context.Context) (func() []string, error) {
		found, err := r.Expand(ctx, f)
		return func() []string {
			told := make([]string, len(found.Edges))
			for i, e := range found.Edges {
				told[i] = fmt.Sprint([]int64{e.Node, e.Edge})
			}
			return told
		}, err
	}
}

// scan is all there is as the product hands it on.
func scan(r kg.Reader) attempt {
	return func(ctx context.Context) (func() []string, error) {
		var ids []string
		err := r.Scan(ctx, kg.ScanMark{}, func(rec kg.Record) error {
			if rec.Node != nil {
				ids = append(ids, string(rec.Node.ID))
			} else {
				ids = append(ids, string(rec.Edge.ID))
			}
			return nil
		})
		return func() []string { return ids }, err
	}
}

// middle returns the number of the first contract, before which a thousand others lie.
func middle(tb testing.TB, s kg.Store) int64 {
	tb.Helper()
	q := kg.Query{Start: kg.Start{List: &kg.List{Kinds: []string{model.KindContract}, Page: kg.Page{Limit: 1}}}}
	result, err := s.Reader(kg.System).Read(tb.Context(), &q)
	if err != nil {
		tb.Fatal(err)
	}
	return result.Root.Rows[0].Number
}
