package storetest

import (
	"slices"

	"innograph/kg"
)

// oneByOne has a group for every node, by its id.
func oneByOne(m *matrix) {
	var qs []kg.AggregateQuery
	var kinds [][]string
	add := func(list ...string) {
		qs, kinds = append(qs, by(over(list...), property(kg.OwnID))), append(kinds, list)
	}
	for i := range m.model.Kinds {
		add(m.model.Kinds[i].Name)
	}
	for i := range m.model.Roles {
		add(m.model.Roles[i].Kinds...)
	}
	for i, buckets := range m.aggregate(m.viewer.Viewer, qs...) {
		m.saw(m.nodesOf(kinds[i]), m.groupsOfOne(buckets))
	}
}

// groupsOfOne returns what the keys of groups name, each of which has one member; a
// member more is one that is hidden.
func (m *matrix) groupsOfOne(buckets []kg.Bucket) map[kg.ID]bool {
	seen := map[kg.ID]bool{}
	for _, b := range buckets {
		id := kg.ID(b.Keys[0].Value.Text())
		seen[id] = true
		m.verdict("the group of "+string(id), "a second member", b.Count > 1, false)
	}
	return seen
}

// groupedByTexts reads the texts of nodes, which are their ids.
func groupedByTexts(m *matrix) {
	for i := range m.model.Kinds {
		k := &m.model.Kinds[i]
		key := property(k.Label)
		if k.Property(k.Label).Type == kg.TypeLocalized {
			key.Language = "zh"
		}
		m.saw(m.nodesOf([]string{k.Name}), m.groupsOfOne(m.aggregate(m.viewer.Viewer, by(over(k.Name), key))[0]))
	}
}

// groupedByNode makes one group of every node, which is there or is empty.
func groupedByNode(m *matrix) {
	qs := make([]kg.AggregateQuery, len(m.world.nodes))
	for i, n := range m.world.nodes {
		qs[i] = over(n.name)
		qs[i].List.Filter = eq(kg.OwnID, kg.Reference(n.id))
	}
	seen := map[kg.ID]bool{}
	for i, buckets := range m.aggregate(m.viewer.Viewer, qs...) {
		seen[m.world.nodes[i].id] = buckets[0].Count > 0
	}
	m.saw(m.world.nodes, seen)
}

// groupedByClass has a group of every kind and visibility, with all its figures.
func groupedByClass(m *matrix) {
	for i := range m.model.Kinds {
		k := &m.model.Kinds[i]
		qs := make([]kg.AggregateQuery, len(allVisibilities))
		for i, v := range allVisibilities {
			qs[i] = over(k.Name)
			qs[i].List.Filter, qs[i].Measures = eq(kg.OwnVisibility, kg.Symbol(v.String())), measures(k.Properties)
		}
		for i, buckets := range m.aggregate(m.viewer.Viewer, qs...) {
			v := allVisibilities[i]
			all := kept(m.nodesOf([]string{k.Name}), func(n matrixThing) bool { return n.visibility == v })
			m.figured(k.Name+" "+v.String(), &qs[i], &buckets[0], all)
		}
	}
}

// measures are of what tells things apart: all that they weigh, and their ids.
func measures(properties []kg.Property) []kg.Measure {
	list := []kg.Measure{{Property: kg.OwnID}}
	for i := range properties {
		if kg.HasSum(properties[i].Type) {
			list = append(list, kg.Measure{Property: properties[i].Name})
		}
	}
	return list
}

// figured compares the count and the statistics of a group with those of what is
// seen of some things. As no two things of a kind or relation weigh the same and no
// sums of them do, these tell each of them.
func (m *matrix) figured(class string, q *kg.AggregateQuery, b *kg.Bucket, all []matrixThing) {
	var members []hit
	for _, thing := range all {
		if m.world.sees(m.viewer.Viewer, thing.id) {
			members = append(members, thing.hit)
		}
	}
	m.counted(class, int(b.Count), len(members))
	for i, measure := range q.Measures {
		m.cases++
		got, want := showAll(b.Statistics[i], showStatistic), showAll(statistics(members, measure, false), showStatistic)
		if got != want {
			m.verdict(class, measure.Property+" is "+got+" instead of "+want, true, false)
		}
	}
}

// groupedByRelations has the nodes of either end of every relation in groups by those
// of the other: each edge is a pair of nodes, and each node may be without.
func groupedByRelations(m *matrix) {
	m.eachEnd(func(r *kg.Relation, d kg.Direction) {
		q, key := over(r.Near(d)...), byRelation(r, d)
		found := m.aggregate(m.viewer.Viewer, by(q, property(kg.OwnID), key), by(q, key))
		m.paired(r, d, r.Near(d), found[0])
		for _, b := range found[1] {
			if b.Keys[0].Value.IsNull() {
				m.counted(r.Name+" of none", int(b.Count), len(m.without(r, d, r.Near(d))))
				continue
			}
			m.verdict(r.Name+" with "+b.Keys[0].Value.Text(), "a second node", b.Count > 1, false)
		}
	})
}

