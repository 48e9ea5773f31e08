package engine

import (
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// A place is where a property lies in a row: of its node or of its edge.
type place struct {
	slot *slot
	edge bool
}

func (p place) of(s spot) *kg.Value {
	row := s.node()
	if p.edge {
		return &row.Edge.Values[p.slot.index]
	}
	return &row.Values[p.slot.index]
}

// property compiles a field that writes a property of a node or an edge.
func (c *compiler) property(g *group, p place, def *ast.FieldDefinition, where string) emit[spot] {
	if p.slot.property.List {
		return func(w *writer, s spot) outcome {
			list := p.of(s).List()
			return writeList(w, len(list), true, func(i int) outcome { return single(w, &list[i]) })
		}
	}
	switch p.slot.property.Type {
	case kg.TypeLocalized:
		lang := c.language(g, where)
		return func(w *writer, s spot) outcome {
			if text, ok := p.of(s).In(w.req.langs[lang]); ok {
				return w.text(text)
			}
			return absent
		}
	case kg.TypeMoney:
		o := c.money(g, def.Type.Name())
		return func(w *writer, s spot) outcome {
			if m := p.of(s); !m.IsNull() {
				return o.write(w, m)
			}
			return absent
		}
	default:
		return func(w *writer, s spot) outcome { return single(w, p.of(s)) }
	}
}

// single writes a value that is not a list, localised or money.
func single(w *writer, v *kg.Value) outcome {
	switch v.Type() {
	case kg.TypeNull:
		return absent
	case kg.TypeInt:
		return w.int(v.Int())
	case kg.TypeBool:
		return w.bool(v.Bool())
	case kg.TypeDateTime:
		return w.instant(*v)
	case kg.TypeDecimal:
		w.buf = append(kg.AppendDecimal(append(w.buf, '"'), *v), '"')
		return written
	default:
		return w.text(v.Text())
	}
}

// money compiles what is selected of an amount.
func (c *compiler) money(g *group, typeName string) *object[*kg.Value] {
	return fieldsOf(c, typeName, g.selections(), func(f *group) emit[*kg.Value] {
		switch f.name() {
		case "amount":
			return func(w *writer, v *kg.Value) outcome {
				w.buf = append(kg.AppendAmount(append(w.buf, '"'), *v), '"')
				return written
			}
		case "currency":
			return func(w *writer, v *kg.Value) outcome { return w.text(v.Text()) }
		}
		return nil
	})
}
