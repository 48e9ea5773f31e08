package rows

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// maxLines bounds the lines of one row whose quoted fields hold line breaks.
const maxLines = 1000

// table reads the rows of a CSV or TSV file.
type table struct {
	lines     *lines
	delimiter rune
	header    []string
	columns   map[string]int
}

func newTable(ls *lines, layout Layout) (*table, error) {
	t := &table{lines: ls, delimiter: layout.Delimiter, header: layout.Header}
	if t.delimiter == 0 {
		t.delimiter = ','
	}
	if layout.Format == TSV {
		t.delimiter = '\t'
	}
	if t.header == nil {
		_, cells, err := t.record()
		if errors.Is(err, io.EOF) {
			return nil, errors.New("the file is empty; its first row must name the columns")
		}
		if err != nil {
			return nil, fmt.Errorf("the header: %w", err)
		}
		for _, name := range cells {
			t.header = append(t.header, strings.TrimSpace(name))
		}
	}
	t.columns = make(map[string]int, len(t.header))
	for i, name := range t.header {
		if _, twice := t.columns[name]; twice {
			return nil, fmt.Errorf("the header names the column %q twice; rename one", name)
		}
		t.columns[name] = i
	}
	return t, nil
}

func (t *table) next() (*Row, error) {
	at, cells, err := t.record()
	if err != nil {
		return nil, err
	}
	if len(cells) != len(t.header) {
		return nil, malformed(at, "the row has %d columns, the header %d", len(cells), len(t.header))
	}
	return &Row{Line: at.number, Raw: string(at.text), columns: t.columns, cells: cells}, nil
}

// record reads one record. Where quotes stay open the lines that follow belong
// to it; if that leads nowhere the first line alone is malformed.
func (t *table) record() (line, []string, error) {
	first, err := t.lines.read()
	for err == nil && len(first.text) == 0 {
		first, err = t.lines.read()
	}
	if err != nil {
		return first, nil, err
	}
	if bad := unreadable(first); bad != nil {
		return first, nil, bad
	}
	if bytes.IndexByte(first.text, '"') < 0 {
		return first, strings.Split(string(first.text), string(t.delimiter)), nil
	}
	whole := line{number: first.number, text: slices.Clip(first.text)}
	var more []line
	open := bytes.Count(first.text, []byte{'"'})%2 == 1
	for open && len(more) < maxLines {
		at, err := t.lines.read()
		if err != nil && !errors.Is(err, io.EOF) {
			return first, nil, err
		}
		if err != nil || unreadable(at) != nil || len(whole.text)+1+len(at.text) > MaxRow {
			if err == nil {
				more = append(more, at)
			}
			break
		}
		more = append(more, at)
		whole.text = append(append(whole.text, '\n'), at.text...)
		open = open != (bytes.Count(at.text, []byte{'"'})%2 == 1)
	}
	if !open {
		if cells, err := t.parse(whole.text); err == nil {
			return whole, cells, nil
		}
	}
	t.lines.unread(more)
	return first, nil, malformed(first, "a quote is out of place; write a field that contains quotes in quotes, and each quote in it twice")
}

func (t *table) parse(text []byte) ([]string, error) {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = t.delimiter
	cells, err := r.Read()
	if err != nil {
		return nil, err
	}
	if _, err := r.Read(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one record")
	}
	return cells, nil
}
