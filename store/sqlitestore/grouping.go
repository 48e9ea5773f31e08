package sqlitestore

import (
	"slices"
	"strconv"
	"strings"

	"innograph/kg"
	"innograph/store/fragment"
)

// A grouping is the statement of an aggregate in the making. Its rows are of parent
// and keys: one for each member and group that member is in.
type grouping struct {
	*statement
	query *kg.AggregateQuery
}

// overflow is the parent of the one row there is where the groups are too many.
const overflow = -1

// groups returns the statement of which groups there are: parent, keys, count and,
// of nodes, ids; "" where there is nothing. Whether there are more groups than the
// limit is known after meeting that many, and nothing is sorted then.
func (g *grouping) groups() (string, error) {
	all, err := g.members()
	if err != nil || len(all) == 0 {
		return "", err
	}
	texts := make([]string, len(all))
	for i, of := range all {
		if texts[i], err = g.rows(of); err != nil {
			return "", err
		}
	}
	names := g.names()
	columns := slices.Concat(names, []string{"members"})
	outer := slices.Clone(columns)
	for i := range g.query.By {
		id := "NULL"
		if g.query.By[i].Relation != nil {
			id = "(SELECT id FROM node WHERE number = " + names[1+i] + ")"
		}
		columns, outer = append(columns, "id"+strconv.Itoa(i)), append(outer, id)
	}
	text := "WITH member (" + fragment.Commas(names) + ") AS NOT MATERIALIZED (" + union(texts) + ")"
	enough, beyond := "", ""
	if g.query.Limit > 0 && len(g.query.By) > 0 {
		limit := g.arg(g.query.Limit)
		text += ", met (groups) AS MATERIALIZED (SELECT count(*) FROM (SELECT DISTINCT " + fragment.Commas(names) + " FROM member LIMIT " + limit + " + 1))"
		enough = " WHERE (SELECT groups FROM met) <= " + limit
		beyond = " UNION ALL SELECT " + strconv.Itoa(overflow) + strings.Repeat(", NULL", len(columns)-1) + " FROM met WHERE groups > " + limit
	}
	return text + ", answer (" + fragment.Commas(columns) + ") AS MATERIALIZED (SELECT " + fragment.Commas(outer) +
		" FROM (SELECT " + fragment.Commas(names) + ", count(*) AS members FROM member" + enough + " GROUP BY " + fragment.Commas(names) + ")" +
		beyond + ") SELECT * FROM answer", nil
}

// names are the columns of parent and keys.
func (g *grouping) names() []string {
	names := []string{"parent"}
	for i := range g.query.By {
		names = append(names, "k"+strconv.Itoa(i))
	}
	return names
}

// rows returns the query for the rows of some members, with more columns.
func (g *grouping) rows(of *members, more ...string) (string, error) {
	columns := []string{of.parent}
	for i := range g.query.By {
		column, err := g.key(of, &g.query.By[i])
		if err != nil {
			return "", err
		}
		columns = append(columns, column)
	}
	return "SELECT " + fragment.Commas(append(columns, more...)) + " FROM " + of.tables + fragment.Where(of.conditions...), nil
}

// key returns the expression of a key, having joined what it takes.
func (g *grouping) key(of *members, k *kg.GroupKey) (string, error) {
	switch {
	case k.Kind:
		return of.nodes.numberColumn(), nil
	case k.Relation != nil:
		return g.relationKey(of, k.Relation)
	}
	from, places, err := g.property(of, k.Property, k.Edge)
	if err != nil {
		return "", err
	}
	typ := kg.TypeNull
	if len(places) > 0 {
		typ = places[0].property.Type
	}
	if !slices.ContainsFunc(places, func(p place) bool { return p.property.List }) {
		return unitColumn(k.Unit, typ, chosen(from, places, func(p *place) string { return g.keyValue(p, k) })), nil
	}
	array := chosen(from, places, func(p *place) string { return g.elements(p, k) })
	element := unitColumn(k.Unit, typ, "value")
	return g.spread(of, different("SELECT "+element+" AS other FROM json_each("+array+") WHERE "+element+" IS NOT NULL")), nil
}

// relationKey joins the nodes that some edges lead to.
func (g *grouping) relationKey(of *members, f *kg.Related) (string, error) {
	step, err := g.stepOf(f, of.number)
	if err != nil {
		return "", err
	}
	legs, err := g.legs(step)
	if err != nil {
		return "", err
	}
	return g.spread(of, different(rowsOf(legs, func(l *leg) string { return l.a + ".other AS other" }))), nil
}

// different returns the expression of an array of what is in a column "other", each
// once, or of null alone where there is nothing.
func different(text string) string {
	return "(SELECT CASE count(*) WHEN 0 THEN '[null]' ELSE json_group_array(DISTINCT other) END FROM (" + text + "))"
}

// keyValue returns the expression of a single value as a key: of money an array of
// currency and amount, of localised text what a reader of the language sees.
func (g *grouping) keyValue(p *place, k *kg.GroupKey) string {
	if p.property.Type != kg.TypeLocalized {
		return p.value("")
	}
	// The lists of languages are short, and their codes anybody's.
	return "(SELECT value FROM json_each(" + p.doc + ", '$." + p.property.Name + "') ORDER BY key <> " + g.arg(k.Language) +
		", key <> 'zh', key <> 'en', key LIMIT 1)"
}

// elements returns the expression of the array of a property's values.
func (g *grouping) elements(p *place, k *kg.GroupKey) string {
	if p.property.List {
		return p.value("")
	}
	return "json_array(" + g.keyValue(p, k) + ")"
}

// microseconds is how many of them a second has.
const microseconds = "1000000"

// unitColumn returns the expression of the part of the calendar a date or a time
// lies in, as kg.Unit.Of means it.
func unitColumn(u kg.Unit, typ kg.Type, value string) string {
	if u == kg.NoUnit || typ == kg.TypeNull {
		return value
	}
	if typ == kg.TypeDateTime {
		// Rounded down, before 1970 as well.
		value = "strftime('%Y-%m-%d', (" + value + " - ((" + value + " % " + microseconds + ") + " + microseconds + ") % " + microseconds +
			") / " + microseconds + ", 'unixepoch')"
	}
	year, known := "substr("+value+", 1, 4)", "CASE WHEN length("+value+") >= 7 THEN "
	switch u {
	case kg.ByYear:
		return year
	case kg.ByMonth:
		return known + "substr(" + value + ", 1, 7) END"
	default:
		return known + year + " || '-Q' || ((substr(" + value + ", 6, 2) + 2) / 3) END"
	}
}
