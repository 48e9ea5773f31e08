package limit

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"pgregory.net/rapid"
)

func parse(t interface{ Fatal(args ...any) }, text string) *ast.QueryDocument {
	doc, err := parser.ParseQuery(&ast.Source{Input: text})
	if err != nil {
		t.Fatal(text, err)
	}
	return doc
}

// times writes n parts, each with its number.
func times(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// Each limit is met exactly, and then passed by one.
func TestDocumentLimits(t *testing.T) {
	nested := func(n int) string { return "{" + strings.Repeat("a{", n-1) + "a" + strings.Repeat("}", n) }
	for _, c := range []struct {
		measure string
		limits  func(l *Limits, n int)
		text    func(n int) string
	}{
		{"operations", func(l *Limits, n int) { l.Operations = n }, func(n int) string { return times(n, "query q%d {a}") }},
		{"fragments", func(l *Limits, n int) { l.Fragments = n }, func(n int) string { return "{a}" + times(n, "fragment f%d on T {a}") }},
		{"variables", func(l *Limits, n int) { l.Variables = n }, func(n int) string { return "query(" + times(n, "$v%d: Int ") + "){a}" }},
		{"rootFields", func(l *Limits, n int) { l.RootFields = n }, func(n int) string { return "{" + times(n-1, "a%d ") + "...f} fragment f on Query {b}" }},
		{"depth", func(l *Limits, n int) { l.Depth = n }, nested},
		{"depth", func(l *Limits, n int) { l.Depth = n }, func(n int) string { return "{a{...f}} fragment f on T " + nested(n-1) }},
		{"fields", func(l *Limits, n int) { l.Fields = n }, func(n int) string { return "{a{" + times(n-1, "b%d ") + "}}" }},
		{"fields", func(l *Limits, n int) { l.Fields = n }, func(n int) string { return times(n, "query q%d {a}") }},
		{"selection", func(l *Limits, n int) { l.Selection = n }, func(n int) string { return "{a{...on T{" + times(n-1, "b%d ") + "}...f}} fragment f on T {c}" }},
		{"repeats", func(l *Limits, n int) { l.Repeats = n }, func(n int) string {
			return "{" + strings.Repeat("a{b}", n/2) + "a{b} c " + strings.Repeat("c ", n%2) + "}"
		}},
		{"aliases", func(l *Limits, n int) { l.Aliases = n }, func(n int) string { return "{" + times(n, "b%d:a ") + "a}" }},
		{"directives", func(l *Limits, n int) { l.Directives = n }, func(n int) string { return "{a" + strings.Repeat("@d", n) + "}" }},
		{"valueDepth", func(l *Limits, n int) { l.ValueDepth = n }, func(n int) string {
			return "{a(b:" + strings.Repeat("[", n) + strings.Repeat("]", n) + ")}"
		}},
	} {
		limits := Default
		const n = 6
		c.limits(&limits, n)
		if err := limits.Document(parse(t, c.text(n))); err != nil {
			t.Errorf("%s at the limit: %v", c.measure, err)
		}
		err := limits.Document(parse(t, c.text(n+1)))
		var over *Error
		if !errors.As(err, &over) || over.Measure != c.measure || over.Limit != n || over.Actual != n+1 || over.Remedy == "" {
			t.Errorf("%s past the limit, %s: %+v", c.measure, c.text(n+1), err)
		}
	}
}

func TestText(t *testing.T) {
	l := Default
	l.Bytes, l.Tokens, l.Name = 40, 5, 8
	for _, c := range []struct{ text, measure string }{
		{"{ a b c }", ""},
		{"{ a b c d }", "tokens"},
		{"#\n#\n#\n{a}", "tokens"},
		{"{ abcdefgh }", ""},
		{"{ abcdefghi }", "nameLength"},
		{"{a}" + strings.Repeat(" ", 37), ""},
		{"{a}" + strings.Repeat(" ", 38), "bytes"},
		{"{ \x00", ""}, // the parser's affair
	} {
		_, err := l.Text(c.text)
		var over *Error
		if errors.As(err, &over); c.measure == "" && err != nil || c.measure != "" && (over == nil || over.Measure != c.measure) {
			t.Errorf("%q: %v, not %q", c.text, err, c.measure)
		}
	}
}

func TestInput(t *testing.T) {
	l := Default
	l.ValueDepth, l.Entries = 2, 4
	list := []any{1, 2}
	if err := l.Input(map[string]any{"a": map[string]any{"b": list}}); err != nil {
		t.Error(err)
	}
	for measure, vars := range map[string]map[string]any{
		"valueDepth": {"a": map[string]any{"b": []any{list}}},
		"values":     {"a": list, "b": []any{1}},
	} {
		var over *Error
		if err := l.Input(vars); !errors.As(err, &over) || over.Measure != measure || over.Actual != over.Limit+1 {
			t.Errorf("%s: %v", measure, err)
		}
	}
}

func TestCycles(t *testing.T) {
	for _, text := range []string{
		"{...a} fragment a on T {...a}",
		"{...a} fragment a on T {x{...b}} fragment b on T {...on T{...a}}",
		"{x} fragment a on T {...b} fragment b on T {...c} fragment c on T {...b}",
	} {
		var cycle *CycleError
		if err := Default.Document(parse(t, text)); !errors.As(err, &cycle) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// However often fragments double, each selection of the text is looked at once.
func TestWorkIsLinear(t *testing.T) {
	const levels = 40
	text := "{...f0}" + times(levels, "fragment f%[1]d on T {a{...f%[1]d_ ...f%[1]d_} ...f%[1]d_}") + "fragment last on T {a}"
	for i := range levels {
		next := fmt.Sprintf("f%d", i+1)
		if i == levels-1 {
			next = "last"
		}
		text = strings.ReplaceAll(text, fmt.Sprintf("f%d_", i), next)
	}
	doc := parse(t, text)
	m := newMeasurer(doc)
	e := m.selectionSet(doc.Operations[0].SelectionSet)
	if m.cycle != nil || e.fields != Uncounted || e.depth != levels+1 {
		t.Errorf("cycle %v, extent %+v", m.cycle, e)
	}
	if want := 1 + levels*4 + 1; m.steps != want {
		t.Errorf("%d steps for %d selections", m.steps, want)
	}
}

// Measure and Repeats agree with a plain expansion of every spread.
func TestMeasureAgainstExpansion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawDocument(t)
		doc := parse(t, text)
		shape, err := Measure(doc)
		if err != nil {
			t.Fatal(text, err)
		}
		x := expander{fragments: fragmentsOf(doc)}
		var want Shape
		for _, op := range doc.Operations {
			set := x.expand(op.SelectionSet)
			want.RootFields = max(want.RootFields, len(set))
			x.measure(&want, set, 1)
		}
		if shape.RootFields != want.RootFields || shape.Depth != want.Depth || shape.Selection != want.Selection || shape.Fields != want.Fields {
			t.Errorf("%s\n%+v\n%+v", text, shape, want)
		}
		repeats := 0
		for _, op := range doc.Operations {
			repeats += x.repeats([]ast.SelectionSet{op.SelectionSet})
		}
		if got := Repeats(doc); got != repeats {
			t.Errorf("%s\n%d repeats, not %d", text, got, repeats)
		}
	})
}

