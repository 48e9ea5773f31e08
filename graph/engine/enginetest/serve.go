// Package enginetest lets tests run operations against an engine without
// generated code: its schema answers every root field by one function.
package enginetest

import (
	"bytes"
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// A Resolver answers the root field of a context.
type Resolver func(context.Context) (graphql.Marshaler, error)

// New returns an executor for a schema, with a cache of documents as a server
// has one. Root fields are answered one after the other.
func New(schema *ast.Schema, resolve Resolver) *executor.Executor {
	e := executor.New(&executable{schema: schema, resolve: resolve})
	e.SetQueryCache(lru.New[*ast.QueryDocument](1000))
	return e
}

// Run executes an operation. Unlike a server it does not write the data again,
// so that its bytes can be compared.
func Run(ctx context.Context, e *executor.Executor, query, operation string, variables map[string]any) *graphql.Response {
	ctx = graphql.StartOperationTrace(ctx)
	op, errs := e.CreateOperationContext(ctx, &graphql.RawParams{Query: query, OperationName: operation, Variables: variables})
	if errs != nil {
		return &graphql.Response{Errors: errs}
	}
	respond, ctx := e.DispatchOperation(ctx, op)
	return respond(ctx)
}

type executable struct {
	schema  *ast.Schema
	resolve Resolver
}

func (x *executable) Schema() *ast.Schema { return x.schema }

func (x *executable) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (x *executable) Exec(ctx context.Context) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	done := false
	return func(ctx context.Context) *graphql.Response {
		if done {
			return nil
		}
		done = true
		return &graphql.Response{Data: x.query(ctx, op)}
	}
}

// query answers the root fields as generated code does: a field that fails is
// null, and takes all data along where it may not be.
func (x *executable) query(ctx context.Context, op *graphql.OperationContext) []byte {
	ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{Object: "Query"})
	fields := graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Query"})
	out := graphql.NewFieldSet(fields)
	failed := false
	for i, f := range fields {
		if f.Name == "__typename" {
			out.Values[i] = graphql.MarshalString("Query")
			continue
		}
		fc := &graphql.FieldContext{Object: "Query", Field: f, IsResolver: true}
		fieldCtx := graphql.WithFieldContext(ctx, fc)
		answer, err := x.resolve(fieldCtx)
		if err != nil {
			graphql.AddError(fieldCtx, err)
			answer = graphql.Null
			failed = failed || f.Definition.Type.NonNull
		}
		out.Values[i] = answer
	}
	if failed {
		return []byte("null")
	}
	var b bytes.Buffer
	out.MarshalGQL(&b)
	return b.Bytes()
}

// Codes returns the path and code of each error, as one line each.
func Codes(errs gqlerror.List) []string {
	lines := make([]string, len(errs))
	for i, e := range errs {
		code, _ := e.Extensions["code"].(string)
		lines[i] = e.Path.String() + " " + code
	}
	return lines
}
