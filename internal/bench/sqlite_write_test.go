package bench

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"strings"
	"testing"

	"innograph/kg"
	"innograph/kg/text"
	"innograph/model"
)

const sqliteWrites = "Writes on SQLite"

// writesAgree fails unless both write as many rows.
func writesAgree(t *testing.T, s kg.Store, h *sqlHand) {
	t.Helper()
	for _, p := range writes(t, sqliteWrites, s, true, newSQLWriter(t, s, h).write) {
		var grown [2]map[string]int
		for i, write := range []attempt{p.own, p.hand} {
			before := h.counts(t)
			if _, err := write(t.Context()); err != nil {
				t.Fatal(err)
			}
			grown[i] = h.counts(t)
			for table, n := range before {
				grown[i][table] -= n
			}
		}
		if !maps.Equal(grown[0], grown[1]) || grown[0]["node"] == 0 {
			t.Errorf("%s: %v, and by hand %v", p.name, grown[0], grown[1])
		}
	}
}

// counts returns how many rows the tables have.
func (h *sqlHand) counts(t *testing.T) map[string]int {
	t.Helper()
	all := map[string]int{}
	for _, table := range []string{"node", "node_long", "identifier", "edge", "out_edge", "in_edge", "party", "words", "change", "change_item", "change_party", "applied"} {
		var n int
		if err := h.db.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		all[table] = n
	}
	return all
}

// A sqlWriter writes by hand what a changeset of a writer comes to, row by row: it
// checks nothing, and all that is derived has been worked out before.
type sqlWriter struct {
	*sqlHand
	writer
	node, edge, side []any // rows written by the store, to write others like them
	words            [text.MaxWeight]string
	place            int64
	institutions     []int64
	conn             *sql.Conn
	statements       map[string]*sql.Stmt
}

func newSQLWriter(tb testing.TB, s kg.Store, h *sqlHand) *sqlWriter {
	tb.Helper()
	w := &sqlWriter{sqlHand: h, writer: writer{prefix: "hand"}, statements: map[string]*sql.Stmt{}}
	h.db.SetMaxOpenConns(2)
	var err error
	if w.conn, err = h.db.Conn(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = w.conn.Close() })
	like := &writer{prefix: "like"}
	apply(tb, s, like.changeset(1))
	w.node = w.row(tb, "SELECT kind, visibility, version, created, updated, props, keys, place, number FROM node WHERE id = 'Person_like.1'", 9)
	number, place := w.node[8].(int64), w.node[7].(int64)
	w.place = place &^ (1<<56 - 1)
	w.edge = w.row(tb, fmt.Sprintf("SELECT relation, visibility, level, props, keys, number FROM edge WHERE source = %d", number), 6)
	w.side = w.row(tb, fmt.Sprintf("SELECT sort FROM out_edge WHERE node = %d", number), 1)
	if b, _ := w.side[0].([]byte); len(b) == 0 {
		w.side[0] = []byte{} // the driver reads none as nil, which it would write as NULL
	}
	w.words = text.EntryOf(model.Graph().Kind(model.KindPerson).SearchFields(properties())).Texts
	for i := range hosts {
		found := w.row(tb, fmt.Sprintf("SELECT coalesce((SELECT number FROM node WHERE id = '%s'), 0)", institution(i)), 1)
		w.institutions = append(w.institutions, found[0].(int64))
	}
	return w
}

func (w *sqlWriter) row(tb testing.TB, text string, columns int) []any {
	tb.Helper()
	values, into := make([]any, columns), make([]any, columns)
	for i := range values {
		into[i] = &values[i]
	}
	if err := w.db.QueryRowContext(tb.Context(), text).Scan(into...); err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	return values
}

func (w *sqlWriter) write(n int) attempt {
	return func(ctx context.Context) (func() []string, error) {
		if _, err := w.conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
			return nil, err
		}
		if err := w.rows(ctx, n); err != nil {
			_, _ = w.conn.ExecContext(ctx, "ROLLBACK")
			return nil, err
		}
		_, err := w.conn.ExecContext(ctx, "COMMIT")
		return nil, err
	}
}

