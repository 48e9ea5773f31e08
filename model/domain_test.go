package model_test

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"innograph/kg"
	"innograph/model"
)

// The model says what testdata/domain.txt says, and nothing else: both are
// written out line by line in one form, and the lines compared.
func TestModelIsThatOfTheField(t *testing.T) {
	m := model.Graph()
	want := readDomain(t, m)
	got := lines(m)
	for _, line := range slices.Sorted(maps.Keys(want)) {
		if !got[line] {
			t.Errorf("the model lacks: %s", line)
		}
	}
	for _, line := range slices.Sorted(maps.Keys(got)) {
		if !want[line] {
			t.Errorf("the model has beside it: %s", line)
		}
	}
}

// lines writes a model out.
func lines(m *kg.Model) map[string]bool {
	out := map[string]bool{}
	add := func(format string, args ...any) { out[fmt.Sprintf(format, args...)] = true }
	for _, e := range m.Enums {
		add("enum %s: %s", e.Name, strings.Join(e.Values, " "))
	}
	for _, r := range m.Roles {
		add("role %s union %t kinds %s", r.Name, r.Union, sorted(r.Kinds))
		for _, p := range r.Properties {
			add("role %s property %s", r.Name, listed(p))
		}
	}
	for i := range m.Kinds {
		k := &m.Kinds[i]
		add("kind %s", k.Name)
		for _, key := range k.Keys {
			add("kind %s key %s", k.Name, strings.Join(key.Properties, " "))
		}
		for _, p := range k.Properties {
			add("kind %s property %s required %t", k.Name, listed(p), p.Required)
		}
	}
	for i := range m.Kinds {
		for _, t := range m.Kinds[i].Traversals {
			if t.Min > 0 {
				add("relation %s needs %d at %s", t.Relation, t.Min, m.Kinds[i].Name)
			}
		}
	}
	for i := range m.Relations {
		r := &m.Relations[i]
		add("relation %s from %s to %s", r.Name, sorted(r.From), sorted(r.To))
		add("relation %s fromMax %d toMax %d class %t acyclic %t", r.Name, r.FromMax, r.ToMax, r.Class, r.Acyclic)
		for _, p := range r.Properties {
			add("relation %s property %s key %t", r.Name, listed(p), slices.Contains(r.Key, p.Name))
		}
	}
	return out
}

func listed(p kg.Property) string {
	if p.List {
		return p.Name + "[]"
	}
	return p.Name
}

func sorted(names []string) string {
	return strings.Join(slices.Sorted(slices.Values(names)), " ")
}

// Enums that no property names are no part of the model, but served.
var served = []string{"Visibility", "RelationMethod", "DatePrecision"}

// readDomain reads the table and writes it out in the form of lines. Roles
// give their properties to their kinds, and stand for them at the ends of
// relations.
func readDomain(t *testing.T, m *kg.Model) map[string]bool {
	t.Helper()
	f, err := os.Open("testdata/domain.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d := &domain{t: t, out: map[string]bool{}, kinds: map[string][]string{}, properties: map[string][]string{}}
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := strings.TrimSpace(s.Text()); line != "" && line[0] != '#' {
			d.read(line)
		}
	}
	return d.out
}

// A domain is the table as far as it has been read.
type domain struct {
	t          *testing.T
	out        map[string]bool
	kinds      map[string][]string // of a role
	properties map[string][]string // that a kind has from its roles
}

func (d *domain) add(format string, args ...any) { d.out[fmt.Sprintf(format, args...)] = true }

func (d *domain) read(line string) {
	head, properties, _ := strings.Cut(line, ":")
	words, ps := strings.Fields(head), strings.Fields(properties)
	switch words[0] {
	case "enum":
		d.enum(words[1], strings.Join(ps, " "))
	case "role", "union":
		d.role(words, ps)
	case "kind":
		d.kind(words, ps)
	case "relation":
		d.relation(words, ps)
	default:
		d.t.Fatalf("unknown line: %s", line)
	}
}

func (d *domain) enum(name, symbols string) {
	if !slices.Contains(served, name) {
		d.add("enum %s: %s", name, symbols)
		return
	}
	sdl, err := os.ReadFile("../graph/generated/schema.graphql")
	if err != nil {
		d.t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(sdl), "\nenum "+name+" {")
	body, _, _ = strings.Cut(body, "}")
	var found []string
	for line := range strings.Lines(body) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '"' {
			found = append(found, line)
		}
	}
	if got := strings.Join(found, " "); got != symbols {
		d.t.Errorf("enum %s has %s, want %s", name, got, symbols)
	}
}

func (d *domain) role(words, ps []string) {
	name, kinds := words[1], words[3:]
	d.kinds[name] = kinds
	d.add("role %s union %t kinds %s", name, words[0] == "union", sorted(kinds))
	for _, p := range ps {
		d.add("role %s property %s", name, p)
	}
	for _, k := range kinds {
		d.properties[k] = append(d.properties[k], ps...)
	}
}

func (d *domain) kind(words, ps []string) {
	name := words[1]
	d.add("kind %s", name)
	required := []string{"name", "title", "prefLabel"}
	for key := range strings.SplitSeq(strings.Join(words[2:], " "), "key ") {
		fields, optional := strings.CutSuffix(strings.TrimSpace(key), "?")
		if fields == "" {
			continue
		}
		d.add("kind %s key %s", name, fields)
		if !optional {
			required = append(required, strings.Fields(fields)...)
		}
	}
	for _, p := range append(ps, d.properties[name]...) {
		d.add("kind %s property %s required %t", name, p, slices.Contains(required, p))
	}
}

func (d *domain) relation(words, ps []string) {
	name := words[2]
	d.add("relation %s from %s to %s", name, d.members(words[1]), d.members(words[3]))
	from, to, _ := strings.Cut(words[4], "..")
	most := map[string]int{"1": 1, "1?": 1}
	d.add("relation %s fromMax %d toMax %d class %t acyclic %t", name, most[from], most[to],
		slices.Contains(words[5:], "class"), slices.Contains(words[5:], "acyclic"))
	d.least(name, from, words[3])
	d.least(name, to, words[1])
	for _, p := range ps {
		p, key := strings.CutSuffix(p, "*")
		d.add("relation %s property %s key %t", name, p, key)
	}
}

// least adds the minimum of the kinds at one end.
func (d *domain) least(relation, cardinality, end string) {
	if cardinality == "1" || cardinality == "1+" {
		for kind := range strings.SplitSeq(d.members(end), " ") {
			d.add("relation %s needs 1 at %s", relation, kind)
		}
	}
}

// members returns the kinds that the end of a relation stands for.
func (d *domain) members(end string) string {
	var kinds []string
	for name := range strings.SplitSeq(end, ",") {
		if ks := d.kinds[name]; ks != nil {
			kinds = append(kinds, ks...)
		} else {
			kinds = append(kinds, name)
		}
	}
	return sorted(kinds)
}
