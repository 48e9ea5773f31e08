package engine

import (
	"context"
	"errors"
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/kg"
)

// The codes of extensions.code, which clients may rely on.
const (
	CodeBadUserInput = "BAD_USER_INPUT"            // an argument breaks a rule
	CodeBadCursor    = "BAD_CURSOR"                // a cursor of another list or order
	CodeBadBookmark  = "BAD_BOOKMARK"              // a bookmark of another store, or none
	CodeTooComplex   = "COMPLEXITY_LIMIT_EXCEEDED" // more is asked for than one request may
	CodeNotFound     = "NOT_FOUND"                 // what the request is about is absent
	CodeConflict     = "CONFLICT"                  // something else has it, or has changed it
	CodeExpired      = "EXPIRED"                   // no longer kept
	CodeUnavailable  = "UNAVAILABLE"               // the store cannot answer now
	CodeDeadline     = "DEADLINE_EXCEEDED"         // the request's time is up
	CodeCancelled    = "CANCELLED"                 // the caller has gone
	CodeInternal     = "INTERNAL"                  // a fault of the program or of stored data
)

// codes translate what stores report about a request.
var codes = []struct {
	kind error
	code string
}{
	{kg.ErrNotFound, CodeNotFound},
	{kg.ErrInvalid, CodeBadUserInput},
	{kg.ErrBadCursor, CodeBadCursor},
	{kg.ErrBadBookmark, CodeBadBookmark},
	{kg.ErrConflict, CodeConflict},
	{kg.ErrTooLarge, CodeTooComplex},
	{kg.ErrExpired, CodeExpired},
}

// Failure presents any error under a path: with a stable code, and with a
// message that is safe to show. Of a store that fails it tells no more than
// that, for such errors speak to whoever runs the program. The error itself stays in Err, for the log.
func Failure(path ast.Path, err error) *gqlerror.Error {
	if known, ok := errors.AsType[*gqlerror.Error](err); ok {
		return known
	}
	e := &gqlerror.Error{Err: err, Path: path, Extensions: map[string]any{}}
	switch own, isOwn := errors.AsType[*kg.Error](err); {
	case errors.Is(err, context.DeadlineExceeded):
		e.Message = "the time of the request is up; ask for less, or for smaller pages"
		e.Extensions["code"] = CodeDeadline
	case errors.Is(err, context.Canceled):
		e.Message = "the request was cancelled"
		e.Extensions["code"] = CodeCancelled
	case errors.Is(err, kg.ErrUnavailable):
		e.Message = "the store cannot answer now; try again later"
		e.Extensions["code"] = CodeUnavailable
	case isOwn && !errors.Is(err, kg.ErrDamaged):
		e.Message = own.Error()
		e.Extensions["code"] = codeOf(own)
	default:
		e.Message = "internal error"
		e.Extensions["code"] = CodeInternal
	}
	return e
}

func codeOf(err error) string {
	for _, c := range codes {
		if errors.Is(err, c.kind) {
			return c.code
		}
	}
	return CodeInternal
}

// A refusal is what is wrong with an argument. Its paths are completed on the
// way out: argument from the inside, field by the one that decodes.
type refusal struct {
	code     string
	argument string // such as "filter.and[1].name.eq"
	field    string // such as "people.nodes.organisations"
	message  string
	cause    error
	extra    map[string]any // more extensions
}

func (r *refusal) Error() string {
	if r.argument == "" {
		return r.message
	}
	return r.argument + ": " + r.message
}

func (r *refusal) Unwrap() error { return r.cause }

// refuse returns a refusal of the value at hand; the way to it is added by
// within.
func refuse(format string, args ...any) error {
	return &refusal{code: CodeBadUserInput, message: fmt.Sprintf(format, args...)}
}

// exceeds returns a refusal that states a limit, what was asked for, and the
// remedy.
func exceeds(limit, actual int, remedy, format string, args ...any) *refusal {
	return &refusal{
		code:    CodeBadUserInput,
		message: fmt.Sprintf(format, args...) + "; " + remedy,
		extra:   map[string]any{"limit": limit, "actual": actual, "remedy": remedy},
	}
}

// within adds an argument, field or index before the place a refusal is about.
func within(name string, err error) error {
	r, ok := errors.AsType[*refusal](err)
	if !ok {
		return err
	}
	switch {
	case r.argument == "":
		r.argument = name
	case r.argument[0] == '[':
		r.argument = name + r.argument
	default:
		r.argument = name + "." + r.argument
	}
	return r
}

// at names the field whose argument a refusal is about.
func at(field string, err error) error {
	if r, ok := errors.AsType[*refusal](err); ok && r.field == "" {
		r.field = field
	}
	return err
}

// present turns what went wrong in a root field into an error of the response.
func present(path ast.Path, err error) *gqlerror.Error {
	r, ok := errors.AsType[*refusal](err)
	if !ok {
		return Failure(path, err)
	}
	e := &gqlerror.Error{Err: err, Message: r.Error(), Path: path, Extensions: map[string]any{"code": r.code}}
	for name, v := range r.extra {
		e.Extensions[name] = v
	}
	if r.field != "" {
		e.Extensions["field"] = r.field
	}
	if r.argument != "" {
		e.Extensions["argument"] = r.argument
	}
	return e
}
