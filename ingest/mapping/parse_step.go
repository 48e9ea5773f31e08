package mapping

import (
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"innograph/hub/identifier"
	"innograph/kg"
)

// Steps with an argument, and the keys beside it.
var stepArguments = map[string][]string{
	"split": nil, "join": nil, "slice": nil, "pick": nil, "extract": nil, "replace": {"with"}, "keep": nil, "drop": nil,
	"strip": nil, "map": {"otherwise"}, "lookup": nil, "default": nil, "number": nil, "date": {"pivot", "precision"},
	"flaw": {"note"}, "country": nil, "identifier": nil, "times": nil, "repair": nil,
}

func stepNames() []string {
	return slices.Sorted(func(yield func(string) bool) {
		for name := range maps.Keys(plainSteps) {
			if !yield(name) {
				return
			}
		}
		for name := range maps.Keys(stepArguments) {
			if !yield(name) {
				return
			}
		}
	})
}

// steps reads the steps of a value, in their order.
func (p *decoder) steps(t *tree) []step {
	if t == nil {
		return nil
	}
	trees := []*tree{t}
	if t.kind == sequence {
		trees = t.list
	}
	var all []step
	for _, t := range trees {
		p.outputs = nil
		if s := p.step(t); s != nil {
			all = append(all, s)
		}
	}
	return all
}

func (p *decoder) step(t *tree) step {
	if t.kind == scalar {
		s := plainSteps[t.text]
		if s == nil {
			if _, needs := stepArguments[t.text]; needs {
				p.add(t.pos, "the step %s needs an argument: write it as a map, %s: …", t.text, t.text)
			} else {
				p.add(t.pos, "there is no step %s; %s", t.text, oneOf(t.text, stepNames()))
			}
		}
		return s
	}
	if !t.as(mapping, "a step", &p.problems) {
		return nil
	}
	name := ""
	for _, e := range t.keys {
		if _, ok := stepArguments[e.key]; ok {
			name = e.key
			break
		}
	}
	if name == "" {
		key := "nothing"
		if len(t.keys) > 0 {
			key = t.keys[0].key
		}
		p.add(t.pos, "there is no step %s; %s", key, oneOf(key, stepNames()))
		return nil
	}
	t.only(&p.problems, "the step "+name, append([]string{name}, stepArguments[name]...)...)
	return p.stepWith(name, t.get(name), t)
}

// stepWith reads a step with its argument; t holds what may stand beside it.
func (p *decoder) stepWith(name string, arg, t *tree) step {
	switch name {
	case "map":
		return p.mapStep(arg, t)
	case "lookup":
		return p.lookupStep(arg)
	case "date":
		return p.dateStep(arg, t)
	case "default":
		if arg.kind == scalar {
			return otherwise(constant{nonEmpty(arg.text)})
		}
		return otherwise(p.value(arg, "default"))
	case "slice":
		return p.sliceStep(arg)
	case "pick":
		return pick(p.number(arg, "pick", 1, kg.MaxListLength))
	case "extract", "keep", "drop", "replace", "flaw":
		return p.patternStep(name, arg, t)
	}
	s := arg.str(name, &p.problems)
	switch name {
	case "join":
		return join(s)
	case "strip":
		return strip(s)
	case "split":
		if s != "" {
			return split(s)
		}
		p.add(arg.pos, "split needs the text that separates, such as ';'")
	case "number":
		if s == "." || s == "," {
			return number(s)
		}
		p.add(arg.pos, "number needs the decimal sign: '.' or ','")
	case "identifier":
		if identifier.Known(s) {
			return wellFormed(s)
		}
		p.add(arg.pos, "there is no form of identifier %s; such as orcid, ror, uscc, doi", s)
	case "repair":
		if read := charsets[s]; read != nil {
			return repair(read)
		}
		p.add(arg.pos, "repair needs the character set that UTF-8 was taken for; %s", oneOf(s, slices.Sorted(maps.Keys(charsets))))
	case "times":
		factor, ok := new(big.Rat).SetString(s)
		if _, err := kg.ParseDecimal(s); err == nil && ok {
			return times(factor)
		}
		p.add(arg.pos, "times needs a number to multiply by, such as 10000")
	case "country":
		if tag, err := language.Parse(s); err == nil {
			return countryName(tag)
		}
		p.add(arg.pos, "country needs a language, such as zh")
	}
	return nil
}

