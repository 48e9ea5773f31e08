package graph

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"
)

// syntaxError presents why the parser refuses a document. Of what is no token the
// parser says just that; why it is none, the lexer knows.
func syntaxError(document string, err error) *gqlerror.Error {
	e := coded(err, CodeParseFailed)
	lex := lexer.New(&ast.Source{Input: document})
	for {
		token, err := lex.ReadToken()
		if err == nil && token.Kind != lexer.EOF {
			continue
		}
		var why *gqlerror.Error
		if err == nil || !errors.As(err, &why) || !slices.Equal(why.Locations, e.Locations) {
			return e
		}
		e.Message = why.Message
		// The lexer names one byte of a character that begins no token.
		if runes, at := []rune(document), token.Pos.Start; at == token.Pos.End && at < len(runes) && runes[at] >= utf8.RuneSelf {
			e.Message = fmt.Sprintf(`the character %q cannot stand here; outside of texts write plain ASCII: " for quotes, and ( ) { } : , for punctuation`, runes[at])
		}
		return e
	}
}
