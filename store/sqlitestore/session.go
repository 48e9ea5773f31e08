package sqlitestore

import (
	"container/list"
	"context"
	"database/sql"
	"strconv"
	"time"
)

// The bounds of the prepared statements a connection keeps. A statement takes
// some twenty times the memory of its text.
const (
	maxStatements    = 256
	maxStatementText = 16 << 10 // bytes; a longer one is not kept
	maxKeptText      = 1 << 20  // bytes of all
)

// A session is one connection with the statements prepared on it. It serves one
// caller at a time.
type session struct {
	conn    *sql.Conn
	observe func(text string)
	byText  map[string]*list.Element
	recent  *list.List // of *prepared, the latest used first
	kept    int        // bytes of their texts
}

type prepared struct {
	text string
	stmt *sql.Stmt
}

// release ends the use of a statement that is not kept.
func (p *prepared) release() {
	if len(p.text) > maxStatementText {
		_ = p.stmt.Close() // what it had to say it has said when it ran
	}
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

// prepare returns the statement of a text, made now or kept from before. It has
// to be released.
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
	if len(text) > maxStatementText {
		return p, nil
	}
	s.byText[text] = s.recent.PushFront(p)
	s.kept += len(text)
	for s.recent.Len() > maxStatements || s.kept > maxKeptText {
		oldest := s.recent.Remove(s.recent.Back()).(*prepared)
		delete(s.byText, oldest.text)
		s.kept -= len(oldest.text)
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
	defer p.release()
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
	defer p.release()
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
	defer p.release()
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
