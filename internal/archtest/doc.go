// Package archtest holds tests of the whole module: which package may import
// which, and why; that every package says what it is for; that no file grows
// beyond what one reads at a sitting; that no file ties the project to one
// machine. It has no code of its own.
package archtest
