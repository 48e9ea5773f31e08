package storetest

import (
	"fmt"
	"slices"
	"testing"

	"innograph/kg"
)

func indexChapter() chapter {
	return chapter{name: "search index", scenarios: []scenario{
		{"what is created is found at once, in small and in bulk", indexCreated},
		{"what is renamed is found by its new texts alone", indexRenamed},
		{"every text that is searched counts when it changes", indexProperties},
		{"what is deleted is not found", indexDeleted},
		{"a change of kind moves what is found", indexKind},
		{"what is hidden is no longer found", indexHidden},
		{"a failed changeset leaves nothing behind", indexFailed},
		{"an id that comes again is another node", indexAgain},
		{"many at once", indexMany},
		{"what was found is found again after reopening", indexReopened},
	}}
}

func indexCreated(_ *testing.T, s *subject) {
	s.must(nodesOf(project("a", "title", kg.Text("沈阳机器人"))))
	bulk := nodesOf(project("b", "title", kg.Text("机器人产业")), project("c", "title", kg.Text("!")))
	bulk.Bulk = true
	s.must(bulk)
	s.finds("机器人", "Project_a", "Project_b")
	s.finds("沈", "Project_a")
}

func indexRenamed(_ *testing.T, s *subject) {
	s.must(nodesOf(project("a", "title", kg.Text("first name")), project("b", "title", kg.Text("other"))))
	s.must(nodesOf(project("a", "title", kg.Text("second, longer name than it was"))))
	s.finds("first")
	s.finds("name", "Project_a")
	s.finds("second", "Project_a")
	s.must(nodesOf(project("a", "title", kg.Text("!?")), project("b", "title", kg.Text("other name"))))
	s.finds("name", "Project_b")
	s.must(nodesOf(project("a", "title", kg.Text("name of words again"))))
	s.finds("name", "Project_a", "Project_b")
	s.must(nodesOf(node("Project", "a", "number", kg.Text("words untouched"))))
	s.finds("again", "Project_a")
	s.must(kg.Changeset{Edges: []kg.EdgeChange{edge("CONCERNS", "Project_a", "Project_b")}}) // moves it on
	s.finds("again", "Project_a")
}

func indexProperties(_ *testing.T, s *subject) {
	s.must(nodesOf(person("a", "name", both("甲乙", "alpha"), "aliases", kg.Texts("beta", "gamma"), "motto", en("delta"), "note", kg.Text("epsilon"))))
	for _, word := range []string{"甲", "乙", "alpha", "beta", "gamma", "delta"} {
		s.finds(word, "Person_a")
	}
	s.finds("epsilon")
	s.must(nodesOf(person("a", "name", zh("甲丙"), "aliases", kg.Texts("gamma", "zeta"), "motto", kg.Null)))
	for _, word := range []string{"乙", "alpha", "beta", "delta"} {
		s.finds(word)
	}
	for _, word := range []string{"甲丙", "gamma", "zeta"} {
		s.finds(word, "Person_a")
	}
	s.must(nodesOf(project("long", "title", kg.Text("p"), "summary", kg.Text(longText+" omega"))))
	s.finds("omega", "Project_long")
	s.finds("长文本 omega", "Project_long")
	s.must(nodesOf(project("long", "title", kg.Text("p"), "summary", kg.Null)))
	s.finds("omega")
}

func indexDeleted(_ *testing.T, s *subject) {
	s.must(nodesOf(project("a", "title", kg.Text("gone")), project("b", "title", kg.Text("gone too"))))
	s.must(kg.Changeset{DeleteNodes: []kg.ID{"Project_a", "Project_none"}})
	s.finds("gone", "Project_b")
	s.must(kg.Changeset{DeleteNodes: []kg.ID{"Project_b"}})
	s.finds("gone")
}

func indexKind(t *testing.T, s *subject) {
	team := kg.NodeChange{ID: "x", Kind: "Team", Properties: pairs([]any{"title", kg.Text("vector field")})}
	s.must(nodesOf(team))
	ofKind := func(kind string) []kg.ID { return s.find(kg.System, kg.Search{Text: "vector", Kinds: []string{kind}}) }
	if got := ofKind("Team"); !slices.Equal(got, []kg.ID{"x"}) {
		t.Errorf("as a team: %q", got)
	}
	team.Kind = "Project"
	s.must(nodesOf(team))
	if got := ofKind("Team"); len(got) != 0 {
		t.Errorf("still a team: %q", got)
	}
	if got := ofKind("Project"); !slices.Equal(got, []kg.ID{"x"}) {
		t.Errorf("as a project: %q", got)
	}
	s.must(nodesOf(kg.NodeChange{ID: "x", Kind: "Region", Properties: pairs([]any{"scheme", kg.Text("s"), "code", kg.Text("c"), "title", kg.Text("vector")})}))
	s.finds("vector")
}

func indexHidden(t *testing.T, s *subject) {
	s.must(nodesOf(project("a", "title", kg.Text("open"))))
	s.must(nodesOf(hide(project("a"), kg.Registered)))
	for i, v := range viewers {
		if got := s.find(v, kg.Search{Text: "a"}); len(got) != min(i, 1) {
			t.Errorf("viewer %d finds %q", i, got)
		}
	}
}

func indexFailed(_ *testing.T, s *subject) {
	s.must(nodesOf(project("a", "title", kg.Text("kept"))))
	s.refuse(kg.Changeset{
		Nodes: []kg.NodeChange{project("a", "title", kg.Text("lost")), project("b", "title", kg.Text("lost"))},
		Edges: []kg.EdgeChange{edge("CONCERNS", "Project_a", "Project_none")},
	}, kg.ErrNotFound)
	s.finds("lost")
	s.finds("kept", "Project_a")
}

func indexAgain(_ *testing.T, s *subject) {
	s.must(nodesOf(project("a", "title", kg.Text("former"))))
	s.must(kg.Changeset{DeleteNodes: []kg.ID{"Project_a"}, Nodes: []kg.NodeChange{project("a", "title", kg.Text("present"))}})
	s.finds("former")
	s.finds("present", "Project_a")
}

// indexMany writes, rewrites and deletes more than any statement holds at once.
func indexMany(t *testing.T, s *subject) {
	n := sized(700)
	batch := func(word string, from, to int) (cs kg.Changeset) {
		for i := from; i < to; i++ {
			cs.Nodes = append(cs.Nodes, project(fmt.Sprint(i), "title", kg.Text(fmt.Sprintf("%s %d of some", word, i))))
		}
		return cs
	}
	count := func(text string, want int) {
		t.Helper()
		if got := len(s.find(kg.System, kg.Search{Text: text})); got != want {
			t.Errorf("%q finds %d, want %d", text, got, want)
		}
	}
	s.must(batch("first", 0, n))
	second := batch("second", n/3, n)
	second.Bulk = true
	s.must(second)
	count("first", n/3)
	count("second", n-n/3)
	var gone kg.Changeset
	for i := 0; i < n; i += 2 {
		gone.DeleteNodes = append(gone.DeleteNodes, projectID(fmt.Sprint(i)))
	}
	s.must(gone)
	count("of some", n/2)
}

func indexReopened(t *testing.T, s *subject) {
	s.must(nodesOf(project("a", "title", kg.Text("沈阳")), project("b", "title", kg.Text("kept here"))))
	s.again(t, s.model)
	s.migrate(t)
	s.finds("阳", "Project_a")
	s.finds("kept", "Project_b")
}
