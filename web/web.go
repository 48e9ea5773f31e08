// Package web serves the pages of Innograph to a browser: GraphiQL, bundled
// with everything it loads, and the presets that it opens on.
//
// The pages are built by npm from the sources beside this file (make web), and
// the output in dist/ is committed and embedded, so that the server needs Go
// alone. It is kept and sent as gzip; the few clients that do not take it get
// it unpacked. No page asks any address but the server's own, and the policy
// sent with each answer holds the browser to that.
package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
)

// Policy is the Content-Security-Policy that the pages work under. Monaco, the
// editor in GraphiQL, sets styles in the document and draws with images from
// data addresses; all else comes from the server itself.
const Policy = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; " +
	"style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// A Preset is an example operation, offered in GraphiQL's menu.
type Preset struct {
	Name        string         `json:"name"`                // short and unique, such as its file's name
	Title       string         `json:"title"`               // what the menu shows
	Description string         `json:"description"`         // a sentence on what it answers
	Query       string         `json:"query"`               // the GraphQL document
	Variables   map[string]any `json:"variables,omitempty"` // values for its variables
}

// Handler serves GraphiQL at /, its assets below /assets/ and the presets at
// /presets.json. GraphiQL opens on the first preset, unless the reader has tabs
// of an earlier visit, and sends operations to /graphql, which is not served
// here. Paths that are not known are answered with 404. Mount it with
// http.StripPrefix to serve it all below another path.
//
// It fails when a preset cannot be written as JSON.
func Handler(presets []Preset) (http.Handler, error) {
	if presets == nil {
		presets = []Preset{}
	}
	list, err := json.Marshal(presets)
	if err != nil {
		return nil, fmt.Errorf("presets: %w", err)
	}
	files, err := load()
	if err != nil {
		return nil, err
	}
	h := handler{files: files, presets: list, presetsTag: tag(list)}
	return h, nil
}

type handler struct {
	files      map[string]*file // by URL path
	presets    []byte
	presetsTag string
}

func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Security-Policy", Policy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	if r.URL.Path == "/presets.json" {
		header.Set("Content-Type", "application/json")
		header.Set("Cache-Control", "no-cache")
		header.Set("ETag", `"`+h.presetsTag+`"`)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(h.presets))
		return
	}
	f, ok := h.files[r.URL.Path]
	if !ok {
		http.Error(w, "page not found", http.StatusNotFound)
		return
	}
	f.serve(w, r)
}

// serve sends the file as gzip where the client takes that, else unpacked. The
// two are different representations and so have different tags.
func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Type", f.mediaType)
	header.Set("Cache-Control", f.cacheControl())
	header.Set("Vary", "Accept-Encoding")
	body, suffix := f.packed, "-gzip"
	if acceptsGzip(r.Header.Get("Accept-Encoding")) {
		header.Set("Content-Encoding", "gzip")
	} else {
		var err error
		if body, err = f.unpacked(); err != nil {
			http.Error(w, "the page is damaged", http.StatusInternalServerError)
			return
		}
		suffix = ""
	}
	header.Set("ETag", `"`+f.tag+suffix+`"`)
	header.Set("Content-Length", strconv.Itoa(len(body)))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// cacheControl lets assets be kept for good, since their names change with
// their content, and has all else asked for again.
func (f *file) cacheControl() string {
	if strings.HasPrefix(f.path, "/assets/") {
		return "public, max-age=31536000, immutable"
	}
	return "no-cache"
}

// acceptsGzip reads an Accept-Encoding header: gzip is taken when it, or else
// the wildcard, is named without a weight of zero.
func acceptsGzip(header string) bool {
	wildcard := false
	for part := range strings.SplitSeq(header, ",") {
		coding, params, _ := strings.Cut(part, ";")
		name, value, _ := strings.Cut(strings.TrimSpace(params), "=")
		taken := true
		if strings.EqualFold(strings.TrimSpace(name), "q") {
			q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			taken = err == nil && q > 0
		}
		switch strings.ToLower(strings.TrimSpace(coding)) {
		case "gzip", "x-gzip":
			return taken
		case "*":
			wildcard = taken
		}
	}
	return wildcard
}

// mediaTypes names the types of the files that a build gives. The system's own
// table is not asked: it differs from machine to machine.
var mediaTypes = map[string]string{
	".css":  "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".md":   "text/plain; charset=utf-8",
	".svg":  "image/svg+xml",
	".ttf":  "font/ttf",
}

func mediaType(name string) (string, error) {
	t, ok := mediaTypes[path.Ext(name)]
	if !ok {
		return "", fmt.Errorf("web: no media type for %s", name)
	}
	return t, nil
}
