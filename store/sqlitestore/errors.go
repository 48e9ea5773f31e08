package sqlitestore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"innograph/kg"
)

// A trouble is what a result code of SQLite means to whoever runs the program.
type trouble struct {
	kind   error
	reason string
}

// troubles by primary result code.
var troubles = map[int]trouble{
	sqlite3.SQLITE_BUSY:       {kg.ErrUnavailable, "the file is locked by another process; wait until that has finished, or stop it, and try again"},
	sqlite3.SQLITE_LOCKED:     {kg.ErrUnavailable, "the file is locked by another process; wait until that has finished, or stop it, and try again"},
	sqlite3.SQLITE_FULL:       {kg.ErrUnavailable, "the disk is full; free some space and try again"},
	sqlite3.SQLITE_READONLY:   {kg.ErrUnavailable, "the file cannot be written; allow this program to write to it and to its folder"},
	sqlite3.SQLITE_PERM:       {kg.ErrUnavailable, "access to the file is denied; allow this program to read and write it"},
	sqlite3.SQLITE_CANTOPEN:   {kg.ErrUnavailable, "the file cannot be opened; see that its folder exists and that this program may write there"},
	sqlite3.SQLITE_IOERR:      {kg.ErrUnavailable, "the disk has failed to read or write the file; see to the disk and try again"},
	sqlite3.SQLITE_NOMEM:      {kg.ErrUnavailable, "there is not enough memory; free some and try again"},
	sqlite3.SQLITE_CORRUPT:    {kg.ErrInvalid, "the file is damaged; put back a copy of it, or import into a new one"},
	sqlite3.SQLITE_NOTADB:     {kg.ErrInvalid, "the file is no SQLite database; name another file, or move this one away"},
	sqlite3.SQLITE_TOOBIG:     {kg.ErrTooLarge, "a value or an answer is larger than SQLite can hold; ask for less at once"},
	sqlite3.SQLITE_CONSTRAINT: {kg.ErrConflict, "the change contradicts what the file holds; it has not been made"},
}

// failure tells the caller what err means. What is a kg.Error already passes.
func (s *Store) failure(ctx context.Context, err error) error {
	var told *kg.Error
	if err == nil || errors.As(err, &told) {
		return err
	}
	var engine *sqlite.Error
	isEngine := errors.As(err, &engine)
	if cause := ctx.Err(); cause != nil || isEngine && engine.Code()&0xff == sqlite3.SQLITE_INTERRUPT {
		if cause == nil {
			cause = context.Canceled
		}
		return &kg.Error{Kind: cause, Subject: s.name(), Reason: "the request was given up before it was answered", Cause: err}
	}
	meaning := trouble{kg.ErrUnavailable, "the store has failed; the log tells how"}
	if isEngine {
		if known, ok := troubles[engine.Code()&0xff]; ok {
			meaning = known
		}
	}
	return &kg.Error{Kind: meaning.kind, Subject: s.name(), Reason: meaning.reason, Cause: err}
}

// name is how messages call the store.
func (s *Store) name() string { return "store " + s.path }

func (s *Store) closedError() error {
	return &kg.Error{Kind: kg.ErrUnavailable, Subject: s.name(), Reason: "the store is closed"}
}

// isLost reports whether a connection is of no use after err.
func isLost(err error) bool {
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone)
}
