package e2e

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A first start that is stopped or killed while it fills the store leaves it
// empty: half a hub would pass for one of somebody's own. The next start fills
// it whole.
func TestSeedBrokenOff(t *testing.T) {
	for _, c := range []struct {
		name   string
		signal os.Signal
	}{{"interrupted", syscall.SIGINT}, {"killed", syscall.SIGKILL}} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			s, err := launch(dir, nil)
			if err != nil {
				t.Fatal(err)
			}
			for begun := time.Now(); !strings.Contains(s.output.String(), "filling it"); time.Sleep(10 * time.Millisecond) {
				if time.Since(begun) > patience {
					t.Fatalf("it does not begin:\n%s", s.output)
				}
			}
			time.Sleep(1500 * time.Millisecond) // within the writing
			if err := s.end(c.signal); err == nil {
				t.Error("it ended as if all were well")
			}
			if out := s.output.String(); strings.Contains(out, "Filled") || c.signal == syscall.SIGINT && !strings.Contains(out, "still empty") {
				t.Errorf("said:\n%s", out)
			}
			bare, err := start(dir, nil, "--seed", "none")
			if err != nil {
				t.Fatal(err)
			}
			if n := count(t, bare, "people"); n != 0 {
				t.Errorf("%d people are left", n)
			}
			if err := bare.end(syscall.SIGTERM); err != nil {
				t.Error(err)
			}
			if c.signal != syscall.SIGKILL {
				return
			}
			begun := time.Now()
			full, err := start(dir, nil)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("filled and serving after %v", time.Since(begun))
			publishedFigures(t, full)
			if err := full.end(syscall.SIGTERM); err != nil {
				t.Error(err)
			}
		})
	}
}

// publishedFigures asks a server with the full hub for the figures the press has
// published: the mature achievements by field, in one request, and the key
// laboratories by level.
func publishedFigures(t *testing.T, s *server) {
	t.Helper()
	list := query[struct {
		Achievements struct {
			TotalCount int
			GroupBy    struct {
				Groups []struct {
					Keys  []struct{ Label string }
					Count int
				}
			}
		}
	}](t, s.url, `{
		achievements(filter: {stage: {eq: MATURE}, convertible: {eq: true}}) {
			totalCount
			groupBy(by: {relation: {fields: {node: {scheme: {eq: "LN-FIELD"}, broader: {none: {}}}}}}) {
				groups { keys { label(lang: "en") } count }
			}
		}
	}`, nil).Achievements
	if list.TotalCount != 4016 {
		t.Errorf("%d mature, convertible achievements", list.TotalCount)
	}
	var fields []string
	for _, g := range list.GroupBy.Groups {
		fields = append(fields, fmt.Sprint(g.Keys[0].Label, " ", g.Count))
	}
	want := []string{
		"Agriculture 1019", "Equipment manufacturing 744", "Materials 705", "Electronics and information 565", "Biomedicine 390",
		"Energy 309", "Resources and environment 152", "Other 105", "Transport 27",
	}
	if !slices.Equal(fields, want) {
		t.Errorf("by field %q, want %q", fields, want)
	}
	for level, want := range map[string]int{"NATIONAL_KEY": 21, "LIAONING_LABORATORY": 4, "PROVINCIAL_KEY": 613} {
		if n := count(t, s, "laboratories(filter: {level: {eq: "+level+"}})"); n != want {
			t.Errorf("%d laboratories of level %s, want %d", n, level, want)
		}
	}
}

// count asks a server how long a list is.
func count(t *testing.T, s *server, list string) int {
	t.Helper()
	return query[struct{ Of struct{ TotalCount int } }](t, s.url, "{ of: "+list+" { totalCount } }", nil).Of.TotalCount
}
