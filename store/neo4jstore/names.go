package neo4jstore

import (
	"innograph/kg"
)

// What nodes and edges have beside the properties of the model. Names that begin
// with "_" are for the engine; those of a property's own forms have a second "_"
// further on, so that they are no fact's.
const (
	propID         = "id"
	propVersion    = "version"
	propVisibility = "visibility" // a symbol, for people
	propCreated    = "createdAt"
	propUpdated    = "updatedAt"

	propNumber     = "_number"
	propLevel      = "_level"     // who sees it: layout.EdgeLevel, of nodes the visibility
	propCreatedAt  = "_createdAt" // microseconds since 1970
	propUpdatedAt  = "_updatedAt"
	propIDKey      = "_id" // sort key of the id
	propProvenance = "_provenance"

	propFrom = "_from" // numbers of an edge's ends
	propTo   = "_to"
	propOut  = "_out" // the place of an edge among those at its from end, in default order
	propIn   = "_in"  // and at its to end

	propWords  = "_w" // with a weight: the tokens of the texts of that weight
	propLength = "_length"
	propTraits = "_traits" // what searches choose by, as words
)

// Labels and types that are the engine's own.
const (
	labelNode       = kg.NodeRole
	labelIdentifier = "Identifier"
	typeIdentifier  = "HAS_IDENTIFIER"

	propScheme = "scheme"
	propValue  = "value"  // cut where it is too long to be indexed
	propWhole  = "_value" // the whole of one that was cut
)

// A form is how values of a property are stored.
type form uint8

const (
	plainForm     form = iota // as they are: exact, and sorted as kg demands
	keyedForm                 // as they are, with a sort key beside them
	exactForm                 // as people read them, with an exact integer beside
	moneyForm                 // the amount in major units, the currency, and minor units
	localizedForm             // the text for a reader without a language, and all texts, and sort keys by language
	listForm                  // a list as people read it, with a list of what is exact beside
)

// formOf returns the form of a property.
func formOf(p *kg.Property) form {
	switch p.Type {
	case kg.TypeEnum, kg.TypeDate, kg.TypeInt, kg.TypeBool:
		return plainForm
	case kg.TypeText, kg.TypeURL, kg.TypeID:
		if p.List || p.Long {
			return plainForm
		}
		return keyedForm
	}
	switch {
	case p.List:
		return listForm
	case p.Type == kg.TypeMoney:
		return moneyForm
	case p.Type == kg.TypeLocalized:
		return localizedForm
	default:
		return exactForm
	}
}

// The names of the properties that stand beside a property.
func exactName(name string) string          { return "_" + name + "_exact" }
func keyName(name string) string            { return "_" + name + "_key" }
func languageName(name, lang string) string { return "_" + name + "_" + lang }
func restName(key string) string            { return key + "_rest" }
func currencyName(name string) string       { return name + "_currency" }

// storedNames returns all names under which something of a property may be stored.
func storedNames(p *kg.Property) []string {
	names := []string{p.Name}
	keys := func(list ...string) {
		for _, key := range list {
			names = append(names, key, restName(key))
		}
	}
	switch formOf(p) {
	case keyedForm:
		keys(keyName(p.Name))
	case exactForm, listForm:
		names = append(names, exactName(p.Name))
	case moneyForm:
		names = append(names, currencyName(p.Name), exactName(p.Name))
	case localizedForm:
		names = append(names, exactName(p.Name))
		for _, language := range kg.OrderLanguages {
			keys(languageName(p.Name, language))
		}
	}
	return names
}

// valueNames returns the names of what a value is read from, in the order in which
// valueOf takes it.
func valueNames(p *kg.Property) []string {
	switch formOf(p) {
	case plainForm, keyedForm:
		return []string{p.Name}
	case moneyForm:
		return []string{currencyName(p.Name), exactName(p.Name)}
	default:
		return []string{exactName(p.Name)}
	}
}

// The nodes that are about the store itself.
const (
	labelMeta    = "InnographMeta"
	labelChange  = "InnographChange"
	labelApplied = "InnographApplied" // of a changeset with a key

	propKey      = "key"
	metaKey      = "store" // the key of the one node that has the counters
	propRevision = "revision"
)
