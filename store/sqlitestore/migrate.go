package sqlitestore

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"strconv"

	"innograph/kg"
	"innograph/kg/text"
	"innograph/store/layout"
)

//go:embed sql/migrations/*.sql
var migrations embed.FS

// The keys of the table meta.
const (
	metaModel      = "model"
	metaGeneration = "generation" // tells one stored model, and the rules below, from another
	metaCollation  = "collation"  // rules of the sort keys
	metaWords      = "words"      // rules of the table words
)

// Migrate brings the file to this program's layout, model, indexes and sort
// keys, in one transaction. Where nothing is to be done it only reads. It
// refuses a store that a newer program has written.
func (s *Store) Migrate(ctx context.Context) error {
	wanted := layout.ModelOf(s.model)
	modelText, generation, err := wanted.Encode(text.Collation, wordRules)
	if err != nil {
		return s.failure(ctx, err)
	}
	steps, err := migrationTexts()
	if err != nil {
		return s.failure(ctx, err)
	}
	m := &migration{store: s, steps: steps, wanted: wanted, modelText: modelText, generation: generation}
	err = s.read(ctx, true, func(ses *session) error { return m.look(ctx, ses) })
	if err == nil && !m.settled {
		err = s.write(ctx, func(ses *session) error { return m.run(ctx, ses) })
	}
	if err != nil {
		return err
	}
	s.catalog.Store(m.catalog)
	return nil
}

// migrated returns the catalog, without which no call can be answered.
func (s *Store) migrated() (*catalog, error) {
	if c := s.catalog.Load(); c != nil {
		return c, nil
	}
	return nil, &kg.Error{Kind: kg.ErrUnavailable, Subject: s.name(), Reason: "the store has not been migrated; call Migrate after Open"}
}

// migrationTexts returns the numbered steps of the layout, in order.
func migrationTexts() ([]string, error) {
	const folder = "sql/migrations"
	files, err := migrations.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var steps []string
	for i, file := range files { // sorted by name
		if number, err := strconv.Atoi(file.Name()[:4]); err != nil || number != i+1 {
			return nil, fmt.Errorf("migration %s: number %d is missing", file.Name(), i+1)
		}
		b, err := migrations.ReadFile(folder + "/" + file.Name())
		if err != nil {
			return nil, err
		}
		steps = append(steps, string(b))
	}
	return steps, nil
}

// migration is one Migrate under way.
type migration struct {
	store      *Store
	steps      []string
	wanted     *layout.Model
	modelText  string
	generation string

	settled bool // nothing is to be done
	catalog *catalog
}

// look finds out whether anything is to be done.
func (m *migration) look(ctx context.Context, ses *session) error {
	version, err := pragma(ctx, ses, "user_version")
	if err != nil || version == 0 {
		return err
	}
	if err := m.checkVersion(version); err != nil {
		return err
	}
	generation, err := meta(ctx, ses, metaGeneration)
	if err != nil || version < int64(len(m.steps)) || generation != m.generation {
		return err
	}
	if m.catalog, err = loadCatalog(ctx, ses, m.store.model); err != nil {
		return err
	}
	present, err := presentIndexes(ctx, ses)
	m.settled = hasIndexes(present, m.catalog.wantedIndexes())
	return err
}

// checkVersion refuses the layout of a newer program.
func (m *migration) checkVersion(version int64) error {
	if version > int64(len(m.steps)) {
		return kg.Invalid(m.store.name(), "its layout is of version %d and this program knows %d; use a newer program", version, len(m.steps))
	}
	return nil
}

// run does what is to be done, under the write lock. Another program may have
// been here since look.
func (m *migration) run(ctx context.Context, ses *session) error {
	version, err := pragma(ctx, ses, "user_version")
	if err != nil {
		return err
	}
	if err := m.checkVersion(version); err != nil {
		return err
	}
	for i := int(version); i < len(m.steps); i++ {
		if err := ses.script(ctx, m.steps[i]); err != nil {
			return fmt.Errorf("migration %d: %w", i+1, err)
		}
	}
	if err := ses.script(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(m.steps))); err != nil {
		return err
	}
	stored := &layout.Model{}
	if version > 0 {
		modelText, err := meta(ctx, ses, metaModel)
		if err != nil {
			return err
		}
		if stored, err = layout.DecodeModel(modelText); err != nil {
			return &kg.Error{Kind: kg.ErrDamaged, Subject: m.store.name(), Cause: err,
				Reason: "the model in the file cannot be read, so that the file is damaged; put back a copy of it"}
		}
	}
	if err := stored.Check(m.store.name(), m.wanted); err != nil {
		return err
	}
	return m.adopt(ctx, ses, stored)
}

// adopt makes the program's model that of the store, which had another or none.
func (m *migration) adopt(ctx context.Context, ses *session, stored *layout.Model) error {
	collation, err := meta(ctx, ses, metaCollation)
	if err != nil {
		return err
	}
	words, err := meta(ctx, ses, metaWords)
	if err != nil {
		return err
	}
	for _, k := range m.wanted.Kinds {
		if err := ses.exec(ctx, "INSERT INTO kind (name) VALUES (?) ON CONFLICT DO NOTHING", k.Name); err != nil {
			return err
		}
	}
	for _, r := range m.wanted.Relations {
		err := ses.exec(ctx, "INSERT INTO relation (name, party_end) VALUES (?, ?) ON CONFLICT DO UPDATE SET party_end = excluded.party_end", r.Name, int(r.Party))
		if err != nil {
			return err
		}
	}
	for _, kv := range [][2]string{
		{metaModel, m.modelText}, {metaGeneration, m.generation}, {metaCollation, text.Collation}, {metaWords, wordRules},
	} {
		if err := ses.exec(ctx, "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", kv[0], kv[1]); err != nil {
			return err
		}
	}
	if m.catalog, err = loadCatalog(ctx, ses, m.store.model); err != nil {
		return err
	}
	rebuilding := &rebuild{loader: loader{ctx: ctx, session: ses, catalog: m.catalog}, collation: collation != "" && collation != text.Collation, words: words != wordRules}
	if err := rebuilding.run(stored, m.wanted); err != nil {
		return err
	}
	return migrateIndexes(ctx, ses, m.catalog)
}

// meta returns a value of the table meta, or "".
func meta(ctx context.Context, ses *session, key string) (value string, err error) {
	err = ses.query(ctx, "SELECT value FROM meta WHERE key = ?", []any{key}, func(rows *sql.Rows) error { return rows.Scan(&value) })
	return value, err
}

func pragma(ctx context.Context, ses *session, name string) (value int64, err error) {
	err = ses.query(ctx, "PRAGMA "+name, nil, func(rows *sql.Rows) error { return rows.Scan(&value) })
	return value, err
}
