package graph

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"innograph/graph/limit"
)

// A hostile document is drawn by size: the larger, the worse.
type hostile struct {
	name string
	draw func(r *rand.Rand) string
}

// written returns n parts, each made of its number.
func written(n int, part func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(part(i))
	}
	return b.String()
}

func formats(n int, format string) string {
	return written(n, func(i int) string { return fmt.Sprintf(format, i) })
}

// anySize draws from 1 to most, small sizes as often as large ones.
func anySize(r *rand.Rand, most int) int {
	for most > 1 && r.IntN(4) > 0 {
		most = max(1, most*(1+r.IntN(9))/10)
	}
	return most
}

// bomb spreads each fragment several times in the one before.
func bomb(levels, spreads int, between string) string {
	return "{...f0}" + written(levels, func(i int) string {
		return fmt.Sprintf("fragment f%d on Query {%s}", i, strings.Repeat(fmt.Sprintf(between, i+1), spreads))
	}) + fmt.Sprintf("fragment f%d on Query {__typename}", levels)
}

// chain returns fragments on Node, each with what its number makes of part, and
// the next.
func chain(n int, part string) string {
	return written(n, func(i int) string {
		next := ""
		if i < n-1 {
			next = fmt.Sprintf("...f%d", i+1)
		}
		return fmt.Sprintf("fragment f%d on Node{%s %s}", i, fmt.Sprintf(part, i), next)
	})
}

