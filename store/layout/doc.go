// Package layout holds what engines keep alike beside the graph itself, each in
// its own form: the levels of edges and the model of a store. It knows the graph
// and no engine.
package layout
