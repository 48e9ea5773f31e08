package engine

import (
	"math"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/hashicorp/golang-lru/v2/simplelru"
	"github.com/vektah/gqlparser/v2/ast"
)

// What plans take at most. A test measures it.
const (
	bytesPerPlan = 1 << 10 // for itself
	bytesPerStep = 300     // for each selection it was compiled from, once for each type
	bytesPerHop  = 1 << 10
	bytesPerText = 125 // of the operation they keep alive, for each byte of its text
)

// defaultPlanBytes is the room for plans unless said otherwise.
const defaultPlanBytes = 64 << 20

// plans keeps compiled root fields by operation, up to a number of bytes, the
// operations least recently used leaving first. Operations are told apart by
// their pointers, which the cache keeps alive: the executor's document cache
// hands out the same document for the same text, and another document can never
// have the same pointer.
type plans struct {
	mu    sync.Mutex
	lru   *simplelru.LRU[*ast.OperationDefinition, *operation]
	bytes int
	limit int
}

func newPlans(limit int) *plans {
	p := &plans{limit: limit}
	// The number of entries is left open: bytes are what bounds them.
	lru, err := simplelru.NewLRU(math.MaxInt, func(_ *ast.OperationDefinition, o *operation) { p.bytes -= o.bytes })
	if err != nil {
		panic(err) // only for a size that is not positive
	}
	p.lru = lru
	return p
}

// An operation holds the plans of one operation.
type operation struct {
	definition *ast.OperationDefinition
	conditions []string // variables that skip and include depend on
	plans      map[planKey]*plan
	bytes      int
	own        int // of the bytes those of the operation itself
}

// A planKey tells plans of one operation apart. The first field under a
// response key stands for all that are merged with it: which these are depends
// on the conditions alone.
type planKey struct {
	field      *ast.Field
	conditions string
}

// of returns what is kept of an operation, or what may be.
func (p *plans) of(op *graphql.OperationContext) *operation {
	p.mu.Lock()
	o, ok := p.lru.Get(op.Operation)
	p.mu.Unlock()
	if ok {
		return o
	}
	own := bytesPerPlan + bytesPerText*len(op.RawQuery)
	return &operation{
		definition: op.Operation, conditions: conditions(op.Doc, op.Operation),
		plans: map[planKey]*plan{}, own: own, bytes: own,
	}
}

// get returns a plan that is kept, or nil.
func (p *plans) get(o *operation, key planKey) *plan {
	p.mu.Lock()
	defer p.mu.Unlock()
	return o.plans[key]
}

// keep keeps a plan. The plans of one operation, whatever the values of its
// Boolean variables, take at most a sixteenth of the room: beyond it the others
// make way.
func (p *plans) keep(o *operation, key planKey, plan *plan) {
	share := p.limit / 16
	if o.own+plan.weight > share {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if kept, ok := p.lru.Get(o.definition); ok {
		o = kept
	} else {
		p.lru.Add(o.definition, o)
		p.bytes += o.bytes
	}
	if o.plans[key] != nil {
		return
	}
	if o.bytes+plan.weight > share {
		clear(o.plans)
		p.bytes -= o.bytes - o.own
		o.bytes = o.own
	}
	o.plans[key] = plan
	o.bytes += plan.weight
	p.bytes += plan.weight
	for p.bytes > p.limit {
		p.lru.RemoveOldest()
	}
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
