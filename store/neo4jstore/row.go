package neo4jstore

import (
	"innograph/kg"
)

// A reader of columns takes the columns of a row one after the other.
type columns struct {
	list []any
	next int
}

func (c *columns) take() any {
	if c.next >= len(c.list) {
		return nil
	}
	c.next++
	return c.list[c.next-1]
}

// values takes a column that is a list of so many values.
func (c *columns) values(n int) ([]any, error) {
	list, ok := c.take().([]any)
	if !ok || len(list) < n {
		return nil, damagedError("a row", list)
	}
	return list, nil
}

// read reads one row. parent is the node a hop left.
func (s *shape) read(value any, parent int64) (kg.Row, error) {
	list, ok := value.([]any)
	if !ok {
		return kg.Row{}, damagedError("a row", value)
	}
	in := &columns{list: list}
	var row kg.Row
	if s.edge {
		if err := s.readEdge(in, &row, parent); err != nil {
			return row, err
		}
	}
	if s.node {
		if err := s.readNode(in, &row); err != nil {
			return row, err
		}
	}
	if s.edge && !s.ends {
		row.Edge.From, row.Edge.To = parent, row.Number
		if !row.Edge.Out {
			row.Edge.From, row.Edge.To = row.Number, parent
		}
	}
	if len(s.keys) > 0 {
		return row, s.readKeys(in, &row)
	}
	return row, nil
}

func (s *shape) readNode(in *columns, row *kg.Row) error {
	read, err := in.values(len(s.nodeNames.list))
	if err != nil {
		return err
	}
	number, okNumber := read[atNumber].(int64)
	id, okID := read[atID].(string)
	if !okNumber || !okID {
		return damagedError("a node's number or id", read[atNumber])
	}
	row.Number, row.ID, row.Kind = number, kg.ID(id), s.kind
	if s.kind == nil {
		labels, _ := in.take().([]any)
		if row.Kind, err = s.catalog.kind(labels); err != nil {
			return err
		}
	}
	if row.Values, err = valuesOf(s.nodeValues[row.Kind.Index()], read); err != nil {
		return err
	}
	if s.nodeFacts != 0 {
		row.Node, err = s.readFacts(in, read)
	}
	return err
}

// valuesOf reads values from their columns.
func valuesOf(list []column, read []any) ([]kg.Value, error) {
	if len(list) == 0 {
		return nil, nil
	}
	values := make([]kg.Value, len(list))
	for i, c := range list {
		var err error
		if values[i], err = valueOf(c.property, read[c.first], read[c.second]); err != nil {
			return nil, err
		}
	}
	return values, nil
}

func (s *shape) readFacts(in *columns, read []any) (*kg.NodeFacts, error) {
	facts := &kg.NodeFacts{}
	at := func(name string) any { return read[s.nodeNames.at[name]] }
	if s.nodeFacts&kg.FactVersion != 0 {
		version, okVersion := at(propVersion).(int64)
		created, okCreated := at(propCreatedAt).(int64)
		updated, okUpdated := at(propUpdatedAt).(int64)
		level, okLevel := at(propLevel).(int64)
		if !okVersion || !okCreated || !okUpdated || !okLevel || level < 0 || level > int64(kg.Parties) {
			return nil, damagedError("a node's facts", nil)
		}
		facts.Version, facts.Visibility = version, kg.Visibility(level)
		facts.CreatedAt, facts.UpdatedAt = kg.Stored(kg.TypeDateTime, "", created), kg.Stored(kg.TypeDateTime, "", updated)
	}
	if s.nodeFacts&kg.FactIdentifiers != 0 {
		var err error
		if facts.Identifiers, err = identifiersOf(in.take()); err != nil {
			return nil, err
		}
	}
	var err error
	if s.nodeFacts&kg.FactProvenance != 0 {
		facts.Provenance, err = provenanceOf(at(propProvenance))
	}
	return facts, err
}

func (s *shape) readEdge(in *columns, row *kg.Row, parent int64) error {
	read, err := in.values(len(s.edgeNames.list))
	if err != nil {
		return err
	}
	number, okNumber := read[atNumber].(int64)
	id, okID := read[atID].(string)
	from, okFrom := read[atFrom].(int64)
	to, okTo := read[atTo].(int64)
	if !okNumber || !okID || !okFrom || !okTo {
		return damagedError("an edge's number, id or ends", read[atNumber])
	}
	e := &kg.EdgeRow{Number: number, ID: kg.ID(id), Relation: s.relation, From: from, To: to, Out: s.ends || s.direction == kg.Out}
	if s.direction == kg.Both && !s.ends {
		e.Out = from == parent
	}
	row.Edge = e
	if s.relation == nil {
		if e.Relation, err = s.catalog.relation(in.take()); err != nil {
			return err
		}
	}
	if e.Values, err = valuesOf(s.edgeValues[e.Relation.Index()], read); err != nil {
		return err
	}
	if s.edgeFacts&kg.FactVersion != 0 {
		visibility, _ := read[s.edgeNames.at[propVisibility]].(string)
		if e.Visibility, err = kg.ParseVisibility(visibility); err != nil {
			return damagedError("an edge's visibility", visibility)
		}
	}
	if s.edgeFacts&kg.FactProvenance != 0 {
		e.Provenance, err = provenanceOf(read[s.edgeNames.at[propProvenance]])
	}
	return err
}

// readKeys reads the sort keys of a row.
func (s *shape) readKeys(in *columns, row *kg.Row) error {
	read, err := in.values(s.keyCount)
	if err != nil {
		return err
	}
	row.Key = make([]kg.Value, len(s.keys))
	for i := range s.keys {
		n := s.keys[i].columns()
		if row.Key[i], err = s.keys[i].value(read[:n]); err != nil {
			return err
		}
		read = read[n:]
	}
	return nil
}

// value reads a sort key.
func (k *sortKey) value(read []any) (kg.Value, error) {
	switch {
	case read[0] == nil || k.typ == kg.TypeNull:
		return kg.Null, nil
	case k.decoded:
		key, _ := read[0].(string)
		rest, _ := read[1].(string)
		s, err := keyText(key, rest)
		if err != nil {
			return kg.Null, damagedError("a sort key", read[0])
		}
		return kg.Text(s), nil
	case k.property == nil:
		count, ok := read[0].(int64)
		if !ok {
			return kg.Null, damagedError("a count", read[0])
		}
		return kg.Int(count), nil
	default:
		return valueOf(k.property, read...)
	}
}

// list reads rows. parent is the node a hop left.
func (s *shape) list(values []any, parent int64) ([]kg.Row, error) {
	rows := make([]kg.Row, len(values))
	for i, v := range values {
		var err error
		if rows[i], err = s.read(v, parent); err != nil {
			return nil, err
		}
	}
	return rows, nil
}
