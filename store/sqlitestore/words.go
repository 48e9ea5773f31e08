package sqlitestore

import (
	"cmp"
	"slices"
	"strconv"

	"innograph/kg"
	"innograph/kg/text"
)

// wordRules names what is in the table words. When it changes, the table is filled
// anew.
const wordRules = "1; " + text.TokenRules

// A place is the rowid of a node in the table words: its length above its number.
const placeBits = 56

// numberOf returns the expression of the number of the node at a place.
func numberOf(place string) string {
	return "(" + place + " & " + strconv.FormatInt(1<<placeBits-1, 10) + ")"
}

// placeOf returns the place of a node of a length. Numbers are at most kg.MaxNumber.
func placeOf(length int, number int64) int64 {
	return int64(length)<<placeBits | max(0, min(number, kg.MaxNumber))
}

// An entry is a node's row in the table words.
type entry struct {
	place int64
	texts [text.MaxWeight]string
	kind  string
}

// entryOf returns the row of a node, or nil when there are no words in it.
func (c *catalog) entryOf(n *kg.Node) *entry {
	k := c.model.Kind(n.Kind)
	found := text.EntryOf(k.SearchFields(n.Properties))
	if found.Length == 0 {
		return nil
	}
	return &entry{placeOf(found.Length, n.Number), found.Texts, kindWord(c.number(k))}
}

// kindWord is the word that stands for a kind.
func kindWord(number int) string { return "k" + strconv.Itoa(number) }

// column returns the node's column place.
func (e *entry) column() any {
	if e == nil {
		return nil
	}
	return e.place
}

// flushUnsaid works out whose words differ from those of the file, and takes these
// out of the index, with those of nodes that go.
func (f *flush) flushUnsaid() error {
	var gone []int64
	for i := range f.rows {
		n := &f.rows[i]
		n.reworded = f.Reworded(n.NodeState)
		if n.Stored != nil && (n.reworded || n.Replaced()) {
			gone = append(gone, n.Stored.Number)
		}
		if n.reworded {
			n.words = f.catalog.entryOf(n.Now)
		}
	}
	return f.each(deleteWords, gone)
}

// flushSaid puts the new words into the index.
func (f *flush) flushSaid() error {
	places := f.bulk(setPlace)
	var entries []*entry
	for i := range f.rows {
		n := &f.rows[i]
		if !n.reworded {
			continue
		}
		if n.words != nil {
			entries = append(entries, n.words)
		}
		if !n.Fresh() {
			if err := places.add(n.Now.Number, n.words.column()); err != nil {
				return err
			}
		}
	}
	if err := places.end(); err != nil {
		return err
	}
	return insertEntries(entries, f.exec)
}

// insertEntries writes rows of the table words in the order of their places: for
// every step back the index would write out what it has gathered, and so it would
// after every statement of several rows.
func insertEntries(entries []*entry, exec func(string, ...any) error) error {
	slices.SortFunc(entries, func(a, b *entry) int { return cmp.Compare(a.place, b.place) })
	for _, e := range entries {
		if err := exec(insertWords, e.place, e.texts[2], e.texts[1], e.texts[0], e.kind); err != nil {
			return err
		}
	}
	return nil
}

// reword puts the words of nodes into the index anew.
func (b *rebuild) reword(nodes []*kg.Node) error {
	numbers := make([]int64, len(nodes))
	places := bulk{text: setPlace, exec: b.exec}
	var entries []*entry
	for i, n := range nodes {
		numbers[i] = n.Number
		e := b.catalog.entryOf(n)
		if e != nil {
			entries = append(entries, e)
		}
		places.args = append(places.args, n.Number, e.column())
	}
	if err := b.exec(deleteWords, string(appendNumbers(nil, numbers))); err != nil {
		return err
	}
	if err := places.end(); err != nil {
		return err
	}
	return insertEntries(entries, b.exec)
}
