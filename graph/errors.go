package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/graph/engine"
	"innograph/kg"
	"innograph/kg/text"
)

// The bounds of an error in a response.
const (
	mostMessage   = 250 // bytes
	mostLocations = 2
)

// A presenter turns what went wrong into an error of the response: with a code,
// a message that is safe to show and the id of the request. All else goes to
// the log.
type presenter struct{ log *slog.Logger }

// present is a graphql.ErrorPresenterFunc.
func (p presenter) present(ctx context.Context, err error) *gqlerror.Error {
	e := classify(ctx, err)
	if errors.Is(ctx.Err(), context.DeadlineExceeded) && brokenOff(codeOf(e)) {
		late := engine.Failure(e.Path, context.DeadlineExceeded)
		late.Err, late.Locations = e.Err, e.Locations
		e = late
	}
	shown := *e
	shown.Message = text.Shorten(shown.Message, mostMessage)
	shown.Locations = shown.Locations[:min(len(shown.Locations), mostLocations)]
	shown.Extensions = maps.Clone(shown.Extensions)
	if id := RequestID(ctx); id != "" {
		shown.Extensions["requestId"] = id
	}
	p.report(ctx, &shown)
	return &shown
}

// classify returns err with a code. What has none yet, because gqlgen alone saw
// it, is not shown: its text may come from anywhere.
func classify(ctx context.Context, err error) *gqlerror.Error {
	known, ok := errors.AsType[*gqlerror.Error](err)
	switch {
	case !ok:
		return engine.Failure(graphql.GetPath(ctx), err)
	case codeOf(known) != "":
		return known
	case known.Err == nil:
		return engine.Failure(known.Path, errors.New(known.Message))
	default:
		e := engine.Failure(known.Path, known.Err)
		e.Locations = known.Locations
		return e
	}
}

// brokenOff tells whether a code may be how a passed deadline shows: engines
// report a statement that was cut off in their own ways.
func brokenOff(code string) bool {
	return code == engine.CodeInternal || code == engine.CodeUnavailable || code == engine.CodeCancelled
}

// report logs what an operator should know: faults with their cause.
func (p presenter) report(ctx context.Context, e *gqlerror.Error) {
	level := slog.LevelDebug
	switch codeOf(e) {
	case engine.CodeInternal, engine.CodeUnavailable:
		level = slog.LevelError
	case engine.CodeDeadline:
		level = slog.LevelWarn
	}
	attrs := []slog.Attr{
		slog.String("code", codeOf(e)), slog.String("message", e.Message),
		slog.String("path", e.Path.String()), slog.String("requestId", RequestID(ctx)),
	}
	if e.Err != nil {
		attrs = append(attrs, slog.String("error", e.Err.Error()))
	}
	if own, ok := errors.AsType[*kg.Error](e.Err); ok && own.Cause != nil {
		attrs = append(attrs, slog.String("cause", own.Cause.Error()))
	}
	p.log.LogAttrs(ctx, level, "request failed", attrs...)
}

// recovered is a graphql.RecoverFunc: a panic is logged with its stack, and the
// caller learns of it that there was one.
func (p presenter) recovered(ctx context.Context, panicked any) error {
	p.log.ErrorContext(ctx, "panic", "panic", fmt.Sprint(panicked),
		"requestId", RequestID(ctx), "stack", string(debug.Stack()))
	return engine.Failure(graphql.GetPath(ctx), errPanic)
}

var errPanic = errors.New("a resolver panicked; see above")

func codeOf(e *gqlerror.Error) string {
	code, _ := e.Extensions["code"].(string)
	return code
}
