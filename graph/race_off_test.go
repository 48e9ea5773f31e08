//go:build !race

package graph

// slowdown is how much longer all takes under the race detector, which is off.
const slowdown = 1
