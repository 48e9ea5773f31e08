package engine

import (
	"context"

	"innograph/kg"
)

type viewerKey struct{}

// WithViewer returns a context whose fields are answered as v may see them.
func WithViewer(ctx context.Context, v kg.Viewer) context.Context {
	return context.WithValue(ctx, viewerKey{}, v)
}

// ViewerOf returns the viewer of a context: kg.Anyone unless WithViewer says
// otherwise.
func ViewerOf(ctx context.Context) kg.Viewer {
	if v, ok := ctx.Value(viewerKey{}).(kg.Viewer); ok {
		return v
	}
	return kg.Anyone
}
