// Package examples holds the sample: small made-up tables of a hub and the
// mapping that imports them. README.md shows how to import one's own.
package examples

import "embed"

// Mapping is the name of the sample's mapping in Files.
const Mapping = "mapping.yaml"

// Files are the sample's tables and its mapping.
//
//go:embed *.csv *.jsonl mapping.yaml
var Files embed.FS
