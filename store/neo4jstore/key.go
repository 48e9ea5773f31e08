package neo4jstore

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"unicode/utf8"

	"innograph/kg"
)

// Neo4j compares text that is sent as a parameter by UTF-16, and everything else by
// code point. In ASCII both are the same, and the order of bytes too. So text is
// compared by keys, which are its bytes in base 32, whose digits are in the order
// of ASCII.
var keyEncoding = base32.HexEncoding.WithPadding(base32.NoPadding)

// maxKey is the length of a key from which on it is continued in another property,
// for Neo4j indexes no more than some 8,000 bytes.
const maxKey = 1000

// textKey returns the key of a text and what did not fit, which is mostly "".
func textKey(s string) (key, rest string) {
	key = keyEncoding.EncodeToString([]byte(s))
	if len(key) > maxKey {
		return key[:maxKey], key[maxKey:]
	}
	return key, ""
}

// keyText returns the text of a key.
func keyText(key, rest string) (string, error) {
	b, err := keyEncoding.DecodeString(key + rest)
	return string(b), err
}

// The beginnings of places, by which edges without a value come last.
const (
	placePresent = "1"
	placeAbsent  = "2"
)

// placeOf returns where an edge stands among those of its relation at one of its
// ends, in the relation's default order: text whose order is that of the value,
// absent ones last, then of the other end's number, then of its own. Only what has
// a short and exact form may stand in it, which hasPlaces tells.
func placeOf(r *kg.Relation, v kg.Value, other, edge int64) string {
	value := ""
	switch {
	case r.OrderBy == "":
	case v.IsNull():
		value = placeAbsent
	default:
		value = placePresent + v.Text()
		switch v.Type() {
		case kg.TypeInt, kg.TypeDecimal, kg.TypeBool, kg.TypeDateTime, kg.TypeMoney:
			value += fmt.Sprintf("%016x", uint64(v.Int())^1<<63)
		}
	}
	// A blank comes before all that a date or a symbol can go on with.
	return value + " " + numberKey(other, edge)
}

// numberKey returns the key of two numbers. What is no number of a node or an edge
// takes the place nearest to it.
func numberKey(node, edge int64) string {
	switch {
	case node < 0:
		node, edge = 0, 0
	case node > kg.MaxNumber:
		node, edge = kg.MaxNumber+1, kg.MaxNumber+1
	}
	return fmt.Sprintf("%014x%014x", node, min(max(edge, 0), kg.MaxNumber+1))
}

// hasPlaces reports whether the default order of a relation can be read from the
// places of its edges.
func hasPlaces(r *kg.Relation) bool {
	if r.OrderBy == "" {
		return true
	}
	p := r.Property(r.OrderBy)
	if p.List {
		return false
	}
	switch p.Type {
	case kg.TypeText, kg.TypeURL, kg.TypeID, kg.TypeLocalized:
		return false
	default:
		return true
	}
}

// maxIdentifier is how many bytes of an identifier's value are indexed as they are.
const maxIdentifier = 1000

// indexedValue returns what stands for the value of an identifier in the index: the
// value, or of a long one its beginning and a digest, which is longer than any that
// stands for itself.
func indexedValue(value string) string {
	if len(value) <= maxIdentifier {
		return value
	}
	end := maxIdentifier
	for !utf8.RuneStart(value[end]) {
		end--
	}
	sum := sha256.Sum256([]byte(value))
	return value[:end] + "… " + hex.EncodeToString(sum[:])
}
