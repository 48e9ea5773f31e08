package query_test

import (
	"testing"

	"innograph/kg"
	"innograph/store/query"
)

func TestEnds(t *testing.T) {
	after, before := &kg.Cursor{Node: 1}, &kg.Cursor{Node: 2}
	for _, c := range []struct {
		page        kg.Page
		first, last *kg.Cursor
	}{
		{kg.Page{}, nil, nil},
		{kg.Page{After: after, Before: before}, after, before},
		{kg.Page{After: after, Before: before, Last: true}, before, after},
		{kg.Page{After: after, Last: true}, nil, after},
	} {
		if first, last := query.Ends(&c.page); first != c.first || last != c.last {
			t.Errorf("%+v lies between %v and %v", c.page, first, last)
		}
	}
}
