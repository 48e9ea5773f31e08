package graph

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"innograph/graph/engine"
	"innograph/kg"
)

func TestErrorCodes(t *testing.T) {
	const secret = "driver says: password hunter2"
	cause := errors.New(secret)
	for _, c := range []struct {
		err     error
		code    string
		message string
	}{
		{kg.Invalid("filter", "say what"), engine.CodeBadUserInput, "filter: say what"},
		{&kg.Error{Kind: kg.ErrBadCursor, Reason: "start again", Cause: cause}, engine.CodeBadCursor, "start again"},
		{&kg.Error{Kind: kg.ErrUnavailable, Subject: "store hunter2.db", Reason: "the disk is full", Cause: cause}, engine.CodeUnavailable,
			"the store cannot answer now; try again later"},
		{&kg.Error{Kind: kg.ErrDamaged, Subject: "store hunter2.db", Reason: "put back a copy", Cause: cause}, engine.CodeInternal, "internal error"},
		{&kg.Error{Kind: kg.ErrUnavailable, Subject: "store", Reason: "given up", Cause: context.DeadlineExceeded}, engine.CodeDeadline,
			"the time of the request is up; ask for less, or for smaller pages"},
		{&kg.Error{Kind: kg.ErrTooLarge, Reason: "too much", Cause: cause}, engine.CodeTooComplex, "too much"},
		{fmt.Errorf("reading: %w", cause), engine.CodeInternal, "internal error"},
		{fmt.Errorf("reading: %w", context.DeadlineExceeded), engine.CodeDeadline, "the time of the request is up; ask for less, or for smaller pages"},
	} {
		var log bytes.Buffer
		f := newFake()
		f.answer = func(context.Context) (engine.JSON, error) { return nil, c.err }
		got := serve(t, newTestHandler(t, f, Options{Log: slog.New(slog.NewTextHandler(&log, nil))}), newPost(good, nil))
		if got.status != 200 || got.code() != c.code || got.errors[0].Message != c.message || string(got.data) != `{"node":null}` {
			t.Errorf("%v: %d %s", c.err, got.status, got.body)
		}
		if strings.Contains(got.body, "hunter2") {
			t.Errorf("%v: the answer tells the cause: %s", c.err, got.body)
		}
		if got.errors[0].Extensions["requestId"] != got.header.Get("X-Request-Id") {
			t.Errorf("%v: ids differ: %s", c.err, got.body)
		}
		if again := got.header.Get("Retry-After"); (again != "") != (c.code == engine.CodeUnavailable) {
			t.Errorf("%v: to be tried again after %q", c.err, again)
		}
		fault := c.code == engine.CodeInternal || c.code == engine.CodeUnavailable
		if fault && (!strings.Contains(log.String(), "level=ERROR") || !strings.Contains(log.String(), secret) || !strings.Contains(log.String(), got.header.Get("X-Request-Id"))) {
			t.Errorf("%v: the log lacks cause or id: %s", c.err, log.String())
		}
	}
}

func TestPanic(t *testing.T) {
	var log bytes.Buffer
	f := newFake()
	f.answer = func(context.Context) (engine.JSON, error) { panic("hunter2") }
	got := serve(t, newTestHandler(t, f, Options{Log: slog.New(slog.NewTextHandler(&log, nil))}), newPost(good, nil))
	if got.status != 200 || got.code() != engine.CodeInternal || strings.Contains(got.body, "hunter2") || strings.Contains(got.body, ".go") {
		t.Errorf("%d %s", got.status, got.body)
	}
	if !strings.Contains(log.String(), "hunter2") || !strings.Contains(log.String(), "errors_test.go") {
		t.Errorf("the log lacks the panic or its stack: %s", log.String())
	}
}

// The deadline reaches the engine, whose statement it ends, and is told as such
// whatever the engine makes of it.
func TestDeadline(t *testing.T) {
	for _, driver := range []error{nil, errors.New("interrupted (9)"), &kg.Error{Kind: kg.ErrUnavailable, Reason: "interrupted"}} {
		f := newFake()
		f.answer = func(ctx context.Context) (engine.JSON, error) {
			<-ctx.Done()
			if driver != nil {
				return nil, driver
			}
			return nil, ctx.Err()
		}
		start := time.Now()
		got := serve(t, newTestHandler(t, f, Options{Timeout: 20 * time.Millisecond}), newPost(good, nil))
		if got.status != 200 || got.code() != engine.CodeDeadline || time.Since(start) > 5*time.Second {
			t.Errorf("%v: %d %s", driver, got.status, got.body)
		}
	}
}

