package limit

import (
	"cmp"

	"github.com/vektah/gqlparser/v2/ast"
)

// Document bounds a parsed document that has not been validated. A fragment
// that spreads itself, by others or not, is a *CycleError.
func (l Limits) Document(doc *ast.QueryDocument) error {
	s, err := Measure(doc)
	if err != nil {
		return err
	}
	err = cmp.Or(
		operations.within(l.Operations, s.Operations),
		fragments.within(l.Fragments, s.Fragments),
		variables.within(l.Variables, s.Variables),
		directives.within(l.Directives, s.Directives),
		aliases.within(l.Aliases, s.Aliases),
		valueDepth.within(l.ValueDepth, s.ValueDepth),
		depth.within(l.Depth, s.Depth),
		rootFields.within(l.RootFields, s.RootFields),
		selection.within(l.Selection, s.Selection),
		fields.within(l.Fields, s.Fields),
	)
	if err != nil {
		return err
	}
	return repeats.within(l.Repeats, Repeats(doc))
}

// A CycleError is a fragment that spreads itself.
type CycleError struct {
	Fragment string
	Position *ast.Position // of the spread that closes it
}

// Error names the fragment.
func (c *CycleError) Error() string {
	return `fragment "` + c.Fragment + `" spreads itself; take that spread out`
}

// A Shape is the size of a document. Operations and fragments stand side by
// side in it; what an operation or a fragment asks for counts with the
// fragments it spreads, each time anew, and never past Uncounted.
type Shape struct {
	Operations, Fragments, Variables, Aliases, Directives int // as written
	ValueDepth                                            int // of a literal
	RootFields, Depth, Selection                          int // the largest there is
	Fields                                                int // of operations, and of fragments that none spreads
}

// Uncounted is where counting ends.
const Uncounted = 1 << 30

// Measure returns the shape of a document. Each selection of the text is looked
// at once.
func Measure(doc *ast.QueryDocument) (Shape, error) {
	m := newMeasurer(doc)
	for _, op := range doc.Operations {
		m.variableDefinitions(op.VariableDefinitions)
		m.directives(op.Directives)
		e := m.selectionSet(op.SelectionSet)
		m.shape.RootFields = max(m.shape.RootFields, e.top)
		m.include(e)
	}
	for _, f := range doc.Fragments {
		if m.byName[f.Name] != f {
			m.include(m.definition(f))
		} else if m.known[f.Name] == nil {
			m.include(m.fragment(f.Name, f.Position))
		}
	}
	if m.cycle != nil {
		return Shape{}, m.cycle
	}
	return m.shape, nil
}

// An extent is the size of a selection set, fragments expanded.
type extent struct{ top, fields, depth, widest int }

type measurer struct {
	byName map[string]*ast.FragmentDefinition
	known  map[string]*extent // nil value: under way
	shape  Shape
	cycle  error
	steps  int // selections looked at
}

func newMeasurer(doc *ast.QueryDocument) *measurer {
	m := &measurer{byName: fragmentsOf(doc), known: map[string]*extent{}}
	m.shape.Operations = len(doc.Operations)
	m.shape.Fragments = len(doc.Fragments)
	return m
}

// fragmentsOf indexes fragments by name; of several of one name the first
// counts, as in validation, which then refuses them.
func fragmentsOf(doc *ast.QueryDocument) map[string]*ast.FragmentDefinition {
	byName := make(map[string]*ast.FragmentDefinition, len(doc.Fragments))
	for _, f := range doc.Fragments {
		if byName[f.Name] == nil {
			byName[f.Name] = f
		}
	}
	return byName
}

func (m *measurer) include(e extent) {
	m.shape.Fields = add(m.shape.Fields, e.fields)
	m.shape.Depth = max(m.shape.Depth, e.depth)
	m.shape.Selection = max(m.shape.Selection, e.widest)
}

func (m *measurer) selectionSet(set ast.SelectionSet) extent {
	var e extent
	for _, s := range set {
		m.steps++
		var below extent
		switch s := s.(type) {
		case *ast.Field:
			m.field(s)
			inner := m.selectionSet(s.SelectionSet)
			below = extent{top: 1, fields: add(inner.fields, 1), depth: add(inner.depth, 1), widest: inner.widest}
		case *ast.InlineFragment:
			m.directives(s.Directives)
			below = m.selectionSet(s.SelectionSet)
		case *ast.FragmentSpread:
			m.directives(s.Directives)
			below = m.fragment(s.Name, s.Position)
		}
		e.top = add(e.top, below.top)
		e.fields = add(e.fields, below.fields)
		e.depth = max(e.depth, below.depth)
		e.widest = max(e.widest, below.widest)
	}
	e.widest = max(e.widest, e.top)
	return e
}

// fragment measures a fragment the first time it is met. One that nothing
// declares is left to validation.
func (m *measurer) fragment(name string, at *ast.Position) extent {
	if e, met := m.known[name]; met {
		if e == nil {
			m.cycle = cmp.Or(m.cycle, error(&CycleError{Fragment: name, Position: at}))
			return extent{}
		}
		return *e
	}
	m.known[name] = nil
	var e extent
	if f := m.byName[name]; f != nil {
		e = m.definition(f)
	}
	m.known[name] = &e
	return e
}

func (m *measurer) definition(f *ast.FragmentDefinition) extent {
	m.variableDefinitions(f.VariableDefinition)
	m.directives(f.Directives)
	return m.selectionSet(f.SelectionSet)
}

func (m *measurer) field(f *ast.Field) {
	if f.Alias != f.Name {
		m.shape.Aliases++
	}
	m.directives(f.Directives)
	m.arguments(f.Arguments)
}

func (m *measurer) directives(list ast.DirectiveList) {
	m.shape.Directives += len(list)
	for _, d := range list {
		m.arguments(d.Arguments)
	}
}

func (m *measurer) arguments(list ast.ArgumentList) {
	for _, a := range list {
		m.shape.ValueDepth = max(m.shape.ValueDepth, literalDepth(a.Value))
	}
}

func (m *measurer) variableDefinitions(list ast.VariableDefinitionList) {
	m.shape.Variables += len(list)
	for _, v := range list {
		m.directives(v.Directives)
		m.shape.ValueDepth = max(m.shape.ValueDepth, literalDepth(v.DefaultValue))
	}
}

func literalDepth(v *ast.Value) int {
	if v == nil || v.Kind != ast.ListValue && v.Kind != ast.ObjectValue {
		return 0
	}
	deepest := 0
	for _, c := range v.Children {
		deepest = max(deepest, literalDepth(c.Value))
	}
	return deepest + 1
}

func add(a, b int) int { return min(a+b, Uncounted) }
