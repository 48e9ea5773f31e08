package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"innograph/kg"
)

func aggregateChapter() chapter {
	return chapter{name: "aggregates", load: loadWorld, shared: true, scenarios: []scenario{
		{"groups by a value, absent ones last among equals", groupByValue},
		{"groups by parts of the calendar, which a date may be too short for", groupByCalendar},
		{"groups by what a list holds, each element once", groupByElement},
		{"groups by the text a reader of a language sees", groupByText},
		{"groups by related nodes, with conditions on them", groupByRelated},
		{"groups by kind, and by two keys at once", groupByTwo},
		{"edges of many nodes, by what is theirs and what they lead to", groupEdges},
		{"statistics of numbers, money and dates", measureValues},
		{"sums beyond 64 bits", measureLarge},
		{"what is found", groupFound},
		{"what is hidden is in no group and no figure", groupHidden},
		{"more groups than the limit are refused", refuseGroups},
		{"contradictions are refused", refuseAggregates},
	}}
}

// aggregate asks both stores and compares their whole answers.
func (s *subject) aggregate(v kg.Viewer, qs ...kg.AggregateQuery) [][]kg.Bucket {
	s.t.Helper()
	found, err := s.tryAggregate(v, qs...)
	if err != nil {
		s.t.Fatalf("Aggregate: %v", err)
	}
	return found
}

func (s *subject) tryAggregate(v kg.Viewer, qs ...kg.AggregateQuery) ([][]kg.Bucket, error) {
	s.t.Helper()
	want, wantErr := s.memory.Reader(v).Aggregate(context.Background(), qs)
	got, err := s.store.Reader(v).Aggregate(context.Background(), qs)
	s.sameError("Aggregate", err, wantErr)
	if err != nil {
		return nil, err
	}
	if d := diff(showBuckets(want), showBuckets(got)); d != "" {
		s.t.Fatalf("Aggregate %+v\ndiffers (- wanted, + got):\n%s", qs, d)
	}
	return got, nil
}

// groups holds one query to its buckets, as `parent:key,key=count`, where the parent
// is left out if it is the first.
func (s *subject) groups(v kg.Viewer, q kg.AggregateQuery, want string) {
	s.t.Helper()
	if got := showAll(s.aggregate(v, q)[0], showGroup); got != want {
		s.t.Errorf("groups are\n%s\nwant\n%s", got, want)
	}
}

func showGroup(b kg.Bucket) string {
	keys := make([]string, len(b.Keys))
	for i, k := range b.Keys {
		keys[i] = strings.Trim(showValue(k.Value), `"`)
	}
	text := fmt.Sprintf("%s=%d", strings.Join(keys, ","), b.Count)
	if b.Parent > 0 {
		text = fmt.Sprintf("%d:%s", b.Parent, text)
	}
	return text
}

func over(kinds ...string) kg.AggregateQuery { return kg.AggregateQuery{List: list(kinds...)} }

func by(q kg.AggregateQuery, keys ...kg.GroupKey) kg.AggregateQuery {
	q.By = keys
	return q
}

func property(name string) kg.GroupKey { return kg.GroupKey{Property: name} }

func groupByValue(_ *testing.T, s *subject) {
	s.groups(kg.System, over("Person"), "=8")
	s.groups(kg.System, by(over("Person"), property("grade")), `null=5 enum("SENIOR" 0)=2 enum("JUNIOR" 0)=1`)
	s.groups(kg.System, by(over("Person"), property("works")), "3=3 null=2 -4=1 12=1 99=1")
	s.groups(kg.System, by(over("Person"), property("active")), `null=5 boolean("" 1)=2 boolean("" 0)=1`)
	s.groups(kg.System, by(over("Person"), property("salary")), `null=4 money("CNY" -300)=1 money("CNY" 100000)=1 money("CNY" 100001)=1 money("EUR" 100000)=1`)
	s.groups(kg.System, by(over("Person"), property(kg.OwnVisibility)), `enum("PUBLIC" 0)=6 enum("PARTIES" 0)=1 enum("REGISTERED" 0)=1`)
}

func groupByCalendar(_ *testing.T, s *subject) {
	born := func(u kg.Unit) kg.GroupKey { return kg.GroupKey{Property: "born", Unit: u} }
	s.groups(kg.System, by(over("Person"), born(kg.NoUnit)), `null=3 date("1969-12-31" 0)=1 date("1970" 0)=1 date("1970-05" 0)=1 date("1970-05-04" 0)=1 date("1970-06" 0)=1`)
	s.groups(kg.System, by(over("Person"), born(kg.ByYear)), "1970=4 null=3 1969=1")
	s.groups(kg.System, by(over("Person"), born(kg.ByQuarter)), "null=4 1970-Q2=3 1969-Q4=1")
	s.groups(kg.System, by(over("Person"), born(kg.ByMonth)), "null=4 1970-05=2 1969-12=1 1970-06=1")
	s.groups(kg.System, by(over("Person"), kg.GroupKey{Property: "seen", Unit: kg.ByMonth}), "null=5 1969-12=1 2025-12=1 2026-01=1")
}

