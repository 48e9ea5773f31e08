package text

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func parse(t interface {
	Helper()
	Fatalf(string, ...any)
}, s string) *Query {
	t.Helper()
	q, err := ParseQuery(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return q
}

func showPhrase(p Phrase) string {
	s := strings.Join(p.Tokens, "+")
	if p.Prefix {
		s += "*"
	}
	return s
}

func TestParseQuery(t *testing.T) {
	for s, want := range map[string][2]string{
		"":                {"", ""},
		" \u3000!? 👩‍🔬 ¶": {"", ""},
		"沈":               {"沈*", "沈*"},
		"沈阳":              {"沈阳", "沈阳"},
		"沈 阳":             {"沈* 阳*", "沈+阳*"},
		"沈阳 大学":           {"沈阳 大学", "沈阳+阳+大学"},
		"deep learn":      {"deep learn*", "deep+learn*"},
		"deep-learn":      {"deep+learn*", "deep+learn*"},
		"AI机":             {"ai+机*", "ai+机*"},
		"机AI":             {"机+ai*", "机+ai*"},
		"芯片AI x":          {"芯片+片+ai x*", "芯片+片+ai+x*"},
		"learn 😀":         {"learn*", "learn*"},
		`"a" OR b*`:       {"a or b*", "a+or+b*"},
		"c++":             {"c*", "c*"},
		"\x00a\ufffd":     {"a*", "a*"},
	} {
		q := parse(t, s)
		var terms []string
		for _, term := range q.Terms() {
			terms = append(terms, showPhrase(term))
		}
		if got := [2]string{strings.Join(terms, " "), showPhrase(q.Whole())}; got != want || q.Empty() != (want[0] == "") {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	}
}

func TestQueryBounds(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		large bool
		fails bool
	}{
		"256 letters":             {strings.Repeat("a", 256), false, false},
		"257 letters":             {strings.Repeat("a", 257), true, true},
		"10,000 characters":       {strings.Repeat("机", 10_000), true, true},
		"10 million":              {strings.Repeat("a", 10_000_000), true, true},
		"256 that are composed":   {strings.Repeat("e\u0301", 256), false, false},
		"15 that fold to 18":      {strings.Repeat("ﷺ", 15), false, false},
		"242 that fold to many":   {strings.Repeat(strings.Repeat("\u3350", 21)+" ", 11), true, true},
		"32 terms":                {strings.Repeat("a ", 32), false, false},
		"33 terms":                {strings.Repeat("a ", 33), true, true},
		"33 of which one is void": {strings.Repeat("a ", 32) + "!", false, false},
		"64 Han":                  {strings.Repeat("机", 64), false, false},
		"65 Han":                  {strings.Repeat("机", 65), true, true},
		"half of a pair":          {"a\xed\xa0\x80", false, true},
		"a stray byte":            {"沈\xe9", false, true},
		"accents alone":           {strings.Repeat("\u0301", 100), false, false},
	} {
		_, err := ParseQuery(c.text)
		var told *QueryError
		if (err != nil) != c.fails || c.fails && (!errors.As(err, &told) || told.TooLarge != c.large || told.Reason == "") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// Han is found wherever it stands, and nowhere else; what is between does not count.
func TestHanIsFoundAsAPart(t *testing.T) {
	han := rapid.StringOfN(rapid.SampledFrom([]rune("沈阳大学机器人𬭊𠮷")), 1, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.StringOfN(rapid.SampledFrom([]rune("沈阳大学机器人𬭊𠮷a -")), 0, 12, -1), 1, 4).Draw(t, "values")
		asked := han.Draw(t, "query")
		var fields []Field
		want := false
		for _, v := range values {
			fields = append(fields, Field{Weight: 1, Text: v})
			want = want || strings.Contains(v, asked)
		}
		if got := parse(t, asked).Score(fields, 0) > 0; got != want {
			t.Fatalf("%q in %q: found %t, want %t", asked, values, got, want)
		}
	})
}

// Keys tell of texts what their tokens do.
func TestKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := awkward.Draw(t, "text")
		asked := awkward.Draw(t, "query")
		if rapid.Bool().Draw(t, "part") {
			all := []rune(s)
			asked = string(all[:rapid.IntRange(0, len(all)).Draw(t, "end")])
		}
		q, err := ParseQuery(asked)
		if err != nil || q.Empty() {
			return
		}
		tokens := Tokens(s)
		own, _, _ := strings.Cut(indexed(s), " ")
		key, beginning := q.Key()
		m := q.matchOne(tokens)
		if got := own == key; got != (m == Equals) {
			t.Fatalf("%q, %q: keys %q and %q, match %d", s, asked, own, key, m)
		}
		if got := strings.HasPrefix(own, beginning); got != (m >= Begins) {
			t.Fatalf("%q, %q: keys %q and %q, match %d", s, asked, own, beginning, m)
		}
	})
}

