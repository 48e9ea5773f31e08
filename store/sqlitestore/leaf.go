package sqlitestore

import (
	"slices"

	"innograph/kg"
	"innograph/store/fragment"
)

// leaf returns one comparison with one place, as kg.Compare.Holds means it.
func (s *statement) leaf(c kg.Compare, p *place) string {
	switch {
	case c.Op == kg.OpIsNull:
		return p.absent()
	case (c.Op == kg.OpIn || c.Op == kg.OpHasAny) && len(c.Values) == 0:
		return "0"
	case p.property.List:
		return s.anyElement(p, s.memberOf("j.value", c.Values))
	case p.property.Type == kg.TypeLocalized:
		return s.localizedLeaf(c, p)
	case p.property.Type == kg.TypeMoney:
		return s.moneyLeaf(c, p)
	case p.property.Type == kg.TypeDate:
		return s.dateLeaf(c, p.value(""))
	default:
		return s.plainLeaf(c, p.value(""))
	}
}

// anyElement returns that a condition on j.value holds for some element of a
// list or some language of a text.
func (s *statement) anyElement(p *place, condition string) string {
	return "EXISTS (SELECT 1 FROM json_each(" + p.doc + ", '$." + p.property.Name + "') j WHERE " + condition + ")"
}

// memberOf returns that an expression equals one of some values. They travel in
// one parameter, so that the text is the same for any number of them.
func (s *statement) memberOf(expression string, values []kg.Value) string {
	return expression + " IN (SELECT value FROM json_each(" + s.arg(string(appendValues(nil, values))) + "))"
}

// operand returns the parameter that stands for a value.
func (s *statement) operand(v kg.Value) string {
	switch v.Type() {
	case kg.TypeInt, kg.TypeDecimal, kg.TypeBool, kg.TypeDateTime:
		return s.arg(v.Int())
	default:
		return s.arg(v.Text())
	}
}

// plainLeaf compares text bytewise and numbers as such.
func (s *statement) plainLeaf(c kg.Compare, expression string) string {
	switch c.Op {
	case kg.OpIn:
		return s.memberOf(expression, c.Values)
	case kg.OpStartsWith:
		prefix := c.Values[0].Text()
		if prefix == "" {
			return expression + " IS NOT NULL"
		}
		return "(" + expression + " >= " + s.arg(prefix) + " AND " + expression + " < " + s.arg(fragment.Successor(prefix)) + ")"
	case kg.OpContains:
		if c.Values[0].Text() == "" {
			return expression + " IS NOT NULL"
		}
		return "instr(" + expression + ", " + s.arg(c.Values[0].Text()) + ") > 0"
	default:
		return expression + fragment.Operator(c.Op) + s.operand(c.Values[0])
	}
}

// localizedLeaf compares the texts of all languages: one has to satisfy it, and
// of OpNe none may equal.
func (s *statement) localizedLeaf(c kg.Compare, p *place) string {
	if c.Op == kg.OpNe {
		equal := kg.Compare{Op: kg.OpEq, Values: c.Values}
		return "(" + p.present() + " AND NOT " + s.anyElement(p, s.plainLeaf(equal, "j.value")) + ")"
	}
	return s.anyElement(p, s.plainLeaf(c, "j.value"))
}

// moneyLeaf compares amounts of the operand's currency alone.
func (s *statement) moneyLeaf(c kg.Compare, p *place) string {
	currency, amount := p.value("[0]"), p.value("[1]")
	if c.Op == kg.OpIn {
		return "(" + currency + ", " + amount + ") IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(" +
			s.arg(string(appendValues(nil, c.Values))) + "))"
	}
	v := c.Values[0]
	return "(" + currency + " = " + s.arg(v.Text()) + " AND " + amount + fragment.Operator(c.Op) + s.arg(v.Int()) + ")"
}

// dateLeaf compares dates of which the day or month may be unknown. Their text
// sorts by first day, so that a range of text bounds what an order can hold
// for; a date that contains the operand's first day is before no day of it.
func (s *statement) dateLeaf(c kg.Compare, expression string) string {
	if c.Op < kg.OpLt || c.Op > kg.OpGte {
		return s.plainLeaf(c, expression)
	}
	v := c.Values[0]
	first := kg.FirstDay(v)
	containing := []string{first[:len("2006")], first[:len("2006-01")], first}
	switch c.Op {
	case kg.OpLt:
		return "(" + expression + " < " + s.arg(first) + " AND " + s.otherThan(expression, containing[:2]) + ")"
	case kg.OpLte:
		containing = slices.DeleteFunc(containing, func(d string) bool { return d == v.Text() })
		return "(" + expression + " <= " + s.arg(first) + " AND " + s.otherThan(expression, containing) + ")"
	case kg.OpGt:
		return expression + " > " + s.arg(kg.LastDay(v))
	default:
		same := s.arg(v.Text())
		return "(" + expression + " >= " + same + " AND (" + expression + " = " + same + " OR " + expression + " > " + s.arg(kg.LastDay(v)) + "))"
	}
}

func (s *statement) otherThan(expression string, texts []string) string {
	return expression + " NOT IN (" + s.arg(texts[0]) + ", " + s.arg(texts[1]) + ")"
}
