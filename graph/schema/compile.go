package schema

import (
	"maps"
	"slices"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// A Result is what a schema compiles to.
type Result struct {
	SDL    string    // the served schema, without internal directives, in a fixed order
	Model  *kg.Model // kinds, roles, unions as roles, enums of properties and relations, in the order of the schema
	Graph  []string  // types of the served schema that the engine answers, sorted
	Inputs []string  // inputs derived from the model, sorted
}

// Compile compiles an annotated schema. The name is that of the file, for
// messages. A schema that is refused gives Errors, all there are.
func Compile(name string, src []byte) (*Result, error) {
	c := &compiler{
		name:     name,
		node:     map[string]*node{},
		edges:    map[string]*edgeType{},
		relation: map[string]*relation{},
		graph:    map[string]bool{},
		used:     map[string]bool{},
	}
	if err := c.parse(src); err != nil {
		return nil, err
	}
	c.checkText()
	c.collectNodes()
	c.collectEdges()
	if err := c.failed(); err != nil {
		return nil, err
	}
	c.inherit()
	c.collectKeys()
	c.collectRelations()
	if err := c.failed(); err != nil {
		return nil, err
	}
	return c.finish()
}

// finish derives the served schema and the model from a schema whose
// declarations have been checked.
func (c *compiler) finish() (*Result, error) {
	c.expand()
	if err := c.failed(); err != nil {
		return nil, err
	}
	sdl := c.print()
	if _, err := gqlparser.LoadSchema(&ast.Source{Name: c.name + " (expanded)", Input: sdl}); err != nil {
		return nil, syntax(c.name+" (expanded)", err)
	}
	model, err := c.model()
	if err != nil {
		return nil, err
	}
	slices.Sort(c.inputs)
	return &Result{SDL: sdl, Model: model, Graph: slices.Sorted(maps.Keys(c.graph)), Inputs: c.inputs}, nil
}
