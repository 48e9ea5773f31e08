package seed

import (
	"slices"

	"innograph/kg"
	"innograph/model"
)

// A platform serves enterprises and teams.
type platform struct {
	id     kg.ID
	sort   int // place in platformTypes
	at     int
	opened day
}

// platformTypes are the types of platforms, with how many there are: a figure,
// or a number of ours.
var platformTypes = []struct {
	symbol           string
	figure, national string
	count            int
	name             phrase
	stages           []string
}{
	{symbol: model.PlatformTypeTtDemonstration, figure: "service-institutions", name: phrase{zh: "技术转移中心", en: "Technology Transfer Centre"}, stages: stages[1:]},
	{symbol: model.PlatformTypeSciencePark, figure: "science-parks", national: "science-parks-national", name: phrase{zh: "大学科技园", en: "University Science Park"}, stages: stages[:3]},
	{symbol: model.PlatformTypeMakerSpace, figure: "maker-spaces", national: "maker-spaces-national", name: phrase{zh: "众创空间", en: "Maker Space"}, stages: stages[:2]},
	{symbol: model.PlatformTypeIncubator, figure: "incubators", national: "incubators-national", name: phrase{zh: "科技企业孵化器", en: "Incubator"}, stages: stages[1:3]},
	{symbol: model.PlatformTypeAccelerator, count: 14, name: phrase{zh: "加速器", en: "Accelerator"}, stages: stages[2:]},
	{symbol: model.PlatformTypeProofOfConcept, count: 9, name: phrase{zh: "概念验证中心", en: "Proof-of-Concept Centre"}, stages: stages[:1]},
	{symbol: model.PlatformTypePilotBase, figure: "pilot-bases", name: phrase{zh: "中试基地", en: "Pilot Base"}, stages: stages[2:]},
	{symbol: model.PlatformTypeTechnologyMarket, count: 7, name: phrase{zh: "技术市场", en: "Technology Market"}, stages: stages[1:]},
}

// The places of the platforms that something is planted at: the first of each
// type come first, in the order of platformTypes.
const (
	transferCentre = 0
	makerSpace     = 2
)

// The stage that no platform of a city serves.
const (
	emptyCity  = fuxin
	emptyStage = model.EnterpriseStageMaturity
)

// addPlatforms adds one platform of each type and then the rest, type by type.
func (b *builder) addPlatforms() {
	r := newRandom("platforms")
	left, national := slices.Clone(b.size.platforms), slices.Clone(b.size.national)
	total := 0
	for _, n := range left {
		total += n
	}
	at := b.spread(r, total)
	add := func(sort int) {
		level := [...]string{model.PlatformLevelProvincial, model.PlatformLevelMunicipal}[r.IntN(2)]
		if national[sort] > 0 {
			level = model.PlatformLevelNational
			national[sort]--
		}
		left[sort]--
		b.platform(r, sort, level, at[len(b.platforms)])
	}
	for sort := range platformTypes {
		add(sort)
	}
	for sort := range platformTypes {
		for left[sort] > 0 {
			add(sort)
		}
	}
	b.addBrokers(newRandom("brokers"))
}

func (b *builder) platform(r random, sort int, level string, at int) {
	t := platformTypes[sort]
	v := platform{id: idOf(model.KindServicePlatform, len(b.platforms)+1), sort: sort, at: at, opened: r.day(on(2000, 1, 1), on(2021, 12, 31))}
	if len(b.platforms) == makerSpace {
		v.at, v.opened = shenyang, on(2015, 10, 1)
	}
	served := t.stages
	if v.at == emptyCity {
		served = slices.DeleteFunc(slices.Clone(served), func(s string) bool { return s == emptyStage })
	}
	services := b.words.Services
	first := r.IntN(len(services) - 2)
	brand, place := b.brand(), &b.regions[v.at]
	ratings := []string{model.PlatformRatingExcellent, model.PlatformRatingGood, model.PlatformRatingQualified, model.PlatformRatingUnqualified}
	b.node(model.KindServicePlatform, v.id, properties{
		model.PropName:         localized(phrase{zh: place.place.zh + brand.zh + t.name.zh, en: place.place.en + " " + brand.en + " " + t.name.en}),
		model.PropAliases:      kg.Texts(brand.zh + t.name.zh),
		model.PropType:         kg.Symbol(t.symbol),
		model.PropLevel:        kg.Symbol(level),
		model.PropStagesServed: symbols(served...),
		model.PropServices:     kg.Texts(services[first].zh, services[first+1].zh, services[first+2].zh),
		model.PropLastRating:   kg.Symbol(ratings[r.weighted([]float64{15, 45, 37, 3})]),
		model.PropFoundedOn:    b.dates.date(v.opened),
		model.PropStatus:       kg.Symbol(model.OrganisationStatusActive),
	})
	b.located(v.id, v.at, v.opened, 0)
	operator := b.institutions[r.skewed(b.size.holders)].id
	if t.symbol != model.PlatformTypeSciencePark && r.chance(0.6) {
		operator = b.enterprises[len(plantedEnterprises)+r.IntN(b.size.local-len(plantedEnterprises))].id
	}
	b.edge(model.RelOperatedBy, v.id, operator, nil)
	b.platforms = append(b.platforms, v)
}

// brokers are the people who broker dockings, by place.
func (b *builder) addBrokers(r random) {
	b.works(plantedBroker-1, b.platforms[transferCentre].id, brokerRole, on(2019, 4, 1), 0)
	b.works(conflictedBroker-1, b.platforms[transferCentre].id, brokerRole, on(2020, 2, 17), 0)
	grades := []string{model.BrokerGradeJunior, model.BrokerGradeIntermediate, model.BrokerGradeSenior}
	b.firstBroker = len(b.people)
	for range b.size.brokers {
		i := b.person(r, 0, -1, "", grades[r.weighted([]float64{55, 33, 12})])
		at := r.skewed(b.size.platforms[0])
		if at > 0 {
			at += len(platformTypes) - 1
		}
		b.works(i, b.platforms[at].id, brokerRole, r.day(on(2012, 1, 1), on(2023, 6, 1)), 0)
	}
}

const brokerRole = "technology broker"
