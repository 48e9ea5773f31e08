package mapping

import (
	"fmt"
	"strconv"
	"strings"

	"innograph/hub/identifier"
	"innograph/kg"
)

// convert makes a property's value of what a rule yields; nothing stays
// nothing.
func convert(p *kg.Property, got any, currency string) (kg.Value, error) {
	if !p.List {
		s, err := asText(got)
		if s == "" || err != nil {
			return kg.Null, err
		}
		return convertOne(p, s, currency)
	}
	found, err := texts(got)
	if err != nil {
		return kg.Null, err
	}
	seen := make(map[string]bool, len(found))
	var all []kg.Value
	for _, s := range found {
		v, err := convertOne(p, s, currency)
		if err != nil {
			return kg.Null, err
		}
		if text := v.String(); !v.IsNull() && !seen[text] {
			seen[text] = true
			all = append(all, v)
		}
	}
	if len(all) == 0 {
		return kg.Null, nil
	}
	return kg.ListOf(all...), nil
}

func convertOne(p *kg.Property, s, currency string) (kg.Value, error) {
	if p.Type == kg.TypeText {
		if s = identifier.Normalise(p.Check, clean(s)); s == "" {
			return kg.Null, nil
		}
	}
	v, err := read(p, s, currency)
	if err != nil {
		return kg.Null, err
	}
	if p.Check != "" {
		if err := identifier.Check(p.Check, v.String()); err != nil {
			return kg.Null, err
		}
	}
	return v, nil
}

func read(p *kg.Property, s, currency string) (kg.Value, error) {
	switch p.Type {
	case kg.TypeText:
		return kg.Text(s), nil
	case kg.TypeEnum:
		return kg.Symbol(s), nil
	case kg.TypeInt:
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return kg.Null, fmt.Errorf("%q is not a whole number", s)
		}
		return kg.Int(n), nil
	case kg.TypeDecimal:
		return kg.ParseDecimal(s)
	case kg.TypeBool:
		switch strings.ToLower(s) {
		case "true", "yes", "1":
			return kg.Bool(true), nil
		case "false", "no", "0":
			return kg.Bool(false), nil
		}
		return kg.Null, fmt.Errorf("%q is neither true nor false; translate it with map", s)
	case kg.TypeDate:
		return kg.ParseDate(s)
	case kg.TypeDateTime:
		return kg.ParseInstant(s)
	case kg.TypeMoney:
		if currency == "" {
			return kg.Null, fmt.Errorf("the amount %s has no currency", s)
		}
		return kg.ParseMoney(currency, s)
	case kg.TypeURL:
		return kg.URL(s), nil
	case kg.TypeID:
		return kg.Reference(kg.ID(s)), nil
	default:
		return kg.Null, fmt.Errorf("%s cannot be imported", p.Type)
	}
}

// localized gathers the texts of a localised property: the first in each
// language is preferred; the others are returned beside.
func localized(rules []textRule, e *env) (v kg.Value, rest []string, err error) {
	preferred := map[string]string{}
	add := func(e *env, r *textRule) error {
		got, err := r.value.eval(e)
		if err != nil {
			return err
		}
		found, err := texts(got)
		if err != nil {
			return err
		}
		language, err := textOf(r.language, e)
		if err != nil {
			return err
		}
		for _, s := range found {
			if s = clean(s); s == "" {
				continue
			}
			if _, taken := preferred[language]; language == "" || taken {
				rest = append(rest, s)
			} else {
				preferred[language] = s
			}
		}
		return nil
	}
	for i := range rules {
		r := &rules[i]
		if r.each == nil {
			err = add(e, r)
		} else {
			err = forEach(r.each, r.as, r.when, e, func(inner *env) error { return add(inner, r) })
		}
		if err != nil {
			return kg.Null, nil, err
		}
	}
	if len(preferred) == 0 {
		return kg.Null, rest, nil
	}
	return kg.Localized(preferred), rest, nil
}
