package engine

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/kg"
)

// An outcome says what became of a value.
type outcome uint8

const (
	written outcome = iota
	absent          // there is none; nothing was written
	failed          // null because of an error below, which is recorded; nothing was written
)

// MaxAnswer is the largest answer to one root field, in bytes.
const MaxAnswer = 16 << 20

// mostAhead bounds the bytes set aside for an answer before it is written.
const mostAhead = 1 << 20

// usualDepth is how deep most answers are, lists counted: three relations with
// edges and nodes.
const usualDepth = 16

// A writer appends the answer to one root field.
type writer struct {
	buf   []byte
	start int // of the answer
	path  []step
	errs  []*gqlerror.Error
	req   *request
	full  bool // MaxAnswer is passed: all that follows fails
}

// newWriter returns a writer that appends to b, with room for about as much as
// was written the last time.
func newWriter(r *request, path ast.Path, b []byte) *writer {
	w := &writer{
		req: r, start: len(b), path: make([]step, 0, usualDepth),
		buf: slices.Grow(b, 512+int(min(r.plan.bytes.Load(), mostAhead))),
	}
	for _, s := range path {
		if name, ok := s.(ast.PathName); ok {
			w.path = append(w.path, step{key: string(name)})
		}
	}
	return w
}

// room reports whether more may be written.
func (w *writer) room() bool {
	w.full = w.full || len(w.buf)-w.start > MaxAnswer
	return !w.full
}

// overflow refuses an answer that is too large. How large is not known, since
// the rest of it has not been written.
func (w *writer) overflow() error {
	const remedy = "ask for smaller pages, or for fewer long texts, provenances and aliases"
	return &refusal{
		code:    CodeTooComplex,
		message: fmt.Sprintf("the answer to %s has more than %d bytes; %s", w.req.plan.field.Alias, MaxAnswer, remedy),
		extra:   map[string]any{"measure": "answerBytes", "limit": MaxAnswer, "remedy": remedy},
	}
}

// A step is a response key or, where that is empty, an index.
type step struct {
	key   string
	index int
}

// An emit appends a value, or nothing.
type emit[T any] func(w *writer, v T) outcome

// An object writes the fields of a concrete type.
type object[T any] struct{ fields []output[T] }

// An output is one response key of an object.
type output[T any] struct {
	key     string
	name    string // the key as JSON, with the comma before it, if any, and its colon
	nonNull bool
	leaf    bool // nothing is selected of it, so that no error lies below
	emit    emit[T]
}

func (o *object[T]) add(g *group, nonNull bool, e emit[T]) {
	name := string(appendText(nil, g.key)) + ":"
	if len(o.fields) > 0 {
		name = "," + name
	}
	o.fields = append(o.fields, output[T]{
		key: g.key, name: name, nonNull: nonNull, leaf: len(g.fields[0].SelectionSet) == 0, emit: e,
	})
}

// write appends the object. A null where none is allowed takes the object
// along, after its other fields have had their say: each error is recorded.
func (o *object[T]) write(w *writer, v T) outcome {
	start, result := len(w.buf), written
	w.buf = append(w.buf, '{')
	for i := range o.fields {
		f := &o.fields[i]
		w.buf = append(w.buf, f.name...)
		if !f.write(w, v) {
			result = failed
		}
		if !w.room() {
			return failed
		}
	}
	if result == failed {
		w.buf = w.buf[:start]
		return failed
	}
	w.buf = append(w.buf, '}')
	return written
}

// write appends the field's value and reports whether it may stand. Only what
// something is selected of needs to leave its key on the path beforehand.
func (f *output[T]) write(w *writer, v T) bool {
	result := absent
	if f.leaf {
		if result = f.emit(w, v); result == written {
			return true
		}
	}
	w.path = append(w.path, step{key: f.key})
	if !f.leaf {
		result = f.emit(w, v)
	}
	result = w.settle(result, f.nonNull)
	w.path = w.path[:len(w.path)-1]
	return result == written
}

// settle completes a value that may not have been written: with null where that
// is allowed, else with failure, of which an absent value is the cause.
func (w *writer) settle(o outcome, nonNull bool) outcome {
	switch {
	case o == written:
		return written
	case w.full:
		return failed
	case !nonNull:
		w.buf = append(w.buf, "null"...)
		return written
	case o == absent:
		w.missing()
	}
	return failed
}

// writeList appends n elements. One that is null where none is allowed takes
// the list along.
func writeList(w *writer, n int, nonNull bool, element func(i int) outcome) outcome {
	start, result := len(w.buf), written
	w.buf = append(w.buf, '[')
	for i := range n {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		w.path = append(w.path, step{index: i})
		if w.settle(element(i), nonNull) == failed {
			result = failed
		}
		w.path = w.path[:len(w.path)-1]
		if !w.room() {
			return failed
		}
	}
	if result == failed {
		w.buf = w.buf[:start]
		return failed
	}
	w.buf = append(w.buf, ']')
	return written
}

// missing records that a value is absent where the schema promises one.
func (w *writer) missing() {
	w.errs = append(w.errs, &gqlerror.Error{
		Message:    "the stored data has no value here, which the schema requires",
		Path:       w.at(),
		Extensions: map[string]any{"code": CodeInternal},
	})
}

// at returns the path of the value at hand.
func (w *writer) at() ast.Path {
	path := make(ast.Path, len(w.path))
	for i, s := range w.path {
		if s.key != "" {
			path[i] = ast.PathName(s.key)
		} else {
			path[i] = ast.PathIndex(s.index)
		}
	}
	return path
}

// text writes a text. Three steps cost less than one: where the buffer need not
// grow, each changes its length alone.
func (w *writer) text(s string) outcome {
	if !plain(s) {
		w.buf = appendText(w.buf, s)
		return written
	}
	w.buf = append(w.buf, '"')
	w.buf = append(w.buf, s...)
	w.buf = append(w.buf, '"')
	return written
}

// optional writes a text that is absent when empty.
func (w *writer) optional(s string) outcome {
	if s == "" {
		return absent
	}
	return w.text(s)
}

func (w *writer) int(n int64) outcome {
	w.buf = strconv.AppendInt(w.buf, n, 10)
	return written
}

// instant writes what kg.FormatInstant returns.
func (w *writer) instant(v kg.Value) outcome {
	w.buf = append(v.Time().AppendFormat(append(w.buf, '"'), time.RFC3339Nano), '"')
	return written
}

func (w *writer) bool(b bool) outcome {
	w.buf = strconv.AppendBool(w.buf, b)
	return written
}

const hexDigits = "0123456789ABCDEF"

// appendText appends a JSON string as the generated executor writes them:
// quotes, backslashes and control characters are escaped, all else stands as it
// is.
func appendText(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '\\' && c != '"' {
			continue
		}
		b = append(b, s[start:i]...)
		start = i + 1
		switch c {
		case '\t':
			b = append(b, `\t`...)
		case '\r':
			b = append(b, `\r`...)
		case '\n':
			b = append(b, `\n`...)
		case '\\', '"':
			b = append(b, '\\', c)
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xf])
		}
	}
	b = append(b, s[start:]...)
	return append(b, '"')
}

// plain reports whether nothing in s is to be escaped. It looks at eight bytes at
// once: one less than n borrows from its top bit when n is subtracted, and one
// equal to n is zero after exclusive or, so less than one.
func plain(s string) bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	for ; len(s) >= 8; s = s[8:] {
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		quote, slash := x^ones*'"', x^ones*'\\'
		if ((x-ones*' ')&^x|(quote-ones)&^quote|(slash-ones)&^slash)&tops != 0 {
			return false
		}
	}
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}
