package neo4jstore

import (
	"context"
	"unicode/utf8"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/kg"
)

// A reader reads for one viewer.
type reader struct {
	store  *Store
	viewer kg.Viewer
	after  []kg.Bookmark
}

// Reader returns a reader that sees what v may see.
func (s *Store) Reader(v kg.Viewer, after ...kg.Bookmark) kg.Reader { return s.reader(v, after...) }

func (s *Store) reader(v kg.Viewer, after ...kg.Bookmark) *reader { return &reader{s, v, after} }

// Scan hands on all records of one state.
func (r *reader) Scan(ctx context.Context, after kg.ScanMark, fn func(kg.Record) error) error {
	bookmarks, revision, err := r.ready()
	if err != nil {
		return err
	}
	s := &scan{store: r.store, after: after}
	s.prepare = func(run runner) error {
		v := &view{ctx: ctx, store: r.store, viewer: r.viewer, run: run}
		if err := v.findActs(); err != nil {
			return err
		}
		if err := v.reaches(revision, r.after); err != nil {
			return err
		}
		st := v.statement()
		s.visible.node, s.visible.edge = orAlways(st.visible("n")), orAlways(st.visibleEdge("r"))
		s.given = st.parameters
		return nil
	}
	return s.run(ctx, bookmarks, fn)
}

func orAlways(condition string) string {
	if condition == "" {
		return always.text
	}
	return condition
}

// Changes reads entries of the log. They never change, so that a state is as good as
// another.
func (r *reader) Changes(ctx context.Context, after kg.Revision, limit int) ([]kg.Change, error) {
	bookmarks, revision, err := r.ready()
	if err != nil {
		return nil, err
	}
	var found []kg.Change
	err = r.store.read(ctx, "Changes", bookmarks, func(run runner) (err error) {
		v := &view{ctx: ctx, store: r.store, viewer: r.viewer, run: run}
		if err := v.reaches(revision, r.after); err != nil {
			return err
		}
		found, err = readChanges(ctx, run, r.viewer, after, limit)
		return err
	})
	return found, err
}

// ready returns what the database has for the reader's bookmarks, and the newest of
// their revisions, once the store has been migrated.
func (r *reader) ready() (bookmarks neo4j.Bookmarks, revision int64, err error) {
	if _, err := r.store.migrated(); err != nil {
		return nil, 0, err
	}
	return bookmarksOf(r.after)
}

// A view is one state of the database, as a viewer sees it, while a call reads it.
type view struct {
	ctx   context.Context
	store *Store
	run   runner

	viewer kg.Viewer
	acts   []int64 // numbers of the nodes the viewer acts for

	first, last int64 // revisions that the first statement began with and the last ended with
	read        bool  // a statement has been run
}

// attempts is how often a call reads before it keeps writers out.
const attempts = 4

// see runs fn on one state of the database. fn may be run again, and has to begin
// afresh. Commits of this process are told by the gate; those of others show in the
// revision, which stands before and after what is read, and one that is met for the
// first time may be of a commit that is not yet seen whole. Who is disturbed again and
// again reads under the lock that every write takes first.
func (r *reader) see(ctx context.Context, call string, fn func(*view) error) error {
	bookmarks, revision, err := r.ready()
	if err != nil {
		return err
	}
	s, v := r.store, &view{}
	viewing := func(run runner) error {
		*v = view{ctx: ctx, store: s, viewer: r.viewer, run: run}
		if err := v.findActs(); err != nil {
			return err
		}
		if err := fn(v); err != nil {
			return err
		}
		return v.reaches(revision, r.after)
	}
	for range attempts {
		before, err := s.gate.settled(ctx)
		if err != nil {
			return s.failure(ctx, err)
		}
		err = s.read(ctx, call, bookmarks, viewing)
		switch {
		case ctx.Err() != nil:
			return err
		case s.gate.passed(before) || v.first != v.last:
			continue
		case err != nil || s.entire.has(v.last):
			return err
		}
		if err := s.awaitEntire(ctx, v.last); err != nil {
			return err
		}
	}
	return s.readAlone(ctx, call, bookmarks, viewing)
}

// reaches refuses bookmarks of a state that the database has not come to, which were
// not given out by it.
func (v *view) reaches(revision int64, of []kg.Bookmark) error {
	if len(of) == 0 {
		return nil
	}
	now := v.last
	if !v.read {
		var err error
		if now, err = revisionNow(v.ctx, v.run); err != nil {
			return err
		}
	}
	if revision > now {
		return of[len(of)-1].Foreign()
	}
	return nil
}

// Every statement tells the revision when it ends, and one that a call may begin with
// tells what it was before. Both are looked up anew, after and before all else.
const (
	revisionOf = "MATCH (m:" + labelMeta + " {" + propKey + ": '" + metaKey + "'}) "
	began      = revisionOf + "WITH m." + propRevision + " AS began "
	ended      = " CALL () { " + revisionOf + "RETURN m." + propRevision + " AS ended } RETURN "
)

