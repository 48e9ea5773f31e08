package ingest_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"innograph/kg"
)

// dump writes a graph as sorted lines that do not depend on ids, numbers,
// versions and times: nodes are called by their identifiers, those left out by
// which they answer to former ids.
func dump(t *testing.T, s kg.Store) []string {
	t.Helper()
	var lines []string
	names := map[kg.ID]string{}
	err := s.Reader(kg.System).Scan(context.Background(), kg.ScanMark{}, func(r kg.Record) error {
		if n := r.Node; n != nil {
			n.Identifiers = slices.DeleteFunc(slices.Clone(n.Identifiers), func(id kg.Identifier) bool { return id.Scheme == "id" })
			names[n.ID] = fmt.Sprint(n.Identifiers)
			lines = append(lines, fmt.Sprintf("%s %v %s%s %s", n.Kind, n.Identifiers, n.Visibility, values(n.Properties), assertions(n.Provenance)))
			return nil
		}
		e := r.Edge
		lines = append(lines, fmt.Sprintf("%s %s -> %s %s%s %s", e.Relation, names[e.From], names[e.To], e.Visibility, values(e.Properties), assertions(e.Provenance)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return lines
}

func values(properties map[string]kg.Value) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		fmt.Fprintf(&b, " %s=%s", name, properties[name])
	}
	return b.String()
}

// assertions writes provenance as source/record method confidence properties.
func assertions(list []kg.Assertion) string {
	var all []string
	for _, a := range list {
		all = append(all, strings.Join(append([]string{a.Source + "/" + a.SourceRecordID, a.Method, a.Confidence}, a.Properties...), " "))
	}
	return "[" + strings.Join(all, "; ") + "]"
}

// differences returns the first lines that stand in one of two dumps alone.
func differences(a, b []string) []string {
	var found []string
	in := func(lines []string) map[string]bool {
		set := make(map[string]bool, len(lines))
		for _, l := range lines {
			set[l] = true
		}
		return set
	}
	inA, inB := in(a), in(b)
	for _, l := range a {
		if !inB[l] && len(found) < 10 {
			found = append(found, "- "+l)
		}
	}
	for _, l := range b {
		if !inA[l] && len(found) < 20 {
			found = append(found, "+ "+l)
		}
	}
	return found
}