// A whole phrase has all its terms, whatever they are made of.
func TestWholeHasTerms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := awkward.Draw(t, "text")
		q, err := ParseQuery(awkward.Draw(t, "query"))
		if err != nil {
			return
		}
		tokens := Tokens(s)
		if q.matchOne(tokens) == NoMatch {
			return
		}
		for _, term := range q.Terms() {
			if term.find(tokens) < 0 {
				t.Fatalf("%q is found whole in %q and not by %q", showPhrase(q.Whole()), s, showPhrase(term))
			}
		}
	})
}

func TestScore(t *testing.T) {
	fields := []Field{
		{Weight: 3, Text: "沈阳机器人研究所"}, {Weight: 3, Text: "Robotics institute"}, // 8 + 2 tokens
		{Weight: 2, Text: "SIA"}, {Weight: 2, Text: "Shenyang Robotics"},
		{Weight: 1, Text: "It builds robots that see and learn"},
	}
	for s, want := range map[string][4]int{ // by least weight 0 to 3
		"沈阳机器人研究所":           {1190, 1190, 1190, 1190},
		"ROBOTICS Institute": {1190, 1190, 1190, 1190},
		"沈阳":                 {890, 890, 890, 890},
		"robotics inst":      {890, 890, 890, 890},
		"机器":                 {590, 590, 590, 590},
		"sia":                {790, 790, 790, 0},
		"si":                 {590, 590, 590, 0},
		"robotics":           {890, 890, 890, 890},
		"shenyang robotics":  {790, 790, 790, 0},
		"builds":             {190, 190, 0, 0},
		"it builds":          {290, 290, 0, 0},
		"institute robotics": {290, 290, 290, 290},
		"institute sia":      {190, 190, 190, 0},
		"institute see":      {90, 90, 0, 0},
		"robot":              {890, 890, 890, 890},
		"robots":             {190, 190, 0, 0},
		"builds see":         {90, 90, 0, 0},
		"nothing":            {},
		"":                   {},
		"robot inst":         {}, // a word that does not end the query is whole
		"institute sia bui":  {90, 90, 0, 0},
		"人研究所robotics":       {}, // no phrase reaches from one text into another
	} {
		for least, w := range want {
			if got := parse(t, s).Score(fields, least); got != w {
				t.Errorf("%q of weight %d: %d, want %d", s, least, got, w)
			}
		}
	}
	if got := Length(fields[2:]); got != 3 {
		t.Errorf("without a name the length is %d", got)
	}
	if got := Length([]Field{{Weight: 3, Text: strings.Repeat("a ", 500)}}); got != 99 {
		t.Errorf("the length of a long name is %d", got)
	}
}

func TestSpan(t *testing.T) {
	for score, want := range map[int64][2]int{
		1200: {12, 0}, 1101: {12, 99}, 1100: {11, 0}, 1: {1, 99}, 0: {0, 0}, -5: {0, 0}, 1201: {13, 99},
		1 << 62: {13, 0}, -1 << 63: {0, 0}, 1<<63 - 1: {13, 0}, 250: {3, 50},
	} {
		points, length := Span(score)
		if got := [2]int{points, length}; got != want {
			t.Errorf("%d is %v, want %v", score, got, want)
		}
	}
	for points := 1; points <= 12; points++ {
		for length := range 100 {
			if p, l := Span(int64(Score(points, length))); p != points || l != length {
				t.Errorf("%d points of length %d are %d of %d", points, length, p, l)
			}
		}
	}
}

func FuzzParseQuery(f *testing.F) {
	for _, s := range []string{"沈阳 AI", "\"a* OR", "e\u0301\u034f\u1161", "\xed\xa0\x80", "ﷺ½"} {
		f.Add(s, s+"x")
	}
	f.Fuzz(func(t *testing.T, asked, s string) {
		q, err := ParseQuery(asked)
		if err != nil {
			return
		}
		fields := []Field{{Weight: 2, Text: s}, {Weight: 3, Text: asked}}
		if score := q.Score(fields, 0); (score > 0) == q.Empty() {
			t.Errorf("%q scores %d in itself", asked, score)
		}
		found := q.Snippet(s) != nil
		if best := q.Best(fields[:1], 0); found != (best == 0) {
			t.Errorf("%q in %q: snippet %t, best %d", asked, s, found, best)
		}
		if slices.Contains(Tokens(s), "") {
			t.Error("an empty token")
		}
	})
}
