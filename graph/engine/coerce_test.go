package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

const coerceSchema = `
type Query { f(a: In, l: [Int!], ll: [[Int]], s: String, i: Int, b: Boolean, x: Float, id: ID, d: Date, n: Decimal, e: E, one: One, r: Int!): Int }
scalar Date
scalar Decimal
enum E { A B }
input In { t: String! e: E! = A deep: Deep list: [Deep!] }
input Deep { n: Int = 7 e: E = B in: In2 = {} }
input In2 { x: Int! = 3, y: [E!]! = [A] }
input One @oneOf { a: Int b: In }
`

func TestCoerce(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: coerceSchema})
	field := schema.Query.Fields.ForName("f")
	for _, c := range []struct {
		argument, literal string // what stands in the document; $v for the variable
		variable          any
		want              string // the value, or "! argument: part of the message"
	}{
		{"s", `"x"`, nil, "x"},
		{"s", `null`, nil, "<nil>"},
		{"s", `$v`, nil, "absent"},
		{"s", `1`, nil, "! s: a text is needed"},
		{"s", `$v`, json.Number("1"), "! s: a text is needed"},
		{"s", `$v`, true, "! s: a text is needed"},
		{"s", `"""block"""`, nil, "block"},
		{"i", `12`, nil, "12"},
		{"i", `$v`, json.Number("12"), "12"},
		{"i", `$v`, 12, "12"},
		{"i", `$v`, 12.0, "12"},
		{"i", `$v`, 12.5, "! i: an integer is needed, not the number 12.5"},
		{"i", `$v`, "12", "! i: an integer is needed, not a text"},
		{"i", `99999999999999999999`, nil, "! i: an integer is needed"},
		{"b", `true`, nil, "true"},
		{"b", `$v`, "true", "! b: true or false is needed, not a text"},
		{"x", `1.5`, nil, "1.5"},
		{"x", `1`, nil, "1"},
		{"x", `$v`, "1.5", "! x: a number is needed"},
		{"id", `"n1"`, nil, "n1"},
		{"id", `7`, nil, "7"},
		{"id", `$v`, json.Number("7"), "7"},
		{"id", `7.5`, nil, "! id: a text is needed"},
		{"d", `"2024"`, nil, "2024"},
		{"d", `2024`, nil, "! d: a text is needed for Date, not the number 2024"},
		{"d", `$v`, json.Number("2024"), "! d: a text is needed"},
		{"n", `0.10000000000000000000000001`, nil, "0.10000000000000000000000001"},
		{"n", `"0.25"`, nil, "0.25"},
		{"n", `$v`, json.Number("0.25"), "0.25"},
		{"n", `$v`, 0.25, "0.25"},
		{"n", `$v`, true, "! n: a text is needed"},
		{"e", `A`, nil, "A"},
		{"e", `$v`, "B", "B"},
		{"e", `C`, nil, `! e: "C" is no symbol of E`},
		{"e", `$v`, "b", `! e: "b" is no symbol of E`},
		{"e", `$v`, json.Number("1"), "! e: a symbol of E is needed"},
		{"l", `[1, 2]`, nil, "[1 2]"},
		{"l", `1`, nil, "[1]"},
		{"l", `$v`, json.Number("1"), "[1]"},
		{"l", `$v`, []int{1, 2}, "[1 2]"},
		{"l", `$v`, []any{}, "[]"},
		{"l", `[1, null]`, nil, "! l[1]: null is given where a value of type Int! is required"},
		{"l", `[1, $v]`, nil, "! l[1]: null is given"},
		{"l", `[1, "x"]`, nil, "! l[1]: an integer is needed"},
		{"ll", `[[1], null, 2]`, nil, "[[1] <nil> [2]]"},
		{"a", `{t: "x"}`, nil, "[t=x e=A]"},
		{"a", `{e: B, t: "x"}`, nil, "[t=x e=B]"},
		{"a", `{t: "x", e: null}`, nil, "! a.e: null is given where a value of type E! is required"},
		{"a", `{}`, nil, "! a.t: a value is required"},
		{"a", `{t: $v}`, nil, "! a.t: a value is required"},
		{"a", `{t: "x", e: $v}`, nil, "[t=x e=A]"},
		{"a", `{t: "x", u: 1}`, nil, "! a.u: In has no such field"},
		{"a", `$v`, map[string]any{"t": "x", "u": 1}, "! a.u: In has no such field"},
		{"a", `$v`, "x", "! a: an input object of type In is needed, not a text"},
		{"a", `{t: "x", deep: {}}`, nil, "[t=x e=A deep=[n=7 e=B in=[x=3 y=[A]]]]"},
		{"a", `$v`, map[string]any{"t": "x", "deep": map[string]any{"n": nil}}, "[t=x e=A deep=[n=<nil> e=B in=[x=3 y=[A]]]]"},
		{"a", `{t: "x", list: {n: 1}}`, nil, "[t=x e=A list=[[n=1 e=B in=[x=3 y=[A]]]]]"},
		{"a", `{t: "x", list: [{n: 1}, {n: "y"}]}`, nil, "! a.list[1].n: an integer is needed"},
		{"a", `{t: "x", deep: {in: {y: [A, C]}}}`, nil, `! a.deep.in.y[1]: "C" is no symbol`},
		{"one", `{a: 1}`, nil, "[a=1]"},
		{"one", `{a: $v}`, json.Number("1"), "[a=1]"},
		{"one", `{a: 1, b: {t: "x"}}`, nil, "! one: exactly one field of One must be given, and not as null; 2 are"},
		{"one", `{}`, nil, "! one: exactly one field"},
		{"one", `{a: null}`, nil, "! one: exactly one field"},
		{"one", `{a: $v}`, nil, "! one: exactly one field"},
		{"one", `$v`, map[string]any{"a": json.Number("1"), "b": map[string]any{"t": "x"}}, "! one: exactly one field"},
		{"one", `$v`, map[string]any{"a": json.Number("1"), "b": nil}, "! one: exactly one field"},
		{"one", `$v`, map[string]any{"a": nil}, "! one: exactly one field"},
		{"one", `$v`, map[string]any{}, "! one: exactly one field"},
		{"one", `$v`, map[string]any{"b": map[string]any{"t": "x"}}, "[b=[t=x e=A]]"},
		{"r", `$v`, nil, "! r: a value is required"},
	} {
		doc, err := parser.ParseQuery(&ast.Source{Input: `{ f(` + c.argument + `: ` + c.literal + `) }`})
		if err != nil {
			t.Fatalf("%s: %v", c.literal, err)
		}
		f := doc.Operations[0].SelectionSet[0].(*ast.Field)
		f.Definition = &ast.FieldDefinition{Arguments: ast.ArgumentDefinitionList{field.Arguments.ForName(c.argument)}}
		d := decoder{schema: schema}
		if c.variable != nil {
			d.vars = map[string]any{"v": c.variable}
		}
		args, err := d.arguments(f)
		got := "absent"
		if len(args) == 1 {
			got = show(args[0].value)
		}
		if err != nil {
			got = "! " + err.Error()
			if r, ok := errors.AsType[*refusal](err); !ok || r.code != CodeBadUserInput {
				t.Errorf("%s: %s with %v: %v is no refusal of input", c.argument, c.literal, c.variable, err)
			}
		}
		if got != c.want && (!strings.HasPrefix(c.want, "! ") || !strings.HasPrefix(got, c.want)) {
			t.Errorf("%s: %s with %v: got %s, want %s", c.argument, c.literal, c.variable, got, c.want)
		}
	}
}

