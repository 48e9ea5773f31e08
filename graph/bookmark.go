package graph

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"innograph/graph/engine"
	"innograph/kg"
)

// bookmarkHeader carries bookmarks: in an answer that of what the request has
// written, in a request those of earlier answers, whichever process gave them.
const bookmarkHeader = "Innograph-Bookmark"

// bookmarkKey is its name in the extensions of an answer.
const bookmarkKey = "bookmark"

// The bounds of what a request may bring.
const (
	mostBookmarks     = 8
	mostBookmarkBytes = 2 << 10 // of all together
)

// readBookmarks reads the bookmarks of a request, each in a header of its own or
// after a comma. Whether they are the store's shows when it is read.
func readBookmarks(h http.Header) ([]kg.Bookmark, *failure) {
	var given []kg.Bookmark
	size := 0
	for _, line := range h.Values(bookmarkHeader) {
		if size += len(line); size > mostBookmarkBytes {
			return nil, badBookmark()
		}
		for one := range strings.SplitSeq(line, ",") {
			if one = strings.Trim(one, " \t"); one != "" {
				given = append(given, kg.Bookmark(one))
			}
		}
	}
	if len(given) > mostBookmarks || !allPrintable(given) {
		return nil, badBookmark()
	}
	return given, nil
}

func badBookmark() *failure {
	return &failure{status: http.StatusBadRequest, code: engine.CodeBadBookmark,
		message: fmt.Sprintf("the header %s is not understood; send it as answers give it, at most %d of them with %d bytes in all, or leave it out",
			bookmarkHeader, mostBookmarks, mostBookmarkBytes)}
}

func allPrintable(bookmarks []kg.Bookmark) bool {
	for _, b := range bookmarks {
		if strings.ContainsFunc(string(b), func(r rune) bool { return r < ' ' || r > '~' }) {
			return false
		}
	}
	return true
}

// tellBookmark adds what has been written to an answer, for whoever can read its
// headers and for whoever cannot.
func tellBookmark(w http.ResponseWriter, resp *graphql.Response, written kg.Bookmark) {
	if written == "" {
		return
	}
	w.Header().Set(bookmarkHeader, string(written))
	if resp.Extensions == nil {
		resp.Extensions = map[string]any{}
	}
	resp.Extensions[bookmarkKey] = written
}
