// Package paths finds the best paths between nodes. It asks a store for
// neighbours alone (kg.Reader.Expand), so that the answer is the same on every
// engine.
//
// # What is found
//
// The K best simple paths (no node twice) of 1 to MaxHops edges that begin at a
// From node and end at a To node, or at a node of ToKinds. What lies between is
// free: a path may pass through other From and To nodes, so that the answer is
// exactly what listing all simple paths and sorting them would give. Paths are
// ordered by their number of edges, then by their node numbers, compared one by
// one from the beginning. Parallel edges do not make more paths; they stand
// together in one step.
//
// # How
//
// Two balls grow, one around the From and one around the To nodes, a whole layer
// per call of Expand and always on the side whose layer has fewer nodes to ask
// for; with ToKinds only the first. When their radii add up to n, every edge of
// every path of n edges is known, and the paths of exactly n edges are listed
// before either ball grows again. A search therefore makes at most MaxHops calls,
// stops as soon as K paths are found, and, when the budget of edges runs out,
// has complete answers for all shorter lengths.
//
// Listing splits the set of paths into cells: those that begin with a prefix
// and then do not go on to some nodes. The best path of a cell is taken out,
// and the rest of the cell falls into one cell for each place where a path can
// leave the one taken. All shorter paths of a cell have been taken out before,
// and that makes the search within a cell cheap: a walk of n edges that avoids
// the prefix meets no node twice, since cutting out the loop would leave a
// shorter path of the same cell. So a node that led nowhere with some number of
// edges to go never need be tried again with it, and a cell costs at most
// MaxHops looks at each known edge, where plain depth-first search over simple
// paths is exponential.
package paths
