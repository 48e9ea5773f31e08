package seed

import (
	"slices"
	"testing"

	"innograph/kg"
	"innograph/model"
)

// next are the transitions that a docking may take.
var next = map[string][]string{
	"":                              {model.DockingStatusProposed},
	model.DockingStatusProposed:     {model.DockingStatusAccepted, model.DockingStatusDeclined, model.DockingStatusExpired},
	model.DockingStatusAccepted:     {model.DockingStatusInDiscussion, model.DockingStatusDeclined, model.DockingStatusExpired},
	model.DockingStatusInDiscussion: {model.DockingStatusVerifying, model.DockingStatusNegotiating, model.DockingStatusTerminated},
	model.DockingStatusVerifying:    {model.DockingStatusNegotiating, model.DockingStatusTerminated},
	model.DockingStatusNegotiating:  {model.DockingStatusVerifying, model.DockingStatusSigned, model.DockingStatusTerminated},
	model.DockingStatusSigned:       {model.DockingStatusRegistered, model.DockingStatusImplementing, model.DockingStatusTerminated},
	model.DockingStatusRegistered:   {model.DockingStatusImplementing, model.DockingStatusTerminated},
	model.DockingStatusImplementing: {model.DockingStatusCompleted, model.DockingStatusTerminated},
}

// funnel counts the dockings, those that were ever accepted and those that were
// ever signed.
func (g *graph) funnel() (proposed, accepted, signed float64) {
	for _, n := range g.kinds[model.KindDocking] {
		proposed++
		for _, s := range g.to(n.ID, model.RelHasStep) {
			switch symbol(s, model.PropToStatus) {
			case model.DockingStatusAccepted:
				accepted++
			case model.DockingStatusSigned:
				signed++
			}
		}
	}
	return proposed, accepted, signed
}

// Each docking has come to where it stands by legal steps in order of time, and
// has what its status calls for.
func TestDockings(t *testing.T) {
	for _, p := range profiles {
		g := generate(t, p)
		seen := map[kg.Visibility]int{}
		for _, n := range g.kinds[model.KindDocking] {
			status, at := "", int64(0)
			signed, registered := false, false
			for _, s := range g.to(n.ID, model.RelHasStep) {
				to, when := symbol(s, model.PropToStatus), s.Properties[model.PropAt].Int()
				if symbol(s, model.PropFromStatus) != status || !slices.Contains(next[status], to) || when < at {
					t.Errorf("%s: from %s to %s", n.ID, status, to)
				}
				if visibilityOf(s) != visibilityOf(n) {
					t.Errorf("%s is %s, its step %s %s", n.ID, visibilityOf(n), s.ID, visibilityOf(s))
				}
				status, at = to, when
				signed = signed || to == model.DockingStatusSigned
				registered = registered || to == model.DockingStatusRegistered
			}
			if status != symbol(n, model.PropStatus) {
				t.Errorf("%s is %s, but its last step %s", n.ID, symbol(n, model.PropStatus), status)
			}
			ended := status == model.DockingStatusDeclined || status == model.DockingStatusTerminated
			if ended != (symbol(n, model.PropReason) != "") {
				t.Errorf("%s is %s for the reason %q", n.ID, status, symbol(n, model.PropReason))
			}
			results := g.to(n.ID, model.RelResultedIn)
			if signed != (len(results) == 1) {
				t.Errorf("%s is %s with %d results", n.ID, status, len(results))
			}
			if registered && symbol(results[0], model.PropRegistrationNo) == "" {
				t.Errorf("%s has a result without a registration number", n.ID)
			}
			seen[visibilityOf(n)]++
		}
		if len(seen) != 3 {
			t.Errorf("%s: seen by %v", p, seen)
		}
	}
}