func groupByElement(_ *testing.T, s *subject) {
	s.groups(kg.System, by(over("Person"), property("aliases")), "null=6 明=2 X. Wang=1 李=1")
	s.groups(kg.System, by(over("Person", "Laboratory"), property("aliases"), property("grades")), `null,null=7 SIA,null=1 X. Wang,enum("JUNIOR" 0)=1 X. Wang,enum("SENIOR" 0)=1 明,enum("JUNIOR" 0)=1 明,enum("SENIOR" 0)=1 明,null=1 李,null=1 null,enum("MIDDLE" 0)=1`)
}

func groupByText(_ *testing.T, s *subject) {
	named := over("Person")
	named.List.Filter = kg.Or{eq(kg.OwnID, kg.Reference("Person_emile")), eq(kg.OwnID, kg.Reference("Person_li")), eq(kg.OwnID, kg.Reference("Person_sun"))}
	s.groups(kg.System, by(named, kg.GroupKey{Property: "name", Language: "zh"}), "Emil=1 sun=1 李雷=1")
	s.groups(kg.System, by(named, kg.GroupKey{Property: "name", Language: "fr"}), "sun=1 Émile=1 李雷=1")
}

func groupByRelated(_ *testing.T, s *subject) {
	works := kg.Related{Relation: "AFFILIATED_WITH", Direction: kg.Out}
	s.groups(kg.System, by(over("Person"), kg.GroupKey{Relation: &works}), `id("Institution_neu" 0)=4 id("Laboratory_robots" 0)=2 null=2 id("Laboratory_hidden" 0)=1 id("Institution_dlut" 0)=1`)
	led := works
	led.Edge, led.To = eq("role", kg.Symbol("LEAD")), []string{"Institution"}
	s.groups(kg.System, by(over("Person"), kg.GroupKey{Relation: &led}), `null=6 id("Institution_neu" 0)=2`)
	on := works
	on.On = "2015-03-20"
	s.groups(kg.System, by(over("Person"), kg.GroupKey{Relation: &on}), `null=5 id("Laboratory_robots" 0)=2 id("Institution_neu" 0)=2`)
}

func groupByTwo(_ *testing.T, s *subject) {
	s.groups(kg.System, by(over("Person", "Team", "Laboratory"), kg.GroupKey{Kind: true}), "Person=8 Laboratory=3 Team=2")
	s.groups(kg.System, by(over("Laboratory", "Institution"), kg.GroupKey{Kind: true}, kg.GroupKey{Property: "foundedOn", Unit: kg.ByYear}), "Laboratory,1958=2 Institution,1923=1 Institution,1949=1 Laboratory,null=1")
	s.groups(kg.System, by(over("Person"), property("grade"), property("active")), `null,null=4 enum("JUNIOR" 0),boolean("" 0)=1 enum("SENIOR" 0),boolean("" 1)=1 enum("SENIOR" 0),null=1 null,boolean("" 1)=1`)
}

// parents are the numbers of some nodes.
func (s *subject) parents(ids ...kg.ID) []int64 {
	numbers := make([]int64, len(ids))
	for i, row := range s.read(kg.System, &kg.Query{Start: kg.Start{IDs: ids}}).Root.Rows {
		numbers[i] = row.Number
	}
	return numbers
}

