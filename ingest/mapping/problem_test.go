package mapping_test

import (
	"errors"
	"strings"
	"testing"

	"innograph/ingest/mapping"
	"innograph/kg"
	"innograph/model"
)

// problems returns what is wrong with a mapping, without the file's name.
func problems(yaml string) string {
	m, err := mapping.Parse("m.yaml", []byte(yaml))
	if err == nil {
		err = m.Check(model.Graph())
	}
	if err == nil {
		return ""
	}
	return strings.ReplaceAll(err.Error(), "m.yaml:", "")
}

// Each mistake is told with its place and what to do about it.
func TestProblems(t *testing.T) {
	for name, c := range map[string]struct{ yaml, want string }{
		"not YAML":      {"innograph: [", "1:12: this is not YAML"},
		"empty":         {"", "1:1: the file holds 0 YAML documents; a mapping is exactly one"},
		"two documents": {"a: 1\n---\nb: 2\n", "1:1: the file holds 2 YAML documents; a mapping is exactly one"},
		"not a map":     {"- a\n", "1:1: a mapping must be a map, not a list"},
		"no format":     {"source: {name: a, title: b}\nfiles: []\n", "1:1: the mapping must state its format: innograph: mapping/1"},
		"no source":     {"innograph: mapping/1\nfiles: []\n", "1:1: the mapping names no source; say under source where the records come from"},
		"no files":      {head, "1:1: the mapping names no files; list them under files"},
		"unknown key":   {head + "flies: []\nfiles: []\n", "3:1: a mapping has no key flies; did you mean files?"},
		"key twice":     {head + "files: []\nfiles: []\n", `this is not YAML: mapping key "files" already defined`},
		"anchor":        {head + "files: &a []\n", "3:8: anchors, aliases and tags are not read here"},
		"precedence":    {head + "precedence: {ror: high}\nfiles: []\n", "3:19: a precedence must be a whole number from 0 to 1000000"},
		"path":          {head + "files:\n  - file: ../a.csv\n", `4:11: "../a.csv" must be a path relative to the folder that is imported`},
		"format":        {head + "files:\n  - file: a.xls\n", "4:11: the format of a.xls is unknown; state format: csv, tsv or jsonl"},
		"delimiter":     {head + "files:\n  - {file: a.tsv, delimiter: ';'}\n", "4:30: delimiter must be one character, such as ';', of a csv file"},
		"no kind":       {rule("{identifiers: {t: a}}"), "6:9: a rule for nodes needs a kind"},
		"kind":          {rule("{kind: Laborat, identifiers: {t: a}}"), "6:16: the model has no kind Laborat; there are"},
		"property":      {rule("{kind: Person, identifiers: {t: a}, properties: {nam: a}}"), "6:58: Person has no property nam; did you mean name?"},
		"localised":     {rule("{kind: Person, identifiers: {t: a}, properties: {name: a}}"), "6:58: Person.name is a text in languages: state lang beside the value"},
		"not localised": {rule("{kind: Person, identifiers: {t: a}, properties: {academicTitle: {lang: en, column: a}}}"), "6:58: Person.academicTitle is of type text, not a text in languages"},
		"currency":      {rule("{kind: Project, identifiers: {t: a}, properties: {amount: a}}"), "6:59: Project.amount is money and needs a currency, such as currency: EUR"},
		"bad currency":  {rule("{kind: Project, identifiers: {t: a}, properties: {amount: {constant: '1', currency: EURO}}}"), `6:59: Project.amount: "EURO" is not an ISO 4217 currency code`},
		"enum":          {rule("{kind: Laboratory, identifiers: {t: a}, properties: {level: {constant: NATIONAL}}}"), "6:62: Laboratory.level: LabLevel has no NATIONAL; use one of NATIONAL_KEY"},
		"enum in table": {rule("{kind: Laboratory, identifiers: {t: a}, properties: {level: {column: a, do: [{map: {x: PROVINCIAL}}]}}}"), "6:62: Laboratory.level: LabLevel has no PROVINCIAL"},
		"enum in cases": {rule("{kind: Laboratory, identifiers: {t: a}, properties: {level: {choose: [{value: {constant: LOCAL}}]}}}"), "6:62: Laboratory.level: LabLevel has no LOCAL"},
		"date":          {rule("{kind: Project, identifiers: {t: a}, properties: {from: {constant: 2024-13}}}"), `6:59: Project.from: "2024-13" is not a date`},
		"range":         {rule("{kind: Need, identifiers: {t: a}, properties: {minTrl: {constant: 10}}}"), "6:56: Need.minTrl:"},
		"no identifier": {rule("{kind: Person, properties: {name: {lang: en, column: a}}}"), "6:9: a Person made here has no identifier"},
		"confidence":    {rule("{kind: Person, identifiers: {t: a}, confidence: 2}"), "6:57: confidence must be a number between 0 and 1"},
		"method":        {rule("{kind: Person, identifiers: {t: a}, method: GUESSED}"), "6:53: there is no method GUESSED; use one of HARVESTED, DECLARED, INFERRED"},
		"inferred":      {rule("{kind: Person, identifiers: {t: a}, method: INFERRED}"), "6:9: what is INFERRED needs a confidence between 0 and 1"},
		"visibility":    {rule("{kind: Person, identifiers: {t: a}, visibility: SECRET}"), `6:57: "SECRET" is not a visibility`},
		"step":          {rule("{kind: Person, identifiers: {t: {column: a, do: [uper]}}}"), "6:58: there is no step uper; did you mean upper?"},
		"step argument": {rule("{kind: Person, identifiers: {t: {column: a, do: [split]}}}"), "6:58: the step split needs an argument"},
		"pattern":       {rule("{kind: Person, identifiers: {t: {column: a, do: [{keep: '('}]}}}"), "6:65: this is not a regular expression as RE2 has them"},
		"table":         {rule("{kind: Person, identifiers: {t: {column: a, do: [{map: x}]}}}"), "6:64: there is no table x; declare it under tables"},
		"lookup":        {rule("{kind: Person, identifiers: {t: {column: a, do: [{lookup: x.y}]}}}"), "6:67: there is no lookup x; declare it under lookups"},
		"layout":        {rule("{kind: Person, identifiers: {t: {column: a, do: [{date: DD/YYYY}]}}}"), `6:65: "DD/YYYY" is not a way to write a date`},
		"two origins":   {rule("{kind: Person, identifiers: {t: {column: a, constant: b}}}"), "6:41: t must say where it comes from with one of column, constant, template, first, choose, each, others; here are 2"},
		"condition":     {rule("{kind: Person, when: {column: a}, identifiers: {t: a}}"), "6:30: a condition needs exactly one of is, in, empty, matches, same, known"},
		"brace":         {rule("{kind: Person, identifiers: {t: {template: '{a'}}}"), "6:52: a brace of the template stays open"},
		"relation":      {rule("{kind: Person, identifiers: {t: a}}", "{relation: WORKS_AT, from: Person, to: {scheme: t, value: a}}"), "8:9: the model has no relation WORKS_AT; there are"},
		"end":           {rule("{kind: Person, identifiers: {t: a}}", "{relation: PART_OF, from: Person, to: {scheme: t, value: a}}"), "8:35: PART_OF leads from Institution or Enterprise or Investor or Laboratory or ServicePlatform, and Person never makes one"},
		"reference":     {rule("{kind: Person, identifiers: {t: a}}", "{relation: AFFILIATED_WITH, from: Persn, to: {scheme: t, value: a}}"), "8:43: no rule for nodes is called Persn; did you mean Person?"},
		"edge property": {rule("{kind: Person, identifiers: {t: a}}", "{relation: AFFILIATED_WITH, from: Person, to: {scheme: t, value: a}, properties: {rol: a}}"), "8:91: AFFILIATED_WITH has no property rol; did you mean role?"},
		"natural key":   {rule("{kind: Person, identifiers: {t: a}}", "{relation: AFFILIATED_WITH, from: Person, to: {kind: Institution, key: {name: a}}}"), "8:55: Institution has no natural key of these properties"},
		"match":         {rule("{kind: Enterprise, identifiers: {t: a}, match: [{with: x}]}"), "6:57: what is matched by name is INFERRED and needs a confidence"},
		"match names":   {rule("{kind: Enterprise, identifiers: {t: a}, match: [{with: x, confidence: 0.5}]}"), "6:57: names: the rule sets no property name"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := problems(c.yaml); !strings.HasPrefix(got, c.want) && !strings.Contains(got, ": "+c.want) {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// rule returns a mapping with one rule for nodes and perhaps one for edges.
func rule(node string, edge ...string) string {
	s := head + "files:\n  - file: a.csv\n    nodes:\n      - " + node + "\n"
	for _, e := range edge {
		s += "    edges:\n      - " + e + "\n"
	}
	return s
}

// All mistakes are told at once, in the order of the file.
func TestAllProblems(t *testing.T) {
	got := problems(head + `files:
  - file: a.csv
    nodes:
      - {kind: Persn, identifiers: {t: a}}
      - {as: x, kind: Person, identifiers: {t: a}, properties: {name: a, colour: b}}
    edges:
      - {relation: NONE, from: x, to: x}
`)
	want := `6:16: the model has no kind Persn; did you mean Person?
7:65: Person.name is a text in languages: state lang beside the value, or several under texts
7:74: Person has no property colour; use one of`
	if !strings.HasPrefix(got, want) || strings.Count(got, "\n") != 3 {
		t.Errorf("got\n%s\nwant\n%s …", got, want)
	}
}

func TestProblemsAreInvalid(t *testing.T) {
	_, err := mapping.Parse("m.yaml", []byte("a: 1"))
	if !errors.Is(err, kg.ErrInvalid) {
		t.Errorf("%v is not kg.ErrInvalid", err)
	}
	if !strings.HasPrefix(err.Error(), "m.yaml:1:1: ") {
		t.Errorf("%v does not begin with file, line and column", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(head + "files:\n  - file: a.csv\n    nodes:\n      - {kind: Person, identifiers: {t: a}}\n")
	f.Add(rule("{kind: Person, when: {not: {column: a, is: b}}, identifiers: {t: {column: a, do: [{split: ';'}]}}}"))
	f.Add("a: &x [*x]")
	f.Fuzz(func(_ *testing.T, text string) {
		if m, err := mapping.Parse("m.yaml", []byte(text)); err == nil {
			_ = m.Check(model.Graph())
		}
	})
}
