package seed

import (
	"innograph/kg"
	"innograph/model"
)

// addOtherContracts adds what the rate of local conversion leaves out:
// contracts between universities, of suppliers elsewhere, of enterprises, of
// owners who carry out their own, and of other years.
func (b *builder) addOtherContracts(r random) {
	s := b.size
	modes := []string{model.ConversionModeDevelopment, model.ConversionModeService, model.ConversionModeLicense}
	add := func(count int, first, last day, change func(c *contract)) {
		for range count {
			c := contract{mode: modes[r.weighted([]float64{50, 35, 15})], registered: r.day(first, last)}
			c.signed = c.registered - day(r.between(3, 30))
			b.supply(r, &c)
			b.receive(r, &c, r.weighted([]float64{45, 2, 8, 38, 2, 5}))
			change(&c)
			b.contract(r, &c)
		}
	}
	from, to := on(2024, 1, 20), on(2024, 12, 31)
	add(s.interUniversity, from, to, func(c *contract) {
		at := r.IntN(s.holders)
		for b.institutions[at].id == c.supplier || b.institutions[at].id == c.second {
			at = (at + 1) % s.holders
		}
		c.recipient, c.site = b.institutions[at].id, b.institutions[at].at
	})
	add(s.inflow, from, to, func(c *contract) {
		c.supplier, c.second, c.covers = b.institutions[s.holders+s.others+s.bodies+r.IntN(s.outsiders)].id, "", nil
		b.receive(r, c, homeSite)
	})
	state := b.stateOwned()
	add(s.byEnterprises, from, to, func(c *contract) {
		c.supplier, c.second, c.covers = b.enterprises[state[r.IntN(len(state))]].id, "", nil
		b.receive(r, c, homeSite)
		c.reward = r.between(52, 75)
	})
	add(s.selfMade, from, to, func(c *contract) {
		a := r.IntN(s.achievements - len(plantedAchievements))
		v := &b.achievements[len(plantedAchievements)+a]
		c.mode, c.covers, c.second, c.site = model.ConversionModeSelfImplemented, []int{len(plantedAchievements) + a}, "", b.institutions[v.institution].at
		c.supplier, c.recipient = b.institutions[v.institution].id, b.institutions[v.institution].id
	})
	add(s.later, on(2025, 1, 2), on(2025, 1, 28), func(c *contract) { c.signed = min(c.signed, on(2024, 12, 31)) })
	for k, count := range s.earlier {
		add(count, on(2022+k, 1, 5), on(2022+k, 12, 31), func(*contract) {})
	}
}

// stateOwned are the enterprises of the province that the state owns, planted
// ones left out.
func (b *builder) stateOwned() []int {
	var list []int
	for i := len(plantedEnterprises); i < b.size.local; i++ {
		if b.enterprises[i].state {
			list = append(list, i)
		}
	}
	return list
}

// chooseDocked picks the contracts that came of a docking: some of those that
// cover an achievement, are registered and stay in the province.
func (b *builder) chooseDocked() {
	want := b.size.signed - plantedSigned
	for i := len(plantedContracts); i < b.size.contracts && len(b.docked) < want; i += 17 {
		c := &b.contracts[i]
		if len(c.covers) == 1 && c.registered != 0 && c.site >= liaoning && c.site < firstFar && c.signed > on(2024, 1, 1) {
			b.docked = append(b.docked, i)
		}
	}
}

// rewardEvery is the share of contracts due that pay a reward.
const rewardEvery = 0.85

// addRewards pays rewards out of what was paid for covered achievements, and
// out of the contracts of state-owned enterprises. All but the planted one
// reach their floor.
func (b *builder) addRewards(r random) {
	n := 0
	for i := range b.contracts {
		c := &b.contracts[i]
		due := c.mode == model.ConversionModeTransfer || c.mode == model.ConversionModeLicense || c.mode == model.ConversionModeEquity
		if i >= len(plantedContracts) && len(c.covers) > 0 {
			if due && r.chance(rewardEvery) || r.chance(0.04) {
				c.reward = r.between(70, 80)
			}
		}
		if c.reward == 0 {
			continue
		}
		n++
		provision := provisionPolicy
		if len(c.covers) > 0 {
			c.rewarded = b.achievements[c.covers[0]].contributors
		} else {
			provision = provisionState
			maker := b.person(r, 0, -1, titles[3], "")
			b.works(maker, c.supplier, titles[3], c.signed-day(r.between(500, 4000)), 0)
			c.rewarded = []int{maker}
		}
		b.reward(c, n, provision)
	}
}

func (b *builder) reward(c *contract, n, provision int) {
	id := idOf(model.KindReward, n)
	form := model.RewardFormCash
	if c.mode == model.ConversionModeEquity {
		form = model.RewardFormEquity
	}
	amount := (c.paid*int64(c.reward) + 99) / 100
	b.node(model.KindReward, id, properties{
		model.PropForm: kg.Symbol(form), model.PropBase: money(c.paid), model.PropAmount: money(amount),
		model.PropPaidOn: b.dates.date(min(max(c.registered, c.signed)+90, now-1)),
	})
	b.edge(model.RelRewardFor, id, c.id, nil)
	b.edge(model.RelRewardedUnder, id, provisionID(provision), nil)
	for i, part := range split(int(amount), len(c.rewarded)) {
		b.edge(model.RelPaidTo, id, b.people[c.rewarded[i]].id, properties{model.PropAmount: money(int64(part))})
	}
}