// recordColumns are what a record has, in its order, and recordWidth how many.
const (
	recordColumns = "parent, rows, opposite, total, counts"
	recordWidth   = 5
)

// A record is what a statement tells of a parent.
type record struct {
	parent   int64
	rows     []any
	opposite bool
	total    int64
	counts   []any
}

func recordOf(columns []any) *record {
	var r record
	r.parent, _ = columns[0].(int64)
	r.rows, _ = columns[1].([]any)
	r.opposite, _ = columns[2].(bool)
	r.total, _ = columns[3].(int64)
	r.counts, _ = columns[4].([]any)
	return &r
}

// noFacts are the columns of a statement that tells of rows alone.
const noFacts = " null AS opposite, null AS total, null AS counts"

// begin runs a statement that a call may begin with, and hands on its records.
func (v *view) begin(st *statement, text string, each func(*record) error) error {
	return v.records(st, began+"CALL () { "+text+" }"+ended+recordColumns+", ended, began", each)
}

// each runs the statement of a text and hands on its records.
func (v *view) each(st *statement, text string, each func(*record) error) error {
	return v.records(st, "CALL () { "+text+" }"+ended+recordColumns+", ended", each)
}

// next runs the next statement of a call, with which it may begin.
func (v *view) next(st *statement, text string, each func(*record) error) error {
	if v.read {
		return v.each(st, text, each)
	}
	return v.begin(st, text, each)
}

func (v *view) records(st *statement, text string, each func(*record) error) error {
	return v.rows(st, text, recordWidth, func(row []any) error { return each(recordOf(row)) })
}

// rows runs a statement, and hands on its rows, of so many columns before the
// revisions.
func (v *view) rows(st *statement, text string, columns int, each func(row []any) error) error {
	answered := false
	err := v.run(v.ctx, text, st.parameters, func(row []any) error {
		answered = true
		if err := v.mark(row[columns:]); err != nil {
			return err
		}
		return each(row)
	})
	if err == nil && !answered {
		err = v.store.emptiedError()
	}
	return err
}

// mark takes note of the revisions that a record has: that when it was made and,
// where it is told, the one before.
func (v *view) mark(revisions []any) error {
	for _, r := range revisions {
		if _, ok := r.(int64); !ok {
			return damagedError("the revision", r)
		}
	}
	v.last, _ = revisions[0].(int64)
	if !v.read {
		v.first, v.read = v.last, true
		if len(revisions) > 1 {
			v.first, _ = revisions[1].(int64)
		}
	}
	return nil
}

func (v *view) statement() *statement { return newStatement(v.store.catalog, v.viewer, v.acts) }

// nodeOf returns the clauses after which n is the node that an id, in a variable,
// stands for: that with the id or, where there is none, with the former id.
func nodeOf(id string) string {
	return "OPTIONAL MATCH (own:" + labelNode + " {" + propID + ": " + id + "})" +
		" OPTIONAL MATCH (:" + labelIdentifier + " {" + propScheme + ": '" + kg.FormerID + "', " + propValue + ": " + id + "})<-[:" + typeIdentifier + "]-(former:" + labelNode + ")" +
		" WITH coalesce(own, former) AS n WHERE n IS NOT NULL"
}

// findActs finds the nodes that the viewer acts for.
func (v *view) findActs() error {
	ids := v.viewer.Acts()
	if len(ids) == 0 || v.viewer.SeesAll() {
		return nil
	}
	st := v.statement()
	names := st.named("ids", idsOf(ids))
	return v.begin(st, "UNWIND "+names+" AS id CALL (id) { "+nodeOf("id")+" RETURN n }"+
		" WITH collect(DISTINCT n."+propNumber+") AS rows RETURN 0 AS parent, rows,"+noFacts, func(rec *record) error {
		for _, number := range rec.rows {
			n, ok := number.(int64)
			if !ok {
				return damagedError("a number", number)
			}
			v.acts = append(v.acts, n)
		}
		return nil
	})
}

// idsOf returns ids as a parameter, as indexes have them.
func idsOf(ids []kg.ID) []any {
	list := make([]any, len(ids))
	for i, id := range ids {
		list[i] = indexedValue(textOf(string(id)))
	}
	return list
}

// textOf returns a text as a parameter. What is no UTF-8 would arrive as something
// else; in its place comes what no text in a store contains.
func textOf(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return "\x00"
}

// emptiedError tells that the store's own node has gone.
func (s *Store) emptiedError() error {
	return &kg.Error{Kind: kg.ErrUnavailable, Subject: s.name(), Reason: "the database has been emptied while it was in use; start this program again"}
}
