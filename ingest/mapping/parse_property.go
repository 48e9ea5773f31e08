package mapping

func (p *decoder) properties(t *tree) []*property {
	if t == nil || !t.as(mapping, "properties", &p.problems) {
		return nil
	}
	var all []*property
	for _, e := range t.keys {
		all = append(all, p.property(e))
	}
	return all
}

func (p *decoder) property(e entry) *property {
	r := &property{Pos: e.pos, name: e.key}
	t := e.value
	if t.kind != mapping {
		r.value = p.value(t, e.key)
		return r
	}
	r.confidence = p.confidence(t.get("confidence"))
	if texts := t.get("texts"); texts != nil {
		t.only(&p.problems, e.key, "texts", "confidence")
		if texts.as(sequence, "texts", &p.problems) {
			for _, one := range texts.list {
				r.texts = append(r.texts, p.text(one))
			}
		}
		return r
	}
	if t.get("lang") != nil {
		t.only(&p.problems, e.key, append([]string{"lang", "confidence"}, valueKeys...)...)
		r.texts = []textRule{{Pos: t.pos, language: p.language(t.get("lang")), value: p.valueOf(t, e.key)}}
		return r
	}
	t.only(&p.problems, e.key, append([]string{"lang", "texts", "currency", "confidence"}, valueKeys...)...)
	if c := t.get("currency"); c != nil {
		r.currency = p.code(c, "currency")
	}
	r.value = p.valueOf(t, e.key)
	return r
}

// text reads a rule for texts in a language; each makes several of them.
func (p *decoder) text(t *tree) textRule {
	r := textRule{Pos: t.pos, as: "item", language: constant{}, value: constant{}}
	if !t.as(mapping, "an entry of texts", &p.problems) {
		return r
	}
	if t.get("each") == nil {
		t.only(&p.problems, "an entry of texts", append([]string{"lang"}, valueKeys...)...)
		r.language, r.value = p.language(t.get("lang")), p.valueOf(t, "an entry of texts")
		return r
	}
	t.only(&p.problems, "an entry of texts", "each", "as", "when", "lang", "take")
	r.each = p.value(t.get("each"), "each")
	if as := t.get("as"); as != nil {
		r.as = as.str("as", &p.problems)
	}
	p.inside([]string{r.as, ordinal}, func() {
		r.when = p.condition(t.get("when"))
		r.language = p.language(t.get("lang"))
		r.value = p.value(t.get("take"), "take")
	})
	return r
}

// language reads a language: a code, or a value that yields one.
func (p *decoder) language(t *tree) value {
	if t == nil {
		return constant{}
	}
	return p.code(t, "lang")
}

// code reads a value that, as a plain text, stands for itself, not a column.
func (p *decoder) code(t *tree, what string) value {
	if t.kind == scalar {
		return constant{nonEmpty(t.text)}
	}
	return p.value(t, what)
}
