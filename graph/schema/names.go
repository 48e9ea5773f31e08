package schema

import (
	"strings"
	"unicode"
)

// FieldName returns the root field that looks up a kind: its name in lower
// camel case, so "IPRight" gives "ipRight".
func FieldName(kind string) string {
	rs := []rune(kind)
	n := 0
	for n < len(rs) && unicode.IsUpper(rs[n]) {
		n++
	}
	if n > 1 && n < len(rs) {
		n-- // the last capital begins the next word
	}
	return strings.ToLower(string(rs[:n])) + string(rs[n:])
}

// OrderName returns the symbol that sorts by a property: "rdIntensity" gives
// "RD_INTENSITY".
func OrderName(property string) string {
	var b strings.Builder
	for i, r := range property {
		if i > 0 && unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToUpper(r))
	}
	return b.String()
}

// upperFirst returns a field's name as a part of a type's name.
func upperFirst(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// camel returns the name of a relation as that of a type: "PRODUCED_AT" gives
// "ProducedAt".
func camel(relation string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(strings.ToLower(relation), "_") {
		b.WriteString(upperFirst(part))
	}
	return b.String()
}

// joined returns the look-up field of a composite key.
func joined(fields []string) string {
	var b strings.Builder
	b.WriteString(fields[0])
	for _, f := range fields[1:] {
		b.WriteString(upperFirst(f))
	}
	return b.String()
}

// words returns a name as a reader says it: "EnterpriseYear" gives
// "enterprise year", "IPRight" gives "IP right".
func words(name string) string {
	rs := []rune(name)
	var parts []string
	start := 0
	for i := 1; i <= len(rs); i++ {
		if i < len(rs) && !boundary(rs, i) {
			continue
		}
		part := string(rs[start:i])
		if len(part) < 2 || strings.ToUpper(part) != part {
			part = strings.ToLower(part)
		}
		parts = append(parts, part)
		start = i
	}
	return strings.Join(parts, " ")
}

// plural returns a list's name as a reader says it, with the words of the type
// it begins with: "ipRights" of IPRight gives "IP rights".
func plural(list, kind string) string {
	if ending, ok := strings.CutPrefix(list, FieldName(kind)); ok && ending == strings.ToLower(ending) {
		return words(kind) + ending
	}
	return words(list)
}

// boundary reports whether a word begins at i.
func boundary(rs []rune, i int) bool {
	if !unicode.IsUpper(rs[i]) {
		return false
	}
	return !unicode.IsUpper(rs[i-1]) || i+1 < len(rs) && unicode.IsLower(rs[i+1])
}

// a puts the article before a noun.
func a(noun string) string {
	if noun != "" && strings.ContainsRune("aeioAEIO", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
