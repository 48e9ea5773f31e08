package engine

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg/text"
)

// maxInputDepth bounds how deeply inputs are nested. It lies beyond what any
// filter may have, and keeps the decoder from running out of stack.
const maxInputDepth = 64

// fields are the given fields of an input, in the order of its definition, with
// defaults in place. Lists are []any, Int is int64, Boolean bool; every other
// scalar and every enum is a string. A null that was given is nil.
type fields []member

type member struct {
	name  string
	def   *ast.Definition // of the type named, without its list
	value any
}

// get returns the value of a field: nil where it is absent or null.
func (f fields) get(name string) any {
	for i := range f {
		if f[i].name == name {
			return f[i].value
		}
	}
	return nil
}

// symbol is a literal of an enum, as against a text.
type symbol string

// literal returns what a document's value stands for: numbers by their text, so
// that no digit is lost. given is false for a variable without value.
func literal(v *ast.Value, vars map[string]any) (value any, given bool) {
	switch v.Kind {
	case ast.Variable:
		value, given = vars[v.Raw]
		return value, given
	case ast.NullValue:
		return nil, true
	case ast.IntValue, ast.FloatValue:
		return json.Number(v.Raw), true
	case ast.BooleanValue:
		return v.Raw == "true", true
	case ast.EnumValue:
		return symbol(v.Raw), true
	case ast.ListValue:
		list := make([]any, len(v.Children))
		for i, e := range v.Children {
			list[i], _ = literal(e.Value, vars)
		}
		return list, true
	case ast.ObjectValue:
		object := make(map[string]any, len(v.Children))
		for _, e := range v.Children {
			if value, given := literal(e.Value, vars); given {
				object[e.Name] = value
			}
		}
		return object, true
	default:
		return v.Raw, true
	}
}

// A decoder coerces inputs over the served schema: every literal and every
// variable is checked, every default applied, however deeply nested.
type decoder struct {
	schema *ast.Schema
	vars   map[string]any
}

// arguments decodes the arguments of a field.
func (d *decoder) arguments(f *ast.Field) (fields, error) {
	out := make(fields, 0, len(f.Definition.Arguments))
	for _, def := range f.Definition.Arguments {
		var v any
		given := false
		if arg := f.Arguments.ForName(def.Name); arg != nil {
			v, given = literal(arg.Value, d.vars)
		}
		if !given && def.DefaultValue != nil {
			v, given = literal(def.DefaultValue, nil)
		}
		if !given {
			if def.Type.NonNull {
				return nil, within(def.Name, refuse("a value is required"))
			}
			continue
		}
		v, err := d.coerce(def.Type, v, 0)
		if err != nil {
			return nil, within(def.Name, err)
		}
		out = append(out, member{name: def.Name, def: d.schema.Types[def.Type.Name()], value: v})
	}
	return out, nil
}

func (d *decoder) coerce(t *ast.Type, v any, depth int) (any, error) {
	if depth > maxInputDepth {
		return nil, exceeds(maxInputDepth, depth, "write it flatter", "the input is nested more than %d deep", maxInputDepth)
	}
	if v == nil {
		if t.NonNull {
			return nil, refuse("null is given where a value of type %s is required", t)
		}
		return nil, nil
	}
	if t.Elem != nil {
		return d.list(t, v, depth)
	}
	switch def := d.schema.Types[t.NamedType]; def.Kind {
	case ast.Enum:
		return enumValue(def, v)
	case ast.InputObject:
		return d.object(def, v, depth)
	default:
		return scalar(t.NamedType, v)
	}
}

// list coerces a list; a single value stands for a list of itself.
func (d *decoder) list(t *ast.Type, v any, depth int) (any, error) {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
		if r := reflect.ValueOf(v); r.Kind() == reflect.Slice {
			list = make([]any, r.Len())
			for i := range list {
				list[i] = r.Index(i).Interface()
			}
		}
	}
	out := make([]any, len(list))
	for i, e := range list {
		e, err := d.coerce(t.Elem, e, depth+1)
		if err != nil {
			return nil, within("["+strconv.Itoa(i)+"]", err)
		}
		out[i] = e
	}
	return out, nil
}

