package neo4jtest

import (
	"context"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/neo4jtest/launcher"
)

// Clear removes all nodes and edges, in transactions of bounded size.
func Clear(ctx context.Context, driver neo4j.DriverWithContext) error {
	session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: launcher.Database})
	defer session.Close(ctx)
	for _, statement := range []string{
		"MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 20000 ROWS",
		"MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 20000 ROWS",
	} {
		result, err := session.Run(ctx, statement, nil)
		if err != nil {
			return err
		}
		if _, err := result.Consume(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Wipe removes all that is in the database: nodes and edges, constraints, and
// indexes save those of labels and types that every new database has. The names
// of labels, types and properties stay known to the server, which no statement
// shows.
func Wipe(ctx context.Context, driver neo4j.DriverWithContext) error {
	if err := Clear(ctx, driver); err != nil {
		return err
	}
	session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: launcher.Database})
	defer session.Close(ctx)
	_, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		for _, schema := range []struct{ list, drop string }{
			{"SHOW CONSTRAINTS YIELD name", "DROP CONSTRAINT"},
			{"SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name", "DROP INDEX"},
		} {
			names, err := query(ctx, tx, schema.list)
			if err != nil {
				return nil, err
			}
			for _, row := range names {
				name, _ := row.Values[0].(string)
				if _, err := query(ctx, tx, schema.drop+" `"+strings.ReplaceAll(name, "`", "``")+"`"); err != nil {
					return nil, err
				}
			}
		}
		return nil, nil
	})
	return err
}

func query(ctx context.Context, tx neo4j.ManagedTransaction, statement string) ([]*neo4j.Record, error) {
	result, err := tx.Run(ctx, statement, nil)
	if err != nil {
		return nil, err
	}
	return result.Collect(ctx)
}
