package graph

import (
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/kg/text"
)

// chosen returns the operation of a document that a request names, or says why
// there is none.
func chosen(doc *ast.QueryDocument, name string) (*ast.OperationDefinition, *gqlerror.Error) {
	if op := doc.Operations.ForName(name); op != nil {
		return op, nil
	}
	if name == "" {
		return nil, coded(gqlerror.Errorf("the document has %d operations; name one of them as operationName: %s",
			len(doc.Operations), operationNames(doc)), CodeValidationFailed)
	}
	return nil, coded(gqlerror.Errorf("the document has no operation %q; operationName may be %s",
		text.Shorten(name, mostNameShown), operationNames(doc)), CodeValidationFailed)
}

// What a message names of operations.
const (
	mostNamesShown = 5
	mostNameShown  = 60 // bytes
)

func operationNames(doc *ast.QueryDocument) string {
	var names []string
	for _, op := range doc.Operations {
		if op.Name == "" {
			return "left out, for its one operation has no name" // others beside it are not valid
		}
		if len(names) == mostNamesShown {
			names = append(names, "…")
			break
		}
		names = append(names, fmt.Sprintf("%q", text.Shorten(op.Name, mostNameShown)))
	}
	return strings.Join(names, ", ")
}
