package engine

import (
	"innograph/kg"
)

// assertion compiles what is selected of a provenance.
func (c *compiler) assertion(g *group) *object[*kg.Assertion] {
	return fieldsOf(c, "Assertion", g.selections(), func(f *group) emit[*kg.Assertion] {
		switch f.name() {
		case "source":
			return func(w *writer, a *kg.Assertion) outcome { return w.text(a.Source) }
		case "sourceRecordId":
			return func(w *writer, a *kg.Assertion) outcome { return w.optional(a.SourceRecordID) }
		case "method":
			return func(w *writer, a *kg.Assertion) outcome { return w.optional(a.Method) }
		case "confidence":
			return func(w *writer, a *kg.Assertion) outcome { return w.optional(a.Confidence) }
		case "validated":
			return func(w *writer, a *kg.Assertion) outcome { return w.bool(a.Validated) }
		case "validatedOn":
			return func(w *writer, a *kg.Assertion) outcome { return w.optional(a.ValidatedOn) }
		case "properties":
			return func(w *writer, a *kg.Assertion) outcome {
				return writeList(w, len(a.Properties), true, func(i int) outcome { return w.text(a.Properties[i]) })
			}
		}
		return nil
	})
}

func writeAssertions(w *writer, o *object[*kg.Assertion], list []kg.Assertion) outcome {
	return writeList(w, len(list), true, func(i int) outcome { return o.write(w, &list[i]) })
}