func show(v any) string {
	switch v := v.(type) {
	case fields:
		parts := make([]string, len(v))
		for i, m := range v {
			parts[i] = m.name + "=" + show(m.value)
		}
		return "[" + strings.Join(parts, " ") + "]"
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = show(e)
		}
		return "[" + strings.Join(parts, " ") + "]"
	default:
		return fmt.Sprint(v)
	}
}

// An input may be no deeper than the decoder's stack allows, whatever it is.
func TestCoerceDepth(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: "type Query { f(a: In): Int } input In { not: In }"})
	var v any = map[string]any{}
	for range 10_000 {
		v = map[string]any{"not": v}
	}
	d := decoder{schema: schema}
	if _, err := d.coerce(schema.Query.Fields.ForName("f").Arguments[0].Type, v, 0); err == nil || !strings.Contains(err.Error(), "nested") {
		t.Errorf("10,000 levels: %v", err)
	}
}

func TestAppendText(t *testing.T) {
	for s, want := range map[string]string{
		"":                `""`,
		"a\"b\\c":         `"a\"b\\c"`,
		"\t\r\n\b\x1f":    `"\t\r\n\u0008\u001F"`,
		"<&>é日\u2028\x7f": "\"<&>é日\u2028\x7f\"",
	} {
		got := string(appendText(nil, s))
		var back string
		if err := json.Unmarshal([]byte(got), &back); got != want || err != nil || back != s {
			t.Errorf("%q: got %s, want %s; read back as %q, %v", s, got, want, back, err)
		}
	}
}
