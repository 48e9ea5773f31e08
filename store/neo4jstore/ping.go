package neo4jstore

import "context"

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	return s.read(ctx, "Ping", nil, func(run runner) error { return run(ctx, "RETURN 1", nil, nil) })
}
