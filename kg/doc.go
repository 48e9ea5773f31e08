// Package kg is the knowledge graph in plain Go: the model of kinds and
// relations, the values and dates their properties hold, queries and their
// results, changesets, who may see what, and the port every storage engine
// answers.
//
// It imports the standard library and golang.org/x/text alone. Everything that
// must be the same on every engine (the order of values, the meaning of a
// filter, the identity of an edge, the form of a cursor) is decided here, once.
package kg
