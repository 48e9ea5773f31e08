package main

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"innograph/kg"
)

// writeModel writes the model as a Go package, a file for each kind, and
// removes the files of kinds that are no longer there.
func writeModel(dir string, m *kg.Model) error {
	files := map[string]string{
		"model.go":     modelFile,
		"names.go":     namesFile(m),
		"roles.go":     literalFile("roles", "roles are the roles and unions.", "[]kg.Role", roles(m)),
		"enums.go":     literalFile("enums", "enums are the enums.", "[]kg.Enum", enums(m)),
		"relations.go": literalFile("relations", "relations are the relations.", "[]kg.Relation", relations(m)),
		"kinds.go":     literalFile("kinds", "kinds are the kinds, each in a file of its own.", "[]kg.Kind", kindNames(m)),
	}
	for i := range m.Kinds {
		k := &m.Kinds[i]
		files["kind_"+strings.ToLower(k.Name)+".go"] = literalFile(variable(k.Name), "", "kg.Kind", kind(k))
	}
	for name, source := range files {
		code, err := format.Source([]byte(header + source))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := writeFile(filepath.Join(dir, name), code); err != nil {
			return err
		}
	}
	return removeOthers(dir, files)
}

// removeOthers removes generated files that are not among those written.
func removeOthers(dir string, written map[string]string) error {
	found, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return err
	}
	for _, name := range found {
		if _, ok := written[filepath.Base(name)]; ok {
			continue
		}
		code, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if bytes.HasPrefix(code, []byte(header)) {
			if err := os.Remove(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// literalFile is a file with one variable.
func literalFile(name, doc, of, body string) string {
	if doc != "" {
		doc = "// " + doc + "\n"
	}
	return fmt.Sprintf("\npackage model\n\nimport \"innograph/kg\"\n\n%svar %s = %s{\n%s}\n", doc, name, of, body)
}

func variable(kind string) string { return "kind" + kind }

func kindNames(m *kg.Model) string {
	var b strings.Builder
	for i := range m.Kinds {
		fmt.Fprintf(&b, "%s,\n", variable(m.Kinds[i].Name))
	}
	return b.String()
}

func kind(k *kg.Kind) string {
	var b strings.Builder
	text(&b, "Name", k.Name)
	text(&b, "Plural", k.Plural)
	text(&b, "Description", k.Description)
	texts(&b, "Roles", k.Roles)
	text(&b, "Label", k.Label)
	if len(k.Keys) > 0 {
		b.WriteString("Keys: []kg.Key{\n")
		for _, key := range k.Keys {
			fmt.Fprintf(&b, "{Scheme: %q, Properties: %#v, Field: %q},\n", key.Scheme, key.Properties, key.Field)
		}
		b.WriteString("},\n")
	}
	properties(&b, k.Properties)
	if len(k.Traversals) > 0 {
		b.WriteString("Traversals: []kg.Traversal{\n")
		for _, t := range k.Traversals {
			b.WriteString("{\n")
			text(&b, "Name", t.Name)
			text(&b, "Description", t.Description)
			text(&b, "Relation", t.Relation)
			fmt.Fprintf(&b, "Direction: kg.%s,\n", []string{"Out", "In", "Both"}[t.Direction])
			text(&b, "Target", t.Target)
			texts(&b, "Kinds", t.Kinds)
			flag(&b, "Many", t.Many)
			number(&b, "Min", t.Min)
			b.WriteString("},\n")
		}
		b.WriteString("},\n")
	}
	return b.String()
}

func roles(m *kg.Model) string {
	var b strings.Builder
	for _, r := range m.Roles {
		b.WriteString("{\n")
		text(&b, "Name", r.Name)
		text(&b, "Plural", r.Plural)
		text(&b, "Description", r.Description)
		texts(&b, "Kinds", r.Kinds)
		properties(&b, r.Properties)
		flag(&b, "Union", r.Union)
		b.WriteString("},\n")
	}
	return b.String()
}

func enums(m *kg.Model) string {
	var b strings.Builder
	for _, e := range m.Enums {
		b.WriteString("{\n")
		text(&b, "Name", e.Name)
		text(&b, "Description", e.Description)
		texts(&b, "Values", e.Values)
		b.WriteString("},\n")
	}
	return b.String()
}

func relations(m *kg.Model) string {
	var b strings.Builder
	for _, r := range m.Relations {
		b.WriteString("{\n")
		text(&b, "Name", r.Name)
		text(&b, "Link", r.Link)
		text(&b, "Description", r.Description)
		texts(&b, "From", r.From)
		texts(&b, "To", r.To)
		number(&b, "FromMax", r.FromMax)
		number(&b, "ToMax", r.ToMax)
		properties(&b, r.Properties)
		texts(&b, "Key", r.Key)
		flag(&b, "Dated", r.Dated)
		flag(&b, "Class", r.Class)
		flag(&b, "Acyclic", r.Acyclic)
		if r.Party != kg.NoEnd {
			fmt.Fprintf(&b, "Party: kg.%s,\n", []string{"NoEnd", "FromEnd", "ToEnd"}[r.Party])
		}
		text(&b, "OrderBy", r.OrderBy)
		b.WriteString("},\n")
	}
	return b.String()
}

func properties(b *strings.Builder, ps []kg.Property) {
	if len(ps) == 0 {
		return
	}
	b.WriteString("Properties: []kg.Property{\n")
	for _, p := range ps {
		b.WriteString("{\n")
		text(b, "Name", p.Name)
		text(b, "Description", p.Description)
		fmt.Fprintf(b, "Type: kg.%s,\n", typeNames[p.Type])
		text(b, "Enum", p.Enum)
		flag(b, "List", p.List)
		flag(b, "Required", p.Required)
		flag(b, "Index", p.Index)
		flag(b, "Long", p.Long)
		number(b, "Search", p.Search)
		text(b, "Check", p.Check)
		b.WriteString("},\n")
	}
	b.WriteString("},\n")
}

// typeNames are the constants of the types a property can have.
var typeNames = map[kg.Type]string{
	kg.TypeText: "TypeText", kg.TypeLocalized: "TypeLocalized", kg.TypeEnum: "TypeEnum", kg.TypeInt: "TypeInt",
	kg.TypeDecimal: "TypeDecimal", kg.TypeBool: "TypeBool", kg.TypeDate: "TypeDate", kg.TypeDateTime: "TypeDateTime",
	kg.TypeMoney: "TypeMoney", kg.TypeURL: "TypeURL", kg.TypeID: "TypeID",
}

func text(b *strings.Builder, field, s string) {
	if s = strings.Join(strings.Fields(s), " "); s != "" {
		fmt.Fprintf(b, "%s: %q,\n", field, s)
	}
}

func texts(b *strings.Builder, field string, ss []string) {
	if len(ss) > 0 {
		fmt.Fprintf(b, "%s: %#v,\n", field, slices.Clone(ss))
	}
}

func flag(b *strings.Builder, field string, v bool) {
	if v {
		fmt.Fprintf(b, "%s: true,\n", field)
	}
}

func number(b *strings.Builder, field string, n int) {
	if n != 0 {
		fmt.Fprintf(b, "%s: %d,\n", field, n)
	}
}
