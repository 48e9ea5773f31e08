package neo4jstore

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"innograph/kg"
	"innograph/kg/text"
	"innograph/store/layout"
)

// layoutVersion numbers how nodes and edges are stored. A program knows its own and
// those before.
const layoutVersion = 1

// wordRules names what stands in the words of nodes. When it changes, they are
// written anew.
const wordRules = "1; " + text.TokenRules

// Migrate brings the database to this program's constraints, indexes, model and sort
// keys. Where nothing is to be done it only reads. It refuses a store that a newer
// program has written, and a database that holds something else.
//
// Neo4j can change its schema and its data in no common transaction, and a large
// graph not in one at all. So what comes is made first; then, where records are to be
// written anew, the store is closed to writers and says from which model to which it
// is on its way; whoever migrates next goes on from there.
func (s *Store) Migrate(ctx context.Context) error {
	if err := s.lifetime.Enter(); err != nil {
		return err
	}
	defer s.lifetime.Leave()
	m, err := newMigration(s)
	if err == nil {
		err = m.look(ctx)
	}
	if err == nil && !m.settled() {
		if err = s.takeTurn(ctx); err == nil {
			err = m.run(ctx)
			s.endTurn()
		}
	}
	if err != nil {
		return s.failure(ctx, err)
	}
	s.generation.Store(&m.generation)
	return nil
}

// migrated returns what the store's model is told by, without which no call can be
// answered.
func (s *Store) migrated() (generation string, err error) {
	if g := s.generation.Load(); g != nil {
		return *g, nil
	}
	return "", &kg.Error{Kind: kg.ErrUnavailable, Subject: s.name(), Reason: "the store has not been migrated; call Migrate after Open"}
}

// anotherModel tells that the database has been brought, or is being brought, to
// another model.
func anotherModel() error {
	return &kg.Error{Kind: kg.ErrUnavailable, Subject: "store",
		Reason: "another program has brought the store to another model, or is about to; start this one again"}
}

// migration is one Migrate under way.
type migration struct {
	store      *Store
	wanted     *layout.Model
	modelText  string
	labels     map[string][]string // of the nodes of each kind
	labelsText string
	generation string

	anything bool         // the database is not empty
	found    *facts       // what the store says of itself; nil: there is none
	schema   []schemaFact // the constraints and indexes there are
}

// facts are what a store says of itself.
type facts struct {
	model      *layout.Model
	modelText  string
	before     []*layout.Model // those of migrations that have not ended
	beforeText []string
	generation string
	collation  string
	words      string
	labels     map[string][]string
}

// A schemaFact is an index there is.
type schemaFact struct {
	name       string
	constrains bool // it belongs to a constraint
	serves     bool // it has been filled
	failed     bool
}

func newMigration(s *Store) (*migration, error) {
	m := &migration{store: s, wanted: layout.ModelOf(s.catalog.model), labels: map[string][]string{}}
	for i := range s.catalog.model.Kinds {
		k := &s.catalog.model.Kinds[i]
		m.labels[k.Name] = s.catalog.labelsOf(k)
	}
	labels, err := json.Marshal(m.labels)
	if err != nil {
		return nil, err
	}
	m.labelsText = string(labels)
	m.modelText, m.generation, err = m.wanted.Encode(text.Collation, wordRules, m.labelsText)
	return m, err
}

// look reads what is there, and refuses what is not for this program.
func (m *migration) look(ctx context.Context) error {
	err := m.store.read(ctx, "Migrate", nil, func(run runner) error {
		if err := m.readFacts(ctx, run); err != nil {
			return err
		}
		m.schema = nil
		return run(ctx, schemaText, nil, func(columns []any) error {
			name, _ := columns[0].(string)
			constrains, _ := columns[2].(bool)
			m.schema = append(m.schema, schemaFact{name, constrains, columns[1] == "ONLINE", columns[1] == "FAILED"})
			return nil
		})
	})
	if err != nil {
		return err
	}
	return m.check()
}

func (m *migration) readFacts(ctx context.Context, run runner) error {
	m.found, m.anything = nil, false
	err := run(ctx, anything, nil, func([]any) error {
		m.anything = true
		return nil
	})
	if err != nil {
		return err
	}
	return run(ctx, meta, nil, func(columns []any) (err error) {
		m.found, err = m.store.factsOf(columns)
		return err
	})
}

// factsOf reads the columns of meta.cypher.
func (s *Store) factsOf(columns []any) (*facts, error) {
	version, ok := columns[0].(int64)
	if !ok {
		return nil, damagedError("the version of the layout", columns[0])
	}
	if version > layoutVersion {
		return nil, kg.Invalid(s.name(), "its layout is of version %d and this program knows %d; use a newer program", version, layoutVersion)
	}
	f := &facts{}
	f.modelText, _ = columns[1].(string)
	f.generation, _ = columns[3].(string)
	f.collation, _ = columns[4].(string)
	f.words, _ = columns[5].(string)
	before, _ := columns[2].([]any)
	var err error
	if f.model, err = layout.DecodeModel(f.modelText); err != nil {
		return nil, damagedError("the model", columns[1])
	}
	for _, b := range before {
		text, _ := b.(string)
		decoded, err := layout.DecodeModel(text)
		if err != nil {
			return nil, damagedError("a model", b)
		}
		f.before, f.beforeText = append(f.before, decoded), append(f.beforeText, text)
	}
	if labels, _ := columns[6].(string); labels != "" {
		if err := json.Unmarshal([]byte(labels), &f.labels); err != nil {
			return nil, damagedError("the labels", columns[6])
		}
	}
	return f, nil
}