var hostiles = []hostile{
	{"bomb", func(r *rand.Rand) string { return bomb(anySize(r, 3000), 1+r.IntN(4), "...f%d ") }},
	{"bomb within the number of fragments", func(r *rand.Rand) string { return bomb(anySize(r, 18), 1+r.IntN(20), "...f%d ") }},
	{"chain of wide fragments", func(r *rand.Rand) string {
		return bomb(anySize(r, 18), 1, "...f%d "+formats(anySize(r, 40), "a%d:__typename "))
	}},
	{"repeated field", func(r *rand.Rand) string { return "{" + strings.Repeat("__typename ", anySize(r, 90_000)) + "}" }},
	{"repeated field below", func(r *rand.Rand) string {
		return `{node(id:1){` + strings.Repeat("id ", anySize(r, 1900)) + "}}"
	}},
	{"repeated lists", func(r *rand.Rand) string {
		return "{" + strings.Repeat("people{nodes{"+strings.Repeat("id ", anySize(r, 50))+"}}", anySize(r, 200)) + "}"
	}},
	{"conflicts", func(r *rand.Rand) string {
		return `{node(id:1){` + formats(anySize(r, 120), "... on Person{x:id} ... on Patent%d{x:__typename}") + "}}"
	}},
	{"depth", func(r *rand.Rand) string {
		n := anySize(r, 20_000)
		return strings.Repeat("{a", n) + strings.Repeat("}", n)
	}},
	{"inline depth", func(r *rand.Rand) string {
		n := anySize(r, 20_000)
		return "{" + strings.Repeat("...{", n) + "__typename" + strings.Repeat("}", n) + "}"
	}},
	{"aliases", func(r *rand.Rand) string { return "{" + formats(anySize(r, 50_000), "a%d:__typename ") + "}" }},
	{"expensive aliases", func(r *rand.Rand) string {
		return "{" + formats(anySize(r, 100), "a%d:people(first:100){nodes{id}}") + "}"
	}},
	{"directives", func(r *rand.Rand) string {
		return "{__typename " + strings.Repeat("@skip(if:false)", anySize(r, 5000)) + "}"
	}},
	{"unknown directives", func(r *rand.Rand) string { return "{__typename " + strings.Repeat("@x", anySize(r, 300_000)) + "}" }},
	{"unknown types", func(r *rand.Rand) string {
		return "{" + formats(anySize(r, 18), "... on "+strings.Repeat("Organisation", anySize(r, 10))+"%d {a}") + "}"
	}},
	{"unknown fields", func(r *rand.Rand) string {
		return `{node(id:1){` + formats(anySize(r, 190), strings.Repeat("organisation", anySize(r, 10))+"%d ") + "}}"
	}},
	{"unknown arguments", func(r *rand.Rand) string {
		return `{people(` + formats(anySize(r, 480), strings.Repeat("first", anySize(r, 20))+"%d:1 ") + "){nodes{id}}}"
	}},
	{"unknown filters", func(r *rand.Rand) string {
		return `{people(filter:{` + formats(anySize(r, 480), strings.Repeat("name", anySize(r, 20))+"%d:1 ") + "}){nodes{id}}}"
	}},
	{"unknown variables", func(r *rand.Rand) string {
		return `{people(first:$a){nodes{id}} nodes(ids:[` + formats(anySize(r, 1800), "$a%d ") + "]){id}}"
	}},
	{"unused variables", func(r *rand.Rand) string {
		return "query(" + formats(anySize(r, 3000), "$a%d:Int ") + "){__typename}"
	}},
	{"unused fragments", func(r *rand.Rand) string {
		return "{__typename}" + formats(anySize(r, 5000), "fragment f%d on Person{id}")
	}},
	{"fragments of one name", func(r *rand.Rand) string {
		return "{...f}" + strings.Repeat("fragment f on Query{"+formats(anySize(r, 80), "a%d:__typename ")+"}", anySize(r, 200))
	}},
	{"cycle", func(r *rand.Rand) string {
		n := anySize(r, 18)
		return "{...f0}" + written(n, func(i int) string {
			return fmt.Sprintf("fragment f%d on Query{...f%d ...f%d}", i, (i+1)%n, r.IntN(n))
		})
	}},
	{"operations", func(r *rand.Rand) string { return formats(anySize(r, 10_000), "query q%d{__typename}") }},
	{"operations over fragments", func(r *rand.Rand) string {
		n := anySize(r, 20)
		return formats(n, "query q%d{...f0}") + strings.TrimPrefix(bomb(anySize(r, 18), 1, "...f%d "), "{...f0}")
	}},
	{"long string", func(r *rand.Rand) string {
		return `{node(id:"` + strings.Repeat("x", anySize(r, 1_000_000)) + `"){id}}`
	}},
	{"block string", func(r *rand.Rand) string {
		return `{node(id:"""` + strings.Repeat("\n  x", anySize(r, 200_000)) + `"""){id}}`
	}},
	{"escapes", func(r *rand.Rand) string {
		return `{node(id:"` + strings.Repeat(`\u0041`, anySize(r, 100_000)) + `"){id}}`
	}},
	{"comments", func(r *rand.Rand) string { return strings.Repeat("#\n", anySize(r, 300_000)) + "{__typename}" }},
	{"spaces", func(r *rand.Rand) string { return strings.Repeat(" \n,", anySize(r, 250_000)) + "{__typename}" }},
	{"long name", func(r *rand.Rand) string { return "{" + strings.Repeat("peoples", anySize(r, 140_000)) + "}" }},
	{"long number", func(r *rand.Rand) string {
		return "{people(first:" + strings.Repeat("9", anySize(r, 1_000_000)) + "){nodes{id}}}"
	}},
	{"wide list", func(r *rand.Rand) string {
		return "{nodes(ids:[" + strings.Repeat("1 ", anySize(r, 400_000)) + "]){id}}"
	}},
	{"deep list", func(r *rand.Rand) string {
		n := anySize(r, 400_000)
		return "{nodes(ids:" + strings.Repeat("[", n) + strings.Repeat("]", n) + "){id}}"
	}},
	{"deep filter", func(r *rand.Rand) string {
		n := anySize(r, 60_000)
		return "{people(filter:" + strings.Repeat("{not:", n) + "{}" + strings.Repeat("}", n) + "){nodes{id}}}"
	}},
	{"deep counts", func(r *rand.Rand) string {
		n := anySize(r, 12_000)
		return "{people(filter:" + strings.Repeat("{organisations:{count:{gt:1 of:{node:{staff:{count:{gt:1 of:{node:", n) + "{}" +
			strings.Repeat("}}}}}}}}", n) + "){nodes{id}}}"
	}},
	{"orders by counts", func(r *rand.Rand) string {
		return "{people(orderBy:[" + strings.Repeat("{count:{organisations:{}}}", anySize(r, 30_000)) + "]){nodes{id}}}"
	}},
	{"many names", func(r *rand.Rand) string {
		return "{resolve(identifiers:[" + strings.Repeat(`{scheme:"a" value:"b"}`, anySize(r, 40_000)) + "]){status}}"
	}},
	{"many searches", func(r *rand.Rand) string {
		return "{" + formats(anySize(r, 200), `a%d:search(text:"`+strings.Repeat("x", anySize(r, 200))+`"){nodes{id}}`) + "}"
	}},
	{"introspection", func(r *rand.Rand) string {
		n := anySize(r, 100)
		return "{__schema{types" + strings.Repeat("{fields{type", n) + "{name}" + strings.Repeat("}}", n) + "}}"
	}},
	{"introspection aliases", func(r *rand.Rand) string {
		return "{" + formats(20+anySize(r, 60), "a%d:__schema{types{fields{type{name}}}}") + "}"
	}},
	{"broken", func(r *rand.Rand) string {
		return strings.Repeat([]string{"{", "}", "(", "\"", "...", "$", "@", "\\", "\x00", "é"}[r.IntN(10)], anySize(r, 100_000))
	}},
}

