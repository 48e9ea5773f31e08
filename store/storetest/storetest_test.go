package storetest_test

import (
	"testing"

	"innograph/kg"
	"innograph/store/storetest"
)

// The in-memory store is held to the contract like any other.
func TestMemory(t *testing.T) {
	open := func(_ *testing.T, model *kg.Model) kg.Store { return storetest.NewMemory(model) }
	storetest.Run(t, open, nil)
}
