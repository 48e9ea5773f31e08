package e2e

import (
	"encoding/json"
	"errors"
	"os/exec"
	"testing"
)

// The flaws that the real records are known to have, and no others.
func TestVerifyRealRecords(t *testing.T) {
	stores := realRecords(t)
	out, err := exec.Command(binary, "verify", "--format", "json", "--store", "sqlite:"+stores.all).Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != 1 {
		t.Fatalf("verify ended with %v", err)
	}
	var report struct {
		Rules []struct {
			Code     string
			Subjects []struct {
				Subject             string
				Checked, Violations int
			}
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatal(err)
	}
	want := map[string][2]int{ // violations, of
		"laboratory-level Laboratory": {2865, 3180},
		// Nine patents, 28 papers, all software, and works that are only cited.
		"minimum Achievement.contributors": {9 + 28 + 143 + 905, 9071 + 1192},
		"minimum IPRight.inventors":        {9, 9071},
		// Of an enterprise that another source knows to be none.
		"minimum Recognition.enterprise": {1, 1512},
	}
	for _, r := range report.Rules {
		for _, s := range r.Subjects {
			key := r.Code + " " + s.Subject
			if known, ok := want[key]; s.Violations > 0 && (!ok || known != [2]int{s.Violations, s.Checked}) {
				t.Errorf("%s: %d of %d, known are %v", key, s.Violations, s.Checked, known)
			}
			if s.Violations > 0 {
				delete(want, key)
			}
		}
	}
	for key := range want {
		t.Errorf("%s: no violations are found", key)
	}
}
