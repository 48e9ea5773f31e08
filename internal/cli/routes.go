package cli

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"innograph/graph"
	"innograph/graph/engine"
	"innograph/graph/generated"
	"innograph/graph/presets"
	"innograph/kg"
	"innograph/model"
	"innograph/web"
)

// pingTimeout is how long a store may take to say that it is there.
const pingTimeout = time.Second

// A site is what the server answers: the API, the pages, and how it fares.
type site struct {
	http.Handler
	draining atomic.Bool // it is going away: no new work should be sent
}

// newSite builds the routes over a store.
func newSite(store kg.Store, o graph.Options) (*site, error) {
	schema := generated.NewExecutableSchema(generated.Config{}).Schema()
	api, err := graph.NewHandler(engine.New(model.Graph(), schema, store), o)
	if err != nil {
		return nil, err
	}
	pages, err := pagesHandler()
	if err != nil {
		return nil, err
	}
	s := &site{}
	mux := http.NewServeMux()
	mux.Handle("/", pages)
	mux.Handle("/graphql", api)
	mux.HandleFunc("GET /schema.graphql", serveSchema)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "alive\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) { s.ready(w, r, store, o.Log) })
	s.Handler = mux
	return s, nil
}

func pagesHandler() (http.Handler, error) {
	all, err := presets.All()
	if err != nil {
		return nil, err
	}
	shown := make([]web.Preset, len(all))
	for i, p := range all {
		shown[i] = web.Preset(p)
	}
	return web.Handler(shown)
}

// serveSchema gives the schema as text, as introspection describes it.
func serveSchema(w http.ResponseWriter, _ *http.Request) {
	plain(w, http.StatusOK, generated.SDL())
}

// ready answers whether work should be sent here.
func (s *site) ready(w http.ResponseWriter, r *http.Request, store kg.Store, log *slog.Logger) {
	if s.draining.Load() {
		plain(w, http.StatusServiceUnavailable, "the server is stopping\n")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), pingTimeout)
	defer cancel()
	if err := store.Ping(ctx); err != nil {
		log.WarnContext(ctx, "the store does not answer", "error", err)
		graph.ComeAgain(w.Header())
		plain(w, http.StatusServiceUnavailable, "the store does not answer\n")
		return
	}
	plain(w, http.StatusOK, "ready\n")
}

func plain(w http.ResponseWriter, status int, text string) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text) // whoever asked may have gone
}
