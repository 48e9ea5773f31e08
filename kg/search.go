package kg

import (
	"errors"

	"innograph/kg/text"
)

// A Search is a page of the nodes that a text finds, in order of score, the
// highest first, and then of node number. Package text says what is found and
// text.Query.Score what it scores, by the fields that Kind.SearchFields gives.
// Cursors hold the score, an integer, as their one key.
type Search struct {
	Text      string   // a text without a single token finds nothing
	Kinds     []string // empty: all
	MinWeight int      // only properties that weigh as much in search; 0: all
	Filter    Filter
	Page      Page
	Total     bool
}

// Query returns what the search looks for. It is ErrInvalid when the text is not
// UTF-8 or there is no such weight, ErrTooLarge when the text is too long.
func (s *Search) Query() (*text.Query, error) {
	if s.MinWeight < 0 || s.MinWeight > text.MaxWeight {
		return nil, Invalid("search", "there is no weight %d; use 0 for all texts, or 1 to %d", s.MinWeight, text.MaxWeight)
	}
	q, err := text.ParseQuery(s.Text)
	var wrong *text.QueryError
	switch {
	case errors.As(err, &wrong) && wrong.TooLarge:
		return nil, &Error{Kind: ErrTooLarge, Subject: "search", Reason: wrong.Reason}
	case err != nil:
		return nil, Invalid("search", "%v", err)
	}
	return q, nil
}

// SearchFields returns the texts of a node of the kind that searches look into, in
// the order of the properties, of localised text by language.
func (k *Kind) SearchFields(properties map[string]Value) []text.Field {
	var fields []text.Field
	for i := range k.Properties {
		p := &k.Properties[i]
		if p.Search == 0 {
			continue
		}
		v := properties[p.Name]
		add := func(s, language string) {
			fields = append(fields, text.Field{Weight: p.Search, Text: s, Property: p.Name, Language: language})
		}
		switch v.typ {
		case TypeNull:
		case TypeLocalized:
			for j := 0; j < len(v.list); j += 2 {
				add(v.list[j+1].text, v.list[j].text)
			}
		case TypeList:
			for _, e := range v.list {
				add(e.text, "")
			}
		default:
			add(v.text, "")
		}
	}
	return fields
}
