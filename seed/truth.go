package seed

import (
	"innograph/kg"
	"innograph/model"
)

// A Truth lists what is planted in the hub of every profile.
type Truth struct {
	Researcher         kg.ID    // leads to investors by team, laboratory, achievement, contract and enterprise
	Team               kg.ID    // that person's
	Pairs              []Pair   // needs and achievements whose outcome is known
	Paths              []Path   // one at least for each question that the graph can answer
	Gaps               []Gap    // what must not be there
	Namesakes          [2]kg.ID // two persons of the same name
	Merged             Merger
	PreCompanyTeam     kg.ID // tenant of a maker space without an enterprise
	IllegalReward      kg.ID // the one below its floor
	UnknownDestination kg.ID // the one contract of 2024 whose destination is not known
	EmptyCell          Cell
}

// A Pair is a need and an achievement that were brought together, and the
// status of their docking.
type Pair struct {
	Need, Achievement kg.ID
	Outcome           string
}

// A Path is a chain of nodes that answers a question of the field. Relations[i]
// links Nodes[i] and Nodes[i+1], whichever way it runs.
type Path struct {
	Question  int // its number in docs/seed.md
	Nodes     []kg.ID
	Relations []string
}

// A Gap is a relation that a node does not have, in either direction, to a kind
// or, when that is empty, at all.
type Gap struct {
	Question int // 0: none
	Node     kg.ID
	Relation string
	Kind     string
}

// A Merger is an id that leads to the node that has taken up the other.
type Merger struct{ Former, Survivor kg.ID }

// A Cell is a stage that no platform of a city serves.
type Cell struct {
	City  kg.ID
	Stage string
}

var merged = Merger{Former: "Institution_seed.merged", Survivor: "Institution_seed.3"}

// Planted returns what tests and demonstrations may count on.
func Planted() Truth {
	t := Truth{
		Researcher: idOf(model.KindPerson, researcher), Team: idOf(model.KindTeam, 1),
		Paths: plantedPaths(), Gaps: plantedGaps(),
		Namesakes:          [2]kg.ID{idOf(model.KindPerson, namesake), idOf(model.KindPerson, namesake+1)},
		Merged:             merged,
		PreCompanyTeam:     idOf(model.KindTeam, 3),
		IllegalReward:      idOf(model.KindReward, 3),
		UnknownDestination: idOf(model.KindContract, 5),
		EmptyCell:          Cell{regionID(cityTable[emptyCity-firstCity].code), emptyStage},
	}
	for _, d := range plantedDockings {
		if d.need == 0 {
			continue
		}
		p := Pair{idOf(model.KindNeed, d.need), idOf(model.KindAchievement, d.achievement), d.turn.last}
		if d.turn.end != "" {
			p.Outcome = d.turn.end
		}
		t.Pairs = append(t.Pairs, p)
	}
	return t
}

// path lists nodes and the relations between them in turn.
func path(question int, first kg.ID, rest ...any) Path {
	p := Path{Question: question, Nodes: []kg.ID{first}}
	for _, r := range rest {
		switch r := r.(type) {
		case string:
			p.Relations = append(p.Relations, r)
		case kg.ID:
			p.Nodes = append(p.Nodes, r)
		}
	}
	return p
}