func groupEdges(_ *testing.T, s *subject) {
	staff := hop("AFFILIATED_WITH", kg.In)
	q := kg.AggregateQuery{Hop: &staff, Parents: s.parents("Institution_neu", "Laboratory_sensors", "Laboratory_robots")}
	s.groups(kg.System, q, "=6 1:=0 2:=2")
	s.groups(kg.System, by(q, kg.GroupKey{Property: "role", Edge: true}), `enum("LEAD" 0)=3 enum("MEMBER" 0)=2 enum("CORE" 0)=1 2:enum("LEAD" 0)=1 2:enum("MEMBER" 0)=1`)
	s.groups(kg.System, by(q, property("grade"), kg.GroupKey{Property: "from", Edge: true, Unit: kg.ByYear}), `enum("JUNIOR" 0),2010=1 enum("JUNIOR" 0),2020=1 enum("JUNIOR" 0),null=1 null,2011=1 null,2018=1 null,2019=1 2:enum("JUNIOR" 0),2015=1 2:enum("SENIOR" 0),2015=1`)
	staff.Filter, staff.On = eq("works", kg.Int(3)), "2019-06-01"
	s.groups(kg.System, by(q, kg.GroupKey{Kind: true}), "Person=3")
	knows := hop("KNOWS", kg.Both)
	q = kg.AggregateQuery{Hop: &knows, Parents: s.parents("Person_wang", "Person_li")}
	s.groups(kg.System, by(q, kg.GroupKey{Relation: &kg.Related{Relation: "AFFILIATED_WITH", Direction: kg.Out}}), `id("Laboratory_robots" 0)=3 id("Institution_neu" 0)=2 id("Laboratory_hidden" 0)=1 1:id("Laboratory_robots" 0)=2 1:id("Laboratory_hidden" 0)=2 1:id("Institution_neu" 0)=2 1:id("Institution_dlut" 0)=1`)
}

// figures holds a query without keys to its statistics.
func (s *subject) figures(q kg.AggregateQuery, want string, properties ...string) {
	s.t.Helper()
	for _, p := range properties {
		q.Measures = append(q.Measures, kg.Measure{Property: p})
	}
	bucket := s.aggregate(kg.System, q)[0][0]
	if got := showAll(bucket.Statistics, func(list []kg.Statistic) string { return "{" + showAll(list, showStatistic) + "}" }); got != want {
		s.t.Errorf("figures are\n%s\nwant\n%s", got, want)
	}
}

func measureValues(_ *testing.T, s *subject) {
	s.figures(over("Person"), "{:6/4 sum=116 -4..99 median 3}", "works")
	s.figures(over("Person"), `{:3/2 sum=-0.25 decimal("" -1250000)..decimal("" 500000) median decimal("" 500000)}`, "score")
	s.figures(over("Person"), `{CNY:3/3 sum=1997.01 money("CNY" -300)..money("CNY" 100001) median money("CNY" 100000) EUR:1/1 sum=1000.00 money("EUR" 100000)..money("EUR" 100000) median money("EUR" 100000)}`, "salary")
	s.figures(over("Person"), `{:5/5 sum= date("1969-12-31" 0)..date("1970-06" 0) median date("1970-05" 0)}`, "born")
	s.figures(over("Person"), `{:3/3 sum= date-time("" -1000000)..date-time("" 1767225600000000) median date-time("" 1767225599999999)}`, "seen")
	s.figures(over("Person"), "{:3/2 sum= null..null median null} {:4/3 sum= null..null median null} {:3/2 sum= null..null median null}", "grade", "aliases", "active")
	s.figures(over("Team"), "{:2/2 sum= null..null median null} {}", "title", "works")
	takesPart := hop("PARTICIPATED_IN", kg.In)
	q := kg.AggregateQuery{Hop: &takesPart, Parents: s.parents("Project_arm"),
		Measures: []kg.Measure{{Property: "amount", Edge: true}, {Property: "rank", Edge: true}, {Property: "students"}}}
	s.figures(q, `{CNY:1/1 sum=10.00 money("CNY" 1000)..money("CNY" 1000) median money("CNY" 1000) EUR:1/1 sum=10.00 money("EUR" 1000)..money("EUR" 1000) median money("EUR" 1000)} {:4/3 sum=5 0..2 median 1} {:2/1 sum=80000 40000..40000 median 40000}`)
	q.By = []kg.GroupKey{{Kind: true}}
	s.groups(kg.System, q, "Institution=2 Laboratory=2")
}

func measureLarge(t *testing.T, s *subject) {
	own := newLargeNumbers(t, s)
	own.figures(over("Person"), `{:3/2 sum=18446744073709551607 -5..9223372036854775806 median 9223372036854775806} {:3/2 sum=18446744073709.551607 decimal("" -5)..decimal("" 9223372036854775806) median decimal("" 9223372036854775806)} {CNY:3/2 sum=184467440737095516.07 money("CNY" -5)..money("CNY" 9223372036854775806) median money("CNY" 9223372036854775806)}`, "works", "score", "salary")
}

// newLargeNumbers returns a world of its own, of three people whose numbers are the
// largest there are, or the least.
func newLargeNumbers(t *testing.T, s *subject) *subject {
	own := newSubject(t, s.open, s.reopen)
	var cs kg.Changeset
	for i, n := range []int64{9223372036854775806, 9223372036854775806, -5} {
		cs.Nodes = append(cs.Nodes, node("Person", fmt.Sprint(i), "name", en("x"), "works", kg.Int(n), "score", kg.Decimal(n), "salary", kg.Money("CNY", n)))
	}
	own.must(cs)
	return own
}

