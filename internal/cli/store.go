package cli

import (
	"context"
	"errors"

	"innograph/kg"
	"innograph/model"
	"innograph/store"
)

// A storeFlag says which store is used.
type storeFlag struct {
	Store string `default:"sqlite:innograph.db" env:"INNOGRAPH_STORE" placeholder:"URL" help:"The store: sqlite: and the path of a file, which is created when it is not there, or a Neo4j database, such as neo4j://neo4j@localhost:7687, with its password in INNOGRAPH_NEO4J_PASSWORD. ${default} unless given."`
}

// name is how messages call the store, without what is secret.
func (f storeFlag) name() string { return store.Name(f.Store) }

// open opens the store and brings its layout up to date.
func (f storeFlag) open(ctx context.Context) (kg.Store, error) {
	return f.openBy(ctx, store.Open)
}

// openExisting is open for who has nothing to do with a store that is not there.
func (f storeFlag) openExisting(ctx context.Context) (kg.Store, error) {
	return f.openBy(ctx, store.OpenExisting)
}

func (f storeFlag) openBy(ctx context.Context, by func(context.Context, string, *kg.Model) (kg.Store, error)) (kg.Store, error) {
	s, err := by(ctx, f.Store, model.Graph())
	if err != nil {
		return nil, err
	}
	if err := s.Migrate(ctx); err != nil {
		return nil, errors.Join(err, s.Close(ctx))
	}
	return s, nil
}

// isEmpty tells whether a store holds nothing.
func isEmpty(ctx context.Context, s kg.Store) (bool, error) {
	m := model.Graph()
	kinds := make([]string, len(m.Kinds))
	for i := range m.Kinds {
		kinds[i] = m.Kinds[i].Name
	}
	found, err := s.Reader(kg.System).Read(ctx, &kg.Query{Start: kg.Start{List: &kg.List{Kinds: kinds, Page: kg.Page{Limit: 1}}}})
	if err != nil {
		return false, err
	}
	return len(found.Root.Rows) == 0, nil
}
