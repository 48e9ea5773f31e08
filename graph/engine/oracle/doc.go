// Package oracle holds the engine to what GraphQL says. The schema of the tests
// is generated in full by stock gqlgen over plain Go types (package plain),
// random operations run on both, and the data must be the same to the byte, the
// errors the same set of paths and codes.
//
// After a change of the compiler or of the fixture, run go generate here.
package oracle

//go:generate go run ./gen
