package plain

import (
	"cmp"
	"context"
	"slices"

	"innograph/kg"
	"innograph/kg/text"
)

// A SearchEdge is the type of that name.
type SearchEdge struct {
	At[Node]
	Score int
	Match *SearchMatch
}

// A SearchMatch is the type of that name.
type SearchMatch struct {
	Property string
	Language *string
	Snippet  []SnippetPart
}

// A SnippetPart is the type of that name.
type SnippetPart struct {
	Text string
	Hit  bool
}

// A SearchConnection is the type of that name.
type SearchConnection struct{ Page[SearchEdge, Node] }

// A Suggestion is the type of that name.
type Suggestion struct {
	Text, Kind string
	Parts      []SnippetPart
	Node       Node
}

// Search is a root field.
func (q Query) Search(_ context.Context, search string, kinds []string, filter map[string]any, first *int, after *string, on *string) (*SearchConnection, error) {
	a := Args{First: first, After: after, Filter: filter, On: on, connection: "SearchConnection", node: "Node", text: search}
	var err error
	if a.query, err = text.ParseQuery(search); err != nil || kinds != nil && len(kinds) == 0 {
		return nil, coded("BAD_USER_INPUT", "%v", err)
	}
	day := ""
	if on != nil {
		day = *on
	}
	f, err := q.World.list(q.World.find(a.query, kinds, 0), a, 20, day)
	if err != nil {
		return nil, err
	}
	c := &SearchConnection{}
	fill(&c.Page, q.World, f, day, func(at At[Node], s step) SearchEdge {
		fields := q.World.fields(s.node)
		best := fields[a.query.Best(fields, 0)]
		return SearchEdge{at, a.query.Score(fields, 0), &SearchMatch{best.Property, given(best.Language), pieces(a.query, best.Text)}}
	})
	return c, nil
}

// Suggest is a root field.
func (q Query) Suggest(_ context.Context, prefix string, kinds []string, first int) ([]Suggestion, error) {
	query, err := text.ParseQuery(prefix)
	if err != nil || kinds != nil && len(kinds) == 0 || first < 1 || first > 50 {
		return nil, coded("BAD_USER_INPUT", "%v", err)
	}
	found := q.World.find(query, kinds, 2)
	slices.SortStableFunc(found, func(a, b step) int {
		return cmp.Compare(query.Score(q.World.fields(b.node), 2), query.Score(q.World.fields(a.node), 2))
	})
	list := []Suggestion{}
	for _, s := range found[:min(first, len(found))] {
		fields := q.World.fields(s.node)
		best := fields[query.Best(fields, 2)].Text
		list = append(list, Suggestion{best, s.node.Kind, pieces(query, best), q.World.wrap(s.node, "")})
	}
	return list, nil
}

// find returns the nodes that a query finds, by number.
func (w *World) find(q *text.Query, kinds []string, minWeight int) []step {
	var found []step
	for _, n := range w.nodes {
		if (kinds == nil || slices.Contains(kinds, n.Kind)) && q.Score(w.fields(n), minWeight) > 0 {
			found = append(found, step{node: n})
		}
	}
	return found
}

// fields returns the texts of a node that are looked into: those without a
// language, then by language as a reader prefers them.
func (w *World) fields(n *kg.Node) []text.Field {
	var list []text.Field
	for _, language := range []string{"", "zh", "en", "fr"} {
		for _, p := range w.model.Kind(n.Kind).Properties {
			add := func(s string) {
				list = append(list, text.Field{Weight: p.Search, Text: s, Property: p.Name, Language: language})
			}
			v := n.Properties[p.Name]
			s, ok := v.Translations()[language]
			switch {
			case p.Search == 0:
			case ok:
				add(s)
			case language != "":
			case v.Type() == kg.TypeText:
				add(v.Text())
			default:
				for _, e := range v.List() {
					add(e.Text())
				}
			}
		}
	}
	return list
}

func pieces(q *text.Query, s string) []SnippetPart {
	list := []SnippetPart{}
	for _, p := range q.Snippet(s) {
		list = append(list, SnippetPart(p))
	}
	return list
}
