// Package docking holds the rules of a docking (供需对接), the bringing together
// of a supply and a demand: which steps it may take, and what it needs by then.
package docking

import "slices"

// The statuses of a docking, as the enum DockingStatus has them.
const (
	Proposed     = "PROPOSED"
	Accepted     = "ACCEPTED"
	Declined     = "DECLINED"
	Expired      = "EXPIRED"
	InDiscussion = "IN_DISCUSSION"
	Verifying    = "VERIFYING" // a trial, a proof of concept, a pilot
	Negotiating  = "NEGOTIATING"
	Signed       = "SIGNED"
	Registered   = "REGISTERED"
	Implementing = "IMPLEMENTING"
	Completed    = "COMPLETED"
	Terminated   = "TERMINATED"
)

// next has the statuses that may follow each. The statuses are this project's
// proposal; no published procedure was found to take them from.
var next = map[string][]string{
	Proposed:     {Accepted, Declined, Expired},
	Accepted:     {InDiscussion, Declined, Expired},
	InDiscussion: {Verifying, Negotiating, Terminated},
	Verifying:    {Negotiating, Terminated},
	Negotiating:  {Verifying, Signed, Terminated},
	Signed:       {Registered, Implementing, Terminated},
	Registered:   {Implementing, Terminated},
	Implementing: {Completed, Terminated},
}

// Next returns the statuses that may follow one, none where it is the last.
func Next(status string) []string { return slices.Clone(next[status]) }

// May reports whether a docking may step from one status to another. A docking
// begins with the step from "" to Proposed.
func May(from, to string) bool {
	if from == "" {
		return to == Proposed
	}
	return slices.Contains(next[from], to)
}

// NeedsReason reports whether a docking of that status must say why.
func NeedsReason(status string) bool { return status == Declined || status == Terminated }

// NeedsResult reports whether a docking of that status must have come to a
// contract or a funding round.
func NeedsResult(status string) bool {
	return slices.Contains([]string{Signed, Registered, Implementing, Completed}, status)
}
