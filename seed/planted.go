package seed

import (
	"slices"

	"innograph/kg"
	"innograph/model"
)

// What is planted comes first in each kind, under the same ids in every
// profile. Entries of the tables below name others by number, from 1.

// The people who have a part in something planted.
const (
	researcher       = 1 // leads team 1, founded enterprise 1
	namesake         = 3 // bears the name of the next
	plantedBroker    = 5
	plantedPartner   = 6
	conflictedBroker = 7 // brokers for the enterprise that is this person's own
	bridge           = 8 // the one link of laboratory 2 to enterprise 2
	inventor         = 9
)

var plantedPeople = []struct {
	institution, lab int    // 0: none
	narrow           string // empty: none
	title, grade     string
	nameOf           int // whose name it is, 0: its own
}{
	{institution: 1, lab: 1, narrow: "MAT.1", title: "professor"},
	{institution: 1, lab: 1, narrow: "MAT.1", title: "associate professor"},
	{institution: 1, narrow: "EQP.3", title: "lecturer"},
	{institution: 3, narrow: "BIO.1", title: "professor", nameOf: namesake},
	{grade: model.BrokerGradeSenior},
	{},
	{grade: model.BrokerGradeIntermediate},
	{institution: 2, lab: 2, narrow: "ENE.2", title: "professor"},
	{institution: 2, narrow: "OTH.8", title: "professor"},
	{institution: 1, narrow: "EQP.2", title: "professor"},
	{institution: 1, narrow: "EQP.2", title: "engineer"},
	{institution: 1, narrow: "OTH.9", title: "lecturer"},
}

// The achievements of which more is planted.
const (
	empoweredAchievement = 1 // its makers own most of it since 2022
	releasedLater        = 2 // in the batch of July 2024, the others in that of June
	soldAchievement      = 3 // the buyer owns it since 20 May 2024
	buyer                = 2 // enterprise
)

var plantedAchievements = []struct {
	institution, lab int
	narrow           string
	contributors     []int
}{
	{1, 1, "MAT.1", []int{1, 2}},
	{1, 0, "EQP.2", []int{10, 11}},
	{2, 2, "ENE.2", []int{bridge}},
	{2, 0, "OTH.7", []int{inventor}},
	{1, 0, "OTH.9", []int{12}},
	{1, 0, "MAT.4", []int{2}},
	{3, 0, "BIO.1", []int{4}},
	{2, 0, "ENE.1", []int{inventor}},
	{1, 0, "ELE.1", []int{11}},
	{2, 0, "MAT.2", []int{inventor}},
}

var plantedEnterprises = []struct {
	at              int // region, -1: nowhere
	narrow          string
	founded, origin day
	state           bool
}{
	{at: shenyang, narrow: "MAT.1", founded: on(2020, 9, 1), origin: on(2018, 3, 1)},
	{at: dalian, narrow: "ENE.2", founded: on(2009, 5, 12)},
	{at: shenyang, narrow: "MAT.4", founded: on(2016, 3, 21)},
	{at: anshan, narrow: "ELE.1", founded: on(2004, 8, 9), state: true},
	{at: fuxin, narrow: "ENE.1", founded: on(2001, 6, 15)},
	{at: -1, narrow: "EQP.1", founded: on(2012, 2, 29)},
	{at: jiangsu, narrow: "ENE.1", founded: on(2008, 11, 3)},
	{at: shenyang, narrow: "EQP.2", founded: on(2015, 7, 1)},
}

var plantedTeams = []struct {
	leader, core int
	narrow       string
	formed       day
}{
	{researcher, 2, "MAT.1", on(2018, 3, 1)},
	{10, 11, "EQP.2", on(2019, 5, 1)},
	{namesake, 12, "EQP.3", on(2023, 4, 1)},
}

// plantTeams leads team 1 from a maker space to enterprise 1, and keeps team 3
// there without an enterprise.
func (b *builder) plantTeams() {
	space := b.platforms[makerSpace].id
	b.edge(model.RelIncubatedBy, b.teams[0].id, space, properties{
		model.PropFrom: b.dates.date(on(2018, 3, 15)), model.PropTo: b.dates.date(on(2020, 9, 1)),
		model.PropOutcome: kg.Symbol(model.IncubationOutcomeGraduated)})
	b.edge(model.RelIncubatedBy, b.teams[2].id, space, properties{model.PropFrom: b.dates.date(on(2023, 9, 1))})
	b.became(&b.teams[0], 0)
	b.founded(0, researcher-1)
	for _, from := range []kg.ID{b.institutions[0].id, b.labs[0].id} {
		b.edge(model.RelSpunOutOf, b.enterprises[0].id, from, properties{model.PropOn: b.dates.date(b.enterprises[0].founded)})
	}
	b.founded(2, conflictedBroker-1)
}

// plantedRounds have their lead investor first.
var plantedRounds = []struct {
	enterprise, sort int
	on               day
	amount           int64
	investors        []int
}{
	{1, 1, on(2021, 3, 18), 6_000_000, []int{1, 2}},
	{1, 3, on(2024, 7, 9), 45_000_000, []int{2, 3}},
	{2, 4, on(2022, 5, 30), 90_000_000, []int{1, 2}},
	{8, 3, on(2023, 10, 11), 30_000_000, []int{4, 3}},
}