// Of 1,000 hostile documents within the body limit, none takes long to refuse,
// to answer either, and none gets a long refusal.
func TestHostileDocuments(t *testing.T) {
	const documents, patience = 1000, slowdown * 50 * time.Millisecond
	h := newTestHandler(t, newFake(), Options{})
	random := rand.New(rand.NewPCG(1, 2))
	var slowestRefusal, slowest time.Duration
	var refusalName, name string
	refused := 0
	for i := range documents {
		c := hostiles[i%len(hostiles)]
		text := c.draw(random)
		took, got := time.Hour, reply{}
		for range 10 { // the machine may be busy with something else
			request := newPost(text, nil)
			if request.ContentLength > 1<<20 {
				t.Fatalf("%s: %d bytes, beyond the body limit", c.name, request.ContentLength)
			}
			start := time.Now()
			got = serve(t, h, request)
			took = min(took, time.Since(start))
			if took < patience || got.data != nil {
				break
			}
		}
		if took > slowest {
			slowest, name = took, c.name
		}
		if got.data != nil {
			continue
		}
		refused++
		if took > slowestRefusal {
			slowestRefusal, refusalName = took, c.name
		}
		if len(got.body) > 4096 {
			t.Errorf("%s: a refusal of %d bytes", c.name, len(got.body))
		}
		if took > patience {
			t.Errorf("%s: refused after %v: %.200s", c.name, took, text)
		}
	}
	t.Logf("%d of %d refused; slowest refusal %v (%s), slowest of all %v (%s)",
		refused, documents, slowestRefusal, refusalName, slowest, name)
}

// A document at every limit is still validated quickly.
func TestValidationAtTheLimits(t *testing.T) {
	d := newTestDocuments(t, 0)
	l := limit.Default
	for name, text := range map[string]string{
		"repeats": `{node(id:1){` + strings.Repeat("id ", l.Repeats+1) + "}}",
		"repeats that conflict": `{node(id:1){` + strings.Repeat(`label(lang:"a")`, l.Repeats/2) +
			strings.Repeat(`label(lang:"b")`, l.Repeats/2+1) + "}}",
		"repeated lists":            "{node(id:1){...on Person{" + strings.Repeat("organisations{nodes{id}}", 1+l.Repeats/3) + "}}}",
		"fragments":                 "{node(id:1){...f0}}" + chain(l.Fragments, "...on Person{a%d:organisations{nodes{id name}}}"),
		"operations over fragments": formats(l.Operations, "query q%d{node(id:1){...f0}}") + chain(l.Fragments, "a%d:id"),
		"selections": "{node(id:1){...on Person{" + formats(4, "a%d:organisations{nodes{...f0}}") + "}}}" +
			"fragment f0 on Node{" + formats(20, "b%d:id ") + strings.Repeat("...on Institution{id}", 7) + strings.Repeat("...on Person{label name}", 3) + "}",
		"introspection": "{" + formats(8, "a%d:__schema{types{fields{name type{name}}}}") + "}",
	} {
		doc, err := d.parse(text)
		if err != nil {
			t.Errorf("%s: %v", name, err.Message)
			continue
		}
		took := time.Hour
		for range 10 {
			start := time.Now()
			_ = validate(d.schema, doc.QueryDocument) // its time is what matters
			took = min(took, time.Since(start))
		}
		t.Logf("%s: %v", name, took)
		if took > slowdown*50*time.Millisecond {
			t.Errorf("%s: %v", name, took)
		}
	}
}

// The fragment bomb of 40 levels, with each bound that could catch it early out
// of the way.
func TestFragmentBomb(t *testing.T) {
	l := limit.Default
	l.Fragments, l.RootFields = 1000, limit.Uncounted
	h := newTestHandler(t, newFake(), Options{Limits: l})
	took := time.Hour
	for range 10 {
		start := time.Now()
		got := serve(t, h, newPost(bomb(40, 2, "...f%d "), nil))
		took = min(took, time.Since(start))
		if got.code() != "COMPLEXITY_LIMIT_EXCEEDED" || got.errors[0].Extensions["actual"] != float64(limit.Uncounted) {
			t.Fatal(got.body)
		}
	}
	t.Log(took)
	if took > slowdown*10*time.Millisecond {
		t.Errorf("refused after %v", took)
	}
}

func BenchmarkFragmentBomb(b *testing.B) {
	h := newTestHandler(b, newFake(), Options{})
	text := bomb(40, 2, "...f%d ")
	for b.Loop() {
		serve(b, h, newPost(text, nil))
	}
}
