package graph

import (
	"context"
	"net/http"
	"time"

	"innograph/graph/engine"
	"innograph/graph/identity"
)

type callerKey struct{}

// withCaller returns the context of a request with who sends it, or the failure of
// one whose caller is not known.
func (s *server) withCaller(r *http.Request) (context.Context, *failure) {
	caller, refused := s.callers.Authenticate(r.Header, time.Now())
	switch {
	case refused != nil:
		return nil, &failure{status: http.StatusUnauthorized, code: CodeUnauthenticated, message: refused.Reason, challenge: refused.Challenge}
	case caller == nil:
		return r.Context(), nil
	}
	ctx := context.WithValue(r.Context(), callerKey{}, caller)
	return engine.WithViewer(ctx, caller.Viewer()), nil
}

// callerOf returns who sends the request that ctx belongs to, or nil.
func callerOf(ctx context.Context) *identity.Caller {
	caller, _ := ctx.Value(callerKey{}).(*identity.Caller)
	return caller
}

// callerName returns the name of who sends a request, or "".
func callerName(ctx context.Context) string {
	if caller := callerOf(ctx); caller != nil {
		return caller.Name
	}
	return ""
}

// viewer returns what the caller of a request is taken for.
func viewer(ctx context.Context) *identity.Viewer {
	v := engine.ViewerOf(ctx)
	told := &identity.Viewer{Level: v.Highest().String(), ActsFor: []string{}}
	for _, id := range v.Acts() {
		told.ActsFor = append(told.ActsFor, string(id))
	}
	if caller := callerOf(ctx); caller != nil {
		told.Name = &caller.Name
	}
	return told
}
