package text_test

import (
	"testing"

	"innograph/kg/text"
)

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		s    string
		most int
		want string
	}{
		{"", 0, ""},
		{"abcdefghij", 10, "abcdefghij"},
		{"abcdefghijk", 10, "abcdefg…"},
		{"中文中", 9, "中文中"},
		{"中文中文", 10, "中文…"},
		{"中文中文", 11, "中文…"},
		{"中文中文", 4, "…"},
		{"ab\xff\xffcdefgh", 8, "ab\xff\xffc…"},
		{"\x80\x80\x80\x80", 3, "…"},
		{"abc", 0, "…"},
	} {
		if got := text.Shorten(c.s, c.most); got != c.want {
			t.Errorf("of %q %d bytes are %q, want %q", c.s, c.most, got, c.want)
		}
	}
}
