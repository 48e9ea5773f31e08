package paths

import (
	"slices"

	"innograph/kg"
)

// The bounds of a request.
const (
	MaxHops   = 6         // edges of a path
	MaxPaths  = 10        // paths of an answer
	MaxEnds   = 100       // entries of From, To, ToKinds, Relations and Avoid each
	MaxBudget = 2_000_000 // edges a search may fetch
)

// DefaultBudget is the number of edges a search fetches at most when its
// request names none. It lets both ends be hubs of 10,000 edges with room for
// the layers around them, and keeps one search to about 0.1 s of SQL (0.5 µs an
// edge) and some 25 MB, so that a few at once fit a small machine.
const DefaultBudget = 200_000

// A Request says which paths are wanted. Nodes are given by number.
type Request struct {
	From      []int64
	To        []int64  // either these nodes
	ToKinds   []string // or any node of these kinds or roles
	MaxHops   int      // edges at most, 1 to MaxHops
	K         int      // paths at most, 1 to MaxPaths
	Relations []string // to follow; empty: all but classifications
	Avoid     []int64  // nodes no path may touch, not even as an end
	On        string   // a day as 2006-01-02 on which dated edges must hold; empty: any time
	Directed  bool     // follow edges from their from node to their to node only
	Budget    int      // edges fetched at most; 0: DefaultBudget
}

// check refuses a request that the model or the bounds do not allow.
func (q *Request) check(m *kg.Model) error {
	switch {
	case q.MaxHops < 1 || q.MaxHops > MaxHops:
		return kg.Invalid("maxHops", "%d hops are asked for; ask for 1 to %d", q.MaxHops, MaxHops)
	case q.K < 1 || q.K > MaxPaths:
		return kg.Invalid("first", "%d paths are asked for; ask for 1 to %d", q.K, MaxPaths)
	case q.Budget < 0 || q.Budget > MaxBudget:
		return kg.Invalid("budget", "a budget of %d edges is asked for; ask for up to %d, or 0 for %d", q.Budget, MaxBudget, DefaultBudget)
	case len(q.From) == 0:
		return kg.Invalid("from", "no node is named; name at least one to start from")
	case len(q.To) == 0 && len(q.ToKinds) == 0:
		return kg.Invalid("to", "neither nodes nor kinds are named; name at least one to arrive at")
	case len(q.To) > 0 && len(q.ToKinds) > 0:
		return kg.Invalid("to", "both nodes and kinds are named; name either")
	}
	if err := q.checkLengths(); err != nil {
		return err
	}
	return q.checkNames(m)
}

func (q *Request) checkLengths() error {
	for _, list := range []struct {
		name   string
		length int
	}{
		{"from", len(q.From)}, {"to", max(len(q.To), len(q.ToKinds))},
		{"relations", len(q.Relations)}, {"avoid", len(q.Avoid)},
	} {
		if list.length > MaxEnds {
			return kg.Invalid(list.name, "%d entries are given; give at most %d", list.length, MaxEnds)
		}
	}
	return nil
}

func (q *Request) checkNames(m *kg.Model) error {
	for _, name := range q.ToKinds {
		if m.Members(name) == nil {
			return kg.Invalid("to", "there is no kind or role %q", name)
		}
	}
	for _, name := range q.Relations {
		if m.Relation(name) == nil {
			return kg.Invalid("relations", "there is no relation %q", name)
		}
	}
	if q.On != "" {
		if day, err := kg.ParseDate(q.On); err != nil || kg.DatePrecision(day) != kg.Day {
			return kg.Invalid("on", "%q is not a day; write 2024-07-23", q.On)
		}
	}
	return nil
}

// relations returns the names of the relations to follow.
func (q *Request) relations(m *kg.Model) []string {
	if len(q.Relations) > 0 {
		return slices.Compact(slices.Sorted(slices.Values(q.Relations)))
	}
	var names []string
	for i := range m.Relations {
		if !m.Relations[i].Class {
			names = append(names, m.Relations[i].Name)
		}
	}
	return names
}

// Reaches reports whether any relation that is followed arrives at one of ToKinds:
// where none does, there is no path. The model has all that is named.
func (q *Request) Reaches(m *kg.Model) bool {
	direction := kg.Both
	if q.Directed {
		direction = kg.Out
	}
	wanted := q.targetKinds(m)
	return slices.ContainsFunc(q.relations(m), func(name string) bool {
		return slices.ContainsFunc(m.Relation(name).Far(direction), func(kind string) bool { return wanted[m.Kind(kind).Index()] })
	})
}

// targetKinds tells for each kind of the model whether a path may end there.
func (q *Request) targetKinds(m *kg.Model) []bool {
	wanted := make([]bool, len(m.Kinds))
	for _, name := range q.ToKinds {
		for _, kind := range m.Members(name) {
			wanted[m.Kind(kind).Index()] = true
		}
	}
	return wanted
}
