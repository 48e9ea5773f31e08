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
	loadNodes        = fixedText("load_nodes")
	loadHeads        = fixedText("load_heads")
	loadEdges        = fixedText("load_edges")
	loadEdgesAt      = fixedText("load_edges_at")
	loadHolders      = fixedText("load_holders")
	countOutDegree   = fixedText("count_out_degree")
	countInDegree    = fixedText("count_in_degree")
	insertNode       = fixedText("insert_node")
	updateNode       = fixedText("update_node")
	touchNode        = fixedText("touch_node")
	deleteNode       = fixedText("delete_node")
	putLong          = fixedText("put_long")
	deleteLong       = fixedText("delete_long")
	releaseNode      = fixedText("release_node")
	insertIdentifier = fixedText("insert_identifier")
	deleteIdentifier = fixedText("delete_identifier")
	insertEdge       = fixedText("insert_edge")
	updateEdge       = fixedText("update_edge")
	deleteEdge       = fixedText("delete_edge")
	addOut           = fixedText("add_out")
	addIn            = fixedText("add_in")
	dropOut          = fixedText("drop_out")
	dropIn           = fixedText("drop_in")
	refillOut        = fixedText("refill_out")
	refillIn         = fixedText("refill_in")
	insertChange     = fixedText("insert_change")
	insertChangeItem = fixedText("insert_change_item")
	counters         = fixedText("counters")
	setCounters      = fixedText("set_counters")
	takenNodes       = fixedText("taken_nodes")
	takenEdges       = fixedText("taken_edges")
	changes          = fixedText("changes")
	scanNodes        = fixedText("scan_nodes")
	scanEdges        = fixedText("scan_edges")
	nodesOfKind      = fixedText("nodes_of_kind")
	edgesOfRelation  = fixedText("edges_of_relation")
	rewriteNode      = fixedText("rewrite_node")
	rewriteEdge      = fixedText("rewrite_edge")
	clearOut         = fixedText("clear_out")
	clearIn          = fixedText("clear_in")
)
