package neo4jstore

import (
	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// A shape is what every row of a level tells. The properties wanted are parameters,
// so that levels that want others have the same text.
type shape struct {
	catalog *catalog

	node       bool
	nodeNames  names
	nodeFacts  kg.Facts
	nodeValues [][]column // by Kind.Index
	kind       *kg.Kind   // all nodes are of it; nil: a column tells
	edge       bool
	edgeNames  names
	edgeFacts  kg.Facts
	edgeValues [][]column   // by Relation.Index
	relation   *kg.Relation // all edges are of it; nil: a column tells
	ends       bool         // both ends are told; otherwise the parent is one
	direction  kg.Direction // in which edges are followed
	keys       []sortKey    // of the rows' order, when they are wanted
	keyCount   int          // columns of these
}

// names are those of the properties that are read of a node or an edge, each once.
type names struct {
	list []string
	at   map[string]int
}

// add returns the place of a name among them.
func (n *names) add(name string) int {
	if at, ok := n.at[name]; ok {
		return at
	}
	if n.at == nil {
		n.at = map[string]int{}
	}
	at := len(n.list)
	n.list, n.at[name] = append(n.list, name), at
	return at
}

// A column is a value and where it is read from: one place or, of money, two.
type column struct {
	property *kg.Property
	first    int
	second   int
}

// columns adds what some properties are read from.
func (n *names) columns(properties []*kg.Property) []column {
	list := make([]column, len(properties))
	for i, p := range properties {
		of := valueNames(p)
		list[i] = column{property: p, first: n.add(of[0])}
		if len(of) > 1 {
			list[i].second = n.add(of[1])
		}
	}
	return list
}

// The places of what is always read.
const (
	atNumber = 0
	atID     = 1
	atFrom   = 2 // of edges
	atTo     = 3
)

// wantNodes resolves what is wanted of nodes, which may be of some kinds alone; nil:
// of any.
func (s *shape) wantNodes(selection *kg.Selection, kinds []*kg.Kind) error {
	wanted, err := query.NodeProperties(s.catalog.model, selection, kinds)
	if err != nil {
		return err
	}
	s.node, s.nodeFacts = true, selection.Facts
	if len(kinds) == 1 {
		s.kind = kinds[0]
	}
	for _, name := range []string{propNumber, propID} {
		s.nodeNames.add(name)
	}
	if s.nodeFacts&kg.FactVersion != 0 {
		for _, name := range []string{propVersion, propCreatedAt, propUpdatedAt, propLevel} {
			s.nodeNames.add(name)
		}
	}
	if s.nodeFacts&kg.FactProvenance != 0 {
		s.nodeNames.add(propProvenance)
	}
	s.nodeValues = make([][]column, len(wanted))
	for i, properties := range wanted {
		s.nodeValues[i] = s.nodeNames.columns(properties)
	}
	return nil
}

// wantEdges resolves what is wanted of edges, which are of some relations.
func (s *shape) wantEdges(named map[string][]string, facts kg.Facts, relations []*kg.Relation) error {
	wanted, err := query.EdgeProperties(s.catalog.model, named)
	if err != nil {
		return err
	}
	s.edge, s.edgeFacts = true, facts
	if len(relations) == 1 {
		s.relation = relations[0]
	}
	for _, name := range []string{propNumber, propID, propFrom, propTo} {
		s.edgeNames.add(name)
	}
	if facts&kg.FactVersion != 0 {
		s.edgeNames.add(propVisibility)
	}
	if facts&kg.FactProvenance != 0 {
		s.edgeNames.add(propProvenance)
	}
	s.edgeValues = make([][]column, len(wanted))
	for i, properties := range wanted {
		s.edgeValues[i] = s.edgeNames.columns(properties)
	}
	return nil
}

// row returns the expression of a row, as read takes it apart. n and r are the
// variables of its node and edge, keys the expressions of its sort keys.
func (s *shape) row(st *statement, n, r string, keys []string) string {
	var columns []string
	if s.edge {
		columns = append(columns, "[x IN "+st.named("edge", s.edgeNames.list)+" | "+r+"[x]]")
		if s.relation == nil {
			columns = append(columns, "type("+r+")")
		}
	}
	if s.node {
		columns = append(columns, "[x IN "+st.named("node", s.nodeNames.list)+" | "+n+"[x]]")
		if s.kind == nil {
			columns = append(columns, "labels("+n+")")
		}
		if s.nodeFacts&kg.FactIdentifiers != 0 {
			columns = append(columns, "COLLECT { MATCH ("+n+")-[:"+typeIdentifier+"]->(h:"+labelIdentifier+") RETURN [h."+propScheme+", h."+propValue+", h."+propWhole+"] }")
		}
	}
	if len(keys) > 0 {
		columns = append(columns, "["+fragment.Commas(keys)+"]")
	}
	return "[" + fragment.Commas(columns) + "]"
}

// nodeAt returns the column of a row that tells of its node.
func (s *shape) nodeAt() int {
	switch {
	case !s.edge:
		return 0
	case s.relation != nil:
		return 1
	default:
		return 2
	}
}

// wantKeys has the rows' sort keys told, and returns the expressions that does.
func (s *shape) wantKeys(o *ordering, terms []string) []string {
	s.keys = o.keys
	telling := o.telling(terms)
	s.keyCount = len(telling)
	return telling
}
