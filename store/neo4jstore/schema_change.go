package neo4jstore

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// A schemaFact is an index there is.
type schemaFact struct {
	name       string
	constrains bool // it belongs to a constraint
	serves     bool // it has been filled
	failed     bool
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
