package plain

import "context"

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
func (q Query) Search(_ context.Context, text string, kinds []string, filter map[string]any, first *int, after *string, on *string) (*SearchConnection, error) {
	return nil, nil
}

// Suggest is a root field.
func (q Query) Suggest(_ context.Context, prefix string, kinds []string, first int) ([]Suggestion, error) {
	return nil, nil
}
