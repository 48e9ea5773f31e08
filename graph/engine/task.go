package engine

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// A task is a root field of a request, ready to be read. When err is set, it
// cannot be.
type task struct {
	plan    *plan
	request *request
	query   *kg.Query // nil: nothing is to be read
	err     error

	operation *operation
	key       planKey
	fresh     bool // the plan was compiled for this task
}

// A prepared operation is what Predict leaves for Resolve and Append.
type prepared struct {
	fields []preparedField
	alone  bool // the engine can answer all fields, and each may be null
}

// A preparedField is a root field by its response key.
type preparedField struct {
	key  string
	task *task // nil: __typename, or none of the engine's
}

// preparedKey is the name under which it lies in the operation's statistics.
const preparedKey = "innograph.prepared"

func preparedOf(op *graphql.OperationContext) *prepared {
	p, _ := op.Stats.GetExtension(preparedKey).(*prepared)
	return p
}

// prepare compiles a root field, unless a plan of it is kept, and decodes its
// arguments.
func (e *Engine) prepare(op *graphql.OperationContext, o *operation, f *ast.Field, sets []ast.SelectionSet) *task {
	t := &task{operation: o, key: planKey{field: f, conditions: o.values(op.Variables)}}
	if t.plan = e.plans.get(o, t.key); t.plan == nil {
		if t.plan, t.err = e.compile(op.Doc, op.Variables, f, sets); t.err != nil {
			return t
		}
		t.fresh = true
	}
	if t.request, t.err = e.request(t.plan, op.Variables); t.err != nil {
		return t
	}
	if t.query, t.err = t.plan.root.query(t.request); t.err == nil {
		t.err = t.request.priced()
	}
	return t
}

// keep keeps a task's plan for other requests.
func (e *Engine) keep(t *task) {
	if t != nil && t.fresh {
		e.plans.keep(t.operation, t.key, t.plan)
	}
}

// task returns what Predict has prepared of a root field, or prepares it.
func (e *Engine) task(op *graphql.OperationContext, f graphql.CollectedField) *task {
	if p := preparedOf(op); p != nil {
		for _, known := range p.fields {
			if known.task != nil && known.task.key.field == f.Field {
				return known.task
			}
		}
	}
	t := e.prepare(op, e.plans.of(op), f.Field, []ast.SelectionSet{f.Selections})
	if t.err == nil {
		e.keep(t)
	}
	return t
}

// Predict returns the price of the root fields of an operation, in nodes, and
// prepares them for Resolve and Append. A field whose arguments are refused counts for
// nothing here: Resolve reports it. No plan is kept of an operation that costs
// more than MaxNodes.
func (e *Engine) Predict(op *graphql.OperationContext) int {
	if op.Operation.Operation != ast.Query {
		return 0
	}
	c := &compiler{engine: e, doc: op.Doc, vars: op.Variables}
	o := e.plans.of(op)
	total, p := 0, &prepared{alone: true}
	for _, g := range c.collect(e.schema.Query.Name, []ast.SelectionSet{op.Operation.SelectionSet}) {
		f := preparedField{key: g.key}
		if e.types.answers(g.name()) {
			f.task = e.prepare(op, o, g.fields[0], g.selections())
			total = min(total+f.task.price(), ceiling)
			p.alone = p.alone && !g.fields[0].Definition.Type.NonNull
		} else {
			p.alone = p.alone && g.name() == "__typename"
		}
		p.fields = append(p.fields, f)
	}
	if total <= MaxNodes {
		for _, f := range p.fields {
			e.keep(f.task)
		}
		op.Stats.SetExtension(preparedKey, p)
	}
	return total
}

// price returns what the task is priced at, also where that is too much.
func (t *task) price() int {
	if t.request == nil || t.err != nil && t.request.nodes <= MaxNodes {
		return 0
	}
	return t.request.nodes
}
