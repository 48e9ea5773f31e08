// Package rules says what must hold of all records of the hub, however they got
// into the store, and finds those of which it does not.
//
// A store enforces what it must in order to answer at all: types, required
// properties, unique keys, ends and maxima of relations. Minima, sums and rules
// of the field it leaves to whoever writes, since real data breaks them. Verify
// reads everything once, in the order of a scan, and shows each record to every
// rule; a rule remembers no more than it needs.
//
// A rule is a file of its own: a type that looks at records, and a call of add.
package rules

import (
	"slices"
	"strings"

	"innograph/kg"
)

// A Severity says how bad it is that a rule is broken.
type Severity string

// The severities.
const (
	Error   Severity = "ERROR"   // the record is wrong or incomplete, and answers about it mislead
	Warning Severity = "WARNING" // someone should look at it
)

// A Rule is something that holds of every record.
type Rule struct {
	Code        string   // stable name, such as "team-lead"
	Severity    Severity //
	Description string   // a plain sentence, with the Chinese term
	Source      string   // where it comes from; empty: the hub's own

	begin func(m *kg.Model, t *tally) check
}

// A check is a rule at work: it is shown every node, then every edge, each in
// the order of creation, and then told that there is no more. It must not keep
// or change what it is shown.
type check interface {
	node(n *kg.Node)
	edge(e *kg.Edge)
	end()
}

// unmoved is what a check embeds so as to have no more methods than it needs.
type unmoved struct{}

func (unmoved) node(*kg.Node) {}
func (unmoved) edge(*kg.Edge) {}
func (unmoved) end()          {}

var all []Rule

// add adds a rule to those there are.
func add(r Rule) bool {
	all = append(all, r)
	slices.SortFunc(all, func(a, b Rule) int { return strings.Compare(a.Code, b.Code) })
	return true
}

// All returns every rule, sorted by code.
func All() []Rule { return slices.Clone(all) }

// Select returns the rules of these codes, or all of none. An unknown code is
// kg.ErrInvalid.
func Select(codes []string) ([]Rule, error) {
	if len(codes) == 0 {
		return All(), nil
	}
	var selected []Rule
	for _, r := range all {
		if slices.Contains(codes, r.Code) {
			selected = append(selected, r)
		}
	}
	for _, code := range codes {
		if !slices.ContainsFunc(selected, func(r Rule) bool { return r.Code == code }) {
			var known []string
			for _, r := range all {
				known = append(known, r.Code)
			}
			return nil, kg.Invalid("rule "+code, "there is no such rule; the rules are %s", strings.Join(known, ", "))
		}
	}
	return selected, nil
}
