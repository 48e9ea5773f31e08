package bench

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/neo4jtest/launcher"
	"innograph/kg"
)

const neo4jWrites = "Writes on Neo4j"

// A cypherWriter writes by hand what a changeset of a writer comes to: it takes the
// lock that every writer takes, checks nothing, and has a statement for all nodes, one
// for all edges and one for the log. All that is derived has been worked out before.
type cypherWriter struct {
	*cypherHand
	writer
	labels       string
	node, edge   map[string]any // written by the store, to write others like them
	change       map[string]any
	institutions []int64
}

func newCypherWriter(tb testing.TB, s kg.Store, h *cypherHand) *cypherWriter {
	tb.Helper()
	w := &cypherWriter{cypherHand: h, writer: writer{prefix: "hand"}}
	like := &writer{prefix: fmt.Sprintf("like.%p", w)}
	cs := like.changeset(1)
	receipt := apply(tb, s, cs)
	one := func(text string, parameters map[string]any) []any {
		records, err := h.run(tb.Context(), text, parameters)
		if err != nil || len(records) != 1 {
			tb.Fatalf("%s: %d records, %v", text, len(records), err)
		}
		return records[0].Values
	}
	found := one("MATCH (n:Node {id: $id})-[r:AFFILIATED_WITH]->() RETURN labels(n), properties(n), properties(r)", map[string]any{"id": string(cs.Nodes[0].ID)})
	var labels []string
	for _, l := range found[0].([]any) {
		labels = append(labels, l.(string))
	}
	w.labels = strings.Join(labels, ":")
	w.node, w.edge = found[1].(map[string]any), found[2].(map[string]any)
	w.change = one("MATCH (c:InnographChange {revision: $revision}) RETURN properties(c)", map[string]any{"revision": int64(receipt.Revision)})[0].(map[string]any)
	for i := range hosts {
		w.institutions = append(w.institutions, one("MATCH (n:Node {id: $id}) RETURN n._number", map[string]any{"id": string(institution(i))})[0].(int64))
	}
	return w
}

func (w *cypherWriter) write(n int) attempt {
	return func(ctx context.Context) (func() []string, error) {
		session := w.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: launcher.Database})
		defer func() { _ = session.Close(ctx) }()
		tx, err := session.BeginTransaction(ctx)
		if err != nil {
			return nil, err
		}
		defer func() { _ = tx.Close(ctx) }()
		if err := w.rows(ctx, tx, n); err != nil {
			return nil, err
		}
		return nil, tx.Commit(ctx)
	}
}

// rows writes so many people and their stays.
func (w *cypherWriter) rows(ctx context.Context, tx neo4j.ExplicitTransaction, n int) error {
	result, err := tx.Run(ctx, "MATCH (m:InnographMeta {key: 'store'}) SET m._lock = true RETURN m.node, m.edge, m.revision", nil)
	if err != nil {
		return err
	}
	record, err := result.Single(ctx)
	if err != nil {
		return err
	}
	node, edge, revision := record.Values[0].(int64), record.Values[1].(int64), record.Values[2].(int64)
	var nodes, edges []any
	for i, key := range w.next(n) {
		node, edge, at := node+int64(i)+1, edge+int64(i)+1, w.institutions[i%hosts]
		row := maps.Clone(w.node)
		row["id"], row["_id"], row["_number"] = "Person_"+key, key, node
		nodes = append(nodes, row)
		stay := maps.Clone(w.edge)
		stay["id"], stay["_number"], stay["_from"], stay["_to"] = "AFFILIATED_WITH_"+key, edge, node, at
		stay["_out"], stay["_in"] = fmt.Sprintf("2 %014X%014X", at, edge), fmt.Sprintf("2 %014X%014X", node, edge)
		edges = append(edges, stay)
	}
	for _, s := range []struct {
		text       string
		parameters map[string]any
	}{
		{"UNWIND $rows AS row CREATE (n:" + w.labels + ") SET n = row", map[string]any{"rows": nodes}},
		{"UNWIND $rows AS row MATCH (a:Node {_number: row._from}) MATCH (b:Node {_number: row._to}) CREATE (a)-[r:AFFILIATED_WITH]->(b) SET r = row", map[string]any{"rows": edges}},
		{"MATCH (m:InnographMeta {key: 'store'}) SET m.node = $node, m.edge = $edge, m.revision = $change.revision CREATE (c:InnographChange) SET c = $change",
			map[string]any{"node": node + int64(n), "edge": edge + int64(n), "change": w.entry(revision+1, n)}},
	} {
		result, err := tx.Run(ctx, s.text, s.parameters)
		if err != nil {
			return err
		}
		if _, err := result.Consume(ctx); err != nil {
			return err
		}
	}
	return nil
}

// entry is an entry of the log, with as much text as the store writes.
func (w *cypherWriter) entry(revision int64, n int) map[string]any {
	entry := maps.Clone(w.change)
	entry["revision"] = revision
	items, _ := entry["items"].(string)
	entry["items"] = "[" + strings.TrimSuffix(strings.Repeat(strings.Trim(items, "[]")+",", n), ",") + "]"
	return entry
}
