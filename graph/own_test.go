package graph

import (
	"testing"

	"github.com/99designs/gqlgen/graphql/introspection"

	"innograph/graph/limit"
	"innograph/graph/presets"
)

// The limits leave twice the room that the project's own operations need.
func TestOwnOperationsStayWithinHalfTheLimits(t *testing.T) {
	d := newTestDocuments(t, 0)
	own := map[string]string{"introspection": introspection.NewQuery(introspection.QueryOptions{OneOf: true})}
	all, err := presets.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		own[p.Name] = p.Query
	}
	var most limit.Limits
	for name, text := range own {
		doc, err := d.parse(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if errs := d.validate(doc); errs != nil {
			t.Errorf("%s: %v", name, errs)
		}
		s, _ := limit.Measure(doc.QueryDocument)
		most.Bytes = max(most.Bytes, len(text))
		most.Tokens = max(most.Tokens, doc.tokens)
		most.Operations = max(most.Operations, s.Operations)
		most.Fragments = max(most.Fragments, s.Fragments)
		most.Variables = max(most.Variables, s.Variables)
		most.RootFields = max(most.RootFields, s.RootFields)
		most.Depth = max(most.Depth, s.Depth)
		most.Fields = max(most.Fields, s.Fields)
		most.Selection = max(most.Selection, s.Selection)
		most.Repeats = max(most.Repeats, limit.Repeats(doc.QueryDocument))
		most.Aliases = max(most.Aliases, s.Aliases)
		most.Directives = max(most.Directives, s.Directives)
		most.ValueDepth = max(most.ValueDepth, s.ValueDepth)
	}
	t.Logf("the most: %+v", most)
	for name, pair := range map[string][2]int{
		"bytes": {most.Bytes, limit.Default.Bytes}, "tokens": {most.Tokens, limit.Default.Tokens},
		"fragments": {most.Fragments, limit.Default.Fragments}, "variables": {most.Variables, limit.Default.Variables},
		"root fields": {most.RootFields, limit.Default.RootFields}, "depth": {most.Depth, limit.Default.Depth},
		"fields": {most.Fields, limit.Default.Fields}, "selection": {most.Selection, limit.Default.Selection},
		"repeats": {most.Repeats, limit.Default.Repeats}, "aliases": {most.Aliases, limit.Default.Aliases},
		"directives": {most.Directives, limit.Default.Directives}, "value depth": {most.ValueDepth, limit.Default.ValueDepth},
		"operations": {most.Operations, limit.Default.Operations},
	} {
		if 2*pair[0] > pair[1] {
			t.Errorf("%s: %d is more than half of %d", name, pair[0], pair[1])
		}
	}
}
