package graph

import (
	"context"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/graph/engine"
)

// A Predictor foretells the price of an operation, in nodes: never fewer than it
// is answered with.
type Predictor interface {
	Predict(op *graphql.OperationContext) int
}

// cost refuses operations that ask for too much, and tells callers in
// extensions.cost the price of theirs.
type cost struct {
	predictor Predictor
	limit     int
}

var _ interface {
	graphql.OperationContextMutator
	graphql.ResponseInterceptor
} = cost{}

const costKey = "cost"

// A price is what a response says of cost.
type price struct {
	PredictedNodes int `json:"predictedNodes"`
	Limit          int `json:"limit"`
}

// ExtensionName names the extension for gqlgen.
func (cost) ExtensionName() string { return "Cost" }

// Validate accepts any schema.
func (cost) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext predicts the operation's cost and holds it to the
// limit.
func (c cost) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	p := price{PredictedNodes: c.predictor.Predict(op), Limit: c.limit}
	op.Stats.SetExtension(costKey, p)
	if p.PredictedNodes <= c.limit {
		return nil
	}
	const remedy = "ask for smaller pages or fewer levels, for less in filters, orders and totals below them, or split the request"
	e := coded(gqlerror.Errorf("the request is priced at %d nodes, more than the %d allowed; %s",
		p.PredictedNodes, p.Limit, remedy), engine.CodeTooComplex)
	e.Extensions["measure"] = "predictedNodes"
	e.Extensions["limit"] = p.Limit
	e.Extensions["actual"] = p.PredictedNodes
	e.Extensions["remedy"] = remedy
	return e
}

// InterceptResponse adds the cost to the response.
func (c cost) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	if !graphql.HasOperationContext(ctx) {
		return next(ctx)
	}
	if p, ok := graphql.GetOperationContext(ctx).Stats.GetExtension(costKey).(price); ok {
		graphql.RegisterExtension(ctx, costKey, p)
	}
	return next(ctx)
}

// bounded refuses operations whose document did not pass the limits, should a
// transport ever forget them.
type bounded struct{}

var _ graphql.OperationParameterMutator = bounded{}

// ExtensionName names the extension for gqlgen.
func (bounded) ExtensionName() string { return "Bounded" }

// Validate accepts any schema.
func (bounded) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters looks for the document in the context.
func (bounded) MutateOperationParameters(ctx context.Context, _ *graphql.RawParams) *gqlerror.Error {
	if _, ok := (handover{}).Get(ctx, ""); ok {
		return nil
	}
	return engine.Failure(nil, fmt.Errorf("graph: a transport let a document through without limits"))
}
