package graph

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// The media types of responses. The first is for callers of old: failed
// requests are answered with 200 in it, with 400 in the second.
const (
	typeJSON    = "application/json"
	typeGraphQL = "application/graphql-response+json"
)

// responseType returns the type of response a caller prefers, by its Accept
// header, or "" when it takes neither. Without a preference it is typeJSON.
func responseType(h http.Header) string {
	accept := strings.Join(h.Values("Accept"), ",")
	if strings.TrimSpace(accept) == "" {
		return typeJSON
	}
	ranges := acceptRanges(accept)
	plain, plainNamed := quality(ranges, typeJSON)
	own, ownNamed := quality(ranges, typeGraphQL)
	switch {
	case plain <= 0 && own <= 0:
		return ""
	case own > plain, own == plain && ownNamed && plainNamed, own == plain && ownNamed && !plainNamed:
		return typeGraphQL
	default:
		return typeJSON
	}
}

// acceptRanges reads an Accept header: range → weight. What cannot be read is
// left out.
func acceptRanges(accept string) map[string]float64 {
	ranges := map[string]float64{}
	for part := range strings.SplitSeq(accept, ",") {
		name, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		weight := 1.0
		if q, ok := params["q"]; ok {
			if weight, err = strconv.ParseFloat(q, 64); err != nil {
				continue
			}
		}
		ranges[name] = max(weight, ranges[name])
	}
	return ranges
}

// quality returns the weight of a type, by the narrowest range that it is in,
// and whether it is named itself.
func quality(ranges map[string]float64, mediaType string) (weight float64, named bool) {
	if q, ok := ranges[mediaType]; ok {
		return q, true
	}
	if q, ok := ranges["application/*"]; ok {
		return q, false
	}
	return ranges["*/*"], false
}
