package limit

import (
	"errors"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

func TestIntrospection(t *testing.T) {
	schema, err := gqlparser.LoadSchema(&ast.Source{Input: `
		type Query { a(x: Int, y: Int): A b: B }
		type A { a: A b: B c: Int }
		type B { a: A d(x: Int): Int e: E }
		enum E { F G }
		input I { x: Int y: Int }`})
	if err != nil {
		t.Fatal(err)
	}
	const whole = "{__schema{types{name fields{name args{name}}}}}"
	x, err := NewIntrospection(schema, whole)
	if err != nil {
		t.Fatal(err)
	}
	for text, ok := range map[string]bool{
		whole:                                   true,
		"{__typename}":                          true,
		"{a{c}}":                                true,
		"{__schema{queryType{name}}}":           true,
		`{__type(name:"A"){name fields{name}}}`: true,
		"{...f ...f} fragment f on Query" + whole:                                                  true,
		"{" + strings.Repeat("a:__schema{types{name fields{name args{name}}}}", 3) + "}":           false,
		"{__schema{types{fields{type{fields{type{fields{type{fields{name}}}}}}}}}}":                false,
		"{...f ...f ...f} fragment f on Query" + whole:                                             false,
		`{__type(name:"A"){fields{type{fields{type{fields{type{fields{type{fields{name}}}}}}}}}}}`: false,
	} {
		err := x.Document(parse(t, text))
		var over *Error
		if ok && err != nil || !ok && (!errors.As(err, &over) || over.Measure != "introspection" || over.Actual <= over.Limit) {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := NewIntrospection(schema, "{"); err == nil {
		t.Error("a broken document is taken")
	}
}
