package plain

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"innograph/kg"
)

// Node is the interface of that name.
type Node interface{ IsNode() }

// Organisation is the role of that name.
type Organisation interface {
	Node
	IsOrganisation()
}

// Backer is the union of that name.
type Backer interface{ IsBacker() }

// A Record is what every node has.
type Record struct {
	world *World
	node  *kg.Node
	on    string
}

// IsNode marks a node.
func (Record) IsNode() {}

// ID is a field of Node.
func (r Record) ID() string { return string(r.node.ID) }

// Version is a field of Node.
func (r Record) Version() int { return int(r.node.Version) }

// CreatedAt is a field of Node.
func (r Record) CreatedAt() string { return r.node.CreatedAt.Format("2006-01-02T15:04:05.999999999Z") }

// UpdatedAt is a field of Node.
func (r Record) UpdatedAt() string { return r.node.UpdatedAt.Format("2006-01-02T15:04:05.999999999Z") }

// Visibility is a field of Node.
func (r Record) Visibility() string {
	return []string{"PUBLIC", "REGISTERED", "PARTIES"}[r.node.Visibility]
}

// Identifiers is a field of Node.
func (r Record) Identifiers() []Identifier {
	list := []Identifier{}
	for _, id := range r.node.Identifiers {
		list = append(list, Identifier(id))
	}
	return list
}

// Provenance is a field of Node.
func (r Record) Provenance() []Assertion { return assertions(r.node.Provenance) }

// Label is a field of Node.
func (r Record) Label(lang *string) string {
	for _, name := range []string{"name", "title"} {
		if s := localised(r.node.Properties[name], lang); s != nil {
			return *s
		}
	}
	return r.ID()
}

// Identifier is the type of that name.
type Identifier struct{ Scheme, Value string }

// Assertion is the type of that name.
type Assertion struct {
	Source         string
	SourceRecordID *string
	Method         string
	Confidence     *string
	Validated      bool
	ValidatedOn    *string
	Properties     []string
}

func assertions(list []kg.Assertion) []Assertion {
	out := []Assertion{}
	for _, a := range list {
		out = append(out, Assertion{
			Source: a.Source, SourceRecordID: given(a.SourceRecordID), Method: a.Method, Confidence: given(a.Confidence),
			Validated: a.Validated, ValidatedOn: given(a.ValidatedOn), Properties: append([]string{}, a.Properties...),
		})
	}
	return out
}

func given(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// localised returns a text in the language asked for, or the nearest; of plain
// text, itself.
func localised(v kg.Value, lang *string) *string {
	if v.Type() == kg.TypeText {
		return given(v.Text())
	}
	texts := v.Translations()
	if lang != nil {
		if s, ok := texts[*lang]; ok {
			return &s
		}
	}
	lowest := ""
	for code := range texts {
		if lowest == "" || code < lowest {
			lowest = code
		}
	}
	for _, code := range []string{"zh", "en", lowest} {
		if s, ok := texts[code]; ok {
			return &s
		}
	}
	return nil
}

// required returns a value that may not be null, or says that it is missing.
func required[T any](v *T, owner, name string) (T, error) {
	if v == nil {
		var none T
		return none, coded("INTERNAL", "%s.%s is missing", owner, name)
	}
	return *v, nil
}

func coded(code, format string, args ...any) error {
	return &gqlerror.Error{Message: fmt.Sprintf(format, args...), Extensions: map[string]any{"code": code}}
}

// Money is the type of that name.
type Money struct{ Amount, Currency string }

func money(v kg.Value) *Money {
	if v.IsNull() {
		return nil
	}
	return &Money{Amount: kg.FormatAmount(v), Currency: v.Text()}
}

func written(v kg.Value) *string {
	if v.IsNull() {
		return nil
	}
	s := v.String()
	return &s
}

func number(v kg.Value) *int {
	if v.IsNull() {
		return nil
	}
	n := int(v.Int())
	return &n
}

func texts(v kg.Value) []string {
	list := []string{}
	for _, e := range v.List() {
		list = append(list, e.Text())
	}
	return list
}
