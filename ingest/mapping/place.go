package mapping

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// countryName makes a step that names the country of an ISO 3166 code in a
// language; an unknown code has no name.
func countryName(tag language.Tag) step {
	names := display.Regions(tag)
	return plain(func(code string) string {
		region, err := language.ParseRegion(code)
		if err != nil || names == nil {
			return ""
		}
		return names.Name(region)
	})
}
