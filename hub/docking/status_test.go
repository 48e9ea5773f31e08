package docking_test

import (
	"slices"
	"testing"

	"innograph/hub/docking"
	"innograph/model"
)

// From the first status every other can be reached, what ends a docking leads
// nowhere, and all statuses are those of the model.
func TestStatuses(t *testing.T) {
	statuses := model.Graph().Enum("DockingStatus").Values
	reached := []string{docking.Proposed}
	for i := 0; i < len(reached); i++ {
		for _, s := range docking.Next(reached[i]) {
			if !docking.May(reached[i], s) {
				t.Errorf("%s may not lead to %s, which is next", reached[i], s)
			}
			if !slices.Contains(reached, s) {
				reached = append(reached, s)
			}
		}
	}
	slices.Sort(reached)
	want := slices.Sorted(slices.Values(statuses))
	if !slices.Equal(reached, want) {
		t.Errorf("reached are %v, want %v", reached, want)
	}
	for _, last := range []string{docking.Declined, docking.Expired, docking.Completed, docking.Terminated} {
		if next := docking.Next(last); len(next) > 0 {
			t.Errorf("%s leads to %v", last, next)
		}
	}
	if !docking.May("", docking.Proposed) || docking.May("", docking.Signed) || docking.May(docking.Proposed, docking.Signed) ||
		docking.May(docking.Signed, docking.Proposed) {
		t.Error("a docking may begin elsewhere, skip steps or go back")
	}
}
