package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"innograph/graph"
	"innograph/kg"
)

// The times of the server. Whoever sends slowly or nothing at all is cut off.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 10 * time.Second
	idleTimeout       = time.Minute
	hearingTime       = 200 * time.Millisecond
	drainTimeout      = 9 * time.Second // what is under way may take as long, once the server stops
	closeTimeout      = 5 * time.Second
	maxHeaderBytes    = 64 << 10
)

// A serveCommand serves the graph.
type serveCommand struct {
	Listen         string        `default:"localhost:8080" env:"INNOGRAPH_LISTEN" placeholder:"HOST:PORT" help:"Where to listen: ${default} unless given. Port 0 takes a free one."`
	CORSOrigin     []string      `name:"cors-origin" env:"INNOGRAPH_CORS_ORIGIN" placeholder:"ORIGIN" help:"An origin whose pages may ask, such as https://hub.example; may be given several times. * lets any."`
	RequestTimeout time.Duration `default:"10s" env:"INNOGRAPH_REQUEST_TIMEOUT" placeholder:"DURATION" help:"The time a request may take: ${default} unless given."`
	tokensFlag
	seedFlag
	storeFlag
	metricsFlag
	logFlags
}

// Help gives examples.
func (serveCommand) Help() string {
	return `Serves GraphQL at /graphql, GraphiQL at /, the schema at /schema.graphql, and
/healthz and /readyz for whoever watches over it.

Examples:

    innograph
    innograph --seed none
    innograph --listen :9000 --store sqlite:/var/lib/innograph/hub.db
    INNOGRAPH_NEO4J_PASSWORD=secret innograph --store neo4j://neo4j@localhost:7687
    innograph --cors-origin https://hub.example --log-format json
    innograph --tokens tokens.yaml
    INNOGRAPH_LISTEN=localhost:8081 innograph`
}

// Validate refuses settings that cannot work.
func (c *serveCommand) Validate() error {
	if c.RequestTimeout <= 0 {
		return errors.New("--request-timeout: give a time above zero, such as 10s")
	}
	return graph.CheckOrigins(c.CORSOrigin)
}

// Run serves until ctx ends or a signal asks to stop.
func (c *serveCommand) Run(ctx context.Context, s *streams) (err error) {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	log := c.logger(s.err)
	callers, err := c.callers()
	if err != nil {
		return err
	}
	listener, err := listen(ctx, "--listen", c.Listen)
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }() // the server closes it first, unless it never came to that
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
		defer cancel()
		err = errors.Join(err, store.Close(closing))
	}()
	if err := c.fill(ctx, store, s); err != nil {
		return err
	}
	site, err := newSite(store, graph.Options{Origins: c.CORSOrigin, Callers: callers, Timeout: c.RequestTimeout, Log: log})
	if err != nil {
		return err
	}
	handler, unmeasured, err := c.measure(ctx, store, site, log)
	if err != nil {
		return err
	}
	defer unmeasured()
	fmt.Fprintf(s.out, "Serving %s at %s (Ctrl+C stops)\n", c.name(), address(c.Listen, listener.Addr()))
	return c.serve(ctx, stop, listener, handler, &site.draining, log)
}

// listen takes the address, and says what to do when that cannot be.
func listen(ctx context.Context, flag, address string) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, &kg.Error{Kind: kg.ErrConflict, Subject: flag + " " + address,
			Reason: "another program listens there; stop it, or choose another port, such as " + flag + " localhost:8081"}
	case errors.Is(err, syscall.EACCES):
		return nil, &kg.Error{Kind: kg.ErrInvalid, Subject: flag + " " + address,
			Reason: "this port needs more rights; choose one above 1023"}
	default:
		return nil, &kg.Error{Kind: kg.ErrInvalid, Subject: flag + " " + address, Cause: err,
			Reason: "cannot listen there; give host and port, such as localhost:8080"}
	}
}

// address returns what to type into a browser.
func address(asked string, got net.Addr) string {
	host, _, _ := net.SplitHostPort(asked)
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	_, port, _ := net.SplitHostPort(got.String())
	return "http://" + net.JoinHostPort(host, port)
}

// serve answers until ctx ends; then it takes no more, finishes what is under
// way and returns. A second signal ends the program at once.
func (c *serveCommand) serve(ctx context.Context, stop func(), listener net.Listener, handler http.Handler, draining *atomic.Bool, log *slog.Logger) error {
	base, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      readTimeout + c.RequestTimeout + readTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
		BaseContext:       func(net.Listener) context.Context { return base },
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	select {
	case err := <-served:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	stop()
	draining.Store(true)
	log.Info("stopping", "drain", drainTimeout)
	// Shutdown drops connections whose first request has just come in. So no
	// more are taken first, and those that were are given a moment to be heard.
	server.SetKeepAlivesEnabled(false)
	_ = listener.Close() // what fails here is that it is closed
	time.Sleep(hearingTime)
	deadline, done := context.WithTimeout(base, drainTimeout)
	defer done()
	if err := server.Shutdown(deadline); err != nil {
		cancel() // what is still under way ends with the context
		log.Warn("some requests were cut off", "error", err)
		return server.Close()
	}
	log.Info("stopped")
	return nil
}
