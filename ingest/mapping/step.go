package mapping

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"innograph/hub/identifier"
	"innograph/kg/text"
)

// A step turns what a value yields into something else.
type step func(e *env, v any) (any, error)

// each makes a step of what is to be done to one text; a list is treated
// element by element, and what becomes empty is left out.
func each(fn func(e *env, s string) (any, error)) step {
	return func(e *env, v any) (any, error) {
		if v == nil {
			return nil, nil
		}
		many, isList := v.([]any)
		if !isList {
			many = []any{v}
		}
		var all []any
		for _, item := range items(many) {
			s, ok := item.(string)
			if !ok {
				return nil, errNotText
			}
			got, err := fn(e, s)
			if err != nil {
				return nil, err
			}
			all = append(all, items(got)...)
		}
		if !isList && len(all) == 1 {
			return all[0], nil
		}
		return list(all), nil
	}
}

// plain makes a step of a function that cannot fail.
func plain(fn func(string) string) step {
	return each(func(_ *env, s string) (any, error) { return nonEmpty(fn(s)), nil })
}

func nonEmpty(s string) any {
	if s = strings.TrimSpace(s); s == "" {
		return nil
	}
	return s
}

// The steps that take no argument.
var plainSteps = map[string]step{
	"clean":  plain(clean),
	"upper":  plain(strings.ToUpper),
	"lower":  plain(strings.ToLower),
	"fold":   plain(Fold),
	"spaces": plain(func(s string) string { return strings.Join(strings.Fields(s), " ") }),
	"unique": unique,
	"after":  each(func(_ *env, s string) (any, error) { return dayAfter(s) }),
}

// Fold returns the letters and digits of a name without differences of width,
// case and accents: what names are matched by.
func Fold(name string) string {
	if key, ok := foldASCII(name); ok {
		return key
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text.Fold(name))
}

// foldASCII folds plain names, which most are, at little cost.
func foldASCII(name string) (string, bool) {
	key := make([]byte, 0, len(name))
	for i := range len(name) {
		switch c := name[i]; {
		case c >= utf8.RuneSelf:
			return "", false
		case c >= 'A' && c <= 'Z':
			key = append(key, c-'A'+'a')
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			key = append(key, c)
		}
	}
	return string(key), true
}

// lost is what stands in a text for a letter that was lost on its way.
const lost = '\uFFFD'

// Quotes that enclose, and those that may be apostrophes as well.
const (
	doubleQuotes = "\"“”„«»"
	singleQuotes = "'‘’`"
)

// clean removes lost letters and stray quotes at the ends of a text: a pair
// around the whole, or one without a partner.
func clean(s string) string {
	trim := func(s string) string {
		return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == lost })
	}
	s = trim(s)
	inner := strings.TrimFunc(s, func(r rune) bool { return strings.ContainsRune(doubleQuotes+singleQuotes, r) })
	before, after, _ := strings.Cut(s, inner)
	if before != "" && after != "" && !strings.ContainsAny(inner, doubleQuotes) {
		return trim(inner)
	}
	count := 0
	for _, r := range s {
		if strings.ContainsRune(doubleQuotes, r) {
			count++
		}
	}
	if count%2 == 1 {
		for _, q := range doubleQuotes {
			if cut, ok := strings.CutPrefix(s, string(q)); ok {
				return trim(cut)
			}
			if cut, ok := strings.CutSuffix(s, string(q)); ok {
				return trim(cut)
			}
		}
	}
	return s
}

func unique(_ *env, v any) (any, error) {
	found, err := texts(v)
	if err != nil {
		return nil, err
	}
	seen := make(map[string]bool, len(found))
	var all []any
	for _, s := range found {
		if !seen[s] {
			seen[s] = true
			all = append(all, s)
		}
	}
	return list(all), nil
}

func split(separator string) step {
	return each(func(_ *env, s string) (any, error) {
		var all []any
		for _, part := range strings.Split(s, separator) {
			if part = strings.TrimSpace(part); part != "" {
				all = append(all, part)
			}
		}
		return list(all), nil
	})
}

func join(separator string) step {
	return func(_ *env, v any) (any, error) {
		found, err := texts(v)
		return nonEmpty(strings.Join(found, separator)), err
	}
}

// slice cuts characters out of a text; to may lie beyond its end.
func slice(from, to int) step {
	return plain(func(s string) string {
		runes := []rune(s)
		return string(runes[min(from, len(runes)):min(to, len(runes))])
	})
}

// pick takes one element of a list, from 1.
func pick(n int) step {
	return func(_ *env, v any) (any, error) {
		if all := items(v); n <= len(all) {
			return all[n-1], nil
		}
		return nil, nil
	}
}

func extract(pattern *regexp.Regexp) step {
	return plain(func(s string) string {
		found := pattern.FindStringSubmatch(s)
		if found == nil {
			return ""
		}
		return found[len(found)-1] // the last group, or the whole where there is none
	})
}

func replace(pattern *regexp.Regexp, with string) step {
	return plain(func(s string) string { return pattern.ReplaceAllString(s, with) })
}

func keep(pattern *regexp.Regexp, want bool) step {
	return plain(func(s string) string {
		if pattern.MatchString(s) == want {
			return s
		}
		return ""
	})
}

func strip(characters string) step {
	return plain(func(s string) string { return strings.Trim(s, characters) })
}

// What becomes of a text that a table does not have.
const (
	keepUnmapped   = "keep"
	dropUnmapped   = "empty"
	rejectUnmapped = "reject"
)

func translate(table map[string]any, name, otherwise string) step {
	return each(func(_ *env, s string) (any, error) {
		if v, ok := table[s]; ok {
			return v, nil
		}
		switch otherwise {
		case keepUnmapped:
			return s, nil
		case dropUnmapped:
			return nil, nil
		default:
			return nil, fmt.Errorf("%q is not in the table %s; add it there, or correct the row", s, name)
		}
	})
}

func fetch(lookup, name string) step {
	return each(func(e *env, s string) (any, error) { return e.lookups[lookup].get(s, name), nil })
}

func otherwise(fallback value) step {
	return func(e *env, v any) (any, error) {
		if v != nil {
			return v, nil
		}
		return fallback.eval(e)
	}
}

func remark(pattern *regexp.Regexp, note string) step {
	return func(e *env, v any) (any, error) {
		found, err := texts(v)
		for _, s := range found {
			if pattern.MatchString(s) {
				e.flaw(note)
				break
			}
		}
		return v, err
	}
}

// wellFormed brings identifiers into the form of a rule and refuses others.
func wellFormed(rule string) step {
	return each(func(_ *env, s string) (any, error) {
		s = identifier.Normalise(rule, s)
		return s, identifier.Check(rule, s)
	})
}
