package text

import (
	"encoding/base32"
	"fmt"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// sortEncoding is base32hex without padding: ASCII whose bytewise order is
// that of the bytes it stands for.
var sortEncoding = base32.HexEncoding.WithPadding(base32.NoPadding)

// Collation names the rules SortKey follows. A store keeps it beside its keys
// and rebuilds them when it changes.
const Collation = "x/text " + collate.CLDRVersion + " loose 2"

// maxKey is the length of a collation key in bytes, before it is encoded. Texts
// that are equal so far, hundreds of characters, sort as equal.
const maxKey = 2560

// A pool per language: a Collator must not be shared by goroutines.
var collators = map[string]*sync.Pool{
	"zh": collatorPool("zh-u-co-pinyin"),
	"en": collatorPool("en"),
}

func collatorPool(tag string) *sync.Pool {
	parsed := language.MustParse(tag)
	return &sync.Pool{New: func() any { return &collator{rules: collate.New(parsed, collate.Loose)} }}
}

type collator struct {
	rules *collate.Collator
	buf   collate.Buffer
}

// SortKey returns the collation key of s in a language, "zh" (pinyin, one
// reading a character) or "en", as ASCII text to be compared bytewise. Case,
// width and accents do not count, nor does the end of a very long text. A key has
// at most 4096 bytes. Another language is an error.
func SortKey(lang, s string) (string, error) {
	pool := collators[lang]
	if pool == nil {
		return "", fmt.Errorf("no collation for language %q: use zh or en", lang)
	}
	c := pool.Get().(*collator)
	defer pool.Put(c)
	c.buf.Reset()
	key := c.rules.KeyFromString(&c.buf, s)
	return sortEncoding.EncodeToString(key[:min(len(key), maxKey)]), nil
}
