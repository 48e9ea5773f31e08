package neo4jstore

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"innograph/kg"
	"innograph/store/changeset"
)

// mostItems is how many nodes and edges a changeset may have. The server keeps all that
// a transaction has changed in its memory, some kilobytes each: near its limit it does
// little but collect garbage, and everybody waits for a minute until it gives up.
const mostItems = 100_000

// Apply carries out a changeset in one transaction. Writers take turns: those of this
// program in the order in which they came, those of all programs by the lock on the
// counters. A turn is one try, so that while the database is away nobody waits for the
// others to find that out.
//
// Where the connection is lost it is tried again. Whether what was lost while it was
// committed has been done tells the entry of the log, which says whose attempt made
// it.
func (s *Store) Apply(ctx context.Context, cs *kg.Changeset) (*kg.Receipt, error) {
	generation, err := s.migrated()
	if err != nil {
		return nil, err
	}
	if err := cs.Check(); err != nil {
		return nil, err
	}
	if items := len(cs.Nodes) + len(cs.Edges); items > mostItems {
		return nil, &kg.Error{Kind: kg.ErrTooLarge, Subject: "changeset",
			Reason: fmt.Sprintf("it has %d nodes and edges, and a Neo4j database gets at most %d at once; write them in parts", items, mostItems)}
	}
	if err := s.lifetime.Enter(); err != nil {
		return nil, err
	}
	defer s.lifetime.Leave()
	a := &application{store: s, changeset: cs, generation: generation, attempt: rand.Text()}
	return a.run(ctx)
}

// An application is one Apply under way.
type application struct {
	store      *Store
	changeset  *kg.Changeset
	generation string // of the model that the store is to have
	attempt    string // tells its entry of the log from those of others

	doubtful *kg.Receipt // of what may have been committed
}

func (a *application) run(ctx context.Context) (*kg.Receipt, error) {
	var receipt *kg.Receipt
	err := a.store.again(ctx, func() (err error) {
		receipt, err = a.once(ctx)
		return err
	})
	if err == nil {
		return receipt, nil
	}
	err = a.store.failure(ctx, err)
	var told *kg.Error
	if a.doubtful != nil && errors.As(err, &told) && errors.Is(err, kg.ErrUnavailable) {
		return nil, &kg.Error{Kind: kg.ErrUnavailable, Subject: told.Subject, Cause: err,
			Reason: told.Reason + "; whether the change has been made is not known: look, or send it again under the same key"}
	}
	return nil, err
}

// once carries out the changeset, unless that has been done.
func (a *application) once(ctx context.Context) (*kg.Receipt, error) {
	if err := a.store.beginWriting(ctx); err != nil {
		return nil, err
	}
	defer a.store.endWriting()
	var receipt *kg.Receipt
	done := false
	bookmarks, err := a.store.transact(ctx, "Apply", func(run runner) (err error) {
		t := &transaction{loader: loader{ctx: ctx, run: run, catalog: a.store.catalog}, of: a}
		if done, err = t.done(); err != nil || done {
			return err
		}
		receipt, err = changeset.Run(t.catalog.model, t, a.changeset)
		return err
	})
	if done {
		receipt = a.doubtful
	}
	if err != nil {
		var commit *commitError
		if errors.As(err, &commit) && receipt.Counts.Changed() {
			a.doubtful = receipt
		}
		return nil, err
	}
	a.store.entire.reached(int64(receipt.Revision))
	receipt.Bookmark = bookmarkOf(receipt.Revision, bookmarks)
	return receipt, nil
}

// A transaction is one changeset under way.
type transaction struct {
	loader
	of   *application
	last changeset.Numbers
}

var _ changeset.Transaction = (*transaction)(nil)

// done takes the lock, and reports whether an earlier attempt has been committed.
func (t *transaction) done() (bool, error) {
	met, generation := false, ""
	err := t.run(t.ctx, lock, nil, func(columns []any) (err error) {
		met = true
		for i, n := range []*int64{&t.last.Node, &t.last.Edge, &t.last.Revision} {
			if *n, err = integer("a counter", columns[i]); err != nil {
				return err
			}
		}
		generation, _ = columns[3].(string)
		return nil
	})
	switch {
	case err != nil:
		return false, err
	case !met:
		return false, t.of.store.emptiedError()
	case generation != t.of.generation:
		return false, anotherModel()
	case t.of.doubtful == nil:
		return false, nil
	}
	// Who has the lock finds the attempt before ended, one way or the other.
	done := false
	err = t.run(t.ctx, findChange, map[string]any{"revision": int64(t.of.doubtful.Revision)}, func(columns []any) error {
		done = columns[0] == t.of.attempt
		return nil
	})
	if err == nil && !done {
		t.of.doubtful = nil
	}
	return done, err
}

