package kg_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"innograph/kg"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 987654321, time.FixedZone("", 3600))

func props(pairs ...any) map[string]kg.Value {
	m := map[string]kg.Value{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i].(string)] = pairs[i+1].(kg.Value)
	}
	return m
}

// wang is a stored node for changes to be merged into.
func wang(t *testing.T, m *kg.Model) *kg.Node {
	t.Helper()
	n, changed, removed, err := m.MergeNode(nil, &kg.NodeChange{
		ID: "Person_wang", Kind: "Person", Properties: props("name", localized("en", "Wang"), "orcid", kg.Text("1"), "works", kg.Int(3), "note", kg.Text("n")),
		Identifiers: []kg.Identifier{{Scheme: "source", Value: "9"}}, Provenance: []kg.Assertion{{Source: "a", Properties: []string{"name"}}},
	}, noon)
	if err != nil || !changed || removed != 0 {
		t.Fatalf("changed %t, removed %d, %v", changed, removed, err)
	}
	n.Number = 5
	return n
}

func TestMergeNodeCreates(t *testing.T) {
	n := wang(t, model(t))
	at := time.Date(2026, 3, 4, 11, 0, 0, 987654000, time.UTC)
	if n.Version != 1 || n.CreatedAt != at || n.UpdatedAt != at || n.Visibility != kg.Public || len(n.Properties) != 4 {
		t.Errorf("created: %+v", n)
	}
	if len(n.Identifiers) != 2 || n.Identifiers[0] != (kg.Identifier{Scheme: "orcid", Value: "1"}) {
		t.Errorf("identifiers: %v", n.Identifiers)
	}
}

func TestMergeNodeTellsWhetherItDiffers(t *testing.T) {
	m := model(t)
	registered, public := kg.Registered, kg.Public
	for name, c := range map[string]struct {
		change  kg.NodeChange
		changed bool
	}{
		"nothing":               {kg.NodeChange{}, false},
		"the same value":        {kg.NodeChange{Properties: props("works", kg.Int(3))}, false},
		"clearing what is not":  {kg.NodeChange{Properties: props("town", kg.Null, "aliases", kg.ListOf())}, false},
		"the same identifier":   {kg.NodeChange{Identifiers: []kg.Identifier{{Scheme: "source", Value: "9"}, {Scheme: "orcid", Value: "1"}}}, false},
		"the same provenance":   {kg.NodeChange{Provenance: []kg.Assertion{{Source: "a", Properties: []string{"name"}}}}, false},
		"the same visibility":   {kg.NodeChange{Visibility: &public}, false},
		"another value":         {kg.NodeChange{Properties: props("works", kg.Int(4))}, true},
		"a cleared value":       {kg.NodeChange{Properties: props("works", kg.Null)}, true},
		"a new value":           {kg.NodeChange{Properties: props("town", kg.Text("x"))}, true},
		"another visibility":    {kg.NodeChange{Visibility: &registered}, true},
		"another identifier":    {kg.NodeChange{Identifiers: []kg.Identifier{{Scheme: "source", Value: "8"}}}, true},
		"no provenance":         {kg.NodeChange{Provenance: []kg.Assertion{}}, true},
		"other provenance":      {kg.NodeChange{Provenance: []kg.Assertion{{Source: "a", Properties: []string{"note"}}}}, true},
		"a validated assertion": {kg.NodeChange{Provenance: []kg.Assertion{{Source: "a", Properties: []string{"name"}, Validated: true}}}, true},
		"another kind":          {kg.NodeChange{Kind: "Firm"}, true},
	} {
		old := wang(t, m)
		c.change.ID = old.ID
		if c.change.Kind == "" {
			c.change.Kind = "Person"
		}
		later := noon.Add(time.Hour)
		n, changed, _, err := m.MergeNode(old, &c.change, later)
		if err != nil || changed != c.changed {
			t.Errorf("%s: changed %t, %v", name, changed, err)
			continue
		}
		want := *old
		if changed {
			want.Version, want.UpdatedAt = 2, later.UTC().Truncate(time.Microsecond)
		}
		if n.Version != want.Version || n.UpdatedAt != want.UpdatedAt || n.CreatedAt != want.CreatedAt || n.Number != 5 {
			t.Errorf("%s: %+v", name, n)
		}
		if old.Version != 1 || len(old.Properties) != 4 || len(old.Identifiers) != 2 {
			t.Errorf("%s: the stored node has been changed: %+v", name, old)
		}
	}
}

