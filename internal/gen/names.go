package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"innograph/kg"
)

// modelFile holds what does not depend on the schema.
const modelFile = `
// Package model is the model of the hub: its kinds, roles, enums and relations
// as a value, and constants for their names. It follows from schema.graphqls.
package model

import (
	"sync"

	"innograph/kg"
)

// Graph returns the model. It is built once and never changes.
func Graph() *kg.Model { return graph() }

var graph = sync.OnceValue(func() *kg.Model {
	m, err := kg.NewModel(kinds, roles, enums, relations)
	if err != nil {
		panic(err) // the generator has built the same model
	}
	return m
})
`

// namesFile declares the names as constants: Kind…, Role…, Rel…, Prop…, and
// the symbols of an enum under its own name.
func namesFile(m *kg.Model) string {
	var b strings.Builder
	b.WriteString("\npackage model\n")
	group(&b, "Kinds.", func(add func(name, value string)) {
		for _, k := range m.Kinds {
			add("Kind"+k.Name, k.Name)
		}
	})
	group(&b, "Roles and unions.", func(add func(name, value string)) {
		for _, r := range m.Roles {
			add("Role"+r.Name, r.Name)
		}
	})
	group(&b, "Relations.", func(add func(name, value string)) {
		for _, r := range m.Relations {
			add("Rel"+camel(r.Name), r.Name)
		}
	})
	group(&b, "Properties of nodes and edges.", func(add func(name, value string)) {
		for _, p := range propertyNames(m) {
			add("Prop"+strings.ToUpper(p[:1])+p[1:], p)
		}
	})
	for _, e := range m.Enums {
		group(&b, "Symbols of "+e.Name+".", func(add func(name, value string)) {
			for _, v := range e.Values {
				add(e.Name+camel(v), v)
			}
		})
	}
	return b.String()
}

// group writes one block of constants.
func group(b *strings.Builder, doc string, fill func(add func(name, value string))) {
	fmt.Fprintf(b, "\n// %s\nconst (\n", doc)
	fill(func(name, value string) { fmt.Fprintf(b, "\t%s = %q\n", name, value) })
	b.WriteString(")\n")
}

// propertyNames returns the names of all properties, sorted.
func propertyNames(m *kg.Model) []string {
	seen := map[string]bool{}
	for i := range m.Kinds {
		for _, p := range m.Kinds[i].Properties {
			seen[p.Name] = true
		}
	}
	for i := range m.Relations {
		for _, p := range m.Relations[i].Properties {
			seen[p.Name] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// camel returns "NATIONAL_KEY" as "NationalKey".
func camel(s string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(strings.ToLower(s), "_") {
		if part != "" {
			b.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return b.String()
}
