package text

import (
	"slices"
	"unicode/utf8"
)

// SnippetLength is how many characters a snippet has at most.
const SnippetLength = 160

// How a snippet is cut: the characters before the first match, and how far a space
// may be off to be cut at.
const (
	snippetLead = 40
	snippetSlip = 16
)

const ellipsis = "…"

// A Part is a piece of a snippet: what a query has found, or what lies between.
type Part struct {
	Text string
	Hit  bool
}

// A span is a part of a text, in bytes.
type span struct{ start, end int }

// Best returns which of the texts of a record matches best: by the points of those
// in which the query stands as a whole, then by how many of its terms they have, then
// by weight; the first of equal ones. It is -1 when none has any. Texts of less than
// minWeight are left aside.
func (q *Query) Best(fields []Field, minWeight int) int {
	best, most := -1, [3]int{}
	for i, f := range fields {
		if f.Weight < minWeight {
			continue
		}
		tokens := Tokens(f.Text)
		worth := [3]int{Points(f.Weight, q.matchOne(tokens)), 0, f.Weight}
		for _, term := range q.terms {
			if term.find(tokens) >= 0 {
				worth[1]++
			}
		}
		if worth[1] > 0 && slices.Compare(worth[:], most[:]) > 0 {
			best, most = i, worth
		}
	}
	return best
}

// Snippet returns what a reader is shown of a text that a query has found: around
// the first place where the query stands as a whole or else any of its terms does,
// with all that is found marked. Joined, the parts are the text itself, or some of
// it between ellipses. It is nil when nothing is found.
func (q *Query) Snippet(s string) []Part {
	tokens := tokensOf(runsOf(s), true)
	list := texts(tokens)
	var hits []span
	for _, term := range q.terms {
		for at := 0; at+len(term.Tokens) <= len(list); at++ {
			if term.at(list[at:]) {
				hits = term.mark(hits, tokens[at:])
			}
		}
	}
	if len(hits) == 0 {
		return nil
	}
	hits = merged(hits)
	focus := hits[0]
	if at := q.whole.find(list); at >= 0 {
		focus = q.whole.mark(nil, tokens[at:])[0]
	}
	return parts(s, hits, window(s, focus))
}

// mark adds the places of a phrase that tokens begin with: of a prefix no more than
// it has.
func (p *Phrase) mark(hits []span, tokens []token) []span {
	for i, want := range p.Tokens {
		for _, c := range tokens[i].chars[:utf8.RuneCountInString(want)] {
			hits = append(hits, span{c.start, c.end})
		}
	}
	return hits
}

// merged sorts spans and joins those that touch.
func merged(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return a.start - b.start })
	joined := spans[:1]
	for _, s := range spans[1:] {
		if last := &joined[len(joined)-1]; s.start <= last.end {
			last.end = max(last.end, s.end)
		} else {
			joined = append(joined, s)
		}
	}
	return joined
}

// parts cuts a window of a text at the ends of hits.
func parts(s string, hits []span, w span) []Part {
	var list []Part
	add := func(text string, hit bool) {
		if n := len(list); n > 0 && list[n-1].Hit == hit {
			list[n-1].Text += text
		} else if text != "" {
			list = append(list, Part{text, hit})
		}
	}
	if w.start > 0 {
		add(ellipsis, false)
	}
	at := w.start
	for _, h := range hits {
		start, end := max(h.start, at), min(h.end, w.end)
		if start >= end {
			continue
		}
		add(s[at:start], false)
		add(s[start:end], true)
		at = end
	}
	add(s[at:w.end], false)
	if w.end < len(s) {
		add(ellipsis, false)
	}
	return list
}
