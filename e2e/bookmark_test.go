package e2e

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/wire"
	"innograph/kg"
	"innograph/model"
	"innograph/store"
)

var writes = flag.Int("writes", 20, "how often what was written is read through two servers")

// What has been written is read through two servers, processes of their own, with its
// bookmark: every transaction that either begins carries it. Without the header none
// does, so that this would show if it were lost. There is one database here, and no
// cluster, in which bookmarks decide what is read.
func TestReadYourWritesThroughTwoProcesses(t *testing.T) {
	address := neo4jtest.Cleared(t)
	proxy := wire.Start(t, address.Host)
	env := append(os.Environ(), "INNOGRAPH_NEO4J_PASSWORD="+address.Password)
	var servers [2]*server
	for i := range servers {
		s, err := start(t.TempDir(), env, "--seed", "none", "--store", "bolt://"+address.User+"@"+proxy.Host())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.cmd.Process.Kill() }) // it has ended, unless the test failed
		servers[i] = s
	}
	written, err := store.OpenExisting(t.Context(), address.URL(), model.Graph())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := written.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}()
	if err := written.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	transactions, without := 0, 0
	for i := range *writes {
		id := kg.NodeID("Region", fmt.Sprintf("own.%d", i))
		receipt, err := written.Apply(t.Context(), &kg.Changeset{Nodes: []kg.NodeChange{{ID: id, Kind: "Region",
			Properties: map[string]kg.Value{"scheme": kg.Symbol("PLACE"), "code": kg.Text(fmt.Sprint(i)), "name": kg.Localized(map[string]string{"en": string(id)})}}}})
		if err != nil {
			t.Fatal(err)
		}
		bookmark := string(receipt.Bookmark)
		read := operation{query: `query($id: ID!) { node(id: $id) { id } regions(first: 2) { totalCount nodes { id } } }`, variables: map[string]any{"id": id}}
		for _, s := range servers {
			proxy.Forget()
			read.header = nil
			read.send(t, s.url)
			lacking, all := wire.Lacking(proxy.Sent(), bookmark)
			if all == 0 || len(lacking) != all {
				t.Fatalf("without the header, %d of %d transactions lack the bookmark", len(lacking), all)
			}
			without += all

			proxy.Forget()
			read.header = http.Header{"Innograph-Bookmark": {bookmark}}
			if answer, _ := read.send(t, s.url); !strings.Contains(answer, `"node":{"id":"`+string(id)+`"}`) {
				t.Fatalf("what was written is not read: %s", answer)
			}
			if lacking, all = wire.Lacking(proxy.Sent(), bookmark); all == 0 || len(lacking) > 0 {
				t.Fatalf("%d of %d transactions lack the bookmark: %q", len(lacking), all, lacking)
			}
			transactions += all
		}
	}
	t.Logf("%d writes, each read through both servers: all of %d transactions carried the bookmark, and none of %d without the header", *writes, transactions, without)
	for _, s := range servers {
		if err := s.end(syscall.SIGTERM); err != nil {
			t.Error(err)
		}
	}
}
