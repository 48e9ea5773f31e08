package seed

import (
	"math"

	"innograph/kg"
)

// sizes are the numbers of a profile.
type sizes struct {
	small                                             bool
	fields                                            []int // convertible achievements by field
	achievements                                      int   // their sum
	unready                                           int   // achievements that are not convertible
	holders                                           int   // institutions that hold the convertible ones
	others, outsiders, bodies                         int   // institutions: of the province without, of other provinces, no research
	labs                                              [3]int
	academicians, brokers                             int
	local, outside                                    int // enterprises of the province and of others
	highTech, smeTech, eaglets, gazelles, unicorns    int
	recognitions, reporting, subsidiaries, spinOuts   int
	investors, funds, rounds                          int
	platforms                                         []int // by platformTypes
	national                                          []int // of them at the national level
	projects, rights, teams                           int
	needs, hiddenNeeds                                int
	roadshows, meetings                               int
	contracts, home                                   int // of the year, and of them in the province
	earlier                                           [2]int
	interUniversity, inflow, byEnterprises, selfMade  int
	later                                             int // signed in the year, registered in the next
	empowerments, dockings, accepted, signed, batches int
}

// grown is how many spin-outs came of a team.
func (s *sizes) grown() int { return s.teams * 7 / 10 }

// fortieth is how much smaller the small hub is.
const fortieth = 40

// least is the smallest number that leaves room for what is planted.
const least = 6

func (d *data) sizes(p Profile) (*sizes, error) {
	s := &sizes{small: p == Small}
	if p != Full && p != Small {
		return nil, kg.Invalid(string(p), "there is no such profile; use %s or %s", Full, Small)
	}
	of := func(n float64, least int) int {
		if s.small {
			n = max(math.Round(n/fortieth), float64(least))
		}
		return int(n)
	}
	figure := func(key string, least int) int { return of(d.byKey[key], least) }
	for _, f := range d.fields {
		n := figure(f.Figure, 1)
		s.fields = append(s.fields, n)
		s.achievements += n
	}
	s.unready = of(784, 12)
	s.holders = figure("holders", least)
	s.others, s.outsiders, s.bodies = of(12, 1), of(30, 2), of(20, 1)
	s.labs = [3]int{int(d.byKey["labs-national"]), int(d.byKey["labs-liaoning"]), figure("labs-provincial", 1)}
	s.academicians, s.brokers = figure("academicians", 1), of(120, 4)
	s.local, s.outside = of(24600, 0), of(1400, 0)
	s.highTech, s.smeTech = figure("high-tech", 1), figure("sme-tech", 1)
	s.eaglets, s.gazelles, s.unicorns = figure("eaglets", 1), figure("gazelles", 1), figure("unicorns", 1)
	s.recognitions, s.reporting, s.subsidiaries, s.spinOuts = of(1200, 1), of(700, 1), of(120, 1), of(420, 8)
	s.investors, s.funds, s.rounds = of(260, 10), of(150, 4), of(1500, 1)
	for _, t := range platformTypes {
		n := of(float64(t.count), 1)
		if t.figure != "" {
			n = figure(t.figure, 1)
		}
		s.platforms = append(s.platforms, n)
		national := 0
		if t.national != "" {
			national = figure(t.national, 0)
		}
		s.national = append(s.national, national)
	}
	s.projects, s.rights, s.teams = of(800, 4), of(2600, 4), of(420, 8)
	s.needs, s.hiddenNeeds = figure("needs", 12), of(100, 4)
	s.roadshows, s.meetings = figure("roadshows", 2), of(40, 2)
	d.sizeContracts(s, of)
	return s, nil
}

// sizeContracts sets the numbers of contracts and dockings. In the province go
// 12 more than the target, which puts their share above that published: the
// target alone would be 56.996 %.
func (d *data) sizeContracts(s *sizes, of func(n float64, least int) int) {
	s.contracts = of(d.byKey["contracts"], 1)
	s.home = of(d.byKey["target-local-conversions"]+12, 1)
	if s.small {
		s.home++
	}
	s.earlier = [2]int{of(400, 2), of(700, 2)}
	s.interUniversity, s.inflow, s.byEnterprises, s.selfMade, s.later = of(24, 1), of(60, 1), of(40, 1), of(12, 1), of(30, 1)
	s.empowerments, s.batches = of(240, 3), 24
	s.dockings = of(1000, 40)
	s.accepted = int(math.Round(float64(s.dockings) * d.byKey["docking-accepted"]))
	s.signed = max(2, int(math.Round(float64(s.dockings)*d.byKey["docking-signed"])))
}
