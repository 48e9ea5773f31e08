// Package mapping holds the format of import mappings: what they may say, how
// they are read from YAML, checked against the model, and what their values,
// conditions and rules yield for a row.
package mapping
