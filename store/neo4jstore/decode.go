package neo4jstore

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"innograph/kg"
)

// errForm is met where a property has not the form this program gave it.
var errForm = errors.New("a property of another form than it was written in")

// damagedError tells of what cannot be read, which another program has changed.
func damagedError(what string, got any) error {
	return &kg.Error{Kind: kg.ErrDamaged, Subject: "store", Cause: fmt.Errorf("%w: %s is a %T", errForm, what, got),
		Reason: "another program has changed what the store keeps for itself, so that it cannot be read; put back a copy of the database"}
}

// valueOf reads the value of a property from what stands under its valueNames.
func valueOf(p *kg.Property, columns ...any) (kg.Value, error) {
	first := columns[0]
	if first == nil {
		return kg.Null, nil
	}
	if p.List {
		return listOf(p, first)
	}
	switch formOf(p) {
	case moneyForm:
		currency, _ := first.(string)
		minor, ok := columns[1].(int64)
		if !ok || currency == "" {
			return kg.Null, damagedError(p.Name, columns[1])
		}
		return kg.Stored(kg.TypeMoney, currency, minor), nil
	case localizedForm:
		return localizedOf(p, first)
	default:
		return single(p, first)
	}
}

// single reads a value of a type that takes one column.
func single(p *kg.Property, column any) (kg.Value, error) {
	switch v := column.(type) {
	case string:
		if isText(p.Type) {
			return kg.Stored(p.Type, v, 0), nil
		}
		if p.Type == kg.TypeMoney { // in a list
			if currency, minor, ok := strings.Cut(v, " "); ok {
				if n, err := strconv.ParseInt(minor, 10, 64); err == nil {
					return kg.Stored(kg.TypeMoney, currency, n), nil
				}
			}
		}
		if p.Type == kg.TypeLocalized { // in a list
			var pairs []any
			if err := json.Unmarshal([]byte(v), &pairs); err == nil {
				return localizedOf(p, pairs)
			}
		}
	case int64:
		if p.Type == kg.TypeInt || p.Type == kg.TypeDecimal || p.Type == kg.TypeDateTime {
			return kg.Stored(p.Type, "", v), nil
		}
	case bool:
		if p.Type == kg.TypeBool {
			return kg.Bool(v), nil
		}
	}
	return kg.Null, damagedError(p.Name, column)
}

func isText(t kg.Type) bool {
	return t == kg.TypeText || t == kg.TypeEnum || t == kg.TypeDate || t == kg.TypeURL || t == kg.TypeID
}

func localizedOf(p *kg.Property, column any) (kg.Value, error) {
	list, ok := column.([]any)
	if !ok || len(list)%2 != 0 {
		return kg.Null, damagedError(p.Name, column)
	}
	pairs := make([]kg.Value, len(list))
	for i, e := range list {
		s, ok := e.(string)
		if !ok {
			return kg.Null, damagedError(p.Name, e)
		}
		pairs[i] = kg.Text(s)
	}
	return kg.StoredLocalized(pairs...), nil
}

func listOf(p *kg.Property, column any) (kg.Value, error) {
	list, ok := column.([]any)
	if !ok {
		return kg.Null, damagedError(p.Name, column)
	}
	elements := make([]kg.Value, len(list))
	for i, e := range list {
		var err error
		if elements[i], err = single(p, e); err != nil {
			return kg.Null, err
		}
	}
	return kg.ListOf(elements...), nil
}

// properties reads all values of some properties from a row.
func (r row) properties(declared []kg.Property) (map[string]kg.Value, error) {
	values := map[string]kg.Value{}
	for i := range declared {
		p := &declared[i]
		columns := make([]any, 0, 2)
		for _, name := range valueNames(p) {
			columns = append(columns, r[name])
		}
		v, err := valueOf(p, columns...)
		if err != nil {
			return nil, err
		}
		if !v.IsNull() {
			values[p.Name] = v
		}
	}
	return values, nil
}

// node reads a node, its identifiers apart.
func (c *catalog) node(k *kg.Kind, r row) (*kg.Node, error) {
	n := &kg.Node{Kind: k.Name}
	var err error
	if n.Properties, err = r.properties(k.Properties); err != nil {
		return nil, err
	}
	id, okID := r[propID].(string)
	number, okNumber := r[propNumber].(int64)
	version, okVersion := r[propVersion].(int64)
	level, okLevel := r[propLevel].(int64)
	created, okCreated := r[propCreatedAt].(int64)
	updated, okUpdated := r[propUpdatedAt].(int64)
	if !okID || !okNumber || !okVersion || !okLevel || !okCreated || !okUpdated || level < 0 || level > int64(kg.Parties) {
		return nil, damagedError("a fact of "+k.Name+" "+id, nil)
	}
	n.ID, n.Number, n.Version, n.Visibility = kg.ID(id), number, version, kg.Visibility(level)
	n.CreatedAt = kg.Stored(kg.TypeDateTime, "", created).Time()
	n.UpdatedAt = kg.Stored(kg.TypeDateTime, "", updated).Time()
	n.Provenance, err = provenanceOf(r[propProvenance])
	return n, err
}

// edge reads an edge, and the numbers of its ends. The ids of the ends are the
// caller's to add.
func (c *catalog) edge(relation *kg.Relation, r row) (e *kg.Edge, from, to int64, err error) {
	e = &kg.Edge{Relation: relation.Name}
	if e.Properties, err = r.properties(relation.Properties); err != nil {
		return nil, 0, 0, err
	}
	id, okID := r[propID].(string)
	number, okNumber := r[propNumber].(int64)
	from, okFrom := r[propFrom].(int64)
	to, okTo := r[propTo].(int64)
	visibility, _ := r[propVisibility].(string)
	e.Visibility, err = kg.ParseVisibility(visibility)
	if err != nil || !okID || !okNumber || !okFrom || !okTo {
		return nil, 0, 0, damagedError("a fact of "+relation.Name+" "+id, nil)
	}
	e.ID, e.Number = kg.ID(id), number
	e.Provenance, err = provenanceOf(r[propProvenance])
	return e, from, to, err
}

// provenanceOf reads a list of assertions, of which there may be none.
func provenanceOf(column any) ([]kg.Assertion, error) {
	if column == nil {
		return nil, nil
	}
	s, ok := column.(string)
	if !ok {
		return nil, damagedError(propProvenance, column)
	}
	var list []kg.Assertion
	if err := json.Unmarshal([]byte(s), &list); err != nil {
		return nil, damagedError(propProvenance, column)
	}
	return list, nil
}

// identifierOf reads an identifier from its scheme, the value that is indexed and
// the whole one, where that is longer.
func identifierOf(scheme, value, whole any) (kg.Identifier, error) {
	s, okScheme := scheme.(string)
	v, okValue := value.(string)
	if !okScheme || !okValue {
		return kg.Identifier{}, damagedError("an identifier", value)
	}
	if long, ok := whole.(string); ok {
		v = long
	}
	return kg.Identifier{Scheme: s, Value: v}, nil
}
