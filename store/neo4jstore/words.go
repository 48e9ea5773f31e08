package neo4jstore

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"innograph/kg"
	"innograph/kg/text"
	"innograph/store/fragment"
)

// The name of the full-text index over the words of all nodes.
const wordsIndex = schemaPrefix + "words"

// words adds the full-text index, which is up to date with every commit.
func (w *schemaWriter) words() {
	var properties []string
	for weight := text.MaxWeight; weight > 0; weight-- {
		properties = append(properties, "n."+wordsName(weight))
	}
	properties = append(properties, "n."+propTraits)
	w.items = append(w.items, schemaItem{name: wordsIndex, text: "CREATE FULLTEXT INDEX " + wordsIndex + " IF NOT EXISTS FOR (n:" + labelNode + ") ON EACH [" +
		fragment.Commas(properties) + "] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}"})
}

// wordsName returns the name of the property that has the tokens of a weight.
func wordsName(weight int) string { return propWords + strconv.Itoa(weight) }

// words puts into a row what is found of a node, if anything is.
func (r row) words(k *kg.Kind, n *kg.Node) {
	entry := text.EntryOf(k.SearchFields(n.Properties))
	if entry.Length == 0 {
		return
	}
	for i, tokens := range entry.Texts {
		if tokens != "" {
			r[wordsName(i+1)] = cutKeys(tokens)
		}
	}
	r[propLength] = int64(entry.Length)
	r[propTraits] = strings.Join([]string{levelTrait(n.Visibility), kindTrait(k), lengthTrait(entry.Length)}, " ")
}

// The words that stand for what searches choose by. No two are alike.
func levelTrait(v kg.Visibility) string { return "v" + strconv.Itoa(int(v)) }
func kindTrait(k *kg.Kind) string       { return "k" + k.Name }
func lengthTrait(length int) string     { return fmt.Sprintf("l%02d", length) }

// maxKeyUnits is how long the key of a text may be, in UTF-16. The index makes
// several words of one beyond 255, whose later ones would be found as words.
const maxKeyUnits = 200

// cutMark ends a key that has been cut, and no other.
const cutMark = text.Boundary + text.Boundary

// cutKey returns the key of a text as it is stored.
func cutKey(key string) string {
	units := 0
	for at, r := range key {
		if units += utf16.RuneLen(r); units > maxKeyUnits {
			return key[:at] + cutMark
		}
	}
	return key
}

// cutKeys returns the tokens of texts, as text.Entry has them, with keys cut.
func cutKeys(tokens string) string {
	if len(tokens) <= maxKeyUnits {
		return tokens
	}
	list := strings.Split(tokens, " ")
	for i, token := range list {
		if strings.HasPrefix(token, text.Boundary) {
			list[i] = cutKey(token)
		}
	}
	return strings.Join(list, " ")
}
