package storetest

import (
	"errors"
	"testing"

	"innograph/kg"
)

func changesChapter() chapter {
	return chapter{name: "changes", scenarios: []scenario{
		{"every changeset is logged under the next revision", gaplessLog},
		{"the log is read in pages", pagedLog},
		{"a bulk load is one entry without items", bulkEntry},
		{"entries tell what happened to what", entryItems},
		{"hidden items are absent", hiddenItems},
		{"an item is seen as its subject was", itemsAsTheyWere},
		{"an edge is seen as its ends were, which change along with it", itemsOfEnds},
		{"receipts give bookmarks that readers take", bookmarks},
		{"a foreign bookmark is refused", foreignBookmark},
	}}
}

func gaplessLog(t *testing.T, s *subject) {
	for i, cs := range []kg.Changeset{
		nodesOf(person("a")), nodesOf(person("b")), edgesOf(edge("KNOWS", personID("a"), personID("b"))), {DeleteNodes: []kg.ID{personID("b")}},
	} {
		cs.Actor = "actor"
		if receipt := s.must(cs); receipt.Revision != kg.Revision(i+1) {
			t.Errorf("changeset %d has revision %d", i+1, receipt.Revision)
		}
		s.refuse(nodesOf(node("Person", "x")), kg.ErrInvalid) // leaves no gap
		s.must(nodesOf(person("a")))                          // neither does what changes nothing
	}
	changes := s.changes(kg.System, 0, 100)
	if len(changes) != 4 {
		t.Fatalf("%d entries", len(changes))
	}
	for i, c := range changes {
		if c.Revision != kg.Revision(i+1) || c.Actor != "actor" || c.Bulk || !c.Counts.Changed() {
			t.Errorf("entry %d: %+v", i, c)
		}
	}
}

func pagedLog(t *testing.T, s *subject) {
	for _, key := range []string{"a", "b", "c", "d", "e"} {
		s.must(nodesOf(person(key)))
	}
	var after kg.Revision
	for range 3 {
		page := s.changes(kg.System, after, 2)
		if len(page) == 0 || page[0].Revision != after+1 || len(page) > 2 {
			t.Fatalf("after %d: %+v", after, page)
		}
		after = page[len(page)-1].Revision
	}
	if after != 5 {
		t.Errorf("the last page ends at %d", after)
	}
	for _, c := range []struct {
		after kg.Revision
		limit int
	}{{5, 10}, {99, 10}, {0, 0}} {
		if page := s.changes(kg.System, c.after, c.limit); len(page) != 0 {
			t.Errorf("after %d, %d at most: %+v", c.after, c.limit, page)
		}
	}
}

func bulkEntry(t *testing.T, s *subject) {
	s.must(kg.Changeset{Bulk: true, Actor: "import", Nodes: []kg.NodeChange{person("a"), person("b")},
		Edges: []kg.EdgeChange{edge("KNOWS", personID("a"), personID("b"))}})
	entry := s.changes(kg.System, 0, 10)[0]
	if !entry.Bulk || len(entry.Items) != 0 || entry.Counts != (kg.Counts{NodesCreated: 2, EdgesCreated: 1}) {
		t.Errorf("entry: %+v", entry)
	}
	if seen := s.changes(kg.Anyone, 0, 10); len(seen) != 1 || !seen[0].Bulk || seen[0].Counts.Changed() {
		t.Errorf("as anyone sees it: %+v", seen)
	}
}

func entryItems(t *testing.T, s *subject) {
	s.must(kg.Changeset{Nodes: []kg.NodeChange{person("a"), person("b"), person("c")}, Edges: []kg.EdgeChange{edge("KNOWS", personID("a"), personID("b"))}})
	knows := s.edges("KNOWS")[0].ID
	s.must(kg.Changeset{
		DeleteNodes: []kg.ID{personID("b")},
		Nodes:       []kg.NodeChange{person("c", "works", kg.Int(1)), person("d"), person("a")},
		Edges:       []kg.EdgeChange{edge("KNOWS", personID("d"), personID("c"))},
	})
	entry := s.changes(kg.System, 1, 1)[0]
	dc := kg.EdgeID(s.model.Relation("KNOWS"), personID("d"), personID("c"), nil)
	want := []kg.ChangeItem{
		{Action: kg.Deleted, Relation: "KNOWS", ID: knows, From: personID("a"), To: personID("b")},
		{Action: kg.Deleted, Kind: "Person", ID: personID("b")},
		{Action: kg.Updated, Kind: "Person", ID: personID("c"), Version: 2},
		{Action: kg.Created, Kind: "Person", ID: personID("d"), Version: 1},
		{Action: kg.Created, Relation: "KNOWS", ID: dc, From: personID("d"), To: personID("c")},
	}
	if got := showChanges([]kg.Change{{Items: entry.Items}}); got != showChanges([]kg.Change{{Items: want}}) {
		t.Errorf("items:\n%s", got)
	}
	if entry.Counts != (kg.Counts{NodesDeleted: 1, EdgesDeleted: 1, NodesUpdated: 1, NodesCreated: 1, NodesUnchanged: 1, EdgesCreated: 1}) {
		t.Errorf("counts: %+v", entry.Counts)
	}
	for i := 1; i < len(entry.Items); i++ {
		if itemGroup(entry.Items[i-1]) > itemGroup(entry.Items[i]) {
			t.Errorf("item %d is out of order: %+v", i, entry.Items)
		}
	}
}

