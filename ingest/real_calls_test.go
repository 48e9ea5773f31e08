package ingest_test

import (
	"regexp"
	"strings"
	"testing"

	"innograph/kg"
)

// calls checks the calls for proposals, and that they and the topics of
// projects are posted by one and the same Commission.
func calls(t *testing.T, g *graph) {
	t.Helper()
	status := func(s string) func(*kg.Node) bool {
		return func(n *kg.Node) bool { return n.Properties["status"].Text() == s }
	}
	expectCount(t, "open calls", g.count("Need", status("PUBLISHED")), 363)
	expectCount(t, "forthcoming calls", g.count("Need", status("IN_REVIEW")), 262)
	expectCount(t, "closed calls", g.count("Need", status("EXPIRED")), 4)
	problem := func(n *kg.Node) string { return named(n, "problem", "en") }
	expectCount(t, "open calls with text and budget", g.count("Need", func(n *kg.Node) bool {
		return status("PUBLISHED")(n) && problem(n) != "" && !n.Properties["budgetMax"].IsNull()
	}), 208)
	unmanned := regexp.MustCompile(`(?i)drone|unmanned`)
	expectCount(t, "calls about drones and unmanned systems", g.count("Need", func(n *kg.Node) bool { return unmanned.MatchString(problem(n)) }), 24)
	wrong := regexp.MustCompile(`Ã|Â|â€|\p{Cc}`)
	expectCount(t, "calls with characters that were decoded wrongly", g.count("Need", func(n *kg.Node) bool {
		return wrong.MatchString(named(n, "title", "en") + strings.ReplaceAll(problem(n), "\n", " "))
	}), 0)
	expectCount(t, "calls with paragraphs", g.count("Need", func(n *kg.Node) bool { return strings.Contains(problem(n), "\n\nScope: ") }), 532)
	commission := g.by(t, "cordis-body", "EC")
	expectCount(t, "needs of the Commission", len(g.from(commission, "POSTED_BY")), 1197+629)
	expectCount(t, "needs in all", g.count("Need", func(*kg.Node) bool { return true }), 1197+629)
}
