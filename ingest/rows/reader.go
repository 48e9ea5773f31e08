package rows

import (
	"fmt"
	"io"
	"unicode/utf8"
)

// The formats of files.
const (
	CSV   = "csv"
	TSV   = "tsv"
	JSONL = "jsonl"
)

// Formats are the formats of files.
var Formats = []string{CSV, TSV, JSONL}

// A Layout says how a file is to be read.
type Layout struct {
	Format    string
	Delimiter rune     // of CSV; zero: a comma
	Header    []string // names of the columns; nil: they stand in the first row
}

// A Reader reads rows.
type Reader struct {
	lines  *lines
	layout Layout
	table  *table // nil for JSON Lines
}

// NewReader starts to read. Of a table without given header it reads the first
// row; what it cannot make sense of there fails.
func NewReader(r io.Reader, layout Layout) (*Reader, error) {
	reader := &Reader{lines: newLines(r), layout: layout}
	if layout.Format == JSONL {
		return reader, nil
	}
	t, err := newTable(reader.lines, layout)
	if err != nil {
		return nil, err
	}
	reader.table = t
	return reader, nil
}

// Columns returns the names of a table's columns, nil for JSON Lines.
func (r *Reader) Columns() []string {
	if r.table == nil {
		return nil
	}
	return r.table.header
}

// Next returns the next row, io.EOF after the last, or a *MalformedError after which
// reading goes on. Empty lines are passed over.
func (r *Reader) Next() (*Row, error) {
	if r.table != nil {
		return r.table.next()
	}
	for {
		at, err := r.lines.read()
		if err != nil {
			return nil, err
		}
		if len(at.text) == 0 {
			continue
		}
		if bad := unreadable(at); bad != nil {
			return nil, bad
		}
		return parseObject(at)
	}
}

// unreadable tells why the text of a line cannot be a row of any format.
func unreadable(at line) *MalformedError {
	switch {
	case at.long:
		return malformed(at, "the line is longer than %d bytes", MaxRow)
	case !utf8.Valid(at.text):
		return malformed(at, "the line is not valid UTF-8; convert the file to UTF-8")
	}
	return nil
}

func malformed(at line, reason string, args ...any) *MalformedError {
	return &MalformedError{Line: at.number, Raw: string(at.text), Reason: fmt.Sprintf(reason, args...)}
}
