package schema_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"innograph/graph/schema"
)

// Every refusal names its place and what to do; all of them come at once.
func TestRefused(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/refused.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range archive.Files {
		t.Run(file.Name, func(t *testing.T) {
			var want []string
			for line := range strings.Lines(string(file.Data)) {
				if text, ok := strings.CutPrefix(line, "# "); ok {
					want = append(want, strings.TrimSpace(text))
				}
			}
			_, err := schema.Compile("hub.graphqls", file.Data)
			var refusals schema.Errors
			if !errors.As(err, &refusals) {
				t.Fatalf("compiling gives %v, want refusals", err)
			}
			var got []string
			for _, r := range refusals {
				got = append(got, fmt.Sprintf("%d:%d: %s", r.Line, r.Column, r.Message))
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
			}
		})
	}
}
