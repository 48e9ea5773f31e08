package mapping

import (
	"regexp"
	"slices"
)

// A condition holds for a row or not.
type condition interface {
	holds(e *env) (bool, error)
}

// holds reports whether a condition, which may be missing, holds.
func holds(c condition, e *env) (bool, error) {
	if c == nil {
		return true, nil
	}
	return c.holds(e)
}

type allOf []condition

func (all allOf) holds(e *env) (bool, error) {
	for _, c := range all {
		if ok, err := c.holds(e); !ok || err != nil {
			return false, err
		}
	}
	return true, nil
}

type anyOf []condition

func (some anyOf) holds(e *env) (bool, error) {
	for _, c := range some {
		if ok, err := c.holds(e); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

type negation struct{ of condition }

func (n negation) holds(e *env) (bool, error) {
	ok, err := n.of.holds(e)
	return !ok && err == nil, err
}

// A test asks something about the texts of a value.
type test struct {
	of  value
	ask func(e *env, texts []string) (bool, error)
}

func (t test) holds(e *env) (bool, error) {
	got, err := t.of.eval(e)
	if err != nil {
		return false, err
	}
	found, err := texts(got)
	if err != nil {
		return false, err
	}
	return t.ask(e, found)
}

func isExactly(want []string) func(*env, []string) (bool, error) {
	return func(_ *env, found []string) (bool, error) { return slices.Equal(found, want), nil }
}

func isAmong(want []string) func(*env, []string) (bool, error) {
	set := make(map[string]bool, len(want))
	for _, w := range want {
		set[w] = true
	}
	return func(_ *env, found []string) (bool, error) {
		return slices.ContainsFunc(found, func(s string) bool { return set[s] }), nil
	}
}

func isEmpty(want bool) func(*env, []string) (bool, error) {
	return func(_ *env, found []string) (bool, error) { return (len(found) == 0) == want, nil }
}

func fits(pattern *regexp.Regexp) func(*env, []string) (bool, error) {
	return func(_ *env, found []string) (bool, error) {
		return slices.ContainsFunc(found, pattern.MatchString), nil
	}
}

func sameAs(other value) func(*env, []string) (bool, error) {
	return func(e *env, found []string) (bool, error) {
		got, err := other.eval(e)
		if err != nil {
			return false, err
		}
		want, err := texts(got)
		return len(found) > 0 && slices.Equal(found, want), err
	}
}

func isKnown(lookup string) func(*env, []string) (bool, error) {
	return func(e *env, found []string) (bool, error) {
		return slices.ContainsFunc(found, e.lookups[lookup].Has), nil
	}
}
