// Package ingest brings the rows of files into a graph by a mapping: it finds
// the nodes they are about, settles which source's word counts, and writes
// batch by batch. A run that was broken off is simply started again, and one
// that meets nothing new changes nothing.
package ingest