func plantedPaths() []Path {
	var (
		person  = func(n int) kg.ID { return idOf(model.KindPerson, n) }
		team    = func(n int) kg.ID { return idOf(model.KindTeam, n) }
		lab     = func(n int) kg.ID { return idOf(model.KindLaboratory, n) }
		result  = func(n int) kg.ID { return idOf(model.KindAchievement, n) }
		firm    = func(n int) kg.ID { return idOf(model.KindEnterprise, n) }
		round   = func(n int) kg.ID { return idOf(model.KindFundingRound, n) }
		money   = func(n int) kg.ID { return idOf(model.KindInvestor, n) }
		deal    = func(n int) kg.ID { return idOf(model.KindContract, n) }
		need    = func(n int) kg.ID { return idOf(model.KindNeed, n) }
		docking = func(n int) kg.ID { return idOf(model.KindDocking, n) }
		holder  = func(n int) kg.ID { return idOf(model.KindInstitution, n) }

		project, event, grant, right = idOf(model.KindProject, 1), idOf(model.KindEvent, 1), idOf(model.KindEmpowerment, 1), idOf(model.KindIPRight, 1)
		space                        = idOf(model.KindServicePlatform, makerSpace+1)
		june, july                   = idOf(model.KindReleaseBatch, 18), idOf(model.KindReleaseBatch, 19)
	)
	return []Path{
		path(1, team(1), model.RelMemberOf, person(1), model.RelFoundedBy, firm(1), model.RelRaisedBy, round(1), model.RelInvestedIn, money(1)),
		path(2, money(4), model.RelInvestedIn, round(4), model.RelRaisedBy, firm(8), model.RelHasField, conceptID("EQP.2"),
			model.RelHasField, result(2), model.RelContributedTo, person(10), model.RelMemberOf, team(2)),
		path(3, money(4), model.RelInvestedIn, round(4), model.RelInvestedIn, money(3), model.RelInvestedIn, round(2), model.RelRaisedBy, firm(1), model.RelFoundedBy, person(1)),
		path(4, money(1), model.RelInvestedIn, round(1), model.RelInvestedIn, money(2), model.RelInvestedIn, round(3), model.RelInvestedIn, money(1)),
		path(5, lab(1), model.RelProducedAt, result(1), model.RelCovers, deal(1), model.RelReceivedBy, firm(1), model.RelRaisedBy, round(2)),
		path(6, lab(1), model.RelSpunOutOf, firm(1), model.RelRaisedBy, round(1)),
		path(7, firm(1), model.RelFoundedBy, person(1), model.RelAffiliatedWith, holder(1), model.RelSpunOutOf, firm(1)),
		path(8, money(5), model.RelFundedBy, project, model.RelResultOf, result(1), model.RelCovers, deal(1), model.RelReceivedBy, firm(1), model.RelRaisedBy, round(2)),
		path(9, need(9), model.RelHasField, conceptID("OTH.6")),
		path(10, result(4), model.RelHasField, conceptID("OTH.7")),
		path(11, need(3), model.RelHasField, conceptID("OTH.8"), model.RelHasField, right, model.RelInventedBy, person(inventor)),
		path(12, conceptID("MAT.1"), model.RelHasField, result(1), model.RelCovers, deal(1), model.RelReceivedBy, firm(1)),
		path(13, regionID("210200"), model.RelLocatedIn, holder(2), model.RelOwnedBy, result(8), model.RelCovers, deal(6), model.RelImplementedIn, regionID("320000")),
		path(14, deal(6), model.RelReceivedBy, firm(7), model.RelHasField, conceptID("ENE.1"), model.RelHasField, firm(5)),
		path(15, result(1), model.RelOwnedBy, person(1), model.RelGrantedTo, grant, model.RelGrantedTo, person(2)),
		path(16, grant, model.RelEmpowers, result(1), model.RelCovers, deal(1)),
		path(17, deal(3), model.RelCovers, result(9)),
		path(18, person(plantedBroker), model.RelBrokeredBy, docking(1), model.RelResultedIn, deal(2), model.RelCovers, result(soldAchievement), model.RelHasField, conceptID("ENE.2")),
		path(19, event, model.RelInitiatedAt, docking(1), model.RelResultedIn, deal(2)),
		path(20, firm(5), model.RelInStage, stageID(emptyStage)),
		path(21, space, model.RelIncubatedBy, team(1), model.RelBecame, firm(1), model.RelRaisedBy, round(1)),
		path(22, need(helixNeed), model.RelLedTo, project, model.RelResultOf, result(1), model.RelCovers, deal(1), model.RelReceivedBy, firm(1)),
		path(23, lab(2), model.RelProducedAt, result(soldAchievement), model.RelContributedTo, person(bridge)),
		path(23, person(bridge), model.RelContributedTo, result(soldAchievement), model.RelCovers, deal(2), model.RelReceivedBy, firm(buyer)),
		path(24, person(12), model.RelHasField, conceptID("OTH.9"), model.RelHasField, result(5)),
		path(25, person(conflictedBroker), model.RelBrokeredBy, docking(2), model.RelDemandedBy, firm(3), model.RelFoundedBy, person(conflictedBroker)),
		path(26, june, model.RelReleases, result(1)),
		path(26, july, model.RelReleases, result(releasedLater)),
	}
}

func plantedGaps() []Gap {
	return []Gap{
		{2, idOf(model.KindTeam, 2), model.RelBecame, ""},
		{9, conceptID("OTH.6"), model.RelHasField, model.KindAchievement},
		{10, conceptID("OTH.7"), model.RelHasField, model.KindNeed},
		{10, idOf(model.KindAchievement, 4), model.RelDocksSupply, ""},
		{11, conceptID("OTH.8"), model.RelHasField, model.KindAchievement},
		{17, idOf(model.KindContract, 3), model.RelRewardFor, ""},
		{24, conceptID("OTH.9"), model.RelHasField, model.KindEnterprise},
		{0, idOf(model.KindTeam, 3), model.RelBecame, ""},
		{0, idOf(model.KindContract, 5), model.RelImplementedIn, ""},
		{0, idOf(model.KindEnterprise, 6), model.RelLocatedIn, ""},
	}
}
