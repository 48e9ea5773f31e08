package archtest

import (
	"bytes"
	"go/doc"
	"regexp"
	"strings"
	"testing"
)

// longest is the number of lines that no file written by hand may pass. Past
// 400 it is time to ask what the file is about.
const longest = 600

func TestFileLength(t *testing.T) {
	var product, tests, generated int
	var longestFile source
	for _, p := range sorted(load(t)) {
		var here int
		for _, f := range p.files {
			switch {
			case f.generated:
				generated += f.lines
				continue
			case f.test:
				tests += f.lines
			default:
				here += f.lines
			}
			if f.lines > longest {
				t.Errorf("%s has %d lines, more than %d: it is about more than one thing", f.name, f.lines, longest)
			}
			if f.lines > longestFile.lines {
				longestFile = f
			}
		}
		product += here
		t.Logf("%6d %s", here, p.path)
	}
	t.Logf("by hand %d and tests %d, generated %d; the longest by hand is %s with %d",
		product, tests, generated, longestFile.name, longestFile.lines)
}

func TestPackageComments(t *testing.T) {
	for _, p := range sorted(load(t)) {
		var program, byHand bool
		var comment string
		for _, f := range p.files {
			byHand = byHand || !f.generated
			if !f.test {
				program = true
				comment += f.doc
			}
		}
		if !program || !byHand {
			continue // tests alone, or a tool's work
		}
		if new(doc.Package).Synopsis(comment) == "" {
			t.Errorf("%s has no package comment that says what it is for", p.path)
		}
	}
}

// What would tie the project to one machine or one registry. The hosts are put
// together here, so that this file does not break its own rule.
var tied = regexp.MustCompile(`(?:^|[^\w.~-])/(?:work|root|home|Users)/` + `|` + strings.Join([]string{
	`proxy\.golang` + `\.org`,
	`registry\.npmjs` + `\.org`,
	`registry\.yarnpkg` + `\.com`,
	`deb\.debian` + `\.org`,
}, `|`))

func TestNoMachineNames(t *testing.T) {
	walk(t, func(name string, content []byte) {
		for i, line := range bytes.Split(content, []byte("\n")) {
			if found := tied.Find(line); found != nil {
				t.Errorf("%s:%d: names %s, which exists on some machines only", name, i+1, bytes.TrimSpace(found))
			}
		}
	})
}