// paired holds groups by node and related node to the edges of a relation at nodes of
// some kinds. No two of them have the same ends.
func (m *matrix) paired(r *kg.Relation, d kg.Direction, kinds []string, buckets []kg.Bucket) {
	type pair struct{ near, far kg.ID }
	edges, byEnds := m.edgesAt(r, d, kinds), map[pair]kg.ID{}
	for _, e := range edges {
		byEnds[pair{e.near(d), e.near(d.Reverse())}] = e.id
	}
	seen, without := map[kg.ID]bool{}, map[kg.ID]bool{}
	for _, b := range buckets {
		near, far := kg.ID(b.Keys[0].Value.Text()), b.Keys[1].Value
		if far.IsNull() {
			without[near] = true
			continue
		}
		seen[byEnds[pair{near, kg.ID(far.Text())}]] = true
	}
	m.saw(edges, seen)
	m.cases++
	for _, n := range m.without(r, d, kinds) {
		m.verdict(r.Name+" of none", string(n.id), without[n.id], true)
		delete(without, n.id)
	}
	for id := range without {
		m.verdict(r.Name+" of none", string(id), true, false)
	}
}

// edgesAt returns the edges of a relation at nodes of some kinds.
func (m *matrix) edgesAt(r *kg.Relation, d kg.Direction, kinds []string) []matrixThing {
	return kept(m.world.edges, func(e matrixThing) bool {
		return e.name == r.Name && slices.Contains(kinds, m.world.byID[e.near(d)].name)
	})
}

// without returns the nodes of some kinds that are seen and of which no edge of a
// relation is.
func (m *matrix) without(r *kg.Relation, d kg.Direction, kinds []string) []matrixThing {
	with := map[kg.ID]bool{}
	for _, e := range m.edgesAt(r, d, kinds) {
		if m.world.sees(m.viewer.Viewer, e.id) {
			with[e.near(d)] = true
		}
	}
	return kept(m.nodesOf(kinds), func(n matrixThing) bool { return !with[n.id] && m.world.sees(m.viewer.Viewer, n.id) })
}

// groupsOfEdges has the edges that leave nodes, or arrive there, in groups of one, and
// all of one node in a group with its figures.
func groupsOfEdges(m *matrix) {
	m.eachEnd(func(r *kg.Relation, d kg.Direction) {
		parents := m.nodesOf(r.Near(d))
		q := kg.AggregateQuery{Hop: &kg.Hop{Relations: []string{r.Name}, Direction: d}, Parents: numbers(parents)}
		figures := q
		for _, measure := range measures(r.Properties) {
			measure.Edge = true
			figures.Measures = append(figures.Measures, measure)
		}
		found := m.aggregate(m.viewer.Viewer, by(q, kg.GroupKey{Property: kg.OwnID, Edge: true}), figures)
		edges := m.edgesAt(r, d, r.Near(d))
		m.saw(edges, m.groupsOfOne(found[0]))
		byNode := map[kg.ID][]matrixThing{}
		for _, e := range edges {
			byNode[e.near(d)] = append(byNode[e.near(d)], e)
		}
		for i, n := range parents {
			m.figured(r.Name+" at "+string(n.id), &figures, &found[1][i], byNode[n.id])
		}
	})
}

// groupsOfNeighbours has the edges of every node, of whatever relation, in groups of
// one, by edge and by the node at the other end.
func groupsOfNeighbours(m *matrix) {
	q := kg.AggregateQuery{Hop: &kg.Hop{Direction: kg.Both}, Parents: numbers(m.world.nodes)}
	found := m.aggregate(m.viewer.Viewer, by(q, kg.GroupKey{Property: kg.OwnID, Edge: true}), by(q, property(kg.OwnID)))
	m.saw(m.world.edges, m.groupsOfOne(found[0]))
	at := map[kg.ID]int64{}
	for _, b := range found[1] {
		at[m.world.nodes[b.Parent].id] += b.Count
		if id := kg.ID(b.Keys[0].Value.Text()); !m.world.sees(m.viewer.Viewer, id) {
			m.verdict("a neighbour", string(id), true, false)
		}
	}
	for _, n := range m.world.nodes {
		m.counted("the neighbours of "+string(n.id), int(at[n.id]), len(m.world.seen(m.viewer.Viewer, "", kg.Both, n.id)))
	}
}

// groupsOfFound has what a search for a kind finds in groups by id and by every
// relation of the kind, and all of it in one group with its figures.
func groupsOfFound(m *matrix) {
	for _, kind := range m.searched() {
		q := kg.AggregateQuery{Search: &kg.Search{Text: kind}}
		figures := q
		figures.Measures = measures(m.model.Kind(kind).Properties)
		nodes := m.nodesOf([]string{kind})
		found := m.aggregate(m.viewer.Viewer, by(q, property(kg.OwnID)), figures)
		m.saw(nodes, m.groupsOfOne(found[0]))
		m.figured(kind, &figures, &found[1][0], nodes)
		m.eachEnd(func(r *kg.Relation, d kg.Direction) {
			if slices.Contains(r.Near(d), kind) {
				m.paired(r, d, []string{kind}, m.aggregate(m.viewer.Viewer, by(q, property(kg.OwnID), byRelation(r, d)))[0])
			}
		})
	}
}

func byRelation(r *kg.Relation, d kg.Direction) kg.GroupKey {
	return kg.GroupKey{Relation: &kg.Related{Relation: r.Name, Direction: d}}
}
