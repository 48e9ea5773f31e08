package seed

import (
	"slices"
	"strings"
	"testing"

	"innograph/kg"
	"innograph/model"
)

// scholarly tells whether a node is a university or an institute.
func scholarly(n *kg.NodeChange) bool {
	return contains(n, model.PropTypes, model.InstitutionTypeUniversity) || contains(n, model.PropTypes, model.InstitutionTypeInstitute)
}

// province returns the code of the province of an organisation or a region, or
// nothing.
func (g *graph) province(n *kg.NodeChange) string {
	if n.Kind != model.KindRegion {
		regions := g.to(n.ID, model.RelLocatedIn)
		if len(regions) == 0 {
			return ""
		}
		n = regions[0]
	}
	for symbol(n, model.PropLevel) != model.RegionLevelProvince {
		n = g.to(n.ID, model.RelWithin)[0]
	}
	return symbol(n, model.PropCode)
}

// year is that of a contract's registration or, without one, of its signature.
func year(c *kg.NodeChange) string {
	date := symbol(c, model.PropRegisteredOn)
	if date == "" {
		date = symbol(c, model.PropSignedOn)
	}
	return date[:4]
}

// destination is the province where a contract is carried out or, where that is
// not said, that of its recipient.
func (g *graph) destination(c *kg.NodeChange) string {
	for _, r := range g.to(c.ID, model.RelImplementedIn) {
		return g.province(r)
	}
	return g.province(g.to(c.ID, model.RelReceivedBy)[0])
}

// localConversions counts by the definition of the rate of local conversion:
// its contracts, and those of them in the province.
func (g *graph) localConversions() (home, all int, counted []*kg.NodeChange) {
	for _, c := range g.kinds[model.KindContract] {
		supplied := slices.ContainsFunc(g.to(c.ID, model.RelSuppliedBy), func(n *kg.NodeChange) bool {
			return scholarly(n) && g.province(n) == "210000"
		})
		received := slices.ContainsFunc(g.to(c.ID, model.RelReceivedBy), scholarly)
		if !public(c) || !supplied || received || year(c) != "2024" || symbol(c, model.PropMode) == model.ConversionModeSelfImplemented {
			continue
		}
		all++
		counted = append(counted, c)
		if g.destination(c) == "210000" {
			home++
		}
	}
	return home, all, counted
}

// What flows from region to region adds up to the contracts; of one the
// destination is not known. All that the definition leaves out is there.
func TestFlows(t *testing.T) {
	for _, p := range profiles {
		g := generate(t, p)
		home, all, counted := g.localConversions()
		flows := map[string]int{}
		fallback, across := 0, 0
		for _, c := range counted {
			to := g.destination(c)
			flows[to]++
			if to == "" && c.ID != Planted().UnknownDestination {
				t.Errorf("%s leads nowhere", c.ID)
			}
			site, recipient := g.to(c.ID, model.RelImplementedIn), g.to(c.ID, model.RelReceivedBy)[0]
			switch {
			case site == nil:
				fallback++
			case g.province(recipient) != to:
				across++
			}
		}
		total := 0
		for _, n := range flows {
			total += n
		}
		if total != all || flows[""] != 1 || flows["210000"] != home || fallback == 0 || across == 0 {
			t.Errorf("%s: %d contracts, flows %v", p, all, flows)
		}
		reasons := map[string]int{}
		for _, c := range g.kinds[model.KindContract] {
			suppliers, recipients := g.to(c.ID, model.RelSuppliedBy), g.to(c.ID, model.RelReceivedBy)
			switch {
			case year(c) != "2024":
				reasons["year "+year(c)]++
			case symbol(c, model.PropMode) == model.ConversionModeSelfImplemented:
				reasons["own"]++
			case !slices.ContainsFunc(suppliers, scholarly):
				reasons["enterprise"]++
			case g.province(suppliers[0]) != "210000":
				reasons["outside"]++
			case slices.ContainsFunc(recipients, scholarly):
				reasons["university"]++
			}
		}
		t.Logf("%s: %d of %d in the province, %d by fallback, %d across; left out: %v", p, home, all, fallback, across, reasons)
		for _, reason := range []string{"year 2022", "year 2023", "year 2025", "own", "enterprise", "outside", "university"} {
			if reasons[reason] == 0 {
				t.Errorf("%s: nothing is left out because of %s", p, reason)
			}
		}
	}
}

// Rewards are at least the floor of the provision they are paid under, all but
// the planted one, and are paid out in full.
func TestRewards(t *testing.T) {
	for _, p := range profiles {
		g := generate(t, p)
		state := 0
		for _, n := range g.kinds[model.KindReward] {
			base, amount := n.Properties[model.PropBase].Int(), n.Properties[model.PropAmount].Int()
			provision := g.to(n.ID, model.RelRewardedUnder)[0]
			floor := provision.Properties[model.PropMinShare].Int()
			if legal := float64(amount)*1e6 >= float64(base)*float64(floor); legal == (n.ID == Planted().IllegalReward) {
				t.Errorf("%s: %s: %d of %d, and the floor is %d", p, n.ID, amount, base, floor)
			}
			var paid int64
			for _, e := range g.out[n.ID] {
				if e.Relation == model.RelPaidTo {
					paid += e.Properties[model.PropAmount].Int()
				}
			}
			contracts := g.to(n.ID, model.RelRewardFor)
			if paid != amount || len(contracts) != 1 {
				t.Errorf("%s: %d paid of %d, for %d contracts", n.ID, paid, amount, len(contracts))
			}
			if contains(provision, model.PropAppliesTo, model.OwnershipStateOwned) {
				state++
				if s := g.to(contracts[0].ID, model.RelSuppliedBy)[0]; symbol(s, model.PropOwnership) != model.OwnershipStateOwned {
					t.Errorf("%s is not owned by the state", s.ID)
				}
			}
		}
		if state == 0 {
			t.Errorf("%s: no reward in a state-owned enterprise", p)
		}
	}
}

// Six of a hundred contracts are in the three modes.
func TestModes(t *testing.T) {
	_, all, counted := generate(t, Full).localConversions()
	modes := map[string]int{}
	for _, c := range counted {
		modes[symbol(c, model.PropMode)]++
	}
	three := modes[model.ConversionModeTransfer] + modes[model.ConversionModeLicense] + modes[model.ConversionModeEquity]
	if three != all*6/100 || modes[model.ConversionModeTransfer] != 257 || modes[model.ConversionModeLicense] != 160 || len(modes) != 6 {
		t.Errorf("modes of %d: %v", all, modes)
	}
}

// No organisation has the name of another, and none that there is.
func TestNames(t *testing.T) {
	known := []string{"东北大学", "大连理工", "沈阳工业", "大连海事", "辽宁大学", "中国医科", "沈阳农业大学", "大连化学物理", "沈阳自动化", "金属研究所"}
	for _, p := range profiles {
		g := generate(t, p)
		seen := map[string]kg.ID{}
		for i := range g.Nodes {
			n := &g.Nodes[i]
			name, _ := n.Properties[model.PropName].In("zh")
			title, _ := n.Properties[model.PropTitle].In("zh")
			if n.Kind == model.KindRecognition || name+title == "" || n.ID == Planted().Namesakes[1] || n.Kind == model.KindTeam {
				continue
			}
			if other, ok := seen[name+title]; ok {
				t.Errorf("%s and %s are both %s", other, n.ID, name+title)
			}
			seen[name+title] = n.ID
			for _, r := range known {
				if strings.Contains(name, r) {
					t.Errorf("%s: %s", n.ID, name)
				}
			}
		}
	}
}
