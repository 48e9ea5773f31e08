package neo4jstore

import (
	"strconv"

	"innograph/kg"
	"innograph/store/fragment"
)

// halfBits is where sums are split: the upper and the lower half of each number are
// added up apart, for whole ones turn into inexact numbers where they no longer fit.
const halfBits = 32

var half = strconv.FormatInt(1<<halfBits, 10)

// measure returns the statement of the statistics of a measure: parent, keys,
// currency, count, distinct and, where the type has them, the halves of the sum and
// the range; "" where nothing has the property.
func (g *grouping) measure(m *kg.Measure, typ kg.Type) (string, error) {
	if typ == kg.TypeNull {
		return "", nil
	}
	of, err := g.members()
	if err != nil || of == nil {
		return "", err
	}
	currency, value, err := g.measured(of, m, typ)
	if err != nil {
		return "", err
	}
	rows, err := g.rows(of, currency, "currency", value, "value")
	if err != nil {
		return "", err
	}
	rows += " WHERE value IS NOT NULL"
	names := append(g.names(), "currency")
	told := append(g.told(), "currency", "number", "different")
	figures := append(names, "count(*) AS number", "count(DISTINCT value) AS different")
	if kg.HasSum(typ) {
		told = append(told, "high", "low")
		figures = append(figures, "sum(value / "+half+") AS high", "sum(value % "+half+") AS low")
	}
	if kg.HasRange(typ) {
		told = append(told, "least", "greatest", "median")
		figures = append(figures, "min(value) AS least", "max(value) AS greatest")
		if kg.HasSum(typ) || typ == kg.TypeDateTime {
			figures = append(figures, "percentileDisc(value, 0.5) AS median")
		} else { // of text the engine knows no percentiles
			rows += " WITH * ORDER BY value"
			figures = append(figures, "collect(value)[(count(*) - 1) / 2] AS median")
		}
	}
	return rows + " WITH " + fragment.Commas(figures) + " WITH collect([" + fragment.Commas(told) + "]) AS rows RETURN 0 AS parent, rows," + noFacts, nil
}

// measured returns the expressions of the currency and the value of a measured
// property, having joined the elements of a list.
func (g *grouping) measured(of *members, m *kg.Measure, typ kg.Type) (currency, value string, err error) {
	places, err := g.property(of, m.Property, m.Edge)
	if err != nil {
		return "", "", err
	}
	switch typ {
	case kg.TypeList:
		e := g.alias("e")
		of.clauses += " UNWIND " + chosen(places, func(p *place) string { return g.elements(p, &kg.GroupKey{}) }) + " AS " + e
		return "''", e, nil
	case kg.TypeMoney:
		return chosen(places, func(p *place) string { return p.of(currencyName(p.property.Name)) }), chosen(places, (*place).exact), nil
	case kg.TypeLocalized:
		return "''", chosen(places, func(p *place) string { return p.of(exactName(p.property.Name)) }), nil
	default:
		return "''", chosen(places, func(p *place) string { return g.keyValue(p, &kg.GroupKey{}) }), nil
	}
}
