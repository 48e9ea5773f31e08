package kg

import (
	"fmt"

	"innograph/kg/text"
)

// SortKey returns what engines compare when they sort by a property: the value
// itself, and for localised text its collation key in a language, taken of the
// text a reader of that language would see. Null for what is absent.
func SortKey(v Value, language string) (Value, error) {
	if v.typ != TypeLocalized {
		return v, nil
	}
	s, ok := v.In(language)
	if !ok {
		return Null, nil
	}
	key, err := text.SortKey(language, s)
	if err != nil {
		return Null, fmt.Errorf("order: %w", err)
	}
	return Text(key), nil
}
