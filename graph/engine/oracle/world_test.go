package oracle_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"innograph/kg"
)

// world makes random data: every kind and relation, parallel edges, hidden
// nodes and edges, absent values, some of them of properties that the served
// schema requires.
type world struct {
	r     *rand.Rand
	nodes []kg.NodeChange
	edges []kg.EdgeChange
	ids   map[string][]kg.ID // by kind
}

// Values that come up again, so that filters and sorts meet equal ones.
var (
	chinese = []string{"沈阳", "大连", "鞍山", "钢铁研究", "机器人"}
	english = []string{"Shenyang", "Dalian \"north\"", "steel\tworks", "Robots & <more>", "é"}
	french  = []string{"acier", "été"}
	words   = []string{"", "a", "b\\c", "line\nbreak", "日本", "\u0001ctl", "zz"}
	days    = []string{"1999", "2001-05", "2001-05-17", "2010", "2010-06", "2015-01-01", "2020-12-31", "2022"}
	numbers = []string{"0", "0.25", "1", "-3.5", "12.000001"}
	amounts = []string{"0", "12.50", "99", "-1", "1000000.01"}
	moments = []string{"2020-01-02T03:04:05Z", "2021-06-07T08:09:10.5Z", "2021-06-07T08:09:10.123456Z"}
	links   = []string{"https://example.org/", "http://example.com/a?b=c&d=<e>"}
)

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

func (w *world) chance(percent int) bool { return w.r.IntN(100) < percent }

// changes returns the world as two changesets, so that times and versions
// differ.
func changes(seed uint64) []*kg.Changeset {
	w := &world{r: rand.New(rand.NewPCG(seed, 1)), ids: map[string][]kg.ID{}}
	for i := range 10 {
		w.person(i)
	}
	for i := range 6 {
		w.organisation("Institution", i)
	}
	for i := range 4 {
		w.organisation("Company", i)
	}
	for i := range 9 {
		w.project(i)
	}
	w.relations()
	half := len(w.nodes) / 2
	at := time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)
	return []*kg.Changeset{
		{Nodes: w.nodes[:half], At: at},
		{Nodes: w.nodes[half:], Edges: w.edges, At: at.Add(time.Hour + 123456*time.Microsecond)},
	}
}

func (w *world) node(kind string, i int, values map[string]kg.Value) {
	c := kg.NodeChange{ID: kg.NodeID(kind, strconv.Itoa(i)), Kind: kind, Properties: values, Provenance: w.provenance()}
	c.Identifiers = []kg.Identifier{{Scheme: "test", Value: kind + strconv.Itoa(i)}}
	if w.chance(10) {
		v := kg.Registered
		c.Visibility = &v
	}
	w.nodes = append(w.nodes, c)
	w.ids[kind] = append(w.ids[kind], c.ID)
}

func (w *world) provenance() []kg.Assertion {
	list := []kg.Assertion{}
	for range w.r.IntN(3) {
		a := kg.Assertion{Source: pick(w.r, english), Method: "HARVESTED", Validated: w.chance(50)}
		if w.chance(50) {
			a.SourceRecordID, a.Confidence, a.ValidatedOn, a.Properties = "r1", "0.75", "2024-01-01", []string{"name"}
		}
		list = append(list, a)
	}
	return list
}

// set adds a value to a map, in most cases.
func (w *world) set(m map[string]kg.Value, name string, percent int, v kg.Value) {
	if w.chance(percent) {
		m[name] = v
	}
}

func (w *world) localised() kg.Value {
	texts := map[string]string{}
	for _, l := range []struct {
		code string
		list []string
	}{{"zh", chinese}, {"en", english}, {"fr", french}} {
		if w.chance(50) {
			texts[l.code] = pick(w.r, l.list)
		}
	}
	return kg.Localized(texts)
}

func (w *world) person(i int) {
	m := map[string]kg.Value{}
	w.set(m, "name", 97, w.localised())
	w.set(m, "orcid", 70, kg.Text(fmt.Sprintf("0000-%04d", i)))
	w.set(m, "aliases", 50, kg.Texts(pick(w.r, words), pick(w.r, english)))
	w.set(m, "homepage", 50, kg.URL(pick(w.r, links)))
	w.set(m, "papers", 80, kg.Int(int64(w.r.IntN(5)-1)))
	w.set(m, "language", 60, kg.Text(pick(w.r, []string{"zh", "en"})))
	w.set(m, "active", 85, kg.Bool(w.chance(50)))
	w.node("Person", i, m)
}

