package identity

import (
	"net/http"
	"strings"
	"time"
)

// maxHeader is the longest header Authorization, in bytes, that is looked at.
const maxHeader = 1024

// A Refusal says why a request's caller is not known. It repeats nothing that the
// request has brought.
type Refusal struct {
	Reason    string // what is wrong and what to do
	Challenge string // for the header WWW-Authenticate
}

const tokenCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/"

const realm = `Bearer realm="innograph"`

var (
	malformed = &Refusal{"the header Authorization is not understood; send it once, as Bearer and a token, or leave it out", realm}
	unknown   = &Refusal{"the token is not known, or no longer holds; ask whoever runs the server for another, or leave it out", realm + `, error="invalid_token"`}
)

// Authenticate returns who sends a request: nil and no refusal for who does not
// say.
func (c *Callers) Authenticate(h http.Header, at time.Time) (*Caller, *Refusal) {
	values := h.Values("Authorization")
	if len(values) == 0 {
		return nil, nil
	}
	if len(values) > 1 || len(values[0]) > maxHeader {
		return nil, malformed
	}
	scheme, token, ok := strings.Cut(values[0], " ")
	token = strings.Trim(token, " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") || !isToken(token) {
		return nil, malformed
	}
	if found := c.Find(token, at); found != nil {
		return found, nil
	}
	return nil, unknown
}

// isToken reports whether a text is written as tokens are (RFC 6750, 2.1).
func isToken(s string) bool {
	s = strings.TrimRight(s, "=")
	return s != "" && strings.Trim(s, tokenCharacters) == "" // all of them are of these
}
