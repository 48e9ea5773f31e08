package e2e

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const mebibyte = 1 << 20

// startBare starts a server on an empty store for the time of a test.
func startBare(t *testing.T) *server {
	t.Helper()
	s, err := start(t.TempDir(), nil, "--seed", "none")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.end(os.Interrupt); err != nil {
			t.Errorf("the server ended with %v:\n%s", err, s.output)
		}
	})
	return s
}

// memory returns the resident memory of a process, as Linux tells it.
func (s *server) memory(t *testing.T) int {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("not run: only Linux tells the memory of a process in /proc")
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); fields[0] == "VmRSS:" {
			n, err := strconv.Atoi(fields[1])
			if err != nil {
				t.Fatal(err)
			}
			return n << 10
		}
	}
	t.Fatal("no VmRSS")
	return 0
}

// Bodies of 50 MB are refused, and leave the server far smaller than one of them:
// what it grows by is what the runtime takes on a busy machine.
func TestHugeBody(t *testing.T) {
	s := startBare(t)
	body := bytes.Repeat([]byte(`{"query": "`), 50*mebibyte/11)
	send := func(r io.Reader) {
		resp, err := client.Post(s.url+"/graphql", "application/json", r)
		if err != nil {
			// The server may hang up before all is sent.
			if !strings.Contains(err.Error(), "broken pipe") && !strings.Contains(err.Error(), "connection reset") {
				t.Error(err)
			}
			return
		}
		answer, _ := io.ReadAll(resp.Body) // what is cut off fails below
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(string(answer), "REQUEST_TOO_LARGE") || len(answer) > 1024 {
			t.Errorf("%s %.200s", resp.Status, answer)
		}
	}
	for range 3 {
		send(io.MultiReader(bytes.NewReader(body[:mebibyte+1]))) // without a length
	}
	before := s.memory(t)
	for range 3 {
		send(bytes.NewReader(body))
		send(io.MultiReader(bytes.NewReader(body)))
	}
	grown := s.memory(t) - before
	t.Logf("%d KiB more than %d KiB", grown>>10, before>>10)
	if grown > 16*mebibyte {
		t.Errorf("%d bytes more", grown)
	}
}

// A flood of different large operations does not fill the memory.
func TestFloodOfOperations(t *testing.T) {
	s := startBare(t)
	var fields strings.Builder
	for i := range 25 {
		fmt.Fprintf(&fields, "o%d: organisations(first: 1) { edges { role from to node { id name ror status foundedOn } } }\n", i)
	}
	for i := range 1500 {
		query := fmt.Sprintf("query q%d { people(first: 1) { nodes { id label name %s } } }", i, &fields)
		if _, err := post(s.url, query, nil); err != nil {
			t.Fatal(err)
		}
	}
	// What is compiled of links and nodes of every type is largest, and each
	// value of the Boolean variables is compiled anew.
	const links = `($a: Boolean!, $b: Boolean!, $c: Boolean!) { neighbors(id: "x", first: 1) { edges {
		link { id @include(if: $a) relation visibility provenance { source method } fromNode { id label } toNode { id label } }
		node { id @include(if: $b) label version createdAt updatedAt visibility identifiers { scheme value } provenance { source @skip(if: $c) } } } } }`
	for i := range 400 {
		variables := map[string]any{"a": i&1 > 0, "b": i&2 > 0, "c": i&4 > 0}
		if _, err := post(s.url, fmt.Sprintf("query q%d", i/8)+links, variables); err != nil {
			t.Fatal(err)
		}
	}
	m := s.memory(t)
	t.Logf("%d MiB", m/mebibyte)
	if m > 256*mebibyte {
		t.Errorf("%d bytes", m)
	}
}

// Whoever sends the head or the body of a request too slowly is cut off, while
// others are served.
func TestSlowClients(t *testing.T) {
	t.Parallel()
	s := startBare(t)
	address := strings.TrimPrefix(s.url, "http://")
	heads := map[string]string{
		"head": "POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Ty",
		"body": "POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"query",
	}
	var wg sync.WaitGroup
	for name, head := range heads {
		for range 50 {
			wg.Go(func() {
				if took, err := linger(address, head); err != nil || took > 15*time.Second {
					t.Errorf("%s: cut off after %v: %v", name, took, err)
				}
			})
		}
	}
	for range 20 {
		began := time.Now()
		if _, err := post(s.url, "{__typename}", nil); err != nil || time.Since(began) > 5*time.Second {
			t.Errorf("a request beside them took %v: %v", time.Since(began), err)
		}
	}
	wg.Wait()
}

// linger sends a beginning and returns how long the server waits for the rest.
func linger(address, head string) (time.Duration, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return 0, err
	}
	defer func() { _ = conn.Close() }()
	began := time.Now()
	if err := conn.SetDeadline(began.Add(patience)); err != nil {
		return 0, err
	}
	if _, err := io.WriteString(conn, head); err != nil {
		return 0, err
	}
	_, err = io.Copy(io.Discard, conn) // to the end, which the server makes
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return patience, err
	}
	return time.Since(began), nil
}
