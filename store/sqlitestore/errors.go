package sqlitestore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"

	"modernc.org/sqlite"

	"innograph/kg"
)

// The primary result codes of SQLite, which are part of its interface. An
// extended code has its primary one in the lowest byte.
const (
	codePermission   = 3
	codeBusy         = 5
	codeLocked       = 6
	codeNoMemory     = 7
	codeReadOnly     = 8
	codeInterrupt    = 9
	codeIO           = 10
	codeCorrupt      = 11
	codeFull         = 13
	codeCannotOpen   = 14
	codeTooBig       = 18
	codeConstraint   = 19
	codeNotADatabase = 26
	primaryCode      = 0xff
)

// A trouble is what a result code of SQLite means to whoever runs the program.
type trouble struct {
	kind   error
	reason string
}

// troubles by primary result code.
var troubles = map[int]trouble{
	codeBusy:         {kg.ErrUnavailable, "the file is locked by another process; wait until that has finished, or stop it, and try again"},
	codeLocked:       {kg.ErrUnavailable, "the file is locked by another process; wait until that has finished, or stop it, and try again"},
	codeFull:         {kg.ErrUnavailable, "the disk is full; free some space and try again"},
	codeReadOnly:     {kg.ErrUnavailable, "the file cannot be written; allow this program to write to it and to its folder"},
	codePermission:   {kg.ErrUnavailable, "access to the file is denied; allow this program to read and write it"},
	codeCannotOpen:   {kg.ErrUnavailable, "the file cannot be opened; see that its folder exists and that this program may write there"},
	codeIO:           {kg.ErrUnavailable, "the disk has failed to read or write the file; see to the disk and try again"},
	codeNoMemory:     {kg.ErrUnavailable, "there is not enough memory; free some and try again"},
	codeCorrupt:      {kg.ErrDamaged, "the file is damaged; put back a copy of it, or import into a new one"},
	codeNotADatabase: {kg.ErrDamaged, "the file is no SQLite database; name another file, or move this one away"},
	codeTooBig:       {kg.ErrTooLarge, "a value or an answer is larger than the store can hold; ask for less at once"},
	codeConstraint:   {kg.ErrConflict, "the change contradicts what the store holds; it has not been made"},
}

// failure tells the caller what err means. What is a kg.Error already passes.
func (s *Store) failure(ctx context.Context, err error) error {
	var told *kg.Error
	if err == nil || errors.As(err, &told) {
		return err
	}
	var engine *sqlite.Error
	isEngine := errors.As(err, &engine)
	if cause := ctx.Err(); cause != nil || isEngine && engine.Code()&primaryCode == codeInterrupt {
		if cause == nil {
			cause = context.Canceled
		}
		if !errors.Is(err, cause) {
			cause = fmt.Errorf("%w: %w", cause, err)
		}
		return &kg.Error{Kind: kg.ErrUnavailable, Subject: "store", Reason: "the request was given up before it was answered", Cause: cause}
	}
	meaning := trouble{kg.ErrUnavailable, "the store has failed; the log tells how"}
	if isEngine {
		if known, ok := troubles[engine.Code()&primaryCode]; ok {
			meaning = known
		}
	} else if errors.Is(err, errJSON) {
		meaning = troubles[codeCorrupt]
	}
	subject := "store"
	if errors.Is(meaning.kind, kg.ErrUnavailable) || errors.Is(meaning.kind, kg.ErrDamaged) {
		subject = s.name()
	}
	return &kg.Error{Kind: meaning.kind, Subject: subject, Reason: meaning.reason, Cause: err}
}

// name is how messages to whoever runs the program call the store.
func (s *Store) name() string { return "store " + s.path }

// isLost reports whether a connection is of no use after err.
func isLost(err error) bool {
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone)
}
