package limit

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/lexer"
)

// Text bounds the text of a document: bytes, tokens, and the length of names,
// which suggestions for misspelt ones are computed from. What is no GraphQL is
// left to the parser. It returns the number of tokens.
func (l Limits) Text(query string) (count int, err error) {
	if err := bytesOfText.within(l.Bytes, len(query)); err != nil {
		return 0, err
	}
	lex := lexer.New(&ast.Source{Input: query})
	for {
		token, err := lex.ReadToken()
		if err != nil || token.Kind == lexer.EOF {
			return count, tokens.within(l.Tokens, count)
		}
		count++
		if token.Kind != lexer.Name {
			continue
		}
		if err := nameLength.within(l.Name, len(token.Value)); err != nil {
			return count, err
		}
	}
}
