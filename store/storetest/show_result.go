package storetest

import (
	"fmt"
	"slices"
	"strings"

	"innograph/kg"
)

// showResult shows an answer as a tree, or says how it is malformed.
func showResult(r *kg.Result) string {
	if r == nil || r.Root == nil {
		return "no result\n"
	}
	var b strings.Builder
	if bad := malformed(r.Root, len(r.Root.Offsets)-1, "root"); bad != "" {
		return bad + "\n"
	}
	for i := range r.Root.Pages {
		showParent(&b, r.Root, i, "")
	}
	return b.String()
}

// malformed says what is wrong with the form of a level, if anything.
func malformed(l *kg.Level, parents int, where string) string {
	switch {
	case l == nil:
		return where + ": no level"
	case len(l.Offsets) != parents+1:
		return fmt.Sprintf("%s: %d offsets for %d parents", where, len(l.Offsets), parents)
	case len(l.Pages) != parents:
		return fmt.Sprintf("%s: %d page facts for %d parents", where, len(l.Pages), parents)
	case l.Offsets[0] != 0 || !slices.IsSorted(l.Offsets) || l.Offsets[parents] != len(l.Rows):
		return fmt.Sprintf("%s: offsets %d for %d rows", where, l.Offsets, len(l.Rows))
	}
	for i, below := range l.Hops {
		if bad := malformed(below, len(l.Rows), fmt.Sprintf("%s.%d", where, i)); bad != "" {
			return bad
		}
	}
	return ""
}

func showParent(b *strings.Builder, l *kg.Level, parent int, indent string) {
	p := l.Pages[parent]
	counts := showAll(p.Counts, func(c kg.RelationCount) string {
		return fmt.Sprintf("%s/%d:%d", c.Relation.Name, c.Direction, c.Count)
	})
	fmt.Fprintf(b, "%sparent %d: previous=%t next=%t total=%d counts=[%s]\n", indent, parent, p.HasPrevious, p.HasNext, p.Total, counts)
	for i := l.Offsets[parent]; i < l.Offsets[parent+1]; i++ {
		fmt.Fprintf(b, "%s  %s\n", indent, showRow(l.Rows[i]))
		for j, below := range l.Hops {
			fmt.Fprintf(b, "%s    hop %d\n", indent, j)
			showParent(b, below, i, indent+"      ")
		}
	}
}

func showRow(r kg.Row) string {
	var b strings.Builder
	if r.Kind == nil {
		fmt.Fprintf(&b, "no node %d %q", r.Number, r.ID)
	} else {
		fmt.Fprintf(&b, "%s %d %q", r.Kind.Name, r.Number, r.ID)
	}
	fmt.Fprintf(&b, " [%s]", showAll(r.Values, showValue))
	if n := r.Node; n != nil {
		fmt.Fprintf(&b, " facts v%d %s %s %s [%s] [%s]", n.Version, showValue(n.CreatedAt), showValue(n.UpdatedAt), n.Visibility,
			showAll(n.Identifiers, showIdentifier), showAll(n.Provenance, showAssertion))
	}
	if e := r.Edge; e != nil {
		fmt.Fprintf(&b, " edge %s %d %q out=%t %d→%d [%s] %s [%s]", e.Relation.Name, e.Number, e.ID, e.Out, e.From, e.To,
			showAll(e.Values, showValue), e.Visibility, showAll(e.Provenance, showAssertion))
	}
	if r.Score != 0 {
		fmt.Fprintf(&b, " score %d", r.Score)
	}
	if len(r.Key) > 0 {
		fmt.Fprintf(&b, " key [%s]", showAll(r.Key, showValue))
	}
	return b.String()
}

func showGroupValue(v kg.GroupValue) string {
	return fmt.Sprintf("%s/%d", showValue(v.Value), v.Number)
}

func showBuckets(all [][]kg.Bucket) string {
	var b strings.Builder
	for i, buckets := range all {
		fmt.Fprintf(&b, "query %d\n", i)
		for _, bucket := range buckets {
			fmt.Fprintf(&b, "  parent %d [%s] %d [%s]\n", bucket.Parent, showAll(bucket.Keys, showGroupValue), bucket.Count,
				showAll(bucket.Statistics, func(list []kg.Statistic) string { return "{" + showAll(list, showStatistic) + "}" }))
		}
	}
	return b.String()
}

func showStatistic(s kg.Statistic) string {
	return fmt.Sprintf("%s:%d/%d sum=%s %s..%s median %s", s.Currency, s.Count, s.Distinct, s.Sum, showValue(s.Min), showValue(s.Max), showValue(s.Median))
}

// diff returns the lines around the first difference, or "".
func diff(want, got string) string {
	if want == got {
		return ""
	}
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	first := 0
	for first < len(w) && first < len(g) && w[first] == g[first] {
		first++
	}
	var b strings.Builder
	for _, line := range w[max(0, first-3):first] {
		fmt.Fprintf(&b, "  %s\n", line)
	}
	for _, side := range []struct {
		sign  string
		lines []string
	}{{"-", w}, {"+", g}} {
		for _, line := range side.lines[first:min(first+4, len(side.lines))] {
			fmt.Fprintf(&b, "%s %s\n", side.sign, line)
		}
	}
	fmt.Fprintf(&b, "  (line %d of %d wanted, %d got)", first+1, len(w), len(g))
	return b.String()
}

// showQuery shows a query for a failure's reader.
func showQuery(q *kg.Query) string {
	var b strings.Builder
	s := q.Start
	switch {
	case s.List != nil:
		fmt.Fprintf(&b, "list %s filter %+v order %+v page %s", s.List.Kinds, s.List.Filter, s.List.Order, showPage(s.List.Page))
	case s.Search != nil:
		f := s.Search
		fmt.Fprintf(&b, "search %q kinds %s weight %d filter %+v page %s total %t", f.Text, f.Kinds, f.MinWeight, f.Filter, showPage(f.Page), f.Total)
	default:
		fmt.Fprintf(&b, "start ids %q numbers %d identifiers %v edges %d", s.IDs, s.Numbers, s.Identifiers, s.Edges)
	}
	fmt.Fprintf(&b, " budget %d", q.Budget)
	showHops(&b, q.Select.Hops, "\n  ")
	return b.String()
}

func showHops(b *strings.Builder, hops []kg.Hop, indent string) {
	for _, h := range hops {
		fmt.Fprintf(b, "%shop from %s %s direction %d to %s end %d filter %+v edges %+v on %q order %+v page %s total %t counts %t",
			indent, h.From, h.Relations, h.Direction, h.To, h.Edge, h.Filter, h.EdgeFilter, h.On, h.Order, showPage(h.Page), h.Total, h.Counts)
		showHops(b, h.Select.Hops, indent+"  ")
	}
}

func showPage(p kg.Page) string {
	cursor := func(c *kg.Cursor) string {
		if c == nil {
			return "-"
		}
		return fmt.Sprintf("([%s] %d %d)", showAll(c.Key, showValue), c.Node, c.Edge)
	}
	return fmt.Sprintf("{limit %d last %t after %s before %s opposite %t keys %t}", p.Limit, p.Last, cursor(p.After), cursor(p.Before), p.Opposite, p.Keys)
}
