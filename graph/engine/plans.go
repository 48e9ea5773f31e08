package engine

import (
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/hashicorp/golang-lru/v2/simplelru"
	"github.com/vektah/gqlparser/v2/ast"
)

// maxPlans bounds the plans of one operation: its root fields, times the values
// of its Boolean variables.
const maxPlans = 64

// plans keeps compiled root fields by operation, the least recently used ones
// leaving first. Operations are told apart by their pointers, which the cache
// keeps alive: the executor's document cache hands out the same document for
// the same text, and another document can never have the same pointer.
type plans struct {
	mu          sync.Mutex
	byOperation *simplelru.LRU[*ast.OperationDefinition, *operation]
}

func newPlans(n int) *plans {
	cache, err := simplelru.NewLRU[*ast.OperationDefinition, *operation](max(n, 1), nil)
	if err != nil {
		panic(err) // only for a size below 1
	}
	return &plans{byOperation: cache}
}

// of returns the operation's plans, those so far.
func (p *plans) of(op *graphql.OperationContext) *operation {
	p.mu.Lock()
	defer p.mu.Unlock()
	o, ok := p.byOperation.Get(op.Operation)
	if !ok {
		o = &operation{conditions: conditions(op.Doc, op.Operation), plans: map[planKey]*plan{}}
		p.byOperation.Add(op.Operation, o)
	}
	return o
}

// An operation holds the plans of one operation.
type operation struct {
	conditions []string // variables that skip and include depend on

	mu    sync.RWMutex
	plans map[planKey]*plan
}

// A planKey tells plans of one operation apart. The first field under a
// response key stands for all that are merged with it: which these are depends
// on the conditions alone.
type planKey struct {
	field      *ast.Field
	conditions string
}

// plan returns the plan of a root field, compiling it at its first use.
func (e *Engine) plan(op *graphql.OperationContext, f *ast.Field, sets []ast.SelectionSet) (*plan, error) {
	o := e.plans.of(op)
	key := planKey{field: f, conditions: o.values(op.Variables)}
	o.mu.RLock()
	p := o.plans[key]
	o.mu.RUnlock()
	if p != nil {
		return p, nil
	}
	p, err := e.compile(op.Doc, op.Variables, f, sets)
	if err != nil {
		return nil, err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.plans) >= maxPlans {
		clear(o.plans)
	}
	o.plans[key] = p
	return p, nil
}

// values writes the conditions' values as one text.
func (o *operation) values(vars map[string]any) string {
	if len(o.conditions) == 0 {
		return ""
	}
	var b strings.Builder
	for _, name := range o.conditions {
		if v, _ := vars[name].(bool); v {
			b.WriteByte('1')
		} else {
			b.WriteByte('0')
		}
	}
	return b.String()
}
