package kg

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/fnv"
)

// A Cursor marks a place in an order: the sort keys of a row as the store
// compares them, then node number and edge number.
type Cursor struct {
	Key        []Value
	Node, Edge int64
}

// cursorVersion is the first byte of every cursor; another form gets another.
const cursorVersion = 1

// MaxCursorLength is the longest cursor text read, in bytes: room for eight sort
// keys made of texts of MaxText, which is more than a collation key takes.
const MaxCursorLength = 128 << 10

// Fingerprint condenses what a cursor belongs to: the field's declaring type
// and name, and the order with its languages and with what it counts. Parent,
// filter and page are left out, so that a cursor outlives them.
func Fingerprint(field string, order []Order) uint32 {
	h := fnv.New32a()
	write := func(s string) {
		_, _ = h.Write([]byte(s))
		_, _ = h.Write([]byte{0})
	}
	write(field)
	for _, o := range order {
		write(o.Property)
		if o.Count != nil {
			fingerprintFilter(write, *o.Count)
		}
		write(o.Language)
		flags := []byte{0}
		for i, set := range []bool{o.Edge, o.Descending, o.NullsFirst} {
			if set {
				flags[0] |= 1 << i
			}
		}
		_, _ = h.Write(flags)
	}
	return h.Sum32()
}

// Encode returns the opaque text of c for the field of that fingerprint.
func (c Cursor) Encode(fingerprint uint32) string {
	b := []byte{cursorVersion}
	b = binary.BigEndian.AppendUint32(b, fingerprint)
	b = binary.AppendVarint(b, c.Node)
	b = binary.AppendVarint(b, c.Edge)
	for _, v := range c.Key {
		b = append(b, byte(v.typ))
		b = binary.AppendVarint(b, v.num)
		b = binary.AppendUvarint(b, uint64(len(v.text)))
		b = append(b, v.text...)
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

var errCursor = errors.New("malformed")

// DecodeCursor reads the text of a cursor that Encode wrote for the same
// fingerprint and number of keys. Anything else is ErrBadCursor.
func DecodeCursor(text string, fingerprint uint32, keys int) (*Cursor, error) {
	c, err := decodeCursor(text, fingerprint, keys)
	if err != nil {
		return nil, &Error{Kind: ErrBadCursor, Subject: "cursor",
			Reason: "this cursor was not given out for this field and order; start again without it", Cause: err}
	}
	return c, nil
}

func decodeCursor(text string, fingerprint uint32, keys int) (*Cursor, error) {
	if len(text) > MaxCursorLength {
		return nil, errCursor
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil {
		return nil, err
	}
	if len(b) < 5 || b[0] != cursorVersion || binary.BigEndian.Uint32(b[1:5]) != fingerprint {
		return nil, errCursor
	}
	r := cursorReader{rest: b[5:]}
	c := &Cursor{Node: r.varint(), Edge: r.varint()}
	for range keys {
		c.Key = append(c.Key, r.value())
	}
	if r.bad || len(r.rest) > 0 || c.Encode(fingerprint) != text {
		return nil, errCursor
	}
	return c, nil
}

type cursorReader struct {
	rest []byte
	bad  bool
}

func (r *cursorReader) varint() int64 {
	n, size := binary.Varint(r.rest)
	if size <= 0 {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

func (r *cursorReader) value() Value {
	if len(r.rest) == 0 || Type(r.rest[0]) >= TypeList {
		r.bad = true
		return Null
	}
	v := Value{typ: Type(r.rest[0])}
	r.rest = r.rest[1:]
	v.num = r.varint()
	length, size := binary.Uvarint(r.rest)
	if size <= 0 || length > uint64(len(r.rest)-size) {
		r.bad = true
		return Null
	}
	v.text = string(r.rest[size : size+int(length)])
	r.rest = r.rest[size+int(length):]
	return v
}
