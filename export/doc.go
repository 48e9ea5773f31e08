// Package export carries graphs out of a store: into another store, whatever
// the engines of the two.
package export
