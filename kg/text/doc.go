// Package text is what the graph knows about written language: normal form and
// sort keys. It is written once, for every storage engine.
package text
