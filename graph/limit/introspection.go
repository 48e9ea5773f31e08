package limit

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// An Introspection bounds what a document asks of the schema itself: a few
// nested lists of types and fields would make an answer of many megabytes.
type Introspection struct {
	sizes map[string]float64 // field → its objects, on average; 1 where nothing is said
	peak  float64            // the largest type, in average ones
	limit int
}

// introspected is the measure of an Introspection.
var introspected = measure{"introspection", "the answer would have about %d fields of the schema", "ask for less of it, or read /schema.graphql"}

// NewIntrospection allows twice what one document asks for: the one that tools
// send to learn the whole schema.
func NewIntrospection(schema *ast.Schema, whole string) (*Introspection, error) {
	doc, err := parser.ParseQuery(&ast.Source{Input: whole})
	if err != nil {
		return nil, fmt.Errorf("introspection: %w", err)
	}
	x := measureSchema(schema)
	x.limit = 2 * x.price(doc)
	return x, nil
}

func measureSchema(schema *ast.Schema) *Introspection {
	var fields, inputs, args, values, interfaces, possible, largest, wrappers int
	for _, t := range schema.Types {
		if t.Kind == ast.InputObject {
			inputs += len(t.Fields)
		} else {
			fields += len(t.Fields)
		}
		for _, f := range t.Fields {
			args += len(f.Arguments)
			wrappers += wrapping(f.Type)
		}
		values += len(t.EnumValues)
		interfaces += len(t.Interfaces)
		if t.IsAbstractType() {
			possible += len(schema.PossibleTypes[t.Name])
		}
		largest = max(largest, len(t.Fields), len(t.EnumValues))
	}
	types := float64(max(len(schema.Types), 1))
	mean := func(n int) float64 { return float64(n) / types }
	x := &Introspection{sizes: map[string]float64{
		"types": types, "directives": float64(len(schema.Directives)),
		"fields": mean(fields), "inputFields": mean(inputs), "args": float64(args) / float64(max(fields, 1)),
		"enumValues": mean(values), "interfaces": mean(interfaces), "possibleTypes": mean(possible),
		"ofType": float64(wrappers) / float64(max(wrappers+fields+inputs, 1)),
	}}
	x.peak = float64(largest) / max(mean(fields), 1)
	return x
}

// wrapping returns how many lists and non-null marks are around a type.
func wrapping(t *ast.Type) int {
	n := 0
	if t.NonNull {
		n++
	}
	if t.Elem != nil {
		n += 1 + wrapping(t.Elem)
	}
	return n
}

// Document bounds a document that is within all other limits.
func (x *Introspection) Document(doc *ast.QueryDocument) error {
	return introspected.within(x.limit, x.price(doc))
}

func (x *Introspection) price(doc *ast.QueryDocument) int {
	p := pricer{sizes: x.sizes, fragments: fragmentsOf(doc)}
	total := 0.0
	for _, op := range doc.Operations {
		p.roots(op.SelectionSet, func(f *ast.Field) {
			switch f.Name {
			case "__schema":
				total += p.price(f.SelectionSet, 1)
			case "__type":
				total += p.price(f.SelectionSet, x.peak)
			}
		})
	}
	return int(min(total, Uncounted))
}

type pricer struct {
	sizes     map[string]float64
	fragments map[string]*ast.FragmentDefinition
}

// roots calls fn with each field of a selection set, fragments expanded.
func (p pricer) roots(set ast.SelectionSet, fn func(*ast.Field)) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			fn(s)
		case *ast.InlineFragment:
			p.roots(s.SelectionSet, fn)
		case *ast.FragmentSpread:
			if f := p.fragments[s.Name]; f != nil {
				p.roots(f.SelectionSet, fn)
			}
		}
	}
}

// price returns the fields in the answer to a selection set on n objects.
func (p pricer) price(set ast.SelectionSet, n float64) float64 {
	total := 0.0
	p.roots(set, func(f *ast.Field) {
		size, known := p.sizes[f.Name]
		if !known {
			size = 1
		}
		total += n
		if f.SelectionSet != nil {
			total += p.price(f.SelectionSet, n*size)
		}
	})
	return total
}
