package ingest

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Progress stays silent for the first moments and then speaks seldom enough to
// be read: on a terminal on one line that is rewritten, elsewhere in a log.
const (
	progressAfter  = 2 * time.Second
	progressEvery  = 500 * time.Millisecond
	progressLogged = 5 * time.Second
)

// What a run does with a file, one after the other.
const (
	lookingUp = "looking things up in"
	surveying = "surveying"
	writing   = "writing"
	linking   = "linking rows of"
)

// progress tells a person how far a run is.
type progress struct {
	w       io.Writer // nil: nobody listens
	rewrite bool      // w is a terminal
	doing   string
	start   time.Time
	last    time.Time
	width   int
	spoken  bool
	current string // file
	size    int64  // of the file in bytes; 0: unknown
	read    int64
	rows    int
}

func (p *progress) file(name string, size int64) {
	p.current, p.size, p.read, p.rows = name, size, 0, 0
}

// row is called for every row.
func (p *progress) row() {
	p.rows++
	if p.w == nil || p.rows%64 != 0 {
		return
	}
	now := time.Now()
	every := progressLogged
	if p.rewrite {
		every = progressEvery
	}
	if now.Sub(p.start) < progressAfter || now.Sub(p.last) < every {
		return
	}
	p.last = now
	share := ""
	if p.size > 0 {
		share = fmt.Sprintf(", %d %%", min(100, p.read*100/p.size))
	}
	p.say(fmt.Sprintf("%s %s: %s%s", p.doing, p.current, quantity(p.rows, "row", "rows"), share))
}

func (p *progress) say(s string) {
	if !p.rewrite {
		fmt.Fprintln(p.w, s)
		return
	}
	pad := max(0, p.width-len(s))
	p.width, p.spoken = len(s), true
	fmt.Fprintf(p.w, "\r%s%s", s, strings.Repeat(" ", pad))
}

// done ends the line, where there is one.
func (p *progress) done() {
	if p.spoken {
		fmt.Fprintln(p.w)
	}
}

// reading counts the bytes taken from a reader.
func (p *progress) reading(r io.Reader) io.Reader { return &meter{r, p} }

type meter struct {
	io.Reader
	progress *progress
}

func (m *meter) Read(b []byte) (int, error) {
	n, err := m.Reader.Read(b)
	m.progress.read += int64(n)
	return n, err
}
