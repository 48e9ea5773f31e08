package seed

import (
	"innograph/kg"
	"innograph/model"
)

// addRights adds the rights that protect achievements; the first is planted and
// protects none. Few achievements have many.
func (b *builder) addRights() {
	r := newRandom("rights")
	sorts := []string{model.IPRightTypeInvention, model.IPRightTypeUtilityModel, model.IPRightTypeDesign, model.IPRightTypeSoftwareCopyright}
	first := len(plantedAchievements)
	for n := range b.size.rights {
		id := idOf(model.KindIPRight, n+1)
		sort := r.weighted([]float64{66, 21, 2, 11})
		narrow := b.narrowByCode["OTH.8"]
		inventors := []int{inventor - 1}
		filed := on(2021, 3, 9)
		if n == 0 {
			sort = 0
		} else {
			v := &b.achievements[first+(r.skewed(len(b.achievements)-first)+n)%(len(b.achievements)-first)]
			narrow, inventors, filed = v.narrow, v.contributors, v.completed-day(r.between(30, 900))
			b.edge(model.RelProtectedBy, v.id, id, nil)
		}
		title := b.nextTitle(narrow)
		p := properties{
			model.PropTitle:   localized(phrase{zh: "一种" + title.zh, en: title.en}),
			model.PropType:    kg.Symbol(sorts[sort]),
			model.PropFiledOn: b.dates.date(filed),
			model.PropStatus:  kg.Symbol(model.IPRightStatusPublished),
		}
		if sort < 3 {
			p[model.PropApplicationNo] = kg.Text(b.applicationNo(filed.year(), sort+1))
			p[model.PropClassifications] = kg.Texts(b.narrow[narrow].field.Patents)
		}
		if granted := filed + day(r.between(200, 1100)); granted < now && r.chance(0.8) {
			p[model.PropStatus], p[model.PropGrantedOn] = kg.Symbol(model.IPRightStatusGranted), b.dates.date(granted)
		}
		b.node(model.KindIPRight, id, p)
		for i, c := range inventors {
			b.edge(model.RelInventedBy, id, b.people[c].id, properties{model.PropOrder: kg.Int(int64(i + 1))})
		}
		b.classified(id, narrow)
	}
}

// applicationNo returns the number of an application for a patent of a type. Its
// serial number is above any that has been given out.
func (b *builder) applicationNo(year, sort int) string {
	b.filed[year*10+sort]++
	return b.complete("cn-patent", padded(year, 4)+padded(sort, 1)+padded(9_000_000+b.filed[year*10+sort], 7))
}
