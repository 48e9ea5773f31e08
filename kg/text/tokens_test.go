package text

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// awkward draws text in which everything meets that makes trouble: Han of several
// planes, Kana, Hangul whole and in parts, accents alone and in rows, ligatures,
// widths, emoji, what is not seen, syntax of query languages, spaces of all kinds.
var awkward = rapid.Custom(func(t *rapid.T) string {
	pieces := rapid.SliceOfN(rapid.OneOf(
		rapid.SampledFrom([]string{
			"沈阳", "阳", "机器人", "大", "𬭊", "𠮷", "々", "〇", "豈", "⼈", "センサー", "ガ", "ｶﾞ", "한국", "\u1112\u1161\u11ab", "\u1161",
			"a", "A", "ab", "Abc", "é", "e\u0301", "\u0301", "ﬁ", "½", "ＡＩ", "５", "²", "ß", "İ", "Σς", "ক\u09c7\u09be", "नि", "10", "5g",
			"👩\u200d🔬", "🏽", "🇨🇳", "\u00ad", "\u200b", "\u200d", "\ufe0f", "\u034f", "¶", "\"", "'", "*", "(", ")", "AND", "NEAR", ":", "-", "^", "\\", "{w3}",
			"（x）", "。", "·", " ", "  ", "\u3000", "\u00a0", "\t", "\x00", "\ufffd",
		}),
		rapid.StringN(0, 3, -1),
	), 0, 12).Draw(t, "pieces")
	return strings.Join(pieces, "")
})

func TestTokens(t *testing.T) {
	for s, want := range map[string]string{
		"":                          "",
		"沈":                         "沈",
		"沈阳":                        "沈阳 阳",
		"机器人":                       "机器 器人 人",
		"AI机器人v2":                   "ai 机器 器人 人 v2",
		"芯片、AI":                     "芯片 片 ai",
		"东北大学（Northeastern）":        "东北 北大 大学 学 northeastern",
		"ＡＩ ５Ｇ":                     "ai 5g",
		"Émile Zoë, naïve":          "emile zoe naive",
		"C++ & c# 3.5-x":            "c c 3 5 x",
		"𬭊𠮷":                        "𬭊𠮷 𠮷",
		"々〇":                        "々〇 〇",
		"センサー技術":                    "センサー 技術 術",
		"한국어 한자漢字":                  "한국어 한자 漢字 字",
		"ﬁsh ½ ²":                   "fish 1 2 2",
		"co\u00adoperate ab\u200bc": "cooperate ab c",
		"👩\u200d🔬 。，!? ¶":           "",
		"豈":                         "豈",
		"नि \u0301x":                "नि x",
		strings.Repeat("é", 70):     strings.Repeat("e", 64),
	} {
		if got := strings.Join(Tokens(s), " "); got != want {
			t.Errorf("%q has tokens %q, want %q", s, got, want)
		}
	}
}

// Fold is what the library's chain of steps makes of a text, piece by piece.
func TestFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := awkward.Draw(t, "text")
		want, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
		if err != nil {
			t.Fatal(err)
		}
		if got := Fold(s); got != strings.ToLower(want) {
			t.Fatalf("%q folds to %q, want %q", s, got, strings.ToLower(want))
		}
		last := 0
		eachPiece(s, func(folded string, start, end int) {
			if folded == "" || start < last || end <= start || end > len(s) {
				t.Fatalf("%q: piece %q from %d to %d after %d", s, folded, start, end, last)
			}
			last = end
		})
	})
}

func TestTokensAreClean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := awkward.Draw(t, "text")
		for _, token := range append(Tokens(s), Tokens(NFC(s))...) {
			if token == "" || strings.ContainsFunc(token, func(r rune) bool {
				return r < 0x80 && !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789", r) || !unicode.In(r, unicode.Han, unicode.L, unicode.M, unicode.N)
			}) {
				t.Fatalf("%q has token %q", s, token)
			}
		}
		for _, word := range strings.Split(indexed(s, s), " ") {
			if strings.ContainsFunc(word, unicode.IsSpace) {
				t.Fatalf("%q: indexed %q", s, indexed(s, s))
			}
		}
	})
}

// indexed returns what is kept of texts of one weight.
func indexed(values ...string) string {
	var fields []Field
	for _, s := range values {
		fields = append(fields, Field{Weight: 2, Text: s})
	}
	return EntryOf(fields).Texts[1]
}

func TestEntry(t *testing.T) {
	if got, want := indexed("AI机器人", "", "!", "Zoë"), "¶ai¶机器人¶ ai 机器 器人 人 ¶zoe¶ zoe"; got != want {
		t.Errorf("indexed is %q, want %q", got, want)
	}
	long := indexed(strings.Repeat("机", 5000))
	if key, _, _ := strings.Cut(long, " "); len([]rune(key)) != maxKeyRunes || strings.HasSuffix(key, Boundary) {
		t.Errorf("the key of a long text has %d characters", len([]rune(key)))
	}
	if got := Tokens(strings.Repeat("机", 5000)); len(got) != 5000 || !slices.Contains(got, "机") {
		t.Errorf("%d tokens", len(got))
	}
	fields := []Field{{Weight: 1, Text: "a b c"}, {Weight: 2, Text: "机器"}, {Weight: 1, Text: "!"}, {Weight: 3, Text: "?"}}
	if e := EntryOf(fields); e != (Entry{Texts: [3]string{"¶a¶b¶c¶ a b c", "¶机器¶ 机器 器"}, Length: 2}) || e.Length != Length(fields) {
		t.Errorf("entry is %+v", e)
	}
	if e := EntryOf(nil); e != (Entry{}) {
		t.Errorf("entry of nothing is %+v", e)
	}
}
