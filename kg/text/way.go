package text

// A Way is how a record comes by points: its texts of a weight match so far or further.
type Way struct {
	Weight int
	Match  Match
}

// Ways returns how a record comes by just so many points, texts of less than minWeight
// left aside. A record that has so many fits one of the ways; one that fits has so many
// or more. Those of the greatest weight come first; there are none where no record can
// have so many.
func (q *Query) Ways(points, minWeight int) []Way {
	var ways []Way
	for weight := MaxWeight; weight >= max(1, minWeight); weight-- {
		if m := Match(points / weight); points%weight == 0 && q.tells(m) {
			ways = append(ways, Way{weight, m})
		}
	}
	return ways
}

// WaysAbove returns how a record comes by more points than so many: it has more when it
// fits one of the ways, and only then. They come in the order of Ways.
func (q *Query) WaysAbove(points, minWeight int) []Way {
	var ways []Way
	for weight := MaxWeight; weight >= max(1, minWeight); weight-- {
		least := Match(points/weight) + 1
		if least == HasTerms && !q.tells(least) {
			least = Contains // the terms of a single one are the whole
		}
		if least <= Equals {
			ways = append(ways, Way{weight, least})
		}
	}
	return ways
}

// tells reports whether a match is one apart from those worth more.
func (q *Query) tells(m Match) bool {
	return m >= Contains && m <= Equals || m == HasTerms && len(q.terms) > 1
}
