package kg

import (
	"errors"
	"fmt"
)

// The kinds of failure every store and writer reports, told apart with
// errors.Is. Adapters translate their driver's codes into these, never its
// texts.
var (
	ErrNotFound    = errors.New("not found")
	ErrInvalid     = errors.New("invalid")
	ErrBadCursor   = errors.New("bad cursor")
	ErrBadBookmark = errors.New("bad bookmark") // of another store, or of a state that is no more
	ErrConflict    = errors.New("conflict")
	ErrTooLarge    = errors.New("too large")
	ErrExpired     = errors.New("expired")
	ErrUnavailable = errors.New("unavailable") // cannot answer now, may do so later
	ErrDamaged     = errors.New("damaged")     // what the store keeps cannot be read
)

// An Error is a failure told to whoever caused it: Subject and Reason are safe
// to show; Cause is for the log alone. Those of ErrUnavailable and ErrDamaged
// speak to whoever runs the program, with paths and what to do about them:
// callers of an API are told only that there is such a failure.
type Error struct {
	Kind    error  // one of the Err values
	Subject string // what it is about: a property as "Person.name", a field, an id
	Reason  string // what is wrong and what to do
	Cause   error
}

// Error returns subject and reason, never the cause.
func (e *Error) Error() string {
	if e.Subject == "" {
		return e.Reason
	}
	return e.Subject + ": " + e.Reason
}

// Unwrap returns the kind and the cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Cause}
}

// Invalid returns an ErrInvalid about subject.
func Invalid(subject, format string, args ...any) error {
	return &Error{Kind: ErrInvalid, Subject: subject, Reason: fmt.Sprintf(format, args...)}
}

// Conflict returns an ErrConflict about subject.
func Conflict(subject, format string, args ...any) error {
	return &Error{Kind: ErrConflict, Subject: subject, Reason: fmt.Sprintf(format, args...)}
}
