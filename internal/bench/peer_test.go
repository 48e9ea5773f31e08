package bench

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/kg"
	"innograph/model"
)

// peerPage is the form in which @neo4j/graphql 7.6.3 asks for a sorted page of a
// connection: it collects all neighbours, and keeps the whole list beside each row that
// is sorted.
const peerPage = `MATCH (this:Achievement)
WHERE this.id = $id
CALL (this) {
  MATCH (this)<-[this0:CONTRIBUTED_TO]-(this1:Person)
  WITH collect({node: this1, relationship: this0}) AS edges, count(this1) AS totalCount
  CALL (edges) {
    UNWIND edges AS edge
    WITH edge.node AS this1, edge.relationship AS this0
    WITH *
    ORDER BY ORDER_KEY ASC
    SKIP $skip
    LIMIT $limit
    RETURN collect({properties: {rank: this0.rank, contribution: this0.contribution, __resolveType: 'Contribution'}, node: {id: this1.id, orcid: this1.orcid, academicTitle: this1.academicTitle, talentTier: this1.talentTier, __resolveType: 'Person'}}) AS var2
  }
  RETURN {edges: var2, totalCount: totalCount} AS var3
}
RETURN this {.id, .trl, contributorsConnection: var3} AS this`

const peerTable = "Sorted pages on Neo4j"

// comparePeer measures sorted pages beside the peer's statement, or notes that Neo4j
// refuses that one.
func comparePeer(b *testing.B, s kg.Store, h *cypherHand) {
	r := s.Reader(kg.Anyone)
	for _, by := range []struct {
		name, peer string
		order      []kg.Order
	}{{"by rank", "this0.rank", nil}, {"by a property of the node", "this1.academicTitle", []kg.Order{byTitle}}} {
		text := strings.Replace(peerPage, "ORDER_KEY", by.peer, 1)
		for _, c := range []struct {
			name        string
			first, skip int
		}{{"first 80 of 10000", 80, 0}, {"10 after 8000 of 10000", 10, 8000}} {
			name := c.name + ", " + by.name
			b.Run(name, func(b *testing.B) {
				own := read(r, sortedPage(b, r, by.order, c.first, c.skip))
				parameters := map[string]any{"id": string(crowded(10_000)), "skip": c.skip, "limit": c.first}
				peer := h.rows(text, []int{1}, parameters)
				if refused := refusal(b, peer); refused != "" {
					results.fact(name, fmt.Sprintf("%s ms; the form of @neo4j/graphql: %s", millis([]float64{timed(b, time.Now, own, 20) / 20}), refused), "answered")
					return
				}
				measure(b, pair{table: peerTable, name: name, second: "the form of @neo4j/graphql", own: own, hand: peer, apart: true})
			})
		}
	}
}

// refusal returns the code of the failure by which Neo4j refuses to answer, or "".
func refusal(b *testing.B, peer attempt) string {
	_, err := peer(b.Context())
	var refused *neo4j.Neo4jError
	switch {
	case errors.As(err, &refused):
		return refused.Code
	case err != nil:
		b.Fatal(err)
	}
	return ""
}

// sortedPage asks for a page of neighbours in an order, after so many of them.
func sortedPage(b *testing.B, r kg.Reader, order []kg.Order, first, skip int) *kg.Query {
	hop := contributors(order...)
	hop.Page.Limit = first
	if skip > 0 {
		all := contributors(order...)
		all.Page.Limit = skip
		q := fromIDs([]kg.ID{crowded(10_000)}, nil, all)
		result, err := r.Read(b.Context(), &q)
		if err != nil {
			b.Fatal(err)
		}
		last := result.Root.Hops[0].Rows[skip-1]
		hop.Page.After = &kg.Cursor{Key: last.Key, Node: last.Number, Edge: last.Edge.Number}
	}
	q := fromIDs([]kg.ID{crowded(10_000)}, map[string][]string{model.KindAchievement: {"trl"}}, hop)
	return &q
}
