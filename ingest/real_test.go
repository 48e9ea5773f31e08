package ingest_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"innograph/ingest"
	"innograph/kg"
	"innograph/model"
	"innograph/store/sqlitestore"
)

// realData returns the folder of real extracts, which do not come with the
// project.
func realData(t *testing.T) fs.FS {
	t.Helper()
	dir := os.Getenv("INNOGRAPH_DATA")
	if dir == "" {
		const reason = "INNOGRAPH_DATA is not set: the import of real records has not been tried"
		t.Log(reason)
		t.Skip(reason)
	}
	return os.DirFS(dir)
}

// shipped imports a mapping that comes with the program.
func shipped(t *testing.T, s kg.Store, name string, dir fs.FS) *ingest.Account {
	t.Helper()
	m, err := ingest.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	a, err := ingest.Run(context.Background(), s, model.Graph(), m, dir, ingest.Options{At: clock})
	if err != nil {
		t.Fatal(err)
	}
	addsUp(t, a)
	return a
}

// sources are the shipped mappings with the rows of their files.
var sources = map[string]int{"cordis": 53347, "ror": 8042, "patents": 9071, "calls": 629, "articles": 144, "grants": 1740}

// TestRealData imports all sources, in the order in which most has to be
// put together afterwards, and asks for known answers.
func TestRealData(t *testing.T) {
	dir := realData(t)
	s := empty()
	for _, name := range []string{"grants", "articles", "calls", "patents", "cordis", "ror"} {
		a := shipped(t, s, name, dir)
		t.Log("\n" + a.String())
		if total := a.Total(); total.Rows != sources[name] || total.Rejected != 0 {
			t.Errorf("%s: %d rows, %d rejected; want %d and none", name, total.Rows, total.Rejected, sources[name])
		}
		if name == "cordis" {
			companyAndScience(t, graphOf(t, s))
		}
	}
	knownAnswers(t, graphOf(t, s))
}

// TestRealDataOnDisk imports all sources into SQLite, finds there what
// another order brings into memory, and imports them again, which must change
// nothing. With the race detector on, a part of the records has to do.
func TestRealDataOnDisk(t *testing.T) {
	dir := realData(t)
	if raceDetector {
		t.Log("with the race detector on, only a part of the real records is imported into SQLite")
		dir = subset(t, dir)
	}
	ctx := context.Background()
	disk, err := sqlitestore.Open(ctx, filepath.Join(t.TempDir(), "real.db"), model.Graph())
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close(ctx)
	if err := disk.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	var spent time.Duration
	for _, name := range []string{"cordis", "ror", "patents", "articles", "calls", "grants"} {
		a := shipped(t, disk, name, dir)
		spent += a.Duration
		t.Log("\n" + a.String())
	}
	t.Logf("all into SQLite in %s", spent.Round(100*time.Millisecond))
	memory := empty()
	for _, name := range []string{"grants", "calls", "patents", "cordis", "articles", "ror"} {
		shipped(t, memory, name, dir)
	}
	if d := differences(dump(t, disk), dump(t, memory)); d != nil {
		t.Errorf("order and store matter:\n%s", strings.Join(d, "\n"))
	}
	for _, name := range []string{"ror", "articles", "calls", "patents", "grants", "cordis"} {
		a := shipped(t, disk, name, dir)
		if total := a.Total(); a.Changed() || total.Unchanged != total.Rows {
			t.Errorf("%s once more changes\n%s", name, a)
		}
	}
}

func expectCount(t *testing.T, what string, got, want int) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %d, want %d", what, got, want)
	}
}

// companyAndScience counts projects that join a company with a university or a
// research body, as CORDIS sees them.
func companyAndScience(t *testing.T, g *graph) {
	t.Helper()
	expectCount(t, "projects with a company and a university or research body", g.count("Project", func(p *kg.Node) bool {
		company, science := false, false
		for _, o := range g.from(p, "PARTICIPATED_IN") {
			company = company || o.Kind == "Enterprise"
			types := o.Properties["types"].String()
			science = science || strings.Contains(types, "UNIVERSITY") || strings.Contains(types, "INSTITUTE")
		}
		return company && science
	}), 1997)
}

// knownAnswers checks what has been counted in the files by other means.
func knownAnswers(t *testing.T, g *graph) {
	t.Helper()
	cnrs, fraunhofer := g.to(g.by(t, "cordis", "999997930"), "PARTICIPATED_IN"), g.to(g.by(t, "cordis", "999984059"), "PARTICIPATED_IN")
	expectCount(t, "participations of CNRS", len(cnrs), 350)
	expectCount(t, "participations of Fraunhofer", len(fraunhofer), 284)
	expectCount(t, "projects of both", common(cnrs, fraunhofer), 18)
	expectCount(t, "participants of GrapheneCore1", len(g.from(g.by(t, "cordis-rcn", "200853"), "PARTICIPATED_IN")), 153)
	expectCount(t, "projects of one participant", g.count("Project", func(p *kg.Node) bool { return identified(p, "cordis-rcn") && len(g.from(p, "PARTICIPATED_IN")) == 1 }), 4724)
	expectCount(t, "recognised companies", g.count("Recognition", func(*kg.Node) bool { return true }), 1512)
	expectCount(t, "laboratories", g.count("Laboratory", func(*kg.Node) bool { return true }), 3180)
	expectCount(t, "organisations of both registers", g.joined("cordis", "ror"), 1213)
	coordinated(t, g)
	liaoning(t, g)
	places(t, g)
	patents(t, g)
	calls(t, g)
	articles(t, g)
	grants(t, g)
	bySource(t, g)
}

