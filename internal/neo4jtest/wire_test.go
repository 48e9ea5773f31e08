package neo4jtest

import (
	"reflect"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/internal/neo4jtest/wire"
)

// What a driver sends is read as it was meant, and counted.
func TestWhatADriverSends(t *testing.T) {
	address := Shared(t)
	proxy := wire.Start(t, address.Host)
	address.Scheme, address.Host = "bolt", proxy.Host()
	driver := Driver(t, address)
	session := driver.NewSession(t.Context(), neo4j.SessionConfig{Bookmarks: neo4j.Bookmarks{}})
	defer func() { _ = session.Close(t.Context()) }()
	given := map[string]any{"null": nil, "yes": true, "no": false, "tiny": int64(-16), "byte": int64(-128), "short": int64(-30_000), "word": int64(70_000),
		"long": int64(1) << 40, "float": 2.5, "text": "字", "middling": strings.Repeat("x", 300), "large": strings.Repeat("y", 70_000),
		"bytes": []byte{1, 2}, "list": []any{int64(1), "a", []any{}}, "map": map[string]any{"a": int64(1)}, "many": slicesOf(300)}
	if _, err := session.Run(t.Context(), "RETURN 1 AS n", nil); err != nil {
		t.Fatal(err)
	}
	proxy.Forget()
	result, err := session.Run(t.Context(), "RETURN $given", map[string]any{"given": given})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := result.Consume(t.Context()); err != nil {
		t.Fatal(err)
	}
	tx, err := session.BeginTransaction(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Run(t.Context(), "RETURN 2 AS n", nil); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	sent := proxy.Sent()
	var names []string
	for _, m := range sent {
		names = append(names, m.Name)
	}
	if got := strings.Join(names, " "); !strings.Contains(got, "RUN PULL") || !strings.Contains(got, "BEGIN RUN PULL") || !strings.Contains(got, "COMMIT") {
		t.Errorf("sent: %s", got)
	}
	transactions := wire.Transactions(sent)
	if len(transactions) != 2 || transactions[0].Name != "RUN" || transactions[1].Name != "BEGIN" {
		t.Fatalf("transactions: %+v", transactions)
	}
	if got := transactions[0].Fields[1].(map[string]any)["given"]; !reflect.DeepEqual(got, given) {
		t.Errorf("read\n%.500v\nwant\n%.500v", got, given)
	}
	for i, m := range transactions {
		if len(m.Bookmarks()) != 1 {
			t.Errorf("transaction %d carries %q, want what the server has given before", i, m.Bookmarks())
		}
	}
	if n := wire.RoundTrips(sent); n != 4 { // a statement, BEGIN, a statement, COMMIT
		t.Errorf("%d round trips: %s", n, names)
	}
}

func slicesOf(n int) []any {
	list := make([]any, n)
	for i := range list {
		list[i] = int64(i)
	}
	return list
}
