package neo4jstore

import (
	"hash/maphash"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// asked counts how often texts have been asked for. A text of several levels takes the
// database longer to plan than theirs alone, which other queries share, so that it
// pays only for a query that comes again.
type asked struct {
	lock  sync.Mutex
	seed  maphash.Seed
	times *simplelru.LRU[uint64, int]

	instead func(text string) bool // of counting, in tests
}

const (
	askedTexts = 2000 // of which it is known how often; Neo4j itself keeps the plans of 1,000
	askedApart = 2    // times that a query is read level by level first
	askedAgain = 20   // times after it was too much for one statement
)

func newAsked() *asked {
	times, err := simplelru.NewLRU[uint64, int](askedTexts, nil)
	if err != nil {
		panic(err) // only for a size that is not positive
	}
	return &asked{seed: maphash.MakeSeed(), times: times}
}

// often counts a text, and reports whether it has been asked for often enough. Two
// texts that are taken for one are at worst read together early.
func (a *asked) often(text string) bool {
	if a.instead != nil {
		return a.instead(text)
	}
	a.lock.Lock()
	defer a.lock.Unlock()
	key := maphash.String(a.seed, text)
	times, _ := a.times.Get(key)
	if times < askedApart {
		a.times.Add(key, times+1)
		return false
	}
	return true
}

// tooMuch notes that a statement of a text has failed: for lack of memory, or of time,
// which a cold server may have spent planning it, and would spend again each time.
func (a *asked) tooMuch(text string) {
	a.lock.Lock()
	defer a.lock.Unlock()
	a.times.Add(maphash.String(a.seed, text), askedApart-askedAgain)
}