func (w *world) organisation(kind string, i int) {
	m := map[string]kg.Value{}
	w.set(m, "name", 97, w.localised())
	w.set(m, "ror", 50, kg.Text(fmt.Sprintf("%s-%d", kind[:1], i)))
	w.set(m, "foundedOn", 80, date(pick(w.r, days)))
	if kind == "Institution" {
		w.set(m, "sort", 70, kg.Symbol(pick(w.r, []string{"UNIVERSITY", "INSTITUTE", "SCHOOL"})))
	} else {
		w.set(m, "capital", 70, w.money())
		w.set(m, "sectors", 60, kg.ListOf(kg.Symbol(pick(w.r, []string{"STEEL", "CHEMISTRY"})), kg.Symbol("SOFTWARE")))
	}
	w.node(kind, i, m)
}

func (w *world) project(i int) {
	m := map[string]kg.Value{}
	w.set(m, "title", 93, kg.Text(pick(w.r, words)))
	w.set(m, "programme", 97, kg.Text(pick(w.r, []string{"NSFC", "a/b"})))
	w.set(m, "number", 97, kg.Int(int64(i)))
	w.set(m, "budget", 70, w.money())
	w.set(m, "rate", 70, sure(kg.ParseDecimal(pick(w.r, numbers))))
	w.set(m, "signedAt", 70, sure(kg.ParseInstant(pick(w.r, moments))))
	w.set(m, "continues", 40, kg.Reference(kg.NodeID("Project", strconv.Itoa(w.r.IntN(9)))))
	w.set(m, "summary", 60, kg.Text(pick(w.r, words)))
	w.node("Project", i, m)
}

func (w *world) money() kg.Value {
	return sure(kg.ParseMoney(pick(w.r, []string{"CNY", "EUR"}), pick(w.r, amounts)))
}

func (w *world) edge(relation string, from, to kg.ID, values map[string]kg.Value) {
	c := kg.EdgeChange{Relation: relation, From: from, To: to, Properties: values, Provenance: w.provenance()}
	if w.chance(10) {
		v := kg.Registered
		c.Visibility = &v
	}
	for _, e := range w.edges {
		if e.Relation == relation && e.From == from && e.To == to && (relation != "AFFILIATED_WITH" || sameKey(e.Properties, values)) {
			return
		}
	}
	w.edges = append(w.edges, c)
}

func sameKey(a, b map[string]kg.Value) bool {
	return a["role"].Equal(b["role"]) && a["from"].Equal(b["from"])
}

// dated returns values with a period, open at either side or both.
func (w *world) dated() map[string]kg.Value {
	m := map[string]kg.Value{}
	w.set(m, "from", 70, date(pick(w.r, days[:4])))
	w.set(m, "to", 50, date(pick(w.r, days[4:])))
	return m
}

func (w *world) relations() {
	organisations := append(append([]kg.ID{}, w.ids["Institution"]...), w.ids["Company"]...)
	backers := append(append([]kg.ID{}, organisations...), w.ids["Person"]...)
	for range 30 {
		m := w.dated()
		w.set(m, "role", 95, kg.Text(pick(w.r, []string{"student", "professor", "head"})))
		w.edge("AFFILIATED_WITH", pick(w.r, w.ids["Person"]), pick(w.r, organisations), m)
	}
	for range 24 {
		m := map[string]kg.Value{}
		w.set(m, "rank", 70, kg.Int(int64(w.r.IntN(3))))
		w.set(m, "share", 70, sure(kg.ParseDecimal(pick(w.r, numbers))))
		w.set(m, "amount", 70, w.money())
		w.set(m, "task", 93, w.localised())
		w.edge("TAKES_PART_IN", pick(w.r, organisations), pick(w.r, w.ids["Project"]), m)
	}
	for range 16 {
		w.edge("BACKED_BY", pick(w.r, w.ids["Project"]), pick(w.r, backers), nil)
	}
	for _, p := range w.ids["Project"] {
		if w.chance(80) {
			w.edge("LED_BY", p, pick(w.r, w.ids["Person"]), w.dated())
		}
	}
	institutions := w.ids["Institution"]
	for i := 1; i < len(institutions); i++ {
		if w.chance(70) {
			w.edge("PART_OF", institutions[i], institutions[w.r.IntN(i)], nil)
		}
	}
}

func date(s string) kg.Value { return sure(kg.ParseDate(s)) }

func sure(v kg.Value, err error) kg.Value {
	if err != nil {
		panic(err)
	}
	return v
}
