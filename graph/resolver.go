// Package graph is the GraphQL side of the hub: the handler, its limits and
// errors, and the resolvers of the root fields.
package graph

import (
	"context"

	"innograph/graph/engine"
)

// An Engine answers the fields of the graph. It reads the field, its arguments
// and its selection from the context, as gqlgen leaves them there.
type Engine interface {
	Resolve(ctx context.Context) (engine.JSON, error)
}

// A Resolver holds what the root fields need.
type Resolver struct {
	Engine Engine
}
