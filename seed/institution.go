package seed

import (
	"math"

	"innograph/kg"
	"innograph/model"
)

// An institution is a university, an institute or another public body.
type institution struct {
	id       kg.ID
	name     phrase
	at       int   // region
	research bool  // a university or an institute
	home     bool  // registered in the province
	slots    []int // fields of its convertible achievements, one each
	favoured int   // field that comes first
	founded  day
	staff    []int // people
	labs     []int
}

// addInstitutions adds the universities and institutes of the province, the
// holders of convertible achievements first, then those of other provinces and
// other public bodies. One has taken up another that was merged into it.
func (b *builder) addInstitutions() {
	r := newRandom("institutions")
	s := b.size
	home := s.holders + s.others + s.bodies
	at := b.spread(r, home)
	at[0], at[1] = shenyang, dalian
	far := r.deck(apportion(s.outsiders, 0, farWeights())...)
	for i := range home + s.outsiders {
		v := institution{id: idOf(model.KindInstitution, i+1), research: i < s.holders+s.others || i >= home, home: i < home, favoured: -1}
		v.founded = r.day(on(1949, 1, 1), on(2005, 12, 31))
		sort, kind, class := b.words.Bodies[i%len(b.words.Bodies)], model.InstitutionTypePublicBody, "12"
		switch {
		case !v.research && i%len(b.words.Bodies) == 0:
			kind = model.InstitutionTypeHospital
		case v.research && (i%5 < 3 && i != 1):
			sort, kind = b.words.Universities[(i/5*3+i%5)%len(b.words.Universities)], model.InstitutionTypeUniversity
		case v.research:
			sort, kind = b.words.Institutes[(i/5*2+i%2)%len(b.words.Institutes)], model.InstitutionTypeInstitute
		}
		if v.home {
			v.at = at[i]
		} else {
			v.at = firstFar + far[i-home]
		}
		for f := range b.fields {
			if b.fields[f].Code == sort.tag {
				v.favoured = f
			}
		}
		b.institution(&v, sort, kind, class, r)
		b.institutions = append(b.institutions, v)
	}
	b.allot(r)
}

func (b *builder) institution(v *institution, sort phrase, kind, class string, r random) {
	place, brand := &b.regions[v.at], b.brand()
	v.name = phrase{zh: place.place.zh + brand.zh + sort.zh, en: place.place.en + " " + brand.en + " " + sort.en}
	level := model.AffiliationLevelLocal
	if r.chance(0.2) {
		level = model.AffiliationLevelCentral
	}
	n := b.node(model.KindInstitution, v.id, properties{
		model.PropName:             localized(v.name),
		model.PropAliases:          kg.Texts(brand.zh + sort.zh),
		model.PropUscc:             b.uscc(class, place),
		model.PropOwnership:        kg.Symbol(model.OwnershipPublicInstitution),
		model.PropAffiliationLevel: kg.Symbol(level),
		model.PropFoundedOn:        b.dates.date(v.founded),
		model.PropStatus:           kg.Symbol(model.OrganisationStatusActive),
		model.PropTypes:            symbols(kind),
	})
	if v.id == merged.Survivor {
		old := b.brand()
		n.Properties[model.PropAliases] = kg.Texts(brand.zh+sort.zh, place.place.zh+old.zh+sort.zh)
		n.Identifiers = []kg.Identifier{{Scheme: kg.FormerID, Value: string(merged.Former)}}
	}
	b.located(v.id, v.at, v.founded, 0)
	if v.favoured >= 0 {
		b.classified(v.id, b.drawNarrow(r, v.favoured))
	}
}

// allot gives the holders their numbers of convertible achievements, a few of
// them most, and divides the fields among them.
func (b *builder) allot(r random) {
	left := append([]int(nil), b.size.fields...)
	holders := b.institutions[:b.size.holders]
	weights := make([]float64, len(holders))
	for i := range weights {
		weights[i] = math.Pow(float64(i+3), -1)
	}
	sizes := apportion(b.size.achievements, 1, weights)
	for _, a := range plantedAchievements {
		at := b.narrow[b.narrowByCode[a.narrow]].at
		left[at]--
		sizes[a.institution-1]--
	}
	chances := make([]float64, len(left))
	for i := range holders {
		v := &holders[i]
		for range sizes[i] {
			for f, n := range left {
				chances[f] = float64(n)
				if f == v.favoured {
					chances[f] *= 12
				}
			}
			f := r.weighted(chances)
			left[f]--
			v.slots = append(v.slots, f)
		}
	}
}
