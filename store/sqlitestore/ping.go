package sqlitestore

import (
	"context"
	"database/sql"
	"os"

	"innograph/kg"
)

// Ping reports whether the store answers: whether its file is still in its
// place and can be opened and read anew. Damage within the records shows only
// when they are read.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.lifetime.Enter(); err != nil {
		return err
	}
	defer s.lifetime.Leave()
	if s.path == Memory {
		return s.failure(ctx, ctx.Err())
	}
	if err := s.inPlace(); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", s.from.reader) // other connections may have all they need in memory
	if err != nil {
		return s.failure(ctx, err)
	}
	defer func() { _ = db.Close() }() // it was opened for reading alone
	var tables int
	return s.failure(ctx, db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables))
}

// remember notes which file was opened.
func (s *Store) remember() (err error) {
	if s.path == Memory {
		return nil
	}
	if s.file, err = os.Stat(s.path); err != nil {
		return &kg.Error{Kind: kg.ErrUnavailable, Subject: s.name(), Cause: err, Reason: "the file cannot be looked at; see to the rights of its folder"}
	}
	return nil
}

// inPlace fails when the file that was opened is no longer at its path. It can
// still be read and written then, but whatever is written is lost.
func (s *Store) inPlace() error {
	if s.file == nil {
		return nil
	}
	now, err := os.Stat(s.path)
	switch {
	case err != nil:
		return &kg.Error{Kind: kg.ErrUnavailable, Subject: s.name(), Cause: err,
			Reason: "the file is gone while it was in use; put a copy in its place and start again"}
	case !os.SameFile(s.file, now):
		return &kg.Error{Kind: kg.ErrUnavailable, Subject: s.name(),
			Reason: "another file has taken its place while it was in use; start again to use that one"}
	}
	return nil
}
