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

// tasks are those of one operation by field, which Predict leaves for Resolve.
type tasks map[*ast.Field]*task

// tasksKey is the name under which tasks lie in the operation's statistics.
const tasksKey = "innograph.tasks"

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
	if t.fresh {
		e.plans.keep(t.operation, t.key, t.plan)
	}
}

// task returns what Predict has prepared of a root field, or prepares it.
func (e *Engine) task(op *graphql.OperationContext, f graphql.CollectedField) *task {
	if known, ok := op.Stats.GetExtension(tasksKey).(tasks); ok && known[f.Field] != nil {
		return known[f.Field]
	}
	t := e.prepare(op, e.plans.of(op), f.Field, []ast.SelectionSet{f.Selections})
	if t.err == nil {
		e.keep(t)
	}
	return t
}

// Predict returns the price of the root fields of an operation, in nodes, and
// prepares them for Resolve. A field whose arguments are refused counts for
// nothing here: Resolve reports it. No plan is kept of an operation that costs
// more than MaxNodes.
func (e *Engine) Predict(op *graphql.OperationContext) int {
	if op.Operation.Operation != ast.Query {
		return 0
	}
	c := &compiler{engine: e, doc: op.Doc, vars: op.Variables}
	o := e.plans.of(op)
	total, prepared := 0, tasks{}
	for _, g := range c.collect(e.schema.Query.Name, []ast.SelectionSet{op.Operation.SelectionSet}) {
		if !e.types.answers(g.name()) {
			continue
		}
		t := e.prepare(op, o, g.fields[0], g.selections())
		prepared[g.fields[0]] = t
		total = min(total+t.price(), ceiling)
	}
	if total <= MaxNodes {
		for _, t := range prepared {
			e.keep(t)
		}
		op.Stats.SetExtension(tasksKey, prepared)
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