func hiddenItems(t *testing.T, s *subject) {
	s.must(kg.Changeset{
		Nodes: []kg.NodeChange{person("a"), hide(person("m"), kg.Registered), hide(person("p"), kg.Parties)},
		Edges: []kg.EdgeChange{edge("KNOWS", personID("a"), personID("m")), edge("KNOWS", personID("a"), personID("a")),
			hideEdge(edge("KNOWS", personID("m"), personID("m")), kg.Parties)},
	})
	s.must(nodesOf(person("p", "works", kg.Int(1)))) // seen by the system alone
	s.must(nodesOf(person("m", "works", kg.Int(1))))
	s.must(nodesOf(person("a", "works", kg.Int(1))))
	for _, c := range []struct {
		viewer kg.Viewer
		items  []int // by entry
	}{{kg.System, []int{6, 1, 1, 1}}, {kg.Member, []int{4, 1, 1}}, {kg.Anyone, []int{2, 1}}} {
		changes := s.changes(c.viewer, 0, 10)
		if len(changes) != len(c.items) {
			t.Errorf("%+v sees %d entries", c.viewer, len(changes))
			continue
		}
		for i, want := range c.items {
			if len(changes[i].Items) != want {
				t.Errorf("%+v sees %+v", c.viewer, changes[i])
			}
		}
	}
	if page := s.changes(kg.Anyone, 1, 1); len(page) != 1 || page[0].Revision != 4 {
		t.Errorf("a page passes over hidden entries: %+v", page)
	}
	if c := s.changes(kg.Anyone, 0, 1)[0].Counts; c != (kg.Counts{NodesCreated: 1, EdgesCreated: 1}) {
		t.Errorf("counts of what anyone sees: %+v", c)
	}
}

func itemsAsTheyWere(t *testing.T, s *subject) {
	s.must(nodesOf(person("a"), hide(person("b"), kg.Parties)))
	s.must(nodesOf(hide(person("a"), kg.Parties), hide(person("b"), kg.Public)))
	s.must(kg.Changeset{Edges: []kg.EdgeChange{edge("KNOWS", personID("b"), personID("b"))}})
	s.must(kg.Changeset{DeleteNodes: []kg.ID{personID("a"), personID("b")}})
	var seen []int
	for _, c := range s.changes(kg.Anyone, 0, 10) {
		seen = append(seen, len(c.Items))
	}
	if len(seen) != 4 || seen[0] != 1 || seen[1] != 1 || seen[2] != 1 || seen[3] != 2 {
		t.Errorf("items anyone sees by entry: %d", seen)
	}
}

func itemsOfEnds(t *testing.T, s *subject) {
	s.must(kg.Changeset{Nodes: []kg.NodeChange{person("a"), person("b"), institution("m")}, Edges: []kg.EdgeChange{stay("a", "m", "LEAD", "")}})
	hidden := become("Person")
	hidden.Visibility = visible(kg.Parties)
	for i, cs := range []kg.Changeset{
		{Nodes: []kg.NodeChange{hide(person("b"), kg.Parties)}, Edges: []kg.EdgeChange{edge("KNOWS", personID("a"), personID("b"))}},
		{Nodes: []kg.NodeChange{hide(person("b"), kg.Public)}, Edges: []kg.EdgeChange{edge("KNOWS", personID("b"), personID("b"))}},
		{Nodes: []kg.NodeChange{hide(person("b"), kg.Parties)}, DeleteEdges: []kg.ID{kg.EdgeID(s.model.Relation("KNOWS"), personID("b"), personID("b"), nil)}},
		{Nodes: []kg.NodeChange{hidden}}, // its stay no longer fits
	} {
		receipt := s.must(cs)
		items := 0
		for _, c := range s.changes(kg.Anyone, receipt.Revision-1, 1) {
			items = len(c.Items)
		}
		if want := []int{0, 2, 1, 1}[i]; items != want {
			t.Errorf("changeset %d: anyone sees %d items, want %d", i, items, want)
		}
	}
}

func bookmarks(t *testing.T, s *subject) {
	first, second := s.must(nodesOf(person("a"))), s.must(nodesOf(person("b")))
	if first.Bookmark == "" {
		t.Error("the bookmark is empty")
	}
	result, err := s.store.Reader(kg.System, first.Bookmark, second.Bookmark).Read(t.Context(), &kg.Query{Start: kg.Start{List: list("Person")}})
	if err != nil || len(result.Root.Rows) != 2 {
		t.Errorf("after both: %v, %v", result, err)
	}
}

func foreignBookmark(t *testing.T, s *subject) {
	s.must(nodesOf(person("a")))
	for _, store := range []kg.Store{s.store, s.memory} {
		for _, b := range []kg.Bookmark{"", "x", "1'--", "99999999999999999999"} {
			_, read := store.Reader(kg.Anyone, b).Read(t.Context(), &kg.Query{Start: ids(personID("a"))})
			_, changes := store.Reader(kg.Anyone, b).Changes(t.Context(), 0, 1)
			for _, err := range []error{read, changes} {
				if !errors.Is(err, kg.ErrBadBookmark) {
					t.Errorf("bookmark %q: %v, want %v", b, err, kg.ErrBadBookmark)
				}
			}
		}
	}
}
