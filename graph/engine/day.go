package engine

import (
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// day returns the day a field's relations must hold on: its argument, or what
// holds above.
func (r *request) day(f *ast.Field, above string) (string, error) {
	if len(f.Arguments) == 0 {
		return above, nil
	}
	args, err := r.arguments(f)
	if err != nil {
		return "", err
	}
	return dayOf(args, above)
}

// dayOf reads the argument or input field `on`.
func dayOf(in fields, above string) (string, error) {
	text, ok := in.get("on").(string)
	if !ok {
		return above, nil
	}
	v, err := kg.ParseDate(text)
	if err != nil {
		return "", within("on", refuse("%v", err))
	}
	if kg.DatePrecision(v) != kg.Day {
		return "", within("on", refuse("%q is not a full day: write 2024-07-23", text))
	}
	return text, nil
}
