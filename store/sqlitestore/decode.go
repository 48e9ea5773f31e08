package sqlitestore

import (
	"encoding/json"

	"innograph/kg"
)

// value reads what appendValue has written of a property.
func (s *scanner) value(p *kg.Property) kg.Value {
	if s.null() {
		return kg.Null
	}
	if !p.List {
		return s.single(p.Type)
	}
	var elements []kg.Value
	s.open('[')
	for first := true; s.more(first, ']'); first = false {
		elements = append(elements, s.single(p.Type))
	}
	return kg.ListOf(elements...)
}

func (s *scanner) single(t kg.Type) kg.Value {
	switch t {
	case kg.TypeInt, kg.TypeDecimal, kg.TypeBool, kg.TypeDateTime:
		return kg.Stored(t, "", s.int())
	case kg.TypeMoney:
		s.open('[')
		currency := s.string()
		s.comma()
		minor := s.int()
		s.take(']')
		return kg.Stored(t, currency, minor)
	case kg.TypeLocalized:
		pairs := make([]kg.Value, 0, 4)
		s.open('{')
		for first := true; s.more(first, '}'); first = false {
			language := s.string()
			s.take(':')
			pairs = append(pairs, kg.Text(language), kg.Text(s.string()))
		}
		return kg.StoredLocalized(pairs...)
	default:
		return kg.Stored(t, s.string(), 0)
	}
}

// properties reads an object of properties into a map. One that the model does
// not have is an error, for it would be lost when the record is written again.
func (s *scanner) properties(property func(string) *kg.Property, into map[string]kg.Value) error {
	s.open('{')
	for first := true; s.more(first, '}'); first = false {
		name := s.string()
		s.take(':')
		p := property(name)
		if p == nil {
			return grownError(unknownPropertyError(name))
		}
		into[name] = s.value(p)
	}
	return s.err
}

type unknownPropertyError string

func (e unknownPropertyError) Error() string { return "unknown property " + string(e) }

// identifiers reads an array of pairs of scheme and value.
func (s *scanner) identifiers() []kg.Identifier {
	var ids []kg.Identifier
	s.open('[')
	for first := true; s.more(first, ']'); first = false {
		s.open('[')
		scheme := s.string()
		s.comma()
		ids = append(ids, kg.Identifier{Scheme: scheme, Value: s.string()})
		s.take(']')
	}
	return ids
}

// provenance reads a list of assertions, or null.
func (s *scanner) provenance() []kg.Assertion {
	text := s.raw()
	if s.err != nil || text == "null" {
		return nil
	}
	var list []kg.Assertion
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		s.err = err
	}
	return list
}
