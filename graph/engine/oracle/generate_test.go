package oracle_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// A generator writes random operations over a schema: fields in random order,
// aliases, repeated fields that merge, fragments of each form and on each type
// that may stand there, skip and include, arguments as literals and as
// variables.
type generator struct {
	r      *rand.Rand
	schema *ast.Schema
	data   *pools
	roots  []string // the root fields to choose from; all for none

	vars      map[string]any
	declared  []string
	fragments []string
	named     map[string][]string // fragments by type
	names     int
	lists     int // lists still allowed
}

// operation returns a document and its variables.
func (g *generator) operation() (string, map[string]any) {
	g.vars, g.named = map[string]any{}, map[string][]string{}
	g.declared, g.fragments, g.names, g.lists = nil, nil, 0, 6
	body := g.selection(g.schema.Query, 5, 0)
	head := "query"
	if len(g.declared) > 0 {
		head += "(" + strings.Join(g.declared, ", ") + ")"
	}
	return head + " " + body + "\n" + strings.Join(g.fragments, "\n"), g.vars
}

func (g *generator) chance(percent int) bool { return g.r.IntN(100) < percent }

// name returns a name that is new in the operation.
func (g *generator) name(prefix string) string {
	g.names++
	return fmt.Sprintf("%s%d", prefix, g.names)
}

// selection returns a selection of a type; inside counts the fragments it
// stands in.
func (g *generator) selection(d *ast.Definition, depth, inside int) string {
	n := 1 + g.r.IntN(5)
	if d == g.schema.Query {
		n = 1 + g.r.IntN(2)
	}
	var parts []string
	for range n {
		p := g.part(d, depth, inside)
		parts = append(parts, p)
		if g.chance(5) {
			parts = append(parts, p) // merges with itself
		}
	}
	return "{ " + strings.Join(parts, " ") + " }"
}

func (g *generator) part(d *ast.Definition, depth, inside int) string {
	fragments := 12
	if d.Kind != ast.Object {
		fragments = 45
	}
	switch {
	case g.chance(8):
		return g.typename(d)
	case inside < 3 && g.chance(fragments):
		return g.fragment(d, depth, inside+1)
	}
	fields := slices.DeleteFunc(slices.Clone(d.Fields), func(f *ast.FieldDefinition) bool {
		of := g.schema.Types[f.Type.Name()]
		return strings.HasPrefix(f.Name, "__") || f.Name == "edgesVisited" || d == g.schema.Query && g.roots != nil && !slices.Contains(g.roots, f.Name) || of.IsCompositeType() &&
			(depth <= 0 || g.lists <= 0 && strings.HasSuffix(of.Name, "Connection"))
	})
	if len(fields) == 0 {
		return g.typename(d)
	}
	return g.field(d, pick(g.r, fields), depth)
}

// typename asks for the type. The generated executor repeats a key that is
// asked for by a union and by one of its members, so a union has a key of its
// own.
func (g *generator) typename(d *ast.Definition) string {
	switch {
	case d.Kind == ast.Union:
		return "ofUnion: __typename"
	case g.chance(50):
		return "kindOf: __typename"
	default:
		return "__typename" + g.condition()
	}
}

// condition returns, now and then, a directive that may leave a part out.
func (g *generator) condition() string {
	if !g.chance(8) {
		return ""
	}
	name := pick(g.r, []string{"skip", "include"})
	switch g.r.IntN(3) {
	case 0:
		return fmt.Sprintf(" @%s(if: %v)", name, g.chance(50))
	case 1:
		v := g.name("b")
		g.declared = append(g.declared, fmt.Sprintf("$%s: Boolean = %v", v, g.chance(50)))
		if g.chance(50) {
			g.vars[v] = g.chance(50)
		}
		return fmt.Sprintf(" @%s(if: $%s)", name, v)
	default:
		v := g.name("b")
		g.declared = append(g.declared, "$"+v+": Boolean!")
		g.vars[v] = g.chance(50)
		return fmt.Sprintf(" @%s(if: $%s)", name, v)
	}
}

// fragment returns an inline fragment or a spread, on the type itself or on
// another that overlaps it.
func (g *generator) fragment(d *ast.Definition, depth, inside int) string {
	on := pick(g.r, g.overlapping(d))
	if known := g.named[on.Name]; len(known) > 0 && g.chance(30) {
		return "..." + pick(g.r, known) + g.condition()
	}
	switch {
	case on == d && g.chance(40):
		return "..." + g.condition() + " " + g.selection(d, depth, inside)
	case g.chance(60):
		return "... on " + on.Name + g.condition() + " " + g.selection(on, depth, inside)
	}
	name := g.name("F")
	g.fragments = append(g.fragments, "fragment "+name+" on "+on.Name+" "+g.selection(on, depth, inside))
	g.named[on.Name] = append(g.named[on.Name], name)
	return "..." + name + g.condition()
}

// overlapping returns the types a fragment may be on where d stands.
func (g *generator) overlapping(d *ast.Definition) []*ast.Definition {
	list := []*ast.Definition{d}
	possible := g.schema.GetPossibleTypes(d)
	for _, name := range []string{"Node", "Organisation", "Backer", "Link", "Person", "Institution", "Company", "Project",
		"Affiliation", "Participation", "Leadership", "BackedBy", "PartOf"} {
		other := g.schema.Types[name]
		if other != d && slices.ContainsFunc(g.schema.GetPossibleTypes(other), func(p *ast.Definition) bool { return slices.Contains(possible, p) }) {
			list = append(list, other)
		}
	}
	return list
}

// field returns a field with arguments and selection. One with arguments gets a
// key of its own, since fields under one key must have the same.
func (g *generator) field(d *ast.Definition, f *ast.FieldDefinition, depth int) string {
	of := g.schema.Types[f.Type.Name()]
	if strings.HasSuffix(of.Name, "Connection") {
		g.lists--
	}
	text := f.Name
	if args := g.arguments(d, f); args != "" {
		text = g.name("a") + ": " + f.Name + "(" + args + ")"
	} else if g.chance(15) {
		text = "x_" + f.Name + ": " + f.Name
	}
	text += g.condition()
	if of.IsCompositeType() {
		text += " " + g.selection(of, depth-1, 0)
	}
	return text
}
