package sqlitestore

import (
	"context"
	"database/sql"
	"io/fs"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"innograph/kg"
	"innograph/store/lifetime"
)

// A Store is a graph in one SQLite file.
type Store struct {
	path  string
	model *kg.Model
	from  sources
	file  fs.FileInfo // the file that was opened; nil in memory

	writers  *sql.DB
	readers  *sql.DB
	writing  chan *session // the one session that writes, while nobody does
	reading  chan *session // those that read; nil: to be opened
	catalog  atomic.Pointer[catalog]
	observer lifetime.Observer

	lifetime lifetime.Lifetime
}

var _ kg.Store = (*Store)(nil)

// Open opens the store in the file of that path, which comes into being when
// it does not exist, or one in memory for the path Memory. It refuses what is
// not a store of this program. Migrate has to follow.
func Open(ctx context.Context, path string, model *kg.Model) (*Store, error) {
	return open(ctx, path, model, busyTimeout)
}

func open(ctx context.Context, path string, model *kg.Model, busy time.Duration) (*Store, error) {
	s := &Store{path: path, model: model}
	if path == "" || strings.ContainsRune(path, 0) {
		return nil, kg.Invalid("store", "a store needs the path of a file, such as sqlite:innograph.db")
	}
	if path != Memory {
		s.path = filepath.Clean(path)
	}
	s.lifetime.Store, s.lifetime.Held = s.name(), "the file is"
	s.from = sourcesOf(s.path, busy)
	if err := checkNames(model); err != nil {
		return nil, err
	}
	if err := s.inspect(ctx); err != nil {
		return nil, err
	}
	if err := s.connect(ctx); err != nil {
		return nil, s.failure(ctx, err)
	}
	if err := s.remember(); err != nil {
		_ = s.disconnect() // the first failure is told
		return nil, err
	}
	return s, nil
}

// connect opens both pools and the writing session, which keeps a store in
// memory alive.
func (s *Store) connect(ctx context.Context) (err error) {
	if s.writers, err = sql.Open("sqlite", s.from.writer); err != nil {
		return err
	}
	if s.readers, err = sql.Open("sqlite", s.from.reader); err != nil {
		_ = s.writers.Close() // the first failure is told
		return err
	}
	writer, err := newSession(ctx, s.writers, s.observer.Tell)
	if err == nil {
		err = s.refuseForeign(ctx, writer.conn)
	}
	if err != nil {
		_ = s.readers.Close() // the first failure is told
		_ = s.writers.Close()
		return err
	}
	s.writing = make(chan *session, 1)
	s.writing <- writer
	count := max(4, 2*runtime.GOMAXPROCS(0))
	s.reading = make(chan *session, count)
	for range count {
		s.reading <- nil
	}
	return nil
}

// Observe has fn called with the text of every statement before it runs, those
// that begin and end transactions left out; nil ends it. fn may be called by
// several goroutines at once.
func (s *Store) Observe(fn func(text string)) { s.observer.Set(fn) }

// read runs fn on a session that reads, in one transaction when snapshot is
// set.
func (s *Store) read(ctx context.Context, snapshot bool, fn func(*session) error) error {
	return s.borrow(ctx, s.reading, s.readers, func(ses *session) error {
		if !snapshot {
			return fn(ses)
		}
		return ses.transact(ctx, "BEGIN", func() error { return fn(ses) })
	})
}

// write runs fn on the session that writes, in one transaction that holds the
// file's write lock.
func (s *Store) write(ctx context.Context, fn func(*session) error) error {
	if err := s.inPlace(); err != nil {
		return err
	}
	return s.borrow(ctx, s.writing, s.writers, func(ses *session) error {
		return ses.transact(ctx, "BEGIN IMMEDIATE", func() error { return fn(ses) })
	})
}

// borrow runs fn on a session of a pool, opening one where none is.
func (s *Store) borrow(ctx context.Context, pool chan *session, db *sql.DB, fn func(*session) error) (err error) {
	if err := s.lifetime.Enter(); err != nil {
		return err
	}
	defer s.lifetime.Leave()
	var ses *session
	select {
	case <-ctx.Done():
		return s.failure(ctx, ctx.Err())
	case ses = <-pool:
	}
	defer func() {
		if ses != nil && isLost(err) {
			_ = ses.close() // it is lost already
			ses = nil
		}
		pool <- ses
		err = s.failure(ctx, err)
	}()
	if ses == nil {
		if ses, err = newSession(ctx, db, s.observer.Tell); err != nil {
			return err
		}
	}
	return fn(ses)
}

// Close waits for calls under way, up to ctx's deadline, and closes the file.
// No call is let in meanwhile or afterwards. To close twice is no failure.
func (s *Store) Close(ctx context.Context) error {
	return s.lifetime.End(ctx, func(ctx context.Context) error { return s.failure(ctx, s.disconnect()) })
}

// disconnect closes the readers and then the writer, which then empties the
// write-ahead log into the file.
func (s *Store) disconnect() error {
	var first error
	keep := func(err error) {
		if first == nil {
			first = err
		}
	}
	for range cap(s.reading) {
		if ses := <-s.reading; ses != nil {
			keep(ses.close())
		}
	}
	keep(s.readers.Close())
	if ses := <-s.writing; ses != nil {
		keep(ses.close())
	}
	keep(s.writers.Close())
	return first
}
