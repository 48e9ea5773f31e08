package wire

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// A Message is what a client has sent.
type Message struct {
	Name   string // such as RUN
	Fields []any  // nil, bool, int64, float64, string, []byte, []any, map[string]any or Message
	Begins bool   // a round trip: the server has answered what was sent before

	Connection int // on which it came
}

// names of the messages of clients, by their tags in the protocol.
var names = map[byte]string{
	0x01: "HELLO", 0x02: "GOODBYE", 0x0F: "RESET", 0x10: "RUN", 0x11: "BEGIN", 0x12: "COMMIT", 0x13: "ROLLBACK",
	0x2F: "DISCARD", 0x3F: "PULL", 0x54: "TELEMETRY", 0x66: "ROUTE", 0x6A: "LOGON", 0x6B: "LOGOFF",
}

// extra returns the last field, where options stand.
func (m Message) extra() map[string]any {
	if len(m.Fields) == 0 {
		return nil
	}
	extra, _ := m.Fields[len(m.Fields)-1].(map[string]any)
	return extra
}

// Bookmarks returns those that a RUN or BEGIN carries.
func (m Message) Bookmarks() []string {
	list, _ := m.extra()["bookmarks"].([]any)
	var found []string
	for _, b := range list {
		s, _ := b.(string)
		found = append(found, s)
	}
	return found
}

// Transactions returns the messages that each begin a transaction: every BEGIN, and
// every RUN outside of one.
func Transactions(sent []Message) []Message {
	var found []Message
	within := map[int]bool{}
	for _, m := range sent {
		switch m.Name {
		case "BEGIN":
			found, within[m.Connection] = append(found, m), true
		case "COMMIT", "ROLLBACK", "RESET":
			within[m.Connection] = false
		case "RUN":
			if !within[m.Connection] {
				found = append(found, m)
			}
		}
	}
	return found
}

// Lacking returns the transactions that do not carry all of what the database has for
// a store's bookmark, and the number of all.
func Lacking(sent []Message, bookmark string) (lacking []string, all int) {
	transactions := Transactions(sent)
	wanted := strings.Fields(bookmark)[1:] // the revision comes before
	for _, m := range transactions {
		carried := m.Bookmarks()
		if slices.ContainsFunc(wanted, func(w string) bool { return !slices.Contains(carried, w) }) {
			lacking = append(lacking, fmt.Sprintf("%s %.80v", m.Name, m.Fields[0]))
		}
	}
	return lacking, len(transactions)
}

// RoundTrips counts how often a client has waited for an answer, but for those that
// open, check and close connections. What asks for the records of a RUN is sent with
// it; that a server may have answered a long RUN before the rest of it has come is no
// waiting.
func RoundTrips(sent []Message) int {
	n := 0
	before := map[int]string{} // by connection
	for _, m := range sent {
		waits := m.Begins
		switch m.Name {
		case "RUN", "BEGIN", "COMMIT", "ROLLBACK":
		case "PULL", "DISCARD":
			waits = waits && before[m.Connection] != "RUN"
		default:
			waits = false
		}
		if waits {
			n++
		}
		before[m.Connection] = m.Name
	}
	return n
}

// readMessage reads a message: as it came, and without the lengths of its chunks.
func readMessage(in io.Reader) (raw, body []byte, err error) {
	var length [2]byte
	for {
		if _, err := io.ReadFull(in, length[:]); err != nil {
			return nil, nil, err
		}
		raw = append(raw, length[:]...)
		n := int(binary.BigEndian.Uint16(length[:]))
		if n == 0 && len(body) > 0 {
			return raw, body, nil
		}
		at := len(raw)
		raw = append(raw, make([]byte, n)...)
		if _, err := io.ReadFull(in, raw[at:]); err != nil {
			return nil, nil, err
		}
		body = append(body, raw[at:]...)
	}
}

func decodeMessage(body []byte) (Message, error) {
	d := &decoder{rest: body}
	m, ok := d.value().(Message)
	switch {
	case d.err != nil:
		return m, d.err
	case !ok || len(d.rest) > 0:
		return m, errors.New("it is no structure, or goes on after one")
	case m.Name == "":
		return m, fmt.Errorf("its tag %#x is not known", body[1])
	}
	return m, nil
}

// A decoder reads values as PackStream writes them.
type decoder struct {
	rest []byte
	err  error
}

var errShort = errors.New("it ends too early")

// take returns the next n bytes, or as many zeros where there are not so many.
func (d *decoder) take(n int) []byte {
	if n > len(d.rest) {
		d.err, d.rest = errShort, nil
		return make([]byte, min(n, 8))
	}
	taken := d.rest[:n]
	d.rest = d.rest[n:]
	return taken
}

// number reads a whole number of so many bytes.
func (d *decoder) number(size int) int64 {
	b := d.take(size)
	switch size {
	case 1:
		return int64(int8(b[0]))
	case 2:
		return int64(int16(binary.BigEndian.Uint16(b)))
	case 4:
		return int64(int32(binary.BigEndian.Uint32(b)))
	default:
		return int64(binary.BigEndian.Uint64(b))
	}
}

// length reads a length of so many bytes.
func (d *decoder) length(size int) int {
	return int(d.number(size) & (1<<(8*size) - 1))
}

// value reads one value.
func (d *decoder) value() any {
	marker := d.take(1)[0]
	low := int(marker & 0x0F)
	switch {
	case d.err != nil:
		return nil
	case marker < 0x80 || marker >= 0xF0:
		return int64(int8(marker))
	case marker < 0x90:
		return string(d.take(low))
	case marker < 0xA0:
		return d.list(low)
	case marker < 0xB0:
		return d.dictionary(low)
	case marker < 0xC0:
		return d.structure(low)
	}
	switch marker {
	case 0xC0:
		return nil
	case 0xC1:
		return math.Float64frombits(uint64(d.number(8)))
	case 0xC2, 0xC3:
		return marker == 0xC3
	case 0xC8, 0xC9, 0xCA, 0xCB:
		return d.number(1 << (marker - 0xC8))
	case 0xCC, 0xCD, 0xCE:
		return bytes.Clone(d.take(d.length(1 << (marker - 0xCC))))
	case 0xD0, 0xD1, 0xD2:
		return string(d.take(d.length(1 << (marker - 0xD0))))
	case 0xD4, 0xD5, 0xD6:
		return d.list(d.length(1 << (marker - 0xD4)))
	case 0xD8, 0xD9, 0xDA:
		return d.dictionary(d.length(1 << (marker - 0xD8)))
	}
	d.err = fmt.Errorf("%#x begins no value", marker)
	return nil
}

func (d *decoder) list(n int) []any {
	list := []any{}
	for range n {
		if d.err != nil {
			break
		}
		list = append(list, d.value())
	}
	return list
}

func (d *decoder) dictionary(n int) map[string]any {
	m := map[string]any{}
	for range n {
		if d.err != nil {
			break
		}
		key, _ := d.value().(string)
		m[key] = d.value()
	}
	return m
}

func (d *decoder) structure(n int) Message {
	tag := d.take(1)[0]
	return Message{Name: names[tag], Fields: d.list(n)}
}
