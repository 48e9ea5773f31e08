package neo4jstore

import (
	"fmt"
	"slices"
	"strings"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/layout"
)

// schemaPrefix begins the names of the constraints and indexes of the store.
const schemaPrefix = "innograph_"

// A schemaItem is a constraint or an index of the store.
type schemaItem struct {
	name       string
	text       string // the statement that makes it, unless it is there
	constrains bool   // it is a constraint, which has an index of its name
}

// wantedSchema returns the constraints and indexes that the model asks for, sorted
// by name: what is unique; for the nodes of a kind or a role one by number and one
// for every property that is declared @index, is part of a key, or is localised and
// searched; for the edges of a relation their places at either end, their ids and
// their numbers. Those of nodes end in the number, which is the last key of every
// order.
func (c *catalog) wantedSchema() []schemaItem {
	w := &schemaWriter{}
	w.unique("node_id", "(n:"+labelNode+")", "n."+propID)
	w.unique("node_number", "(n:"+labelNode+")", "n."+propNumber)
	w.unique("identifier", "(n:"+labelIdentifier+")", "n."+propScheme, "n."+propValue)
	w.index("identifier_value", "(n:"+labelIdentifier+")", "n."+propValue)
	w.unique("meta", "(n:"+labelMeta+")", "n."+propKey)
	w.unique("change", "(n:"+labelChange+")", "n."+propRevision)
	w.unique("applied", "(n:"+labelApplied+")", "n."+propKey)
	for i := range c.model.Kinds {
		k := &c.model.Kinds[i]
		w.nodes(k.Name, k.Properties, func(p *kg.Property) bool { return layout.Indexed(k, p) })
	}
	for _, r := range c.roles {
		w.nodes(r.Name, r.Properties, func(p *kg.Property) bool { return p.Index })
	}
	for i := range c.model.Relations {
		name := c.model.Relations[i].Name
		pattern := "()-[r:" + name + "]-()"
		w.index(name+"_out", pattern, "r."+propFrom, "r."+propOut)
		w.index(name+"_in", pattern, "r."+propTo, "r."+propIn)
		w.index(name+"_id", pattern, "r."+propID)
		w.index(name+"_number", pattern, "r."+propNumber)
	}
	w.words()
	slices.SortFunc(w.items, func(a, b schemaItem) int { return strings.Compare(a.name, b.name) })
	return w.items
}

// isIndexedRole reports whether the nodes of a role can be sorted by a property
// without reading all of them.
func isIndexedRole(r *kg.Role, name string) bool {
	return slices.ContainsFunc(r.Properties, func(p kg.Property) bool { return p.Name == name && p.Index && !p.List && !p.Long })
}

// schemaWriter collects the items of a schema.
type schemaWriter struct{ items []schemaItem }

func (w *schemaWriter) unique(name, pattern string, properties ...string) {
	w.add(name, true, "CREATE CONSTRAINT %s IF NOT EXISTS FOR "+pattern+" REQUIRE ("+fragment.Commas(properties)+") IS UNIQUE")
}

func (w *schemaWriter) index(name, pattern string, properties ...string) {
	w.add(name, false, "CREATE INDEX %s IF NOT EXISTS FOR "+pattern+" ON ("+fragment.Commas(properties)+")")
}

func (w *schemaWriter) add(name string, constrains bool, text string) {
	name = schemaPrefix + name
	w.items = append(w.items, schemaItem{name, fmt.Sprintf(text, name), constrains})
}

// nodes adds the indexes on the nodes with a label.
func (w *schemaWriter) nodes(label string, properties []kg.Property, indexed func(*kg.Property) bool) {
	pattern := "(n:" + label + ")"
	w.index(label, pattern, "n."+propNumber)
	for i := range properties {
		p := &properties[i]
		if p.List || p.Long || !indexed(p) {
			continue
		}
		if p.Type != kg.TypeLocalized {
			w.index(label+"_"+p.Name, pattern, of("n", indexedOn(p, ""))...)
			continue
		}
		for _, language := range kg.OrderLanguages {
			w.index(label+"_"+p.Name+"_"+language, pattern, of("n", indexedOn(p, language))...)
		}
	}
}

// indexedOn returns the names of what the index of a property is on. What a key does
// not hold is left to be compared.
func indexedOn(p *kg.Property, language string) []string {
	var names []string
	switch formOf(p) {
	case keyedForm:
		names = []string{keyName(p.Name)}
	case exactForm:
		names = []string{exactName(p.Name)}
	case moneyForm:
		names = []string{currencyName(p.Name), exactName(p.Name)}
	case localizedForm:
		names = []string{languageName(p.Name, language)}
	default:
		names = []string{p.Name}
	}
	return append(names, propNumber)
}

// of returns the expressions of properties of a variable.
func of(alias string, names []string) []string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = alias + "." + name
	}
	return list
}
