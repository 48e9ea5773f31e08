package sqlitestore

import (
	"slices"

	"innograph/kg"
)

// rows reads an array of rows in a shape. parent is the node a hop left.
func (s *shape) rows(text string, parent int64, each func(*kg.Row) error) error {
	in := &scanner{text: text}
	in.open('[')
	for first := true; in.more(first, ']'); first = false {
		var row kg.Row
		if err := s.row(in, parent, &row); err != nil {
			return err
		}
		if err := each(&row); err != nil {
			return err
		}
	}
	return in.err
}

// row reads one row: edge, node, sort keys, in the order of the columns.
func (s *shape) row(in *scanner, parent int64, row *kg.Row) error {
	in.open('[')
	if s.edge {
		if err := s.edgeRow(in, row); err != nil {
			return err
		}
	}
	if s.node {
		if s.edge {
			in.comma()
		}
		if err := s.nodeRow(in, row); err != nil {
			return err
		}
	}
	if s.edge && !s.ends {
		row.Edge.From, row.Edge.To = parent, row.Number
		if !row.Edge.Out {
			row.Edge.From, row.Edge.To = row.Number, parent
		}
	}
	if s.place {
		in.comma()
		row.Score = in.int() // for the search to take apart
	}
	for _, key := range s.keys {
		in.comma()
		row.Key = append(row.Key, in.key(key))
	}
	in.take(']')
	return in.err
}

func (s *shape) nodeRow(in *scanner, row *kg.Row) error {
	row.Number = in.int()
	in.comma()
	row.ID = kg.ID(in.string())
	in.comma()
	kind := in.int()
	if in.err != nil {
		return in.err
	}
	var err error
	if row.Kind, err = s.catalog.kind(kind); err != nil {
		return err
	}
	w := s.kinds[row.Kind.Index()]
	if w != nil && w.size > 0 {
		row.Values = make([]kg.Value, w.size)
	}
	if s.shortCol {
		in.comma()
		in.values(w, func(w *wanted) []slot { return w.short }, row.Values)
	}
	if s.longCol {
		in.comma()
		in.values(w, func(w *wanted) []slot { return w.long }, row.Values)
	}
	if s.nodeFacts != 0 {
		row.Node = s.nodeFactsRow(in)
	}
	return in.err
}

func (s *shape) nodeFactsRow(in *scanner) *kg.NodeFacts {
	facts := &kg.NodeFacts{}
	if s.nodeFacts&kg.FactVersion != 0 {
		in.comma()
		facts.Version = in.int()
		in.comma()
		facts.CreatedAt = in.single(kg.TypeDateTime)
		in.comma()
		facts.UpdatedAt = in.single(kg.TypeDateTime)
		in.comma()
		facts.Visibility = kg.Visibility(in.int())
	}
	if s.nodeFacts&kg.FactIdentifiers != 0 {
		in.comma()
		facts.Identifiers = in.identifiers()
		slices.SortFunc(facts.Identifiers, kg.Identifier.Compare)
	}
	if s.nodeFacts&kg.FactProvenance != 0 {
		in.comma()
		facts.Provenance = in.provenance()
	}
	return facts
}

func (s *shape) edgeRow(in *scanner, row *kg.Row) error {
	e := &kg.EdgeRow{Relation: s.single, Out: s.out}
	row.Edge = e
	e.Number = in.int()
	in.comma()
	e.ID = kg.ID(in.string())
	if s.single == nil {
		in.comma()
		number := in.int()
		if in.err != nil {
			return in.err
		}
		var err error
		if e.Relation, err = s.catalog.relation(number); err != nil {
			return err
		}
	}
	if s.bothWays {
		in.comma()
		e.Out = in.int() == 1
	}
	if s.ends {
		in.comma()
		e.From = in.int()
		in.comma()
		e.To = in.int()
	}
	w := s.relations[e.Relation.Index()]
	if w != nil && w.size > 0 {
		e.Values = make([]kg.Value, w.size)
	}
	if s.edgeCol {
		in.comma()
		in.values(w, func(w *wanted) []slot { return w.short }, e.Values)
	}
	if s.edgeFacts&kg.FactVersion != 0 {
		in.comma()
		e.Visibility = kg.Visibility(in.int())
	}
	if s.edgeFacts&kg.FactProvenance != 0 {
		in.comma()
		e.Provenance = in.provenance()
	}
	return in.err
}

// values reads the array of the values wanted, or null where there are none.
func (s *scanner) values(w *wanted, slots func(*wanted) []slot, into []kg.Value) {
	if w == nil || len(slots(w)) == 0 {
		s.skip()
		return
	}
	if s.null() {
		return
	}
	s.open('[')
	for i, slot := range slots(w) {
		if i > 0 {
			s.comma()
		}
		into[slot.index] = s.value(slot.property)
	}
	s.take(']')
}

// key reads a sort key, which is as many columns as it has terms.
func (s *scanner) key(key sortKey) kg.Value {
	if key.typ == kg.TypeMoney {
		if s.null() {
			s.comma()
			s.skip()
			return kg.Null
		}
		currency := s.string()
		s.comma()
		return kg.Stored(kg.TypeMoney, currency, s.int())
	}
	if s.null() || key.typ == kg.TypeNull {
		return kg.Null
	}
	return s.single(key.typ)
}
