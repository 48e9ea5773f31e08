package neo4jstore

import (
	"embed"
	"strings"

	"innograph/kg"
)

//go:embed cypher/*.cypher
var fixed embed.FS

// fixedText returns the query of a file in cypher/, without its comments.
func fixedText(name string) string {
	b, err := fixed.ReadFile("cypher/" + name + ".cypher")
	if err != nil {
		panic(err) // the files are part of the program
	}
	var lines []string
	for line := range strings.Lines(string(b)) {
		if !strings.HasPrefix(line, "//") {
			lines = append(lines, strings.TrimRight(line, "\n"))
		}
	}
	return strings.Join(lines, "\n")
}

// The fixed queries, each named after its file.
var (
	loadNodes         = fixedText("load_nodes")
	loadHeads         = fixedText("load_heads")
	loadEdgesAt       = fixedText("load_edges_at")
	takenNodes        = fixedText("taken_nodes")
	loadHolders       = fixedText("load_holders")
	lock              = fixedText("lock")
	insertNodes       = fixedText("insert_nodes")
	updateNodes       = fixedText("update_nodes")
	relabelNodes      = fixedText("relabel_nodes")
	touchNodes        = fixedText("touch_nodes")
	deleteNodes       = fixedText("delete_nodes")
	release           = fixedText("release")
	insertIdentifiers = fixedText("insert_identifiers")
	insertEdges       = fixedText("insert_edges")
	setLevels         = fixedText("set_levels")
	insertChange      = fixedText("insert_change")
	findChange        = fixedText("find_change")
	findApplied       = fixedText("find_applied")
	insertApplied     = fixedText("insert_applied")
	changes           = fixedText("changes")
	meta              = fixedText("meta")
	anything          = fixedText("anything")
	createMeta        = fixedText("create_meta")
	setFacts          = fixedText("set_facts")
	schemaText        = fixedText("schema")
	scanNodes         = fixedText("scan_nodes")
	revision          = fixedText("revision")
	takeTurn          = fixedText("take_turn")
	giveTurn          = fixedText("give_turn")
)

// Those about one kind or relation, whose indexes serve no others.
var (
	loadEdges       = patternOf("load_edges")
	takenEdges      = patternOf("taken_edges")
	crowdedOut      = patternOf("crowded_out")
	crowdedIn       = patternOf("crowded_in")
	updateEdges     = patternOf("update_edges")
	deleteEdges     = patternOf("delete_edges")
	nodesOfKind     = patternOf("nodes_of_kind")
	edgesOfRelation = patternOf("edges_of_relation")
	scanEdges       = patternOf("scan_edges")
)

// A pattern is a query in which KIND or RELATION stands for one of the model.
type pattern string

func patternOf(name string) pattern { return pattern(fixedText(name)) }

// of returns the query about the kind or relation of a name.
func (t pattern) of(name string) string {
	return strings.NewReplacer("KIND", name, "RELATION", name).Replace(string(t))
}

// partiesText returns the query of load_parties for the relations of a model.
func partiesText(m *kg.Model) string {
	ends := map[kg.EdgeEnd][]string{}
	for i := range m.Relations {
		r := &m.Relations[i]
		ends[r.Party] = append(ends[r.Party], r.Name)
	}
	types := func(end kg.EdgeEnd) string {
		if len(ends[end]) == 0 {
			return "_NONE" // which no relation may be called
		}
		return strings.Join(ends[end], "|")
	}
	return strings.NewReplacer("OUTWARD", types(kg.ToEnd), "INWARD", types(kg.FromEnd)).Replace(fixedText("load_parties"))
}