func (p *decoder) sliceStep(arg *tree) step {
	bounds := arg.names("slice", &p.problems)
	if arg.kind != sequence || len(bounds) != 2 {
		p.add(arg.pos, "slice needs two numbers of characters: where to start, from 0, and where to stop")
		return nil
	}
	from := p.number(arg.list[0], "the start of slice", 0, 1<<20)
	return slice(from, p.number(arg.list[1], "the end of slice", from, 1<<20))
}

func (p *decoder) patternStep(name string, arg, t *tree) step {
	pattern := p.pattern(arg)
	if pattern == nil {
		return nil
	}
	switch name {
	case "extract":
		return extract(pattern)
	case "keep", "drop":
		return keep(pattern, name == "keep")
	case "replace":
		with := ""
		if w := t.get("with"); w != nil {
			with = w.str("with", &p.problems)
		}
		return replace(pattern, with)
	default: // flaw
		if t.get("note") == nil {
			p.add(t.pos, "flaw needs a note: what is wrong with such a text")
			return nil
		}
		return remark(pattern, t.get("note").str("note", &p.problems))
	}
}

func (p *decoder) pattern(t *tree) *regexp.Regexp {
	re, err := regexp.Compile(t.str("a pattern", &p.problems))
	if err != nil {
		p.add(t.pos, "this is not a regular expression as RE2 has them: %v", err)
		return nil
	}
	return re
}

func (p *decoder) mapStep(arg, t *tree) step {
	otherwise := keepUnmapped
	if o := t.get("otherwise"); o != nil {
		otherwise = o.str("otherwise", &p.problems)
		if ways := []string{keepUnmapped, dropUnmapped, rejectUnmapped}; !slices.Contains(ways, otherwise) {
			p.add(o.pos, "otherwise says what becomes of a text that is not in the table: keep, empty or reject")
		}
	}
	if arg.kind == mapping {
		return p.translate(p.readTable(arg), "of the mapping", otherwise)
	}
	name := arg.str("map", &p.problems)
	table, ok := p.tables[name]
	if !ok {
		p.add(arg.pos, "there is no table %s; declare it under tables", name)
	}
	return p.translate(table, name, otherwise)
}

func (p *decoder) translate(table map[string]any, name, otherwise string) step {
	p.outputs = nil
	for _, v := range table {
		if found, err := texts(v); err == nil {
			p.outputs = append(p.outputs, found...)
		}
	}
	slices.Sort(p.outputs)
	return translate(table, name, otherwise)
}

func (p *decoder) lookupStep(arg *tree) step {
	lookup, field, _ := strings.Cut(arg.str("lookup", &p.problems), ".")
	l := p.lookup(lookup, arg.pos)
	if l == nil {
		return nil
	}
	var names []string
	for _, f := range l.values {
		if f.name == field {
			return fetch(lookup, field)
		}
		names = append(names, lookup+"."+f.name)
	}
	p.add(arg.pos, "the lookup %s has no value %q; %s", lookup, field, oneOf(arg.text, names))
	return nil
}

func (p *decoder) lookup(name string, at Pos) *Lookup {
	l := p.lookups[name]
	if l == nil {
		p.add(at, "there is no lookup %s; declare it under lookups", name)
	}
	return l
}

func (p *decoder) dateStep(arg, t *tree) step {
	var layouts []dateLayout
	for _, s := range arg.names("date", &p.problems) {
		l, err := parseLayout(s)
		if err != nil {
			p.add(arg.pos, "%v", err)
		}
		layouts = append(layouts, l)
	}
	pivot := 68
	if at := t.get("pivot"); at != nil {
		pivot = p.number(at, "pivot", 0, 99)
	}
	precision := kg.Day
	if at := t.get("precision"); at != nil {
		i := slices.Index([]string{"year", "month", "day"}, at.str("precision", &p.problems))
		if i < 0 {
			p.add(at.pos, "precision must be year, month or day")
		} else {
			precision = []kg.Precision{kg.Year, kg.Month, kg.Day}[i]
		}
	}
	return date(layouts, pivot, precision)
}
