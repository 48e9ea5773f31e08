package graph

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/graph/engine"
)

// The transports are GET for queries and POST. They differ from gqlgen's own in
// that a document is bounded between parsing and validation, that status and
// type of the answer follow the specification of GraphQL over HTTP, and that
// no input is repeated in an answer.
type (
	get  struct{ *requests }
	post struct{ *requests }
)

var _, _ graphql.Transport = get{}, post{}

// Supports tells whether the request is a GET.
func (get) Supports(r *http.Request) bool { return r.Method == http.MethodGet }

// Supports tells whether the request is a POST.
func (post) Supports(r *http.Request) bool { return r.Method == http.MethodPost }

// Do answers a query.
func (t get) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	params, f := readGet(r)
	t.answer(w, r, exec, params, f)
}

// Do answers an operation.
func (t post) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	params, f := readPost(w, r, t.bodyLimit)
	t.answer(w, r, exec, params, f)
}

// requests is what both transports share.
type requests struct {
	documents *documents
	errors    presenter
	bodyLimit int64
}

func (t *requests) answer(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor, params *graphql.RawParams, f *failure) {
	mediaType := responseType(r.Header)
	if mediaType == "" {
		mediaType = typeJSON
		f = &failure{status: http.StatusNotAcceptable, code: CodeNotAcceptable,
			message: "the answer is " + typeGraphQL + " or " + typeJSON + "; accept one of them"}
	}
	if f != nil {
		t.fail(w, r, mediaType, f)
		return
	}
	if err := t.run(w, r, mediaType, exec, params); err != nil {
		t.errors.log.DebugContext(r.Context(), "answer not sent", "error", err, "requestId", RequestID(r.Context()))
	}
}

// run takes a well-formed request through parsing, limits, validation and
// execution.
func (t *requests) run(w http.ResponseWriter, r *http.Request, mediaType string, exec graphql.GraphExecutor, params *graphql.RawParams) error {
	ctx := r.Context()
	deny := func(errs gqlerror.List) error {
		for i, e := range errs {
			errs[i] = t.errors.present(ctx, e)
		}
		tellRetry(w, errs)
		return refuse(w, mediaType, statusOf(mediaType, errs), errs)
	}
	doc, err := t.documents.parse(params.Query)
	if err != nil {
		return deny(gqlerror.List{err})
	}
	operation, missing := chosen(doc.QueryDocument, params.OperationName)
	if r.Method == http.MethodGet && operation != nil && operation.Operation != ast.Query {
		t.fail(w, r, mediaType, &failure{status: http.StatusMethodNotAllowed, code: CodeMethod, allow: http.MethodPost,
			message: "a GET may only ask for a query; send a " + string(operation.Operation) + " by POST"})
		return nil
	}
	if errs := t.documents.validate(doc); errs != nil {
		return deny(errs)
	}
	if missing != nil {
		return deny(gqlerror.List{missing})
	}
	if err := t.documents.limits.Input(params.Variables); err != nil {
		return deny(gqlerror.List{refusal(err)})
	}
	if err := engine.CheckVariables(t.documents.schema, operation, params.Variables); err != nil {
		return deny(gqlerror.List{err})
	}
	a := answers.Get().(*answer)
	defer a.release()
	ctx = withAnswer(withDocument(ctx, doc), a)
	op, errs := exec.CreateOperationContext(ctx, params)
	if errs != nil {
		return deny(errs)
	}
	noteOperation(ctx, op)
	next, ctx := exec.DispatchOperation(ctx, op)
	resp := next(ctx)
	if resp == nil { // the context ended before the first field
		resp = &graphql.Response{Errors: gqlerror.List{t.errors.present(ctx, engine.Failure(nil, context.Cause(ctx)))}}
	}
	tellBookmark(w, resp, engine.Written(ctx))
	tellRetry(w, resp.Errors)
	if err := a.complete(resp); err != nil {
		return err
	}
	return send(w, mediaType, http.StatusOK, a.body)
}

// fail answers a request that GraphQL never saw.
func (t *requests) fail(w http.ResponseWriter, r *http.Request, mediaType string, f *failure) {
	if f.allow != "" {
		w.Header().Set("Allow", f.allow)
	}
	if f.challenge != "" {
		w.Header().Set("WWW-Authenticate", f.challenge)
	}
	e := coded(gqlerror.Errorf("%s", f.message), f.code)
	for name, v := range f.extra {
		e.Extensions[name] = v
	}
	if err := refuse(w, mediaType, f.status, gqlerror.List{t.errors.present(r.Context(), e)}); err != nil {
		t.errors.log.LogAttrs(r.Context(), slog.LevelDebug, "answer not sent", slog.String("error", err.Error()))
	}
}
