package oracle_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// A symbol is a value of an enum, an object one of an input type.
type (
	symbol string
	object []member
	member struct {
		name  string
		value any
	}
)

func (o *object) set(name string, v any) { *o = append(*o, member{name, v}) }

func (o object) has(name string) bool {
	for _, m := range o {
		if m.name == name {
			return true
		}
	}
	return false
}

// literal writes a value as a document has it.
func literal(v any) string {
	switch v := v.(type) {
	case symbol:
		return string(v)
	case string:
		return (&ast.Value{Kind: ast.StringValue, Raw: v}).String()
	case object:
		var parts []string
		for _, m := range v {
			parts = append(parts, m.name+": "+literal(m.value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		var parts []string
		for _, e := range v {
			parts = append(parts, literal(e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	default:
		return fmt.Sprint(v)
	}
}

// variable returns a value as the JSON of a request has it.
func variable(v any) any {
	switch v := v.(type) {
	case symbol:
		return string(v)
	case int:
		return json.Number(strconv.Itoa(v))
	case object:
		m := map[string]any{}
		for _, f := range v {
			m[f.name] = variable(f.value)
		}
		return m
	case []any:
		list := make([]any, len(v))
		for i, e := range v {
			list[i] = variable(e)
		}
		return list
	default:
		return v
	}
}

// pools are values that occur in the data, and some that do not.
type pools struct {
	all   []kg.ID
	known map[string][]string // cursors by list and order
	run   func(query string) string
}

func (p *pools) id(r *rand.Rand) string {
	if r.IntN(8) == 0 {
		return "nobody"
	}
	return string(pick(r, p.all))
}

func (p *pools) ids(r *rand.Rand) any {
	list := []any{}
	for range 1 + r.IntN(3) {
		list = append(list, p.id(r))
	}
	return list
}

// search returns a text to look for: one that occurs, a part of one, several, or
// what is found nowhere.
func (p *pools) search(r *rand.Rand) string {
	all := slices.Concat(chinese, english, french, words)
	switch r.IntN(12) {
	case 0:
		return strings.Repeat("钢", 257)
	case 1:
		return pick(r, []string{"", " ", "?!…", "\U0001F600", "nothing like it", "NEAR(", "\"", "*", "钢 OR 铁"})
	case 2:
		return pick(r, all) + " " + pick(r, all)
	}
	runes := []rune(pick(r, all))
	from := r.IntN(len(runes) + 1)
	return string(runes[from:min(len(runes), from+1+r.IntN(4))])
}

func (p *pools) day(r *rand.Rand) string {
	return pick(r, []string{"1999-01-01", "2001-05-17", "2010-05-31", "2012-02-29", "2020-12-31", "2021-01-01"})
}

func (p *pools) scalar(r *rand.Rand, scalar, property string) any {
	switch scalar {
	case "Int":
		return r.IntN(6) - 1
	case "Boolean":
		return r.IntN(2) == 0
	case "ID":
		return p.id(r)
	case "Date":
		if property == "on" {
			return p.day(r)
		}
		return pick(r, days)
	case "DateTime":
		return pick(r, append([]string{"2024-02-29T12:00:00Z", "2024-02-29T13:00:00.123456Z"}, moments...))
	case "Decimal":
		if property == "capital" || property == "budget" || property == "amount" {
			return pick(r, amounts)
		}
		return pick(r, numbers)
	case "Language":
		return pick(r, []string{"zh", "en"})
	}
	switch property {
	case "currency":
		return pick(r, []string{"CNY", "EUR"})
	case "scheme":
		return pick(r, []string{"test", "orcid", "ror", "grant"})
	case "value":
		return pick(r, []string{"Person1", "Project2", "0000-0001", "I-2", "NSFC/3", "Company_1", ""})
	case "orcid":
		return fmt.Sprintf("0000-%04d", r.IntN(10))
	case "ror":
		return fmt.Sprintf("%s-%d", pick(r, []string{"I", "C"}), r.IntN(5))
	case "programme":
		return pick(r, []string{"NSFC", "a/b"})
	case "role":
		return pick(r, []string{"student", "professor", "head", "p"})
	case "homepage":
		return pick(r, append([]string{"http"}, links...))
	case "name", "task":
		return pick(r, append(append([]string{"S", "阳"}, chinese...), english...))
	default:
		return pick(r, words)
	}
}

var cursorPattern = regexp.MustCompile(`"cursor":"([^"]+)"`)

// found returns cursors of a search.
func (p *pools) found(text string) []string {
	if text == "" {
		return nil
	}
	var found []string
	for _, m := range cursorPattern.FindAllStringSubmatch(p.run("{ search(first: 100, text: "+literal(text)+") { edges { cursor } } }"), -1) {
		found = append(found, m[1])
	}
	return found
}

// cursors returns cursors of a list in an order, found by paging all of it.
func (p *pools) cursors(owner, field, order string) []string {
	if strings.Contains(order, "count:") {
		return nil // plain Go does not know what these are told by
	}
	key := owner + "." + field + " " + order
	if found, ok := p.known[key]; ok {
		return found
	}
	list := field + "(first: 100)"
	if order != "" {
		list = field + "(first: 100, orderBy: " + order + ")"
	}
	query := "{ " + list + " { edges { cursor } } }"
	if owner != "Query" {
		plural := map[string]string{"Person": "people", "Institution": "institutions", "Company": "companies",
			"Project": "projects", "Organisation": "organisations"}[owner]
		query = "{ " + plural + "(first: 100) { nodes { " + list + " { edges { cursor } } } } }"
	}
	found := []string{}
	for _, m := range cursorPattern.FindAllStringSubmatch(p.run(query), -1) {
		found = append(found, m[1])
	}
	p.known[key] = found
	return found
}
