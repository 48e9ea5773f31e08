package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"innograph/graph"
	"innograph/graph/engine"
	"innograph/graph/generated"
	"innograph/kg"
	"innograph/model"
)

// An operation is asked over HTTP, and of the database by hand.
type operation struct {
	name, query string
	variables   map[string]any
	sql         func(testing.TB, *sqlHand) attempt
	cypher      func(testing.TB, *cypherHand) attempt
}

// operations are a look-up, a page and three levels.
func operations() []operation {
	wide, _ := trees()
	clauses, rows := nested("n0", 1, wide)
	pageClauses, pageRows := nested("p", 1, []cypherHop{{model.RelContributedTo, "_in", 10, cypherContribution, cypherPerson}})
	return []operation{
		{
			name: "look-up", query: `query($id: ID!) { achievement(by: {id: $id}) { id title(lang: "en") stage trl completedOn askPrice { amount currency } registrationNo } }`,
			variables: map[string]any{"id": "Achievement_seed.3"},
			sql:       func(tb testing.TB, h *sqlHand) attempt { return h.read(tb)["node by id"] },
			cypher:    func(tb testing.TB, h *cypherHand) attempt { return h.read(tb)["node by id"] },
		},
		{
			name: "page of 10 of 10000", query: `query($id: ID!) { achievement(by: {id: $id}) { id title(lang: "en") stage trl completedOn askPrice { amount currency } registrationNo
				contributors(first: 10) { edges { rank contribution node { id name(lang: "en") orcid academicTitle talentTier } } pageInfo { hasNextPage endCursor } } } }`,
			variables: map[string]any{"id": crowded(10_000)},
			sql:       func(tb testing.TB, h *sqlHand) attempt { return h.read(tb)["10 of 10000, default order"] },
			cypher: func(_ testing.TB, h *cypherHand) attempt {
				return h.rows("MATCH (p:Node {id: $id}) WHERE p._level <= 0"+pageClauses+" RETURN "+of(cypherAchievement, "p")+", "+pageRows, []int{1, 10}, map[string]any{"id": string(crowded(10_000))})
			},
		},
		{
			name: "three levels", query: `{ institutions(first: 8) { nodes { id name(lang: "en") foundedOn status
				staff(first: 6) { edges { role from to node { id name(lang: "en") orcid academicTitle talentTier
					achievements(first: 5) { edges { rank node { id title(lang: "en") stage trl completedOn askPrice { amount currency } registrationNo } } } } } } } } }`,
			sql: func(tb testing.TB, h *sqlHand) attempt { return h.read(tb)["three levels"] },
			cypher: func(_ testing.TB, h *cypherHand) attempt {
				return h.rows("MATCH (n0:Institution) WHERE n0._number > 0 AND n0._level <= 0 WITH n0 ORDER BY n0._number LIMIT 9"+clauses+
					" RETURN "+of(cypherOrganisation, "n0")+", "+rows, treeWide, nil)
			},
		},
	}
}

// served are the operations over HTTP beside those by hand.
func served(tb testing.TB, table string, s kg.Store, byHand func(operation) attempt) []pair {
	tb.Helper()
	schema := generated.NewExecutableSchema(generated.Config{}).Schema()
	handler, err := graph.NewHandler(engine.New(model.Graph(), schema, s), graph.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		tb.Fatal(err)
	}
	server := httptest.NewServer(handler)
	tb.Cleanup(server.Close)
	var pairs []pair
	for _, o := range operations() {
		body, err := json.Marshal(map[string]any{"query": o.query, "variables": o.variables})
		if err != nil {
			tb.Fatal(err)
		}
		pairs = append(pairs, pair{table: table, name: o.name, own: posted(server, body), hand: nodesOf(byHand(o))})
	}
	return pairs
}

var idField = regexp.MustCompile(`"id":"([^"]+)"`)

// posted is a request over a connection that is kept.
func posted(server *httptest.Server, body []byte) attempt {
	client := server.Client()
	return func(ctx context.Context) (func() []string, error) {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL+"/graphql", bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		request.Header.Set("Content-Type", "application/json")
		response, err := client.Do(request)
		if err != nil {
			return nil, err
		}
		defer func() { _ = response.Body.Close() }()
		answer, err := io.ReadAll(response.Body)
		if err == nil && (response.StatusCode != http.StatusOK || bytes.Contains(answer, []byte(`"errors"`))) {
			err = fmt.Errorf("%s: %s", response.Status, answer)
		}
		return func() []string {
			var told []string
			for _, found := range idField.FindAllSubmatch(answer, -1) {
				told = append(told, string(found[1]))
			}
			return told
		}, err
	}
}

// nodesOf tells the nodes of an answer alone.
func nodesOf(try attempt) attempt {
	return func(ctx context.Context) (func() []string, error) {
		told, err := try(ctx)
		return func() []string {
			return slices.DeleteFunc(told(), func(id string) bool { return model.Graph().Kind(id[:strings.LastIndexByte(id, '_')]) == nil })
		}, err
	}
}
