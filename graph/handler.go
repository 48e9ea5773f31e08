package graph

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"

	"innograph/graph/engine"
	"innograph/graph/generated"
	"innograph/graph/identity"
	"innograph/graph/limit"
)

// Options are the settings of a Handler. The zero value of each means the
// default.
type Options struct {
	Origins   []string          // that pages may ask from, beside the server's own; "*": any
	Callers   *identity.Callers // who is known by a token; nobody unless set
	Timeout   time.Duration     // of a request; 10 s unless set
	BodyLimit int64             // bytes; 1 MiB unless set
	Cache     int               // bytes of parsed documents kept; 32 MiB unless set
	Limits    limit.Limits      // limit.Default unless set
	Log       *slog.Logger      // slog.Default() unless set
}

// An Answerer is an engine that can foretell its work, and do it alone.
type Answerer interface {
	Engine
	Predictor
	Direct
}

// NewHandler serves GraphQL over HTTP from an engine, by GET for queries and by
// POST. It fails when an origin is no origin.
func NewHandler(e Answerer, o Options) (http.Handler, error) {
	schema := generated.NewExecutableSchema(generated.Config{Resolvers: &Resolver{Engine: e}})
	return newServer(direct{schema, e}, e, o)
}

func (o Options) withDefaults() Options {
	if o.Timeout == 0 {
		o.Timeout = 10 * time.Second
	}
	if o.BodyLimit == 0 {
		o.BodyLimit = 1 << 20
	}
	if o.Cache == 0 {
		o.Cache = 32 << 20
	}
	if o.Limits == (limit.Limits{}) {
		o.Limits = limit.Default
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return o
}

// newServer builds the handler of any schema, so that tests can bring their own.
func newServer(schema graphql.ExecutableSchema, p Predictor, o Options) (http.Handler, error) {
	o = o.withDefaults()
	origins, err := newOrigins(o.Origins)
	if err != nil {
		return nil, err
	}
	docs, err := newDocuments(schema.Schema(), o.Limits, o.Cache)
	if err != nil {
		return nil, err
	}
	errs := presenter{log: o.Log}
	shared := &requests{documents: docs, errors: errs, bodyLimit: o.BodyLimit}
	srv := handler.New(schema)
	srv.AddTransport(get{shared})
	srv.AddTransport(post{shared})
	srv.SetQueryCache(handover{})
	srv.SetErrorPresenter(errs.present)
	srv.SetRecoverFunc(errs.recovered)
	srv.Use(bounded{})
	srv.Use(extension.Introspection{})
	srv.Use(cost{predictor: p, limit: engine.MaxNodes})
	s := &server{requests: shared, origins: origins, callers: o.Callers, graphql: srv, timeout: o.Timeout}
	return WithRequestID(origins.headers(s)), nil
}

// A server gives each request its deadline and an entry in the log.
type server struct {
	*requests
	origins *origins
	callers *identity.Callers
	graphql http.Handler
	timeout time.Duration
}

// ServeHTTP answers one request.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodPost {
		s.fail(w, r, typeJSON, &failure{status: http.StatusMethodNotAllowed, code: CodeMethod, allow: "GET, POST",
			message: "send a query by GET, or any operation by POST"})
		return
	}
	if !s.origins.allows(r) {
		s.fail(w, r, typeJSON, &failure{status: http.StatusForbidden, code: CodeForbiddenOrigin,
			message: "pages of another origin may not ask; start the server with --cors-origin to let them"})
		return
	}
	caller, f := s.caller(r)
	if f != nil {
		s.fail(w, r, typeJSON, f)
		return
	}
	bookmarks, f := readBookmarks(r.Header)
	if f != nil {
		s.fail(w, r, typeJSON, f)
		return
	}
	start := time.Now()
	entry := &logEntry{}
	ctx := context.WithValue(withCaller(engine.WithBookmarks(r.Context(), bookmarks...), caller), logEntryKey{}, entry)
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	recorder := &statusRecorder{ResponseWriter: w}
	s.graphql.ServeHTTP(recorder, r.WithContext(ctx))
	s.errors.log.LogAttrs(ctx, slog.LevelDebug, "request",
		slog.String("method", r.Method), slog.String("caller", callerName(ctx)), slog.Int("status", recorder.status),
		slog.String("operation", entry.operation), slog.Int("predictedNodes", entry.predicted),
		slog.Int("bytes", recorder.bytes), slog.Duration("took", time.Since(start)),
		slog.Bool("gone", errors.Is(ctx.Err(), context.Canceled)),
		slog.String("requestId", RequestID(ctx)))
}

// A logEntry is what the log says of an operation.
type logEntry struct {
	operation string
	predicted int
}

type logEntryKey struct{}

func noteOperation(ctx context.Context, op *graphql.OperationContext) {
	entry, ok := ctx.Value(logEntryKey{}).(*logEntry)
	if !ok {
		return
	}
	entry.operation = op.Operation.Name
	if p, ok := op.Stats.GetExtension(costKey).(price); ok {
		entry.predicted = p.PredictedNodes
	}
}

type statusRecorder struct {
	http.ResponseWriter
	status, bytes int
}

// WriteHeader notes the status.
func (r *statusRecorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes.
func (r *statusRecorder) Write(b []byte) (int, error) {
	n, err := r.ResponseWriter.Write(b)
	r.bytes += n
	return n, err
}
