package storetest

import (
	"errors"
	"testing"

	"innograph/kg"
)

func scanChapter() chapter {
	return chapter{name: "scan", load: func(s *subject) { wornWorld(s) }, shared: true, scenarios: []scenario{
		{"nodes come first, then edges, by number", scanOrder},
		{"a scan goes on from every mark", scanMarks},
		{"an error of fn ends it", scanError},
		{"a scan shows what its viewer sees", scanViewers},
		{"fn may use the store", scanUse},
		{"checksums tell stores apart", checksums},
	}}
}

func scanOrder(t *testing.T, s *subject) {
	var lastNode, lastEdge int64
	for _, r := range s.scan(kg.System, kg.ScanMark{}) {
		switch {
		case r.Node != nil && r.Edge == nil && lastEdge == 0 && r.Node.Number > lastNode:
			lastNode = r.Node.Number
		case r.Edge != nil && r.Node == nil && r.Edge.Number > lastEdge:
			lastEdge = r.Edge.Number
		default:
			t.Fatalf("after node %d and edge %d comes %+v", lastNode, lastEdge, r)
		}
	}
	if lastNode == 0 || lastEdge == 0 {
		t.Error("nothing came")
	}
}

func scanMarks(t *testing.T, s *subject) {
	all := s.scan(kg.System, kg.ScanMark{})
	nodesDone := 0
	for i, r := range all {
		mark := kg.ScanMark{Nodes: r.Edge != nil}
		if r.Node != nil {
			mark.After, nodesDone = r.Node.Number, i+1
		} else {
			mark.After = r.Edge.Number
		}
		if rest := s.scan(kg.System, mark); showRecords(rest) != showRecords(all[i+1:]) {
			t.Errorf("after %+v: %d records, want %d", mark, len(rest), len(all)-i-1)
		}
	}
	for mark, want := range map[kg.ScanMark]int{{Nodes: true}: len(all) - nodesDone, {After: 1 << 40}: len(all) - nodesDone, {Nodes: true, After: 1 << 40}: 0} {
		if got := len(s.scan(kg.System, mark)); got != want {
			t.Errorf("after %+v: %d records, want %d", mark, got, want)
		}
	}
}

func scanError(t *testing.T, s *subject) {
	stop := errors.New("stop")
	for _, after := range []int{1, 5, 40} {
		calls := 0
		err := s.store.Reader(kg.System).Scan(t.Context(), kg.ScanMark{}, func(kg.Record) error {
			if calls++; calls == after {
				return stop
			}
			return nil
		})
		if !errors.Is(err, stop) || calls != after {
			t.Errorf("after %d: %d calls, error %v", after, calls, err)
		}
	}
}

func scanViewers(t *testing.T, s *subject) {
	var seen []int
	for _, v := range []kg.Viewer{kg.Anyone, kg.Member, kg.System} {
		seen = append(seen, len(s.scan(v, kg.ScanMark{})))
	}
	if seen[0] == 0 || seen[0] >= seen[1] || seen[1] >= seen[2] {
		t.Errorf("records seen by anyone, a member, the system: %d", seen)
	}
}

// A scan that copies into the same store, or looks something up meanwhile,
// must not wait for itself.
func scanUse(t *testing.T, s *subject) {
	err := s.store.Reader(kg.System).Scan(t.Context(), kg.ScanMark{}, func(r kg.Record) error {
		if r.Node == nil {
			return nil
		}
		result, err := s.store.Reader(kg.System).Read(t.Context(), &kg.Query{Start: ids(r.Node.ID)})
		if err == nil && len(result.Root.Rows) != 1 {
			t.Errorf("%s is not found", r.Node.ID)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func checksums(t *testing.T, s *subject) {
	sums := map[string]bool{}
	// sum returns the checksums of a store that holds some nodes from a time on.
	sum := func(nodes []kg.NodeChange, late bool) (all, content string) {
		own := s.another(t)
		if late {
			own.tick()
		}
		own.must(kg.Changeset{Nodes: nodes})
		content, err := ContentChecksum(t.Context(), own.store)
		if err != nil {
			t.Error(err)
		}
		all = own.checksum()
		own.close()
		return all, content
	}
	for i, nodes := range [][]kg.NodeChange{{person("a")}, {person("b")}, {person("a"), person("b")}, {person("a", "works", kg.Int(1))},
		{hide(person("a"), kg.Registered)}} {
		all, content := sum(nodes, false)
		sums[all] = true
		laterAll, laterContent := sum(nodes, true)
		if laterAll == all {
			t.Errorf("case %d: another time has the same checksum", i)
		}
		if laterContent != content {
			t.Errorf("case %d: another time has another checksum of content", i)
		}
	}
	if len(sums) != 5 {
		t.Errorf("%d checksums of 5 stores", len(sums))
	}
}
