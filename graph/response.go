package graph

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/graph/engine"
)

// The bounds of a response.
const (
	mostErrors  = 50      // errors of an operation that ran
	mostRefusal = 4 << 10 // bytes of the answer to a request that was refused
)

// dataKey is how a body begins, unless there are errors.
const dataKey = `{"data":`

// An answer is the body of a response.
type answer struct {
	body   []byte
	direct bool // it begins with dataKey and the data already
}

// answers are bodies to be used again, but for large ones.
var answers = sync.Pool{New: func() any { return new(answer) }}

const mostKept = 1 << 20

func (a *answer) release() {
	if a.direct = false; cap(a.body) <= mostKept {
		answers.Put(a)
	}
}

type answerKey struct{}

func withAnswer(ctx context.Context, a *answer) context.Context {
	return context.WithValue(ctx, answerKey{}, a)
}

// answerOf returns where the answer of a context is to be written.
func answerOf(ctx context.Context) *answer {
	if a, ok := ctx.Value(answerKey{}).(*answer); ok {
		return a
	}
	return new(answer)
}

// complete writes the response of an operation that ran. Its data stand as they
// are: they come from the engine, and are JSON already.
func (a *answer) complete(resp *graphql.Response) error {
	if !a.direct || len(resp.Errors) > 0 {
		var err error
		if a.body, err = begin(resp); err != nil {
			return err
		}
	}
	if len(resp.Extensions) > 0 {
		extensions, err := json.Marshal(resp.Extensions)
		if err != nil {
			return err
		}
		a.body = append(append(a.body, `,"extensions":`...), extensions...)
	}
	a.body = append(a.body, "}\n"...)
	return nil
}

// begin returns a body up to the end of its data.
func begin(resp *graphql.Response) ([]byte, error) {
	data := resp.Data
	if data == nil {
		data = json.RawMessage("null")
	}
	if len(resp.Errors) == 0 {
		return append([]byte(dataKey), data...), nil
	}
	errs, err := json.Marshal(resp.Errors[:min(len(resp.Errors), mostErrors)])
	if err != nil {
		return nil, err
	}
	body := append([]byte(`{"errors":`), errs...)
	return append(append(body, `,"data":`...), data...), nil
}

// refuse sends the errors of a request that did not run, without data, and as
// many of them as fit.
func refuse(w http.ResponseWriter, mediaType string, status int, errs gqlerror.List) error {
	for {
		out, err := json.Marshal(struct {
			Errors gqlerror.List `json:"errors"`
		}{errs})
		if err != nil {
			return err
		}
		if len(out) < mostRefusal || len(errs) <= 1 {
			return send(w, mediaType, status, append(out, '\n'))
		}
		errs = errs[:len(errs)-1]
	}
}

func send(w http.ResponseWriter, mediaType string, status int, body []byte) error {
	h := w.Header()
	h.Set("Content-Type", mediaType+"; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, err := w.Write(body)
	return err
}

// statusOf returns the status of a well-formed request that was refused, by the
// type of response: callers of old take anything but 200 for a broken server.
func statusOf(mediaType string, errs gqlerror.List) int {
	for _, e := range errs {
		switch codeOf(e) {
		case engine.CodeInternal:
			return http.StatusInternalServerError
		case engine.CodeUnavailable:
			return http.StatusServiceUnavailable
		}
	}
	if mediaType == typeJSON {
		return http.StatusOK
	}
	return http.StatusBadRequest
}

// ComeAgain asks a caller, by the headers of an answer, to wait two seconds for a store
// that cannot answer now. One that is back is noticed at once.
func ComeAgain(h http.Header) { h.Set("Retry-After", "2") }

// tellRetry asks to come again later where that may help.
func tellRetry(w http.ResponseWriter, errs gqlerror.List) {
	if slices.ContainsFunc(errs, func(e *gqlerror.Error) bool { return codeOf(e) == engine.CodeUnavailable }) {
		ComeAgain(w.Header())
	}
}
