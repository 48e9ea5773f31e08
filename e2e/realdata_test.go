package e2e

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

// dataFolder returns the folder of the real records, or leaves the test, saying
// so.
func dataFolder(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("INNOGRAPH_DATA")
	if dir == "" {
		t.Skip("not run: INNOGRAPH_DATA does not name the folder of the real records")
	}
	return dir
}

// importReal makes the stores that the real records are imported into: CORDIS alone,
// and then all. The binary does it, once for all tests.
var importReal = sync.OnceValues(func() (stores realStores, err error) {
	dir := filepath.Dir(binary)
	stores = realStores{cordis: filepath.Join(dir, "cordis.db"), all: filepath.Join(dir, "all.db")}
	for i, name := range []string{"cordis", "ror", "patents", "articles", "calls", "grants"} {
		start := time.Now()
		out, err := exec.Command(binary, "import", "--mapping", name, "--store", "sqlite:"+stores.all, os.Getenv("INNOGRAPH_DATA")).CombinedOutput()
		if err != nil {
			return stores, errors.New(string(out))
		}
		stores.took += time.Since(start)
		stores.accounts = append(stores.accounts, string(out))
		if i > 0 {
			continue
		}
		content, err := os.ReadFile(stores.all)
		if err == nil {
			err = os.WriteFile(stores.cordis, content, 0o600)
		}
		if err != nil {
			return stores, err
		}
	}
	return stores, nil
})

type realStores struct {
	cordis, all string // paths
	accounts    []string
	took        time.Duration
}

func realRecords(t testing.TB) realStores {
	t.Helper()
	dataFolder(t)
	stores, err := importReal()
	if err != nil {
		t.Fatal(err)
	}
	return stores
}

// serveStore serves a store for the time of a test and returns the address.
func serveStore(t testing.TB, path string) string {
	t.Helper()
	s, err := start(t.TempDir(), os.Environ(), "--seed", "none", "--store", "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.end(syscall.SIGTERM); err != nil {
			t.Errorf("the server ended with %v:\n%s", err, s.output)
		}
	})
	return s.url
}

// The known answers of the records, each by one operation.
func TestKnownAnswers(t *testing.T) {
	stores := realRecords(t)
	t.Logf("imported in %v", stores.took)
	for _, account := range stores.accounts {
		t.Log("\n" + account)
	}
	url := serveStore(t, stores.all)
	for _, c := range knownAnswers {
		t.Run(c.name, func(t *testing.T) {
			got, err := json.Marshal(query[any](t, url, c.query, c.variables))
			if err != nil || string(got) != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.query, got, c.want)
			}
		})
	}
}

type knownAnswer struct {
	name, query string
	variables   map[string]any
	want        string // data, as JSON with sorted keys
}

