package engine

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// Bounds of one root field. They lie far beyond what its price allows to be
// answered, and keep the compiler itself cheap.
const (
	maxHops       = 256
	maxSelections = 50_000
)

// A plan is what is the same in every request of a root field.
type plan struct {
	field  *ast.Field
	root   root
	langs  []placed     // fields with a language, by place in request.langs
	size   int          // number of frames
	weight int          // bytes it takes at most
	bytes  atomic.Int64 // of the last answer: about as many will be needed again

	constants sync.Map // *ast.Field → fields: its arguments, where no variable stands in them
}

// A placed is a field and where it stands, for messages.
type placed struct {
	field *ast.Field
	where string
}

// A root is what a root field does.
type root interface {
	// query decodes the arguments, counts the predicted nodes and returns what
	// is to be read; nil when that is nothing.
	query(r *request) (*kg.Query, error)
	// answer appends the answer to what was read. Paths read more.
	answer(ctx context.Context, rd kg.Reader, w *writer, res *kg.Result) (outcome, error)
}

// A compiler compiles one root field.
type compiler struct {
	engine *Engine
	doc    *ast.QueryDocument
	vars   map[string]any // only the Booleans of skip and include are read
	plan   *plan
	hops   int
	steps  int
	err    error // the first failure
}

// compile compiles a root field with what is selected of it.
func (e *Engine) compile(doc *ast.QueryDocument, vars map[string]any, f *ast.Field, sets []ast.SelectionSet) (*plan, error) {
	c := &compiler{engine: e, doc: doc, vars: vars, plan: &plan{field: f}}
	c.plan.root = c.root(f, sets)
	if c.err != nil {
		return nil, c.err
	}
	c.plan.weight = bytesPerPlan + c.steps*bytesPerStep + c.hops*bytesPerHop
	return c.plan, nil
}

func (c *compiler) root(f *ast.Field, sets []ast.SelectionSet) root {
	switch f.Name {
	case "node":
		return c.nodeRoot(f, sets)
	case "nodes":
		return c.nodesRoot(f, sets)
	case "neighbors":
		return c.neighborsRoot(f, sets)
	case "paths":
		return c.pathsRoot(f, sets)
	case "search":
		return c.searchRoot(f, sets)
	case "suggest":
		return c.suggestRoot(f, sets)
	case "resolve":
		return c.resolveRoot(f, sets)
	}
	if o := c.engine.types.lookups[f.Name]; o != nil {
		return c.lookupRoot(f, o, sets)
	}
	if o := c.engine.types.lists[f.Name]; o != nil {
		return c.listRoot(f, o, sets)
	}
	c.fail(unknown("Query", f.Name))
	return nil
}

// answers reports whether a root field is the engine's.
func (t *types) answers(name string) bool {
	switch name {
	case "node", "nodes", "neighbors", "paths", "search", "suggest", "resolve":
		return true
	}
	return t.lookups[name] != nil || t.lists[name] != nil
}

func (c *compiler) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

// frame returns the next place for what a request notes of a hop or list.
func (c *compiler) frame() int {
	c.plan.size++
	return c.plan.size - 1
}

// language returns the place of the language that a field names. Place 0 is for
// those that name none.
func (c *compiler) language(g *group, where string) int {
	f := g.fields[0]
	if len(f.Arguments) == 0 {
		return 0
	}
	c.plan.langs = append(c.plan.langs, placed{f, where})
	return len(c.plan.langs)
}

// unknown is a fault of the program: a field that validation let through and
// that the model does not have.
func unknown(typeName, field string) error {
	return fmt.Errorf("engine: %s.%s follows from no model", typeName, field)
}

// tooMany refuses a selection beyond a bound of the compiler.
func tooMany(what string, limit, actual int) error {
	r := exceeds(limit, actual, "ask in several requests", "one field asks for more than %d %s", limit, what)
	r.code = CodeTooComplex
	return r
}
