package schema

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// An Error is one refusal: where, what is wrong, and what to do.
type Error struct {
	File    string
	Line    int
	Column  int
	Message string
}

// Error returns the refusal as file:line:column: message.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// Errors are all refusals of one compilation, in the order of the text.
type Errors []*Error

// Error returns a line for each refusal.
func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// refuse records a refusal at a position of the schema.
func (c *compiler) refuse(at *ast.Position, format string, args ...any) {
	e := &Error{File: c.name, Line: 1, Column: 1, Message: fmt.Sprintf(format, args...)}
	if at != nil {
		e.Line, e.Column = at.Line, at.Column
		if at.Src != nil {
			e.File = at.Src.Name
		}
	}
	c.errs = append(c.errs, e)
}

// failed returns the refusals so far as an error, or nil.
func (c *compiler) failed() error {
	if len(c.errs) == 0 {
		return nil
	}
	slices.SortStableFunc(c.errs, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return c.errs
}

// syntax turns an error of the parser into a refusal.
func syntax(name string, err error) error {
	var list gqlerror.List
	var one *gqlerror.Error
	switch {
	case errors.As(err, &list) && len(list) > 0:
		one = list[0]
	case !errors.As(err, &one):
		return err
	}
	e := &Error{File: name, Line: 1, Column: 1, Message: one.Message}
	if len(one.Locations) > 0 {
		e.Line, e.Column = one.Locations[0].Line, one.Locations[0].Column
	}
	return Errors{e}
}
