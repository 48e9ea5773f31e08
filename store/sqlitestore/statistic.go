package sqlitestore

import (
	"slices"
	"strconv"

	"innograph/kg"
	"innograph/store/fragment"
)

// measure returns the statement of the statistics of a measure: parent, keys,
// currency, count, distinct and, where the type has them, the halves of the sum and
// the range; "" where nothing has the property.
func (g *grouping) measure(m *kg.Measure, typ kg.Type) (string, error) {
	if typ == kg.TypeNull {
		return "", nil
	}
	all, err := g.members()
	if err != nil || len(all) == 0 {
		return "", err
	}
	texts := make([]string, len(all))
	for i, of := range all {
		currency, value, err := g.measured(of, m, typ)
		if err != nil {
			return "", err
		}
		of.conditions = append(slices.Clone(of.conditions), value+" IS NOT NULL")
		if texts[i], err = g.rows(of, currency, value); err != nil {
			return "", err
		}
	}
	names := append(g.names(), "currency")
	columns := append(slices.Clone(names), "values", "different")
	figures := append(slices.Clone(names), "count(*)", "count(DISTINCT value)")
	text := "WITH member (" + fragment.Commas(names) + ", value) AS NOT MATERIALIZED (" + union(texts) + ")"
	from := "member"
	if kg.HasSum(typ) {
		columns = append(columns, "high", "low")
		figures = append(figures, "sum(value >> "+strconv.Itoa(halfBits)+")", "sum(value & "+strconv.FormatInt(1<<halfBits-1, 10)+")")
	}
	if kg.HasRange(typ) {
		columns = append(columns, "least", "greatest", "median")
		figures = append(figures, "min(value)", "max(value)", "max(CASE rank WHEN (size + 1) / 2 THEN value END)")
		within := " OVER (PARTITION BY " + fragment.Commas(names)
		text += ", ranked AS NOT MATERIALIZED (SELECT *, row_number()" + within + " ORDER BY value) AS rank, count(*)" + within + ") AS size FROM member)"
		from = "ranked"
	}
	for i := range columns {
		columns[i] = strconv.Quote(columns[i])
	}
	return text + ", answer (" + fragment.Commas(columns) + ") AS MATERIALIZED (SELECT " + fragment.Commas(figures) + " FROM " + from +
		" GROUP BY " + fragment.Commas(names) + ") SELECT * FROM answer", nil
}

// measured returns the expressions of the currency and the value of a measured
// property, having joined the elements of a list.
func (g *grouping) measured(of *members, m *kg.Measure, typ kg.Type) (currency, value string, err error) {
	from, places, err := g.property(of, m.Property, m.Edge)
	if err != nil {
		return "", "", err
	}
	switch typ {
	case kg.TypeList:
		array := chosen(from, places, func(p *place) string { return g.elements(p, &kg.GroupKey{}) })
		return "''", g.spread(of, array), nil
	case kg.TypeMoney:
		part := func(part string) string { return chosen(from, places, func(p *place) string { return p.value(part) }) }
		return part("[0]"), part("[1]"), nil
	default:
		return "''", chosen(from, places, func(p *place) string { return p.value("") }), nil
	}
}
