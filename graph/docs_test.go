package graph

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"innograph/graph/engine"
	"innograph/graph/limit"
)

// The documentation names every code, and every limit as it is.
func TestDocumentation(t *testing.T) {
	content, err := os.ReadFile("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(content)
	codes := []string{
		CodeBadRequest, CodeParseFailed, CodeValidationFailed, CodeMethod, CodeMediaType, CodeNotAcceptable, CodeTooLarge, CodeForbiddenOrigin, CodeUnauthenticated,
		engine.CodeBadUserInput, engine.CodeBadCursor, engine.CodeBadBookmark, engine.CodeTooComplex, engine.CodeNotFound, engine.CodeConflict, engine.CodeExpired,
		engine.CodeUnavailable, engine.CodeDeadline, engine.CodeCancelled, engine.CodeInternal,
	}
	for _, code := range codes {
		if !strings.Contains(text, "\n| `"+code+"` | ") {
			t.Errorf("the code %s is not described", code)
		}
	}
	if described := regexp.MustCompile("\n\\| `[A-Z_]+` \\| ").FindAllString(text, -1); len(described) != len(codes) {
		t.Errorf("%d codes are described, not %d", len(described), len(codes))
	}
	l := limit.Default
	for measure, n := range map[string]int{
		"bytes": l.Bytes, "tokens": l.Tokens, "nameLength": l.Name, "operations": l.Operations, "fragments": l.Fragments,
		"variables": l.Variables, "rootFields": l.RootFields, "depth": l.Depth, "fields": l.Fields, "selection": l.Selection,
		"repeats": l.Repeats, "aliases": l.Aliases, "directives": l.Directives, "valueDepth": l.ValueDepth, "values": l.Entries,
		"predictedNodes": engine.MaxNodes, "answerBytes": engine.MaxAnswer, "groups": engine.MaxGroups,
	} {
		if !strings.Contains(text, fmt.Sprintf("\n| `%s` | %d | ", measure, n)) {
			t.Errorf("the limit %s is not described as %d", measure, n)
		}
	}
	for what, n := range map[string]int{
		"filter": engine.PriceScan, "figure": engine.PriceScan, "order": engine.PriceScan, "total": engine.PriceScan,
		"condition on a relation": engine.PriceRelated, "condition on a relation, at the root": engine.PriceRelated * engine.PriceRoot, "long text": engine.PriceLong, "search": engine.PriceSearch,
	} {
		if !regexp.MustCompile(fmt.Sprintf("\n\\| an? %s.* \\| %d \\| ", what, n)).MatchString(text) {
			t.Errorf("the price %d of a %s is not described", n, what)
		}
	}
}
