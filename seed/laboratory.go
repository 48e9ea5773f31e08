package seed

import (
	"innograph/kg"
	"innograph/model"
)

// A laboratory belongs to a host.
type laboratory struct {
	id       kg.ID
	host     int // institution
	narrow   int
	approved day
}

// addLaboratories adds the three levels, the national ones first. Most are
// hosted by the institutions that hold most.
func (b *builder) addLaboratories() {
	r := newRandom("laboratories")
	levels := []string{model.LabLevelNationalKey, model.LabLevelLiaoningLaboratory, model.LabLevelProvincialKey}
	for level, count := range b.size.labs {
		for range count {
			i := len(b.labs)
			v := laboratory{id: idOf(model.KindLaboratory, i+1), host: r.skewed(b.size.holders + b.size.others)}
			if i < 2 {
				v.host = i
			}
			f := b.institutions[v.host].favoured
			if f < 0 || r.chance(0.4) {
				f = r.IntN(len(b.fields))
			}
			v.narrow = b.drawNarrow(r, f)
			v.approved = r.day(on(1998, 1, 1), on(2023, 12, 31))
			switch i {
			case 0:
				v.narrow, v.approved = b.narrowByCode["MAT.1"], on(2006, 11, 2)
			case 1:
				v.narrow, v.approved = b.narrowByCode["ENE.2"], on(2011, 5, 18)
			}
			b.laboratory(&v, level, levels[level], r)
			b.labs = append(b.labs, v)
			b.institutions[v.host].labs = append(b.institutions[v.host].labs, i)
		}
	}
}

func (b *builder) laboratory(v *laboratory, level int, symbol string, r random) {
	brand, topic := b.brand(), b.narrow[v.narrow].Name
	names := [...]phrase{
		{zh: brand.zh + topic.zh + "全国重点实验室", en: "National Key Laboratory of " + topic.en + " " + brand.en},
		{zh: "辽宁" + brand.zh + "实验室", en: "Liaoning " + brand.en + " Laboratory"},
		{zh: "辽宁省" + brand.zh + topic.zh + "重点实验室", en: "Liaoning Key Laboratory of " + topic.en + " " + brand.en},
	}
	host := &b.institutions[v.host]
	b.node(model.KindLaboratory, v.id, properties{
		model.PropName:           localized(names[level]),
		model.PropAliases:        kg.Texts(brand.zh+"实验室", brand.en+" Lab"),
		model.PropFoundedOn:      b.dates.date(v.approved - day(r.between(0, 2000))),
		model.PropOwnership:      kg.Symbol(model.OwnershipPublicInstitution),
		model.PropLevel:          kg.Symbol(symbol),
		model.PropApprovedOn:     b.dates.date(v.approved),
		model.PropEquipmentValue: money(r.amount([...]float64{9e7, 2e8, 1.2e7}[level], 0.7)),
		model.PropStatus:         kg.Symbol(model.OrganisationStatusActive),
	})
	hosted := func(by int, lead bool) {
		b.edge(model.RelHostedBy, v.id, b.institutions[by].id, properties{model.PropLead: kg.Bool(lead)})
	}
	hosted(v.host, true)
	if other := r.skewed(b.size.holders); other != v.host && r.chance(0.12) {
		hosted(other, false)
	}
	b.located(v.id, host.at, v.approved, 0)
	b.classified(v.id, v.narrow)
	if d := b.narrow[v.narrow].field.Discipline; d != nil {
		b.edge(model.RelHasField, v.id, conceptID(d.tag), nil)
	}
}
