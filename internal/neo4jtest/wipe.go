package neo4jtest

import (
	"context"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/neo4jtest/launcher"
)

// Wipe removes all that is in the database: edges and nodes, in transactions of
// bounded size, then constraints, and indexes save those of labels and types
// that every new database has. The names of labels, types and properties stay
// known to the server, which no statement shows.
func Wipe(ctx context.Context, driver neo4j.DriverWithContext) error {
	session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: launcher.Database})
	defer session.Close(ctx)
	for _, statement := range []string{
		"MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 20000 ROWS",
		"MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 20000 ROWS",
	} {
		if _, err := list(ctx, session, statement); err != nil {
			return err
		}
	}
	for _, schema := range []struct{ list, drop string }{
		{"SHOW CONSTRAINTS YIELD name", "DROP CONSTRAINT"},
		{"SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name", "DROP INDEX"},
	} {
		names, err := list(ctx, session, schema.list)
		if err != nil {
			return err
		}
		for _, name := range names {
			quoted := "`" + strings.ReplaceAll(name, "`", "``") + "`"
			if _, err := list(ctx, session, schema.drop+" "+quoted+" IF EXISTS"); err != nil {
				return err
			}
		}
	}
	return nil
}

// list runs a statement and returns the texts in its only column, if any.
func list(ctx context.Context, session neo4j.SessionWithContext, statement string) ([]string, error) {
	result, err := session.Run(ctx, statement, nil)
	if err != nil {
		return nil, err
	}
	records, err := result.Collect(ctx)
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, record := range records {
		text, _ := record.Values[0].(string)
		texts = append(texts, text)
	}
	return texts, nil
}
