// Package storetest says what a store is: a contract of named cases that every
// engine runs unchanged, a small model for them, and the in-memory store their
// answers are compared with.
//
// An engine's test is one call:
//
//	func TestContract(t *testing.T) { storetest.Run(t, open, reopen) }
//
// README.md tells how to add an engine and how to add a case.
package storetest
