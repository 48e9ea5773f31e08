package storetest

import (
	"context"
	"testing"

	"innograph/kg"
)

// Open opens an empty store for a test and sees to it that nothing of it is
// left afterwards. The suite migrates and closes it.
type Open func(t *testing.T, model *kg.Model) kg.Store

// Reopen closes a store and opens what it kept again, with the same model or
// another. It fails the test when the store cannot be opened at all.
type Reopen func(t *testing.T, s kg.Store, model *kg.Model) kg.Store

// A scenario is one behaviour every store has.
type scenario struct {
	name string
	run  func(t *testing.T, s *subject)
}

// A chapter is the scenarios of one noun.
type chapter struct {
	name      string
	load      func(s *subject) // what every scenario finds; nil: nothing
	shared    bool             // they only read, so that one store serves all
	scenarios []scenario
}

func contract() []chapter {
	return []chapter{
		applyChapter(),
		edgesChapter(),
		deleteChapter(),
		kindChapter(),
		refuseChapter(),
		againChapter(),
		changesChapter(),
		copyChapter(),
		readChapter(),
		hopChapter(),
		orderChapter(),
		cursorChapter(),
		placeChapter(),
		filterChapter(),
		namesakeChapter(),
		searchChapter(),
		indexChapter(),
		aggregateChapter(),
		expandChapter(),
		visibilityChapter(),
		partiesChapter(),
		matrixChapter(),
		scanChapter(),
		generatedChapter(),
		randomChapter(),
		largeChapter(),
		concurrentChapter(),
		lifecycleChapter(),
	}
}

// Run holds a store to the whole contract. reopen is nil for an engine that
// keeps nothing beyond its life.
func Run(t *testing.T, open Open, reopen Reopen) {
	if raced {
		t.Log("under the race detector: samples of the largest tables")
	}
	for _, c := range contract() {
		t.Run(c.name, func(t *testing.T) { c.run(t, open, reopen) })
	}
}

// sample returns a list, or under the race detector one entry in n of it.
func sample[T any](list []T, n int) []T {
	if !raced {
		return list
	}
	var some []T
	for i := 0; i < len(list); i += n {
		some = append(some, list[i])
	}
	return some
}

// sized returns how often something is done, less often under the race
// detector.
func sized(n int) int {
	if raced {
		return max(1, n/4)
	}
	return n
}

func (c *chapter) run(t *testing.T, open Open, reopen Reopen) {
	fresh := func(t *testing.T) *subject {
		s := newSubject(t, open, reopen)
		if c.load != nil {
			c.load(s)
		}
		return s
	}
	var common *subject
	if c.shared {
		common = fresh(t)
	}
	for _, sc := range c.scenarios {
		t.Run(sc.name, func(t *testing.T) {
			if common != nil {
				sc.run(t, common.in(t))
				return
			}
			sc.run(t, fresh(t))
		})
	}
}

// closing closes a store when its test ends, whatever has become of the test's
// context. To close a store twice is no failure.
func closing(t *testing.T, s kg.Store) {
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Errorf("close: %v", err)
		}
	})
}
