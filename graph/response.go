package graph

import (
	"encoding/json"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/graph/engine"
)

// The bounds of a response.
const (
	mostErrors  = 50      // errors of an operation that ran
	mostRefusal = 4 << 10 // bytes of the answer to a request that was refused
)

// write sends the response of an operation that ran. Its data are sent as they
// are: they come from the engine, and are JSON already.
func write(w http.ResponseWriter, mediaType string, resp *graphql.Response) error {
	if resp.Data == nil {
		resp.Data = json.RawMessage("null")
	}
	head, err := json.Marshal(resp.Errors[:min(len(resp.Errors), mostErrors)])
	if err != nil {
		return err
	}
	tail, err := json.Marshal(resp.Extensions)
	if err != nil {
		return err
	}
	out := make([]byte, 0, len(head)+len(resp.Data)+len(tail)+64)
	out = append(out, '{')
	if len(resp.Errors) > 0 {
		out = append(append(append(out, `"errors":`...), head...), ',')
	}
	out = append(append(out, `"data":`...), resp.Data...)
	if len(resp.Extensions) > 0 {
		out = append(append(out, `,"extensions":`...), tail...)
	}
	out = append(out, "}\n"...)
	return send(w, mediaType, http.StatusOK, out)
}

// refuse sends the errors of a request that did not run, without data, and as
// many of them as fit.
func refuse(w http.ResponseWriter, mediaType string, status int, errs gqlerror.List) error {
	for {
		out, err := json.Marshal(struct {
			Errors gqlerror.List `json:"errors"`
		}{errs})
		if err != nil {
			return err
		}
		if len(out) < mostRefusal || len(errs) <= 1 {
			return send(w, mediaType, status, append(out, '\n'))
		}
		errs = errs[:len(errs)-1]
	}
}

func send(w http.ResponseWriter, mediaType string, status int, body []byte) error {
	h := w.Header()
	h.Set("Content-Type", mediaType+"; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, err := w.Write(body)
	return err
}

// statusOf returns the status of a well-formed request that was refused, by the
// type of response: callers of old take anything but 200 for a broken server.
func statusOf(mediaType string, errs gqlerror.List) int {
	for _, e := range errs {
		switch codeOf(e) {
		case engine.CodeInternal:
			return http.StatusInternalServerError
		case engine.CodeUnavailable:
			return http.StatusServiceUnavailable
		}
	}
	if mediaType == typeJSON {
		return http.StatusOK
	}
	return http.StatusBadRequest
}
