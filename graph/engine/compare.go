package engine

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"innograph/kg"
	"innograph/kg/text"
)

// Bounds of operands.
const (
	maxOperands = 1000
	maxOperand  = 8 << 10 // bytes of a text
)

var operations = map[string]kg.Op{
	"eq": kg.OpEq, "ne": kg.OpNe, "in": kg.OpIn, "lt": kg.OpLt, "lte": kg.OpLte, "gt": kg.OpGt, "gte": kg.OpGte,
	"startsWith": kg.OpStartsWith, "contains": kg.OpContains, "isNull": kg.OpIsNull, "has": kg.OpHas, "hasAny": kg.OpHasAny,
}

// compare reads the comparisons of a property; all that are given must hold.
// Each counts as many times as there are kinds that have the property.
func (f *filters) compare(p *kg.Property, in fields, kinds int) (kg.Filter, error) {
	currency, _ := in.get("currency").(string)
	var all kg.And
	for _, m := range in {
		if m.value == nil {
			return nil, within(m.name, isNullInstead())
		}
		if m.name == "currency" {
			if _, err := kg.ParseMoney(currency, "0"); err != nil {
				return nil, within(m.name, refuse("%v", err))
			}
			continue
		}
		if err := f.count(kinds); err != nil {
			return nil, within(m.name, err)
		}
		filter, err := comparison(p, operations[m.name], currency, m.value)
		if err != nil {
			return nil, within(m.name, err)
		}
		all = append(all, filter)
	}
	return conjunction(all), nil
}

func comparison(p *kg.Property, op kg.Op, currency string, v any) (kg.Filter, error) {
	c := kg.Compare{Property: p.Name, Op: op}
	if op == kg.OpIsNull {
		if v == true {
			return c, nil
		}
		return kg.Not{Filter: c}, nil
	}
	list, ok := v.([]any)
	if !ok {
		operand, err := operand(p, currency, v)
		c.Values = []kg.Value{operand}
		return c, err
	}
	if len(list) > maxOperands {
		return nil, exceeds(maxOperands, len(list), "ask in several requests",
			"the list has %d entries; at most %d are compared", len(list), maxOperands)
	}
	c.Values = make([]kg.Value, len(list))
	for i, e := range list {
		var err error
		if c.Values[i], err = operand(p, currency, e); err != nil {
			return nil, within("["+strconv.Itoa(i)+"]", err)
		}
	}
	return c, nil
}

// operand reads one operand as a value of the property's type.
func operand(p *kg.Property, currency string, v any) (kg.Value, error) {
	switch v := v.(type) {
	case int64:
		return kg.Int(v), nil
	case bool:
		return kg.Bool(v), nil
	case string:
		return parse(p, currency, v)
	}
	return kg.Null, refuse("%s cannot be compared with %s", p.Name, describe(v))
}

// parse reads the text of a value.
func parse(p *kg.Property, currency, s string) (v kg.Value, err error) {
	if len(s) > maxOperand {
		return kg.Null, exceeds(maxOperand, len(s), "shorten it", "the text has %d bytes; at most %d are compared", len(s), maxOperand)
	}
	if !utf8.ValidString(s) {
		return kg.Null, refuse("the text is not valid UTF-8")
	}
	switch p.Type {
	case kg.TypeEnum:
		return kg.Symbol(s), nil
	case kg.TypeDecimal:
		v, err = kg.ParseDecimal(s)
	case kg.TypeDate:
		v, err = kg.ParseDate(s)
	case kg.TypeDateTime:
		v, err = kg.ParseInstant(s)
	case kg.TypeMoney:
		v, err = kg.ParseMoney(currency, s)
	case kg.TypeURL:
		return kg.URL(text.NFC(s)), nil
	case kg.TypeID:
		return kg.Reference(kg.ID(s)), nil
	default:
		return kg.Text(text.NFC(s)), nil
	}
	if err != nil {
		return kg.Null, refuse("%v", err)
	}
	return v, nil
}

// kinds reads a condition on the kind of a node.
func (f *filters) kinds(in fields) (kg.Filter, error) {
	var all kg.And
	for _, m := range in {
		if m.value == nil {
			return nil, within(m.name, isNullInstead())
		}
		if err := f.count(1); err != nil {
			return nil, within(m.name, err)
		}
		switch v := m.value.(type) {
		case string:
			all = append(all, kg.KindIn{v})
			if m.name == "ne" {
				all[len(all)-1] = kg.Not{Filter: kg.KindIn{v}}
			}
		case []any:
			names := kg.KindIn{}
			for _, e := range v {
				if name := e.(string); !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
			all = append(all, names)
		case bool: // isNull: every node has a kind
			if v {
				all = append(all, kg.Or{})
			}
		}
	}
	return conjunction(all), nil
}
