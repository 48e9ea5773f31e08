package cli

import (
	"strings"
	"testing"

	"innograph/export"
)

func TestBusyWith(t *testing.T) {
	for stage, want := range map[export.Stage]string{
		export.Looking: "Looking at", export.Reading: "Reading the first store; the second holds 7 ", export.Writing: "Copying: 7 ", export.Comparing: "Comparing:",
	} {
		if got := busyWith(stage, 7); !strings.HasPrefix(got, want) || strings.Contains(got, "%!") {
			t.Errorf("stage %d: %q, want %q…", stage, got, want)
		}
	}
}
