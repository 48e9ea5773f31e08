package seed

import (
	"innograph/kg"
	"innograph/model"
)

// A contract brings technology from a supplier to a recipient.
type contract struct {
	id         kg.ID
	mode       string
	value      int64 // CNY
	paid       int64
	signed     day
	registered day // 0 where it is not registered
	supplier   kg.ID
	second     kg.ID // another supplier, empty where there is none
	recipient  kg.ID
	site       int // region where it is carried out, -1 where it is not said
	covers     []int
	reward     int // of the proceeds in hundredths, 0 where none is paid
	rewarded   []int
}

// Where a contract goes: to the province or beyond it, by the place where it is
// carried out or, where that is not said, by that of the recipient.
const (
	homeSite   = iota
	homeOfFar  // carried out in the province by a recipient of another
	homeByName // by the recipient's place
	farSite
	farOfHome // carried out elsewhere by a recipient of the province
	farByName
	nowhere // not known
)

// addContracts adds the contracts of the year that count for the rate of local
// conversion, planted ones first, then what does not count and what is of
// other years.
func (b *builder) addContracts() {
	r := newRandom("contracts")
	s := b.size
	home := apportion(s.home-plantedHome, 0, []float64{82, 3, 15})
	far := apportion(s.contracts-s.home-plantedAway, 0, []float64{83, 3, 14})
	destinations := r.deck(append(home, far...)...)
	modes, values := b.modesOf(r, s.contracts), b.valuesOf(r, s.contracts)
	for i := range plantedContracts {
		b.plantContract(r, i, values[i])
	}
	sold := b.soldAchievements()
	for i, to := range destinations {
		n := len(plantedContracts) + i
		c := contract{mode: modes[n], value: values[n]}
		c.registered = r.day(on(2024, 1, 3), on(2024, 12, 31))
		c.signed = c.registered - day(r.between(3, 40))
		if r.chance(0.02) {
			c.registered, c.signed = 0, max(c.signed, on(2024, 1, 2))
		}
		b.supply(r, &c)
		b.receive(r, &c, to)
		if c.mode == model.ConversionModeTransfer && (to == homeSite || to == homeByName) && len(sold) > 0 {
			a := &b.achievements[sold[0]]
			c.covers, c.recipient, c.supplier, c.second = []int{sold[0]}, b.enterprises[a.buyer].id, b.institutions[a.institution].id, ""
			c.signed, c.registered = a.sold, min(a.sold+day(r.between(3, 40)), on(2024, 12, 31))
			sold = sold[1:]
		}
		b.contract(r, &c)
	}
	b.addOtherContracts(newRandom("other contracts"))
	b.chooseDocked()
	b.addRewards(newRandom("rewards"))
}

// modesOf returns the modes of n contracts: six of a hundred in the three modes
// that give technology away, most of them transfers. Those of the planted ones
// come first.
func (b *builder) modesOf(r random, n int) []string {
	symbols := []string{model.ConversionModeTransfer, model.ConversionModeLicense, model.ConversionModeEquity,
		model.ConversionModeDevelopment, model.ConversionModeService, model.ConversionModeConsulting}
	counts := apportion(n, 0, []float64{6 * .61, 6 * .38, 6 * .01, 33, 45, 16})
	modes := make([]string, 0, n)
	for _, c := range plantedContracts {
		for i, s := range symbols {
			if s == c.mode {
				counts[i] = max(0, counts[i]-1)
			}
		}
		modes = append(modes, c.mode)
	}
	for _, i := range r.deck(counts...) {
		modes = append(modes, symbols[i])
	}
	return modes
}

// sigma is the width of the distribution of values. Two widths give the mean
// and the share from a million on that were published, 0.83 and 1.65; the
// greater has the heavier tail.
const sigma = 1.65

// valuesOf returns the values of n contracts in random order: one from each of n
// equally likely slices of their distribution, so that their mean and shares
// are those of the whole.
func (b *builder) valuesOf(r random, n int) []int64 {
	median := medianOf(b.byKey["contract-mean"], sigma)
	values := make([]int64, n)
	for i := range values {
		values[i] = quantile(median, sigma, (float64(i)+0.5)/float64(n))
	}
	r.Shuffle(n, func(i, j int) { values[i], values[j] = values[j], values[i] })
	return values
}

// supply chooses a supplier of the province, mostly of an achievement that the
// contract covers; what is taken up once is taken up again.
func (b *builder) supply(r random, c *contract) {
	first := len(plantedAchievements)
	at := first + r.skewed(b.size.achievements-first)
	if b.achievements[at].sold != 0 && c.mode != model.ConversionModeConsulting {
		at = first + (at-first+1)%(b.size.achievements-first)
	}
	institution := b.achievements[at].institution
	switch c.mode {
	case model.ConversionModeTransfer, model.ConversionModeLicense, model.ConversionModeEquity:
		c.covers = []int{at}
	case model.ConversionModeDevelopment:
		if r.chance(0.45) {
			c.covers = []int{at}
		}
	case model.ConversionModeService:
		if r.chance(0.3) {
			c.covers = []int{at}
		}
	}
	if len(c.covers) == 0 && r.chance(0.08) {
		institution = b.size.holders + r.IntN(b.size.others)
	}
	c.supplier = b.institutions[institution].id
	if other := r.skewed(b.size.holders); other != institution && r.chance(0.04) {
		c.second = b.institutions[other].id
	}
}

