package neo4jstore

import (
	"sync"

	"innograph/kg"
)

// met remembers of which relation edges are that have been read, which never
// changes. An edge's number alone does not tell, and looking it up takes a statement
// for each relation there is.
type met struct {
	lock  sync.RWMutex
	pages map[int64]*metPage
}

// A metPage has the relations of as many edges in a row: 1 and the relation's index,
// or 0 of those that were not met.
type metPage [metPageSize]uint16

const (
	metPageSize = 4096
	maxMetPages = 4096 // 16 million edges in 32 MB
)

// add remembers an edge.
func (m *met) add(number int64, relation int) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.set(number, relation)
}

// addAll remembers edges.
func (m *met) addAll(edges []kg.Neighbour) {
	m.lock.Lock()
	defer m.lock.Unlock()
	for i := range edges {
		m.set(edges[i].Edge, edges[i].Relation)
	}
}

func (m *met) set(number int64, relation int) {
	page := m.pages[number/metPageSize]
	if page == nil {
		if m.pages == nil || len(m.pages) >= maxMetPages {
			m.pages = map[int64]*metPage{} // begin again rather than grow
		}
		page = new(metPage)
		m.pages[number/metPageSize] = page
	}
	page[number%metPageSize] = uint16(relation) + 1
}

// split returns those of some edges whose relation is known, by relation, and the
// others. Numbers that no edge can have are left out.
func (m *met) split(numbers []int64, relations int) (known [][]int64, unknown []int64) {
	m.lock.RLock()
	defer m.lock.RUnlock()
	known = make([][]int64, relations)
	seen := make(map[int64]bool, len(numbers))
	for _, number := range numbers {
		if number <= 0 || seen[number] {
			continue
		}
		seen[number] = true
		page := m.pages[number/metPageSize]
		if page == nil || page[number%metPageSize] == 0 {
			unknown = append(unknown, number)
			continue
		}
		relation := page[number%metPageSize] - 1
		known[relation] = append(known[relation], number)
	}
	return known, unknown
}
