package neo4jstore

import (
	"strconv"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/kg"
)

// bookmarkOf returns the bookmark of the state after a revision: the revision, and the
// bookmarks the database has for it, each after a blank.
func bookmarkOf(revision kg.Revision, bookmarks neo4j.Bookmarks) kg.Bookmark {
	return kg.Bookmark(strings.Join(append([]string{strconv.FormatInt(int64(revision), 10)}, bookmarks...), " "))
}

// bookmarksOf returns what the database has for some bookmarks, and the newest of
// their revisions.
func bookmarksOf(of []kg.Bookmark) (bookmarks neo4j.Bookmarks, revision int64, err error) {
	for _, b := range of {
		parts := strings.Split(string(b), " ")
		n, err := strconv.ParseInt(parts[0], 10, 64)
		if err != nil || n < 0 {
			return nil, 0, b.Foreign()
		}
		revision = max(revision, n)
		bookmarks = append(bookmarks, parts[1:]...)
	}
	return bookmarks, revision, nil
}
