package plain

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"innograph/kg"
)

// passes reports whether a row of a list satisfies its filter.
func (w *World) passes(s step, a Args, on string) bool {
	if s.edge == nil {
		return w.node(s.node, a.node, a.Filter, on)
	}
	node, _ := a.Filter["node"].(map[string]any)
	edge, _ := a.Filter["edge"].(map[string]any)
	return w.node(s.node, a.node, node, on) && w.edge(s.edge, edge)
}

// node reports whether a node satisfies a filter of that type.
func (w *World) node(n *kg.Node, of string, filter map[string]any, on string) bool {
	return logic(filter, func(f map[string]any) bool { return w.node(n, of, f, on) }, func(name string, condition map[string]any) bool {
		if name == "kind" && len(kinds(of)) > 1 {
			return compares(kg.Symbol(n.Kind), &kg.Property{Type: kg.TypeEnum}, condition)
		}
		if p := kg.Own(name); p != nil {
			return compares(value(n, name), p, condition)
		}
		if kind := ofKind[name]; kind != "" && len(kinds(of)) > 1 {
			return n.Kind == kind && w.node(n, kind, condition, on)
		}
		kind := w.model.Kind(kinds(of)[0])
		if p := kind.Property(name); p != nil {
			return compares(n.Properties[name], p, condition)
		}
		return w.related(n, kind.Traversal(name), condition, on)
	})
}

// ofKind are the fields of filters that ask for a kind.
var ofKind = map[string]string{"person": "Person", "institution": "Institution", "company": "Company", "project": "Project"}

func (w *World) edge(e *kg.Edge, filter map[string]any) bool {
	return logic(filter, func(f map[string]any) bool { return w.edge(e, f) }, func(name string, condition map[string]any) bool {
		return compares(e.Properties[name], w.model.Relation(e.Relation).Property(name), condition)
	})
}

// logic combines what a filter asks.
func logic(filter map[string]any, again func(map[string]any) bool, field func(string, map[string]any) bool) bool {
	for name, v := range filter {
		var holds bool
		switch name {
		case "and":
			holds = !slices.ContainsFunc(maps(v), func(f map[string]any) bool { return !again(f) })
		case "or":
			holds = slices.ContainsFunc(maps(v), again)
		case "not":
			holds = !again(v.(map[string]any))
		default:
			holds = field(name, v.(map[string]any))
		}
		if !holds {
			return false
		}
	}
	return true
}

// maps returns a list of inputs.
func maps(v any) []map[string]any {
	var list []map[string]any
	for _, e := range each(v) {
		list = append(list, e.(map[string]any))
	}
	return list
}

// each returns the elements of a list of any type. What is no list stands for a
// list of itself.
func each(v any) []any {
	r := reflect.ValueOf(v)
	switch {
	case v == nil:
		return nil
	case r.Kind() != reflect.Slice:
		return []any{v}
	}
	list := make([]any, r.Len())
	for i := range list {
		list[i] = r.Index(i).Interface()
	}
	return list
}

func (w *World) related(n *kg.Node, t *kg.Traversal, condition map[string]any, on string) bool {
	for name, v := range condition {
		c := v.(map[string]any)
		if name == "count" {
			of, _ := c["of"].(map[string]any)
			yes, _ := w.counted(n, t, of, on)
			if !compares(kg.Int(int64(yes)), &kg.Property{Type: kg.TypeInt}, c) {
				return false
			}
			continue
		}
		yes, all := w.counted(n, t, c, on)
		holds := map[string]bool{"some": yes > 0, "all": yes == all, "none": yes == 0, "single": yes == 1}
		if !holds[name] {
			return false
		}
	}
	return true
}

// counted returns how many edges satisfy a condition, and how many there are.
func (w *World) counted(n *kg.Node, t *kg.Traversal, c map[string]any, on string) (yes, all int) {
	met, all := w.met(n, t, c, on)
	return len(met), all
}

// met returns the edges that satisfy a condition, and how many there are.
func (w *World) met(n *kg.Node, t *kg.Traversal, c map[string]any, on string) (met []step, all int) {
	if s, ok := c["on"].(string); ok {
		on = s
	}
	node, _ := c["node"].(map[string]any)
	edge, _ := c["edge"].(map[string]any)
	for _, s := range w.steps(n, t.Relation, t.Direction, on) {
		if !isOne(s.node, t.Target) {
			continue
		}
		all++
		if w.node(s.node, t.Target, node, on) && w.edge(s.edge, edge) {
			met = append(met, s)
		}
	}
	return met, all
}

// compares reports whether a value satisfies all comparisons.
func compares(v kg.Value, p *kg.Property, condition map[string]any) bool {
	ops := map[string]kg.Op{
		"eq": kg.OpEq, "ne": kg.OpNe, "in": kg.OpIn, "lt": kg.OpLt, "lte": kg.OpLte, "gt": kg.OpGt, "gte": kg.OpGte,
		"startsWith": kg.OpStartsWith, "contains": kg.OpContains, "has": kg.OpHas, "hasAny": kg.OpHasAny,
	}
	for name, operand := range condition {
		if name == "currency" || name == "of" {
			continue
		}
		if name == "isNull" {
			if (v.IsNull() || v.Type() == kg.TypeList && len(v.List()) == 0) != operand.(bool) {
				return false
			}
			continue
		}
		c := kg.Compare{Op: ops[name]}
		for _, e := range each(operand) {
			c.Values = append(c.Values, read(p, condition["currency"], e))
		}
		if !c.Holds(v) {
			return false
		}
	}
	return true
}

// read reads an operand.
func read(p *kg.Property, currency, v any) kg.Value {
	s := fmt.Sprint(v)
	if f, ok := v.(float64); ok {
		s = strings.TrimSuffix(strconv.FormatFloat(f, 'f', -1, 64), ".0")
	}
	if n, ok := v.(json.Number); ok {
		s = string(n)
	}
	var out kg.Value
	var err error
	switch p.Type {
	case kg.TypeInt:
		var n int64
		n, err = strconv.ParseInt(s, 10, 64)
		out = kg.Int(n)
	case kg.TypeBool:
		out = kg.Bool(v.(bool))
	case kg.TypeEnum:
		out = kg.Symbol(s)
	case kg.TypeDecimal:
		out, err = kg.ParseDecimal(s)
	case kg.TypeDate:
		out, err = kg.ParseDate(s)
	case kg.TypeDateTime:
		out, err = kg.ParseInstant(s)
	case kg.TypeMoney:
		out, err = kg.ParseMoney(currency.(string), s)
	case kg.TypeURL:
		out = kg.URL(s)
	case kg.TypeID:
		out = kg.Reference(kg.ID(s))
	default:
		out = kg.Text(s)
	}
	if err != nil {
		panic(err)
	}
	return out
}
