package graph

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync"

	"innograph/kg"
	"innograph/model"
)

var bodies = sync.Pool{New: func() any { return new([]byte) }}

// byHand returns a handler that takes a request in and sends what is appended.
func byHand(write func([]byte) []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			http.Error(w, "the body could not be read", http.StatusBadRequest)
			return
		}
		kept := bodies.Get().(*[]byte)
		defer bodies.Put(kept)
		body := write((*kept)[:0])
		*kept = body
		h := w.Header()
		h.Set("Content-Type", "application/json; charset=utf-8")
		h.Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body) // whoever asked may have gone
	})
}

func writeLookup(b []byte, s *still) []byte {
	row := &s.result.Root.Rows[0]
	at := places(s.query.Select.Properties[model.KindPerson], "name", "orcid", "academicTitle", "talentTier")
	b = append(b, `{"data":{"person":{"id":`...)
	b = quoted(b, string(row.ID))
	b = localised(append(b, `,"name":`...), row.Values[at[0]], "")
	b = optional(append(b, `,"orcid":`...), row.Values[at[1]])
	b = optional(append(b, `,"academicTitle":`...), row.Values[at[2]])
	b = optional(append(b, `,"talentTier":`...), row.Values[at[3]])
	return append(b, `}},"extensions":{"cost":{"predictedNodes":1,"limit":20000}}}`+"\n"...)
}

func writeTree(b []byte, s *still) []byte {
	institutions, sel := s.result.Root, &s.query.Select
	staff, ofStaff := institutions.Hops[0], &sel.Hops[0]
	works, ofWorks := staff.Hops[0], &ofStaff.Select.Hops[0]
	institution := places(sel.Properties[model.KindInstitution], "name", "foundedOn")
	stay := places(ofStaff.EdgeProperties[model.RelAffiliatedWith], "role", "from")
	person := places(ofStaff.Select.Properties[model.KindPerson], "name", "academicTitle")
	work := places(ofWorks.Select.Properties[model.KindAchievement], "title", "stage", "trl", "completedOn", "askPrice")
	b = append(b, `{"data":{"institutions":{"nodes":[`...)
	for i := range institutions.Rows {
		row := &institutions.Rows[i]
		b = quoted(append(comma(b), `{"id":`...), string(row.ID))
		b = localised(append(b, `,"name":`...), row.Values[institution[0]], "en")
		b = optional(append(b, `,"foundedOn":`...), row.Values[institution[1]])
		b = append(b, `,"staff":{"edges":[`...)
		for j := staff.Offsets[i]; j < staff.Offsets[i+1]; j++ {
			row := &staff.Rows[j]
			b = optional(append(comma(b), `{"role":`...), row.Edge.Values[stay[0]])
			b = optional(append(b, `,"from":`...), row.Edge.Values[stay[1]])
			b = quoted(append(b, `,"node":{"id":`...), string(row.ID))
			b = localised(append(b, `,"name":`...), row.Values[person[0]], "en")
			b = optional(append(b, `,"academicTitle":`...), row.Values[person[1]])
			b = append(b, `,"achievements":{"nodes":[`...)
			for k := works.Offsets[j]; k < works.Offsets[j+1]; k++ {
				row := &works.Rows[k]
				b = quoted(append(comma(b), `{"id":`...), string(row.ID))
				b = localised(append(b, `,"title":`...), row.Values[work[0]], "en")
				b = optional(append(b, `,"stage":`...), row.Values[work[1]])
				b = strconv.AppendInt(append(b, `,"trl":`...), row.Values[work[2]].Int(), 10)
				b = optional(append(b, `,"completedOn":`...), row.Values[work[3]])
				b = append(amount(append(b, `,"askPrice":`...), row.Values[work[4]]), '}')
			}
			b = append(b, `]}}}`...)
		}
		b = append(b, `]}}`...)
	}
	return append(b, `]}},"extensions":{"cost":{"predictedNodes":621,"limit":20000}}}`+"\n"...)
}

// places returns where the properties lie among those that were read.
func places(read []string, names ...string) (at [5]int) {
	for i, name := range names {
		at[i] = slices.Index(read, name)
	}
	return at
}

// comma parts what follows from an object before it.
func comma(b []byte) []byte {
	if b[len(b)-1] == '}' {
		return append(b, ',')
	}
	return b
}

func localised(b []byte, v kg.Value, lang string) []byte {
	text, ok := v.In(lang)
	if !ok {
		return append(b, "null"...)
	}
	return quoted(b, text)
}

func optional(b []byte, v kg.Value) []byte {
	if v.IsNull() {
		return append(b, "null"...)
	}
	return quoted(b, v.Text())
}

func amount(b []byte, v kg.Value) []byte {
	if v.IsNull() {
		return append(b, "null"...)
	}
	b = kg.AppendAmount(append(b, `{"amount":"`...), v)
	return append(quoted(append(b, `","currency":`...), v.Text()), '}')
}

// quoted appends a text as JSON. Those of the seed need no escapes, which is
// made sure of as whoever writes such code would have to.
func quoted(b []byte, s string) []byte {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '"' || s[i] == '\\' {
			text, err := json.Marshal(s)
			if err != nil {
				panic(err) // never for a string
			}
			return append(b, text...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}
