package ingest_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// wantBySource are the nodes by kind and the edges by relation that each source
// states.
var wantBySource = map[string]string{
	"Source_articles": "Achievement 1192, CITES 1033, CONTRIBUTED_TO 652, DERIVED_FROM 143, Person 618",
	"Source_calls":    "Institution 1, Need 629, POSTED_BY 629",
	"Source_cordis": "Enterprise 7166, FUNDED_BY 9779, Fund 114, Institution 5094, LED_TO 7574, LOCATED_IN 24409, Laboratory 67, MANAGED_BY 114, " +
		"Need 1197, PARTICIPATED_IN 31868, POSTED_BY 1197, Project 7574, RECOGNISED_AS 1511, Recognition 1512, Region 4251, WITHIN 3645",
	"Source_grants": "Enterprise 4, FUNDED_BY 1740, Fund 24, Institution 460, Investor 1, LEADS 1734, " +
		"Laboratory 2, MANAGED_BY 24, PARTICIPATED_IN 1697, Person 1141, Project 1740",
	"Source_patents": "Achievement 9071, BROADER 578, CONTRIBUTED_TO 25041, Concept 587, ConceptScheme 1, Enterprise 2934, HAS_FIELD 46152, INVENTED_BY 25041, " +
		"IN_SCHEME 587, IPRight 9071, Institution 241, Laboratory 2, OWNED_BY 13242, PROTECTED_BY 9071, Person 16020",
	"Source_ror": "Enterprise 618, HOSTED_BY 6009, Institution 4237, Investor 7, LOCATED_IN 20130, " +
		"Laboratory 3180, PART_OF 1573, Region 1966, SUCCESSOR_OF 1, WITHIN 1838",
}

// bySource counts what each source states.
func bySource(t *testing.T, g *graph) {
	t.Helper()
	counts := map[string]map[string]int{}
	count := func(source, what string) {
		if counts[source] == nil {
			counts[source] = map[string]int{}
		}
		counts[source][what]++
	}
	for _, n := range g.nodes {
		named := map[string]bool{}
		for _, a := range n.Provenance {
			if !named[a.Source] {
				named[a.Source] = true
				count(a.Source, n.Kind)
			}
		}
	}
	for _, edges := range g.out {
		for _, e := range edges {
			named := map[string]bool{}
			for _, a := range e.Provenance {
				if !named[a.Source] {
					named[a.Source] = true
					count(a.Source, e.Relation)
				}
			}
		}
	}
	for source, of := range counts {
		var lines []string
		for _, what := range slices.Sorted(maps.Keys(of)) {
			lines = append(lines, fmt.Sprintf("%s %d", what, of[what]))
		}
		expect(t, "what "+source+" states", strings.Join(lines, ", "), wantBySource[source])
	}
}