func TestMergeNodeChangesKind(t *testing.T) {
	m := model(t)
	old := wang(t, m)
	// works is a number of a person and a text of a firm; orcid and note it has not at all.
	n, changed, removed, err := m.MergeNode(old, &kg.NodeChange{ID: old.ID, Kind: "Firm", Properties: props("uscc", kg.Text("91"))}, noon)
	if err != nil || !changed || removed != 3 || n.Kind != "Firm" || len(n.Properties) != 2 || n.Version != 2 {
		t.Errorf("changed %t, removed %d, %+v, %v", changed, removed, n, err)
	}
	if len(n.Identifiers) != 2 || n.Identifiers[0].Scheme != "source" || n.Identifiers[1].Scheme != "uscc" {
		t.Errorf("identifiers: %v", n.Identifiers)
	}
}

func TestMergeNodeCopies(t *testing.T) {
	m := model(t)
	at := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	n, _, _, err := m.MergeNode(nil, &kg.NodeChange{ID: "x", Kind: "Firm", Properties: props("name", localized("en", "x")),
		Copy: &kg.NodeCopy{Number: 9, Version: 7, CreatedAt: at, UpdatedAt: at.Add(1)}}, noon)
	if err != nil || n.Version != 7 || n.CreatedAt != at || n.UpdatedAt != at.Add(1) {
		t.Errorf("%+v, %v", n, err)
	}
}

func TestMergeNodeRefuses(t *testing.T) {
	m := model(t)
	many, beyond := make([]kg.Assertion, kg.MaxAssertions+1), kg.Parties+1
	for subject, c := range map[string]kg.NodeChange{
		"kind":           {ID: "x", Kind: "Robot"},
		"id":             {Kind: "Firm"},
		"Firm.name":      {ID: "x", Kind: "Firm"},
		"Firm.age":       {ID: "x", Kind: "Firm", Properties: props("age", kg.Int(1))},
		"Firm.works":     {ID: "x", Kind: "Firm", Properties: props("name", localized("en", "x"), "works", kg.Int(1))},
		"Person.bio":     {ID: "x", Kind: "Person", Properties: props("bio", kg.Text(strings.Repeat("x", kg.MaxLongText+1)))},
		"Person.note":    {ID: "x", Kind: "Person", Properties: props("note", kg.Text(strings.Repeat("x", kg.MaxText+1)))},
		"Person.grade":   {ID: "x", Kind: "Person", Properties: props("grade", kg.Symbol("high"))},
		"Person.aliases": {ID: "x", Kind: "Person", Properties: props("aliases", kg.Text("x"))},
		"many":           {ID: "many", Kind: "Firm", Properties: props("name", localized("en", "x")), Provenance: many},
		"visibility":     {ID: "visibility", Kind: "Firm", Properties: props("name", localized("en", "x")), Visibility: &beyond},
		"assertion":      {ID: "assertion", Kind: "Firm", Properties: props("name", localized("en", "x")), Provenance: []kg.Assertion{{Source: "\xff"}}},
		"scheme":         {ID: "scheme", Kind: "Firm", Properties: props("name", localized("en", "x")), Identifiers: []kg.Identifier{{Value: "x"}}},
		"long key": {ID: "long key", Kind: "Person", Properties: props("name", localized("en", "x"),
			"town", kg.Text(strings.Repeat("沈", 2000)), "note", kg.Text(strings.Repeat("阳", 2000)))},
	} {
		_, _, _, err := m.MergeNode(nil, &c, noon)
		var told *kg.Error
		if !errors.Is(err, kg.ErrInvalid) || !errors.As(err, &told) || told.Subject != subject {
			t.Errorf("error %.200v, want one about %s", err, subject)
		}
	}
}

func TestKeyIdentifiers(t *testing.T) {
	m := model(t)
	for _, c := range []struct {
		properties map[string]kg.Value
		want       string
	}{
		{props(), ""},
		{props("orcid", kg.Text("1")), "orcid=1"},
		{props("orcid", kg.Text("")), ""}, // no two people share an empty one
		{props("town", kg.Text("a/b")), ""},
		{props("town", kg.Text("a/b"), "note", kg.Text("c")), "place=a%2Fb/c"},
		{props("orcid", kg.Text("1"), "town", kg.Text(""), "note", kg.Text("")), "orcid=1 place=/"},
	} {
		var got []string
		for _, id := range m.KeyIdentifiers(&kg.Node{Kind: "Person", Properties: c.properties}) {
			got = append(got, id.Scheme+"="+id.Value)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v: %q, want %q", c.properties, got, c.want)
		}
	}
}

