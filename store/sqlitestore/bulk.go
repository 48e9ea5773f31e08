package sqlitestore

import (
	"strings"
)

// bulkSizes are the numbers of rows that one statement writes. A statement opens
// every index of its table, and a table of nodes has more than a hundred: row by
// row that would cost more than the rows.
var bulkSizes = [...]int{64, 8, 1}

// A bulkText is a writing statement for several rows.
type bulkText struct {
	width int                    // parameters of a row
	texts [len(bulkSizes)]string // by bulkSizes
}

// bulkTextOf returns the query of a file in sql/ whose line of parameters is
// repeated for more rows.
func bulkTextOf(name string) *bulkText {
	text := fixedText(name)
	start := strings.Index(text, "\n(?") + 1
	length := strings.IndexByte(text[start:], '\n')
	if length < 0 {
		length = len(text) - start
	}
	row := text[start : start+length]
	b := &bulkText{width: strings.Count(row, "?")}
	for i, rows := range bulkSizes {
		b.texts[i] = text[:start] + strings.Repeat(row+",\n", rows-1) + row + text[start+length:]
	}
	return b
}

// A bulk gathers rows and writes them together.
type bulk struct {
	text *bulkText
	exec func(text string, args ...any) error
	args []any
}

// add takes in a row. Rows are written as they come, full statements first.
func (b *bulk) add(row ...any) error {
	b.args = append(b.args, row...)
	if len(b.args) < bulkSizes[0]*b.text.width {
		return nil
	}
	err := b.exec(b.text.texts[0], b.args...)
	b.args = b.args[:0]
	return err
}

// end writes the rows that are left.
func (b *bulk) end() error {
	rest := b.args
	for i, rows := range bulkSizes {
		for n := rows * b.text.width; len(rest) >= n; rest = rest[n:] {
			if err := b.exec(b.text.texts[i], rest[:n]...); err != nil {
				return err
			}
		}
	}
	b.args = b.args[:0]
	return nil
}