// drawDocument draws a document whose fragments spread later ones only, and are all
// spread.
func drawDocument(t *rapid.T) string {
	n := rapid.IntRange(0, 4).Draw(t, "fragments")
	text := "query q {" + drawSelection(t, 3, 0, n) + times(n, " a{...f%d}") + "}"
	for i := range n {
		text += fmt.Sprintf(" fragment f%d on T {%s}", i, drawSelection(t, 2, i+1, n))
	}
	return text
}

func drawSelection(t *rapid.T, levels, from, n int) string {
	text := rapid.SampledFrom([]string{"a", "b", "c: a"}).Draw(t, "first")
	for range rapid.IntRange(0, 3).Draw(t, "more") {
		switch kind := rapid.IntRange(0, 4).Draw(t, "kind"); {
		case kind == 0 && levels > 0:
			text += " ... on T {" + drawSelection(t, levels-1, from, n) + "}"
		case kind == 1 && from < n:
			text += fmt.Sprintf(" ...f%d", rapid.IntRange(from, n-1).Draw(t, "spread"))
		case kind == 2 && levels > 0:
			text += " a {" + drawSelection(t, levels-1, from, n) + "}"
		default:
			text += rapid.SampledFrom([]string{" a", " b", " d: c"}).Draw(t, "leaf")
		}
	}
	return text
}

// An expander is the slow and plain way.
type expander struct {
	fragments map[string]*ast.FragmentDefinition
}

func (x expander) expand(set ast.SelectionSet) (fields []*ast.Field) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			fields = append(fields, s)
		case *ast.InlineFragment:
			fields = append(fields, x.expand(s.SelectionSet)...)
		case *ast.FragmentSpread:
			fields = append(fields, x.expand(x.fragments[s.Name].SelectionSet)...)
		}
	}
	return fields
}

func (x expander) measure(s *Shape, fields []*ast.Field, depth int) {
	s.Selection = max(s.Selection, len(fields))
	s.Fields += len(fields)
	for _, f := range fields {
		s.Depth = max(s.Depth, depth)
		x.measure(s, x.expand(f.SelectionSet), depth+1)
	}
}

// repeats counts fields beyond the first of each name, a fragment once a level.
func (x expander) repeats(sets []ast.SelectionSet) int {
	seen := map[string]bool{}
	var once func(set ast.SelectionSet) []*ast.Field
	once = func(set ast.SelectionSet) (fields []*ast.Field) {
		for _, s := range set {
			switch s := s.(type) {
			case *ast.Field:
				fields = append(fields, s)
			case *ast.InlineFragment:
				fields = append(fields, once(s.SelectionSet)...)
			case *ast.FragmentSpread:
				if !seen[s.Name] {
					seen[s.Name] = true
					fields = append(fields, once(x.fragments[s.Name].SelectionSet)...)
				}
			}
		}
		return fields
	}
	groups := map[string][]ast.SelectionSet{}
	total := 0
	for _, set := range sets {
		for _, f := range once(set) {
			groups[f.Alias] = append(groups[f.Alias], f.SelectionSet)
		}
	}
	for _, g := range groups {
		total += len(g) - 1 + x.repeats(g)
	}
	return total
}
