package oracle_test

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// figures are the fields that have arguments of this file.
var figures = []string{"statistics", "groupBy", "facets"}

// figureArguments returns random arguments of a field that tells figures.
func (g *generator) figureArguments(f *ast.FieldDefinition) string {
	var args []string
	given := func(name string, v any) {
		args = append(args, name+": "+g.given(f.Arguments.ForName(name).Type, v))
	}
	if f.Name == "facets" {
		given("of", g.keys(f, "of", 1+g.r.IntN(3)))
	}
	if f.Name == "groupBy" {
		nodes, edges := 1+g.r.IntN(2), 0
		if f.Arguments.ForName("byEdge") != nil {
			nodes = g.r.IntN(3)
			edges = g.r.IntN(3 - nodes)
			if nodes+edges == 0 {
				edges = 1
			}
		}
		if nodes > 0 {
			given("by", g.keys(f, "by", nodes))
		}
		if edges > 0 {
			given("byEdge", g.keys(f, "byEdge", edges))
		}
	}
	measured := 0
	for _, name := range []string{"of", "ofEdge"} {
		if f.Name != "facets" && f.Arguments.ForName(name) != nil && (f.Arguments.ForName(name).Type.NonNull || g.chance(60)) {
			given(name, g.measures(f, name))
			measured++
		}
	}
	if f.Name == "statistics" && measured == 0 {
		given("of", g.measures(f, "of"))
	}
	if f.Name != "statistics" && g.chance(50) {
		given("first", 1+g.r.IntN(4))
	}
	if f.Name == "groupBy" && g.chance(50) {
		given("orderBy", symbol(pick(g.r, []string{"COUNT", "KEY"})))
	}
	return strings.Join(args, ", ")
}

// measures returns different properties.
func (g *generator) measures(f *ast.FieldDefinition, name string) any {
	symbols := g.schema.Types[f.Arguments.ForName(name).Type.Name()].EnumValues
	list := []any{}
	for range 1 + g.r.IntN(3) {
		if s := symbol(pick(g.r, symbols).Name); !slices.Contains(list, any(s)) {
			list = append(list, s)
		}
	}
	return list
}

// keys returns n keys, fewer where the same comes twice.
func (g *generator) keys(f *ast.FieldDefinition, name string, n int) any {
	d := g.schema.Types[f.Arguments.ForName(name).Type.Name()]
	list := []any{}
	var seen []string
	for range n {
		key := g.key(d)
		// Relations under two conditions are two keys only if these differ in
		// more than how they are written: one of each is enough.
		mark := literal(key)
		if key[0].name == "relation" {
			mark = key[0].value.(object)[0].name
		}
		if !slices.Contains(seen, mark) {
			seen, list = append(seen, mark), append(list, key)
		}
	}
	return list
}

func (g *generator) key(d *ast.Definition) (key object) {
	if d.Fields.ForName("kind") != nil && g.chance(25) {
		key.set("kind", true)
		return key
	}
	if relation := d.Fields.ForName("relation"); relation != nil && g.chance(40) {
		key.set("relation", g.input(relation.Type, "relation", 2))
		return key
	}
	s := pick(g.r, g.schema.Types[d.Fields.ForName("property").Type.Name()].EnumValues).Name
	key.set("property", symbol(s))
	if slices.Contains([]string{"FOUNDED_ON", "SIGNED_AT", "CREATED_AT", "UPDATED_AT", "FROM", "TO"}, s) && g.chance(70) {
		key.set("unit", symbol(pick(g.r, []string{"YEAR", "QUARTER", "MONTH"})))
	}
	if s == "NAME" || s == "TASK" {
		key.set("lang", pick(g.r, []string{"zh", "en", "fr", "de"}))
	}
	return key
}
