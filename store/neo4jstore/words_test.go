package neo4jstore

import (
	"strings"
	"testing"
	"unicode/utf16"

	"innograph/kg"
	"innograph/kg/text"
)

// The index makes several words of one that is too long, of which the later would
// be found. So keys are cut, and none that is whole is that of a longer text.
func TestKeysAreCut(t *testing.T) {
	c := testCatalog(t)
	k := c.model.Kind("Project")
	stored := func(title string) string {
		r := row{}
		r.words(k, &kg.Node{Properties: map[string]kg.Value{"title": kg.Text(title)}})
		return r["_w3"].(string)
	}
	long := strings.Repeat("robotics ", 40)
	for _, title := range []string{"short", strings.Repeat("机", 400), strings.Repeat("𬭊", 400), long, strings.Repeat("ab ", 300)} {
		tokens := strings.Split(stored(title), " ")
		for _, token := range tokens {
			if n := len(utf16.Encode([]rune(token))); n > 255 {
				t.Errorf("%.20s: a word of %d", title, n)
			}
		}
		whole := text.EntryOf([]text.Field{{Weight: 3, Text: title}}).Texts[2]
		if want, _, _ := strings.Cut(whole, " "); tokens[0] != want && (!strings.HasPrefix(want, strings.TrimSuffix(tokens[0], cutMark)) || len(utf16.Encode([]rune(want))) <= maxKeyUnits) {
			t.Errorf("%.20s: its key is %s", title, tokens[0])
		}
		if _, want, _ := strings.Cut(whole, " "); strings.Join(tokens[1:], " ") != want {
			t.Errorf("%.20s: other tokens than its own", title)
		}
	}
	whole := strings.Repeat("机", maxKeyUnits-2)
	if a, b := strings.Fields(stored(whole))[0], strings.Fields(stored(whole + "机"))[0]; a != "¶"+whole+"¶" || b != "¶"+whole+"机"+cutMark {
		t.Errorf("the keys of two texts are %s and %s", a, b)
	}
}

func TestTraits(t *testing.T) {
	c := testCatalog(t)
	r := row{}
	r.words(c.model.Kind("Project"), &kg.Node{Visibility: kg.Parties, Properties: map[string]kg.Value{"title": kg.Text("deep learning")}})
	if r["_traits"] != "v2 kProject l02" || r["_length"] != int64(2) {
		t.Errorf("traits are %v, length %v", r["_traits"], r["_length"])
	}
	r = row{}
	r.words(c.model.Kind("Project"), &kg.Node{Properties: map[string]kg.Value{"title": kg.Text("!?")}})
	if len(r) != 0 {
		t.Errorf("without a word there is %v", r)
	}
}