// Begin returns the last numbers. The lock has been taken.
func (t *transaction) Begin() (changeset.Numbers, error) { return t.last, nil }

// Nodes reads whole nodes by id.
func (t *transaction) Nodes(ids []kg.ID, found func(*kg.Node)) error {
	return t.nodes(loadNodes, map[string]any{"ids": textsFrom(ids)}, func(n *kg.Node) error {
		found(n)
		return nil
	})
}

// Heads reads the heads of nodes by id.
func (t *transaction) Heads(ids []kg.ID, found func(*kg.Node)) error {
	return t.run(t.ctx, loadHeads, map[string]any{"ids": textsFrom(ids)}, func(columns []any) error {
		labels, _ := columns[2].([]any)
		k, err := t.catalog.kind(labels)
		if err != nil {
			return err
		}
		id, okID := columns[0].(string)
		number, okNumber := columns[1].(int64)
		level, okLevel := columns[3].(int64)
		version, okVersion := columns[4].(int64)
		if !okID || !okNumber || !okLevel || !okVersion || level < 0 || level > int64(kg.Parties) {
			return damagedError("a fact of "+k.Name+" "+id, nil)
		}
		found(&kg.Node{ID: kg.ID(id), Number: number, Kind: k.Name, Visibility: kg.Visibility(level), Version: version})
		return nil
	})
}

// Edges reads whole edges by id. An id tells the relation.
func (t *transaction) Edges(ids []kg.ID, found func(*changeset.Edge)) error {
	var relations []*kg.Relation
	byRelation := map[*kg.Relation][]kg.ID{}
	for _, id := range ids {
		r := t.catalog.model.Relation(string(id[:max(0, strings.LastIndexByte(string(id), '_'))]))
		if r == nil {
			continue
		}
		if byRelation[r] == nil {
			relations = append(relations, r)
		}
		byRelation[r] = append(byRelation[r], id)
	}
	for _, r := range relations {
		if err := t.edgesBy(loadEdges.of(r.Name), map[string]any{"ids": textsFrom(byRelation[r])}, found); err != nil {
			return err
		}
	}
	return nil
}

// EdgesAt reads the whole edges at nodes.
func (t *transaction) EdgesAt(nodes []int64, found func(*changeset.Edge)) error {
	return t.edgesBy(loadEdgesAt, map[string]any{"nodes": nodes}, found)
}

func (t *transaction) edgesBy(text string, parameters map[string]any, found func(*changeset.Edge)) error {
	return t.edges(text, parameters, func(e *changeset.Edge) error {
		found(e)
		return nil
	})
}

// TakenNodes tells which numbers are those of nodes.
func (t *transaction) TakenNodes(numbers []int64, found func(int64)) error {
	return t.numbers(takenNodes, map[string]any{"numbers": numbers}, found)
}

// TakenEdges tells which numbers are those of edges, relation by relation.
func (t *transaction) TakenEdges(numbers []int64, found func(int64)) error {
	for i := range t.catalog.model.Relations {
		if err := t.numbers(takenEdges.of(t.catalog.model.Relations[i].Name), map[string]any{"numbers": numbers}, found); err != nil {
			return err
		}
	}
	return nil
}

// numbers calls found with the numbers that a text finds.
func (t *transaction) numbers(text string, parameters map[string]any, found func(int64)) error {
	return t.run(t.ctx, text, parameters, func(columns []any) error {
		number, err := integer("a number", columns[0])
		found(number)
		return err
	})
}

// Holders tells who holds identifiers.
func (t *transaction) Holders(of []kg.Identifier, found func(kg.Identifier, kg.ID)) error {
	return t.holders(of, found)
}

// Parties tells the ids that stand for parties of nodes.
func (t *transaction) Parties(nodes []int64, found func(int64, kg.ID)) error {
	return t.run(t.ctx, t.catalog.parties, map[string]any{"nodes": nodes}, func(columns []any) error {
		number, err := integer("a number", columns[0])
		if err != nil {
			return err
		}
		former, _ := columns[2].([]any)
		for _, id := range append(former, columns[1]) {
			s, ok := id.(string)
			if !ok {
				return damagedError("the id of a party", id)
			}
			found(number, kg.ID(s))
		}
		return nil
	})
}

// Crowded tells a node with too many edges.
func (t *transaction) Crowded(r *kg.Relation, end kg.EdgeEnd, nodes []int64, most int) (crowded int64, err error) {
	text := crowdedOut
	if end == kg.ToEnd {
		text = crowdedIn
	}
	err = t.numbers(text.of(r.Name), map[string]any{"nodes": nodes, "most": most}, func(number int64) { crowded = number })
	return crowded, err
}
