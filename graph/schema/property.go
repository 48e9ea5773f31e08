package schema

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
	"innograph/kg/text"
)

// propertyTypes are the scalar and object types a property may have.
var propertyTypes = map[string]kg.Type{
	"String":   kg.TypeText,
	"Language": kg.TypeText,
	"Int":      kg.TypeInt,
	"Boolean":  kg.TypeBool,
	"ID":       kg.TypeID,
	"Decimal":  kg.TypeDecimal,
	"Date":     kg.TypeDate,
	"DateTime": kg.TypeDateTime,
	"URL":      kg.TypeURL,
	"Money":    kg.TypeMoney,
}

// property reads a field without @relation as a property, or refuses it.
func (c *compiler) property(where string, d *ast.FieldDefinition) *kg.Property {
	p := &kg.Property{
		Name:        d.Name,
		Description: d.Description,
		Required:    d.Type.NonNull,
		Index:       d.Directives.ForName("index") != nil,
		Long:        d.Directives.ForName("long") != nil,
	}
	t := d.Type
	if t.Elem != nil {
		p.List = true
		if t = t.Elem; t.Elem != nil || !t.NonNull {
			c.refuse(d.Position, "%s: a list property is written [%s!]", where, t.Name())
			return nil
		}
	}
	if !c.propertyType(p, where, d, t.NamedType) {
		return nil
	}
	if use := d.Directives.ForName("search"); use != nil {
		p.Search = 1
		if w, ok := given(use, "weight").(int64); ok {
			p.Search = int(w)
		}
	}
	if use := d.Directives.ForName("check"); use != nil {
		p.Check = givenText(use, "rule")
	}
	c.checkProperty(p, where, d)
	return p
}

// propertyType tells what a property holds.
func (c *compiler) propertyType(p *kg.Property, where string, d *ast.FieldDefinition, name string) bool {
	def := c.types[name]
	switch {
	case c.node[name] != nil:
		c.refuse(d.Position, "%s reaches %s without @relation; add @relation(type: …)", where, name)
		return false
	case def != nil && def.Kind == ast.Enum:
		p.Type, p.Enum = kg.TypeEnum, name
	case propertyTypes[name] != kg.TypeNull:
		p.Type = propertyTypes[name]
	default:
		c.refuse(d.Position, "%s: a property cannot be of type %s; use a scalar, an enum, Money or a relation", where, name)
		return false
	}
	if d.Directives.ForName("localized") != nil {
		if name != "String" || p.List {
			c.refuse(d.Position, "%s: only a single String can be @localized", where)
			return false
		}
		p.Type = kg.TypeLocalized
	}
	return true
}

// checkProperty refuses directives that do not go with a property's type.
func (c *compiler) checkProperty(p *kg.Property, where string, d *ast.FieldDefinition) {
	isText := p.Type == kg.TypeText || p.Type == kg.TypeLocalized
	if d.Directives.ForName("search") != nil && (!isText || p.Search < 1 || p.Search > text.MaxWeight) {
		c.refuse(d.Position, "%s: @search needs text and a weight from 1 to %d", where, text.MaxWeight)
	}
	if p.Long && (!isText || p.List || p.Index) {
		c.refuse(d.Position, "%s: @long is for a single text that has no @index", where)
	}
	if p.Index && p.List {
		c.refuse(d.Position, "%s: a list cannot have an @index", where)
	}
	if p.List && !slices.Contains([]kg.Type{kg.TypeText, kg.TypeEnum}, p.Type) {
		c.refuse(d.Position, "%s: a list holds texts or symbols of an enum; make a kind of the rest", where)
	}
	for _, arg := range d.Arguments {
		if p.Type != kg.TypeLocalized || arg.Name != "lang" {
			c.refuse(arg.Position, "%s: a property has no argument %s; remove it", where, arg.Name)
		}
	}
	if use := d.Directives.ForName("party"); use != nil {
		c.refuse(use.Position, "%s: @party belongs to a relation; remove it", where)
	}
}

// sortable reports whether lists may be sorted by a property.
func sortable(p *kg.Property) bool { return !p.List && !p.Long }

// filterable reports whether lists may be filtered by a property.
func filterable(p *kg.Property) bool { return !p.Long }
