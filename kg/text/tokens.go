package text

import "strings"

// A token is what is looked up: a word, two Han characters in a row, or the last
// of them alone.
type token struct {
	text  string
	chars []char
}

// tokensOf returns the tokens of runs, in order.
func tokensOf(runs []run, lastSingle bool) []token {
	var tokens []token
	eachToken(runs, lastSingle, func(chars []char) { tokens = append(tokens, token{textOf(chars), chars}) })
	return tokens
}

// eachToken calls each with the characters of every token of some runs. Without the
// last single the last run, if it is of several Han characters, ends with its last
// pair.
func eachToken(runs []run, lastSingle bool, each func([]char)) {
	for i, r := range runs {
		if !r.han {
			each(r.chars)
			continue
		}
		n := len(r.chars)
		for j := range n - 1 {
			each(r.chars[j : j+2])
		}
		if n == 1 || lastSingle || i < len(runs)-1 {
			each(r.chars[n-1:])
		}
	}
}

// Tokens returns the tokens of a text, in order. None is empty or has characters
// that are not letters, marks, numbers or Han.
func Tokens(s string) []string { return texts(tokensOf(runsOf(s), true)) }

func texts(tokens []token) []string {
	list := make([]string, len(tokens))
	for i, t := range tokens {
		list[i] = t.text
	}
	return list
}

// Boundary stands in keys, and in no token.
const Boundary = "¶"

// maxKeyRunes cuts the keys of texts that are longer than any query.
const maxKeyRunes = 2*maxQuery + 8

// keyOf returns the runs of a text as one: each after a boundary, and one at the
// end. A text begins with another when its key does, the last boundary of the other
// left out, and is the same when the keys are equal.
func keyOf(runs []run) string {
	var b strings.Builder
	writeKey(&b, runs)
	return b.String()
}

func writeKey(b *strings.Builder, runs []run) {
	size := 0
	for _, r := range runs {
		b.WriteString(Boundary)
		if size += len(r.chars) + 1; size > maxKeyRunes {
			write(b, r.chars[:max(0, len(r.chars)-(size-maxKeyRunes))])
			return // not closed, and so equal to no query's
		}
		write(b, r.chars)
	}
	b.WriteString(Boundary)
}

func write(b *strings.Builder, chars []char) {
	for _, c := range chars {
		b.WriteRune(c.folded)
	}
}

// An Entry is what an engine keeps of the texts of a record in an index of words.
type Entry struct {
	Texts  [MaxWeight]string // of weight i+1: the key and the tokens of each text, separated by spaces
	Length int               // see Length; 0 where there are no tokens
}

// EntryOf returns the entry of a record. The keys in it keep phrases from reaching
// from one text into the next.
func EntryOf(fields []Field) Entry {
	var texts [MaxWeight]strings.Builder
	var counts [MaxWeight]int
	for _, f := range fields {
		runs := runsOf(f.Text)
		if len(runs) == 0 {
			continue
		}
		b := &texts[f.Weight-1]
		b.Grow(3 * len(f.Text)) // what English takes
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		writeKey(b, runs)
		eachToken(runs, true, func(chars []char) {
			b.WriteByte(' ')
			write(b, chars)
			counts[f.Weight-1]++
		})
	}
	e := Entry{Length: lengthOf(counts)}
	for i := range texts {
		e.Texts[i] = texts[i].String()
	}
	return e
}
