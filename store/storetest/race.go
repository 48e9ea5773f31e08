//go:build race

package storetest

// raced is whether the race detector is on. An engine compiled to Go runs some
// fifteen times as long under it, so that the suite then takes samples of its
// largest tables, and less of what is random; without it everything is tried.
const raced = true
