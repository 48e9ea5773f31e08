package storetest

import (
	"fmt"
	"slices"

	"innograph/kg"
)

// A matrixWorld has, of every kind, nodes of every visibility, and of every
// relation an edge of every visibility between ends of every visibility. It knows by
// itself who sees what.
type matrixWorld struct {
	nodes, edges []matrixThing
	byID         map[kg.ID]*matrixThing
	parties      map[kg.ID][]kg.ID // of each node, itself first, under all their ids
}

// A matrixThing is a node or an edge.
type matrixThing struct {
	id         kg.ID
	number     int64
	class      string // kind or relation, with the visibilities that matter
	name       string // kind or relation
	visibility kg.Visibility
	from, to   kg.ID // of an edge
	hit        hit   // the node or the edge itself
}

// near returns the end of an edge that a hop in a direction leaves from.
func (e *matrixThing) near(d kg.Direction) kg.ID {
	if d == kg.In {
		return e.to
	}
	return e.from
}

// matrixID is the id of the n-th node, of nine, of a kind and a visibility.
func matrixID(kind string, v kg.Visibility, n int) kg.ID {
	return kg.NodeID(kind, fmt.Sprintf("%d%d", v, n))
}

// matrixParties says who are parties, by relation: those an edge ends at, or those
// it starts at.
var matrixParties = map[string]kg.EdgeEnd{"HEADED_BY": kg.ToEnd, "PARTICIPATED_IN": kg.FromEnd}

// matrixFormer is the node that Person_former has become.
var matrixFormer = matrixID("Person", kg.Parties, 8)

var allVisibilities = []kg.Visibility{kg.Public, kg.Registered, kg.Parties}

func loadMatrix(s *subject) {
	var cs kg.Changeset
	for i := range s.model.Kinds {
		for _, v := range allVisibilities {
			for n := range 9 {
				cs.Nodes = append(cs.Nodes, matrixNode(&s.model.Kinds[i], v, n))
			}
		}
	}
	for i := range s.model.Relations {
		for _, own := range allVisibilities {
			for _, source := range allVisibilities {
				for _, target := range allVisibilities {
					cs.Edges = append(cs.Edges, matrixEdge(&s.model.Relations[i], own, source, target))
				}
			}
		}
	}
	s.must(cs)
}

func matrixNode(k *kg.Kind, v kg.Visibility, n int) kg.NodeChange {
	id := matrixID(k.Name, v, n)
	c := hide(kg.NodeChange{ID: id, Kind: k.Name, Properties: map[string]kg.Value{}}, v)
	for i := range k.Properties {
		switch p := &k.Properties[i]; {
		case p.Required && p.Type == kg.TypeLocalized:
			c.Properties[p.Name] = en(string(id))
		case p.Required:
			c.Properties[p.Name] = kg.Text(string(id))
		}
	}
	weigh(c.Properties, k.Properties, int(v)*9+n)
	c.Identifiers = []kg.Identifier{{Scheme: "matrix", Value: string(id)}}
	if id == matrixFormer {
		c.Identifiers = append(c.Identifiers, kg.Identifier{Scheme: kg.FormerID, Value: "Person_former"})
	}
	return c
}

// matrixEdge returns the edge of a relation and three visibilities. No two of a
// relation share a source or a target, so that no maximum is exceeded.
func matrixEdge(r *kg.Relation, own, source, target kg.Visibility) kg.EdgeChange {
	from := matrixID(r.From[int(own+source)%len(r.From)], source, int(own*3+target))
	n := int(own*3 + source)
	if r.Acyclic {
		n = (n + 1) % 9 // no loops
	}
	to := matrixID(r.To[int(source+target)%len(r.To)], target, n)
	c := hideEdge(kg.EdgeChange{Relation: r.Name, From: from, To: to, Properties: map[string]kg.Value{}}, own)
	for i := range r.Properties {
		if p := &r.Properties[i]; p.Required {
			c.Properties[p.Name] = pool(p)[0]
		}
	}
	weigh(c.Properties, r.Properties, int(own*9+source*3+target))
	return c
}