// rows writes all rows of so many people and their stays.
func (w *sqlWriter) rows(ctx context.Context, n int) error {
	var node, edge, revision int64
	if err := w.conn.QueryRowContext(ctx, "SELECT (SELECT last FROM counter WHERE name = 'node'), (SELECT last FROM counter WHERE name = 'edge'), (SELECT last FROM counter WHERE name = 'revision')").
		Scan(&node, &edge, &revision); err != nil {
		return err
	}
	var nodes, edges, out, in, said, items [][]any
	for i, key := range w.next(n) {
		node, edge := node+int64(i)+1, edge+int64(i)+1
		id, at := "Person_"+key, w.institutions[i%hosts]
		edgeID := "AFFILIATED_WITH_" + key
		nodes = append(nodes, append([]any{node, id, w.place | node}, w.node[:7]...))
		said = append(said, []any{w.place | node, w.words[2], w.words[1], w.words[0], fmt.Sprint("k", w.node[0])})
		edges = append(edges, []any{edge, edgeID, node, at, w.edge[0], w.edge[1], w.edge[2], w.side[0], w.edge[3], w.edge[4]})
		out = append(out, []any{node, w.edge[0], w.side[0], at, edge, w.edge[2]})
		in = append(in, []any{at, w.edge[0], w.side[0], node, edge, w.edge[2]})
		items = append(items, []any{revision + 1, len(items), 0, "CREATED", "Person", "", id, "", "", 1}, []any{revision + 1, len(items) + 1, 0, "CREATED", "", "AFFILIATED_WITH", edgeID, id, string(institution(i)), 0})
	}
	for _, t := range []struct {
		text string
		rows [][]any
	}{
		{"INSERT INTO node (number, id, place, kind, visibility, version, created, updated, props, keys) VALUES ", nodes},
		{"INSERT INTO words (rowid, w3, w2, w1, kind) VALUES ", said},
		{"INSERT INTO edge (number, id, source, target, relation, visibility, level, sort, props, keys) VALUES ", edges},
		{"INSERT INTO out_edge (node, relation, sort, other, edge, level) VALUES ", out},
		{"INSERT INTO in_edge (node, relation, sort, other, edge, level) VALUES ", in},
		{"INSERT INTO change (revision, at, actor, bulk, counts) VALUES ", [][]any{{revision + 1, w.node[3], "bench", 0, "{}"}}},
		{"INSERT INTO change_item (revision, position, visibility, action, kind, relation, id, source, target, version) VALUES ", items},
		{"UPDATE counter SET last = CASE name WHEN 'node' THEN ?1 WHEN 'edge' THEN ?2 ELSE ?3 END", [][]any{{node + int64(n), edge + int64(n), revision + 1}}},
	} {
		if err := w.insert(ctx, t.text, t.rows); err != nil {
			return fmt.Errorf("%s: %w", t.text, err)
		}
	}
	return nil
}

// rowsAtOnce is how many rows a statement writes, where there are so many: each
// opens all indexes of its table.
const rowsAtOnce = 50

// insert writes rows, many to a statement, which is prepared once.
func (w *sqlWriter) insert(ctx context.Context, text string, rows [][]any) error {
	for len(rows) > 0 {
		n := 1
		if len(rows) >= rowsAtOnce {
			n = rowsAtOnce
		}
		whole := text
		if strings.HasSuffix(text, "VALUES ") {
			whole += strings.TrimSuffix(strings.Repeat("("+strings.TrimSuffix(strings.Repeat("?, ", len(rows[0])), ", ")+"), ", n), ", ")
		}
		stmt := w.statements[whole]
		if stmt == nil {
			var err error
			if stmt, err = w.conn.PrepareContext(ctx, whole); err != nil {
				return err
			}
			w.statements[whole] = stmt
		}
		var args []any
		for _, row := range rows[:n] {
			args = append(args, row...)
		}
		if _, err := stmt.ExecContext(ctx, args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}
