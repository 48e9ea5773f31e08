package storetest

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"innograph/kg"
)

// What is shown is equal for equal things alone, so that texts are what the
// suite compares; nil and empty lists are the same.

func showValue(v kg.Value) string {
	switch v.Type() {
	case kg.TypeNull:
		return "null"
	case kg.TypeList:
		return "[" + showAll(v.List(), showValue) + "]"
	case kg.TypeLocalized:
		texts := v.Translations()
		return "{" + showAll(slices.Sorted(maps.Keys(texts)), func(lang string) string {
			return strconv.Quote(lang) + ":" + strconv.Quote(texts[lang])
		}) + "}"
	case kg.TypeText:
		return strconv.Quote(v.Text())
	case kg.TypeInt:
		return strconv.FormatInt(v.Int(), 10)
	default:
		return fmt.Sprintf("%s(%q %d)", v.Type(), v.Text(), v.Int())
	}
}

func showAll[T any](list []T, show func(T) string) string {
	parts := make([]string, len(list))
	for i, e := range list {
		parts[i] = show(e)
	}
	return strings.Join(parts, " ")
}

func showProperties(properties map[string]kg.Value) string {
	return showAll(slices.Sorted(maps.Keys(properties)), func(name string) string { return name + "=" + showValue(properties[name]) })
}

func showAssertion(a kg.Assertion) string {
	return fmt.Sprintf("{%q %q %q %q %t %q %q}", a.Source, a.SourceRecordID, a.Method, a.Confidence, a.Validated, a.ValidatedOn, a.Properties)
}

func showIdentifier(id kg.Identifier) string { return fmt.Sprintf("%q:%q", id.Scheme, id.Value) }

func showTime(t time.Time) string { return t.Format(time.RFC3339Nano) }

func showRecord(r kg.Record, times bool) string {
	var b strings.Builder
	if n := r.Node; n != nil {
		fmt.Fprintf(&b, "node %d %q %s v%d %s", n.Number, n.ID, n.Kind, n.Version, n.Visibility)
		if times {
			fmt.Fprintf(&b, " %s %s", showTime(n.CreatedAt), showTime(n.UpdatedAt))
		}
		fmt.Fprintf(&b, " identifiers [%s] provenance [%s] %s", showAll(n.Identifiers, showIdentifier),
			showAll(n.Provenance, showAssertion), showProperties(n.Properties))
	}
	if e := r.Edge; e != nil {
		fmt.Fprintf(&b, "edge %d %q %s %q → %q %s provenance [%s] %s", e.Number, e.ID, e.Relation, e.From, e.To, e.Visibility,
			showAll(e.Provenance, showAssertion), showProperties(e.Properties))
	}
	return b.String()
}

func showRecords(records []kg.Record) string {
	var b strings.Builder
	for _, r := range records {
		b.WriteString(showRecord(r, true) + "\n")
	}
	return b.String()
}

func showAdjacency(a *kg.Adjacency) string {
	var b strings.Builder
	fmt.Fprintf(&b, "truncated=%t offsets=%d\n", a.Truncated, a.Offsets)
	for _, n := range a.Edges {
		fmt.Fprintf(&b, "%+v\n", n)
	}
	return b.String()
}

// showChanges sorts the items of a change within their group, whose order the
// contract leaves open.
func showChanges(changes []kg.Change) string {
	var b strings.Builder
	for _, c := range changes {
		fmt.Fprintf(&b, "revision %d %s %q bulk=%t %+v\n", c.Revision, showTime(c.At), c.Actor, c.Bulk, c.Counts)
		lines := make([]string, len(c.Items))
		for i, item := range c.Items {
			lines[i] = fmt.Sprintf("  %d %+v\n", itemGroup(item), item)
		}
		slices.Sort(lines)
		b.WriteString(strings.Join(lines, ""))
	}
	return b.String()
}

func itemGroup(item kg.ChangeItem) int {
	switch {
	case item.Action == kg.Deleted:
		return deletions
	case item.Relation == "":
		return nodes
	default:
		return edges
	}
}