// What refuses a request is short, however much is wrong with it.
func TestRefusalsAreShort(t *testing.T) {
	h := newTestHandler(t, newFake(), Options{})
	long := strings.Repeat("x", 16_000)
	var unknown strings.Builder
	for i := range 80 {
		fmt.Fprintf(&unknown, "unknown%d(a: %q) ", i, "y")
	}
	for name, r := range map[string]*http.Request{
		"unknown fields":       newPost("{node(id:1){"+unknown.String()+"}}", nil),
		"unknown directives":   newPost("{node(id:1){id "+strings.Repeat("@x", 20)+"}}", nil),
		"a long string":        newPost(`{node(id:1){id} people(first:"`+long+`"){nodes{id}}}`, nil),
		"a long parse error":   newPost(`{node(id:1){id} "`+long+`"}`, nil),
		"a long variable":      newPost(`query($v: Int){people(first:$v){nodes{id}}}`, map[string]any{"v": long}),
		"a long operationName": newRawPost(`{"query":"query a{__typename}","operationName":"` + long + `"}`),
		"conflicts":            newPost("{a: node(id:1){id "+strings.Repeat(" id:__typename", 29)+"}}", nil),
	} {
		got := serve(t, h, r)
		if got.code() == "" || len(got.body) > 4096 {
			t.Errorf("%s: %d bytes: %.300s", name, len(got.body), got.body)
		}
		if n := len(got.errors); n > mostValidationErrors {
			t.Errorf("%s: %d errors", name, n)
		}
	}
}

// A document that cannot be read is refused with the reason, where it is.
func TestSyntaxErrors(t *testing.T) {
	h := newTestHandler(t, newFake(), Options{})
	for document, want := range map[string]string{
		`{node(id:"1){id}}`:        "Unterminated string.",
		`{node(id:"\q"){id}}`:      `Invalid character escape sequence: \q.`,
		`{node(id:"一\q"){id}}`:     `Invalid character escape sequence: \q.`,
		`{node(id:'1'){id}}`:       `Unexpected single quote character ('), did you mean to use a double quote (")?`,
		`{node(id:01){id}}`:        "Invalid number, unexpected digit after 0",
		`{node} ;`:                 `Cannot parse the unexpected character ";".`,
		`{node(id:“1”){id}}`:       `the character '“' cannot stand here; outside of texts write plain ASCII: " for quotes`,
		`{node（id:"1"）{id}}`:       `the character '（' cannot stand here`,
		`{node(id:"一"){节点}}`:       `the character '节' cannot stand here`,
		`{node(id:"1"){id}`:        "Expected Name, found <EOF>",
		`{node( id: "一") {id} } "`: "Unterminated string.",
		`} "`:                      "Unexpected }",
	} {
		got := serve(t, h, newPost(document, nil))
		if got.code() != CodeParseFailed || !strings.Contains(got.errors[0].Message, want) {
			t.Errorf("%s: %s", document, got.body)
		}
	}
}

// What is wrong with a variable is told with its place, in words for who has sent it.
func TestVariableErrors(t *testing.T) {
	h := newTestHandler(t, newFake(), Options{})
	const declared = "query($n: Int, $o: [PersonOrder!], $f: AchievementFilter, $t: String! = \"a\", $r: ID!) " +
		"{people(first: $n, orderBy: $o){totalCount} achievements(filter: $f){totalCount} search(text: $t){totalCount} node(id: $r){id}}"
	for given, want := range map[string]string{
		`{}`:                                      "variable $r: a value is required",
		`{"r":null}`:                              "variable $r: null is given where a value of type ID! is required",
		`{"r":1.5}`:                               "variable $r: a text is needed for ID, not the number 1.5",
		`{"r":"1","t":null}`:                      "variable $t: null is given where a value of type String! is required",
		`{"r":"1","t":["a"]}`:                     "variable $t: a text is needed for String, not a list",
		`{"r":"1","n":"5"}`:                       "variable $n: an integer is needed, not a text",
		`{"r":"1","n":8.5}`:                       "variable $n: an integer is needed, not the number 8.5",
		`{"r":"1","o":[{"field":"NAM"}]}`:         `variable $o[0].field: \"NAM\" is no symbol of PersonOrderField; write `,
		`{"r":"1","f":{"stag":{}}}`:               "variable $f.stag: AchievementFilter has no such field",
		`{"r":"1","f":[]}`:                        "variable $f: an input object of type AchievementFilter is needed, not a list",
		`{"r":"1","f":{"trl":{"gte":"8"}}}`:       "variable $f.trl.gte: an integer is needed, not a text",
		`{"r":"1","f":{"stage":{"eq":"mature"}}}`: `variable $f.stage.eq: \"mature\" is no symbol of AchievementStage; write INITIAL, MIDDLE or MATURE`,
	} {
		got := serve(t, h, newRawPost(`{"query":`+quote(declared)+`,"variables":`+given+`}`))
		if got.code() != engine.CodeBadUserInput || !strings.Contains(got.body, want) {
			t.Errorf("%s: %s", given, got.body)
		}
	}
	if got := serve(t, h, newRawPost(`{"query":`+quote(declared)+`,"variables":{"r":1,"n":5,"o":{"field":"NAME"},"f":null,"x":[]}}`)); got.code() != "" {
		t.Errorf("all fit: %s", got.body)
	}
}
