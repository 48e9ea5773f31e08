package engine

import (
	"github.com/vektah/gqlparser/v2/ast"
)

// A group is a response key of an object and the fields that are merged under
// it. Validation has made sure that they ask for the same with the same
// arguments; only their selections differ.
type group struct {
	key    string
	fields []*ast.Field
}

func (g *group) name() string { return g.fields[0].Name }

// selections returns what the fields of a group select together.
func (g *group) selections() []ast.SelectionSet {
	sets := make([]ast.SelectionSet, len(g.fields))
	for i, f := range g.fields {
		sets[i] = f.SelectionSet
	}
	return sets
}

// A collector finds the fields that apply to an object of a concrete type.
type collector struct {
	types *types
	doc   *ast.QueryDocument
	vars  map[string]any

	typeName string
	visited  map[string]bool
	groups   []*group
	steps    *int // selections looked at, for a bound
}

// collect merges selections as the specification says: in order, fragments
// expanded where their condition holds, each named fragment once.
func (c *compiler) collect(typeName string, sets []ast.SelectionSet) []*group {
	k := &collector{types: c.engine.types, doc: c.doc, vars: c.vars, typeName: typeName, steps: &c.steps}
	for _, set := range sets {
		k.add(set)
	}
	if c.steps > maxSelections {
		c.fail(tooMany("selections", maxSelections, c.steps))
	}
	return k.groups
}

func (k *collector) add(set ast.SelectionSet) {
	for _, s := range set {
		if *k.steps++; *k.steps > maxSelections {
			return
		}
		switch s := s.(type) {
		case *ast.Field:
			if included(s.Directives, k.vars) {
				k.field(s)
			}
		case *ast.InlineFragment:
			if included(s.Directives, k.vars) && k.types.satisfies(k.typeName, s.TypeCondition) {
				k.add(s.SelectionSet)
			}
		case *ast.FragmentSpread:
			if k.visited[s.Name] || !included(s.Directives, k.vars) {
				continue
			}
			if k.visited == nil {
				k.visited = map[string]bool{}
			}
			k.visited[s.Name] = true
			f := k.doc.Fragments.ForName(s.Name)
			if f != nil && k.types.satisfies(k.typeName, f.TypeCondition) {
				k.add(f.SelectionSet)
			}
		}
	}
}

func (k *collector) field(f *ast.Field) {
	for _, g := range k.groups {
		if g.key == f.Alias {
			g.fields = append(g.fields, f)
			return
		}
	}
	k.groups = append(k.groups, &group{key: f.Alias, fields: []*ast.Field{f}})
}

// included reports whether @skip and @include leave a selection in.
func included(ds ast.DirectiveList, vars map[string]any) bool {
	for _, d := range ds {
		if d.Name != "skip" && d.Name != "include" {
			continue
		}
		arg := d.Arguments.ForName("if")
		if arg == nil {
			continue
		}
		v, err := arg.Value.Value(vars)
		if is, ok := v.(bool); err == nil && ok && is == (d.Name == "skip") {
			return false
		}
	}
	return true
}

// conditions returns the variables that @skip and @include of an operation
// depend on, sorted by their definition.
func conditions(doc *ast.QueryDocument, op *ast.OperationDefinition) []string {
	used := map[string]bool{}
	visited := map[string]bool{}
	var walk func(ast.SelectionSet)
	note := func(ds ast.DirectiveList) {
		for _, d := range ds {
			if arg := d.Arguments.ForName("if"); arg != nil && arg.Value.Kind == ast.Variable {
				used[arg.Value.Raw] = true
			}
		}
	}
	walk = func(set ast.SelectionSet) {
		for _, s := range set {
			switch s := s.(type) {
			case *ast.Field:
				note(s.Directives)
				walk(s.SelectionSet)
			case *ast.InlineFragment:
				note(s.Directives)
				walk(s.SelectionSet)
			case *ast.FragmentSpread:
				note(s.Directives)
				if f := doc.Fragments.ForName(s.Name); f != nil && !visited[s.Name] {
					visited[s.Name] = true
					walk(f.SelectionSet)
				}
			}
		}
	}
	walk(op.SelectionSet)
	var names []string
	for _, v := range op.VariableDefinitions {
		if used[v.Variable] {
			names = append(names, v.Variable)
		}
	}
	return names
}
