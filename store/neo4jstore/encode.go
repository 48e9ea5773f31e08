package neo4jstore

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"innograph/kg"
)

// A row is the properties of a node or an edge as the database has them. What is
// absent is not in it, so that a row replaces all there was.
type row map[string]any

// nodeRow returns all properties of a node.
func (c *catalog) nodeRow(n *kg.Node) (row, error) {
	k := c.model.Kind(n.Kind)
	properties := row{
		propID: string(n.ID), propNumber: n.Number, propVersion: n.Version,
		propVisibility: n.Visibility.String(), propLevel: int64(n.Visibility),
		propCreated: n.CreatedAt.UTC(), propCreatedAt: n.CreatedAt.UnixMicro(),
		propUpdated: n.UpdatedAt.UTC(), propUpdatedAt: n.UpdatedAt.UnixMicro(),
	}
	properties[propIDKey], _ = textKey(string(n.ID)) // ids are short
	if err := properties.values(k.Properties, n.Properties); err != nil {
		return nil, err
	}
	properties.words(k, n)
	return properties, properties.provenance(n.Provenance)
}

// edgeRow returns all properties of an edge between nodes of these numbers, and of
// that level.
func (c *catalog) edgeRow(e *kg.Edge, from, to int64, level int) (row, error) {
	r := c.model.Relation(e.Relation)
	properties := row{
		propID: string(e.ID), propNumber: e.Number, propFrom: from, propTo: to,
		propVisibility: e.Visibility.String(), propLevel: int64(level),
	}
	by := kg.Null
	if hasPlaces(r) {
		by = e.Properties[r.OrderBy]
	}
	properties[propOut] = placeOf(r, by, to, e.Number)
	properties[propIn] = placeOf(r, by, from, e.Number)
	if err := properties.values(r.Properties, e.Properties); err != nil {
		return nil, err
	}
	return properties, properties.provenance(e.Provenance)
}

// identifierRow returns the properties of the node that stands for an identifier.
func identifierRow(id kg.Identifier) row {
	properties := row{propScheme: id.Scheme, propValue: indexedValue(id.Value)}
	if properties[propValue] != id.Value {
		properties[propWhole] = id.Value
	}
	return properties
}

func (r row) provenance(list []kg.Assertion) error {
	if len(list) == 0 {
		return nil
	}
	b, err := json.Marshal(list)
	r[propProvenance] = string(b)
	return err
}

// values puts all values of some properties into a row.
func (r row) values(declared []kg.Property, values map[string]kg.Value) error {
	for i := range declared {
		p := &declared[i]
		v, ok := values[p.Name]
		if !ok || v.IsNull() {
			continue
		}
		if err := r.value(p, v); err != nil {
			return err
		}
	}
	return nil
}

// value puts a value into a row, in all its forms.
func (r row) value(p *kg.Property, v kg.Value) error {
	if p.List {
		return r.list(p, v.List())
	}
	r[p.Name] = natural(v)
	switch formOf(p) {
	case keyedForm:
		r.key(keyName(p.Name), v.Text())
	case exactForm:
		r[exactName(p.Name)] = v.Int()
	case moneyForm:
		r[currencyName(p.Name)], r[exactName(p.Name)] = v.Text(), v.Int()
	case localizedForm:
		r[exactName(p.Name)] = texts(v.Pairs())
		for _, language := range kg.OrderLanguages {
			key, err := kg.SortKey(v, language)
			if err != nil {
				return err
			}
			if !key.IsNull() {
				r.key(languageName(p.Name, language), key.Text())
			}
		}
	}
	return nil
}

func (r row) key(name, s string) {
	key, rest := textKey(s)
	r[name] = key
	if rest != "" {
		r[restName(name)] = rest
	}
}

// list puts a list into a row. An empty one is absent.
func (r row) list(p *kg.Property, elements []kg.Value) error {
	if len(elements) == 0 {
		return nil
	}
	read, exact := make([]any, len(elements)), make([]any, len(elements))
	for i, v := range elements {
		read[i] = natural(v)
		if v.Type() == kg.TypeMoney {
			read[i] = v.String() // each with its currency
		}
		var err error
		if exact[i], err = element(v); err != nil {
			return err
		}
	}
	r[p.Name] = read
	if formOf(p) == listForm {
		r[exactName(p.Name)] = exact
	}
	return nil
}

// natural returns a value as people read it.
func natural(v kg.Value) any {
	switch v.Type() {
	case kg.TypeInt:
		return v.Int()
	case kg.TypeBool:
		return v.Bool()
	case kg.TypeDecimal:
		return nearest(kg.FormatDecimal(v))
	case kg.TypeDateTime:
		return v.Time()
	case kg.TypeMoney:
		return nearest(kg.FormatAmount(v))
	case kg.TypeLocalized:
		s, _ := v.In("")
		return s
	default:
		return v.Text()
	}
}

// nearest returns the number nearest to a decimal text.
func nearest(decimal string) float64 {
	f, err := strconv.ParseFloat(decimal, 64)
	if err != nil {
		return math.NaN() // of decimal texts there is none
	}
	return f
}

// element returns what of an element of a list is exact. Lists in the database have
// elements of one simple type.
func element(v kg.Value) (any, error) {
	switch v.Type() {
	case kg.TypeDecimal, kg.TypeDateTime:
		return v.Int(), nil
	case kg.TypeMoney:
		return moneyText(v), nil
	case kg.TypeLocalized:
		b, err := json.Marshal(texts(v.Pairs()))
		return string(b), err
	default:
		return nil, nil
	}
}

// moneyText returns the text that an amount is in a list.
func moneyText(v kg.Value) string { return fmt.Sprintf("%s %d", v.Text(), v.Int()) }

// texts returns values as a list of texts.
func texts(values []kg.Value) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v.Text()
	}
	return list
}
