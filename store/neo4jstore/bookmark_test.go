package neo4jstore

import (
	"slices"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"innograph/kg"
)

func TestBookmarks(t *testing.T) {
	a, b := bookmarkOf(7, neo4j.Bookmarks{"FB:a", "FB:b"}), bookmarkOf(9, nil)
	bookmarks, revision, err := bookmarksOf([]kg.Bookmark{b, a})
	if err != nil || revision != 9 || !slices.Equal(bookmarks, neo4j.Bookmarks{"FB:a", "FB:b"}) {
		t.Errorf("%v, %d, %v", bookmarks, revision, err)
	}
	for _, foreign := range []kg.Bookmark{"", "x", " ", "FB:a", "1'--", "-1", "99999999999999999999", "1.5 FB:a"} {
		_, _, err := bookmarksOf([]kg.Bookmark{a, foreign})
		told(t, err, kg.ErrBadBookmark)
	}
}
