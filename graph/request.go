package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
)

// A failure is an answer to a request that is refused before any GraphQL is
// read from it.
type failure struct {
	status    int
	code      string
	message   string
	allow     string // methods, for the header Allow
	challenge string // for the header WWW-Authenticate
	extra     map[string]any
}

// Error returns the message.
func (f *failure) Error() string { return f.message }

func badRequest(format string, args ...any) *failure {
	return &failure{status: http.StatusBadRequest, code: CodeBadRequest, message: fmt.Sprintf(format, args...)}
}

// wireParams are the parameters of a request as JSON.
type wireParams struct {
	Query         *string        `json:"query"`
	OperationName *string        `json:"operationName"`
	Variables     map[string]any `json:"variables"`
	Extensions    map[string]any `json:"extensions"`
}

func (p *wireParams) params() (*graphql.RawParams, *failure) {
	if p.Query == nil || strings.TrimSpace(*p.Query) == "" {
		return nil, badRequest(`"query" is missing; send the GraphQL document under that name`)
	}
	raw := &graphql.RawParams{Query: *p.Query, Variables: p.Variables, Extensions: p.Extensions}
	if p.OperationName != nil {
		raw.OperationName = *p.OperationName
	}
	return raw, nil
}

// readPost reads the parameters of a POST request, of at most limit bytes.
func readPost(w http.ResponseWriter, r *http.Request, limit int64) (*graphql.RawParams, *failure) {
	mediaType, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset, encoding := params["charset"], r.Header.Get("Content-Encoding")
	if err != nil || mediaType != typeJSON || charset != "" && !strings.EqualFold(charset, "utf-8") ||
		encoding != "" && !strings.EqualFold(encoding, "identity") {
		return nil, &failure{status: http.StatusUnsupportedMediaType, code: CodeMediaType,
			message: "send the request as Content-Type: application/json, in UTF-8 and not compressed"}
	}
	if r.ContentLength > limit {
		return nil, tooLarge(limit, map[string]any{"actual": r.ContentLength})
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return nil, tooLarge(limit, nil)
	}
	if err != nil {
		return nil, badRequest("the body could not be read to its end")
	}
	var p wireParams
	if f := decodeObject(body, &p, "the body"); f != nil {
		return nil, f
	}
	return p.params()
}

func tooLarge(limit int64, extra map[string]any) *failure {
	f := &failure{status: http.StatusRequestEntityTooLarge, code: CodeTooLarge,
		message: fmt.Sprintf("the body has more than the %d bytes allowed; split the request", limit),
		extra:   map[string]any{"limit": limit, "remedy": "split the request"}}
	for name, v := range extra {
		f.extra[name] = v
	}
	return f
}

// readGet reads the parameters of a GET request.
func readGet(r *http.Request) (*graphql.RawParams, *failure) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, badRequest("the parameters of the address are not well-formed; escape them")
	}
	var p wireParams
	for name, into := range map[string]**string{"query": &p.Query, "operationName": &p.OperationName} {
		if v := values.Get(name); v != "" {
			if !utf8.ValidString(v) {
				return nil, badRequest("%q is not UTF-8", name)
			}
			*into = &v
		}
	}
	for name, into := range map[string]*map[string]any{"variables": &p.Variables, "extensions": &p.Extensions} {
		if v := values.Get(name); v != "" {
			if f := decodeObject([]byte(v), into, fmt.Sprintf("%q", name)); f != nil {
				return nil, f
			}
		}
	}
	return p.params()
}

// decodeObject reads one JSON object and nothing after it. What is wrong is
// said without repeating the input.
func decodeObject(input []byte, into any, what string) *failure {
	if !utf8.Valid(input) {
		return badRequest("%s is not UTF-8", what)
	}
	d := json.NewDecoder(bytes.NewReader(input))
	d.UseNumber()
	err := d.Decode(into)
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrongType) && wrongType.Field == "":
		return badRequest("%s is not a JSON object; lists of requests are not taken", what)
	case errors.As(err, &wrongType):
		return badRequest("%q is not %s", wrongType.Field, wanted(wrongType.Field))
	case err != nil:
		return badRequest("%s is not JSON", what)
	}
	if _, err := d.Token(); err != io.EOF {
		return badRequest("%s goes on after the JSON object", what)
	}
	return nil
}

func wanted(field string) string {
	if field == "query" || field == "operationName" {
		return "a string"
	}
	return "an object"
}
