package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
)

// A Direct is an engine that can answer whole operations by itself.
type Direct interface {
	// Alone reports whether Append can answer the operation.
	Alone(op *graphql.OperationContext) bool
	// Append appends the operation's data to b, and adds errors to the response.
	Append(ctx context.Context, op *graphql.OperationContext, b []byte) []byte
}

// direct is a generated schema before which the engine comes first: operations
// that it can answer alone, which are most, it writes straight into the body of
// the response. Without, an answer would be copied three times on its way, and
// each root field would cost some fifty allocations.
//
// Extensions that wrap operations or responses work as ever; those that wrap
// fields see no field of such an operation.
type direct struct {
	graphql.ExecutableSchema
	engine Direct
}

// Exec returns what answers the operation of a context.
func (d direct) Exec(ctx context.Context) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	if !d.engine.Alone(op) {
		return d.ExecutableSchema.Exec(ctx)
	}
	done := false
	return func(ctx context.Context) *graphql.Response {
		if done { // as a handler tells that nothing more comes
			return nil
		}
		done = true
		a := answerOf(ctx)
		a.direct = true
		a.body = d.engine.Append(ctx, op, append(a.body[:0], dataKey...))
		return &graphql.Response{Data: a.body[len(dataKey):]}
	}
}
