package graph

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/rs/cors"

	"innograph/kg"
)

// Origins are the addresses whose pages may ask, beside the server's own.
// Without any, no other page may, and no header speaks of others.
type origins struct {
	guard *http.CrossOriginProtection // nil: any page may ask
	cors  *cors.Cors                  // nil: no headers
}

// CheckOrigins tells what is wrong with a list of Options.Origins.
func CheckOrigins(list []string) error {
	_, err := newOrigins(list)
	return err
}

func newOrigins(list []string) (*origins, error) {
	if len(list) == 0 {
		return &origins{guard: http.NewCrossOriginProtection()}, nil
	}
	o := &origins{cors: cors.New(cors.Options{
		AllowedOrigins: list,
		AllowedMethods: []string{http.MethodGet, http.MethodPost},
		AllowedHeaders: []string{"Authorization", "Content-Type", requestIDHeader, bookmarkHeader},
		ExposedHeaders: []string{requestIDHeader, bookmarkHeader, "Retry-After"},
		MaxAge:         int((10 * time.Minute).Seconds()),
	})}
	if slices.Contains(list, "*") {
		return o, nil
	}
	o.guard = http.NewCrossOriginProtection()
	for _, origin := range list {
		u, err := url.Parse(origin)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" ||
			origin != u.Scheme+"://"+u.Host || strings.ContainsAny(origin, "*,") {
			return nil, kg.Invalid("CORS origin "+origin, "write scheme and host alone, such as https://hub.example; or * for any origin")
		}
		if err := o.guard.AddTrustedOrigin(origin); err != nil {
			return nil, &kg.Error{Kind: kg.ErrInvalid, Subject: "CORS origin " + origin, Reason: "it is not an origin", Cause: err}
		}
	}
	return o, nil
}

// allows tells whether the page that a request comes from, if any, may ask. A
// GET is held to the same as a POST: a query changes nothing, but costs.
func (o *origins) allows(r *http.Request) bool {
	if o.guard == nil {
		return true
	}
	asPost := *r
	asPost.Method = http.MethodPost
	return o.guard.Check(&asPost) == nil
}

// headers adds the CORS headers, and answers what browsers ask beforehand.
func (o *origins) headers(next http.Handler) http.Handler {
	if o.cors == nil {
		return next
	}
	return o.cors.Handler(next)
}
