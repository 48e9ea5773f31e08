package neo4jstore

import (
	"slices"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// A finding is a search in the making.
type finding struct {
	*view
	search        *kg.Search
	empty         bool // nothing can be found
	of            []*kg.Kind
	matcher       *matcher
	kinds         string // clause that nodes are of the kinds asked for, or ""
	open          string // and that they are seen without regard to parties
	seen          string // the same, where there are no parties to regard
	after, before *rank  // cursors
}

// finding resolves what a search asks for.
func (v *view) finding(f *kg.Search) (*finding, error) {
	asked, err := f.Query()
	if err != nil {
		return nil, err
	}
	model := v.store.catalog.model
	kinds, err := query.Kinds(model, f.Kinds)
	if err != nil {
		return nil, err
	}
	found := &finding{view: v, search: f, empty: asked.Empty(), of: kinds, matcher: newMatcher(asked, f.MinWeight), kinds: ofKinds(kinds), open: openTo(v.viewer)}
	if len(v.acts) == 0 {
		found.seen = found.open
	}
	if len(kinds) == 0 {
		for i := range model.Kinds {
			found.of = append(found.of, &model.Kinds[i])
		}
	}
	if found.after, err = rankOf(f.Page.After); err != nil {
		return nil, err
	}
	if found.before, err = rankOf(f.Page.Before); err != nil {
		return nil, err
	}
	_, err = found.fulltext(v.statement())
	return found, err
}

// callWords begins a query of the index of words.
const callWords = "CALL db.index.fulltext.queryNodes($index, "

// fulltext makes a statement one on the index of words, and returns the WHERE clause
// of what may be found, as n.
func (f *finding) fulltext(st *statement) (string, error) {
	st.named("index", wordsIndex)
	filter, err := st.filter(f.search.Filter, nodesAs("n", f.of...))
	return fragment.Where(st.visible("n"), filter.text), err
}

// ask runs a statement and hands on its only record, whose rows are ranks.
func (f *finding) ask(st *statement, text string, each func(*record)) (ranks []rank, err error) {
	err = f.next(st, text, func(rec *record) error {
		for _, value := range rec.rows {
			pair, _ := value.([]any)
			if len(pair) != 2 {
				return damagedError("a rank", value)
			}
			score, okScore := pair[0].(int64)
			number, okNumber := pair[1].(int64)
			if !okScore || !okNumber {
				return damagedError("a rank", value)
			}
			ranks = append(ranks, rank{score, number})
		}
		each(rec)
		return nil
	})
	return ranks, err
}

// fewFound is how many nodes of a search are put in order at once. Where there are
// more they are read in parts, so that no more of them are than a page takes.
const fewFound = 200

// few returns all that is found, in order, unless there is too much.
func (f *finding) few() (ranks []rank, ok bool, err error) {
	st := f.statement()
	conditions, err := f.fulltext(st)
	if err != nil {
		return nil, false, err
	}
	st.named("match", f.all())
	st.named("most", f.store.few)
	ranks, err = f.ask(st, callWords+"$match, {limit: $most}) YIELD node AS n WITH collect(n) AS met"+
		" CALL (met) { WITH met WHERE size(met) < $most UNWIND met AS n WITH n"+conditions+f.matcher.pointsOf(st)+" WHERE points > 0"+
		" RETURN collect(["+scoreOf("points")+", n."+propNumber+"]) AS rows } RETURN 0 AS parent, rows, size(met) < $most AS opposite, null AS total, null AS counts",
		func(rec *record) { ok = rec.opposite })
	slices.SortFunc(ranks, rank.compare)
	return ranks, ok, err
}

// all returns the query for all nodes found and, where the index cannot tell, more.
func (f *finding) all() string {
	return written("+"+f.matcher.all().text, nil, []string{f.kinds, f.seen}, "")
}

// found returns the clauses after which n is a node that is found.
func (f *finding) found(st *statement) (string, error) {
	conditions, err := f.fulltext(st)
	st.named("match", f.all())
	text := callWords + "$match) YIELD node AS n WITH n" + conditions
	if !f.matcher.all().exact {
		text += f.matcher.pointsOf(st) + " WHERE points > 0"
	}
	return text, err
}

// total returns how many nodes are found.
func (f *finding) total() (total int64, err error) {
	st := f.statement()
	found, err := f.found(st)
	if err != nil {
		return 0, err
	}
	_, err = f.ask(st, found+" WITH count(*) AS total RETURN 0 AS parent, [] AS rows, false AS opposite, total, null AS counts", func(rec *record) { total = rec.total })
	return total, err
}
