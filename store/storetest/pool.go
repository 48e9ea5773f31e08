package storetest

import (
	"fmt"
	"math/rand/v2"

	"innograph/kg"
)

// pool returns values a property of that type can hold, few enough to meet
// again, and with what is easily confused side by side: case, width, accents,
// brackets, what lies beyond the first plane, prefixes, precisions, currencies.
func pool(p *kg.Property) []kg.Value {
	var single []kg.Value
	switch p.Type {
	case kg.TypeText:
		single = textPool(kg.Text, "", "a", "A", "ab", "abc", "b", "é", "e", "（x", "(x", "𬭊", "沈阳", "沈", "10", "9", "%", "_", `\`, "'", `"`, "a b", "null")
	case kg.TypeLocalized:
		return localizedPool()
	case kg.TypeEnum:
		single = textPool(kg.Symbol, enumValues(p.Enum)...)
	case kg.TypeInt:
		single = []kg.Value{kg.Int(-1 << 63), kg.Int(-2), kg.Int(0), kg.Int(1), kg.Int(9), kg.Int(10), kg.Int(1<<53 + 1), kg.Int(1<<53 + 2), kg.Int(1<<63 - 1)}
	case kg.TypeDecimal:
		single = []kg.Value{decimal("-1.5"), decimal("0"), decimal("0.000001"), decimal("0.5"), decimal("2"), decimal("10"), decimal("9223372036854.775806")}
	case kg.TypeBool:
		single = []kg.Value{kg.Bool(false), kg.Bool(true)}
	case kg.TypeDate:
		for _, s := range []string{"1999-12-31", "2000", "2000-01", "2000-01-01", "2000-01-02", "2000-02", "2000-02-29", "2000-12", "2000-12-31", "2001", "2001-01-01", "0001", "9999"} {
			single = append(single, date(s))
		}
	case kg.TypeDateTime:
		for _, s := range []string{"1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00Z", "2026-01-02T03:04:05.678901Z", "2026-01-02T03:04:05.678902Z", "2026-01-02T03:04:05Z"} {
			single = append(single, instant(s))
		}
	case kg.TypeMoney:
		single = []kg.Value{money("CNY", "-1"), money("CNY", "9"), money("CNY", "10"), money("EUR", "0"), money("EUR", "10"), money("JPY", "10"), money("USD", "10.01")}
	case kg.TypeURL:
		single = textPool(kg.URL, "https://a.example/", "https://a.example/b", "https://A.example/", "http://甲.example/?q=%25&x='")
	case kg.TypeID:
		single = textPool(func(s string) kg.Value { return kg.Reference(kg.ID(s)) }, "Person_0", "Person_1", "Person_10", "person_0", "甲")
	}
	if !p.List {
		return single
	}
	return listPool(single)
}

func textPool(of func(string) kg.Value, texts ...string) []kg.Value {
	values := make([]kg.Value, len(texts))
	for i, s := range texts {
		values[i] = of(s)
	}
	return values
}

func localizedPool() []kg.Value {
	return []kg.Value{
		both("沈阳", "Shenyang"), both("重庆", "Chongqing"), both("安", "an"), zh("安"), zh("𬭊"), zh("（安"), en("An"), en("án"), en("ab"), en("a b"), en(""),
		kg.Localized(map[string]string{"de": "Öl", "fr": "huile"}), kg.Localized(map[string]string{"und": "zz"}),
		kg.Localized(map[string]string{"en": "x", "zh-Hant": "瀋陽"}),
	}
}

func enumValues(name string) []string {
	for _, e := range enums() {
		if e.Name == name {
			return e.Values
		}
	}
	return nil
}

func listPool(single []kg.Value) []kg.Value {
	lists := make([]kg.Value, 0, 2*len(single))
	for i, v := range single {
		lists = append(lists, kg.ListOf(v), kg.ListOf(v, single[(i+1)%len(single)], v))
	}
	return lists
}

// operands returns what a property can be compared with.
func operands(p *kg.Property) []kg.Value {
	if p.Type == kg.TypeLocalized {
		return textPool(kg.Text, "沈阳", "沈", "安", "An", "an", "a", "", "𬭊", "Öl", "zz", "（安", "x")
	}
	single := *p
	single.List = false
	return pool(&single)
}

// operations returns the comparisons that fit a property.
func operations(p *kg.Property) []kg.Op {
	switch {
	case p.List:
		return []kg.Op{kg.OpHas, kg.OpHasAny, kg.OpIsNull}
	case p.Long:
		return []kg.Op{kg.OpIsNull}
	}
	ops := []kg.Op{kg.OpEq, kg.OpNe, kg.OpIn, kg.OpIsNull}
	switch p.Type {
	case kg.TypeInt, kg.TypeDecimal, kg.TypeDate, kg.TypeDateTime, kg.TypeMoney:
		ops = append(ops, kg.OpLt, kg.OpLte, kg.OpGt, kg.OpGte)
	case kg.TypeText, kg.TypeURL:
		ops = append(ops, kg.OpLt, kg.OpLte, kg.OpGt, kg.OpGte, kg.OpStartsWith, kg.OpContains)
	case kg.TypeLocalized:
		ops = append(ops, kg.OpStartsWith, kg.OpContains)
	}
	return ops
}

// comparisons returns every comparison of a property with its operands, those
// of several operands with two and with none.
func comparisons(p *kg.Property) []kg.Compare {
	var all []kg.Compare
	values := operands(p)
	for _, op := range operations(p) {
		switch op {
		case kg.OpIsNull:
			all = append(all, kg.Compare{Property: p.Name, Op: op})
		case kg.OpIn, kg.OpHasAny:
			all = append(all, kg.Compare{Property: p.Name, Op: op, Values: []kg.Value{}})
			for i, v := range values {
				all = append(all, kg.Compare{Property: p.Name, Op: op, Values: []kg.Value{v, values[(i+2)%len(values)]}})
			}
		default:
			for _, v := range values {
				all = append(all, kg.Compare{Property: p.Name, Op: op, Values: []kg.Value{v}})
			}
		}
	}
	return all
}

// loadCrowd fills a store with people, organisations, projects and many edges
// between them, whose values come from the pools: full of ties, nulls and
// parallel edges, and the same in every run.
func loadCrowd(s *subject) {
	r := rand.New(rand.NewPCG(7, 7))
	var cs kg.Changeset
	crowd := map[string][]kg.ID{}
	for i, kind := range []string{"Person", "Institution", "Laboratory", "Project", "Team"} {
		for j := range []int{60, 12, 12, 20, 4}[i] {
			change := kg.NodeChange{ID: kg.NodeID(kind, fmt.Sprint(j)), Kind: kind, Properties: map[string]kg.Value{}}
			fill(r, change.Properties, s.model.Kind(kind).Properties, 0.7)
			if r.IntN(8) == 0 {
				change.Visibility = visible(kg.Visibility(1 + r.IntN(2)))
			}
			cs.Nodes = append(cs.Nodes, change)
			crowd[kind] = append(crowd[kind], change.ID)
		}
	}
	r.Shuffle(len(cs.Nodes), func(i, j int) { cs.Nodes[i], cs.Nodes[j] = cs.Nodes[j], cs.Nodes[i] })
	seen := map[kg.ID]bool{}
	for range 700 {
		change := crowdEdge(r, s.model, crowd)
		if id, err := s.model.EdgeIDOf(&change); err == nil && !seen[id] {
			seen[id] = true
			cs.Edges = append(cs.Edges, change)
		}
	}
	s.must(cs)
}

// crowdEdge returns an edge between any two, more often than not between the
// first of their kinds.
func crowdEdge(r *rand.Rand, m *kg.Model, crowd map[string][]kg.ID) kg.EdgeChange {
	relation := m.Relation([]string{"AFFILIATED_WITH", "PARTICIPATED_IN", "KNOWS", "CONCERNS", "CONCERNS"}[r.IntN(5)])
	end := func(kinds []string) kg.ID {
		all := crowd[kinds[r.IntN(len(kinds))]]
		if len(all) == 0 || r.IntN(2) == 0 {
			all = crowd[kinds[0]][:3]
		}
		return all[r.IntN(len(all))]
	}
	change := kg.EdgeChange{Relation: relation.Name, From: end(relation.From), To: end(relation.To), Properties: map[string]kg.Value{}}
	fill(r, change.Properties, relation.Properties, 0.6)
	if r.IntN(12) == 0 {
		change.Visibility = visible(kg.Visibility(1 + r.IntN(2)))
	}
	return change
}

// fill gives properties values of their pools; those not required only now and
// then, and those that stand in keys of nodes never.
func fill(r *rand.Rand, into map[string]kg.Value, properties []kg.Property, chance float64) {
	for i := range properties {
		p := &properties[i]
		if p.Name == "orcid" || p.Name == "uscc" || p.Name == "ror" || !p.Required && r.Float64() > chance {
			continue
		}
		values := pool(p)
		into[p.Name] = values[r.IntN(len(values))]
	}
}
