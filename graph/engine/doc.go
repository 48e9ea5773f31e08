// Package engine answers the graph's fields: a selection becomes one
// tree-shaped query, the store answers the tree, and the answer is written as
// JSON.
//
// A root field is compiled once for an operation and the values of the Boolean
// variables that skip or include parts of it: into levels, which say what is to
// be read of each node, and into objects, which say what is written of it. With
// a request's arguments the levels become a kg.Query; its result is written by
// the objects. There is no resolver below a root field and no read beyond the
// one (three for paths), so the number of reads does not depend on the data.
//
// Arguments are decoded here over the served schema, since the generated
// executor knows neither the derived inputs nor their defaults. What is refused
// is refused before the store is asked, as a *gqlerror.Error with one of the
// codes of this package, the field and the argument it is about.
package engine
