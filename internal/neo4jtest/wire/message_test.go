package wire

import (
	"bytes"
	"testing"
)

func TestWhatIsNoMessage(t *testing.T) {
	for name, body := range map[string][]byte{
		"nothing":        {},
		"a number":       {1},
		"an unknown tag": {0xB0, 0x7D},
		"goes on":        {0xB0, 0x0F, 1},
		"ends early":     {0xB1, 0x10, 0x85, 'a'},
		"a bad marker":   {0xB1, 0x10, 0xC7},
		"a long list":    {0xB1, 0x10, 0xD6, 0xFF, 0xFF, 0xFF, 0xFF},
	} {
		if m, err := decodeMessage(body); err == nil {
			t.Errorf("%s is read as %+v", name, m)
		}
	}
	if _, _, err := readMessage(bytes.NewReader([]byte{0, 5, 1})); err == nil {
		t.Error("a chunk that ends early is read")
	}
}
