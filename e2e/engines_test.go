package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"innograph/graph/presets"
	"innograph/internal/neo4jtest"
)

// An operation is a document with its variables, and who sends it.
type operation struct {
	name, query string
	variables   map[string]any
	token       string
	header      http.Header // further ones
}

// Every operation has the same answer, byte for byte, whichever engine keeps the graph:
// the presets, those in the documentation and those in testdata/operations, with ids,
// cursors, numbers, times and errors. Nothing is left out of the comparison; the id of
// a request, which a server would make up, is sent with it.
func TestEnginesAnswerAlike(t *testing.T) {
	address := neo4jtest.Cleared(t)
	dir := t.TempDir()
	token := tokenFor(t, dir, "Enterprise_seed.1")
	env := append(os.Environ(), "INNOGRAPH_NEO4J_PASSWORD="+address.Password)
	engines := map[string]*server{}
	for name, store := range map[string]string{"sqlite": "sqlite:hub.db", "neo4j": "neo4j://" + address.User + "@" + address.Host} {
		// A database that has just been started plans everything for the first time.
		s, err := launch(dir, env, "--seed", *size, "--store", store, "--tokens", "tokens.yaml", "--request-timeout", "60s")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.cmd.Process.Kill() }) // it has ended, unless the test failed
		engines[name] = s
	}
	for name, s := range engines {
		if err := s.listens(); err != nil {
			t.Fatal(name, err)
		}
		t.Logf("%s:\n%s", name, s.output)
	}
	for _, o := range operations(t, token) {
		t.Run(o.name, func(t *testing.T) { alike(t, engines, o) })
	}
	for name, s := range engines {
		if err := s.end(syscall.SIGTERM); err != nil {
			t.Error(name, err)
		}
		if strings.Contains(s.output.String(), address.Password) {
			t.Errorf("%s tells the password: %s", name, s.output)
		}
	}
}

// alike compares the answers to an operation and, where it pages, to all pages.
func alike(t *testing.T, engines map[string]*server, o operation) {
	for pages := 1; ; pages++ {
		want, status := o.send(t, engines["sqlite"].url)
		if got, gotStatus := o.send(t, engines["neo4j"].url); got != want || status != gotStatus {
			t.Fatalf("page %d: Neo4j answers\n%d %s\nSQLite\n%d %s", pages, gotStatus, got, status, want)
		}
		var answer struct {
			Data map[string]json.RawMessage
		}
		if err := json.Unmarshal([]byte(want), &answer); err != nil || len(answer.Data) == 0 {
			t.Fatalf("nothing is answered: %s", want)
		}
		if strings.Contains(want, `"errors"`) != (o.name == "refused") {
			t.Fatalf("errors: %s", want)
		}
		var page struct {
			PageInfo struct {
				HasNextPage bool
				EndCursor   string
			}
		}
		if answer.Data["page"] == nil {
			return
		}
		if err := json.Unmarshal(answer.Data["page"], &page); err != nil {
			t.Fatal(err)
		}
		if !page.PageInfo.HasNextPage {
			if pages < 3 {
				t.Errorf("there are %d pages only", pages)
			}
			return
		}
		o.variables = map[string]any{"after": page.PageInfo.EndCursor}
	}
}

// send returns the answer of a server, and its status.
func (o operation) send(t *testing.T, url string) (answer string, status int) {
	t.Helper()
	answer, resp := o.exchange(t, url)
	return answer, resp.StatusCode
}

// exchange returns the answer of a server, and what came before it.
func (o operation) exchange(t *testing.T, url string) (answer string, resp *http.Response) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": o.query, "variables": o.variables})
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/graphql", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	maps.Copy(req.Header, o.header)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Request-Id", "alike")
	if o.token != "" {
		req.Header.Set("Authorization", "Bearer "+o.token)
	}
	resp, err = client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	content, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(content), resp
}

// operations returns all operations that fit the made-up hub; those about what is not
// for everybody are asked by the owner of a token too.
func operations(t *testing.T, token string) (all []operation) {
	t.Helper()
	examples, err := presets.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range examples {
		all = append(all, operation{name: p.Name, query: p.Query, variables: p.Variables})
	}
	documented := regexp.MustCompile("(?s)```graphql\n(.*?)```|--data-urlencode 'query=(.*?)'")
	for _, name := range []string{"README.md", "docs/api.md", "docs/seed.md"} {
		for i, o := range documented.FindAllStringSubmatch(read(t, filepath.Join("..", name)), -1) {
			all = append(all, operation{name: fmt.Sprintf("%s %d", filepath.Base(name), i+1), query: o[1] + o[2]})
		}
	}
	files, err := filepath.Glob("testdata/operations/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatal("no operations", err)
	}
	for _, file := range files {
		o := operation{name: strings.TrimSuffix(filepath.Base(file), ".graphql"), query: read(t, file)}
		all = append(all, o)
		if strings.Contains(o.query, "# For members too.\n") {
			o.name, o.token = o.name+" of a member", token
			all = append(all, o)
		}
	}
	return all
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// tokenFor makes a token for a caller who acts for a party, in tokens.yaml.
func tokenFor(t *testing.T, dir, party string) string {
	t.Helper()
	cmd := exec.Command(binary, "token", "--name", "Member", "--for", party, "--add-to", "tokens.yaml")
	cmd.Dir = dir
	out, err := cmd.Output()
	token := regexp.MustCompile(`ing_\S+`).FindString(string(out))
	if err != nil || token == "" {
		t.Fatalf("%v: %s", err, out)
	}
	return token
}