func TestMergeEdge(t *testing.T) {
	m := model(t)
	change := func(pairs ...any) *kg.EdgeChange {
		return &kg.EdgeChange{Relation: "WORKS_AT", From: "p", To: "f", Properties: props(append(pairs, "role", kg.Text("re\u0301"))...)}
	}
	e, changed, err := m.MergeEdge(nil, change("to", day("2024")))
	if err != nil || !changed || e.From != "p" || e.To != "f" || len(e.Properties) != 2 {
		t.Fatalf("created: %+v, %t, %v", e, changed, err)
	}
	if want := kg.EdgeID(m.Relation("WORKS_AT"), "p", "f", []kg.Value{kg.Text("ré"), kg.Null}); e.ID != want {
		t.Errorf("its id is %s, want that of the normal form, %s", e.ID, want)
	}
	e.Number = 4
	if again, changed, err := m.MergeEdge(e, change()); err != nil || changed || again.Number != 4 || again.Properties["to"].IsNull() {
		t.Errorf("the same again: %+v, %t, %v", again, changed, err)
	}
	if cleared, changed, err := m.MergeEdge(e, change("to", kg.Null)); err != nil || !changed || len(cleared.Properties) != 1 || len(e.Properties) != 2 {
		t.Errorf("cleared: %+v of %+v, %t, %v", cleared, e, changed, err)
	}
	for want, c := range map[string]*kg.EdgeChange{
		"relation":      {Relation: "RUNS", From: "p", To: "f"},
		"id":            {Relation: "OWNS", From: "p"},
		"OWNS":          {Relation: "OWNS", From: "f", To: "f"},
		"OWNS.share":    {Relation: "OWNS", From: "p", To: "f", Properties: props("share", kg.Int(1))},
		"WORKS_AT.role": {Relation: "WORKS_AT", From: "p", To: "f"},
		"WORKS_AT.from": {Relation: "WORKS_AT", From: "p", To: "f", Properties: props("role", kg.Text("x"), "from", kg.Text("2024"))},
	} {
		_, _, err := m.MergeEdge(nil, c)
		var told *kg.Error
		if !errors.Is(err, kg.ErrInvalid) || !errors.As(err, &told) || told.Subject != want {
			t.Errorf("error %v, want one about %s", err, want)
		}
	}
}

func TestErrors(t *testing.T) {
	cause := errors.New("disk on fire")
	err := error(&kg.Error{Kind: kg.ErrUnavailable, Subject: "store", Reason: "try again later", Cause: cause})
	if !errors.Is(err, kg.ErrUnavailable) || !errors.Is(err, cause) || errors.Is(err, kg.ErrInvalid) || err.Error() != "store: try again later" {
		t.Errorf("%v", err)
	}
	if err := kg.Conflict("", "again, %d", 2); err.Error() != "again, 2" || !errors.Is(err, kg.ErrConflict) {
		t.Errorf("%v", err)
	}
}

func TestCountsChanged(t *testing.T) {
	if (kg.Counts{NodesUnchanged: 1, EdgesUnchanged: 1}).Changed() {
		t.Error("nothing has changed")
	}
	for _, c := range []kg.Counts{{NodesCreated: 1}, {NodesUpdated: 1}, {NodesDeleted: 1}, {EdgesCreated: 1}, {EdgesUpdated: 1}, {EdgesDeleted: 1}} {
		if !c.Changed() {
			t.Errorf("%+v is no change", c)
		}
	}
}

// What is wrong with a long value is told without all of it.
func TestRefusalsAreShort(t *testing.T) {
	long := strings.Repeat("长", kg.MaxLongText)
	refused := map[string]error{}
	_, refused["date"] = kg.ParseDate(long)
	_, refused["date and time"] = kg.ParseInstant(long)
	_, refused["visibility"] = kg.ParseVisibility(long)
	_, refused["decimal"] = kg.ParseDecimal(long)
	m := model(t)
	for _, length := range []int{len(long), 6000} {
		change := &kg.NodeChange{ID: "Person_x", Kind: "Person", Properties: props("grade", kg.Symbol(long[:length]))}
		_, _, _, refused["symbol of "+strconv.Itoa(length)] = m.MergeNode(nil, change, time.Time{})
	}
	for name, err := range refused {
		if err == nil || len(err.Error()) > 1000 {
			t.Errorf("%s: %.300v", name, err)
		}
	}
}
