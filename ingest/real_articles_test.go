package ingest_test

import (
	"slices"
	"testing"

	"innograph/kg"
)

// articles checks papers, their software, authors and citations.
func articles(t *testing.T, g *graph) {
	t.Helper()
	all := g.count("Achievement", func(n *kg.Node) bool { return identified(n, "doi") })
	papers := g.count("Achievement", func(n *kg.Node) bool { return identified(n, "doi") && !n.Properties["publishedOn"].IsNull() })
	software := g.count("Achievement", func(n *kg.Node) bool { return len(g.to(n, "DERIVED_FROM")) == 1 })
	expectCount(t, "papers", papers, 144)
	expectCount(t, "programs", software, 143)
	expectCount(t, "works that are only cited", all-papers-software, 905)
	expectCount(t, "papers without authors", g.count("Achievement", func(n *kg.Node) bool {
		return !n.Properties["publishedOn"].IsNull() && len(g.from(n, "CONTRIBUTED_TO")) == 0
	}), 28)
	// 514 ORCIDs, 3 of them in dispute; 103 names without one, and 4 in dispute.
	expectCount(t, "authors by ORCID", g.count("Person", func(n *kg.Node) bool { return identified(n, "orcid") }), 511)
	expectCount(t, "authors by name", g.count("Person", func(n *kg.Node) bool { return identified(n, "article-author") }), 107)
	inside := 0
	for _, edges := range g.out {
		for _, e := range edges {
			if e.Relation == "CITES" && !g.nodes[e.To].Properties["publishedOn"].IsNull() {
				inside++
			}
		}
	}
	expectCount(t, "citations among the papers", inside, 20)
	paper := g.by(t, "doi", "10.21105/jose.00059")
	if programs := g.from(paper, "DERIVED_FROM"); len(programs) != 1 || programs[0] != g.by(t, "doi", "10.5281/zenodo.5093771") {
		t.Errorf("the software of jose.00059, whose DOI stands in quotes, is %v", programs)
	}
	if got := g.by(t, "doi", "10.21105/jose.00013").Properties["publishedOn"].Text(); got != "2018" {
		t.Errorf("jose.00013 was published on %s, want the year alone", got)
	}
	disputes(t, g)
	spellings(t, g)
}

// disputes checks the ORCIDs that stand by the names of two persons: who of
// them has it cannot be told, so it leads to nobody, and each has the papers
// that stand by the name.
func disputes(t *testing.T, g *graph) {
	t.Helper()
	for _, orcid := range []string{"0000-0003-2097-8818", "0000-0002-5861-3737", "0000-0001-6532-0740"} {
		if n := g.ids[kg.Identifier{Scheme: "orcid", Value: orcid}]; n != nil {
			t.Errorf("%s leads to %s", orcid, n.Properties["name"])
		}
	}
	lim, parigi := g.by(t, "article-author", "Marisa Lim"), g.by(t, "article-author", "Abhijna Parigi")
	for _, n := range []*kg.Node{lim, parigi} {
		papers := g.to(n, "CONTRIBUTED_TO")
		if len(papers) != 2 || !slices.Contains(papers, g.by(t, "doi", "10.21105/jose.00130")) || !slices.Contains(papers, g.by(t, "doi", "10.21105/jose.00167")) {
			t.Errorf("%s has contributed to %v", n.ID, papers)
		}
		if a := n.Provenance[0]; a.Method != "INFERRED" || a.Confidence != "0.6" {
			t.Errorf("that %s is one person is not said to be inferred: %+v", n.ID, a)
		}
	}
}

// spellings checks a person whose name is written in two ways.
func spellings(t *testing.T, g *graph) {
	t.Helper()
	schloss := g.by(t, "orcid", "0000-0002-6935-4275")
	if name, aliases := named(schloss, "name", "und"), schloss.Properties["aliases"].String(); name != "Patrick D Schloss" || aliases != "[Patrick Schloss]" {
		t.Errorf("the author of jose.00013 is called %s, and %s", name, aliases)
	}
	expectCount(t, "his papers", len(g.to(schloss, "CONTRIBUTED_TO")), 2)
}
