// Package text is what the graph knows about written language: normal form, sort
// keys, and what a search finds. It is written once, for every storage engine.
//
// # Search
//
// A text is folded (see Fold) and falls into runs: Han characters in a row, and
// words, which are letters, marks and digits of all other scripts in a row.
// Everything else separates; characters that are not seen, such as a soft hyphen,
// do not count. Kana and Hangul make words: what is written in them without spaces
// is found by its beginning alone. Han is what Unicode's script property says, all
// planes included, of the version this program was built with.
//
// Of a run of n Han characters come n tokens: its n-1 pairs and its last character.
// A word is one token, cut after MaxWord characters.
//
// A query is split at white space into terms, all of which must be found, each in
// any text of the record. The tokens of a term must stand side by side, in order,
// in one text: of n Han characters that end the term the pairs alone, so that they
// are found wherever they stand; of one, every token that begins with it; the word
// that ends the query is the beginning of a word, every other is a whole one. So
// for Han a query finds what holds it as a part, and for words what holds its words;
// what lies between tokens does not count on either side. A term without tokens is
// dropped. A query without any finds nothing.
//
// Score tells how well a record fits, by the weights of its texts, by how much of
// the query stands together, and by the length of its name. It depends on the record
// and the query alone, so that all engines agree on it.
package text