func (d *decoder) object(def *ast.Definition, v any, depth int) (any, error) {
	in, ok := v.(map[string]any)
	if !ok {
		return nil, refuse("an input object of type %s is needed, not %s", def.Name, describe(v))
	}
	out := make(fields, 0, len(in))
	known := 0
	for _, f := range def.Fields {
		v, given := in[f.Name]
		if given {
			known++
		} else if f.DefaultValue != nil {
			v, given = literal(f.DefaultValue, nil)
		}
		if !given {
			if f.Type.NonNull {
				return nil, within(f.Name, refuse("a value is required"))
			}
			continue
		}
		v, err := d.coerce(f.Type, v, depth+1)
		if err != nil {
			return nil, within(f.Name, err)
		}
		out = append(out, member{name: f.Name, def: d.schema.Types[f.Type.Name()], value: v})
	}
	if known < len(in) {
		return nil, unknownField(def, in)
	}
	if def.Directives.ForName("oneOf") != nil && (len(out) != 1 || out[0].value == nil) {
		return nil, refuse("exactly one field of %s must be given, and not as null; %d are", def.Name, len(out))
	}
	return out, nil
}

func unknownField(def *ast.Definition, in map[string]any) error {
	var names []string
	for name := range in {
		if def.Fields.ForName(name) == nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return within(text.Shorten(names[0], mostShown), refuse("%s has no such field", def.Name))
}

func enumValue(def *ast.Definition, v any) (any, error) {
	var name string
	switch v := v.(type) {
	case symbol:
		name = string(v)
	case string:
		name = v
	default:
		return nil, refuse("a symbol of %s is needed, not %s", def.Name, describe(v))
	}
	if def.EnumValues.ForName(name) == nil {
		return nil, refuse("%q is no symbol of %s; write %s", text.Shorten(name, mostShown), def.Name, someOf(def.EnumValues))
	}
	return name, nil
}

// What a message repeats of a text, in bytes, and of the symbols of an enum.
const (
	mostShown   = 60
	mostSymbols = 10
)

// someOf names the symbols of an enum, as many as fit a message.
func someOf(all ast.EnumValueList) string {
	var b strings.Builder
	for i, v := range all {
		switch {
		case i == mostSymbols:
			return b.String() + " or another that the schema has"
		case i > 0 && i == len(all)-1:
			b.WriteString(" or ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(v.Name)
	}
	return b.String()
}

// scalar coerces a value of a scalar type. Those beyond the language's own are
// texts, but a Decimal may be a number too.
func scalar(name string, v any) (any, error) {
	if f, ok := v.(float64); ok {
		v = json.Number(strconv.FormatFloat(f, 'f', -1, 64))
	}
	if r := reflect.ValueOf(v); r.CanInt() {
		v = json.Number(strconv.FormatInt(r.Int(), 10))
	}
	number, isNumber := v.(json.Number)
	text, isText := v.(string)
	switch name {
	case "Int":
		n, err := strconv.ParseInt(string(number), 10, 64)
		if !isNumber || err != nil {
			return nil, refuse("an integer is needed, not %s", describe(v))
		}
		return n, nil
	case "Float":
		f, err := strconv.ParseFloat(string(number), 64)
		if !isNumber || err != nil || math.IsInf(f, 0) {
			return nil, refuse("a number is needed, not %s", describe(v))
		}
		return f, nil
	case "Boolean":
		b, ok := v.(bool)
		if !ok {
			return nil, refuse("true or false is needed, not %s", describe(v))
		}
		return b, nil
	case "ID":
		if isNumber && isInt(number) {
			return string(number), nil
		}
	case "Decimal":
		if isNumber {
			return string(number), nil
		}
	}
	if !isText {
		return nil, refuse("a text is needed for %s, not %s", name, describe(v))
	}
	return text, nil
}

func isInt(n json.Number) bool {
	_, err := n.Int64()
	return err == nil
}

// describe names the form of a value for a message.
func describe(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return "a text"
	case symbol:
		return "the symbol " + string(v)
	case bool:
		return fmt.Sprint(v)
	case json.Number:
		return "the number " + string(v)
	case map[string]any:
		return "an input object"
	case []any:
		return "a list"
	default:
		return fmt.Sprintf("%v", v)
	}
}
