package e2e

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"innograph/kg"
	"innograph/model"
	"innograph/store"
)

// A listing is a list of the API, and the order its rows shall have.
type listing struct {
	name   string
	field  string // with its order, before the page arguments
	nested bool   // the list of the hub's staff, not a root list
	kind   string
	order  []kg.Order
}

var listings = []listing{
	{name: "people, as created", field: `people(%s)`, kind: "Person"},
	{name: "people by Chinese name", field: `people(orderBy: [{field: NAME, lang: "zh"}], %s)`, kind: "Person",
		order: []kg.Order{{Property: "name", Language: "zh"}}},
	{name: "people by English name, last first", field: `people(orderBy: [{field: NAME, lang: "en", direction: DESC}], %s)`, kind: "Person",
		order: []kg.Order{{Property: "name", Language: "en", Descending: true}}},
	{name: "people by title and name", field: `people(orderBy: [{field: ACADEMIC_TITLE, nulls: FIRST, direction: DESC}, {field: NAME}], %s)`, kind: "Person",
		order: []kg.Order{{Property: "academicTitle", NullsFirst: true, Descending: true}, {Property: "name", Language: "zh"}}},
	{name: "organisations by founding", field: `organisations(orderBy: [{field: FOUNDED_ON}], %s)`, kind: "Institution",
		order: []kg.Order{{Property: "foundedOn"}}},
	{name: "institutions by founding, last first", field: `institutions(orderBy: [{field: FOUNDED_ON, direction: DESC}], %s)`, kind: "Institution",
		order: []kg.Order{{Property: "foundedOn", Descending: true}}},
	{name: "staff, as by default", field: `staff(%s)`, nested: true},
	{name: "staff by role", field: `staff(orderBy: [{edge: {field: ROLE}}], %s)`, nested: true,
		order: []kg.Order{{Property: "role", Edge: true}}},
	{name: "staff by start and name", field: `staff(orderBy: [{edge: {field: FROM, direction: DESC, nulls: FIRST}}, {node: {field: NAME, lang: "en"}}], %s)`, nested: true,
		order: []kg.Order{{Property: "from", Edge: true, Descending: true, NullsFirst: true}, {Property: "name", Language: "en"}}},
}

// Each list, paged to its end by 7 in both directions while another process
// inserts and deletes others, gives the rows that stay in the order of a scan.
func TestPagingBesideAWriter(t *testing.T) {
	url := "sqlite:" + filepath.Join(t.TempDir(), "hub.db")
	records := fillStable(t, url)
	s, err := start(t.TempDir(), nil, "--seed", "none", "--store", url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	startWriter(t, url)
	passing := 0
	for _, l := range listings {
		t.Run(l.name, func(t *testing.T) {
			want := l.scan(t, records)
			for _, direction := range []string{"forwards", "backwards"} {
				got, others := l.page(t, s.url, direction == "backwards")
				passing += others
				if !slices.Equal(got, want) {
					t.Errorf("%s: %d rows, not the %d of the scan, or in another order\n got %v\nwant %v", direction, len(got), len(want), got, want)
				}
			}
		})
	}
	if passing == 0 {
		t.Error("the writer's rows never showed: nothing was tried")
	}
	t.Logf("%d passing rows were met", passing)
}

// fillStable writes the rows that stay and returns a scan of them.
func fillStable(t *testing.T, url string) []kg.Record {
	s, err := store.Open(t.Context(), url, model.Graph())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 4))
	cs := &kg.Changeset{Nodes: []kg.NodeChange{newInstitution(hubID, random)}}
	for i := range 150 {
		person := kg.NodeID("Person", fmt.Sprintf("%s.%d", stableMark, i))
		cs.Nodes = append(cs.Nodes, newPerson(person, random))
		cs.Edges = append(cs.Edges, newStay(person, hubID, random))
		if i%3 == 0 {
			cs.Nodes = append(cs.Nodes, newInstitution(kg.NodeID("Institution", fmt.Sprintf("%s.%d", stableMark, i)), random))
		}
	}
	if _, err := s.Apply(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	var records []kg.Record
	err = s.Reader(kg.System).Scan(t.Context(), kg.ScanMark{}, func(r kg.Record) error {
		records = append(records, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	return records
}

// A row of a listing, with its sort keys.
type row struct {
	id         string
	keys       []kg.Value
	node, edge int64
}

// scan returns the ids of a listing in its order, from the records alone.
func (l listing) scan(t *testing.T, records []kg.Record) []string {
	nodes := map[kg.ID]*kg.Node{}
	var rows []row
	for _, r := range records {
		switch {
		case r.Node != nil:
			nodes[r.Node.ID] = r.Node
			if !l.nested && r.Node.Kind == l.kind {
				rows = append(rows, l.row(t, r.Node, &kg.Edge{}))
			}
		case l.nested:
			rows = append(rows, l.row(t, nodes[r.Edge.From], r.Edge))
		}
	}
	slices.SortFunc(rows, func(a, b row) int {
		for i, o := range l.order {
			if c := compare(a.keys[i], b.keys[i], o); c != 0 {
				return c
			}
		}
		return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.edge, b.edge))
	})
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.id
	}
	return ids
}

