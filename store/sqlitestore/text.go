package sqlitestore

import (
	"embed"
	"strings"
)

//go:embed sql/*.sql
var fixed embed.FS

// fixedText returns the query of a file in sql/, without its comments.
func fixedText(name string) string {
	b, err := fixed.ReadFile("sql/" + name + ".sql")
	if err != nil {
		panic(err) // the files are part of the program
	}
	var lines []string
	for line := range strings.Lines(string(b)) {
		if !strings.HasPrefix(line, "--") {
			lines = append(lines, strings.TrimRight(line, "\n"))
		}
	}
	return strings.Join(lines, "\n")
}

// The fixed queries, each named after its file.
var (
	loadNodes         = fixedText("load_nodes")
	loadHeads         = fixedText("load_heads")
	loadEdges         = fixedText("load_edges")
	loadEdgesAt       = fixedText("load_edges_at")
	loadHolders       = fixedText("load_holders")
	countOutDegree    = fixedText("count_out_degree")
	countInDegree     = fixedText("count_in_degree")
	insertNode        = bulkTextOf("insert_node")
	updateNode        = bulkTextOf("update_node")
	touchNodes        = fixedText("touch_nodes")
	deleteNodes       = fixedText("delete_nodes")
	putLong           = bulkTextOf("put_long")
	deleteLongs       = fixedText("delete_longs")
	insertIdentifier  = bulkTextOf("insert_identifier")
	release           = fixedText("release")
	releaseNodes      = fixedText("release_nodes")
	insertEdge        = bulkTextOf("insert_edge")
	updateEdge        = bulkTextOf("update_edge")
	setLevels         = fixedText("set_levels")
	edgesAt           = fixedText("edges_at")
	deleteEdges       = fixedText("delete_edges")
	addOut            = fixedText("add_out")
	addIn             = fixedText("add_in")
	dropOut           = fixedText("drop_out")
	dropIn            = fixedText("drop_in")
	addParties        = fixedText("add_parties")
	dropParties       = fixedText("drop_parties")
	clearParties      = fixedText("clear_parties")
	refillParties     = fixedText("refill_parties")
	loadParties       = fixedText("load_parties")
	refillOut         = fixedText("refill_out")
	refillIn          = fixedText("refill_in")
	insertChange      = fixedText("insert_change")
	insertChangeItem  = bulkTextOf("insert_change_item")
	insertChangeParty = bulkTextOf("insert_change_party")
	findApplied       = fixedText("find_applied")
	insertApplied     = fixedText("insert_applied")
	counters          = fixedText("counters")
	setCounters       = fixedText("set_counters")
	takenNodes        = fixedText("taken_nodes")
	takenEdges        = fixedText("taken_edges")
	changes           = fixedText("changes")
	scanNodes         = fixedText("scan_nodes")
	scanEdges         = fixedText("scan_edges")
	nodesOfKind       = fixedText("nodes_of_kind")
	edgesOfRelation   = fixedText("edges_of_relation")
	rewriteNode       = bulkTextOf("rewrite_node")
	rewriteEdge       = bulkTextOf("rewrite_edge")
	clearOut          = fixedText("clear_out")
	insertWords       = fixedText("insert_words")
	deleteWords       = fixedText("delete_words")
	setPlace          = bulkTextOf("set_place")
	clearIn           = fixedText("clear_in")
)
