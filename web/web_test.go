package web_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"innograph/web"
)

var presets = []web.Preset{
	{Name: "who", Title: "Who works where", Description: "People and their organisations.", Query: "query Who($n: Int) { a(first: $n) }", Variables: map[string]any{"n": 5}},
	{Name: "what", Title: "合作项目", Description: "Projects.", Query: "{ b }"},
}

func newHandler(t *testing.T, presets []web.Preset) http.Handler {
	t.Helper()
	h, err := web.Handler(presets)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// get asks for a path with headers given as name, value, name, value.
func get(t *testing.T, h http.Handler, path string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, http.NoBody)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r io.Reader) string {
	t.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func unzipped(t *testing.T, r io.Reader) string {
	t.Helper()
	z, err := gzip.NewReader(r)
	if err != nil {
		t.Fatal(err)
	}
	return body(t, z)
}

func TestPageInBothEncodings(t *testing.T) {
	h := newHandler(t, presets)
	packed := get(t, h, "/", "Accept-Encoding", "br, gzip")
	plain := get(t, h, "/")
	for _, r := range []*http.Response{packed, plain} {
		if r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("got %d, %q", r.StatusCode, r.Header.Get("Content-Type"))
		}
		if r.Header.Get("Content-Security-Policy") != web.Policy {
			t.Error("no policy")
		}
		if r.Header.Get("Vary") != "Accept-Encoding" || r.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("Vary %q, Cache-Control %q", r.Header.Get("Vary"), r.Header.Get("Cache-Control"))
		}
	}
	if packed.Header.Get("Content-Encoding") != "gzip" || plain.Header.Get("Content-Encoding") != "" {
		t.Errorf("encodings %q and %q", packed.Header.Get("Content-Encoding"), plain.Header.Get("Content-Encoding"))
	}
	if packed.Header.Get("ETag") == plain.Header.Get("ETag") {
		t.Error("both encodings have one tag")
	}
	a, b := unzipped(t, packed.Body), body(t, plain.Body)
	if a != b || plain.Header.Get("Content-Length") != strconv.Itoa(len(b)) {
		t.Error("the encodings differ, or the length is wrong")
	}
	for _, want := range []string{`<html lang="en">`, "<title>Innograph</title>"} {
		if !strings.Contains(a, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

func TestAcceptEncoding(t *testing.T) {
	h := newHandler(t, nil)
	for header, want := range map[string]string{
		"":                     "",
		"identity":             "",
		"gzip":                 "gzip",
		"GZIP;q=0.5":           "gzip",
		"br;q=1.0, gzip ; q=0": "",
		"*":                    "gzip",
		"*;q=0":                "",
		"gzip;q=0, *":          "",
		"gzip;q=x":             "",
	} {
		got := get(t, h, "/", "Accept-Encoding", header).Header.Get("Content-Encoding")
		if got != want {
			t.Errorf("Accept-Encoding %q: got %q, want %q", header, got, want)
		}
	}
}

// Every asset that the page names is there, has its type and may be kept.
func TestAssets(t *testing.T) {
	h := newHandler(t, nil)
	page := body(t, get(t, h, "/").Body)
	named := regexp.MustCompile(`(?:src|href)="\.(/[^"]+)"`).FindAllStringSubmatch(page, -1)
	if len(named) < 3 {
		t.Fatalf("the page names %d files", len(named))
	}
	types := map[string]string{".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
	for _, m := range named {
		r := get(t, h, m[1], "Accept-Encoding", "gzip")
		if r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != types[filepath.Ext(m[1])] {
			t.Errorf("%s: %d, %q", m[1], r.StatusCode, r.Header.Get("Content-Type"))
		}
		if strings.HasPrefix(m[1], "/assets/") && !strings.Contains(r.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: Cache-Control %q", m[1], r.Header.Get("Cache-Control"))
		}
		again := get(t, h, m[1], "Accept-Encoding", "gzip", "If-None-Match", r.Header.Get("ETag"))
		if again.StatusCode != http.StatusNotModified || body(t, again.Body) != "" {
			t.Errorf("%s: asked again, got %d", m[1], again.StatusCode)
		}
	}
}

func TestPresets(t *testing.T) {
	r := get(t, newHandler(t, presets), "/presets.json")
	if r.Header.Get("Content-Type") != "application/json" || r.Header.Get("ETag") == "" {
		t.Errorf("headers %v", r.Header)
	}
	var got []web.Preset
	if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Variables["n"] != 5.0 || got[1].Title != "合作项目" {
		t.Errorf("got %+v", got)
	}
	if none := body(t, get(t, newHandler(t, nil), "/presets.json").Body); none != "[]" {
		t.Errorf("no presets: %s", none)
	}
	if _, err := web.Handler([]web.Preset{{Variables: map[string]any{"f": func() {}}}}); err == nil {
		t.Error("a preset that is no JSON is taken")
	}
}

func TestRefusals(t *testing.T) {
	h := newHandler(t, nil)
	for _, path := range []string{"/index.html", "/index.html.gz", "/assets/", "/assets/none.js", "/graphql", "/../web.go"} {
		if r := get(t, h, path); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", http.NoBody))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
	w = httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodHead, "/", http.NoBody))
	if w.Code != http.StatusOK || w.Body.Len() != 0 {
		t.Errorf("HEAD: %d, %d bytes", w.Code, w.Body.Len())
	}
}

// What comes before an address that a browser loads by itself; plain links in
// text are allowed.
var loads = regexp.MustCompile(`(?i)(?:<(?:script|link|img|iframe)[^>]+(?:src|href)=["']?|url\(["']?|@import\s*["']|` +
	"\\b(?:import|from|importScripts|Worker)\\s*\\(?\\s*[\"'`])(?:https?:)?$")

func TestNoOutsideAddress(t *testing.T) {
	for _, made := range []string{
		`<script src="https://a.example/x.js">`, `@import '//a.example/x.css'`, `url(http://a.example/f.ttf)`,
		"import(`https://a.example`)", `import a from"https://a.example"`, `new Worker("//a.example")`,
	} {
		if outside(made) == nil {
			t.Errorf("%s goes unseen", made)
		}
	}
	size := 0
	each(t, "dist", func(name string, content []byte) {
		size += len(content)
		for _, found := range outside(unzipped(t, bytes.NewReader(content))) {
			t.Errorf("%s loads %s", name, found)
		}
	})
	if size > 2_300_000 {
		t.Errorf("the build output has grown to %d bytes", size)
	}
}

// outside lists the addresses of other servers that text would have loaded.
func outside(text string) []string {
	var found []string
	for at := 0; ; at += len("//") {
		next := strings.Index(text[at:], "//")
		if next < 0 {
			return found
		}
		at += next
		before := text[max(0, at-200):at]
		if loads.MatchString(before) {
			found = append(found, text[at:min(len(text), at+60)])
		}
	}
}

// A build output that is older than its sources would serve what nobody reads.
func TestBuiltFromTheseSources(t *testing.T) {
	listing, err := os.Open("sources.sum")
	if err != nil {
		t.Fatal(err)
	}
	defer listing.Close()
	listed := make(map[string]bool)
	for lines := bufio.NewScanner(listing); lines.Scan(); {
		sum, name, _ := strings.Cut(lines.Text(), "  ")
		content, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			t.Error(err)
			continue
		}
		listed[name] = true
		if got := sha256.Sum256(content); hex.EncodeToString(got[:]) != sum {
			t.Errorf("%s has changed since the last build: run make web", name)
		}
	}
	each(t, "src", func(name string, _ []byte) {
		if !listed[filepath.ToSlash(name)] {
			t.Errorf("%s is newer than the last build: run make web", name)
		}
	})
}

// The lock file must not tie anyone to the registry it was written against.
func TestLockFileNamesNoRegistry(t *testing.T) {
	lock, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(lock), `"resolved"`) {
		t.Error("package-lock.json has download addresses")
	}
}

func each(t *testing.T, dir string, visit func(name string, content []byte)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(name)
		if err == nil {
			visit(name, content)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
