package engine

import (
	"context"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Alone reports whether Append can answer an operation: Predict has prepared
// it, all its root fields are the engine's, and each may be null.
func (e *Engine) Alone(op *graphql.OperationContext) bool {
	p := preparedOf(op)
	return p != nil && p.alone
}

// Append appends the data of an operation to b, for which Alone holds. It
// answers as generated code would with Resolve: all fields at the same time, a
// field that fails being null. Failures are added to the response, in the order
// of the fields.
func (e *Engine) Append(ctx context.Context, op *graphql.OperationContext, b []byte) []byte {
	fields := preparedOf(op).fields
	others := make([]struct {
		answer []byte
		errs   []error
	}, len(fields))
	var beside sync.WaitGroup
	for i := 1; i < len(fields); i++ {
		beside.Go(func() { others[i].answer, others[i].errs = e.appendField(ctx, op, fields[i], nil) })
	}
	b = append(b, '{')
	for i, f := range fields {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendText(b, f.key), ':')
		var errs []error
		if i == 0 {
			b, errs = e.appendField(ctx, op, f, b)
			beside.Wait()
		} else {
			b, errs = append(b, others[i].answer...), others[i].errs
		}
		for _, err := range errs {
			graphql.AddError(f.context(ctx), err)
		}
	}
	return append(b, '}')
}

// appendField appends the answer to a root field, or null.
func (e *Engine) appendField(ctx context.Context, op *graphql.OperationContext, f preparedField, b []byte) (out []byte, errs []error) {
	if f.task == nil {
		return appendText(b, e.schema.Query.Name), nil
	}
	defer func() {
		if panicked := recover(); panicked != nil {
			out, errs = append(b, "null"...), []error{op.Recover(f.context(ctx), panicked)}
		}
	}()
	path := ast.Path{ast.PathName(f.key)}
	answer, within, err := e.answer(ctx, f.task, path, b)
	for _, err := range within {
		errs = append(errs, err)
	}
	if err != nil {
		errs = append(errs, graphql.AddFieldLocationToError(f.context(ctx), present(path, err)))
	}
	if answer == nil {
		answer = append(b, "null"...)
	}
	return answer, errs
}

// context returns the context in which errors of the field are presented.
func (f preparedField) context(ctx context.Context) context.Context {
	return graphql.WithFieldContext(ctx, &graphql.FieldContext{
		Object: "Query", Field: graphql.CollectedField{Field: f.task.key.field}, IsResolver: true,
	})
}
