package kg

import "sort"

// Localized returns a text with one preferred form per language, keyed by
// BCP 47 language code.
func Localized(texts map[string]string) Value {
	codes := make([]string, 0, len(texts))
	for code := range texts {
		codes = append(codes, code)
	}
	sort.Strings(codes)
	list := make([]Value, 0, 2*len(codes))
	for _, code := range codes {
		list = append(list, Text(code), Text(texts[code]))
	}
	return Value{typ: TypeLocalized, list: list}
}

// Translations returns the texts of a localised value by language.
func (v Value) Translations() map[string]string {
	if v.typ != TypeLocalized {
		return nil
	}
	texts := make(map[string]string, len(v.list)/2)
	for i := 0; i < len(v.list); i += 2 {
		texts[v.list[i].text] = v.list[i+1].text
	}
	return texts
}

// In returns the text of a localised value in the language asked for, or the
// nearest there is: that language, Chinese, English, the lowest code. ok is
// false when there is none at all.
func (v Value) In(language string) (text string, ok bool) {
	if v.typ != TypeLocalized || len(v.list) == 0 {
		return "", false
	}
	for _, want := range [...]string{language, "zh", "en"} {
		for i := 0; i < len(v.list); i += 2 {
			if v.list[i].text == want {
				return v.list[i+1].text, true
			}
		}
	}
	return v.list[1].text, true
}

// OrderLanguages are the languages localised text can be sorted in, the
// default first.
var OrderLanguages = []string{"zh", "en"}

// Pairs returns the languages and texts of a localised value in turn, sorted by
// language. The caller must not change them.
func (v Value) Pairs() []Value {
	if v.typ != TypeLocalized {
		return nil
	}
	return v.list
}
