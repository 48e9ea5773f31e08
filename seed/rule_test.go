package seed

import (
	"slices"
	"testing"

	"innograph/kg"
	"innograph/model"
)

// ofRelation returns the edges of a relation by the node they start at.
func (g *graph) ofRelation(relation string, in bool) map[kg.ID][]*kg.EdgeChange {
	list := map[kg.ID][]*kg.EdgeChange{}
	for i := range g.Edges {
		if e := &g.Edges[i]; e.Relation == relation {
			at := e.From
			if in {
				at = e.To
			}
			list[at] = append(list[at], e)
		}
	}
	return list
}

// bounds returns the days on which edges begin and end, each once, in order.
func bounds(edges []*kg.EdgeChange) []string {
	var days []string
	for _, e := range edges {
		days = append(days, e.Properties[model.PropFrom].Text())
		if to := e.Properties[model.PropTo]; !to.IsNull() {
			days = append(days, to.Text())
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

func holds(e *kg.EdgeChange, day string) bool {
	return kg.HoldsOn(e.Properties[model.PropFrom], e.Properties[model.PropTo], day)
}

// The shares of each achievement make one on every day from its completion on:
// on each day on which something changes, and so on all.
func TestOwnership(t *testing.T) {
	for _, p := range profiles {
		g := generate(t, p)
		owned, periods := g.ofRelation(model.RelOwnedBy, false), 0
		for _, n := range g.kinds[model.KindAchievement] {
			days := bounds(owned[n.ID])
			if len(days) == 0 || days[0] != symbol(n, model.PropCompletedOn) {
				t.Fatalf("%s is owned from %v", n.ID, days)
			}
			if len(days) > 1 {
				periods++
			}
			for _, day := range days {
				var sum int64
				for _, e := range owned[n.ID] {
					if holds(e, day) {
						sum += e.Properties[model.PropShare].Int()
					}
				}
				if sum != 1_000_000 {
					t.Errorf("%s: on %s the shares make %d millionths", n.ID, day, sum)
				}
			}
		}
		if periods == 0 {
			t.Errorf("%s: no owner ever changed", p)
		}
	}
}

// Each enterprise is in exactly one stage on every day from its beginning on,
// and passes through them in order.
func TestStages(t *testing.T) {
	for _, p := range profiles {
		g := generate(t, p)
		stays, prepared := g.ofRelation(model.RelInStage, false), 0
		for _, n := range g.kinds[model.KindEnterprise] {
			list := stays[n.ID]
			for i, e := range list {
				to := e.Properties[model.PropTo]
				if last := i == len(list)-1; to.IsNull() != last || !last && !to.Equal(list[i+1].Properties[model.PropFrom]) {
					t.Errorf("%s: stay %d ends on %s", n.ID, i, to)
				}
				if i > 0 && slices.Index(stages, code(e.To)) <= slices.Index(stages, code(list[i-1].To)) {
					t.Errorf("%s: %s after %s", n.ID, e.To, list[i-1].To)
				}
			}
			if len(list) == 0 {
				t.Errorf("%s has no stage", n.ID)
			}
			if list[0].To == stageID(stages[0]) {
				prepared++
			}
		}
		if prepared == 0 {
			t.Errorf("%s: no enterprise began as a team", p)
		}
	}
}

// Each team has one leader at a time, from the day it was formed on.
func TestLeaders(t *testing.T) {
	for _, p := range profiles {
		g := generate(t, p)
		members, handed := g.ofRelation(model.RelMemberOf, true), 0
		for _, n := range g.kinds[model.KindTeam] {
			var leads []*kg.EdgeChange
			for _, e := range members[n.ID] {
				if e.Properties[model.PropRole].Text() == model.MemberRoleLead {
					leads = append(leads, e)
				}
			}
			days := bounds(append(slices.Clone(leads), members[n.ID]...))
			if len(leads) > 1 {
				handed++
			}
			if len(days) == 0 || days[0] != symbol(n, model.PropFormedOn) {
				t.Fatalf("%s was formed on %s, and has members from %v", n.ID, symbol(n, model.PropFormedOn), days)
			}
			for _, day := range days {
				count := 0
				for _, e := range leads {
					if holds(e, day) {
						count++
					}
				}
				if count != 1 {
					t.Errorf("%s has %d leaders on %s", n.ID, count, day)
				}
			}
		}
		if p == Full && handed == 0 {
			t.Error("no team was handed over")
		}
	}
}

// Nothing ends before it begins, and nothing has happened after the day the hub
// stands at.
func TestDates(t *testing.T) {
	today := now.time().Format("2006-01-02")
	later := []string{model.PropDeadline, model.PropTo, model.PropExpiresOn}
	for _, p := range profiles {
		g := generate(t, p)
		check := func(what string, list map[string]kg.Value) {
			from, to := list[model.PropFrom], list[model.PropTo]
			if from.Type() == kg.TypeDate && to.Type() == kg.TypeDate && from.Text() >= to.Text() {
				t.Errorf("%s: from %s to %s", what, from, to)
			}
			if s, r := list[model.PropSignedOn], list[model.PropRegisteredOn]; !s.IsNull() && !r.IsNull() && s.Text() > r.Text() {
				t.Errorf("%s: signed on %s, registered on %s", what, s, r)
			}
			for name, v := range list {
				if v.Type() == kg.TypeDate && v.Text() > today && !slices.Contains(later, name) && what[:6] != "Target" {
					t.Errorf("%s: %s on %s", what, name, v)
				}
			}
		}
		for i := range g.Nodes {
			check(string(g.Nodes[i].ID), g.Nodes[i].Properties)
		}
		for i := range g.Edges {
			check(g.Edges[i].Relation+" "+string(g.Edges[i].From), g.Edges[i].Properties)
		}
	}
}

// A few have most: the most linked nodes have far more edges than the one in the
// middle.
func TestTails(t *testing.T) {
	g := generate(t, Full)
	for _, c := range []struct {
		relation string
		in       bool
		kind     string
		least    int // what the largest has
	}{
		{model.RelOwnedBy, true, model.KindInstitution, 200},
		{model.RelContributedTo, false, model.KindPerson, 30},
		{model.RelInventedBy, true, model.KindPerson, 15},
		{model.RelInvestedIn, false, model.KindInvestor, 60},
		{model.RelReceivedBy, true, model.KindEnterprise, 60},
		{model.RelCovers, true, model.KindAchievement, 20},
		{model.RelHostedBy, true, model.KindInstitution, 40},
	} {
		var degrees []int
		for id, edges := range g.ofRelation(c.relation, c.in) {
			if g.nodes[id].Kind == c.kind {
				degrees = append(degrees, len(edges))
			}
		}
		slices.Sort(degrees)
		n := len(degrees)
		median, most := degrees[n/2], degrees[n-1]
		t.Logf("%s of %d %s: median %d, p90 %d, p99 %d, most %d", c.relation, n, c.kind, median, degrees[n*9/10], degrees[n*99/100], most)
		if most < c.least || most < 8*median {
			t.Errorf("%s of %s: the most is %d, the median %d", c.relation, c.kind, most, median)
		}
	}
}

// The minima that the model states for complete records hold.
func TestMinima(t *testing.T) {
	for _, p := range profiles {
		g := generate(t, p)
		m := model.Graph()
		for i := range m.Kinds {
			for _, want := range m.Kinds[i].Traversals {
				if want.Min == 0 {
					continue
				}
				for _, n := range g.kinds[m.Kinds[i].Name] {
					edges := g.out[n.ID]
					if want.Direction == kg.In {
						edges = g.in[n.ID]
					}
					count := 0
					for _, e := range edges {
						if e.Relation == want.Relation {
							count++
						}
					}
					if count < want.Min {
						t.Errorf("%s: %s has %d %s", p, n.ID, count, want.Name)
					}
				}
			}
		}
	}
}

// code returns the symbol of a stage.
func code(stage kg.ID) string { return string(stage[len(stageID("")):]) }