// joined counts the nodes that have identifiers of two schemes.
func (g *graph) joined(schemes ...string) int {
	count := 0
	for _, n := range g.nodes {
		all := true
		for _, scheme := range schemes {
			all = all && identified(n, scheme)
		}
		if all {
			count++
		}
	}
	return count
}

// identified reports whether a node has an identifier of a scheme.
func identified(n *kg.Node, scheme string) bool {
	return slices.ContainsFunc(n.Identifiers, func(id kg.Identifier) bool { return id.Scheme == scheme })
}

// coordinated holds coordinators to what the names in the projects file give.
func coordinated(t *testing.T, g *graph) {
	t.Helper()
	coordinators := map[kg.ID]int{}
	for key, edges := range g.in {
		if key.relation != "PARTICIPATED_IN" {
			continue
		}
		for _, e := range edges {
			if e.Properties["role"].Text() != "COORDINATOR" {
				continue
			}
			coordinators[key.node]++
			if len(e.Provenance) != 2 || e.Provenance[1].Method != "INFERRED" && e.Provenance[0].Method != "INFERRED" {
				t.Errorf("the role in %s is not said to be inferred: %+v", e.ID, e.Provenance)
			}
		}
	}
	expectCount(t, "projects with a coordinator", len(coordinators), 7523)
}

func liaoning(t *testing.T, g *graph) {
	t.Helper()
	academy := g.by(t, "cordis", "927987458")
	if academy != g.by(t, "ror", "03vnb1535") {
		t.Error("the Liaoning Academy of Agricultural Sciences is two")
	}
	if got := named(academy, "name", "zh"); got != "辽宁省农业科学院" {
		t.Errorf("it is called %q", got)
	}
	projects := g.to(academy, "PARTICIPATED_IN")
	expectCount(t, "its projects", len(projects), 1)
	mycokey := projects[0]
	if mycokey != g.by(t, "cordis-rcn", "200216") || mycokey.Properties["amount"].String() != "EUR 5000000.00" {
		t.Errorf("its project is %v", mycokey.Properties)
	}
	if from, to := mycokey.Properties["from"].Text(), mycokey.Properties["to"].Text(); from != "2016-04-01" || to != "2020-04-01" {
		t.Errorf("MycoKey runs from %s to %s", from, to)
	}
	expectCount(t, "participants of MycoKey", len(g.from(mycokey, "PARTICIPATED_IN")), 32)
	needs := g.from(mycokey, "LED_TO")
	if len(needs) != 1 || needs[0] != g.by(t, "cordis-topic", "SFS-13-2015") {
		t.Errorf("its topics are %v", needs)
	}
	children := g.from(g.by(t, "ror", "023hj5876"), "HOSTED_BY", "PART_OF")
	expectCount(t, "children of Dalian University of Technology", len(children), 5)
	expectCount(t, "state key laboratories among them", len(slices.DeleteFunc(children, func(n *kg.Node) bool {
		return n.Properties["level"].Text() != "NATIONAL_KEY"
	})), 3)
	sia := g.by(t, "ror", "00ft6nj33")
	parents := g.to(sia, "HOSTED_BY", "PART_OF")
	if len(parents) != 1 || parents[0] != g.by(t, "ror", "034t30j35") {
		t.Errorf("its parents are %v", parents)
	}
	expectCount(t, "children of the Chinese Academy of Sciences", len(g.from(parents[0], "HOSTED_BY", "PART_OF")), 86)
	own := g.from(sia, "HOSTED_BY", "PART_OF")
	if len(own) != 1 || named(own[0], "name", "en") != "State Key Laboratory of Robotics" {
		t.Errorf("its children are %v", own)
	}
	achievements := g.from(sia, "OWNED_BY")
	expectCount(t, "patents of the Shenyang Institute of Automation", len(achievements), 1)
	right := g.to(achievements[0], "PROTECTED_BY")[0]
	if got := right.Properties["publicationNo"].Text(); got != "US 2012/0221291 A1" {
		t.Errorf("its patent is %s", got)
	}
	inventors := g.to(right, "INVENTED_BY")
	expectCount(t, "its inventors", len(inventors), 4)
	expectCount(t, "who are applicants as well", common(inventors, g.to(achievements[0], "OWNED_BY")), 4)
}

func patents(t *testing.T, g *graph) {
	t.Helper()
	expectCount(t, "patents of class B64C39/024", g.count("IPRight", func(n *kg.Node) bool {
		return slices.ContainsFunc(n.Properties["classifications"].List(), func(v kg.Value) bool { return v.Text() == "B64C39/024" })
	}), 1188)
	expectCount(t, "granted patents", g.count("IPRight", func(n *kg.Node) bool { return n.Properties["status"].Text() == "GRANTED" }), 2125)
	expectCount(t, "inventors", g.count("Person", func(n *kg.Node) bool { return identified(n, "lens-person") }), 16020)
	most := func(kind, relation string) (name string, count int) {
		for _, n := range g.nodes {
			if found := len(g.from(n, relation)); strings.Contains(kind, n.Kind) && found > count {
				name, count = named(n, "name", "und"), found
			}
		}
		return name, count
	}
	if name, count := most("Person", "INVENTED_BY"); name != "HYDE RODERICK A" || count != 96 {
		t.Errorf("the most prolific inventor is %s with %d", name, count)
	}
	if name, count := most("Enterprise Institution", "OWNED_BY"); name != "QUALCOMM INC" || count != 292 {
		t.Errorf("the most prolific applicant is %s with %d", name, count)
	}
}
