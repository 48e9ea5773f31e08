// Package identity tells who asks: it knows callers by the tokens they were given,
// of which it keeps the digests alone.
package identity

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"innograph/kg"
)

// A Caller is someone a token was given to.
type Caller struct {
	Name    string
	ActsFor []kg.ID   // whether they are there or not
	Expires time.Time // the first moment at which the token no longer holds; zero: it always does
}

// Viewer returns the caller as a store sees it.
func (c *Caller) Viewer() kg.Viewer { return kg.ActingFor(c.ActsFor...) }

// A Viewer is what callers learn of themselves, as the schema has it.
type Viewer struct {
	Name    *string // nil: without a token
	Level   string
	ActsFor []string
}

// Callers are all who are known. The zero value and nil know nobody.
type Callers struct {
	byDigest map[digest]*Caller
}

type digest [sha256.Size]byte

// Len returns how many there are.
func (c *Callers) Len() int {
	if c == nil {
		return 0
	}
	return len(c.byDigest)
}

// Find returns who was given a token that holds at a time, or nil. It is looked up
// by its digest, so that how long this takes tells nothing about tokens that are
// nearly right.
func (c *Callers) Find(token string, at time.Time) *Caller {
	if c == nil {
		return nil
	}
	found := c.byDigest[sha256.Sum256([]byte(token))]
	if found == nil || !found.Expires.IsZero() && !at.Before(found.Expires) {
		return nil
	}
	return found
}

// Digest returns what a file of callers has instead of a token: its SHA-256 in
// hexadecimal.
func Digest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
