package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// show joins parts, hits in brackets.
func show(parts []Part) string {
	var b strings.Builder
	for _, p := range parts {
		if p.Hit {
			b.WriteString("[" + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestSnippet(t *testing.T) {
	for _, c := range []struct{ query, text, want string }{
		{"机器", "沈阳机器人研究所", "沈阳[机器]人研究所"},
		{"机器人", "机器人、机器 人", "[机器人]、机器 人"},
		{"机", "手机与机器", "手[机]与[机]器"},
		{"robot", "Robots and ROBOT-ics", "[Robot]s and [ROBOT]-ics"},
		{"deep learning", "Learning deep: deep  learnings", "[Learning] [deep]: [deep]  [learning]s"},
		{"emile", "Chez Émile Zola", "Chez [Émile] Zola"},
		{"emi", "e\u0301mile", "[e\u0301mi]le"},
		{"AI机", "ＡＩ（机器人）", "[ＡＩ]（[机]器人）"},
		{"fi", "ﬁsh", "[ﬁ]sh"},
		{"f", "ﬁsh", "[ﬁ]sh"},
		{"𠮷野", "大𠮷野家", "大[𠮷野]家"},
		{"cooperate", "co\u00adoperate!", "[co\u00adoperate]!"},
		{"カ", "ｶﾞｽ", "[ｶﾞ]ｽ"},
		{"a", "b", ""},
		{"!", "!", ""},
		{"한", "한국", "[한]국"},
	} {
		if got := show(parse(t, c.query).Snippet(c.text)); got != c.want {
			t.Errorf("%q in %q: %q, want %q", c.query, c.text, got, c.want)
		}
	}
}

func TestSnippetOfLongText(t *testing.T) {
	words := strings.Repeat("lorem ipsum dolor ", 40)
	got := show(parse(t, "robots").Snippet(words + "the robots of tomorrow " + words))
	if want := "…lorem ipsum dolor lorem ipsum dolor the [robots] of"; !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "…") {
		t.Errorf("snippet is %q", got)
	}
	if n := utf8.RuneCountInString(got) - 2; n > SnippetLength || n < SnippetLength-2*snippetSlip-2 {
		t.Errorf("snippet has %d characters", n)
	}
	got = show(parse(t, "tail").Snippet(words + "tail"))
	if !strings.HasPrefix(got, "…") || !strings.HasSuffix(got, " [tail]") || utf8.RuneCountInString(got) < 140 {
		t.Errorf("at the end: %q", got)
	}
	got = show(parse(t, "lorem").Snippet(words))
	if !strings.HasPrefix(got, "[lorem] ipsum") || !strings.HasSuffix(got, " …") {
		t.Errorf("at the start: %q", got)
	}
	// The query as a whole comes before a term of it.
	got = show(parse(t, "ipsum robots").Snippet(words + "ipsum robots " + words))
	if !strings.Contains(got, "[ipsum] [robots]") {
		t.Errorf("as a whole: %q", got)
	}
	flags := strings.Repeat("🇨🇳", 200) + "沈" + strings.Repeat("👩\u200d🔬", 200)
	got = show(parse(t, "沈").Snippet(flags))
	if !strings.Contains(got, "[沈]") || strings.HasSuffix(strings.TrimSuffix(got, "…"), "\u200d") {
		t.Errorf("among emoji: %q", got)
	}
	marks := "沈" + strings.Repeat("\u0301", 1000) + "阳"
	if got := show(parse(t, "沈阳").Snippet(marks)); utf8.RuneCountInString(got) > SnippetLength+2 {
		t.Errorf("of many accents: %d characters", utf8.RuneCountInString(got))
	}
}

// A snippet is a part of the text, never too long, and marks what a query finds.
func TestSnippetIsOfTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(awkward, 0, 20).Draw(t, "texts"), " ")
		q, err := ParseQuery(awkward.Draw(t, "query"))
		if err != nil || !utf8.ValidString(s) {
			return
		}
		parts := q.Snippet(s)
		found := false
		tokens := Tokens(s)
		for _, term := range q.Terms() {
			found = found || term.find(tokens) >= 0
		}
		if found != (parts != nil) {
			t.Fatalf("%q in %q: %v", showPhrase(q.Whole()), s, show(parts))
		}
		joined, hits := "", 0
		for i, p := range parts {
			if p.Text == "" || i > 0 && p.Hit == parts[i-1].Hit {
				t.Fatalf("%q: parts %q", s, show(parts))
			}
			joined += p.Text
			if p.Hit {
				hits++
				if Fold(p.Text) == "" {
					t.Fatalf("%q: hit %q", s, p.Text)
				}
			}
		}
		if parts != nil && hits == 0 || utf8.RuneCountInString(joined) > SnippetLength {
			t.Fatalf("%q: %d hits in %q", s, hits, joined)
		}
		inner := strings.TrimSuffix(strings.TrimPrefix(joined, ellipsis), ellipsis)
		if !strings.Contains(s, inner) || joined != s && utf8.RuneCountInString(s) <= SnippetLength && parts != nil {
			t.Fatalf("%q is no part of %q", joined, s)
		}
	})
}

func TestBest(t *testing.T) {
	fields := []Field{
		{Weight: 3, Text: "沈阳机器人研究所", Property: "name", Language: "zh"}, {Weight: 3, Text: "Robotics", Property: "name", Language: "en"},
		{Weight: 2, Text: "SIA"}, {Weight: 1, Text: "Robots of the SIA"}, {Weight: 1, Text: "SIA robots and 研究所"},
	}
	for s, want := range map[string][2]int{ // of all, and without the first two
		"robot": {1, 3}, "沈阳": {0, -1}, "sia": {2, 2}, "sia robots": {4, 4}, "robots sia": {3, 3}, "研究所": {0, 4}, "x": {-1, -1}, "": {-1, -1}, "robots of": {3, 3},
	} {
		q := parse(t, s)
		got := [2]int{q.Best(fields, 0), q.Best(fields[2:], 0)}
		if got[1] >= 0 {
			got[1] += 2
		}
		if got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
	if got := parse(t, "robots of").Best(fields, 2); got != -1 {
		t.Errorf("of weight 2: %d", got)
	}
}
