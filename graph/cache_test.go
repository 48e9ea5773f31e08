package graph

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// A flood of different documents neither fills the memory nor drives out the
// one that is used all the time.
func TestDocumentCache(t *testing.T) {
	d := newTestDocuments(t, 1<<20)
	load := func(text string) *document {
		doc, err := d.parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if errs := d.validate(doc); errs != nil {
			t.Fatal(errs)
		}
		return doc
	}
	kept := load(good)
	for i := range 3000 {
		load(fmt.Sprintf("query q%d {node(id:1){id}}", i))
		if again := load(good); again.QueryDocument != kept.QueryDocument {
			t.Fatalf("gone after %d others", i)
		}
	}
	if d.cache.bytes > 1<<20 || d.cache.lru.Len() < 50 {
		t.Errorf("%d bytes in %d entries", d.cache.bytes, d.cache.lru.Len())
	}
	sum := 0
	for _, e := range d.cache.lru.Values() {
		sum += e.bytes
	}
	if sum != d.cache.bytes {
		t.Errorf("%d bytes counted, %d held", d.cache.bytes, sum)
	}
	if doc, err := d.parse("{nothing}"); err != nil || d.validate(doc) == nil || d.cache.get("{nothing}") != nil {
		t.Error("an invalid document is kept")
	}
}

// Documents take no more than the cache reckons with.
func TestDocumentBytes(t *testing.T) {
	d := newTestDocuments(t, 0)
	for name, text := range map[string]string{
		"fields":    "{node(id:1){" + strings.Repeat("id ", 60) + "}}",
		"arguments": "{" + strings.Repeat(`... on Query {people(first:1 filter:{and:[{id:{eq:"1"}}]}){nodes{id}}}`, 16) + "}",
		"aliases":   "{node(id:1){" + strings.Repeat("a:id ", 30) + "}}",
		"comments":  "{node(id:1){" + strings.Repeat("#\n", 400) + "id}}",
		"spreads":   "{node(id:1){" + strings.Repeat("...{id} ", 60) + "}}",
		"one field": "{__typename}",
	} {
		const copies = 200
		docs := make([]*document, copies)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		for i := range docs {
			doc, err := d.parse(text)
			if err != nil {
				t.Fatal(name, err)
			}
			if errs := d.validate(doc); errs != nil {
				t.Fatal(name, errs)
			}
			docs[i] = doc
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		took := int(after.HeapAlloc-before.HeapAlloc) / copies
		reckoned := 2*len(text) + bytesPerDocument + docs[0].tokens*bytesPerToken
		t.Logf("%s: %d bytes of %d", name, took, reckoned)
		if took > reckoned {
			t.Errorf("%s takes %d bytes, more than the %d reckoned", name, took, reckoned)
		}
		runtime.KeepAlive(docs)
	}
}
