package graph

import (
	"strings"
	"testing"
)

// A request that names no operation of its document is told which there are.
func TestOperationNames(t *testing.T) {
	h := newTestHandler(t, newFake(), Options{})
	for body, want := range map[string]string{
		`{"query":"query a{__typename} query b{__typename}"}`:                     `the document has 2 operations; name one of them as operationName: "a", "b"`,
		`{"query":"query a{__typename} query b{__typename}","operationName":"c"}`: `the document has no operation "c"; operationName may be "a", "b"`,
		`{"query":"{__typename}","operationName":"c"}`:                            `the document has no operation "c"; operationName may be left out, for its one operation has no name`,
		`{"query":"query a{__typename} query b{none}","operationName":"c"}`:       `Cannot query field "none" on type "Query".`,
	} {
		got := serve(t, h, newRawPost(body))
		if got.code() != CodeValidationFailed || !strings.HasPrefix(got.errors[0].Message, want) {
			t.Errorf("%s\n got %s\nwant %s", body, got.body, want)
		}
	}
}
