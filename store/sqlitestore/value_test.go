package sqlitestore

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"innograph/kg"
	"innograph/store/storetest"
)

// Texts and numbers at the edge of what JSON and SQLite take come back as they
// were, by every way there is, and are found by filters.
func TestEdgeValues(t *testing.T) {
	s := migrated(t, filepath.Join(t.TempDir(), "graph.db"), storetest.Model())
	var control strings.Builder
	for c := rune(1); c < 0x80; c++ {
		control.WriteRune(c)
	}
	texts := []string{control.String(), `"'\/$.[0]%_*?`, "沈阳𬭊（ \u0085\ufeff\uffff\U0010ffff", "x' OR 1=1 --", `\u0041`, "null", "12", "[1]", ""}
	numbers := []int64{0, -1, math.MaxInt64, math.MinInt64, math.MaxInt64 - 1, 1 << 53, 1<<53 + 1}
	for i, text := range texts {
		number := numbers[i%len(numbers)]
		properties := map[string]kg.Value{
			"name":    kg.Localized(map[string]string{"en": text + "n", "x-\"y\\": text}),
			"note":    kg.Text(text),
			"works":   kg.Int(number),
			"salary":  kg.Money("CNY", number),
			"aliases": kg.Texts(text, text+"2"),
			"bio":     kg.Text(text),
		}
		id := idOf("Person", i)
		apply(t, s, kg.Changeset{Nodes: []kg.NodeChange{{ID: id, Kind: "Person", Properties: properties,
			Identifiers: []kg.Identifier{{Scheme: "odd " + text, Value: "v" + text}}}}})
		for name, op := range map[string]kg.Op{"note": kg.OpEq, "works": kg.OpEq, "salary": kg.OpEq, "aliases": kg.OpHas, "name": kg.OpStartsWith} {
			operand := properties[name]
			switch name {
			case "aliases":
				operand = kg.Text(text + "2")
			case "name":
				operand = kg.Text(text + "n")
			}
			l := &kg.List{Kinds: []string{"Person"}, Page: kg.Page{Limit: 100}, Filter: kg.And{
				kg.Compare{Property: name, Op: op, Values: []kg.Value{operand}}, kg.Compare{Property: kg.OwnID, Op: kg.OpEq, Values: []kg.Value{kg.Reference(id)}}}}
			read, err := s.Reader(kg.Anyone).Read(t.Context(), &kg.Query{Start: kg.Start{List: l},
				Select: kg.Selection{Properties: map[string][]string{"Person": {"bio", "name", "note", "works", "salary", "aliases"}}}})
			if err != nil || len(read.Root.Rows) != 1 {
				t.Fatalf("%q: %s %d finds %d rows, %v", text, name, op, len(read.Root.Rows), err)
			}
			for j, p := range []string{"bio", "name", "note", "works", "salary", "aliases"} {
				if got := read.Root.Rows[0].Values[j]; !got.Equal(properties[p]) {
					t.Errorf("%s reads as %v; want %v", p, got, properties[p])
				}
			}
		}
		found, err := s.Reader(kg.Anyone).Read(t.Context(), &kg.Query{Start: kg.Start{Identifiers: []kg.Identifier{{Scheme: "odd " + text, Value: "v" + text}}}})
		if err != nil || len(found.Root.Rows) != 1 || found.Root.Rows[0].ID != id {
			t.Errorf("%q: the identifier finds %+v, %v", text, found, err)
		}
	}
	err := s.Reader(kg.Anyone).Scan(t.Context(), kg.ScanMark{}, func(r kg.Record) error {
		want := texts[r.Node.Number-1]
		if got := r.Node.Properties["note"].Text(); got != want || r.Node.Properties["bio"].Text() != want {
			t.Errorf("scan reads %q; want %q", got, want)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
