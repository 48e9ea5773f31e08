package plain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"innograph/kg"
)

// A Grouping is the type of that name.
type Grouping struct {
	Groups     []Group
	TotalCount int
}

// A Facet is the type of that name.
type Facet struct {
	Key        string
	Groups     []Group
	TotalCount int
}

// A Group is the type of that name.
type Group struct {
	Keys       []GroupKey
	Count      int
	Statistics []Statistics
}

// A GroupKey is the type of that name.
type GroupKey struct {
	Value *string
	Node  Node
	node  *Record
	sort  kg.Value
}

// Label is a field of GroupKey.
func (k GroupKey) Label(lang *string) *string {
	if k.node == nil {
		return k.Value
	}
	label := k.node.Label(lang)
	return &label
}

// A pack is what a group has.
type pack struct {
	keys  []GroupKey
	steps []step
}

// groups groups steps; by asks of nodes and byEdge of edges.
func (f *found) groups(steps []step, by, byEdge []map[string]any) []pack {
	packs := map[string]*pack{}
	for _, s := range steps {
		combinations := [][]GroupKey{nil}
		add := func(values []GroupKey) {
			var longer [][]GroupKey
			for _, c := range combinations {
				for _, v := range values {
					longer = append(longer, append(slices.Clone(c), v))
				}
			}
			combinations = longer
		}
		for _, k := range by {
			add(f.nodeKeys(s.node, k))
		}
		for _, k := range byEdge {
			add(f.propertyKeys(s.edge.Properties[properties[k["property"].(string)]], k))
		}
		for _, keys := range combinations {
			name := ""
			for _, k := range keys {
				name += "|"
				if k.Value != nil {
					name += fmt.Sprintf("%q", *k.Value)
				}
			}
			if packs[name] == nil {
				packs[name] = &pack{keys: keys}
			}
			packs[name].steps = append(packs[name].steps, s)
		}
	}
	list := []pack{}
	for _, p := range packs {
		list = append(list, *p)
	}
	return list
}

// nodeKeys returns what a node has under a key, each once; null where it has
// nothing.
func (f *found) nodeKeys(n *kg.Node, key map[string]any) []GroupKey {
	if key["kind"] == true {
		return []GroupKey{{Value: &n.Kind, sort: kg.Text(n.Kind)}}
	}
	relation, ok := key["relation"].(map[string]any)
	if !ok {
		return f.propertyKeys(value(n, properties[key["property"].(string)]), key)
	}
	var list []GroupKey
	for name, condition := range relation {
		met, _ := f.world.met(n, f.world.model.Kind(n.Kind).Traversal(name), condition.(map[string]any), f.on)
		for _, s := range met {
			id := string(s.node.ID)
			if !slices.ContainsFunc(list, func(k GroupKey) bool { return *k.Value == id }) {
				r := Record{world: f.world, node: s.node, on: f.on}
				list = append(list, GroupKey{Value: &id, Node: f.world.wrap(s.node, f.on), node: &r, sort: kg.Int(s.node.Number)})
			}
		}
	}
	return orNothing(list)
}

func orNothing(list []GroupKey) []GroupKey {
	if len(list) == 0 {
		return []GroupKey{{}}
	}
	return list
}

func (f *found) propertyKeys(v kg.Value, key map[string]any) []GroupKey {
	values := []kg.Value{v}
	switch v.Type() {
	case kg.TypeNull:
		return []GroupKey{{}}
	case kg.TypeList:
		values = v.List()
	case kg.TypeLocalized:
		lang := key["lang"].(string)
		values = []kg.Value{kg.Text(*localised(v, &lang))}
	}
	var list []GroupKey
	for _, v := range values {
		if unit, ok := key["unit"].(string); ok {
			if v = part(v, unit); v.IsNull() {
				continue
			}
		}
		text := v.String()
		if !slices.ContainsFunc(list, func(k GroupKey) bool { return *k.Value == text }) {
			list = append(list, GroupKey{Value: &text, sort: v})
		}
	}
	return orNothing(list)
}

// part returns the part of the calendar a day lies in, by its digits.
func part(v kg.Value, unit string) kg.Value {
	day := v.Text()
	if v.Type() == kg.TypeDateTime {
		day = v.Time().Format("2006-01-02")
	}
	parts := strings.Split(day, "-")
	switch {
	case unit == "YEAR":
		return kg.Text(parts[0])
	case len(parts) < 2:
		return kg.Null
	case unit == "MONTH":
		return kg.Text(parts[0] + "-" + parts[1])
	default:
		quarters := map[string]string{"01": "Q1", "02": "Q1", "03": "Q1", "04": "Q2", "05": "Q2", "06": "Q2",
			"07": "Q3", "08": "Q3", "09": "Q3", "10": "Q4", "11": "Q4", "12": "Q4"}
		return kg.Text(parts[0] + "-" + quarters[parts[1]])
	}
}

// sorted returns the first groups by size or by keys.
func (w *World) sorted(packs []pack, first int, byKey bool, of, ofEdge []string) []Group {
	slices.SortFunc(packs, func(a, b pack) int {
		bySize := cmp.Compare(len(b.steps), len(a.steps))
		if byKey {
			bySize = 0
		}
		return cmp.Or(bySize, slices.CompareFunc(a.keys, b.keys, func(x, y GroupKey) int {
			switch {
			case x.Value == nil && y.Value == nil:
				return 0
			case x.Value == nil:
				return 1
			case y.Value == nil:
				return -1
			default:
				return x.sort.Compare(y.sort)
			}
		}))
	})
	groups := []Group{}
	for _, p := range packs[:min(first, len(packs))] {
		groups = append(groups, Group{p.keys, len(p.steps), w.statistics(p.steps, of, ofEdge)})
	}
	return groups
}
