package engine

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/kg"
	"innograph/kg/paths"
)

// An Engine answers the root fields of the graph from a store. It is safe for
// concurrent use.
type Engine struct {
	model  *kg.Model
	schema *ast.Schema
	store  kg.Store
	types  *types
	plans  *plans
	edges  int
}

// An Option changes a setting of an engine.
type Option func(*Engine)

// WithPlanBytes sets how much memory the operations that the engine keeps
// compiled may take: 64 MiB unless said otherwise.
func WithPlanBytes(n int) Option {
	return func(e *Engine) { e.plans = newPlans(n) }
}

// WithEdgeBudget sets how many edges one search for paths may look at:
// paths.DefaultBudget unless said otherwise.
func WithEdgeBudget(n int) Option {
	return func(e *Engine) { e.edges = n }
}

// New returns an engine for a model, the schema that is served of it and a
// store that keeps it.
func New(model *kg.Model, schema *ast.Schema, store kg.Store, opts ...Option) *Engine {
	e := &Engine{
		model: model, schema: schema, store: store,
		types: newTypes(model, schema),
		plans: newPlans(defaultPlanBytes),
		edges: paths.DefaultBudget,
	}
	for _, o := range opts {
		o(e)
	}
	return e
}

// Resolve answers the root field of a context as gqlgen leaves it there.
// Failures within the answer are added to the response; one that leaves no
// answer is returned, as a *gqlerror.Error.
func (e *Engine) Resolve(ctx context.Context) (JSON, error) {
	fc := graphql.GetFieldContext(ctx)
	op := graphql.GetOperationContext(ctx)
	path := fc.Path()
	answer, errs, err := e.answer(ctx, e.task(op, fc.Field), path, nil)
	if err != nil {
		return nil, present(path, err)
	}
	if answer == nil && len(errs) > 0 && fc.Field.Definition.Type.NonNull {
		// The last one is returned, so that a non-null field has its cause.
		last := len(errs) - 1
		for _, err := range errs[:last] {
			graphql.AddError(ctx, err)
		}
		return nil, errs[last]
	}
	for _, err := range errs {
		graphql.AddError(ctx, err)
	}
	return answer, nil
}

// answer appends the answer to a root field to b. What it returns is nil where
// there is none.
func (e *Engine) answer(ctx context.Context, t *task, path ast.Path, b []byte) ([]byte, []*gqlerror.Error, error) {
	if t.err != nil {
		return nil, nil, t.err
	}
	reader := e.store.Reader(ViewerOf(ctx), bookmarksOf(ctx)...)
	res := &kg.Result{Root: &kg.Level{Offsets: []int{0}}}
	if t.query != nil {
		var err error
		t.query.Budget = MaxNodes
		if res, err = reader.Read(ctx, t.query); err != nil {
			return nil, nil, err
		}
	}
	w := newWriter(t.request, path, b)
	o, err := t.plan.root.answer(ctx, reader, w, res)
	if err == nil && w.full {
		err = w.overflow()
	}
	if err != nil {
		return nil, nil, err
	}
	if o != written {
		return nil, w.errs, nil
	}
	t.plan.bytes.Store(int64(len(w.buf) - w.start))
	return w.buf, w.errs, nil
}
