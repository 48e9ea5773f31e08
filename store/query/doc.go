// Package query holds what engines have in common in answering a kg.Query: the
// names in it resolved against the model, what cannot be meant refused, and levels
// put together from the rows that an engine has read. So all of them refuse the
// same, with the same words. It knows the graph and no engine, and nothing of the
// language an engine is asked in.
package query
