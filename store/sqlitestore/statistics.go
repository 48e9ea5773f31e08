package sqlitestore

import (
	"context"
	"fmt"
	"strings"

	"innograph/kg"
	"innograph/store/fragment"
)

// SQLite chooses among indexes by statistics, which it would gather on demand.
// A store has fixed ones instead, those of a large graph: plans then depend on
// the query alone, whatever has been loaded since when, and can be tested.
const (
	assumedNodes   = 1_000_000
	assumedOfKind  = 30_000
	assumedEdges   = 5_000_000
	assumedDegree  = 20 // edges at a node
	assumedSimilar = 8  // of them of one relation
)

// statistics returns the lines of sqlite_stat1: table, index, and the number of
// rows, followed by how many have the same first column, the same first two, …
func (c *catalog) statistics() [][3]string {
	lines := [][3]string{
		{"node", "sqlite_autoindex_node_1", fmt.Sprintf("%d 1", assumedNodes)},
		{"edge", "sqlite_autoindex_edge_1", fmt.Sprintf("%d 1", assumedEdges)},
		{"identifier", "identifier_node", fmt.Sprintf("%d 2", assumedNodes)},
	}
	for _, table := range []string{"out_edge", "in_edge"} {
		lines = append(lines, [3]string{table, table, fmt.Sprintf("%d %d %d 1 1 1", assumedEdges, assumedDegree, assumedSimilar)})
	}
	for name, x := range c.wantedIndexes() {
		lines = append(lines, [3]string{"node", name, x.statistics()})
	}
	return lines
}

// statistics tells how many nodes of a kind have the same value.
func (x *index) statistics() string {
	if x.property == nil {
		return fmt.Sprintf("%d 1 1", assumedOfKind)
	}
	same := 10
	switch x.property.Type {
	case kg.TypeEnum, kg.TypeBool:
		same = assumedOfKind / 5
	case kg.TypeDate:
		same = 100
	case kg.TypeMoney:
		return fmt.Sprintf("%d %d 3", assumedOfKind, assumedOfKind/3)
	}
	return fmt.Sprintf("%d %d", assumedOfKind, same)
}

// setStatistics replaces what the file has of statistics.
func setStatistics(ctx context.Context, ses *session, c *catalog) error {
	var values []string
	for _, line := range c.statistics() {
		values = append(values, "('"+strings.Join(line[:], "', '")+"')")
	}
	return ses.script(ctx, "ANALYZE kind; DELETE FROM sqlite_stat1; INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES "+
		fragment.Commas(values)+"; ANALYZE sqlite_schema")
}
