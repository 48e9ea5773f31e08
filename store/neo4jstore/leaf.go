package neo4jstore

import (
	"slices"

	"innograph/kg"
	"innograph/store/fragment"
)

// leaf returns one comparison with one place, as kg.Compare.Holds means it.
func (s *statement) leaf(c kg.Compare, p *place) (condition, error) {
	switch {
	case c.Op == kg.OpIsNull:
		return p.absent(), nil
	case (c.Op == kg.OpIn || c.Op == kg.OpHasAny) && len(c.Values) == 0:
		return never, nil
	case p.property.List:
		return s.listLeaf(c, p)
	}
	var text string
	switch {
	case p.property.Type == kg.TypeLocalized:
		return s.localizedLeaf(c, p), nil
	case p.property.Type == kg.TypeMoney:
		text = s.moneyLeaf(c, p)
	case p.property.Type == kg.TypeDate:
		text = s.dateLeaf(c, p.exact())
	case p.keyed():
		text = s.keyedLeaf(c, p)
	default:
		text = s.plainLeaf(c, p.exact())
	}
	return condition{text: text, maybe: !p.own}, nil
}

// operand returns what a value is compared with.
func operand(v kg.Value) any {
	switch v.Type() {
	case kg.TypeBool:
		return v.Bool()
	case kg.TypeInt, kg.TypeDecimal, kg.TypeDateTime:
		return v.Int()
	default:
		return textOf(v.Text())
	}
}

func operands(values []kg.Value) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = operand(v)
	}
	return list
}

// listLeaf asks whether a list has one of some values.
func (s *statement) listLeaf(c kg.Compare, p *place) (condition, error) {
	values := operands(c.Values)
	if formOf(p.property) == listForm {
		for i, v := range c.Values {
			var err error
			if values[i], err = element(v); err != nil {
				return condition{}, err
			}
		}
		return condition{"any(x IN " + p.of(exactName(p.property.Name)) + " WHERE x IN " + s.arg(values) + ")", true}, nil
	}
	return condition{"any(x IN " + p.natural() + " WHERE x IN " + s.arg(values) + ")", true}, nil
}

// plainLeaf compares numbers and Booleans, and text of ASCII alone.
func (s *statement) plainLeaf(c kg.Compare, expression string) string {
	switch c.Op {
	case kg.OpIn:
		return expression + " IN " + s.arg(operands(c.Values))
	case kg.OpStartsWith, kg.OpContains:
		return s.partLeaf(c, expression)
	default:
		return expression + fragment.Operator(c.Op) + s.arg(operand(c.Values[0]))
	}
}

// partLeaf looks for a part of a text.
func (s *statement) partLeaf(c kg.Compare, expression string) string {
	part := c.Values[0].Text()
	switch {
	case part == "":
		return expression + " IS NOT NULL"
	case c.Op == kg.OpStartsWith:
		return expression + " STARTS WITH " + s.arg(textOf(part))
	default:
		return expression + " CONTAINS " + s.arg(textOf(part))
	}
}

