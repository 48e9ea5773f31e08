package storetest

import "innograph/kg"

// edgeWants is what a level's rows tell of their edge.
type edgeWants struct {
	properties map[string][]string
	facts      kg.Facts
}

// row tells of a hit what was asked for.
func (r *reading) row(h hit, s *kg.Selection, edges edgeWants) kg.Row {
	row := kg.Row{Score: h.score}
	if n := h.node; n != nil {
		row.Number, row.ID, row.Kind = n.Number, n.ID, r.graph.model.Kind(n.Kind)
		row.Values = pick(n.Properties, s.Properties[n.Kind])
		if s.Facts != 0 {
			row.Node = nodeFacts(n, s.Facts)
		}
	}
	if e := h.edge; e != nil {
		row.Edge = &kg.EdgeRow{
			Number: e.Number, ID: e.ID, Relation: r.graph.model.Relation(e.Relation), Out: h.out,
			From: r.graph.number(e.From), To: r.graph.number(e.To),
			Values: pick(e.Properties, edges.properties[e.Relation]),
		}
		if edges.facts&kg.FactVersion != 0 {
			row.Edge.Visibility = e.Visibility
		}
		if edges.facts&kg.FactProvenance != 0 {
			row.Edge.Provenance = e.Provenance
		}
	}
	return row
}

func nodeFacts(n *kg.Node, wanted kg.Facts) *kg.NodeFacts {
	facts := &kg.NodeFacts{}
	if wanted&kg.FactVersion != 0 {
		facts.Version, facts.Visibility = n.Version, n.Visibility
		facts.CreatedAt, facts.UpdatedAt = kg.Instant(n.CreatedAt), kg.Instant(n.UpdatedAt)
	}
	if wanted&kg.FactIdentifiers != 0 {
		facts.Identifiers = n.Identifiers
	}
	if wanted&kg.FactProvenance != 0 {
		facts.Provenance = n.Provenance
	}
	return facts
}

func pick(properties map[string]kg.Value, names []string) []kg.Value {
	values := make([]kg.Value, len(names))
	for i, name := range names {
		values[i] = properties[name]
	}
	return values
}

// nodeValue returns a property of a node or one of its own facts.
func nodeValue(n *kg.Node, name string) kg.Value {
	switch name {
	case kg.OwnID:
		return kg.Reference(n.ID)
	case kg.OwnCreatedAt:
		return kg.Instant(n.CreatedAt)
	case kg.OwnUpdatedAt:
		return kg.Instant(n.UpdatedAt)
	case kg.OwnVisibility:
		return kg.Symbol(n.Visibility.String())
	default:
		return n.Properties[name]
	}
}

// edgeValue returns a property of an edge or one of its own facts.
func edgeValue(e *kg.Edge, name string) kg.Value {
	switch name {
	case kg.OwnID:
		return kg.Reference(e.ID)
	case kg.OwnVisibility:
		return kg.Symbol(e.Visibility.String())
	default:
		return e.Properties[name]
	}
}
