// Package plugin lets gqlgen generate the executor of a compiled schema.
//
// gqlgen would write a Go type and resolvers for every type it is shown, so it
// is shown only what is written by hand. A field of the graph becomes a field
// of one opaque scalar, bound to an answer that is JSON already; its arguments
// are left out, since the engine reads them from the field. The schema that is
// served and that requests are validated against stays complete: the generated
// code parses it at run time from the expanded source.
package plugin

import (
	"strings"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/graph/schema"
)

// opaque is the scalar that stands for every type of the graph. No served
// schema can have it: the compiler's names begin with a letter.
const opaque = "_Graph"

// A Plugin generates the executor of one compiled schema. All fields are
// needed.
type Plugin struct {
	Config *config.Config // what gqlgen is run with
	Result *schema.Result
	// Source is the path of the expanded schema, in the directory of the
	// generated code so that it can be embedded there.
	Source string
	// Answer and Input are the Go types of what the engine answers and of the
	// inputs that follow from the model, as import path and name.
	Answer, Input string
	// Resolve is the body of a resolver of the graph.
	Resolve string
}

// Name names the plugin to gqlgen.
func (p *Plugin) Name() string { return "innograph" }

// InjectSourcesEarly gives gqlgen the expanded schema.
func (p *Plugin) InjectSourcesEarly() ([]*ast.Source, error) {
	p.bind(opaque, p.Answer)
	return []*ast.Source{{Name: p.Source, Input: p.Result.SDL}}, nil
}

// bind gives a type its Go type, unless the configuration has one.
func (p *Plugin) bind(name, goType string) {
	if p.Config.Models == nil {
		p.Config.Models = config.TypeMap{}
	}
	if !p.Config.Models.UserDefined(name) {
		p.Config.Models.Add(name, goType)
	}
}

// MutateSchema hides the graph from gqlgen and binds the inputs and enums that
// are left.
func (p *Plugin) MutateSchema(s *ast.Schema) error {
	p.hide(s)
	keep := reachable(s)
	for name, d := range s.Types {
		if !keep[name] && !strings.HasPrefix(name, "__") && !d.BuiltIn {
			delete(s.Types, name)
		}
	}
	for name, d := range s.Types {
		if d.Kind == ast.Enum && !d.BuiltIn {
			p.bind(name, "github.com/99designs/gqlgen/graphql.String")
		}
	}
	return nil
}

// hide turns the types of the graph into the opaque scalar, and derived inputs
// into scalars of their own.
func (p *Plugin) hide(s *ast.Schema) {
	graph := map[string]bool{}
	for _, name := range p.Result.Graph {
		graph[name] = true
		delete(s.Types, name)
	}
	for _, d := range s.Types {
		for _, f := range d.Fields {
			if graph[f.Type.Name()] {
				f.Type = &ast.Type{NamedType: opaque, NonNull: f.Type.NonNull, Position: f.Type.Position}
				f.Arguments = nil
			}
		}
	}
	for _, name := range p.Result.Inputs {
		if d := s.Types[name]; d != nil {
			s.Types[name] = &ast.Definition{Kind: ast.Scalar, Name: name, Description: d.Description, Position: d.Position}
			p.bind(name, p.Input)
		}
	}
	s.Types[opaque] = &ast.Definition{
		Kind: ast.Scalar, Name: opaque, Description: "What the engine answers.", Position: s.Query.Position,
	}
}

// reachable returns the types that the root types still lead to.
func reachable(s *ast.Schema) map[string]bool {
	seen := map[string]bool{}
	var visit func(d *ast.Definition)
	visit = func(d *ast.Definition) {
		if d == nil || seen[d.Name] {
			return
		}
		seen[d.Name] = true
		for _, f := range d.Fields {
			visit(s.Types[f.Type.Name()])
			for _, a := range f.Arguments {
				visit(s.Types[a.Type.Name()])
			}
		}
		for _, name := range d.Interfaces {
			visit(s.Types[name])
		}
		for _, m := range s.PossibleTypes[d.Name] {
			visit(s.Types[m.Name])
		}
	}
	visit(s.Query)
	visit(s.Mutation)
	visit(s.Subscription)
	return seen
}

// Implement writes the body of a new resolver: the engine's for a field of the
// graph on Query. Elsewhere, as in a hand-written type, only a hand can say
// which node is meant. A body that is there already is kept.
func (p *Plugin) Implement(before string, f *codegen.Field) string {
	switch {
	case strings.TrimSpace(before) != "":
		return before
	case f.Type.NamedType == opaque && f.Object.Name == "Query":
		return p.Resolve
	default:
		return `panic("not written yet: ` + f.Object.Name + "." + f.Name + `")`
	}
}
