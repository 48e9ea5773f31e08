package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/kg"
)

// A trouble is what a status code of Neo4j means to whoever runs the program, or,
// where it is no fault of the database, to the caller.
type trouble struct {
	kind   error
	reason string
}

const (
	mayNotEnter = "the server refuses the user, password or token; correct them, and see that the user may use this database"
	tooMuch     = "the answer needs more memory than the database allows for one request; ask for less at once"
	tookTooLong = "the request was given up before it was answered"
	startingUp  = "the database is not available at present; it may be starting, stopping or full; its log tells"
	readOnly    = "the database cannot be written; allow it, or name another server"
	givenOut    = "the database has stopped itself, as it does when its disk is full or fails; see to that, and restart it: its log tells"
	damaged     = "the database is damaged; put back a copy of it, or import into a new one"
)

// troubles by status code. Codes are part of Neo4j's interface; messages are not.
// Where a code stands for several, its beginning is given, with a point at its end.
var troubles = map[string]trouble{
	"Neo.ClientError.Security.":                                          {kg.ErrUnavailable, mayNotEnter},
	"Neo.ClientError.Database.DatabaseNotFound":                          {kg.ErrUnavailable, "the server has no such database; create it, or name another"},
	"Neo.ClientError.Schema.ConstraintValidationFailed":                  {kg.ErrConflict, "the change contradicts what the store holds; it has not been made"},
	"Neo.ClientError.Transaction.InvalidBookmark":                        {kg.ErrBadBookmark, "it was not given out by this store; read without it"},
	"Neo.ClientError.Transaction.InvalidBookmarkMixture":                 {kg.ErrBadBookmark, "it was not given out by this store; read without it"},
	"Neo.TransientError.Transaction.BookmarkTimeout":                     {kg.ErrUnavailable, "the server has not yet got the state that was asked for; try again"},
	"Neo.ClientError.Transaction.TransactionTimedOut":                    {kg.ErrUnavailable, tookTooLong},
	"Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": {kg.ErrUnavailable, tookTooLong},
	"Neo.ClientError.Transaction.Terminated":                             {kg.ErrUnavailable, tookTooLong},
	"Neo.ClientError.Transaction.LockClientStopped":                      {kg.ErrUnavailable, tookTooLong},
	"Neo.ClientError.General.ForbiddenOnReadOnlyDatabase":                {kg.ErrUnavailable, readOnly},
	"Neo.ClientError.General.WriteOnReadOnlyAccessDatabase":              {kg.ErrUnavailable, readOnly},
	"Neo.TransientError.General.MemoryPoolOutOfMemoryError":              {kg.ErrTooLarge, tooMuch},
	"Neo.TransientError.General.TransactionOutOfMemoryError":             {kg.ErrTooLarge, tooMuch},
	"Neo.TransientError.General.OutOfMemoryError":                        {kg.ErrTooLarge, tooMuch},
	"Neo.TransientError.General.StackOverFlowError":                      {kg.ErrTooLarge, tooMuch},
	"Neo.TransientError.":                                                {kg.ErrUnavailable, "the database could not do it at present; try again"},
	"Neo.TransientError.General.DatabaseUnavailable":                     {kg.ErrUnavailable, startingUp},
	"Neo.DatabaseError.Transaction.":                                     {kg.ErrUnavailable, givenOut},
	"Neo.DatabaseError.Database.DatabaseLimitReached":                    {kg.ErrUnavailable, startingUp},
	"Neo.DatabaseError.General.IndexCorruptionDetected":                  {kg.ErrDamaged, damaged},
	"Neo.DatabaseError.General.StorageDamageDetected":                    {kg.ErrDamaged, damaged},
}

// troubleOf finds what a code means: its own entry, or that of its beginning.
func troubleOf(code string) (trouble, bool) {
	for code != "" {
		if known, ok := troubles[code]; ok {
			return known, true
		}
		code = code[:strings.LastIndexByte(strings.TrimSuffix(code, "."), '.')+1]
	}
	return trouble{}, false
}

// failure tells the caller what err means. What is a kg.Error already passes.
func (s *Store) failure(ctx context.Context, err error) error {
	var told *kg.Error
	if err == nil || errors.As(err, &told) {
		return err
	}
	if cause := ctx.Err(); cause != nil {
		if !errors.Is(err, cause) {
			cause = fmt.Errorf("%w: %w", cause, err)
		}
		return &kg.Error{Kind: kg.ErrUnavailable, Subject: "store", Reason: tookTooLong, Cause: cause}
	}
	meaning := trouble{kg.ErrUnavailable, "the database has failed; the logs tell how"}
	var (
		engine  *neo4j.Neo4jError
		expired *neo4j.TokenExpiredError
	)
	switch {
	case errors.As(err, &expired):
		meaning.reason = mayNotEnter
	case errors.As(err, &engine):
		if known, ok := troubleOf(engine.Code); ok {
			meaning = known
		}
	case isLost(err):
		meaning.reason = "the database cannot be reached; see that it runs there, and whether it wants encryption (neo4j+s://) or none (neo4j://)"
	}
	subject := "store"
	switch {
	case errors.Is(meaning.kind, kg.ErrBadBookmark):
		subject = "bookmark"
	case errors.Is(meaning.kind, kg.ErrUnavailable), errors.Is(meaning.kind, kg.ErrDamaged):
		subject = s.name()
	}
	return &kg.Error{Kind: meaning.kind, Subject: subject, Reason: meaning.reason, Cause: err}
}

// isRetryable reports whether the same may succeed when it is tried again. What
// needs too much memory would need it again.
func isRetryable(err error) bool {
	var engine *neo4j.Neo4jError
	if errors.As(err, &engine) {
		if known, ok := troubleOf(engine.Code); ok && errors.Is(known.kind, kg.ErrTooLarge) {
			return false
		}
		return engine.IsRetriable()
	}
	return isLost(err)
}

// forestalled are the codes of what another program has made meanwhile.
var forestalled = []string{
	"Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists",
	"Neo.ClientError.Schema.IndexAlreadyExists",
	"Neo.ClientError.Schema.IndexWithNameAlreadyExists",
	"Neo.ClientError.Schema.ConstraintAlreadyExists",
	"Neo.ClientError.Schema.ConstraintWithNameAlreadyExists",
}

// isForestalled reports whether something was to be made that another program has
// made since it was looked for.
func isForestalled(err error) bool {
	var engine *neo4j.Neo4jError
	return errors.As(err, &engine) && slices.Contains(forestalled, engine.Code)
}

// isLost reports whether the connection has been lost, or has not come about. The
// driver has an error of its own for most of the ways in which that happens, and
// passes on what it met in others, such as the end in the middle of a message.
func isLost(err error) bool {
	var lost *neo4j.ConnectivityError
	var network net.Error
	return errors.As(err, &lost) || errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// name is how messages to whoever runs the program call the store.
func (s *Store) name() string { return "store " + s.address.name() }
