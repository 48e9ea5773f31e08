package rules

import (
	"context"

	"innograph/kg"
)

// labelPage is how many nodes are read at a time.
const labelPage = 500

// label looks up what the nodes among the examples are called.
func label(ctx context.Context, reader kg.Reader, m *kg.Model, report *Report) error {
	wanted := map[kg.ID][]*string{}
	for i := range report.Rules {
		for j := range report.Rules[i].Subjects {
			examples := report.Rules[i].Subjects[j].Examples
			for k := range examples {
				e := &examples[k]
				if e.Relation == "" {
					wanted[e.ID] = append(wanted[e.ID], &e.Label)
					continue
				}
				wanted[e.From] = append(wanted[e.From], &e.FromLabel)
				wanted[e.To] = append(wanted[e.To], &e.ToLabel)
			}
		}
	}
	selection := kg.Selection{Properties: map[string][]string{}}
	for i := range m.Kinds {
		if k := &m.Kinds[i]; k.Label != "" {
			selection.Properties[k.Name] = []string{k.Label}
		}
	}
	ids := make([]kg.ID, 0, labelPage)
	flush := func() error {
		if len(ids) == 0 {
			return nil
		}
		result, err := reader.Read(ctx, &kg.Query{Start: kg.Start{IDs: ids}, Select: selection})
		if err != nil {
			return err
		}
		for _, row := range result.Root.Rows {
			for _, to := range wanted[row.ID] {
				*to = plain(row.Values)
			}
		}
		ids = ids[:0]
		return nil
	}
	for id := range wanted {
		if ids = append(ids, id); len(ids) == labelPage {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// plain returns the text of a label, of a localised one in the language that
// comes first.
func plain(values []kg.Value) string {
	if len(values) == 0 {
		return ""
	}
	if s, ok := values[0].In(""); ok {
		return s
	}
	return values[0].Text()
}
