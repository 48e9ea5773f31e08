// Package fragment puts together what SQL and Cypher write alike: lists and
// conditions. It knows text alone, and nothing of what is asked.
package fragment