// weigh sets whatever can be summed up to a power of two, so that a sum tells which of
// the 27 things of a kind or relation it is of.
func weigh(values map[string]kg.Value, properties []kg.Property, n int) {
	for i := range properties {
		if p := &properties[i]; kg.HasSum(p.Type) {
			currency := ""
			if p.Type == kg.TypeMoney {
				currency = "CNY"
			}
			values[p.Name] = kg.Stored(p.Type, currency, 1<<n)
		}
	}
}

func newMatrixWorld(s *subject) *matrixWorld {
	w := &matrixWorld{byID: map[kg.ID]*matrixThing{}, parties: map[kg.ID][]kg.ID{}}
	for _, record := range s.scan(kg.System, kg.ScanMark{}) {
		if n := record.Node; n != nil {
			w.nodes = append(w.nodes, matrixThing{id: n.ID, number: n.Number, name: n.Kind, visibility: n.Visibility,
				class: n.Kind + " " + n.Visibility.String(), hit: hit{node: n}})
			continue
		}
		e := record.Edge
		w.edges = append(w.edges, matrixThing{id: e.ID, number: e.Number, name: e.Relation, visibility: e.Visibility, from: e.From, to: e.To, hit: hit{edge: e}})
	}
	for _, list := range [][]matrixThing{w.nodes, w.edges} {
		for i := range list {
			w.byID[list[i].id] = &list[i]
		}
	}
	for _, n := range w.nodes {
		w.addParty(n.id, n.id)
	}
	for i := range w.edges {
		e := &w.edges[i]
		switch matrixParties[e.name] {
		case kg.ToEnd:
			w.addParty(e.from, e.to)
		case kg.FromEnd:
			w.addParty(e.to, e.from)
		}
		e.class = fmt.Sprintf("%s %s from %s to %s", e.name, e.visibility, w.byID[e.from].visibility, w.byID[e.to].visibility)
	}
	return w
}

func (w *matrixWorld) addParty(node, party kg.ID) {
	w.parties[node] = append(w.parties[node], party)
	if party == matrixFormer {
		w.parties[node] = append(w.parties[node], "Person_former")
	}
}

func (w *matrixWorld) all() []matrixThing { return slices.Concat(w.nodes, w.edges) }

// sees is the rule: a node by its own visibility, an edge by its own and that of
// each end; what is for parties is seen by who acts for one.
func (w *matrixWorld) sees(v kg.Viewer, id kg.ID) bool {
	thing := w.byID[id]
	if thing.from == "" {
		return v.Sees(thing.visibility) || thing.visibility == kg.Parties && w.actsForParty(v, id)
	}
	own := v.Sees(thing.visibility) || thing.visibility == kg.Parties && (w.actsForParty(v, thing.from) || w.actsForParty(v, thing.to))
	return own && w.sees(v, thing.from) && w.sees(v, thing.to)
}

// actsForParty reports whether a viewer acts for a party of a node.
func (w *matrixWorld) actsForParty(v kg.Viewer, id kg.ID) bool {
	return slices.ContainsFunc(v.Acts(), func(acts kg.ID) bool { return slices.Contains(w.parties[id], acts) })
}

// seen returns the edges of a relation that a viewer sees and a node starts, or
// ends.
func (w *matrixWorld) seen(v kg.Viewer, relation string, d kg.Direction, node kg.ID) []matrixThing {
	var found []matrixThing
	for i := range w.edges {
		e := &w.edges[i]
		if (e.name == relation || relation == "") && (d != kg.In && e.from == node || d != kg.Out && e.to == node) && w.sees(v, e.id) {
			found = append(found, *e)
		}
	}
	return found
}

// kept returns the things that satisfy a condition.
func kept(things []matrixThing, holds func(matrixThing) bool) []matrixThing {
	return slices.DeleteFunc(slices.Clone(things), func(thing matrixThing) bool { return !holds(thing) })
}

func numbers(things []matrixThing) []int64 {
	list := make([]int64, len(things))
	for i := range things {
		list[i] = things[i].number
	}
	return list
}