// receive chooses a recipient that is no university or institute, and the place
// where the contract is carried out.
func (b *builder) receive(r random, c *contract, to int) {
	near := &b.enterprises[b.drawBuyer(r)]
	away := &b.enterprises[b.size.local+r.skewed(b.size.outside)]
	city := firstCity + r.weighted(b.cityWeights())
	province := firstFar + r.weighted(farWeights())
	c.site = -1
	switch to {
	case homeSite:
		c.recipient, c.site = near.id, near.at
		if r.chance(0.15) {
			c.site = city
		}
	case homeOfFar:
		c.recipient, c.site = away.id, city
	case homeByName:
		c.recipient = near.id
	case farSite:
		c.recipient, c.site = away.id, away.at
	case farOfHome:
		c.recipient, c.site = near.id, province
	case farByName:
		c.recipient = away.id
	}
	if to == homeSite && r.chance(0.03) && len(c.covers) == 0 {
		body := b.size.holders + b.size.others + r.IntN(b.size.bodies)
		c.recipient, c.site = b.institutions[body].id, b.institutions[body].at
	}
}

// soldAchievements are those whose owner became a buyer.
func (b *builder) soldAchievements() []int {
	var list []int
	for i := len(plantedAchievements); i < len(b.achievements); i++ {
		if b.achievements[i].sold != 0 {
			list = append(list, i)
		}
	}
	return list
}

// classOf is the class of contract that a mode is written in; a share in a
// company is a way of transfer.
func classOf(mode string) string {
	switch mode {
	case model.ConversionModeEquity, model.ConversionModeSelfImplemented:
		return model.ContractClassTransfer
	default:
		return mode // of the same names
	}
}

var paymentTerms = []string{model.PaymentTermUpfront, model.PaymentTermInstalment, model.PaymentTermDeferred, model.PaymentTermConditional, model.PaymentTermRevenueShare}

// contract adds a contract and keeps it. The older it is, the more has been
// paid.
func (b *builder) contract(r random, c *contract) {
	n := len(b.contracts) + 1
	c.id = idOf(model.KindContract, n)
	if c.value == 0 {
		c.value = r.amount(medianOf(b.byKey["contract-mean"], sigma), sigma)
	}
	c.paid = c.value / 100 * int64(100*min(1, max(0.02, b.paidRatio(c.signed)+0.16*(2*r.Float64()-1)))+0.5)
	first := r.weighted([]float64{35, 45, 6, 8, 6})
	p := properties{
		model.PropClass:          kg.Symbol(classOf(c.mode)),
		model.PropMode:           kg.Symbol(c.mode),
		model.PropTotalValue:     money(c.value),
		model.PropTechnicalValue: money(hundreds(float64(c.value) * (0.75 + 0.25*r.Float64()))),
		model.PropPaid:           money(c.paid),
		model.PropPayment:        symbols(paymentTerms[first]),
		model.PropSignedOn:       b.dates.date(c.signed),
	}
	if c.mode == model.ConversionModeLicense {
		p[model.PropExclusive] = kg.Bool(r.chance(0.3))
		p[model.PropUseFirstPayLater] = kg.Bool(first == 2 || r.chance(0.1))
	}
	if c.registered != 0 {
		p[model.PropRegisteredOn] = b.dates.date(c.registered)
		p[model.PropRegistrationNo] = kg.Text(padded(c.registered.year(), 4) + "210" + padded(n, 7))
	}
	b.node(model.KindContract, c.id, p)
	b.join(c)
	b.contracts = append(b.contracts, *c)
}

// join links a contract to its parties, its place and what it covers.
func (b *builder) join(c *contract) {
	if c.second == "" {
		b.edge(model.RelSuppliedBy, c.id, c.supplier, nil)
	} else {
		b.edge(model.RelSuppliedBy, c.id, c.supplier, properties{model.PropShare: share(60)})
		b.edge(model.RelSuppliedBy, c.id, c.second, properties{model.PropShare: share(40)})
	}
	b.edge(model.RelReceivedBy, c.id, c.recipient, nil)
	if c.site >= 0 {
		b.edge(model.RelImplementedIn, c.id, b.regions[c.site].id, nil)
	}
	for i, part := range splitOver(c.value, c.covers) {
		b.edge(model.RelCovers, c.id, b.achievements[c.covers[i]].id, properties{model.PropApportionedValue: money(part)})
	}
}

func splitOver(value int64, over []int) []int64 {
	parts := make([]int64, len(over))
	for i := range parts {
		parts[i] = value / int64(len(over))
	}
	return parts
}

// paidRatio is how much of a contract of that day is paid on average: the
// published ratio in the middle of the year, nearly all after two years.
func (b *builder) paidRatio(signed day) float64 {
	middle := on(2024, 6, 15)
	return b.byKey["paid-ratio"] + float64(middle-signed)/float64(365)*0.4
}