// check refuses what is not for this program.
func (m *migration) check() error {
	switch {
	case m.found != nil:
		for _, stored := range append(m.found.before, m.found.model) {
			if err := stored.Check(m.store.name(), m.wanted); err != nil {
				return err
			}
		}
		return nil
	case m.anything && !m.store.address.adopt:
		return kg.Invalid(m.store.name(), "the database holds a graph of another program; name an empty one, or add ?adopt=true to the address to keep both in it")
	default:
		return nil
	}
}

// settled reports whether nothing is to be done.
func (m *migration) settled() bool {
	missing, needless := m.compareSchema()
	return m.found != nil && m.found.generation == m.generation && len(missing) == 0 && len(needless) == 0 && m.serves()
}

// compareSchema tells which constraints and indexes are missing, and which are no
// longer wanted, have failed, or were to belong to a constraint that was not made.
func (m *migration) compareSchema() (missing []schemaItem, needless []schemaFact) {
	is := func(f schemaFact, i schemaItem) bool {
		return f.name == i.name && !f.failed && f.constrains == i.constrains
	}
	wanted := m.store.catalog.wantedSchema()
	for _, item := range wanted {
		if !slices.ContainsFunc(m.schema, func(f schemaFact) bool { return is(f, item) }) {
			missing = append(missing, item)
		}
	}
	for _, f := range m.schema {
		if !slices.ContainsFunc(wanted, func(i schemaItem) bool { return is(f, i) }) {
			needless = append(needless, f)
		}
	}
	return missing, needless
}

// serves reports whether all indexes there are have been filled.
func (m *migration) serves() bool {
	return !slices.ContainsFunc(m.schema, func(f schemaFact) bool { return !f.serves })
}

// run does what is to be done, as long as no other call of this program writes.
func (m *migration) run(ctx context.Context) error {
	if err := m.changeSchema(ctx); err != nil {
		return err
	}
	var plan *rebuild
	err := m.transact(ctx, func(run runner) error {
		// Another program may have been here since look.
		if err := run(ctx, createMeta, map[string]any{"layout": layoutVersion, "model": m.modelText}, nil); err != nil {
			return err
		}
		if err := run(ctx, lock, nil, nil); err != nil {
			return err
		}
		if err := m.readFacts(ctx, run); err != nil {
			return err
		}
		if err := m.check(); err != nil {
			return err
		}
		if plan = m.plan(); plan == nil {
			return m.end(ctx, run)
		}
		before := append(m.found.beforeText, m.found.modelText)
		return run(ctx, beginMigration, map[string]any{"model": m.modelText, "before": before}, nil)
	})
	if err != nil || plan == nil {
		return err
	}
	if err := plan.run(ctx); err != nil {
		return err
	}
	return m.transact(ctx, func(run runner) error { return m.end(ctx, run) })
}

func (m *migration) transact(ctx context.Context, fn func(runner) error) error {
	_, err := m.store.transact(ctx, "Migrate", fn)
	return err
}

// end makes the program's model that of the store.
func (m *migration) end(ctx context.Context, run runner) error {
	return run(ctx, endMigration, map[string]any{"facts": map[string]any{
		"layout": layoutVersion, "model": m.modelText, "before": []string{}, "generation": m.generation,
		"collation": text.Collation, "words": wordRules, "labels": m.labelsText,
	}}, nil)
}

// changeSchema makes the constraints and indexes that are missing, takes away those
// that are needless, and waits until all serve, whoever made them.
func (m *migration) changeSchema(ctx context.Context) error {
	missing, needless := m.compareSchema()
	if len(missing)+len(needless) > 0 {
		if err := m.transact(ctx, func(run runner) error { return replaceSchema(ctx, run, missing, needless) }); err != nil {
			return err
		}
	} else if m.serves() {
		return nil
	}
	// However large the graph is: only the caller's time ends it.
	return m.transact(ctx, func(run runner) error { return run(ctx, "CALL db.awaitIndexes(1000000)", nil, nil) })
}

func replaceSchema(ctx context.Context, run runner, missing []schemaItem, needless []schemaFact) error {
	for _, f := range needless {
		what := "INDEX"
		if f.constrains {
			what = "CONSTRAINT"
		}
		if err := run(ctx, fmt.Sprintf("DROP %s `%s` IF EXISTS", what, strings.ReplaceAll(f.name, "`", "``")), nil, nil); err != nil {
			return err
		}
	}
	for _, item := range missing {
		if err := run(ctx, item.text, nil, nil); err != nil {
			return err
		}
	}
	return nil
}
