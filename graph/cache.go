package graph

import (
	"math"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"github.com/vektah/gqlparser/v2/ast"
)

// A documentCache keeps the documents used last, up to a number of bytes, so
// that a flood of different ones cannot fill the memory.
type documentCache struct {
	mu    sync.Mutex
	lru   *simplelru.LRU[string, cached]
	bytes int
	limit int
}

type cached struct {
	doc   *ast.QueryDocument
	bytes int
}

// What a parsed document takes at most, beside its text: for itself and for each
// token. A test measures it.
const (
	bytesPerDocument = 1 << 10
	bytesPerToken    = 250
)

func newDocumentCache(limit int) *documentCache {
	c := &documentCache{limit: limit}
	// The number of entries is left open: bytes are what bounds them.
	lru, err := simplelru.NewLRU(math.MaxInt, func(_ string, e cached) { c.bytes -= e.bytes })
	if err != nil {
		panic(err) // only for a size that is not positive
	}
	c.lru = lru
	return c
}

func (c *documentCache) get(query string) *ast.QueryDocument {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, _ := c.lru.Get(query)
	return e.doc
}

// add keeps a document, unless it would take more than a sixteenth of the room.
func (c *documentCache) add(query string, doc *ast.QueryDocument, tokens int) {
	e := cached{doc: doc, bytes: 2*len(query) + bytesPerDocument + tokens*bytesPerToken}
	if e.bytes > c.limit/16 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lru.Remove(query)
	c.lru.Add(query, e)
	c.bytes += e.bytes
	for c.bytes > c.limit {
		c.lru.RemoveOldest()
	}
}
