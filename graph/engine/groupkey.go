package engine

import (
	"reflect"
	"slices"
	"strconv"

	"innograph/kg"
)

// MaxGroups is the largest number of groups that one field may have of all its
// parents together, shown or not.
const MaxGroups = 10_000

// Other bounds of figures.
const (
	maxMeasures = 10   // properties of one field
	maxFacets   = 10   // keys of one field
	maxGroups   = 1000 // of one parent in an answer
)

var units = map[string]kg.Unit{"YEAR": kg.ByYear, "QUARTER": kg.ByQuarter, "MONTH": kg.ByMonth}

// keys reads the arguments by and byEdge.
func (f *filters) keys(ls *listing, args fields) ([]kg.GroupKey, error) {
	var keys []kg.GroupKey
	for _, name := range []string{"by", "byEdge"} {
		o := ls.node
		if name == "byEdge" {
			o = ls.edge
		}
		list, _ := args.get(name).([]any)
		for i, e := range list {
			here := name + "[" + strconv.Itoa(i) + "]"
			if len(keys) == kg.MaxGroupKeys {
				return nil, within(here, exceeds(kg.MaxGroupKeys, len(keys)+1, "leave the others out, or filter by them",
					"there are more than %d keys", kg.MaxGroupKeys))
			}
			key, _, err := f.key(o, e.(fields))
			if err != nil {
				return nil, within(here, err)
			}
			if slices.ContainsFunc(keys, func(k kg.GroupKey) bool { return sameKey(k, key) }) {
				return nil, within(here, refuse("the same key is given twice; leave one out"))
			}
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return nil, within("by", refuse("nothing says what makes a group; give one or two keys"))
	}
	return keys, nil
}

func sameKey(a, b kg.GroupKey) bool { return reflect.DeepEqual(a, b) }

// key reads what makes a group, and returns its name too.
func (f *filters) key(o *owner, in fields) (key kg.GroupKey, name string, err error) {
	property, byProperty := in.get("property").(string)
	relation, byRelation := in.get("relation").(fields)
	key.Kind = in.get("kind") == true
	switch given := count(byProperty, byRelation, key.Kind); {
	case given > 1:
		return key, "", refuse("%d things are given; a key is exactly one of property, relation and kind", given)
	case given == 0 && o.relation != nil:
		return key, "", refuse("nothing says what makes a group; give a property")
	case given == 0:
		return key, "", refuse("nothing says what makes a group; give exactly one of property, relation and kind")
	case byProperty:
		err = f.propertyKey(o, property, in, &key)
		return key, key.Property, err
	}
	for _, only := range []string{"unit", "lang"} {
		if in.get(only) != nil {
			return key, "", within(only, refuse("it belongs to a property; leave it out"))
		}
	}
	if key.Kind {
		return key, "kind", nil
	}
	name = relation[0].name
	t := o.traversals[name]
	if t == nil {
		return key, "", unknown(o.name, name)
	}
	related, err := f.condition(t, kg.Some, relation[0].value.(fields), 1)
	if err != nil {
		return key, "", within("relation", within(name, err))
	}
	key.Relation = &related
	return key, name, nil
}

func count(all ...bool) (n int) {
	for _, is := range all {
		if is {
			n++
		}
	}
	return n
}

// propertyKey reads a key that is a property.
func (f *filters) propertyKey(o *owner, symbol string, in fields, key *kg.GroupKey) error {
	p := o.symbols[symbol]
	if p == nil {
		return within("property", unknown(o.name, symbol))
	}
	key.Property, key.Edge = p.Name, o.relation != nil
	if unit, ok := in.get("unit").(string); ok {
		if p.Type != kg.TypeDate && p.Type != kg.TypeDateTime {
			return within("unit", refuse("%s is no date and no time, and has no part of the calendar; leave unit out", p.Name))
		}
		key.Unit = units[unit]
	}
	lang, given := in.get("lang").(string)
	switch {
	case !o.languages[p.Name] && given:
		return within("lang", refuse("%s has no languages; leave lang out", p.Name))
	case !o.languages[p.Name]:
		return nil
	case !given || lang == "":
		return within("lang", refuse("it has a text for each language; add lang, such as lang: \"zh\""))
	case len(lang) > maxLanguage:
		return within("lang", exceeds(maxLanguage, len(lang), "name a language such as zh",
			"the language tag has %d bytes; at most %d are read", len(lang), maxLanguage))
	}
	key.Language = lang
	return nil
}

// measures reads the arguments of and ofEdge.
func measures(ls *listing, args fields) ([]kg.Measure, error) {
	var list []kg.Measure
	for _, name := range []string{"of", "ofEdge"} {
		o := ls.node
		if name == "ofEdge" {
			o = ls.edge
		}
		given, _ := args.get(name).([]any)
		for i, symbol := range given {
			here := name + "[" + strconv.Itoa(i) + "]"
			if len(list) == maxMeasures {
				return nil, within(here, exceeds(maxMeasures, len(list)+1, "ask for the others by another alias",
					"there are more than %d properties", maxMeasures))
			}
			p := o.symbols[symbol.(string)]
			if p == nil {
				return nil, within(here, unknown(o.name, symbol.(string)))
			}
			m := kg.Measure{Property: p.Name, Edge: o.relation != nil}
			if slices.Contains(list, m) {
				return nil, within(here, refuse("%s is given twice; leave one out", symbol))
			}
			list = append(list, m)
		}
	}
	return list, nil
}
