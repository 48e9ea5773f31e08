package engine

import (
	"innograph/kg"
)

// assertion compiles what is selected of a provenance.
func (c *compiler) assertion(g *group) *object[*kg.Assertion] {
	o := &object[*kg.Assertion]{}
	for _, f := range c.collect("Assertion", g.selections()) {
		var e emit[*kg.Assertion]
		switch f.name() {
		case "__typename":
			e = constant[*kg.Assertion]("Assertion")
		case "source":
			e = func(w *writer, a *kg.Assertion) outcome { return w.text(a.Source) }
		case "sourceRecordId":
			e = func(w *writer, a *kg.Assertion) outcome { return w.optional(a.SourceRecordID) }
		case "method":
			e = func(w *writer, a *kg.Assertion) outcome { return w.optional(a.Method) }
		case "confidence":
			e = func(w *writer, a *kg.Assertion) outcome { return w.optional(a.Confidence) }
		case "validated":
			e = func(w *writer, a *kg.Assertion) outcome { return w.bool(a.Validated) }
		case "validatedOn":
			e = func(w *writer, a *kg.Assertion) outcome { return w.optional(a.ValidatedOn) }
		case "properties":
			e = func(w *writer, a *kg.Assertion) outcome {
				return writeList(w, len(a.Properties), true, func(i int) outcome { return w.text(a.Properties[i]) })
			}
		default:
			c.fail(unknown("Assertion", f.name()))
		}
		o.add(f, c.engine.types.nonNull("Assertion", f.name()), e)
	}
	return o
}

func writeAssertions(w *writer, o *object[*kg.Assertion], list []kg.Assertion) outcome {
	return writeList(w, len(list), true, func(i int) outcome { return o.write(w, &list[i]) })
}
