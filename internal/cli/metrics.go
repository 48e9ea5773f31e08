package cli

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"innograph/kg"
	"innograph/store/neo4jstore"
)

// A metricsFlag says where figures of the server are told.
type metricsFlag struct {
	Metrics string `env:"INNOGRAPH_METRICS" placeholder:"HOST:PORT" help:"Where figures of this server are told to Prometheus, at /metrics; nowhere unless given. They are for who runs it: choose an address that the public does not reach."`
}

// measure tells figures until the server stops, if that is wanted, and has those of
// requests taken.
func (f metricsFlag) measure(ctx context.Context, store kg.Store, site http.Handler, log *slog.Logger) (measured http.Handler, stop func(), err error) {
	if f.Metrics == "" {
		return site, func() {}, nil
	}
	listener, err := listen(ctx, "--metrics", f.Metrics)
	if err != nil {
		return nil, nil, err
	}
	registry, measured := newMetrics(store, site)
	server := &http.Server{
		Handler:           metricsHandler(registry),
		ReadHeaderTimeout: readHeaderTimeout,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	go func() { _ = server.Serve(listener) }() // it ends by Close
	log.Info("telling figures", "at", address(f.Metrics, listener.Addr())+"/metrics")
	return measured, func() { _ = server.Close() }, nil
}

func metricsHandler(registry *prometheus.Registry) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	return mux
}

// newMetrics makes the figures: of the process, of requests, and of the connections to
// a database.
func newMetrics(store kg.Store, site http.Handler) (*prometheus.Registry, http.Handler) {
	registry := prometheus.NewRegistry()
	took := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "innograph_http_request_seconds", Help: "Time that requests took, by status.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
	}, []string{"code"})
	registry.MustRegister(took, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if database, ok := store.(interface{ Usage() neo4jstore.Usage }); ok {
		registerUsage(registry, database.Usage)
	}
	return registry, promhttp.InstrumentHandlerDuration(took, site)
}

func registerUsage(registry *prometheus.Registry, usage func() neo4jstore.Usage) {
	gauge := func(name, help string, value func(neo4jstore.Usage) int64) {
		registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "innograph_neo4j_" + name, Help: help},
			func() float64 { return float64(value(usage())) }))
	}
	counter := func(name, help string, value func(neo4jstore.Usage) int64) {
		registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "innograph_neo4j_" + name, Help: help},
			func() float64 { return float64(value(usage())) }))
	}
	gauge("calls", "Calls under way; each has a connection or waits for one.", func(u neo4jstore.Usage) int64 { return u.Calls })
	gauge("connections_max", "Connections that there may be to a server.", func(u neo4jstore.Usage) int64 { return u.Connections })
	counter("statements_total", "Statements sent.", func(u neo4jstore.Usage) int64 { return u.Statements })
	counter("retries_total", "How often something was tried again.", func(u neo4jstore.Usage) int64 { return u.Again })
}