// helixNeed led to the project that achievement 1 is a result of.
const helixNeed = 8

var plantedNeeds = []struct {
	enterprise int
	narrow     string
}{
	{2, "ENE.2"}, {3, "MAT.4"}, {8, "OTH.8"}, {4, "BIO.1"}, {5, "ENE.1"}, {2, "MAT.2"}, {8, "EQP.2"}, {8, "MAT.1"}, {4, "OTH.6"},
}

// How many of the planted contracts go to the province, and how many do not.
const (
	plantedHome = 4
	plantedAway = 2
)

var plantedContracts = []struct {
	mode                            string
	institution, covers, enterprise int
	site                            int
	signed, registered              day
	reward                          int // hundredths of the proceeds
}{
	{model.ConversionModeLicense, 1, 1, 1, shenyang, on(2024, 3, 5), on(2024, 3, 20), 75},
	{model.ConversionModeTransfer, 2, soldAchievement, buyer, dalian, on(2024, 5, 20), on(2024, 6, 3), 72},
	{model.ConversionModeLicense, 1, 9, 4, anshan, on(2024, 4, 11), on(2024, 4, 25), 0}, // a reward is due
	{model.ConversionModeLicense, 3, 7, 3, shenyang, on(2024, 2, 20), on(2024, 3, 1), 30},
	{model.ConversionModeDevelopment, 1, 0, 6, -1, on(2024, 8, 14), on(2024, 8, 30), 0},
	{model.ConversionModeLicense, 2, 8, 7, jiangsu, on(2024, 9, 10), on(2024, 9, 26), 71},
}

func (b *builder) plantContract(r random, i int, value int64) {
	p := plantedContracts[i]
	c := contract{mode: p.mode, value: value, signed: p.signed, registered: p.registered, site: p.site, reward: p.reward,
		supplier: b.institutions[p.institution-1].id, recipient: b.enterprises[p.enterprise-1].id}
	if p.covers > 0 {
		c.covers = []int{p.covers - 1}
	}
	b.contract(r, &c)
}

// How many planted dockings came to be signed, to be accepted, or neither.
const (
	plantedSigned   = 2
	plantedAccepted = 5
	plantedRefused  = 2
)

var plantedDockings = []struct {
	need, achievement, team int // one of the latter two
	demander                kg.ID
	broker                  int // 0: none
	event                   bool
	result                  kg.ID
	turn                    turn
	reason                  string
	proposed, signed        day
}{
	{need: 1, achievement: soldAchievement, demander: "Enterprise_seed.2", broker: plantedBroker, event: true, result: "Contract_seed.2",
		turn: turn{last: model.DockingStatusImplementing}, proposed: on(2023, 11, 16), signed: on(2024, 5, 20)},
	{need: 2, achievement: 6, demander: "Enterprise_seed.3", broker: conflictedBroker,
		turn:   turn{last: model.DockingStatusProposed, end: model.DockingStatusDeclined},
		reason: model.DeclineReasonTerms, proposed: on(2024, 1, 8)},
	{need: 4, achievement: 7, demander: "Enterprise_seed.4",
		turn: turn{last: model.DockingStatusInDiscussion}, proposed: on(2024, 10, 21)},
	{need: 5, achievement: 8, demander: "Enterprise_seed.5", broker: plantedBroker,
		turn:   turn{last: model.DockingStatusInDiscussion, end: model.DockingStatusTerminated},
		reason: model.DeclineReasonScientificDoubt, proposed: on(2024, 2, 26)},
	{need: 6, achievement: 10, demander: "Enterprise_seed.2",
		turn: turn{last: model.DockingStatusAccepted}, proposed: on(2024, 11, 4)},
	{need: 7, achievement: 2, demander: "Enterprise_seed.8",
		turn: turn{last: model.DockingStatusProposed, end: model.DockingStatusExpired}, proposed: on(2023, 12, 1)},
	{team: 1, demander: "Investor_seed.1", result: "FundingRound_seed.1",
		turn: turn{last: model.DockingStatusSigned}, proposed: on(2020, 11, 30), signed: on(2021, 3, 18)},
}

func (b *builder) plantDocking(r random, n int) {
	p := plantedDockings[n-1]
	v := docking{demander: p.demander, broker: p.broker - 1, event: -1, result: p.result,
		status: p.turn.last, reason: p.reason, proposed: p.proposed, signed: p.signed}
	if p.turn.end != "" {
		v.status = p.turn.end
	}
	if p.team > 0 {
		v.supply = b.teams[p.team-1].id
	} else {
		v.supply, v.need = b.achievements[p.achievement-1].id, b.needs[p.need-1].id
	}
	if p.event {
		v.event = 0
	}
	steps := slices.DeleteFunc(b.steps(r, p.turn), func(s string) bool { return s == model.DockingStatusVerifying })
	b.docking(r, n, &v, steps, nil)
}
