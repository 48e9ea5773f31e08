// Package neo4jstore keeps a graph in a Neo4j database, for hubs that outgrow one
// machine. It answers the port kg.Store for whatever model it is handed.
//
// The graph reads well in Neo4j's own tools: nodes carry the labels of their kind
// and roles, edges are relationships of their relation's type, properties have
// their own names and types. Where the natural form is not exact, or does not sort
// as kg demands, another property stands beside it, whose name begins with "_"; the
// engine reads, filters and sorts by that one. docs/decisions tells all of them.
//
// Every level of a query is one statement. Its text depends on what is asked, never
// on data: values, page sizes and the properties wanted are parameters, so that the
// plans that the database keeps serve the next request too. Of names only the
// model's come into a text.
package neo4jstore
