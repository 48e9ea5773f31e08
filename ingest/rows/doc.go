// Package rows reads tables and JSON Lines row by row, in bounded memory. What
// is malformed costs one row, never the file.
package rows
