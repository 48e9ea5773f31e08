package ingest

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// What takes longer is told: in a log by a line now and then, on a terminal on
// one line.
func TestProgress(t *testing.T) {
	for _, c := range []struct {
		rewrite bool
		want    string
	}{
		{false, "writing f.csv: 64 rows, 50 %\n"},
		{true, "\rwriting f.csv: 64 rows, 50 %\n"},
	} {
		var b bytes.Buffer
		p := progress{w: &b, rewrite: c.rewrite, start: time.Now().Add(-2 * progressAfter), doing: writing}
		p.file("f.csv", 20)
		if _, err := p.reading(strings.NewReader("0123456789")).Read(make([]byte, 10)); err != nil {
			t.Fatal(err)
		}
		for range 128 { // the second time is too soon
			p.row()
		}
		p.done()
		if b.String() != c.want {
			t.Errorf("got %q, want %q", &b, c.want)
		}
	}
}
