package kg_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"innograph/kg"
	"innograph/kg/text"
)

func TestSearchFields(t *testing.T) {
	k := kg.Kind{Name: "Firm", Properties: []kg.Property{
		{Name: "aliases", Type: kg.TypeText, List: true, Search: 2}, {Name: "name", Type: kg.TypeLocalized, Search: 3}, {Name: "note", Type: kg.TypeText},
		{Name: "size", Type: kg.TypeInt}, {Name: "story", Type: kg.TypeText, Long: true, Search: 1}, {Name: "gone", Type: kg.TypeText, Search: 1},
	}}
	got := k.SearchFields(map[string]kg.Value{
		"name": kg.Localized(map[string]string{"zh": "甲", "en": "A"}), "aliases": kg.Texts("b", "a"), "note": kg.Text("n"), "size": kg.Int(1), "story": kg.Text("s"),
	})
	want := []text.Field{
		{Weight: 2, Text: "b", Property: "aliases"}, {Weight: 2, Text: "a", Property: "aliases"},
		{Weight: 3, Text: "A", Property: "name", Language: "en"}, {Weight: 3, Text: "甲", Property: "name", Language: "zh"},
		{Weight: 1, Text: "s", Property: "story"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("fields are %+v", got)
	}
}

func TestSearchQuery(t *testing.T) {
	for _, c := range []struct {
		search kg.Search
		want   error
	}{
		{kg.Search{Text: "沈阳", MinWeight: 3}, nil},
		{kg.Search{}, nil},
		{kg.Search{Text: strings.Repeat("a", 257)}, kg.ErrTooLarge},
		{kg.Search{Text: "\xed\xa0\x80"}, kg.ErrInvalid},
		{kg.Search{Text: "a", MinWeight: 4}, kg.ErrInvalid},
		{kg.Search{Text: "a", MinWeight: -1}, kg.ErrInvalid},
	} {
		q, err := c.search.Query()
		var told *kg.Error
		if !errors.Is(err, c.want) || (q == nil) != (c.want != nil) || err != nil && (!errors.As(err, &told) || told.Subject != "search") {
			t.Errorf("%.20q of weight %d: %v, want %v", c.search.Text, c.search.MinWeight, err, c.want)
		}
	}
}
