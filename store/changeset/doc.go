// Package changeset works out what a changeset makes of a graph: which nodes and
// edges it creates, changes and deletes, by which numbers and versions, who holds
// which identifier, and what the log says of it. Every engine applies changesets
// through it, so that all of them take and refuse the same. It knows the graph and
// no engine: what is there it asks a Transaction for, and has it write the rest.
package changeset