func groupFound(_ *testing.T, s *subject) {
	q := kg.AggregateQuery{Search: &kg.Search{Text: "明"}}
	s.groups(kg.System, by(q, kg.GroupKey{Kind: true}), "Person=2")
	q.Search = &kg.Search{Text: "学", Kinds: []string{"Institution", "Person"}, Filter: kg.Compare{Property: "foundedOn", Op: kg.OpLt, Values: []kg.Value{date("1940")}}}
	s.groups(kg.System, by(q, kg.GroupKey{Property: "foundedOn", Unit: kg.ByYear}), "1923=1")
	q.Search = &kg.Search{Text: "?!"}
	s.groups(kg.System, q, "=0")
	s.groups(kg.System, by(q, kg.GroupKey{Kind: true}), "")
}

func groupHidden(_ *testing.T, s *subject) {
	works := kg.Related{Relation: "AFFILIATED_WITH", Direction: kg.Out}
	s.groups(kg.Anyone, over("Person"), "=6")
	s.groups(kg.Anyone, by(over("Person"), kg.GroupKey{Relation: &works}), `null=3 id("Laboratory_robots" 0)=2 id("Institution_neu" 0)=1 id("Institution_dlut" 0)=1`)
	s.groups(kg.ActingFor("Person_secret"), by(over("Person"), kg.GroupKey{Relation: &works}), `id("Institution_neu" 0)=4 id("Laboratory_robots" 0)=2 null=2 id("Institution_dlut" 0)=1`)
	staff := hop("AFFILIATED_WITH", kg.In)
	q := kg.AggregateQuery{Hop: &staff, Parents: s.parents("Institution_neu", "Laboratory_hidden"), Measures: []kg.Measure{{Property: "works"}}}
	s.groups(kg.Anyone, q, "=3 1:=0")
	s.groups(kg.Member, q, "=5 1:=0")
}

func refuseGroups(_ *testing.T, s *subject) {
	q := by(over("Person"), property(kg.OwnID))
	q.Limit = 8
	s.aggregate(kg.System, q)
	q.Limit = 7
	s.refuseAggregate(q, kg.ErrTooLarge)
	staff := hop("AFFILIATED_WITH", kg.In)
	q = kg.AggregateQuery{Hop: &staff, Parents: s.parents("Institution_neu", "Institution_dlut", "Laboratory_robots"), Limit: 2}
	s.refuseAggregate(q, kg.ErrTooLarge)
}

func (s *subject) refuseAggregate(q kg.AggregateQuery, kind error) {
	s.t.Helper()
	if _, err := s.tryAggregate(kg.System, q); !errors.Is(err, kind) {
		s.t.Errorf("Aggregate: error %v; want %q", err, kind)
	}
}

func refuseAggregates(t *testing.T, s *subject) {
	refuse := func(q kg.AggregateQuery) {
		t.Helper()
		s.in(t).refuseAggregate(q, kg.ErrInvalid)
	}
	works := kg.Related{Relation: "AFFILIATED_WITH"}
	refuse(kg.AggregateQuery{})
	refuse(kg.AggregateQuery{List: list("Person"), Search: &kg.Search{Text: "x"}})
	refuse(over("Nobody"))
	for _, key := range []kg.GroupKey{
		{}, {Property: "nothing"}, {Property: "works", Kind: true}, {Property: "works", Unit: kg.ByYear}, {Property: "born", Unit: 9},
		{Property: "name"}, {Property: "bio"}, {Property: "role", Edge: true}, {Kind: true, Language: "zh"},
		{Relation: &kg.Related{Relation: "NONE"}}, {Relation: &works, Property: "works"},
		{Relation: &kg.Related{Relation: "KNOWS", On: "yesterday"}}, {Relation: &kg.Related{Relation: "KNOWS", Node: eq("nothing", kg.Int(1))}},
	} {
		refuse(by(over("Person"), key))
	}
	refuse(by(over("Person"), property("works"), property("grade"), property("active")))
	refuse(by(over("Person", "Project"), property("from"), property("nothing")))
	q := over("Person")
	q.Measures = []kg.Measure{{Property: "nothing"}}
	refuse(q)
	q.Measures = []kg.Measure{{Property: "role", Edge: true}}
	refuse(q)
	refuse(kg.AggregateQuery{Hop: &kg.Hop{Edge: kg.FromEnd}})
	s.refuseAggregate(kg.AggregateQuery{Search: &kg.Search{Text: strings.Repeat("字", 300)}, By: []kg.GroupKey{{Kind: true}}}, kg.ErrTooLarge)
}
