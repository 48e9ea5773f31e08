package engine

import (
	"github.com/vektah/gqlparser/v2/ast"

	"innograph/kg"
)

// property compiles a field that writes a property of a node or an edge.
func property[T any](c *compiler, g *group, p *kg.Property, value func(T) kg.Value, def *ast.FieldDefinition, where string) emit[T] {
	if p.List {
		return func(w *writer, v T) outcome {
			list := value(v).List()
			return writeList(w, len(list), true, func(i int) outcome { return single(w, list[i]) })
		}
	}
	switch p.Type {
	case kg.TypeLocalized:
		lang := c.language(g, where)
		return func(w *writer, v T) outcome {
			if text, ok := value(v).In(w.req.langs[lang]); ok {
				return w.text(text)
			}
			return absent
		}
	case kg.TypeMoney:
		o := c.money(g, def.Type.Name())
		return func(w *writer, v T) outcome {
			m := value(v)
			if m.IsNull() {
				return absent
			}
			return o.write(w, m)
		}
	default:
		return func(w *writer, v T) outcome { return single(w, value(v)) }
	}
}

// single writes a value that is not a list, localised or money.
func single(w *writer, v kg.Value) outcome {
	switch v.Type() {
	case kg.TypeNull:
		return absent
	case kg.TypeInt:
		return w.int(v.Int())
	case kg.TypeBool:
		return w.bool(v.Bool())
	case kg.TypeDateTime:
		return w.instant(v)
	case kg.TypeDecimal:
		w.buf = append(kg.AppendDecimal(append(w.buf, '"'), v), '"')
		return written
	default:
		return w.text(v.Text())
	}
}

// money compiles what is selected of an amount.
func (c *compiler) money(g *group, typeName string) *object[kg.Value] {
	return fieldsOf(c, typeName, g.selections(), func(f *group) emit[kg.Value] {
		switch f.name() {
		case "amount":
			return func(w *writer, v kg.Value) outcome {
				w.buf = append(kg.AppendAmount(append(w.buf, '"'), v), '"')
				return written
			}
		case "currency":
			return func(w *writer, v kg.Value) outcome { return w.text(v.Text()) }
		}
		return nil
	})
}