func (l listing) row(t *testing.T, n *kg.Node, e *kg.Edge) row {
	r := row{id: string(n.ID), node: n.Number, edge: e.Number}
	for _, o := range l.order {
		v := n.Properties[o.Property]
		if o.Edge {
			v = e.Properties[o.Property]
		}
		key, err := kg.SortKey(v, o.Language)
		if err != nil {
			t.Fatal(err)
		}
		r.keys = append(r.keys, key)
	}
	return r
}

func compare(a, b kg.Value, o kg.Order) int {
	if a.IsNull() || b.IsNull() {
		c := 0
		if a.IsNull() {
			c++
		}
		if b.IsNull() {
			c--
		}
		if o.NullsFirst {
			return -c
		}
		return c
	}
	if o.Descending {
		return b.Compare(a)
	}
	return a.Compare(b)
}

type connectionAnswer struct {
	PageInfo struct {
		HasNextPage, HasPreviousPage bool
		StartCursor, EndCursor       *string
	}
	Nodes []struct{ ID string }
}

// page pages a listing to its end and returns the ids of the rows that stay, and
// how many others it met.
func (l listing) page(t *testing.T, url string, backwards bool) (stable []string, others int) {
	arguments := "first: 7, after: $at"
	if backwards {
		arguments = "last: 7, before: $at"
	}
	operation := fmt.Sprintf("l: "+l.field, arguments) + " { pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { id } }"
	if l.nested {
		operation = fmt.Sprintf("institution(by: {id: %q}) { %s }", hubID, operation)
	}
	var at any
	for range 1000 {
		data := query[map[string]json.RawMessage](t, url, "query($at: String) { "+operation+" }", map[string]any{"at": at})
		raw := data["l"]
		if l.nested {
			var inner map[string]json.RawMessage
			if err := json.Unmarshal(data["institution"], &inner); err != nil {
				t.Fatal(err)
			}
			raw = inner["l"]
		}
		var c connectionAnswer
		if err := json.Unmarshal(raw, &c); err != nil {
			t.Fatal(err)
		}
		var here []string
		for _, n := range c.Nodes {
			if strings.Contains(n.ID, stableMark) {
				here = append(here, n.ID)
			} else {
				others++
			}
		}
		if backwards {
			stable = append(here, stable...)
			if !c.PageInfo.HasPreviousPage {
				return stable, others
			}
			at = *c.PageInfo.StartCursor
			continue
		}
		stable = append(stable, here...)
		if !c.PageInfo.HasNextPage {
			return stable, others
		}
		at = *c.PageInfo.EndCursor
	}
	t.Fatal("no end after 1,000 pages")
	return nil, 0
}
