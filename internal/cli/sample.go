package cli

import (
	"context"
	"errors"
	"fmt"

	"innograph/docs/examples"
	"innograph/ingest"
	"innograph/kg"
	"innograph/model"
)

// loadSample fills an empty store with the sample, and says so. It does that in
// one changeset, for a store with half of it would pass for one of somebody's
// own.
func loadSample(ctx context.Context, store kg.Store, s *streams) error {
	empty, err := isEmpty(ctx, store)
	if err != nil || !empty {
		return err
	}
	cs, rows, err := readSample(ctx)
	if err == nil {
		_, err = store.Apply(ctx, cs)
	}
	if err != nil {
		return fmt.Errorf("sample: %w", err)
	}
	fmt.Fprintf(s.out, "The store was empty: loaded the sample, %d rows (--no-sample leaves it empty)\n", rows)
	return nil
}

// readSample imports the sample into a store in memory, and returns what is in
// it then, with the number of rows it was read from.
func readSample(ctx context.Context) (cs *kg.Changeset, rows int, err error) {
	memory, err := storeFlag{Store: "sqlite::memory:"}.open(ctx)
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, memory.Close(ctx)) }()
	m, err := ingest.LoadFS(examples.Files, examples.Mapping)
	if err != nil {
		return nil, 0, err
	}
	account, err := ingest.Run(ctx, memory, model.Graph(), m, examples.Files, ingest.Options{})
	if err != nil {
		return nil, 0, err
	}
	cs = &kg.Changeset{Bulk: true, Actor: "sample"}
	err = memory.Reader(kg.System).Scan(ctx, kg.ScanMark{}, func(r kg.Record) error {
		if n := r.Node; n != nil {
			cs.Nodes = append(cs.Nodes, kg.NodeChange{ID: n.ID, Kind: n.Kind, Properties: n.Properties,
				Visibility: &n.Visibility, Identifiers: n.Identifiers, Provenance: n.Provenance,
				Copy: &kg.NodeCopy{Number: n.Number, Version: n.Version, CreatedAt: n.CreatedAt, UpdatedAt: n.UpdatedAt}})
			return nil
		}
		e := r.Edge
		cs.Edges = append(cs.Edges, kg.EdgeChange{Relation: e.Relation, From: e.From, To: e.To, Properties: e.Properties,
			Visibility: &e.Visibility, Provenance: e.Provenance, Number: e.Number})
		return nil
	})
	return cs, account.Total().Rows, err
}
