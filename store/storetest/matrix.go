package storetest

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"innograph/kg"
)

func matrixChapter() chapter {
	return chapter{name: "matrix", load: loadMatrix, scenarios: []scenario{
		{"every viewer, every way in, everything there is", everyWayIn},
		{"every viewer, what is deleted", everyDeletion},
	}}
}

// A matrix is the generated cases of who sees what: a case is a viewer, a way in
// and a class of things, whose members are seen that way or not.
type matrix struct {
	*subject
	t      *testing.T
	world  *matrixWorld
	viewer matrixViewer
	way    string

	cases, leaks, lacks int
	granted             int // things that were seen for the sake of a party alone
}

// A matrixViewer is a viewer with a name.
type matrixViewer struct {
	name string
	kg.Viewer
}

// matrixViewers are all sorts of viewers: those who act for nobody, those who act for
// one node of every kind, for all and for parties alone, and those whose ids need
// looking up.
func matrixViewers(m *kg.Model) []matrixViewer {
	list := []matrixViewer{{"anyone", kg.Anyone}, {"a member", kg.Member}, {"the system", kg.System}}
	acting := func(ids ...kg.ID) {
		list = append(list, matrixViewer{fmt.Sprint("acting for ", ids), kg.ActingFor(ids...)})
	}
	acting("Person_nowhere")
	acting("Person_former")
	acting(matrixID("Institution", kg.Public, 8), matrixID("Laboratory", kg.Parties, 5), matrixID("Person", kg.Parties, 8), "Person_nowhere")
	for i := range m.Kinds {
		for _, visibility := range []kg.Visibility{kg.Public, kg.Parties} {
			for _, n := range []int{5, 8} {
				acting(matrixID(m.Kinds[i].Name, visibility, n))
			}
		}
	}
	return list
}

func newMatrix(t *testing.T, s *subject) *matrix {
	return &matrix{subject: s, t: t, world: newMatrixWorld(s)}
}

// each calls fn for every viewer.
func (m *matrix) each(fn func()) {
	for _, m.viewer = range sample(matrixViewers(m.model), 3) {
		fn()
	}
	m.t.Logf("%d cases, %d leaks, %d things that should have been seen and were not; %d times a thing was seen for the sake of a party",
		m.cases, m.leaks, m.lacks, m.granted)
	if m.granted == 0 {
		m.t.Error("nobody has seen anything for the sake of a party: the cases tell nothing")
	}
}

// saw compares, class by class, which of some things were seen with which should
// have been. What was seen beside them is a leak.
func (m *matrix) saw(things []matrixThing, seen map[kg.ID]bool) {
	m.t.Helper()
	seen = maps.Clone(seen)
	classes := map[string][]matrixThing{}
	for _, thing := range things {
		classes[thing.class] = append(classes[thing.class], thing)
	}
	for _, class := range slices.Sorted(maps.Keys(classes)) {
		m.cases++
		for _, thing := range classes[class] {
			should := m.world.sees(m.viewer.Viewer, thing.id)
			if should && !m.viewer.SeesAll() && !m.world.sees(kg.Member, thing.id) {
				m.granted++
			}
			m.verdict(class, string(thing.id), seen[thing.id], should)
			delete(seen, thing.id)
		}
	}
	for id := range seen {
		m.verdict("beside what was asked for", string(id), true, false)
	}
}

// counted compares a number that what is seen shows in with what it should be.
func (m *matrix) counted(class string, got, want int) {
	m.t.Helper()
	m.cases++
	if got != want {
		m.verdict(class, fmt.Sprintf("%d instead of %d", got, want), got > want, got < want)
	}
}

// verdict takes account of a thing that was seen or not, and should have been or
// not.
func (m *matrix) verdict(class, thing string, seen, should bool) {
	m.t.Helper()
	switch {
	case seen == should:
		return
	case seen:
		m.leaks++
	default:
		m.lacks++
	}
	if m.leaks+m.lacks <= 20 {
		m.t.Errorf("%s, by %s, of %s: %s: seen %t, want %t", m.viewer.name, m.way, class, thing, seen, should)
	}
}

func everyWayIn(t *testing.T, s *subject) {
	m := newMatrix(t, s)
	m.each(func() {
		for _, w := range waysIn {
			m.way = w.name
			w.enter(m)
		}
	})
}

// everyDeletion deletes all there is: who saw it sees that it has gone.
func everyDeletion(t *testing.T, s *subject) {
	m := newMatrix(t, s)
	var cs kg.Changeset
	for _, n := range m.world.nodes {
		cs.DeleteNodes = append(cs.DeleteNodes, n.id)
	}
	revision := s.must(cs).Revision
	m.each(func() {
		m.way = "the deletion"
		m.saw(m.world.all(), m.changed(revision))
	})
}

// changed returns what the items of a revision are about.
func (m *matrix) changed(revision kg.Revision) map[kg.ID]bool {
	seen := map[kg.ID]bool{}
	for _, change := range m.changes(m.viewer.Viewer, revision-1, 1) {
		for _, item := range change.Items {
			seen[item.ID] = true
		}
	}
	return seen
}
