package seed

import (
	"slices"

	"innograph/kg"
	"innograph/model"
)

// A docking brings a supply to a demand.
type docking struct {
	supply   kg.ID
	need     kg.ID // empty where there is none
	demander kg.ID
	broker   int // person, -1 where there is none
	event    int // -1 where it began at none
	result   kg.ID
	status   string
	reason   string
	proposed day
	signed   day // 0: drawn
}

// course is how a docking goes on until it is done. Verifying may be left out.
var course = []string{model.DockingStatusProposed, model.DockingStatusAccepted, model.DockingStatusInDiscussion, model.DockingStatusVerifying,
	model.DockingStatusNegotiating, model.DockingStatusSigned, model.DockingStatusRegistered, model.DockingStatusImplementing, model.DockingStatusCompleted}

// A turn is how far a docking comes, how often, and what ends it there.
type turn struct {
	weight float64
	last   string // of the course
	end    string // beside the course; empty: it stands at last
}

// The turns before acceptance, after it and after signing.
var (
	refused = []turn{{25, model.DockingStatusProposed, ""}, {45, model.DockingStatusProposed, model.DockingStatusDeclined}, {30, model.DockingStatusProposed, model.DockingStatusExpired}}
	talked  = []turn{{15, model.DockingStatusAccepted, ""}, {25, model.DockingStatusInDiscussion, ""}, {12, model.DockingStatusVerifying, ""}, {13, model.DockingStatusNegotiating, ""},
		{8, model.DockingStatusAccepted, model.DockingStatusDeclined}, {4, model.DockingStatusAccepted, model.DockingStatusExpired},
		{13, model.DockingStatusInDiscussion, model.DockingStatusTerminated}, {10, model.DockingStatusNegotiating, model.DockingStatusTerminated}}
	agreed = []turn{{35, model.DockingStatusRegistered, ""}, {40, model.DockingStatusImplementing, ""}, {15, model.DockingStatusCompleted, ""}, {10, model.DockingStatusImplementing, model.DockingStatusTerminated}}
)

var reasons = []string{model.DeclineReasonTooEarly, model.DeclineReasonBenefitUnclear, model.DeclineReasonRouteToMarketUnclear, model.DeclineReasonDescriptionUnclear,
	model.DeclineReasonScientificDoubt, model.DeclineReasonOutOfScope, model.DeclineReasonTerms, model.DeclineReasonCapacity}

// addDockings adds the planted dockings and then as many others that the shares
// of those accepted and of those signed are as published.
func (b *builder) addDockings() {
	r := newRandom("dockings")
	for i := range plantedDockings {
		b.plantDocking(r, i+1)
	}
	s := b.size
	supplies := b.supplies()
	kinds := r.deck(s.dockings-s.accepted-plantedRefused, s.accepted-s.signed-(plantedAccepted-plantedSigned), len(b.docked))
	docked := 0
	for i, kind := range kinds {
		turns := [...][]turn{refused, talked, agreed}[kind]
		weights := make([]float64, len(turns))
		for k, t := range turns {
			weights[k] = t.weight
		}
		t := turns[r.weighted(weights)]
		v := docking{broker: -1, event: -1, proposed: r.day(on(2023, 1, 10), on(2024, 11, 30))}
		if kind == 2 {
			b.matchContract(&v, docked)
			docked++
		} else {
			b.matchNeed(r, &v, supplies)
		}
		if r.chance(0.55) {
			v.broker = b.firstBroker + r.skewed(b.size.brokers)
		}
		if r.chance(0.15) {
			v.event = 1 + r.IntN(len(b.events)-1)
			v.proposed = b.events[v.event].on
			if v.signed != 0 && v.proposed > v.signed-60 {
				v.event, v.proposed = -1, v.signed-150
			}
		}
		v.status = t.last
		if t.end != "" {
			v.status = t.end
		}
		if t.end == model.DockingStatusDeclined || t.end == model.DockingStatusTerminated {
			v.reason = reasons[r.IntN(len(reasons))]
		}
		b.docking(r, len(plantedDockings)+i+1, &v, b.steps(r, t), dockingVisibility(r))
	}
}

// dockingVisibility is the parties' own mostly.
func dockingVisibility(r random) *kg.Visibility {
	return [...]*kg.Visibility{&parties, &registered, nil}[r.weighted([]float64{60, 25, 15})]
}

// supplies are the achievements on offer by narrower field.
func (b *builder) supplies() [][]int {
	list := make([][]int, len(b.narrow))
	for i := len(plantedAchievements); i < b.size.achievements; i++ {
		at := b.achievements[i].narrow
		list[at] = append(list[at], i)
	}
	return list
}

