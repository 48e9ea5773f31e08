package sqlitestore

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"innograph/kg"
)

// applicationID marks a file as a store of this program: "InGr".
const applicationID = 0x496e4772

// The header of every SQLite file: where it says so, and where the application
// says what it is.
const (
	headerMagic  = "SQLite format 3\x00"
	headerLength = 100
	headerAppAt  = 68
)

// busyTimeout is how long a write waits for another process to finish its own.
// SQLite asks ten times a second, out of turn, so that it takes some patience
// beside one that writes all the time.
const busyTimeout = 30 * time.Second

// Memory is the path of a store that lives in memory, for tests. It has no
// write-ahead log: a write waits until those who read have finished, so that
// nobody may write from within a Scan.
const Memory = ":memory:"

// sources are the data source names of a store's connections.
type sources struct{ writer, reader string }

// location returns the URI of a file, whatever its name is made of.
func location(path string) string {
	return (&url.URL{Scheme: "file", Opaque: url.PathEscape(path)}).String()
}

// sourcesOf returns how to connect to a path. Pragmas stand in the names, so
// that every connection has them.
func sourcesOf(path string, busy time.Duration) sources {
	common := url.Values{}
	common.Add("_pragma", "busy_timeout("+milliseconds(busy)+")")
	common.Add("_pragma", "foreign_keys(1)")
	common.Add("_pragma", "temp_store(MEMORY)")
	at := location(path)
	if path == Memory {
		at = "file:/innograph-" + rand.Text()
		common.Add("vfs", "memdb")
	}
	writer, reader := url.Values{}, url.Values{}
	for name, values := range common {
		writer[name] = append(writer[name], values...)
		reader[name] = append(reader[name], values...)
	}
	writer.Add("_pragma", "journal_mode(WAL)")
	writer.Add("_pragma", "synchronous(FULL)")
	writer.Add("_pragma", "journal_size_limit(67108864)")
	writer.Add("_pragma", "cache_size(-32768)")
	reader.Add("_pragma", "cache_size(-16384)")
	reader.Add("_pragma", "query_only(1)")
	return sources{writer: at + "?" + writer.Encode(), reader: at + "?" + reader.Encode()}
}

// inspect refuses a path that holds something other than a store of this
// program, and one that cannot be written. It leaves the file as it is. What is
// missing or empty will become a store.
func (s *Store) inspect(ctx context.Context) error {
	if s.path == Memory {
		return nil
	}
	refuse := func(kind error, reason string, cause error) error {
		return &kg.Error{Kind: kind, Subject: s.name(), Reason: reason, Cause: cause}
	}
	if folder, err := os.Stat(filepath.Dir(s.path)); err != nil || !folder.IsDir() {
		return refuse(kg.ErrInvalid, "the folder it would lie in does not exist; create it or name another", err)
	}
	info, err := os.Stat(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return refuse(kg.ErrUnavailable, "the file cannot be looked at; see to the rights of its folder", err)
	}
	if !info.Mode().IsRegular() {
		return refuse(kg.ErrInvalid, "this is no file; name a file", nil)
	}
	file, err := os.OpenFile(s.path, os.O_RDWR, 0)
	if err != nil {
		return refuse(kg.ErrUnavailable, "the file cannot be written; allow this program to read and write it", err)
	}
	header := make([]byte, headerLength)
	n, err := io.ReadFull(file, header)
	_ = file.Close() // nothing was written to it
	switch {
	case n == 0 && errors.Is(err, io.EOF):
		return nil
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return refuse(kg.ErrUnavailable, "the file cannot be read; see to the disk and try again", err)
	case n < headerLength || !strings.HasPrefix(string(header), headerMagic):
		return refuse(kg.ErrInvalid, "the file is no SQLite database; name another file, or move this one away", nil)
	case binary.BigEndian.Uint32(header[headerAppAt:]) == applicationID:
		return nil
	}
	return s.inspectForeign(ctx)
}

// inspectForeign refuses a database that is not marked as a store, unless there
// is nothing in it yet. It reads the file without locks and without its journal.
func (s *Store) inspectForeign(ctx context.Context) error {
	db, err := sql.Open("sqlite", location(s.path)+"?immutable=1&mode=ro")
	if err != nil {
		return s.failure(ctx, err)
	}
	defer func() { _ = db.Close() }() // it was opened for reading alone
	return s.refuseForeign(ctx, db)
}

// refuseForeign refuses the database of another program.
func (s *Store) refuseForeign(ctx context.Context, db interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}) error {
	var application, tables int64
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&application); err != nil {
		return s.failure(ctx, err)
	}
	if application == applicationID {
		return nil
	}
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return s.failure(ctx, err)
	}
	if application != 0 || tables > 0 {
		return kg.Invalid(s.name(), "the file is a database of another program; name another file")
	}
	return nil
}
