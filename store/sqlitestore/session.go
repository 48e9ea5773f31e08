package sqlitestore

import (
	"container/list"
	"context"
	"database/sql"
	"strconv"
	"time"
)

// maxStatements bounds the prepared statements a connection keeps.
const maxStatements = 256

// A session is one connection with the statements prepared on it. It serves one
// caller at a time.
type session struct {
	conn    *sql.Conn
	observe func(text string)
	byText  map[string]*list.Element
	recent  *list.List // of *prepared, the latest used first
}

type prepared struct {
	text string
	stmt *sql.Stmt
}

func newSession(ctx context.Context, db *sql.DB, observe func(string)) (*session, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &session{conn: conn, observe: observe, byText: map[string]*list.Element{}, recent: list.New()}, nil
}

// close frees the connection. Its statements go with it.
func (s *session) close() error {
	for e := s.recent.Front(); e != nil; e = e.Next() {
		_ = e.Value.(*prepared).stmt.Close() // the connection is closed next
	}
	return s.conn.Close()
}

// prepare returns the statement of a text, made now or kept from before.
func (s *session) prepare(ctx context.Context, text string) (*prepared, error) {
	if e := s.byText[text]; e != nil {
		s.recent.MoveToFront(e)
		return e.Value.(*prepared), nil
	}
	stmt, err := s.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	p := &prepared{text, stmt}
	s.byText[text] = s.recent.PushFront(p)
	if s.recent.Len() > maxStatements {
		oldest := s.recent.Remove(s.recent.Back()).(*prepared)
		delete(s.byText, oldest.text)
		if err := oldest.stmt.Close(); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// query runs a statement and calls each for every row, until each fails.
func (s *session) query(ctx context.Context, text string, args []any, each func(*sql.Rows) error) (err error) {
	p, err := s.prepare(ctx, text)
	if err != nil {
		return err
	}
	s.observe(text)
	rows, err := p.stmt.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer func() {
		if closing := rows.Close(); err == nil {
			err = closing
		}
	}()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// exec runs a statement that returns nothing.
func (s *session) exec(ctx context.Context, text string, args ...any) error {
	p, err := s.prepare(ctx, text)
	if err != nil {
		return err
	}
	s.observe(text)
	_, err = p.stmt.ExecContext(ctx, args...)
	return err
}

// transact runs fn between begin and COMMIT, or ROLLBACK when fn fails or
// panics. A commit that has begun is not given up.
func (s *session) transact(ctx context.Context, begin string, fn func() error) (err error) {
	done := false
	defer func() {
		if !done {
			// It fails where nothing was begun or the engine has rolled back.
			_ = s.control(context.WithoutCancel(ctx), "ROLLBACK")
		}
	}()
	if err := s.control(ctx, begin); err != nil {
		return err
	}
	if err := fn(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.control(context.WithoutCancel(ctx), "COMMIT"); err != nil {
		return err
	}
	done = true
	return nil
}

// control runs a statement that begins or ends a transaction, which observers
// are not told of.
func (s *session) control(ctx context.Context, text string) error {
	p, err := s.prepare(ctx, text)
	if err != nil {
		return err
	}
	_, err = p.stmt.ExecContext(ctx)
	return err
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

// script runs statements without parameters that are not worth keeping.
func (s *session) script(ctx context.Context, text string) error {
	s.observe(text)
	_, err := s.conn.ExecContext(ctx, text)
	return err
}
