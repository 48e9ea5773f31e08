package graph

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/launcher"
	"innograph/internal/neo4jtest/wire"
	"innograph/model"
	"innograph/store/neo4jstore"
)

// neo4jHub returns a server of its own before a Neo4j database.
func neo4jHub(t *testing.T, address launcher.Address) http.Handler {
	t.Helper()
	store, err := neo4jstore.Open(t.Context(), address.URL(), model.Graph())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	if err := store.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return newHub(t, store)
}

// allWays ask in every way in which a store is read.
var allWays = []string{
	`query($id: ID!) { nodes(ids: [$id]) { id } people(first: 3) { totalCount nodes { id } } }`,
	`query($id: ID!) { node(id: $id) { ... on Person { teams(first: 2) { nodes { id members(first: 2) { nodes { id } } } } } } }`,
	`query($text: String!) { search(text: $text, first: 2, kinds: [Person]) { nodes { id } } }`,
	`{ achievements { statistics(of: [TRL]) { count } groupBy(by: [{property: STAGE}]) { totalCount } } }`,
	`query($id: ID!) { paths(from: [$id], to: {kinds: [Team]}, maxHops: 2, first: 1) { edgesVisited } }`,
}

// What one server has written is read through another with the bookmark that the
// first has given: every transaction that the other begins carries it, whatever is
// asked. Without the header it does not. There is one database here, and no cluster,
// in which this decides what is read.
func TestReadYourWritesThroughTwoServers(t *testing.T) {
	address := neo4jtest.Cleared(t)
	writer := neo4jHub(t, address)
	proxy := wire.Start(t, address.Host)
	address.Scheme, address.Host = "bolt", proxy.Host()
	other := neo4jHub(t, address)
	const rounds = 12
	transactions := 0
	for i := range rounds {
		key := fmt.Sprintf("own%d", i)
		written := serve(t, writer, writing(key))
		bookmark := written.header.Get(bookmarkHeader)
		if written.code() != "" || len(strings.Fields(bookmark)) < 2 {
			t.Fatalf("%v %s", written.header, written.body)
		}
		node := func() *http.Request {
			return newPost(`query($id: ID!) {node(id:$id){id label}}`, map[string]any{"id": "Person_" + key})
		}

		proxy.Forget()
		if got := serve(t, other, node()); got.code() != "" {
			t.Fatal(got.body)
		}
		if lacking, all := wire.Lacking(proxy.Sent(), bookmark); all == 0 || len(lacking) == 0 {
			t.Errorf("without the header, %d of %d transactions lack the bookmark: this would not show that it is missing", len(lacking), all)
		}

		proxy.Forget()
		if got := serve(t, other, after(node(), bookmark)); got.code() != "" || !strings.Contains(got.body, key) {
			t.Errorf("what was written is not read: %s", got.body)
		}
		q := allWays[i%len(allWays)]
		if got := serve(t, other, after(newPost(q, map[string]any{"id": "Person_" + key, "text": key}), bookmark)); got.code() != "" {
			t.Errorf("%s: %s", q, got.body)
		}
		lacking, all := wire.Lacking(proxy.Sent(), bookmark)
		if len(lacking) > 0 || all < 2 {
			t.Errorf("%s: %d of %d transactions lack the bookmark: %q", q, len(lacking), all, lacking)
		}
		transactions += all
	}
	t.Logf("%d writes, each read by the other server: %d transactions carried the bookmark", rounds, transactions)
}
