package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"innograph/graph"
	"innograph/kg"
	"innograph/model"
)

// newToken makes a token by the command, and returns it with its entry.
func newToken(t *testing.T, args ...string) (token, entry string) {
	t.Helper()
	var out, errs bytes.Buffer
	if code := Run(t.Context(), append([]string{"token"}, args...), &out, &errs); code != 0 {
		t.Fatalf("token %q: %d, %s", args, code, errs.String())
	}
	token = regexp.MustCompile(`(?m)^    (ing_\S+)$`).FindStringSubmatch(out.String())[1]
	return token, out.String()[strings.Index(out.String(), "  - name:"):]
}

// tokenStore keeps an achievement that is for its owner and for who is known, to each
// his own, and things that all may see.
func tokenStore(t *testing.T) kg.Store {
	t.Helper()
	store, err := storeFlag{Store: "sqlite:" + filepath.Join(t.TempDir(), "graph.db")}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close(t.Context()) })
	text := func(s string) kg.Value { return kg.Localized(map[string]string{"zh": s}) }
	parties, registered := kg.Parties, kg.Registered
	_, err = store.Apply(t.Context(), &kg.Changeset{
		Nodes: []kg.NodeChange{
			{ID: "Enterprise_1", Kind: model.KindEnterprise, Properties: map[string]kg.Value{"name": text("所有者")}},
			{ID: "Enterprise_2", Kind: model.KindEnterprise, Properties: map[string]kg.Value{"name": text("别人")}},
			{ID: "Achievement_1", Kind: model.KindAchievement, Visibility: &parties, Properties: map[string]kg.Value{"title": text("秘密合金")}},
			{ID: "Achievement_2", Kind: model.KindAchievement, Visibility: &registered, Properties: map[string]kg.Value{"title": text("内部合金")}},
		},
		Edges: []kg.EdgeChange{
			{Relation: model.RelOwnedBy, From: "Achievement_1", To: "Enterprise_1"},
			{Relation: model.RelOwnedBy, From: "Achievement_2", To: "Enterprise_1"},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// Every way through the API shows a caller what is his to see, and no more.
func TestTokensOpenWhatTheyMay(t *testing.T) {
	owner, ownerEntry := newToken(t, "--name", "owner", "--for", "Enterprise_1")
	other, otherEntry := newToken(t, "--for", "Enterprise_2", "--expires", "2999-01-01")
	path := filepath.Join(t.TempDir(), "tokens.yaml")
	if err := os.WriteFile(path, []byte("callers:\n"+ownerEntry+otherEntry), 0o600); err != nil {
		t.Fatal(err)
	}
	callers, err := tokensFlag{Tokens: path}.callers()
	if err != nil {
		t.Fatal(err)
	}
	site, err := newSite(tokenStore(t), graph.Options{Log: slog.New(slog.DiscardHandler), Callers: callers})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{"": "", other: "Achievement_2", owner: "Achievement_1 Achievement_2"}
	for range 2 { // plans are kept from the first time
		for token, want := range seen {
			for name, query := range map[string]string{
				"list":       `{ achievements { nodes { id } } }`,
				"role":       `{ listings { nodes { id } } }`,
				"nodes":      `{ nodes(ids: ["Achievement_1", "Achievement_2"]) { id } }`,
				"look-up":    `{ a: achievement(by: {id: "Achievement_1"}) { id } b: achievement(by: {id: "Achievement_2"}) { id } }`,
				"relation":   `{ enterprise(by: {id: "Enterprise_1"}) { ownedAchievements { nodes { id } } } }`,
				"filter":     `{ achievements(filter: {owners: {some: {node: {name: {eq: "所有者"}}}}}) { nodes { id } } }`,
				"neighbours": `{ neighbors(id: "Enterprise_1") { nodes { id } } }`,
				"paths":      `{ paths(from: ["Enterprise_1"], to: {kinds: [Achievement]}) { paths { nodes { ... on Achievement { id } } } } }`,
			} {
				body := asked(t, site, token, query)
				var got []string
				for _, id := range []string{"Achievement_1", "Achievement_2"} {
					if strings.Contains(body, `"`+id+`"`) {
						got = append(got, id)
					}
				}
				if strings.Join(got, " ") != want || strings.Contains(body, "errors") {
					t.Errorf("%s with token %.8q gives %q, want %q: %s", name, token, got, want, body)
				}
			}
			body := asked(t, site, token, `{ achievements { totalCount } some: enterprises(filter: {ownedAchievements: {some: {}}}) { totalCount } }`)
			count := len(strings.Fields(want))
			if wanted := fmt.Sprintf(`{"achievements":{"totalCount":%d},"some":{"totalCount":%d}}`, count, min(count, 1)); !strings.Contains(body, wanted) {
				t.Errorf("totals with token %.8q: %s, want %s", token, body, wanted)
			}
		}
	}
}

// Tokens can be added to a file, which then has them all and no token itself.
func TestTokenAddedToFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tokens.yaml")
	for _, name := range []string{"one", "two"} {
		var out, errs bytes.Buffer
		if code := Run(t.Context(), []string{"token", "--name", name, "--add-to", path}, &out, &errs); code != 0 || !strings.Contains(out.String(), "--tokens "+path) {
			t.Fatalf("%d, %s%s", code, out.String(), errs.String())
		}
		token := regexp.MustCompile(`(?m)^    (ing_\S+)$`).FindStringSubmatch(out.String())[1]
		text, err := os.ReadFile(path)
		if err != nil || strings.Contains(string(text), token) {
			t.Errorf("%s, %v", text, err)
		}
	}
	if callers, err := (tokensFlag{Tokens: path}).callers(); err != nil || callers.Len() != 2 {
		t.Errorf("%d callers, %v", callers.Len(), err)
	}
	var out, errs bytes.Buffer
	if code := Run(t.Context(), []string{"token", "--name", "one", "--add-to", path}, &out, &errs); code == 0 || out.Len() > 0 || !strings.Contains(errs.String(), "the name one") {
		t.Errorf("the same name: %d, %s%s", code, out.String(), errs.String())
	}
}

func asked(t *testing.T, h http.Handler, token, query string) string {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Body.String()
}

func TestTokenRefused(t *testing.T) {
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"--for", ""}, "token: an id must be"}, {[]string{"--name", " a"}, "token: a name must be"},
		{[]string{"--expires", "soon"}, "token: expires must be a day"}, {[]string{"--expires", "2020-01-01"}, "token: 2020-01-01, when it expires, is past"},
	} {
		var out, errs bytes.Buffer
		if code := Run(t.Context(), append([]string{"token"}, c.args...), &out, &errs); code == 0 || !strings.Contains(errs.String(), c.says) || out.Len() > 0 {
			t.Errorf("%q: %d, %s%s", c.args, code, out.String(), errs.String())
		}
	}
}
