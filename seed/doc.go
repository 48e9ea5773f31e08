// Package seed makes up the hub that an empty store is filled with: a province
// of research, enterprises and money in the proportions of what has been
// published about Liaoning, so that every published figure comes out of it.
//
// The figures are data (figures.yaml), each with its source. Everything else is
// invented: names are put together from lists of words, numbers are drawn from
// a generator that always starts the same. A record that is invented says so:
// its provenance is a Source that is marked synthetic. Some records are planted,
// so that tests and demonstrations know what they must find; Planted lists them.
// docs/seed.md tells what there is.
package seed
