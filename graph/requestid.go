package graph

import (
	"context"
	"net/http"
	"regexp"

	"github.com/oklog/ulid/v2"
)

// requestIDHeader carries the id of a request, both ways.
const requestIDHeader = "X-Request-Id"

// saneRequestID is what is taken over from a caller.
var saneRequestID = regexp.MustCompile(`^[A-Za-z0-9._~-]{1,64}$`)

type requestIDKey struct{}

// WithRequestID gives each request an id: the caller's, where it sends a sane
// one, or a new one. It stands in the response's header, in errors and in the
// log.
func WithRequestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get(requestIDHeader)
		if !saneRequestID.MatchString(id) {
			id = ulid.Make().String()
		}
		w.Header().Set(requestIDHeader, id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestIDKey{}, id)))
	})
}

// RequestID returns the id of the request that ctx belongs to, or "".
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}
