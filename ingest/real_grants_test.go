package ingest_test

import (
	"maps"
	"slices"
	"testing"

	"innograph/kg"
)

// grants checks the grants: sums, programmes, and who is a person.
func grants(t *testing.T, g *graph) {
	t.Helper()
	grant := func(n *kg.Node) bool { return identified(n, "sloan-grant") }
	expectCount(t, "grants", g.count("Project", grant), 1740)
	expectCount(t, "programmes", g.count("Fund", func(n *kg.Node) bool { return identified(n, "sloan-programme") }), 24)
	foundation := g.by(t, "sloan-organisation", "Alfred P. Sloan Foundation")
	expectCount(t, "programmes of the foundation", len(g.from(foundation, "MANAGED_BY")), 24)
	expectCount(t, "grants without a programme", len(g.from(foundation, "FUNDED_BY")), 3)
	expectCount(t, "its grants to itself", len(g.to(foundation, "PARTICIPATED_IN")), 2)
	expectCount(t, "grants without an investigator", g.count("Project", func(n *kg.Node) bool { return grant(n) && len(g.from(n, "LEADS")) == 0 }), 7)
	expectCount(t, "grants to persons", g.count("Project", func(n *kg.Node) bool { return grant(n) && len(g.from(n, "PARTICIPATED_IN")) == 0 }), 43)
	year := g.by(t, "sloan-grant", "8536").Properties["from"].Text()
	expect(t, "the first day of grant 8536, of which the year is known", year, "2018")

	total, received := int64(0), map[kg.ID]int64{}
	for key, edges := range g.out {
		if key.relation != "PARTICIPATED_IN" && key.relation != "FUNDED_BY" {
			continue
		}
		for _, e := range edges {
			amount := e.Properties["amount"]
			if amount.Text() != "USD" {
				continue
			}
			cents := amount.Int()
			if key.relation == "FUNDED_BY" {
				total += cents
			} else {
				received[e.From] += cents
			}
		}
	}
	expectCount(t, "dollars granted", int(total/100), 661_469_429)
	most := slices.MaxFunc(slices.Collect(maps.Keys(received)), func(a, b kg.ID) int { return int(received[a] - received[b]) })
	expect(t, "the largest recipient", named(g.nodes[most], "name", "en"), "National Action Council for Minorities in Engineering, Inc.")
	expectCount(t, "its dollars", int(received[most]/100), 40_541_916)
	recipients(t, g)
}

// recipients checks who the recipients are in the other sources.
func recipients(t *testing.T, g *graph) {
	t.Helper()
	expectCount(t, "recipients that are in the registry", g.joined("sloan-organisation", "ror"), 27)
	// Boston's Northeastern University is not Shenyang's.
	if g.by(t, "sloan-organisation", "Northeastern University") == g.by(t, "ror", "03awzbc87") {
		t.Error("two universities called Northeastern are taken for one")
	}
	shetterly := g.by(t, "sloan-person", "Margot Shetterly")
	expect(t, "how the recipient is spelled", shetterly.Properties["aliases"].String(), "[Margot Lee Shetterly]")
	if g.ids[kg.Identifier{Scheme: "sloan-organisation", Value: "Carl Zimmer"}] != nil {
		t.Error("an investigator who is a recipient is an organisation as well")
	}
}
