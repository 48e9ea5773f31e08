package mapping

import (
	"errors"
	"fmt"
	"strings"

	"innograph/ingest/rows"
)

// A value says where something is taken from. It yields nil for what is
// absent, a string, a list, or a part of a JSON object.
type value interface {
	eval(e *env) (any, error)
}

// env is what values are taken from.
type env struct {
	row     *rows.Row
	names   []binding // let and each, the innermost last
	lookups map[string]*Table
	others  map[string][]string // by property: texts of a localised property that were not preferred
	flaw    func(note string)
}

type binding struct {
	name string
	v    any
}

func (e *env) with(name string, v any) *env {
	inner := *e
	inner.names = append(e.names[:len(e.names):len(e.names)], binding{name, v})
	return &inner
}

// column is what stands in a column, or under a path in an object or a name.
type column struct{ path []string }

func (c column) eval(e *env) (any, error) {
	for i := len(e.names) - 1; i >= 0; i-- {
		if e.names[i].name == c.path[0] {
			return rows.Descend(e.names[i].v, c.path[1:]), nil
		}
	}
	return e.row.Get(c.path), nil
}

// constant is always the same.
type constant struct{ v any }

func (c constant) eval(*env) (any, error) { return c.v, nil }

// template is text with places to fill; if one stays empty, so does the whole.
type template struct{ parts []any } // string or value

func (t template) eval(e *env) (any, error) {
	var b strings.Builder
	for _, part := range t.parts {
		if s, ok := part.(string); ok {
			b.WriteString(s)
			continue
		}
		s, err := textOf(part.(value), e)
		if s == "" || err != nil {
			return nil, err
		}
		b.WriteString(s)
	}
	return b.String(), nil
}

// first is the first value that is not empty.
type first struct{ values []value }

func (f first) eval(e *env) (any, error) {
	for _, v := range f.values {
		if got, err := v.eval(e); got != nil || err != nil {
			return got, err
		}
	}
	return nil, nil
}

// concat is one list of all that the values yield.
type concat struct{ values []value }

func (c concat) eval(e *env) (any, error) {
	var all []any
	for _, v := range c.values {
		got, err := v.eval(e)
		if err != nil {
			return nil, err
		}
		all = append(all, items(got)...)
	}
	return list(all), nil
}

// choose is the value of the first case whose condition holds.
type choose struct{ cases []chosen }

type chosen struct {
	when  condition // nil: always
	value value
}

func (c choose) eval(e *env) (any, error) {
	for _, one := range c.cases {
		ok, err := holds(one.when, e)
		if err != nil {
			return nil, err
		}
		if ok {
			return one.value.eval(e)
		}
	}
	return nil, nil
}

// comprehension is a list with one value for each element of another.
type comprehension struct {
	in   value
	as   string
	when condition
	take value
}

func (c comprehension) eval(e *env) (any, error) {
	var all []any
	err := forEach(c.in, c.as, c.when, e, func(inner *env) error {
		got, err := c.take.eval(inner)
		all = append(all, items(got)...)
		return err
	})
	return list(all), err
}

// ordinal is the name of an element's place in its list, from 1.
const ordinal = "ordinal"

// forEach calls fn for every element of a list, bound to a name.
func forEach(in value, as string, when condition, e *env, fn func(*env) error) error {
	got, err := in.eval(e)
	if err != nil {
		return err
	}
	for i, item := range items(got) {
		inner := e.with(as, item).with(ordinal, fmt.Sprint(i+1))
		ok, err := holds(when, inner)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if err := fn(inner); err != nil {
			return err
		}
	}
	return nil
}

// others are the texts given for a localised property of the same node that
// are not the preferred one of their language.
type others struct{ property string }

func (o others) eval(e *env) (any, error) {
	all := make([]any, 0, len(e.others[o.property]))
	for _, s := range e.others[o.property] {
		all = append(all, s)
	}
	return list(all), nil
}

// treated is a value under a condition and after steps.
type treated struct {
	of    value
	when  condition
	steps []step

	outputs []string // what the last step can yield, when it can be told
}

func (t treated) eval(e *env) (any, error) {
	ok, err := holds(t.when, e)
	if !ok || err != nil {
		return nil, err
	}
	got, err := t.of.eval(e)
	for _, s := range t.steps {
		if err != nil {
			return nil, err
		}
		got, err = s(e, got)
	}
	return got, err
}

// items returns the elements of a list, and a single value as a list of one.
func items(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		all := make([]any, 0, len(v))
		for _, item := range v {
			if item = rows.Descend(item, nil); item != nil {
				all = append(all, item)
			}
		}
		return all
	default:
		return []any{v}
	}
}

// list returns a list as a value yields it: nil when it is empty.
func list(all []any) any {
	if len(all) == 0 {
		return nil
	}
	return all
}

var errNotText = errors.New("a single text is needed where there is a list or an object; take an element, join it or use each")

// textOf returns a value that is one text; a list of one counts.
func textOf(v value, e *env) (string, error) {
	got, err := v.eval(e)
	if err != nil {
		return "", err
	}
	return asText(got)
}

func asText(v any) (string, error) {
	if l, ok := v.([]any); ok && len(l) == 1 {
		v = rows.Descend(l[0], nil)
	}
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	default:
		return "", errNotText
	}
}

// texts returns a value as a list of texts.
func texts(v any) ([]string, error) {
	var all []string
	for _, item := range items(v) {
		s, ok := item.(string)
		if !ok {
			return nil, errNotText
		}
		all = append(all, s)
	}
	return all, nil
}
