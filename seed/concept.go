package seed

import (
	"innograph/kg"
	"innograph/model"
)

// The schemes of concepts: the press reports' own, and disciplines.
const (
	fieldScheme      = "LN-FIELD"
	disciplineScheme = "GB/T 13745"
)

// A narrowField is a narrower field of the hub.
type narrowField struct {
	narrower
	id    kg.ID
	field *field
	at    int // place of the field
	drawn int // titles given out
}

func conceptID(notation string) kg.ID { return kg.ID(model.KindConcept + "_seed." + notation) }

// addFields adds the nine fields of the press reports, what lies within them,
// and the disciplines that laboratories belong to.
func (b *builder) addFields() {
	scheme := func(code string, key string, title phrase) kg.ID {
		id := kg.ID(model.KindConceptScheme + "_seed." + key)
		b.node(model.KindConceptScheme, id, properties{model.PropCode: kg.Text(code), model.PropTitle: localized(title)})
		return id
	}
	concept := func(scheme kg.ID, code, notation string, name phrase, hidden ...phrase) kg.ID {
		id := conceptID(notation)
		p := properties{
			model.PropScheme: kg.Text(code), model.PropNotation: kg.Text(notation), model.PropPrefLabel: localized(name),
		}
		if hidden != nil {
			p[model.PropHiddenLabels] = inBoth(hidden)
		}
		b.node(model.KindConcept, id, p)
		b.edge(model.RelInScheme, id, scheme, nil)
		return id
	}
	press := scheme(fieldScheme, "fields", phrase{zh: "科技成果领域", en: "Fields of achievements"})
	disciplines := scheme(disciplineScheme, "disciplines", phrase{zh: "学科分类与代码", en: "Classification of disciplines"})
	b.narrowByCode = map[string]int{}
	for i := range b.fields {
		f := &b.fields[i]
		broad := concept(press, fieldScheme, f.Code, f.Name)
		if f.Discipline != nil {
			discipline := concept(disciplines, disciplineScheme, f.Discipline.tag, *f.Discipline)
			if f.Matches {
				b.edge(model.RelExactMatch, broad, discipline, nil).Provenance = []kg.Assertion{
					{Source: string(syntheticSource), Method: methodInferred, Confidence: "0.7"}}
			}
		}
		for _, n := range f.Narrower {
			id := concept(press, fieldScheme, n.Notation, n.Name, n.Objects...)
			b.edge(model.RelBroader, id, broad, nil)
			b.narrowByCode[n.Notation] = len(b.narrow)
			b.narrow = append(b.narrow, narrowField{narrower: n, id: id, field: f, at: i})
		}
	}
}

// inBoth lists phrases in Chinese and in English.
func inBoth(list []phrase) kg.Value {
	texts := make([]string, 0, 2*len(list))
	for _, p := range list {
		texts = append(texts, p.zh, p.en)
	}
	return kg.Texts(texts...)
}

// drawNarrow returns a narrower field of a field, planted ones left out.
func (b *builder) drawNarrow(r random, field int) int {
	list := b.fields[field].Narrower
	for {
		if n := list[r.IntN(len(list))]; !n.Planted {
			return b.narrowByCode[n.Notation]
		}
	}
}

// nextTitle returns a title of a narrower field that was not given out yet.
func (b *builder) nextTitle(narrow int) phrase {
	f := &b.narrow[narrow]
	f.drawn++
	return b.title(narrow, f.drawn-1)
}
