// Package sqlitestore keeps a graph in one SQLite file, inside the process. It
// answers the port kg.Store for whatever model it is handed.
//
// Nodes and edges have a table each, with their properties as JSONB; two more
// tables hold every edge once from each end, in the order a page of neighbours
// is read. An index of words holds the nodes that searches find, in the order of
// their scores. Query text that never changes is in sql/; text that depends on a
// query is composed in compile.go and the files it names. Values are always
// parameters; of names only the model's come into a text.
//
// One connection writes, several read. Other processes may use the same file at
// the same time.
package sqlitestore
