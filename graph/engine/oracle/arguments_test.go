package oracle_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// arguments returns random arguments of a field, or "".
func (g *generator) arguments(d *ast.Definition, f *ast.FieldDefinition) string {
	var args []string
	add := func(name, value string) { args = append(args, name+": "+value) }
	root := d == g.schema.Query
	if len(f.Arguments) > 0 && slices.Contains(figures, f.Name) {
		return g.figureArguments(f)
	}
	if f.Arguments.ForName("orderBy") != nil {
		g.listArguments(d, f, root, add)
		return strings.Join(args, ", ")
	}
	text := ""
	for _, a := range f.Arguments {
		if a.Name == "text" {
			text = g.data.search(g.r)
			add(a.Name, g.given(a.Type, text))
			continue
		}
		if cursors := g.data.found(text); a.Name == "after" && len(cursors) > 0 && g.chance(40) {
			add(a.Name, g.given(a.Type, pick(g.r, cursors)))
			continue
		}
		if !a.Type.NonNull && g.chance(50) || a.DefaultValue != nil && g.chance(50) {
			continue
		}
		add(a.Name, g.argument(a))
	}
	return strings.Join(args, ", ")
}

// argument returns a random value of an argument that is not a list's.
func (g *generator) argument(a *ast.ArgumentDefinition) string {
	switch a.Name {
	case "lang":
		return g.given(a.Type, pick(g.r, []string{"zh", "en", "fr", "de"}))
	case "on":
		return g.given(a.Type, g.data.day(g.r))
	case "id":
		return g.given(a.Type, g.data.id(g.r))
	case "prefix":
		return g.given(a.Type, g.data.search(g.r))
	case "kinds":
		list := []any{}
		for range g.r.IntN(4) {
			list = append(list, symbol(pick(g.r, []string{"Person", "Institution", "Company", "Project"})))
		}
		return g.given(a.Type, list)
	case "ids", "from", "avoid":
		return g.given(a.Type, g.data.ids(g.r))
	case "maxHops", "first":
		n := 1 + g.r.IntN(4)
		if g.chance(3) {
			n = pick(g.r, []int{0, -1, 101})
		}
		return g.given(a.Type, n)
	case "after":
		if g.chance(80) {
			return "null"
		}
		return g.given(a.Type, "no cursor")
	default:
		return g.given(a.Type, g.input(a.Type, a.Name, 2))
	}
}

// listArguments returns the arguments of a page.
func (g *generator) listArguments(d *ast.Definition, f *ast.FieldDefinition, root bool, add func(name, value string)) {
	argument := func(name string) *ast.Type { return f.Arguments.ForName(name).Type }
	order := ""
	if g.chance(35) {
		order = literal(g.input(argument("orderBy"), "", 1))
		add("orderBy", order)
	}
	size := 1 + g.r.IntN(5)
	if root && g.chance(4) {
		size = pick(g.r, []int{0, -3, 101})
	}
	switch n := g.r.IntN(10); {
	case n < 6:
		add("first", g.given(argument("first"), size))
	case n < 8:
		add("last", g.given(argument("last"), size))
	case n == 8 && root && g.chance(20):
		add("first", "2")
		add("last", "2")
	}
	for _, name := range []string{"after", "before"} {
		if !g.chance(15) {
			continue
		}
		if cursors := g.data.cursors(d.Name, f.Name, order); len(cursors) > 0 {
			add(name, g.given(argument(name), pick(g.r, cursors)))
		} else if root {
			add(name, g.given(argument(name), "AfTPzAgMAA"))
		}
	}
	if g.chance(35) {
		add("filter", g.given(argument("filter"), g.input(argument("filter"), "", 3)))
	}
	if g.chance(15) {
		add("on", g.given(argument("on"), g.data.day(g.r)))
	}
}

// given writes a value as a literal or as a variable.
func (g *generator) given(t *ast.Type, v any) string {
	if !g.chance(35) {
		return literal(v)
	}
	name := g.name("v")
	g.declared = append(g.declared, fmt.Sprintf("$%s: %s", name, t))
	g.vars[name] = variable(v)
	return "$" + name
}

// input returns a random value of an input type: symbols, objects, lists,
// texts, integers, truth values. property is the field that is compared.
func (g *generator) input(t *ast.Type, property string, depth int) any {
	if t.Elem != nil {
		list := []any{}
		n := 1 + g.r.IntN(2)
		if property == "in" || property == "or" || property == "hasAny" {
			n = g.r.IntN(3)
		}
		for range n {
			list = append(list, g.input(t.Elem, property, depth-1))
		}
		if len(list) == 1 && g.chance(30) {
			return list[0] // one stands for a list
		}
		return list
	}
	d := g.schema.Types[t.NamedType]
	switch d.Kind {
	case ast.Enum:
		return symbol(pick(g.r, d.EnumValues).Name)
	case ast.InputObject:
		return g.inputObject(d, property, depth)
	default:
		return g.data.scalar(g.r, t.NamedType, property)
	}
}

func (g *generator) inputObject(d *ast.Definition, property string, depth int) any {
	oneOf := d.Directives.ForName("oneOf") != nil
	n := 1 + g.r.IntN(2)
	if oneOf {
		n = 1
	}
	o := object{}
	without := map[string]bool{}
	count := d.Fields.ForName("count")
	switch {
	case d.Fields.ForName("of") != nil: // a count is compared with something
		f := d.Fields.ForName(pick(g.r, []string{"eq", "ne", "lt", "lte", "gt", "gte"}))
		o.set(f.Name, g.input(f.Type, f.Name, 0))
	case count == nil || d.Fields.ForName("field") == nil:
	case g.chance(25):
		o.set("count", g.input(count.Type, "count", depth-1))
		without["field"], without["lang"] = true, true
	default:
		without["count"] = true
	}
	for _, f := range d.Fields {
		if f.Type.NonNull && f.DefaultValue == nil || f.Name == "field" && !without["field"] {
			o.set(f.Name, g.input(f.Type, f.Name, depth))
		}
	}
	for tries := 0; n > 0 && tries < 20; tries++ {
		f := pick(g.r, d.Fields)
		if o.has(f.Name) || without[f.Name] || depth <= 0 && g.deep(f) {
			continue
		}
		of := f.Name
		if comparison[f.Name] {
			of = property
		}
		if f.Type.Elem != nil {
			of = f.Name
		}
		if f.Type.Elem != nil && comparison[f.Name] {
			o.set(f.Name, g.operands(f, property))
		} else {
			o.set(f.Name, g.input(f.Type, of, depth-1))
		}
		n--
	}
	return o
}

// operands returns a list to compare a property with.
func (g *generator) operands(f *ast.FieldDefinition, property string) any {
	list := []any{}
	for range g.r.IntN(4) {
		list = append(list, g.input(f.Type.Elem, property, 0))
	}
	return list
}

var comparison = map[string]bool{
	"eq": true, "ne": true, "in": true, "lt": true, "lte": true, "gt": true, "gte": true,
	"startsWith": true, "contains": true, "has": true, "hasAny": true,
}

// deep reports whether a field leads further down.
func (g *generator) deep(f *ast.FieldDefinition) bool {
	switch f.Name {
	case "and", "or", "not":
		return true
	}
	return strings.HasSuffix(f.Type.Name(), "RelationFilter") || f.Type.Elem == nil && g.schema.Types[f.Type.Name()].Kind == ast.InputObject &&
		g.schema.Types[f.Type.Name()].Fields.ForName("and") != nil
}
