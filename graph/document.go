package graph

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/99designs/gqlgen/graphql/introspection"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"innograph/graph/engine"
	"innograph/graph/limit"
)

// documents turns texts into documents that fit the limits and the schema. gqlgen
// would parse and validate in one go, which leaves no place for the limits
// between the two; so it is done here, and the executor finds the result in the
// context.
type documents struct {
	schema        *ast.Schema
	limits        limit.Limits
	introspection *limit.Introspection
	cache         *documentCache
}

func newDocuments(schema *ast.Schema, limits limit.Limits, cacheBytes int) (*documents, error) {
	whole := introspection.NewQuery(introspection.QueryOptions{OneOf: true})
	x, err := limit.NewIntrospection(schema, whole)
	if err != nil {
		return nil, err
	}
	return &documents{schema: schema, limits: limits, introspection: x, cache: newDocumentCache(cacheBytes)}, nil
}

// A document is parsed and within the limits.
type document struct {
	*ast.QueryDocument
	text   string
	tokens int
	valid  bool // by the schema
}

// parse reads a document and holds it to the limits. One that is known to be
// valid comes from the cache.
func (d *documents) parse(text string) (*document, *gqlerror.Error) {
	if doc := d.cache.get(text); doc != nil {
		return &document{QueryDocument: doc, text: text, valid: true}, nil
	}
	tokens, err := d.limits.Text(text)
	if err != nil {
		return nil, refusal(err)
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, d.limits.Tokens+1)
	if err != nil {
		return nil, syntaxError(text, err)
	}
	if len(doc.Operations) == 0 {
		return nil, coded(gqlerror.Errorf("the document has no operation"), CodeValidationFailed)
	}
	if err := d.limits.Document(doc); err != nil {
		return nil, refusal(err)
	}
	if err := d.introspection.Document(doc); err != nil {
		return nil, refusal(err)
	}
	return &document{QueryDocument: doc, text: text, tokens: tokens}, nil
}

// validate holds a document to the schema, and keeps what passes.
func (d *documents) validate(doc *document) gqlerror.List {
	if doc.valid {
		return nil
	}
	if errs := validate(d.schema, doc.QueryDocument); errs != nil {
		return errs
	}
	doc.valid = true
	d.cache.add(doc.text, doc.QueryDocument, doc.tokens)
	return nil
}

// mostValidationErrors is how many errors validation looks for. Each may cost a
// search for similar names.
const mostValidationErrors = 8

// validationRules are those of the specification, in an order that does not
// change.
var validationRules = func() []core.Rule {
	var list []core.Rule
	for name, f := range rules.NewDefaultRules().GetInner() {
		list = append(list, core.Rule{Name: name, RuleFunc: f})
	}
	slices.SortFunc(list, func(a, b core.Rule) int { return cmp.Compare(a.Name, b.Name) })
	return list
}()

// errEnough ends a validation that has found enough errors: the walk has no
// other way out.
var errEnough = errors.New("enough errors")

func validate(schema *ast.Schema, doc *ast.QueryDocument) (errs gqlerror.List) {
	defer func() {
		if r := recover(); r != nil && r != any(errEnough) {
			panic(r)
		}
	}()
	events := &core.Events{}
	for _, rule := range validationRules {
		rule.RuleFunc(events, func(options ...core.ErrorOption) {
			e := &gqlerror.Error{Rule: rule.Name}
			for _, o := range options {
				o(e)
			}
			if errs = append(errs, coded(e, CodeValidationFailed)); len(errs) == mostValidationErrors {
				panic(errEnough)
			}
		})
	}
	core.Walk(schema, doc, events)
	return errs
}

// refusal presents what package limit found.
func refusal(err error) *gqlerror.Error {
	var over *limit.Error
	var cycle *limit.CycleError
	switch {
	case errors.As(err, &over):
		e := coded(gqlerror.Errorf("%s", over.Error()), engine.CodeTooComplex)
		e.Extensions["measure"] = over.Measure
		e.Extensions["limit"] = over.Limit
		e.Extensions["actual"] = over.Actual
		e.Extensions["remedy"] = over.Remedy
		return e
	case errors.As(err, &cycle):
		return coded(gqlerror.ErrorPosf(cycle.Position, "%s", cycle.Error()), CodeValidationFailed)
	default:
		return gqlerror.Wrap(err)
	}
}

// coded gives an error a code.
func coded(err error, code string) *gqlerror.Error {
	var e *gqlerror.Error
	if !errors.As(err, &e) {
		e = gqlerror.Wrap(err)
	}
	if e.Extensions == nil {
		e.Extensions = map[string]any{}
	}
	e.Extensions["code"] = code
	return e
}

type documentKey struct{}

func withDocument(ctx context.Context, doc *document) context.Context {
	return context.WithValue(ctx, documentKey{}, doc)
}

func documentOf(ctx context.Context) *document {
	doc, _ := ctx.Value(documentKey{}).(*document)
	return doc
}

// handover gives the executor the document of the context, as if from a cache.
type handover struct{}

// Get returns the document of the context.
func (handover) Get(ctx context.Context, _ string) (*ast.QueryDocument, bool) {
	if doc := documentOf(ctx); doc != nil && doc.valid {
		return doc.QueryDocument, true
	}
	return nil, false
}

// Add does nothing: documents are kept where they are validated.
func (handover) Add(context.Context, string, *ast.QueryDocument) {}