// keyedLeaf compares text by its key, as far as that is all of it.
func (s *statement) keyedLeaf(c kg.Compare, p *place) string {
	key, rest := p.key("")
	switch {
	case c.Op == kg.OpNe || c.Op == kg.OpContains || p.own && (c.Op == kg.OpEq || c.Op == kg.OpIn): // ids have an index of their own
		return s.plainLeaf(c, p.natural())
	case c.Op == kg.OpIn:
		keys, whole := make([]any, len(c.Values)), true
		for i, v := range c.Values {
			k, _ := textKey(v.Text())
			keys[i], whole = k, whole && len(k) < maxKey
		}
		text := key + " IN " + s.arg(keys)
		if whole {
			return text
		}
		return "(" + text + " AND " + s.plainLeaf(c, p.natural()) + ")"
	}
	of := c.Values[0].Text()
	k, r := textKey(of)
	switch {
	case c.Op == kg.OpStartsWith && of == "":
		return p.natural() + " IS NOT NULL"
	case c.Op == kg.OpStartsWith:
		next, _ := textKey(fragment.Successor(of))
		if len(k) >= maxKey {
			return s.plainLeaf(c, p.natural())
		}
		return "(" + key + " >= " + s.arg(k) + " AND " + key + " < " + s.arg(next) + ")"
	case len(k) < maxKey || rest == "":
		return key + fragment.Operator(c.Op) + s.arg(k)
	case c.Op == kg.OpEq:
		return "(" + key + " = " + s.arg(k) + " AND " + s.plainLeaf(c, p.natural()) + ")"
	default:
		bound := s.arg(k)
		strictly := fragment.Operator(c.Op)[:2] + " "
		return "(" + key + strictly + bound + " OR (" + key + " = " + bound + " AND coalesce(" + rest + ", '')" + fragment.Operator(c.Op) + s.arg(r) + "))"
	}
}

// localizedLeaf compares the texts of all languages: one has to satisfy it, and of
// OpNe none may equal.
func (s *statement) localizedLeaf(c kg.Compare, p *place) condition {
	exact := p.of(exactName(p.property.Name))
	if c.Op == kg.OpNe {
		equal := s.anyText(exact, func(text string) string { return text + " = " + s.arg(c.Values[0].Text()) })
		return condition{text: "(" + exact + " IS NOT NULL AND NOT " + equal + ")"}
	}
	return condition{text: s.anyText(exact, func(text string) string { return s.plainLeaf(c, text) })}
}

// anyText returns that a condition holds for the text of some language. The list has
// languages and texts in turn, and is read once.
func (s *statement) anyText(list string, holds func(text string) string) string {
	return "any(l IN [coalesce(" + list + ", [])] WHERE any(i IN range(1, size(l) - 1, 2) WHERE " + holds("l[i]") + "))"
}

// moneyLeaf compares amounts of the operand's currency alone.
func (s *statement) moneyLeaf(c kg.Compare, p *place) string {
	currency, amount := p.of(currencyName(p.property.Name)), p.exact()
	if c.Op == kg.OpIn {
		pairs := make([]any, len(c.Values))
		for i, v := range c.Values {
			pairs[i] = []any{v.Text(), v.Int()}
		}
		return "[" + currency + ", " + amount + "] IN " + s.arg(pairs)
	}
	v := c.Values[0]
	return "(" + currency + " = " + s.arg(v.Text()) + " AND " + amount + fragment.Operator(c.Op) + s.arg(v.Int()) + ")"
}

// dateLeaf compares dates of which the day or month may be unknown. Their text
// sorts by first day, so that a range of text bounds what an order can hold for; a
// date that contains the operand's first day is before no day of it.
func (s *statement) dateLeaf(c kg.Compare, expression string) string {
	if c.Op < kg.OpLt || c.Op > kg.OpGte {
		return s.plainLeaf(c, expression)
	}
	v := c.Values[0]
	first := kg.FirstDay(v)
	containing := []any{first[:len("2006")], first[:len("2006-01")], first}
	switch c.Op {
	case kg.OpLt:
		return "(" + expression + " < " + s.arg(first) + " AND NOT " + expression + " IN " + s.arg(containing[:2]) + ")"
	case kg.OpLte:
		containing = slices.DeleteFunc(containing, func(d any) bool { return d == v.Text() })
		return "(" + expression + " <= " + s.arg(first) + " AND NOT " + expression + " IN " + s.arg(containing) + ")"
	case kg.OpGt:
		return expression + " > " + s.arg(kg.LastDay(v))
	default:
		same := s.arg(v.Text())
		return "(" + expression + " >= " + same + " AND (" + expression + " = " + same + " OR " + expression + " > " + s.arg(kg.LastDay(v)) + "))"
	}
}
