package kg

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"net/url"
	"strings"
)

// An ID names a node or an edge for good. Clients treat it as opaque: a node's
// is its kind at birth, "_" and a key from its source or a ULID; an edge's is
// EdgeID.
type ID string

// MaxIDLength is the longest id, in bytes.
const MaxIDLength = 255

// idEncoding writes digests in lower-case letters and digits.
var idEncoding = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

// NodeID returns the id of a node born as kind under a key that is unique
// within the kind. Characters outside letters, digits, ".", "-" and "~" are
// percent-encoded; a key too long for an id is replaced by its digest.
func NodeID(kind, key string) ID {
	id := kind + "_" + url.QueryEscape(key)
	if len(id) > MaxIDLength {
		id = kind + "_" + digest([]byte(key))
	}
	return ID(id)
}

// EdgeID returns the id of the edge that relation, ends and key values
// identify. key holds the values of Relation.Key in its order; an absent one
// counts as a value. The same edge has the same id on every engine and in
// every run.
func EdgeID(r *Relation, from, to ID, key []Value) ID {
	parts := make([]byte, 0, 2*MaxIDLength)
	parts = append(append(append(parts, from...), 0), to...)
	for _, v := range key {
		parts = append(append(parts, 0), v.canonical()...)
	}
	return ID(r.Name + "_" + digest(parts))
}

// digest returns 128 bits of a SHA-256 as text.
func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return idEncoding.EncodeToString(sum[:16])
}

// An Identifier is a value that names a node in some scheme: an ORCID iD, a
// record number of a source, a natural key. One node holds a (scheme, value).
type Identifier struct {
	Scheme string `json:"scheme"`
	Value  string `json:"value"`
}

// Compare orders identifiers by scheme, then value.
func (i Identifier) Compare(other Identifier) int {
	return cmp.Or(cmp.Compare(i.Scheme, other.Scheme), cmp.Compare(i.Value, other.Value))
}

// FormerID is the scheme of the identifier that a node keeps of another it has
// taken up: the id of that one.
const FormerID = "id"

// KeyValue joins the values of a natural key into one identifier value.
// Parts are escaped, so that ("a/b", "c") and ("a", "b/c") differ.
func KeyValue(parts ...string) string {
	if len(parts) == 1 {
		return parts[0]
	}
	escaped := make([]string, len(parts))
	for i, p := range parts {
		escaped[i] = url.PathEscape(p)
	}
	return strings.Join(escaped, "/")
}

// MaxNumber is the greatest number of a node or an edge: the greatest integer that
// every reader of JSON keeps whole.
const MaxNumber = 1<<53 - 1
