package sqlitestore

import (
	"context"
	"database/sql"
	"strconv"

	"innograph/kg"
	"innograph/store/changeset"
)

// Apply carries out a changeset in one transaction. What it refers to is read
// first, in a few statements; the changes are worked out in memory and then
// written.
func (s *Store) Apply(ctx context.Context, cs *kg.Changeset) (*kg.Receipt, error) {
	c, err := s.migrated()
	if err != nil {
		return nil, err
	}
	if err := cs.Check(); err != nil {
		return nil, err
	}
	var receipt *kg.Receipt
	err = s.write(ctx, func(ses *session) (err error) {
		t := &transaction{loader: loader{ctx: ctx, session: ses, catalog: c}, unwatched: context.WithoutCancel(ctx)}
		receipt, err = changeset.Run(c.model, t, cs)
		return err
	})
	if err != nil {
		return nil, err
	}
	receipt.Bookmark = bookmarkOf(int64(receipt.Revision))
	return receipt, nil
}

func bookmarkOf(revision int64) kg.Bookmark { return kg.Bookmark(strconv.FormatInt(revision, 10)) }

// A transaction is one changeset under way.
type transaction struct {
	loader
	unwatched context.Context // for the statements that write
}

var _ changeset.Transaction = (*transaction)(nil)

// Begin refuses to write where another program has brought the store to a model
// this one does not know: it would lose what that one has written.
func (t *transaction) Begin() (changeset.Numbers, error) {
	last, generation, err := loadNumbers(t.ctx, t.session)
	if err == nil && generation != t.catalog.generation {
		err = grownError(nil)
	}
	return last, err
}

// loadNumbers returns the last numbers given out, and what tells the stored
// model from others.
func loadNumbers(ctx context.Context, ses *session) (last changeset.Numbers, generation string, err error) {
	err = ses.query(ctx, counters, nil, func(rows *sql.Rows) error {
		return rows.Scan(&last.Node, &last.Edge, &last.Revision, &generation)
	})
	return last, generation, err
}

// Nodes reads whole nodes by id.
func (t *transaction) Nodes(ids []kg.ID, found func(*kg.Node)) error {
	return t.nodes(loadNodes, func(n *kg.Node) error {
		found(n)
		return nil
	}, string(appendTexts(nil, ids)))
}

// Heads reads the heads of nodes by id.
func (t *transaction) Heads(ids []kg.ID, found func(*kg.Node)) error {
	return t.heads(loadHeads, found, string(appendTexts(nil, ids)))
}

// Edges reads whole edges by id.
func (t *transaction) Edges(ids []kg.ID, found func(*changeset.Edge)) error {
	return t.edgesBy(loadEdges, appendTexts(nil, ids), found)
}

// EdgesAt reads the whole edges at nodes.
func (t *transaction) EdgesAt(nodes []int64, found func(*changeset.Edge)) error {
	return t.edgesBy(loadEdgesAt, appendNumbers(nil, nodes), found)
}

func (t *transaction) edgesBy(text string, wanted []byte, found func(*changeset.Edge)) error {
	return t.edges(text, func(e *changeset.Edge) error {
		found(e)
		return nil
	}, string(wanted))
}

// TakenNodes tells which numbers are those of nodes.
func (t *transaction) TakenNodes(numbers []int64, found func(int64)) error {
	return t.numbers(takenNodes, found, string(appendNumbers(nil, numbers)))
}

// TakenEdges tells which numbers are those of edges.
func (t *transaction) TakenEdges(numbers []int64, found func(int64)) error {
	return t.numbers(takenEdges, found, string(appendNumbers(nil, numbers)))
}

// numbers calls found with the numbers that a text finds.
func (t *transaction) numbers(text string, found func(int64), args ...any) error {
	return t.session.query(t.ctx, text, args, func(rows *sql.Rows) error {
		var number int64
		if err := rows.Scan(&number); err != nil {
			return err
		}
		found(number)
		return nil
	})
}

// Holders tells who holds identifiers.
func (t *transaction) Holders(of []kg.Identifier, found func(kg.Identifier, kg.ID)) error {
	return t.holders(of, found)
}

// Parties tells the ids that stand for parties of nodes.
func (t *transaction) Parties(nodes []int64, found func(int64, kg.ID)) error {
	return t.session.query(t.ctx, loadParties, []any{string(appendNumbers(nil, nodes))}, func(rows *sql.Rows) error {
		var number int64
		var id kg.ID
		if err := rows.Scan(&number, &id); err != nil {
			return err
		}
		found(number, id)
		return nil
	})
}

// Crowded tells a node with too many edges.
func (t *transaction) Crowded(r *kg.Relation, end kg.EdgeEnd, nodes []int64, most int) (crowded int64, err error) {
	text := countOutDegree
	if end == kg.ToEnd {
		text = countInDegree
	}
	err = t.numbers(text, func(number int64) { crowded = number }, string(appendNumbers(nil, nodes)), t.catalog.relationNumber(r), most)
	return crowded, err
}

// exec runs a writing statement. It is not watched over for the caller's going
// away, which costs more than the statement; that is asked between statements.
func (t *transaction) exec(text string, args ...any) error {
	if err := t.ctx.Err(); err != nil {
		return err
	}
	return t.session.exec(t.unwatched, text, args...)
}

func (t *transaction) bulk(text *bulkText) *bulk { return &bulk{text: text, exec: t.exec} }

// each runs a statement on the JSON array of some numbers, if there are any.
func (t *transaction) each(text string, numbers []int64, more ...any) error {
	if len(numbers) == 0 {
		return nil
	}
	return t.exec(text, append([]any{string(appendNumbers(nil, numbers))}, more...)...)
}
