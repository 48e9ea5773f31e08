package engine

import (
	"encoding/json"
	"strings"
	"testing"
)

// Every byte, wherever it stands in a word of eight, is escaped or not.
func TestPlain(t *testing.T) {
	for c := range 256 {
		special := c < ' ' || c == '"' || c == '\\'
		for at := range 20 {
			for _, around := range []string{"a", "\x7f", "\xff", "!", "]"} {
				s := strings.Repeat(around, at) + string([]byte{byte(c)}) + strings.Repeat(around, 19-at)
				if plain(s) == special {
					t.Fatalf("%q: plain is %t", s, plain(s))
				}
			}
		}
	}
}

// Whatever is written as text is read as the same.
func TestText(t *testing.T) {
	for _, s := range []string{"", "a", "鞍钢", "\"", "a long text with a \" in it", "tab\there", "back\\slash", "\x00\x1f", "eight by", "<&>\u2028"} {
		w := &writer{}
		w.text(s)
		var back string
		if err := json.Unmarshal(w.buf, &back); err != nil || back != s {
			t.Errorf("%q is written as %s, read as %q, %v", s, w.buf, back, err)
		}
	}
}
