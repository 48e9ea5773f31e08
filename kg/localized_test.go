package kg_test

import (
	"maps"
	"testing"

	"innograph/kg"
)

func TestLocalizedFallsBack(t *testing.T) {
	for _, c := range []struct {
		texts map[string]string
		lang  string
		want  string
	}{
		{map[string]string{"zh": "东", "en": "East", "fr": "Est"}, "fr", "Est"},
		{map[string]string{"zh": "东", "en": "East", "fr": "Est"}, "en", "East"},
		{map[string]string{"zh": "东", "en": "East", "fr": "Est"}, "de", "东"},
		{map[string]string{"en": "East", "ar": "شرق"}, "de", "East"},
		{map[string]string{"fr": "Est", "de": "Ost"}, "en", "Ost"},
		{map[string]string{"fr": "Est"}, "", "Est"},
		{map[string]string{"zh-Hant": "東", "en": "East"}, "zh", "East"}, // the very code, not its family
		{map[string]string{"en": ""}, "en", ""},
	} {
		if got, ok := kg.Localized(c.texts).In(c.lang); got != c.want || !ok {
			t.Errorf("%v in %q: %q, %t; want %q", c.texts, c.lang, got, ok, c.want)
		}
	}
	for _, v := range []kg.Value{kg.Localized(nil), kg.Null, kg.Text("x"), kg.Texts("en", "x")} {
		if got, ok := v.In("en"); ok || got != "" {
			t.Errorf("%s has %q in English", v, got)
		}
	}
}

func TestLocalizedKeepsItsTexts(t *testing.T) {
	texts := map[string]string{"zh": "东", "en": "East", "fr": ""}
	v := kg.Localized(texts)
	if got := v.Translations(); !maps.Equal(got, texts) {
		t.Errorf("translations: %v", got)
	}
	if pairs := v.Pairs(); len(pairs) != 6 || pairs[0].Text() != "en" || pairs[1].Text() != "East" || pairs[4].Text() != "zh" {
		t.Errorf("pairs: %v", pairs)
	}
	if kg.Text("x").Translations() != nil || kg.Text("x").Pairs() != nil {
		t.Error("plain text has translations")
	}
}

func TestSortKey(t *testing.T) {
	sorted := func(language string, values ...kg.Value) {
		t.Helper()
		for i := 1; i < len(values); i++ {
			a, err := kg.SortKey(values[i-1], language)
			b, err2 := kg.SortKey(values[i], language)
			if err != nil || err2 != nil || a.Type() != kg.TypeText || a.Compare(b) >= 0 {
				t.Errorf("in %s %s does not come before %s: %v, %v", language, values[i-1], values[i], err, err2)
			}
		}
	}
	sorted("zh", localized("zh", "安"), localized("zh", "北"), localized("zh", "沈阳"), localized("zh", "重庆"))  // by pinyin
	sorted("en", localized("en", "an"), localized("en", "Bo"), localized("en", "çe"), localized("en", "d")) // case and accents do not count
	sorted("zh", kg.Localized(map[string]string{"zh": "安", "en": "z"}), kg.Localized(map[string]string{"zh": "北", "en": "a"}))
	sorted("en", kg.Localized(map[string]string{"zh": "北", "en": "a"}), kg.Localized(map[string]string{"zh": "安", "en": "z"}))

	for _, v := range []kg.Value{kg.Text("b"), kg.Int(7), day("2020"), kg.Null, kg.Money("CNY", 1)} {
		if got, err := kg.SortKey(v, "zh"); err != nil || !got.Equal(v) {
			t.Errorf("the key of %s is %s, %v", v, got, err)
		}
	}
	if got, err := kg.SortKey(kg.Localized(nil), "zh"); err != nil || !got.IsNull() {
		t.Errorf("the key of no text: %s, %v", got, err)
	}
	for _, language := range []string{"fr", "", "zh-CN"} {
		if _, err := kg.SortKey(localized("zh", "安"), language); err == nil {
			t.Errorf("there is an order in %q", language)
		}
	}
	for _, language := range kg.OrderLanguages {
		if _, err := kg.SortKey(localized("zh", "安"), language); err != nil {
			t.Error(err)
		}
	}
}
