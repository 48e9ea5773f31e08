package text

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWays(t *testing.T) {
	for _, c := range []struct {
		query             string
		points, minWeight int
		want, above       []Way
	}{
		{"a", 12, 0, []Way{{3, Equals}}, nil},
		{"a", 11, 0, nil, []Way{{3, Equals}}},
		{"a", 8, 0, []Way{{2, Equals}}, []Way{{3, Begins}}},
		{"a", 6, 0, []Way{{3, Contains}, {2, Begins}}, []Way{{3, Begins}, {2, Equals}}},
		{"a", 6, 3, []Way{{3, Contains}}, []Way{{3, Begins}}},
		{"a", 1, 0, nil, []Way{{3, Contains}, {2, Contains}, {1, Contains}}},
		{"a b", 1, 0, []Way{{1, HasTerms}}, []Way{{3, HasTerms}, {2, HasTerms}, {1, Contains}}},
		{"a b", 3, 2, []Way{{3, HasTerms}}, []Way{{3, Contains}, {2, Contains}}},
		{"a b", 13, 0, nil, nil},
	} {
		q := parse(t, c.query)
		if got := q.Ways(c.points, c.minWeight); !slices.Equal(got, c.want) {
			t.Errorf("%q to %d points from weight %d: %v, want %v", c.query, c.points, c.minWeight, got, c.want)
		}
		if got := q.WaysAbove(c.points, c.minWeight); !slices.Equal(got, c.above) {
			t.Errorf("%q to more than %d points from weight %d: %v, want %v", c.query, c.points, c.minWeight, got, c.above)
		}
	}
}

// Ways tell of records what Score does.
func TestWaysScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "ab", "沈", "沈阳", "b"}), 1, 3),
			func(list []string) string { return strings.Join(list, " ") })
		q := parse(t, words.Draw(t, "query"))
		minWeight := rapid.IntRange(0, MaxWeight).Draw(t, "min weight")
		fields := make([]Field, rapid.IntRange(1, 4).Draw(t, "fields"))
		tokens := make([][]string, len(fields))
		for i := range fields {
			fields[i] = Field{Weight: rapid.IntRange(1, MaxWeight).Draw(t, "weight"), Text: words.Draw(t, "text")}
			tokens[i] = Tokens(fields[i].Text)
		}
		has, _ := Span(int64(q.Score(fields, minWeight)))
		fits := func(ways []Way) bool {
			return slices.ContainsFunc(ways, func(w Way) bool { return q.match(fields, tokens, w.Weight) >= w.Match })
		}
		for points := 0; points <= Points(MaxWeight, Equals); points++ {
			if got := fits(q.WaysAbove(points, minWeight)); got != (has > points) {
				t.Fatalf("of %d points, it has more than %d: %t", has, points, got)
			}
			if got := fits(q.Ways(points, minWeight)); got && has < points || !got && points > 0 && has == points {
				t.Fatalf("of %d points, it has %d: %t", has, points, got)
			}
		}
	})
}
