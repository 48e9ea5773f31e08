package storetest

import (
	"slices"

	"innograph/kg"
)

// byScore is the order of a search.
var byScore = []kg.Order{{Descending: true}}

// found returns all that a search finds, unordered. It looks into every node.
func (v *view) found(f *kg.Search) ([]hit, error) {
	q, err := f.Query()
	if err != nil {
		return nil, err
	}
	var hits []hit
	for _, number := range v.graph.nodeNumbers() {
		n := v.node(number)
		if n == nil || len(f.Kinds) > 0 && !slices.Contains(f.Kinds, n.Kind) || !v.nodeHolds(f.Filter, n) {
			continue
		}
		fields := v.graph.model.Kind(n.Kind).SearchFields(n.Properties)
		if score := q.Score(fields, f.MinWeight); score > 0 {
			hits = append(hits, hit{node: n, score: int64(score)})
		}
	}
	return hits, nil
}

func (r *reading) search(f *kg.Search) ([]hit, kg.PageFacts, error) {
	hits, err := r.found(f)
	if err != nil {
		return nil, kg.PageFacts{}, err
	}
	var facts kg.PageFacts
	var page []hit
	if f.Page.Limit > 0 {
		page, facts = cutPage(hits, scoreKeys(hits), byScore, f.Page)
	}
	if f.Total {
		facts.Total = int64(len(hits))
	}
	return page, facts, nil
}

func scoreKeys(hits []hit) [][]kg.Value {
	keys := make([][]kg.Value, len(hits))
	for i, h := range hits {
		keys[i] = []kg.Value{kg.Int(h.score)}
	}
	return keys
}