// matchNeed offers an achievement, or now and then a team, to a need of its
// field or to an enterprise that has posted none.
func (b *builder) matchNeed(r random, v *docking, supplies [][]int) {
	n := &b.needs[len(plantedNeeds)+r.IntN(b.size.needs-len(plantedNeeds))]
	v.demander = n.poster
	if r.chance(0.7) {
		v.need = n.id
	}
	list := supplies[n.narrow]
	switch {
	case len(list) == 0 || r.chance(0.05):
		v.supply = b.teams[len(plantedTeams)+r.IntN(len(b.teams)-len(plantedTeams))].id
	default:
		v.supply = b.achievements[list[r.skewed(len(list))]].id
	}
}

// matchContract makes a docking that has led to a contract, and meets a need
// where one is kept for it.
func (b *builder) matchContract(v *docking, k int) {
	c := &b.contracts[b.docked[k]]
	v.supply, v.demander, v.result = b.achievements[c.covers[0]].id, c.recipient, c.id
	if k < b.size.hiddenNeeds {
		v.need = b.needs[b.firstHidden+k].id
	}
	v.proposed, v.signed = c.signed-110, c.signed
}

// steps lists the statuses on the way of a turn.
func (b *builder) steps(r random, t turn) []string {
	list := slices.Clone(course[:slices.Index(course, t.last)+1])
	if t.last != model.DockingStatusVerifying && r.chance(0.6) {
		list = slices.DeleteFunc(list, func(s string) bool { return s == model.DockingStatusVerifying })
	}
	if t.end != "" {
		list = append(list, t.end)
	}
	return list
}

// notes are what some steps say.
var notes = map[string]string{
	model.DockingStatusInDiscussion: "首次会谈 First meeting",
	model.DockingStatusVerifying:    "试用验证 Trial at the user",
	model.DockingStatusSigned:       "签约 Signed",
}

func (b *builder) docking(r random, n int, v *docking, steps []string, visibility *kg.Visibility) {
	id := idOf(model.KindDocking, n)
	origins := []string{model.DockingOriginRecommender, model.DockingOriginSearch, model.DockingOriginInterest}
	origin, channel := origins[r.IntN(len(origins))], model.ChannelOnline
	switch {
	case v.event >= 0:
		origin, channel = model.DockingOriginEvent, model.ChannelOffline
	case v.broker >= 0 && r.chance(0.6):
		origin = model.DockingOriginBroker
	}
	p := properties{
		model.PropStatus: kg.Symbol(v.status), model.PropOrigin: kg.Symbol(origin), model.PropChannel: kg.Symbol(channel),
		model.PropProposedOn: b.dates.date(v.proposed),
	}
	if v.reason != "" {
		p[model.PropReason] = kg.Symbol(v.reason)
	}
	b.node(model.KindDocking, id, p).Visibility = visibility
	b.edge(model.RelDocksSupply, id, v.supply, nil)
	if v.need != "" {
		b.edge(model.RelDocksNeed, id, v.need, nil)
	}
	b.edge(model.RelDemandedBy, id, v.demander, nil)
	if v.broker >= 0 {
		b.edge(model.RelBrokeredBy, id, b.people[v.broker].id, properties{model.PropFeeShare: share(r.between(2, 6))})
	}
	if v.event >= 0 {
		b.edge(model.RelInitiatedAt, id, b.events[v.event].id, nil)
	}
	if v.result != "" {
		b.edge(model.RelResultedIn, id, v.result, nil)
	}
	b.step(r, n, id, v, steps, visibility)
}

// step adds the steps of a docking, which nobody sees who does not see the docking:
// a step tells how far it has come.
func (b *builder) step(r random, n int, docking kg.ID, v *docking, steps []string, visibility *kg.Visibility) {
	at := v.proposed
	for k, status := range steps {
		actor := "demand side"
		switch {
		case k == 0:
			actor = "supply side"
		case v.broker >= 0 && k%2 == 0:
			actor = "broker"
		}
		id := kg.ID(model.KindDockingEvent + "_seed." + padded(n, 1) + "." + padded(k+1, 1))
		p := properties{
			model.PropToStatus: kg.Symbol(status), model.PropActor: kg.Text(actor),
			model.PropAt: kg.Instant(at.time().Add(hours(r.between(1, 9)))),
		}
		if k > 0 {
			p[model.PropFromStatus] = kg.Symbol(steps[k-1])
		}
		if note := notes[status]; note != "" {
			p[model.PropNote] = kg.Text(note)
		}
		b.node(model.KindDockingEvent, id, p).Visibility = visibility
		b.edge(model.RelHasStep, docking, id, nil)
		at = min(at+day(r.between(5, 22)), now-1)
		if v.signed != 0 && k+1 < len(steps) && steps[k+1] == model.DockingStatusSigned {
			at = max(at, v.signed)
		}
	}
}
