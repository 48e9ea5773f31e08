package bench

import (
	"context"
	"net"
	"sync"
	"testing"
	"time"

	"innograph/internal/neo4jtest/launcher"
	"innograph/kg"
)

// What a round trip costs more behind a proxy that holds back what is sent.
const away = time.Millisecond

// compareNested compares, on Neo4j, questions of several levels asked in one statement
// with the same asked in one statement a level, beside each other and over a network
// that is a millisecond away.
func compareNested(b *testing.B, address launcher.Address) {
	for _, network := range []struct {
		name string
		via  launcher.Address
	}{{"at once", address}, {"1 ms away", proxied(b, address)}} {
		h := connectHand(b, network.via)
		r := openMigrated(b, network.via).Reader(kg.Anyone)
		wide, deep := trees()
		for _, q := range reads() {
			switch q.name {
			case "three levels":
				compareAll(b, nestedPairs(b, network.name, q, r, h, wide, treeWide))
			case "five levels":
				compareAll(b, nestedPairs(b, network.name, q, r, h, deep, treeDeep))
			}
		}
	}
}

func nestedPairs(tb testing.TB, network string, q question, r kg.Reader, h *cypherHand, hops []cypherHop, limits []int) []pair {
	one := h.read(tb)[q.name]
	pairs := []pair{
		{name: "a statement a level, by hand", own: h.levels(q.query.Start.IDs, hops, limits), hand: one},
		{name: "the store", own: read(r, &q.query), hand: one},
	}
	for i := range pairs {
		pairs[i].table, pairs[i].first, pairs[i].second = "A statement a level on Neo4j", "a statement a level", "one, by hand"
		pairs[i].name = q.name + ", " + network + ": " + pairs[i].name
	}
	return pairs
}

// levels asks level by level, each node once.
func (h *cypherHand) levels(ids []kg.ID, hops []cypherHop, limits []int) attempt {
	texts := make([]string, len(hops))
	for i := range hops {
		clauses, rows := hops[i].page("p", "p", 1, "", "")
		texts[i] = "UNWIND $parents AS p" + clauses + " RETURN p, " + rows
	}
	var start []any
	for _, id := range ids {
		start = append(start, string(id))
	}
	return func(ctx context.Context) (func() []string, error) {
		roots, err := h.run(ctx, "UNWIND $ids AS id MATCH (n:Node {id: id}) WHERE n._level <= 0 RETURN n._number, "+of(cypherOrganisation, "n"), map[string]any{"ids": start})
		if err != nil {
			return nil, err
		}
		above := listOf(roots)
		below := make([]map[any][]any, len(hops)) // rows by the number of the node above
		for i, text := range texts {
			below[i] = map[any][]any{}
			var parents []any
			for _, row := range above {
				number := row.([]any)[0]
				if _, met := below[i][number]; !met {
					below[i][number] = nil
					parents = append(parents, number)
				}
			}
			found, err := h.run(ctx, text, map[string]any{"parents": parents})
			if err != nil {
				return nil, err
			}
			above = nil
			for _, record := range found {
				rows := record.Values[1].([]any)
				rows = rows[:min(len(rows), hops[i].limit)]
				below[i][record.Values[0]] = rows
				above = append(above, rows...)
			}
		}
		return func() []string { return toldLevels(listOf(roots), below, limits) }, nil
	}
}

// toldLevels lists the ids of rows, each with what is below it.
func toldLevels(rows []any, below []map[any][]any, limits []int) []string {
	var told []string
	for _, row := range rows {
		told = append(told, page([]any{row}, 1)...)
		if len(below) > 0 {
			told = append(told, toldLevels(below[0][row.([]any)[0]], below[1:], limits[1:])...)
		}
	}
	return told
}

// proxied is the address of a proxy before a server. It ends with the benchmark.
func proxied(tb testing.TB, a launcher.Address) launcher.Address {
	tb.Helper()
	server := a.Host
	listener, err := new(net.ListenConfig).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	var all sync.WaitGroup
	tb.Cleanup(func() {
		_ = listener.Close()
		all.Wait()
	})
	all.Go(func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far, err := new(net.Dialer).DialContext(context.Background(), "tcp", server)
			if err != nil {
				_ = near.Close()
				continue
			}
			all.Go(func() { pass(far, near, away) })
			all.Go(func() { pass(near, far, 0) })
		}
	})
	a.Scheme, a.Host = "bolt", listener.Addr().String() // neo4j would lead past it
	return a
}

// pass hands on what comes, later by a delay, until either side has gone.
func pass(to, from net.Conn, delay time.Duration) {
	defer func() {
		_ = to.Close()
		_ = from.Close()
	}()
	buffer := make([]byte, 64<<10)
	for {
		n, err := from.Read(buffer)
		if err != nil {
			return
		}
		time.Sleep(delay)
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}
