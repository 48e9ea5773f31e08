package graph

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"innograph/graph/engine"
	"innograph/graph/generated"
	"innograph/kg"
	"innograph/model"
	"innograph/store/storetest"
)

// newGraphHandler serves a graph of a person and an achievement.
func newGraphHandler(t *testing.T) http.Handler {
	t.Helper()
	store := storetest.NewMemory(model.Graph())
	if _, err := store.Apply(t.Context(), &kg.Changeset{Nodes: []kg.NodeChange{
		{ID: "Person_ann", Kind: model.KindPerson, Properties: map[string]kg.Value{
			"name": kg.Localized(map[string]string{"zh": "安娜", "en": "Ann Ouyang"}), "aliases": kg.Texts("O'Yang <b>Ann</b>"), "orcid": kg.Text("0000-0002-1825-0097"),
		}},
		{ID: "Achievement_alloy", Kind: model.KindAchievement, Properties: map[string]kg.Value{
			"title": kg.Localized(map[string]string{"zh": "高强度镁合金板材", "en": "High-strength magnesium alloy sheet"}),
		}},
	}}); err != nil {
		t.Fatal(err)
	}
	schema := generated.NewExecutableSchema(generated.Config{}).Schema()
	h, err := NewHandler(engine.New(model.Graph(), schema, store), Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// Whatever text is looked for, the answer is what it finds, nothing, or a refusal
// with a code and words for it.
func TestSearchOverHTTP(t *testing.T) {
	h := newGraphHandler(t)
	const operation = `query($t: String!) { search(text: $t) { totalCount nodes { id } pageInfo { hasNextPage } } suggest(prefix: $t) { node { id } } }`
	const empty = `{"search":{"totalCount":0,"nodes":[],"pageInfo":{"hasNextPage":false}},"suggest":[]}`
	one := func(id string) string {
		return `{"search":{"totalCount":1,"nodes":[{"id":"` + id + `"}],"pageInfo":{"hasNextPage":false}},"suggest":[{"node":{"id":"` + id + `"}}]}`
	}
	ann, alloy := one("Person_ann"), one("Achievement_alloy")
	for _, c := range []struct{ name, text, want string }{
		{"Chinese", `"镁合金"`, alloy},
		{"one character", `"镁"`, alloy},
		{"the beginning of a word", `"magn"`, alloy},
		{"mixed scripts", `"镁合金 alloy"`, alloy},
		{"mixed scripts of two nodes", `"安娜 alloy"`, empty},
		{"escapes", `"\u9541\u5408\u91d1"`, alloy},
		{"full width and accents", `"ＡＮＮ ôuyáng"`, ann},
		{"emoji around words", `"😀 Ann 👩‍🔬"`, ann},
		{"markup", `"<b>Ann</b>"`, ann},
		{"a quote", `"O'Yang"`, ann},
		{"no text", `""`, empty},
		{"white space", `" \t\r\n\u3000\u00a0"`, empty},
		{"punctuation", `"?!.,;:—…。，「」()[]{}"`, empty},
		{"emoji", `"😀🏽🇨🇳"`, empty},
		{"an unpaired surrogate", `"\ud83d"`, empty},
		{"unpaired surrogates in reverse", `"\ude00\ud83d"`, empty},
		{"an unpaired surrogate beside words", `"Ann \udfff"`, ann},
		{"the character U+0000", `"\u0000"`, empty},
		{"unseen characters", `"\u200b\u200d\ufeff\u00ad"`, empty},
		{"nothing but marks", `"\u0301\u0302"`, empty},
		{"phrases of FTS5", `"\"Ann\" AND \"zzz\""`, empty},
		{"operators of FTS5", `"NEAR(Ann, zzz) OR Ann* ^x -y +z {a b}: c"`, empty},
		{"columns of FTS5", `"w3:Ann"`, empty},
		{"operators of Lucene", `"Ann~2 && zzz^4 || /.*/ [a TO z]"`, empty},
		{"wildcards", `"*_%?"`, empty},
		{"SQL", `"'; DROP TABLE node; --"`, empty},
		{"a boundary of the index", `"¶"`, empty},
		{"null", `null`, "BAD_USER_INPUT"},
		{"a number", `1`, "BAD_USER_INPUT"},
		{"257 characters", `"` + strings.Repeat("镁", 257) + `"`, "BAD_USER_INPUT"},
		{"10,000 characters", `"` + strings.Repeat("镁合", 5000) + `"`, "BAD_USER_INPUT"},
		{"1,000 terms", `"` + strings.Repeat("a ", 1000) + `"`, "BAD_USER_INPUT"},
		{"ligatures that fold into much", `"` + strings.Repeat("ﷺ", 250) + `"`, "BAD_USER_INPUT"},
	} {
		got := serve(t, h, newRawPost(`{"query":`+quote(operation)+`,"variables":{"t":`+c.text+`}}`))
		if len(got.errors) == 0 {
			if string(got.data) != c.want {
				t.Errorf("%s: got %s, want %s", c.name, got.data, c.want)
			}
			continue
		}
		for _, e := range got.errors {
			if e.code() != c.want || len(e.Message) < 20 || len(e.Message) > 300 {
				t.Errorf("%s: %s: %s", c.name, e.code(), e.Message)
			}
		}
	}
}

func quote(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// The same texts as literals of a document.
func TestSearchLiteralsOverHTTP(t *testing.T) {
	h := newGraphHandler(t)
	for literal, want := range map[string]string{
		`"\u9541\u5408\u91d1"`:                  `{"search":{"totalCount":1}}`,
		`"""镁合金"""`:                             `{"search":{"totalCount":1}}`,
		`""`:                                    `{"search":{"totalCount":0}}`,
		`"\u0000"`:                              `{"search":{"totalCount":0}}`,
		`"\ud83d"`:                              `{"search":{"totalCount":0}}`,
		`"` + strings.Repeat("x", 10_000) + `"`: `{"search":null}`,
	} {
		got := serve(t, h, newPost(`{ search(text: `+literal+`) { totalCount } }`, nil))
		if string(got.data) != want {
			t.Errorf("%.40s: %s", literal, got.body)
		}
	}
}

// Snippets hold text as it is stored, cut at what was found: who shows it escapes
// it as any other text.
func TestSnippetsAreText(t *testing.T) {
	h := newGraphHandler(t)
	got := serve(t, h, newPost(`{ search(text: "yang ann") { edges { match { property snippet { text hit } } } } }`, nil))
	const want = `{"search":{"edges":[{"match":{"property":"aliases","snippet":[{"text":"O'","hit":false},{"text":"Yang","hit":true},{"text":" <b>","hit":false},{"text":"Ann","hit":true},{"text":"</b>","hit":false}]}}]}}`
	var a, b any
	if json.Unmarshal(got.data, &a) != nil || json.Unmarshal([]byte(want), &b) != nil || quote(a) != quote(b) {
		t.Errorf("got %s", got.body)
	}
}
