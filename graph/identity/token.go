package identity

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"innograph/kg"
)

// tokenPrefix begins every token, so that one that has got into the wrong place is
// known for what it is.
const tokenPrefix = "ing_"

// tokenBytes is how many random bytes a token has: too many to guess.
const tokenBytes = 32

// NewToken returns a new token, which nobody else has.
func NewToken() string {
	b := make([]byte, tokenBytes)
	_, _ = rand.Read(b) // it never fails
	return tokenPrefix + base64.RawURLEncoding.EncodeToString(b)
}

// Entry returns the lines that make a token known in a file of callers. expires is
// a day, or empty. It refuses what such a file may not hold.
func Entry(token, name string, actsFor []kg.ID, expires string) (string, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "  - name: %q\n    sha256: %q\n", name, Digest(token))
	if len(actsFor) > 0 {
		quoted := make([]string, len(actsFor))
		for i, id := range actsFor {
			quoted[i] = fmt.Sprintf("%q", id)
		}
		fmt.Fprintf(&b, "    actsFor: [%s]\n", strings.Join(quoted, ", "))
	}
	if expires != "" {
		fmt.Fprintf(&b, "    expires: %q\n", expires)
	}
	callers, err := parse([]byte("callers:\n" + b.String()))
	if err != nil {
		return "", kg.Invalid("token", "%v", err)
	}
	if callers.Find(token, time.Now()) == nil {
		return "", kg.Invalid("token", "%s, when it expires, is past; give the first day on which it is no longer to hold", expires)
	}
	return b.String(), nil
}
