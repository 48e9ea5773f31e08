package sqlitestore

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A scanner reads the JSON that SQLite writes, in order and without building a
// tree: most of reading an answer is here. Texts it returns share the memory of
// its input. After a failure it reads nothing more, and err tells why.
type scanner struct {
	text string
	at   int
	err  error
}

var errJSON = errors.New("the engine's JSON is malformed")

func (s *scanner) fail() {
	if s.err == nil {
		s.err = fmt.Errorf("%w at byte %d", errJSON, s.at)
	}
	s.at = len(s.text)
}

// peek returns the next byte that is no space, or 0 at the end.
func (s *scanner) peek() byte {
	for s.at < len(s.text) {
		switch c := s.text[s.at]; c {
		case ' ', '\n', '\t', '\r':
			s.at++
		default:
			return c
		}
	}
	return 0
}

// take reads c, or fails.
func (s *scanner) take(c byte) {
	if s.peek() != c {
		s.fail()
		return
	}
	s.at++
}

// open reads the start of an array or object.
func (s *scanner) open(bracket byte) { s.take(bracket) }

// more reports whether another element follows, reading the comma before it, or
// the closing bracket where none does. first is whether none has been read.
func (s *scanner) more(first bool, bracket byte) bool {
	switch c := s.peek(); {
	case c == bracket:
		s.at++
		return false
	case first:
		if c == 0 {
			s.fail()
		}
		return s.err == nil
	default:
		s.take(',')
		return s.err == nil
	}
}

// comma reads the comma between two elements that are known to be there.
func (s *scanner) comma() { s.take(',') }

// null reads null if it is next.
func (s *scanner) null() bool {
	if s.peek() == 'n' && strings.HasPrefix(s.text[s.at:], "null") {
		s.at += len("null")
		return true
	}
	return false
}

// int reads an integer, true as 1 and false as 0.
func (s *scanner) int() int64 {
	switch s.peek() {
	case 't':
		return s.word("true", 1)
	case 'f':
		return s.word("false", 0)
	}
	start := s.at
	for s.at < len(s.text) && (s.text[s.at] == '-' || s.text[s.at] >= '0' && s.text[s.at] <= '9') {
		s.at++
	}
	n, err := strconv.ParseInt(s.text[start:s.at], 10, 64)
	if err != nil {
		s.at = start
		s.fail()
	}
	return n
}

func (s *scanner) word(word string, n int64) int64 {
	if !strings.HasPrefix(s.text[s.at:], word) {
		s.fail()
		return 0
	}
	s.at += len(word)
	return n
}

// string reads a text.
func (s *scanner) string() string {
	s.take('"')
	start := s.at
	for s.at < len(s.text) {
		switch s.text[s.at] {
		case '"':
			s.at++
			return s.text[start : s.at-1]
		case '\\':
			return s.escaped(start)
		default:
			s.at++
		}
	}
	s.fail()
	return ""
}

// escaped reads the rest of a text that has escapes in it.
func (s *scanner) escaped(start int) string {
	b := []byte(s.text[start:s.at])
	for s.at < len(s.text) {
		c := s.text[s.at]
		s.at++
		switch c {
		case '"':
			return string(b)
		case '\\':
			b = s.escape(b)
		default:
			b = append(b, c)
		}
	}
	s.fail()
	return ""
}

func (s *scanner) escape(b []byte) []byte {
	if s.at >= len(s.text) {
		s.fail()
		return b
	}
	c := s.text[s.at]
	s.at++
	switch c {
	case '"', '\\', '/':
		return append(b, c)
	case 'b':
		return append(b, '\b')
	case 'f':
		return append(b, '\f')
	case 'n':
		return append(b, '\n')
	case 'r':
		return append(b, '\r')
	case 't':
		return append(b, '\t')
	case 'u':
		r := s.hex()
		if utf16.IsSurrogate(r) && strings.HasPrefix(s.text[s.at:], `\u`) {
			s.at += 2
			r = utf16.DecodeRune(r, s.hex())
		}
		return utf8.AppendRune(b, r)
	}
	s.fail()
	return b
}

func (s *scanner) hex() rune {
	if s.at+4 > len(s.text) {
		s.fail()
		return 0
	}
	n, err := strconv.ParseUint(s.text[s.at:s.at+4], 16, 16)
	if err != nil {
		s.fail()
		return 0
	}
	s.at += 4
	return rune(n)
}

// skip reads one value of any kind.
func (s *scanner) skip() {
	switch s.peek() {
	case '"':
		_ = s.string()
	case '[':
		s.open('[')
		for first := true; s.more(first, ']'); first = false {
			s.skip()
		}
	case '{':
		s.open('{')
		for first := true; s.more(first, '}'); first = false {
			_ = s.string()
			s.take(':')
			s.skip()
		}
	default:
		if !s.null() {
			_ = s.int()
		}
	}
}

// raw reads one value of any kind and returns its text.
func (s *scanner) raw() string {
	s.peek()
	start := s.at
	s.skip()
	if s.err != nil {
		return ""
	}
	return s.text[start:s.at]
}
