// Package fragment puts together what SQL and Cypher write alike: lists, conditions,
// comparisons, and what comes after what in an order. It knows the graph's comparisons, and no database. Where
// the languages part, as in where null stands in an order, each engine writes its own.
package fragment
