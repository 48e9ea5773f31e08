package graph

import (
	"context"
	"net/http"
	"time"

	"innograph/graph/engine"
	"innograph/graph/identity"
)

type callerKey struct{}

// caller returns who sends a request, nil for who does not say, or the failure of
// one who is not known.
func (s *server) caller(r *http.Request) (*identity.Caller, *failure) {
	caller, refused := s.callers.Authenticate(r.Header, time.Now())
	if refused != nil {
		return nil, &failure{status: http.StatusUnauthorized, code: CodeUnauthenticated, message: refused.Reason, challenge: refused.Challenge}
	}
	return caller, nil
}

// withCaller returns a context whose fields are answered as a caller may see them,
// who may be nil.
func withCaller(ctx context.Context, caller *identity.Caller) context.Context {
	if caller == nil {
		return ctx
	}
	return engine.WithViewer(context.WithValue(ctx, callerKey{}, caller), caller.Viewer())
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
