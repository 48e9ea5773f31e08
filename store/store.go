// Package store opens the graph a URL names. It is the one place that knows
// which engines there are.
package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"innograph/kg"
	"innograph/store/neo4jstore"
	"innograph/store/sqlitestore"
)

// Open opens the store at a URL: "sqlite:" and the path of a file, which is
// created when it is not there, "sqlite::memory:" for one that ends with the
// program, or the address of a Neo4j database, such as
// neo4j://user@host:7687/database. The store's layout is left as it is: Migrate
// comes next. An unknown scheme is kg.ErrInvalid.
func Open(ctx context.Context, url string, model *kg.Model) (kg.Store, error) {
	return open(ctx, url, model, neo4jstore.Open)
}

func open(ctx context.Context, url string, model *kg.Model, neo4j func(context.Context, string, *kg.Model) (*neo4jstore.Store, error)) (kg.Store, error) {
	scheme, rest, ok := strings.Cut(url, ":")
	switch {
	case neo4jstore.IsURL(url):
		s, err := neo4j(ctx, url, model)
		if err != nil {
			return nil, err
		}
		return s, nil
	case ok && scheme == "sqlite" && rest != "":
		s, err := sqlitestore.Open(ctx, rest, model)
		if err != nil {
			return nil, err
		}
		return s, nil
	default:
		return nil, kg.Invalid(Name(url), "this names no store; write sqlite: and the path of a file, such as sqlite:innograph.db, or the address of a Neo4j database, such as neo4j://neo4j@localhost:7687")
	}
}

// OpenExisting is Open for a store that is there already. One that is not stays
// away, and is kg.ErrInvalid.
func OpenExisting(ctx context.Context, url string, model *kg.Model) (kg.Store, error) {
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return nil, kg.Invalid(url, "there is no such store; correct the name, or fill it first: innograph serve and innograph import do")
		}
	}
	return open(ctx, url, model, neo4jstore.OpenExisting)
}

// Name is how messages call the store at a URL: without what may be a password.
func Name(url string) string {
	if neo4jstore.IsURL(url) {
		return neo4jstore.Name(url)
	}
	scheme, _, _ := strings.Cut(url, ":")
	if strings.Contains(url, "@") && scheme != "sqlite" {
		return scheme + ":…"
	}
	return url
}
