package mapping

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// The reference of the format names whatever the format has.
func TestDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/import.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Concat(stepNames(), testKeys, originKeys, nodeKeys, blockKeys, layoutKeys) {
		if !strings.Contains(string(text), "`"+name) && !strings.Contains(string(text), "{"+name+":") {
			t.Errorf("docs/import.md does not explain %s", name)
		}
	}
}
