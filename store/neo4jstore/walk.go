package neo4jstore

import (
	"slices"
	"strconv"

	"innograph/kg/text"
)

// walk reads the ranks of a part of the order, so many from its beginning or from its
// end: band by band, until there are enough.
func (f *finding) walk(in between, limit int, back bool) ([]rank, error) {
	exact, next, rest := f.matcher.bands()
	w := &walk{finding: f, in: in, limit: limit, back: back}
	if back {
		slices.Reverse(exact)
		w.rest(rest)
	}
	for _, b := range exact {
		w.band(b)
	}
	if !back && !w.begins(next) {
		w.rest(rest)
	}
	return w.ranks, w.err
}

// A walk is a walk under way.
type walk struct {
	*finding
	in    between
	limit int
	back  bool
	ranks []rank
	err   error
}

// left is how many ranks are still to be read.
func (w *walk) left() int {
	if w.err != nil {
		return 0
	}
	return w.limit - len(w.ranks)
}

// band reads the ranks of a band: first where there should be enough.
func (w *walk) band(b *band) {
	ranks, whole := w.first(b, !b.equals)
	if !whole && len(ranks) < w.left() {
		ranks, _ = w.first(b, false)
	}
	w.ranks = append(w.ranks, ranks...)
}

// begins reads the ranks of a band of which the index finds too much, and reports
// whether these were enough. If not, it reads none.
func (w *walk) begins(b *band) bool {
	if b == nil || w.left() <= 0 {
		return true
	}
	ranks, _ := w.first(b, true)
	if len(ranks) < w.left() {
		return false
	}
	w.ranks = append(w.ranks, ranks...)
	return true
}

// surplus is how many times as many nodes as needed are met where not all of them
// may count.
const surplus = 10

// first reads the first ranks of a band. A probe tells at what length enough nodes
// have been met, so that the others are left aside; whole is false then.
func (w *walk) first(b *band, probing bool) (ranks []rank, whole bool) {
	whole = true
	in := lengthsIn(w.in, b.points)
	if w.left() <= 0 || in.empty() {
		return nil, whole
	}
	st, conditions := w.sought()
	enough := w.left()
	if !b.exact || w.search.Filter != nil {
		enough *= surplus
	}
	if !b.exact {
		conditions += w.matcher.pointsOf(st) + " WHERE points = $points"
	}
	by := forward
	if w.back {
		by = backward
	}
	st.named("probe", noNode)
	if probing {
		st.named("probe", by.query(b, w.kinds, w.open, in.within(w.back).clause()))
	}
	st.named("enough", int64(enough))
	st.named("limits", by.limits)
	st.named("match", b.query(w.kinds, w.seen, in.clause()))
	st.named("points", int64(b.points))
	ranks = w.ask(st, callWords+"$probe, {limit: $enough}) YIELD score WITH count(*) AS met, min(score) AS least"+
		" CALL (met, least) { "+callWords+"$match + CASE WHEN met < $enough THEN '' ELSE $limits[toInteger(least)] END) YIELD node AS n WITH n"+
		conditions+w.sorted(st, "$points")+" RETURN rows } RETURN 0 AS parent, rows, met >= $enough AS opposite, null AS total, null AS counts",
		func(rec *record) { whole = !rec.opposite })
	return ranks, whole
}

// rest reads the ranks of all that has no more points than a band.
func (w *walk) rest(b *band) {
	if b == nil || w.left() <= 0 {
		return
	}
	st, conditions := w.sought()
	st.named("match", b.query(w.kinds, w.seen))
	st.named("points", int64(b.points))
	w.ranks = append(w.ranks, w.ask(st, callWords+"$match) YIELD node AS n WITH n"+conditions+w.matcher.pointsOf(st)+
		" WHERE points > 0 AND points <= $points"+w.sorted(st, "points")+" RETURN 0 AS parent, rows, false AS opposite, null AS total, null AS counts",
		func(*record) {})...)
}

// sought begins a statement of what is found, with the conditions on n.
func (w *walk) sought() (*statement, string) {
	st := w.statement()
	conditions, err := w.fulltext(st)
	w.err = err
	return st, conditions
}

// ask runs a statement unless something has failed.
func (w *walk) ask(st *statement, text string, each func(*record)) []rank {
	if w.err != nil {
		return nil
	}
	ranks, err := w.finding.ask(st, text, each)
	w.err = err
	return ranks
}

// sorted returns the clauses after which rows are the first ranks of nodes n in the
// part of the order.
func (w *walk) sorted(st *statement, points string) string {
	after, before := rank{score: int64(text.Score(text.Points(text.MaxWeight, text.Equals)+1, 0))}, rank{score: -1}
	if w.in.after != nil {
		after = *w.in.after
	}
	if w.in.before != nil {
		before = *w.in.before
	}
	st.named("afterScore", after.score)
	st.named("afterNumber", after.number)
	st.named("beforeScore", before.score)
	st.named("beforeNumber", before.number)
	st.named("limit", int64(w.left()))
	order := " ORDER BY score DESC, number LIMIT $limit"
	if w.back {
		order = " ORDER BY score, number DESC LIMIT $limit"
	}
	return " WITH " + scoreOf(points) + " AS score, n." + propNumber + " AS number" +
		" WHERE (score < $afterScore OR score = $afterScore AND number > $afterNumber) AND (score > $beforeScore OR score = $beforeScore AND number < $beforeNumber)" +
		" WITH score, number" + order + " WITH collect([score, number]) AS rows"
}

// scoreOf returns the expression of the score of n.
func scoreOf(points string) string {
	return strconv.Itoa(text.Score(1, 0)) + " * " + points + " - n." + propLength
}
