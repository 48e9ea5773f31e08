package seed

import (
	"innograph/kg"
	"innograph/model"
)

// recognise marks as many enterprises of the province as were published. Each
// has its marks; only some have the dated record too, or the graph would
// consist of them. first is where the nodes of enterprises begin.
func (b *builder) recognise(r random, first int) {
	s := b.size
	order := r.Perm(s.local)
	marks := make([][]kg.Value, s.local)
	kept := 0
	mark := func(i int, kind string) {
		marks[i] = append(marks[i], kg.Symbol(kind))
		if r.IntN(s.highTech+s.smeTech) < s.recognitions {
			kept++
			b.recognition(r, i, kind, kept)
		}
	}
	for _, i := range order[:s.smeTech] {
		mark(i, model.RecognitionTypeSmeTech)
	}
	for k := range s.highTech {
		mark(order[s.local-1-k], model.RecognitionTypeHighTech)
	}
	// Eaglets are at most ten years old, gazelles twenty.
	pick := func(kind string, count, years, from int) {
		for _, i := range order[from:] {
			if count > 0 && b.enterprises[i].founded > now-day(years*365) {
				mark(i, kind)
				count--
			}
		}
	}
	pick(model.RecognitionTypeEaglet, s.eaglets, 10, 0)
	pick(model.RecognitionTypeGazelle, s.gazelles, 20, s.local/2)
	pick(model.RecognitionTypeUnicorn, s.unicorns, 12, s.local*2/3)
	for i, list := range marks {
		if list != nil {
			b.nodes[first+i].Properties[model.PropRecognisedAs] = kg.ListOf(list...)
		}
	}
}

var recognitionTitles = map[string]phrase{
	model.RecognitionTypeSmeTech:  {zh: "科技型中小企业", en: "Technology SME"},
	model.RecognitionTypeHighTech: {zh: "高新技术企业", en: "High-tech enterprise"},
	model.RecognitionTypeEaglet:   {zh: "雏鹰企业", en: "Eaglet enterprise"},
	model.RecognitionTypeGazelle:  {zh: "瞪羚企业", en: "Gazelle enterprise"},
	model.RecognitionTypeUnicorn:  {zh: "潜在独角兽企业", en: "Potential unicorn"},
}

// recognition adds the dated record of a mark, which holds for three years.
func (b *builder) recognition(r random, i int, kind string, n int) {
	id := idOf(model.KindRecognition, n)
	from := r.day(max(b.enterprises[i].founded, on(2022, 4, 1)), on(2025, 2, 28))
	b.node(model.KindRecognition, id, properties{
		model.PropType: kg.Symbol(kind), model.PropTitle: localized(recognitionTitles[kind]),
		model.PropFrom: b.dates.date(from), model.PropTo: b.dates.date(from + 3*365),
	})
	b.edge(model.RelRecognisedAs, b.enterprises[i].id, id, nil)
}

// report adds two years of figures of some enterprises.
func (b *builder) report(r random) {
	for k := range b.size.reporting {
		v := &b.enterprises[k*31%b.size.local]
		revenue := v.revenue
		for year := 2022; year <= 2023; year++ {
			if v.founded >= on(year, 1, 1) {
				continue
			}
			id := kg.ID(model.KindEnterpriseYear + "_" + string(v.id[len(model.KindEnterprise)+1:]) + "." + padded(year, 4))
			b.node(model.KindEnterpriseYear, id, properties{
				model.PropEnterpriseId: kg.Reference(v.id), model.PropYear: kg.Int(int64(year)),
				model.PropRevenue: money(revenue), model.PropEmployees: kg.Int(3 + revenue/800_000),
				model.PropRdIntensity: kg.Decimal(int64(r.between(20, 180)) * 100_000),
			})
			b.edge(model.RelReported, v.id, id, nil)
			revenue = hundreds(float64(revenue) * (0.9 + 0.5*r.Float64()))
		}
	}
}
