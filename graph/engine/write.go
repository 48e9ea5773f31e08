package engine

import (
	"fmt"
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

// A writer appends the answer to one root field.
type writer struct {
	buf  []byte
	path []step
	errs []*gqlerror.Error
	req  *request
	full bool // MaxAnswer is passed: all that follows fails
}

// room reports whether more may be written.
func (w *writer) room() bool {
	w.full = w.full || len(w.buf) > MaxAnswer
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
	name    string // the key as JSON, with its colon
	nonNull bool
	leaf    bool // nothing is selected of it, so that no error lies below
	emit    emit[T]
}

func (o *object[T]) add(g *group, nonNull bool, e emit[T]) {
	o.fields = append(o.fields, output[T]{
		key: g.key, name: string(appendText(nil, g.key)) + ":",
		nonNull: nonNull, leaf: len(g.fields[0].SelectionSet) == 0, emit: e,
	})
}

// write appends the object. A null where none is allowed takes the object
// along, after its other fields have had their say: each error is recorded.
func (o *object[T]) write(w *writer, v T) outcome {
	start, result := len(w.buf), written
	w.buf = append(w.buf, '{')
	for i := range o.fields {
		f := &o.fields[i]
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
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

func (w *writer) text(s string) outcome {
	w.buf = appendText(w.buf, s)
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
