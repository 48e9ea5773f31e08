package engine

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// CheckVariables holds the variables of a request to what its operation declares,
// by the rules that arguments are decoded by: it returns the first that does not fit,
// with the place in it, or nil. The executor's own check is looser, and speaks of the
// types of Go.
func CheckVariables(schema *ast.Schema, op *ast.OperationDefinition, given map[string]any) *gqlerror.Error {
	d := &decoder{schema: schema}
	for _, v := range op.VariableDefinitions {
		value, is := given[v.Variable]
		if !is && (v.DefaultValue != nil || !v.Type.NonNull) {
			continue
		}
		err := refuse("a value is required")
		if is {
			_, err = d.coerce(v.Type, value, 0)
		}
		if err != nil {
			e := present(nil, within("$"+v.Variable, err))
			e.Message = "variable " + e.Message
			delete(e.Extensions, "argument")
			return e
		}
	}
	return nil
}
