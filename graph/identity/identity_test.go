package identity_test

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"innograph/graph/identity"
	"innograph/kg"
)

var now = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// What the command prints is read as it was meant, whatever is in a name.
func TestEntryIsRead(t *testing.T) {
	for _, name := range []string{"a", "沈阳合金", `a "b" \ c`, "- x: y # z", "null", "1e5", "é🙂", "&a *b !c", "{a}"} {
		for _, id := range []kg.ID{"Person_1", "Person_甲", `a"b`, "- a", "1"} {
			token := identity.NewToken()
			entry, err := identity.Entry(token, name, []kg.ID{id, "x"}, "2999-01-01")
			if err != nil {
				t.Fatalf("%q, %q: %v", name, id, err)
			}
			callers, err := identity.Parse([]byte("callers:\n" + entry))
			if err != nil {
				t.Fatalf("%s: %v", entry, err)
			}
			c := callers.Find(token, now)
			if c == nil || c.Name != name || !slices.Equal(c.ActsFor, []kg.ID{id, "x"}) || c.Viewer() != kg.ActingFor(id, "x") {
				t.Errorf("%s is read as %+v", entry, c)
			}
			if strings.Contains(entry, token) {
				t.Errorf("the entry holds the token: %s", entry)
			}
		}
	}
	for _, c := range []struct{ name, id, expires, says string }{
		{"a\nb", "x", "", "a name must be"}, {"", "x", "", "a name must be"}, {" a", "x", "", "a name must be"},
		{"a", "x\ny", "", "an id must be"}, {"a", "", "", "an id must be"}, {strings.Repeat("a", 201), "x", "", "a name must be"},
		{"a", "x", "2020-01-01", "is past"}, {"a", "x", "tomorrow", "expires must be a day"}, {"a", "x", "2027-02-30", "expires must be a day"},
	} {
		_, err := identity.Entry(identity.NewToken(), c.name, []kg.ID{kg.ID(c.id)}, c.expires)
		if !errors.Is(err, kg.ErrInvalid) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q, %q, %q: %v, want %q", c.name, c.id, c.expires, err, c.says)
		}
	}
}

func TestTokensDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		token := identity.NewToken()
		if seen[token] || !strings.HasPrefix(token, "ing_") || len(token) != len("ing_")+43 {
			t.Fatalf("%q", token)
		}
		seen[token] = true
	}
}

// A token holds until the day on which it no longer does begins.
func TestExpiry(t *testing.T) {
	callers, err := identity.Parse([]byte("callers:\n - name: a\n   sha256: " + identity.Digest("t") + "\n   expires: 2026-06-02\n"))
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 6, 2, 0, 0, 0, 0, time.UTC)
	for at, want := range map[time.Time]bool{now: true, day.Add(-1): true, day: false, day.In(time.FixedZone("", 8*3600)): false, day.AddDate(1, 0, 0): false} {
		if got := callers.Find("t", at) != nil; got != want {
			t.Errorf("at %v it holds: %t", at, got)
		}
	}
}

// What is wrong with a file is told with its line, and without repeating digests.
func TestRefusedFiles(t *testing.T) {
	a, b := identity.Digest("a"), identity.Digest("b")
	one := "callers:\n  - name: one\n    sha256: " + a + "\n"
	for _, c := range []struct{ text, says string }{
		{"", "no list of callers"},
		{"# nothing\n", "no list of callers"},
		{"callers:\n", "line 1: callers must be a list"},
		{"callers: []\n", "names no caller"},
		{"- name: one\n", "line 1: the file must be a map"},
		{"callers: {}\n", "callers must be a list"},
		{"tokens: []\n", "line 1: the file has no field tokens; it has callers"},
		{one + "more: 1\n", "line 4: the file has no field more"},
		{one + "    token: ing_x\n", "line 4: a caller has no field token; it has actsFor, expires, level, name, sha256"},
		{one + "    name: two\n", "line 4: this is not YAML"},
		{one + "  - one\n", "line 4: a caller must be a map"},
		{one + "  - sha256: " + b + "\n", "line 4: a caller has no name"},
		{one + "  - name: two\n", "line 4: two has no sha256"},
		{one + "  - name: one\n    sha256: " + b + "\n", "line 4: another caller has the name one"},
		{one + "  - name: two\n    sha256: " + strings.ToUpper(a) + "\n", "line 5: another caller has the same token"},
		{one + "  - name: two\n    sha256: ing_secret\n", "line 5: sha256 must be the 64 hexadecimal digits"},
		{one + "  - name: two\n    sha256: " + b[:62] + "\n", "line 5: sha256 must be"},
		{one + "  - name: two\n    sha256: [" + b + "]\n", "line 5: sha256 must be"},
		{one + "    level: PARTIES\n", "line 4: level can only be REGISTERED"},
		{one + "    level: SYSTEM\n", "line 4: level can only be REGISTERED"},
		{one + "    actsFor: Person_1\n", "line 4: actsFor must be a list"},
		{one + "    actsFor: [[x]]\n", "line 4: an id must be"},
		{one + "    actsFor: [{a: b}]\n", "line 4: an id must be"},
		{one + "    actsFor: [\"a\\nb\"]\n", "line 4: an id must be"},
		{one + "    actsFor: [" + strings.Repeat("a,", 101) + "]\n", "it acts for 101 nodes; at most 100"},
		{one + "    expires: soon\n", "line 4: expires must be a day"},
		{one + "    expires: 2027-1-1\n", "line 4: expires must be a day"},
		{one + "    expires: 20270101\n", "line 4: expires must be a day"},
		{one + "  - *x\n", "line 4"},
		{one + "  bad\n", "not YAML"},
		{one + "---\n" + one, "no list of callers"},
		{"\xff\xfe", ""},
		{"callers:\n" + strings.Repeat("[", 10000), ""},
		{strings.Repeat("#", 4<<20+1), "more than 4194304 bytes"},
	} {
		callers, err := identity.Parse([]byte(c.text))
		if !errors.Is(err, kg.ErrInvalid) || !strings.Contains(fmt.Sprint(err), c.says) || callers != nil {
			t.Errorf("%.200q: %v, want %q", c.text, err, c.says)
		}
		for _, secret := range []string{a, b, "secret"} {
			if err != nil && strings.Contains(err.Error(), secret) {
				t.Errorf("the refusal repeats %s: %v", secret, err)
			}
		}
	}
}

func TestLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tokens.yaml")
	if err := os.WriteFile(path, []byte("callers:\n  - name: one\n    sha256: x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, filepath.Dir(path), path + "x"} {
		if _, err := identity.Load(p); !errors.Is(err, kg.ErrInvalid) || !strings.HasPrefix(fmt.Sprint(err), p) {
			t.Errorf("%s: %v", p, err)
		}
	}
	if err := os.WriteFile(path, []byte("# all of them\ncallers: [{name: 一, sha256: \""+identity.Digest("t")+"\", level: REGISTERED}]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	callers, err := identity.Load(path)
	if err != nil || callers.Len() != 1 || callers.Find("t", now).Viewer() != kg.Member {
		t.Errorf("%+v, %v", callers, err)
	}
}

// forgeries are headers that name nobody, though the token exists.
func forgeries(token string) [][]string {
	list := [][]string{
		{token}, {"Bearer"}, {"Bearer "}, {"Bearer  "}, {"bearer\t" + token}, {"Bearer" + token}, {"Bearer:" + token}, {"Bearer=" + token},
		{"Basic " + token}, {"Digest " + token}, {"Token " + token}, {"Negotiate " + token}, {"Bearer2 " + token}, {" Bearer " + token},
		{"Bearer " + token, "Bearer " + token}, {"Bearer " + token, ""}, {"", "Bearer " + token}, {"Bearer " + token + ", Bearer " + token},
		{"Bearer " + token + " " + token}, {"Bearer " + token + ";"}, {"Bearer \"" + token + "\""}, {"Bearer token=" + token},
		{"Bearer " + token + "\x00"}, {"Bearer " + token + "\r\nX: y"}, {"Bearer " + token + "%00"}, {"Bearer ＩＮＧ"}, {"Bearer \xff"}, {""}, {" "},
		{"Bearer " + identity.Digest(token)}, {"Bearer " + token[:len(token)-1]}, {"Bearer " + token[1:]}, {"Bearer " + token + "A"}, {"Bearer " + token + "="},
		{"Bearer " + strings.ToUpper(token)}, {"Bearer " + strings.ToLower(token)}, {"Bearer " + strings.TrimPrefix(token, "ing_")},
		{"Bearer ing_"}, {"Bearer *"}, {"Bearer null"}, {"Bearer undefined"}, {"Bearer ' OR 1=1 --"}, {"Bearer ../../etc/passwd"}, {"Bearer ="}, {"Bearer ===="},
		{"Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJzeXN0ZW0ifQ."}, {"Bearer " + strings.Repeat("a", 1017)}, {"Bearer " + strings.Repeat("a", 60_000)},
		{"Bearer" + strings.Repeat(" ", 2000) + token},
	}
	for i := range token { // one character off
		b := []byte(token)
		b[i] ^= 1
		list = append(list, []string{"Bearer " + string(b)})
	}
	return list
}

func TestForgeries(t *testing.T) {
	token := identity.NewToken()
	entry, err := identity.Entry(token, "one", nil, "")
	if err != nil {
		t.Fatal(err)
	}
	callers, err := identity.Parse([]byte("callers:\n" + entry))
	if err != nil {
		t.Fatal(err)
	}
	list := forgeries(token)
	for _, values := range list {
		for _, known := range []*identity.Callers{callers, nil, {}} {
			caller, refused := known.Authenticate(http.Header{"Authorization": values}, now)
			if caller != nil || refused == nil || refused.Reason == "" || !strings.HasPrefix(refused.Challenge, "Bearer ") {
				t.Errorf("%.100q: %+v, %+v", values, caller, refused)
			}
		}
	}
	for _, good := range []string{"Bearer " + token, "bearer " + token, "BEARER   " + token + " "} {
		if caller, refused := callers.Authenticate(http.Header{"Authorization": {good}}, now); caller == nil || refused != nil {
			t.Errorf("%q: %+v, %+v", good, caller, refused)
		}
	}
	if caller, refused := callers.Authenticate(http.Header{}, now); caller != nil || refused != nil {
		t.Errorf("without a header: %+v, %+v", caller, refused)
	}
	t.Logf("%d forgeries, each refused", len(list))
}
