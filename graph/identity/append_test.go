package identity_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"innograph/graph/identity"
)

func entryOf(t *testing.T, name string) (token, entry string) {
	t.Helper()
	token = identity.NewToken()
	entry, err := identity.Entry(token, name, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	return token, entry
}

// Entries that are added one by one are all known, and so is what was there.
func TestAppend(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tokens.yaml")
	var tokens []string
	for _, name := range []string{"one", "two", "three"} {
		token, entry := entryOf(t, name)
		if err := identity.Append(path, entry); err != nil {
			t.Fatal(err)
		}
		tokens = append(tokens, token)
	}
	callers, err := identity.Load(path)
	if err != nil || callers.Len() != len(tokens) {
		t.Fatalf("%d callers, %v", callers.Len(), err)
	}
	for _, token := range tokens {
		if callers.Find(token, now) == nil {
			t.Errorf("%s is not known", token)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// What cannot be added to stays as it is.
func TestAppendRefused(t *testing.T) {
	_, same := entryOf(t, "same")
	for text, says := range map[string]string{
		"callers:\n" + same:                  "another caller has the name same",
		"people:\n  - a\n":                   "no field people",
		"callers: [\n":                       "not YAML",
		"callers: [" + inFlow("other") + "]": "not YAML",
		"callers:\n" + strings.ReplaceAll(inBlock(t, "other"), "  ", "    "): "",
	} {
		path := filepath.Join(t.TempDir(), "tokens.yaml")
		if err := os.WriteFile(path, []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
		_, entry := entryOf(t, "same")
		err := identity.Append(path, entry)
		if err == nil || !strings.Contains(err.Error(), says) || !strings.HasPrefix(err.Error(), path) {
			t.Errorf("%s: %v", text, err)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != text {
			t.Errorf("%s became %s, %v", text, after, err)
		}
	}
	if err := identity.Append(filepath.Join(t.TempDir(), "none", "tokens.yaml"), same); err == nil {
		t.Error("written where there is no folder")
	}
}

func inBlock(t *testing.T, name string) string {
	_, entry := entryOf(t, name)
	return entry
}

func inFlow(name string) string {
	return `{name: ` + name + `, sha256: "` + identity.Digest(identity.NewToken()) + `"}`
}
