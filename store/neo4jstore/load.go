package neo4jstore

import (
	"context"
	"slices"

	"innograph/kg"
	"innograph/store/changeset"
)

// recordNames are the names under which what is read of whole records stands, in the
// order in which statements return it.
type recordNames struct {
	nodes map[string][]string // by kind
	edges map[string][]string // by relation
}

func recordNamesOf(m *kg.Model) *recordNames {
	of := &recordNames{map[string][]string{}, map[string][]string{}}
	for i := range m.Kinds {
		k := &m.Kinds[i]
		of.nodes[k.Name] = namesOf(k.Properties, propID, propNumber, propVersion, propLevel, propCreatedAt, propUpdatedAt, propProvenance)
	}
	for i := range m.Relations {
		r := &m.Relations[i]
		of.edges[r.Name] = namesOf(r.Properties, propID, propNumber, propVisibility, propFrom, propTo, propProvenance)
	}
	return of
}

func namesOf(properties []kg.Property, facts ...string) []string {
	names := facts
	for i := range properties {
		names = append(names, valueNames(&properties[i])...)
	}
	return names
}

// A loader reads records whole.
type loader struct {
	ctx     context.Context
	run     runner
	catalog *catalog
}

// nodes reads the nodes a text finds, in the columns of load_nodes.cypher.
func (l *loader) nodes(text string, parameters map[string]any, each func(*kg.Node) error) error {
	parameters["names"] = l.catalog.names.nodes
	return l.run(l.ctx, text, parameters, func(columns []any) error {
		n, err := l.catalog.nodeOf(columns)
		if err != nil {
			return err
		}
		return each(n)
	})
}

// nodeOf reads a whole node from the columns of load_nodes.cypher.
func (c *catalog) nodeOf(columns []any) (*kg.Node, error) {
	name, _ := columns[0].(string)
	k := c.model.Kind(name)
	if k == nil {
		return nil, grownError(nil)
	}
	stored, err := rowOf(c.names.nodes[name], columns[1])
	if err != nil {
		return nil, err
	}
	n, err := c.node(k, stored)
	if err != nil {
		return nil, err
	}
	n.Identifiers, err = identifiersOf(columns[2])
	return n, err
}

// rowOf returns what stands under some names.
func rowOf(names []string, column any) (row, error) {
	values, ok := column.([]any)
	if !ok || len(values) != len(names) {
		return nil, damagedError("a record", column)
	}
	stored := make(row, len(names))
	for i, v := range values {
		if v != nil {
			stored[names[i]] = v
		}
	}
	return stored, nil
}

// identifiersOf reads a list of identifiers, each a list of scheme, indexed value and,
// of a long one, the whole.
func identifiersOf(column any) ([]kg.Identifier, error) {
	list, _ := column.([]any)
	if len(list) == 0 {
		return nil, nil
	}
	ids := make([]kg.Identifier, len(list))
	for i, e := range list {
		parts, _ := e.([]any)
		if len(parts) != 3 {
			return nil, damagedError("an identifier", e)
		}
		var err error
		if ids[i], err = identifierOf(parts[0], parts[1], parts[2]); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(ids, kg.Identifier.Compare)
	return ids, nil
}

// edges reads the edges a text finds, in the columns of load_edges.cypher.
func (l *loader) edges(text string, parameters map[string]any, each func(*changeset.Edge) error) error {
	parameters["names"] = l.catalog.names.edges
	return l.run(l.ctx, text, parameters, func(columns []any) error {
		e, err := l.catalog.edgeOf(columns)
		if err != nil {
			return err
		}
		return each(e)
	})
}

// edgeOf reads a whole edge from the columns of load_edges.cypher.
func (c *catalog) edgeOf(columns []any) (*changeset.Edge, error) {
	r, err := c.relation(columns[0])
	if err != nil {
		return nil, err
	}
	stored, err := rowOf(c.names.edges[r.Name], columns[1])
	if err != nil {
		return nil, err
	}
	e, from, to, err := c.edge(r, stored)
	if err != nil {
		return nil, err
	}
	source, okSource := columns[2].(string)
	target, okTarget := columns[3].(string)
	if !okSource || !okTarget {
		return nil, damagedError("an end of "+r.Name, columns[2])
	}
	e.From, e.To = kg.ID(source), kg.ID(target)
	return &changeset.Edge{Edge: *e, Source: from, Target: to}, nil
}

// holders reads who holds identifiers.
func (l *loader) holders(of []kg.Identifier, found func(of kg.Identifier, holder kg.ID)) error {
	return l.run(l.ctx, loadHolders, map[string]any{"wanted": indexedPairs(of)}, func(columns []any) error {
		id, err := identifierOf(columns[0], columns[1], columns[2])
		if err != nil {
			return err
		}
		holder, ok := columns[3].(string)
		if !ok {
			return damagedError("the id of a node", columns[3])
		}
		found(id, kg.ID(holder))
		return nil
	})
}

// indexedPairs returns what some identifiers are looked up by.
func indexedPairs(ids []kg.Identifier) [][]string {
	pairs := make([][]string, len(ids))
	for i, id := range ids {
		pairs[i] = []string{id.Scheme, indexedValue(id.Value)}
	}
	return pairs
}

// textsFrom returns texts as a parameter.
func textsFrom[T ~string](list []T) []string {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = string(s)
	}
	return texts
}

// integer reads a column that has one.
func integer(what string, column any) (int64, error) {
	n, ok := column.(int64)
	if !ok {
		return 0, damagedError(what, column)
	}
	return n, nil
}
