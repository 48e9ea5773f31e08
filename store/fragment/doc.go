// Package fragment puts together what SQL and Cypher write alike: lists, conditions,
// and what comes after what in an order. It knows text alone, and nothing of what is
// asked. Where the languages part, as in where null stands in an order, each engine
// writes its own.
package fragment