var knownAnswers = []knownAnswer{
	{
		name:      "participations of CNRS, of Fraunhofer, and those they share",
		query:     `query($f: ID!) { cnrs: institution(by: {identifier: {scheme: "cordis", value: "999997930"}}) { projects { totalCount } shared: projects(filter: {node: {participants: {some: {node: {id: {eq: $f}}}}}}) { totalCount } } fraunhofer: institution(by: {identifier: {scheme: "cordis", value: "999984059"}}) { id projects { totalCount } } }`,
		variables: map[string]any{"f": "Institution_cordis.999984059"},
		want:      `{"cnrs":{"projects":{"totalCount":350},"shared":{"totalCount":18}},"fraunhofer":{"id":"Institution_cordis.999984059","projects":{"totalCount":284}}}`,
	},
	{
		name:  "participants of GrapheneCore1",
		query: `{ project(by: {identifier: {scheme: "cordis-rcn", value: "200853"}}) { title participants { totalCount } } }`,
		want:  `{"project":{"participants":{"totalCount":153},"title":"GrapheneCore1"}}`,
	},
	{
		name:  "the chain from the Liaoning Academy of Agricultural Sciences",
		query: `{ institution(by: {ror: "03vnb1535"}) { identifiers { scheme value } projects { nodes { title identifiers { scheme value } amount { amount currency } participants { totalCount } needs { nodes { identifiers { scheme value } } } } } } }`,
		want:  `{"institution":{"identifiers":[{"scheme":"cordis","value":"927987458"},{"scheme":"ror","value":"03vnb1535"}],"projects":{"nodes":[{"amount":{"amount":"5000000.00","currency":"EUR"},"identifiers":[{"scheme":"cordis-rcn","value":"200216"}],"needs":{"nodes":[{"identifiers":[{"scheme":"cordis-topic","value":"SFS-13-2015"}]}]},"participants":{"totalCount":32},"title":"MycoKey"}]}}}`,
	},
	{
		name:  "children of the Dalian University of Technology",
		query: `{ institution(by: {ror: "023hj5876"}) { parts { totalCount } hostedLaboratories { totalCount } key: hostedLaboratories(filter: {node: {level: {eq: NATIONAL_KEY}}}) { totalCount } } }`,
		want:  `{"institution":{"hostedLaboratories":{"totalCount":4},"key":{"totalCount":3},"parts":{"totalCount":1}}}`,
	},
	{
		name:  "parent and child of the Shenyang Institute of Automation",
		query: `{ laboratory(by: {ror: "00ft6nj33"}) { hosts { nodes { ror parts { totalCount } hostedLaboratories { totalCount } } } hostedLaboratories { nodes { name(lang: "en") } } } }`,
		want:  `{"laboratory":{"hostedLaboratories":{"nodes":[{"name":"State Key Laboratory of Robotics"}]},"hosts":{"nodes":[{"hostedLaboratories":{"totalCount":76},"parts":{"totalCount":10},"ror":"034t30j35"}]}}}`,
	},
	{
		name:  "the patent of the Shenyang Institute of Automation, whose inventors are applicants too",
		query: `{ laboratory(by: {ror: "00ft6nj33"}) { ownedAchievements { totalCount nodes { ipRights { nodes { publicationNo inventors { totalCount } } } people: owners(filter: {node: {kind: {eq: Person}}}) { totalCount } } } } }`,
		want:  `{"laboratory":{"ownedAchievements":{"nodes":[{"ipRights":{"nodes":[{"inventors":{"totalCount":4},"publicationNo":"US 2012/0221291 A1"}]},"people":{"totalCount":4}}],"totalCount":1}}}`,
	},
	{
		name:  "patents of class B64C39/024, and granted ones",
		query: `{ drones: ipRights(filter: {classifications: {has: "B64C39/024"}}) { totalCount } granted: ipRights(filter: {status: {eq: GRANTED}}) { totalCount } }`,
		want:  `{"drones":{"totalCount":1188},"granted":{"totalCount":2125}}`,
	},
	{
		name:  "the most prolific inventor and applicant",
		query: `{ people(filter: {name: {eq: "HYDE RODERICK A"}}) { nodes { inventions { totalCount } } } enterprises(filter: {name: {eq: "QUALCOMM INC"}}) { nodes { ownedAchievements { totalCount } } } }`,
		want:  `{"enterprises":{"nodes":[{"ownedAchievements":{"totalCount":292}}]},"people":{"nodes":[{"inventions":{"totalCount":96}}]}}`,
	},
	{
		name:  "projects of CORDIS with a single participant, asked in two ways",
		query: `{ single: projects(filter: {needs: {some: {}}, participants: {single: {}}}) { totalCount } count: projects(filter: {needs: {some: {}}, participants: {count: {eq: 1}}}) { totalCount } }`,
		want:  `{"count":{"totalCount":4724},"single":{"totalCount":4724}}`,
	},
	{
		name:  "the project with more than a hundred participants",
		query: `{ projects(filter: {participants: {count: {gt: 100}}}) { nodes { title participants { totalCount } } } }`,
		want:  `{"projects":{"nodes":[{"participants":{"totalCount":153},"title":"GrapheneCore1"}]}}`,
	},
	{
		name: "the most frequent participants, and the most prolific inventor",
		query: `{ organisations(first: 2, orderBy: [{count: {projects: {}}, direction: DESC}]) { nodes { id projects { totalCount } } }
			people(first: 1, orderBy: [{count: {inventions: {}}, direction: DESC}]) { nodes { name inventions { totalCount } } } }`,
		want: `{"organisations":{"nodes":[{"id":"Institution_cordis.999997930","projects":{"totalCount":350}},{"id":"Institution_cordis.999984059","projects":{"totalCount":284}}]},"people":{"nodes":[{"inventions":{"totalCount":96},"name":"HYDE RODERICK A"}]}}`,
	},
	{
		// One open call with a budget has no text. Of the calls found by a word, one says it in its title alone:
		// 16 and 12, less the 3 that say both, are the 24 whose text says either, and that one.
		name: "open calls with a budget, and calls about drones and about unmanned systems",
		query: `{ open: needs(filter: {status: {eq: PUBLISHED}, budgetMax: {currency: "EUR", gt: "0"}}) { totalCount }
			drones: search(text: "drone", kinds: [Need]) { totalCount } unmanned: search(text: "unmanned", kinds: [Need]) { totalCount }
			both: search(text: "unmanned drone", kinds: [Need]) { totalCount } }`,
		want: `{"both":{"totalCount":3},"drones":{"totalCount":16},"open":{"totalCount":209},"unmanned":{"totalCount":12}}`,
	},
	{
		name:  "topics and calls are posted by the same Commission",
		query: `{ institution(by: {identifier: {scheme: "cordis-body", value: "EC"}}) { name(lang: "en") postedNeeds { totalCount } managedFunds { totalCount } } }`,
		want:  `{"institution":{"managedFunds":{"totalCount":114},"name":"European Commission","postedNeeds":{"totalCount":1826}}}`,
	},
	{
		name: "grants of the largest recipient, and their sum",
		query: `{ organisation(by: {identifier: {scheme: "sloan-organisation", value: "National Action Council for Minorities in Engineering, Inc."}}) {
			name projects { totalCount statistics(of: [AMOUNT]) { currency sum } } } }`,
		want: `{"organisation":{"name":"National Action Council for Minorities in Engineering, Inc.","projects":{"statistics":[{"currency":"USD","sum":"40541916.00"}],"totalCount":20}}}`,
	},
	{
		name: "a paper, its software, its authors in their order, and what it cites",
		query: `{ achievement(by: {identifier: {scheme: "doi", value: "10.21105/jose.00130"}}) { publishedOn derivatives { nodes { title identifiers { value } } }
			contributors(first: 2) { edges { rank node { name orcid } } } cites { totalCount } } }`,
		want: `{"achievement":{"cites":{"totalCount":2},"contributors":{"edges":[{"node":{"name":"Marisa Lim","orcid":null},"rank":1},{"node":{"name":"Abhijna Parigi","orcid":null},"rank":2}]},"derivatives":{"nodes":[{"identifiers":[{"value":"10.5281/zenodo.5773212"}],"title":"Virtual training on virtual environments: an online open-source introduction to conda (software)"}]},"publishedOn":"2021"}}`,
	},
	{
		name: "organisations of Liaoning and of Shenyang in the registry, and the regions above",
		query: `{ liaoning: region(by: {schemeCode: {scheme: GBT2260, code: "210000"}}) { name(lang: "zh") organisations { totalCount } contains { totalCount } within { code } }
			shenyang: region(by: {schemeCode: {scheme: GBT2260, code: "210100"}}) { name(lang: "zh") organisations { totalCount } within { code } } }`,
		want: `{"liaoning":{"contains":{"totalCount":7},"name":"辽宁省","organisations":{"totalCount":74},"within":{"code":"CN"}},"shenyang":{"name":"沈阳市","organisations":{"totalCount":36},"within":{"code":"210000"}}}`,
	},
	{
		name:  "names of several registers, one without its register",
		query: `{ resolve(identifiers: [{value: "200853"}, {scheme: "ror", value: "023hj5876"}, {scheme: "ror", value: "200853"}]) { status node { label } } }`,
		want:  `{"resolve":[{"node":{"label":"GrapheneCore1"},"status":"FOUND"},{"node":{"label":"大连理工大学"},"status":"FOUND"},{"node":null,"status":"MISSING"}]}`,
	},
}

// One request asks for projects in which a company and a university or a research
// body take part. CORDIS alone is asked, since ROR knows some of its companies for
// institutes.
func TestProjectsOfCompaniesWithResearch(t *testing.T) {
	url := serveStore(t, realRecords(t).cordis)
	const operation = `{ projects(filter: {and: [
		{participants: {some: {node: {enterprise: {}}}}},
		{participants: {some: {node: {institution: {types: {hasAny: [UNIVERSITY, INSTITUTE]}}}}}}]}) { totalCount } }`
	type answer struct{ Projects struct{ TotalCount int } }
	if n := query[answer](t, url, operation, nil).Projects.TotalCount; n != 1997 {
		t.Errorf("%d projects, not 1997", n)
	}
}
