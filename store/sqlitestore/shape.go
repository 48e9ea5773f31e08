package sqlitestore

import (
	"slices"
	"strconv"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// A slot is a property and its place in Row.Values.
type slot struct {
	index    int
	property *kg.Property
}

// A wanted list is the properties asked for of one kind or relation.
type wanted struct {
	number int // of the kind or relation
	size   int
	short  []slot
	long   []slot // of nodes alone
}

// wantedOf returns the list of some properties, long ones apart where split is set.
func wantedOf(number int, properties []*kg.Property, split bool) *wanted {
	w := &wanted{number: number, size: len(properties)}
	for i, p := range properties {
		if p.Long && split {
			w.long = append(w.long, slot{i, p})
		} else {
			w.short = append(w.short, slot{i, p})
		}
	}
	return w
}

// A shape is what every row of a level tells, as columns of a JSON array and as
// what is read from them.
type shape struct {
	catalog *catalog

	node      bool
	nodeFacts kg.Facts
	kinds     []*wanted // by Kind.Index; nil: nothing
	shortCol  bool      // some kind has short values
	longCol   bool

	edge      bool
	edgeFacts kg.Facts
	relations []*wanted // by Relation.Index
	edgeCol   bool
	single    *kg.Relation // all edges are of it; nil: a column tells
	ends      bool         // columns tell both ends; otherwise the parent is one
	bothWays  bool         // a column tells the way the edge was followed
	out       bool         // otherwise: it was followed from its source

	place bool      // a column tells where a search has found it
	keys  []sortKey // of the rows' order, when they are wanted
}

// wantNodes resolves what is wanted of nodes, which may be of some kinds alone;
// nil: of any.
func (s *shape) wantNodes(selection *kg.Selection, kinds []*kg.Kind) error {
	properties, err := query.NodeProperties(s.catalog.model, selection, kinds)
	if err != nil {
		return err
	}
	s.node, s.nodeFacts, s.kinds = true, selection.Facts, make([]*wanted, len(properties))
	for i := range properties {
		w := wantedOf(s.catalog.kindNumber[i], properties[i], true)
		s.kinds[i] = w
		s.shortCol = s.shortCol || len(w.short) > 0
		s.longCol = s.longCol || len(w.long) > 0
	}
	return nil
}

// wantEdges resolves what is wanted of edges.
func (s *shape) wantEdges(named map[string][]string, facts kg.Facts) error {
	properties, err := query.EdgeProperties(s.catalog.model, named)
	if err != nil {
		return err
	}
	s.edge, s.edgeFacts, s.relations = true, facts, make([]*wanted, len(properties))
	for i := range properties {
		s.relations[i] = wantedOf(s.catalog.relNumber[i], properties[i], false)
		s.edgeCol = s.edgeCol || len(properties[i]) > 0
	}
	return nil
}

// nodeColumns returns the columns that tell of a node.
func (s *shape) nodeColumns(n string) []string {
	columns := []string{n + ".number", n + ".id", n + ".kind"}
	if s.shortCol {
		columns = append(columns, valuesColumn(s.kinds, n+".kind", n+".props", func(w *wanted) []slot { return w.short }))
	}
	if s.longCol {
		text := valuesColumn(s.kinds, n+".kind", "l.props", func(w *wanted) []slot { return w.long })
		columns = append(columns, "json((SELECT "+text+" FROM node_long l WHERE l.number = "+n+".number))")
	}
	if s.nodeFacts&kg.FactVersion != 0 {
		columns = append(columns, n+".version", n+".created", n+".updated", n+".visibility")
	}
	if s.nodeFacts&kg.FactIdentifiers != 0 {
		columns = append(columns, "json((SELECT json_group_array(json_array(i.scheme, i.value)) FROM identifier i WHERE i.node = "+n+".number))")
	}
	if s.nodeFacts&kg.FactProvenance != 0 {
		columns = append(columns, "json("+n+".provenance)")
	}
	return columns
}

// carried returns the columns of the table node that nodeColumns reads.
func (s *shape) carried() []string {
	columns := []string{"number", "id", "kind"}
	if s.shortCol {
		columns = append(columns, "props")
	}
	if s.nodeFacts&kg.FactVersion != 0 {
		columns = append(columns, "version", "created", "updated", "visibility")
	}
	if s.nodeFacts&kg.FactProvenance != 0 {
		columns = append(columns, "provenance")
	}
	return columns
}

// edgeColumns returns the columns that tell of an edge. way is the expression of
// the way it was followed.
func (s *shape) edgeColumns(x, way string) []string {
	columns := []string{x + ".number", x + ".id"}
	if s.single == nil {
		columns = append(columns, x+".relation")
	}
	if s.bothWays {
		columns = append(columns, way)
	}
	if s.ends {
		columns = append(columns, x+".source", x+".target")
	}
	if s.edgeCol {
		columns = append(columns, valuesColumn(s.relations, x+".relation", x+".props", func(w *wanted) []slot { return w.short }))
	}
	if s.edgeFacts&kg.FactVersion != 0 {
		columns = append(columns, x+".visibility")
	}
	if s.edgeFacts&kg.FactProvenance != 0 {
		columns = append(columns, "json("+x+".provenance)")
	}
	return columns
}

// valuesColumn returns an expression for the array of the values wanted, which
// depends on the kind where kinds want different ones.
func valuesColumn(list []*wanted, number, doc string, slots func(*wanted) []slot) string {
	var texts []string
	numbers := map[string][]int{}
	for _, w := range list {
		if w == nil || len(slots(w)) == 0 {
			continue
		}
		text := extractAll(doc, slots(w))
		if numbers[text] == nil {
			texts = append(texts, text)
		}
		numbers[text] = append(numbers[text], w.number)
	}
	if len(texts) == 1 {
		return texts[0]
	}
	expression := "CASE"
	for _, text := range texts {
		slices.Sort(numbers[text])
		expression += " WHEN " + in(number, numbers[text]) + " THEN " + text
	}
	return expression + " END"
}

// extractAll returns the expression of a JSON array of some properties.
func extractAll(doc string, slots []slot) string {
	if len(slots) == 1 { // of a single path, json_extract makes no array
		return "json_array(" + extract(doc, slots[0].property.Name) + ")"
	}
	paths := make([]string, len(slots))
	for i, s := range slots {
		paths[i] = "'$." + s.property.Name + "'"
	}
	return "json_extract(" + doc + ", " + fragment.Commas(paths) + ")"
}

// keyNames are the names that the columns of sort keys have in a subquery.
func keyNames(o *ordering) []string {
	names := make([]string, len(o.terms))
	for i := range names {
		names[i] = "k" + strconv.Itoa(i)
	}
	return names
}
