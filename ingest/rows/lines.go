package rows

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// MaxRow is the longest row read, in bytes, its line breaks included.
const MaxRow = 1 << 20

// lines reads lines of bounded length and can take some back.
type lines struct {
	src    *bufio.Reader
	next   int // number of the next line, from 1
	pushed []line
}

type line struct {
	number int
	text   []byte // without its line break
	long   bool   // cut at MaxRow
}

func newLines(r io.Reader) *lines {
	src := bufio.NewReaderSize(r, 64<<10)
	if mark, err := src.Peek(3); err == nil && bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		_, _ = src.Discard(3) // it has just been peeked at
	}
	return &lines{src: src, next: 1}
}

// read returns the next line; its text is the caller's to keep.
func (l *lines) read() (line, error) {
	if n := len(l.pushed); n > 0 {
		top := l.pushed[n-1]
		l.pushed = l.pushed[:n-1]
		return top, nil
	}
	at := line{number: l.next}
	var started bool
	for {
		part, err := l.src.ReadSlice('\n')
		started = started || len(part) > 0
		if room := MaxRow - len(at.text); len(part) > room {
			at.long = true
			part = part[:room]
		}
		at.text = append(at.text, part...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && !started:
			return line{}, io.EOF
		case err != nil && !errors.Is(err, io.EOF):
			return line{}, err
		}
		l.next++
		at.text = bytes.TrimSuffix(bytes.TrimSuffix(at.text, []byte("\n")), []byte("\r"))
		return at, nil
	}
}

// unread takes lines back, to be read again in their order.
func (l *lines) unread(ls []line) {
	for i := len(ls) - 1; i >= 0; i-- {
		l.pushed = append(l.pushed, ls[i])
	}
}
