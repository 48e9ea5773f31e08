package neo4jstore

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

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
	if err != nil {
		return err
	}
	worthwhile := func(err error, _ time.Time) bool { return isRetryable(err) || isForestalled(err) }
	if err := s.while(ctx, worthwhile, func() error { return m.once(ctx) }); err != nil {
		return s.failure(ctx, err)
	}
	s.generation.Store(&m.generation)
	return nil
}

// once migrates, if there is anything to do.
func (m *migration) once(ctx context.Context) error {
	if err := m.look(ctx); err != nil || m.settled() {
		return err
	}
	if err := m.store.beginWriting(ctx); err != nil {
		return err
	}
	defer m.store.endWriting()
	return m.run(ctx)
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
		return m.begin(ctx, run)
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

// underway stands in place of rules, and beside the labels of nodes, that are being
// changed. No program has it, so that whoever migrates next changes all of them again.
const underway = "InnographUnderway"

// begin says from which models to which the store is on its way.
func (m *migration) begin(ctx context.Context, run runner) error {
	labels, err := json.Marshal(m.labelsMeanwhile())
	if err != nil {
		return err
	}
	changed := func(was, now string) string {
		if was == "" || was == now {
			return was
		}
		return underway
	}
	return run(ctx, setFacts, map[string]any{"facts": map[string]any{
		"generation": "", "model": m.modelText, "before": append(m.found.beforeText, m.found.modelText), "labels": string(labels),
		"collation": changed(m.found.collation, text.Collation), "words": changed(m.found.words, wordRules),
	}}, nil)
}

// labelsMeanwhile returns the labels that the nodes of each kind may have until the
// migration has ended.
func (m *migration) labelsMeanwhile() map[string][]string {
	all := maps.Clone(m.found.labels)
	for kind, was := range m.found.labels {
		now, ok := m.labels[kind]
		if !ok || slices.Equal(was, now) {
			continue
		}
		either := slices.Clone(was)
		for _, label := range append(slices.Clone(now), underway) {
			if !slices.Contains(either, label) {
				either = append(either, label)
			}
		}
		all[kind] = either
	}
	return all
}

// end makes the program's model that of the store.
func (m *migration) end(ctx context.Context, run runner) error {
	return run(ctx, setFacts, map[string]any{"facts": map[string]any{
		"layout": layoutVersion, "model": m.modelText, "before": []string{}, "generation": m.generation,
		"collation": text.Collation, "words": wordRules, "labels": m.labelsText,
	}}, nil)
}
