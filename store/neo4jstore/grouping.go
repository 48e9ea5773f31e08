package neo4jstore

import (
	"slices"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/query"
)

// A grouping is a statement of an aggregate in the making. It makes rows of parent
// and keys: one for each member and group that member is in.
type grouping struct {
	*statement
	view  *view
	query *kg.AggregateQuery
}

func (a *aggregate) grouping() *grouping { return &grouping{a.statement(), a.view, a.query} }

// groups returns the statement of which groups there are: parent, keys and count; ""
// where there is nothing. Whether there are more than the limit is known after
// meeting that many, and no more is worked out then.
func (g *grouping) groups() (string, error) {
	of, err := g.members()
	if err != nil || of == nil {
		return "", err
	}
	rows, err := g.rows(of)
	if err != nil {
		return "", err
	}
	names := g.names()
	grouped := " WITH " + fragment.Commas(names) + ", count(*) AS members RETURN collect([" + fragment.Commas(append(g.told(), "members")) + "]) AS rows"
	const facts = ", null AS total, null AS counts"
	bounded, err := g.isBounded(of)
	if err != nil {
		return "", err
	}
	if bounded {
		return "CALL () { " + rows + grouped + " } RETURN 0 AS parent, rows, false AS opposite" + facts, nil
	}
	beyond := g.named("beyond", int64(g.query.Limit)+1)
	return "CALL () { " + rows + " WITH DISTINCT " + fragment.Commas(names) + " LIMIT " + beyond + " RETURN count(*) AS met }" +
		" CALL (met) { WITH met WHERE met < " + beyond + " " + rows + grouped + " } RETURN 0 AS parent, rows, met >= " + beyond + " AS opposite" + facts, nil
}

// isBounded reports whether there can be no more groups than the limit, as the model
// tells.
func (g *grouping) isBounded(of *members) (bool, error) {
	if g.query.Limit <= 0 || len(g.query.By) == 0 {
		return true, nil
	}
	most := max(1, len(g.query.Parents))
	for i := range g.query.By {
		values, err := g.values(of, &g.query.By[i])
		if err != nil || values == 0 || most > g.query.Limit {
			return false, err
		}
		most *= values
	}
	return most <= g.query.Limit, nil
}

// values returns how many values a key can have, absence among them, if the model
// tells; else 0.
func (g *grouping) values(of *members, k *kg.GroupKey) (int, error) {
	switch {
	case k.Kind:
		return len(g.catalog.model.Kinds), nil
	case k.Relation != nil:
		return 0, nil
	}
	places, err := g.property(of, k.Property, k.Edge)
	values := 1
	for _, p := range places {
		enum := g.catalog.model.Enum(p.property.Enum)
		switch {
		case p.property.Type == kg.TypeBool:
			values += 2
		case p.property.Type == kg.TypeEnum && enum != nil:
			values += len(enum.Values)
		default:
			return 0, err
		}
	}
	return values, err
}

// names are the columns of parent and keys.
func (g *grouping) names() []string {
	names := []string{"parent"}
	for i := range g.query.By {
		names = append(names, keyAlias(i))
	}
	return names
}

// told are the expressions that tell of parent and keys: of a node its number and id.
func (g *grouping) told() []string {
	told := g.names()
	for i := range g.query.By {
		if k := keyAlias(i); g.query.By[i].Relation != nil {
			told[1+i] = "CASE WHEN " + k + " IS NOT NULL THEN [" + k + "." + propNumber + ", " + k + "." + propID + "] END"
		}
	}
	return told
}

// rows returns the clauses after which parent and keys are known of every member and
// group, and more columns.
func (g *grouping) rows(of *members, more ...string) (string, error) {
	expressions := []string{of.parent}
	for i := range g.query.By {
		key, err := g.key(of, &g.query.By[i])
		if err != nil {
			return "", err
		}
		expressions = append(expressions, key)
	}
	text := of.clauses + " WITH " + as(expressions, g.names())
	for i := 0; i < len(more); i += 2 {
		text += ", " + more[i] + " AS " + more[i+1]
	}
	return text, nil
}

// key returns the expression of a key, having joined what it takes.
func (g *grouping) key(of *members, k *kg.GroupKey) (string, error) {
	switch {
	case k.Kind:
		kinds := make([]string, len(g.catalog.model.Kinds))
		for i := range kinds {
			kinds[i] = g.catalog.model.Kinds[i].Name
		}
		return "[x IN labels(n) WHERE x IN " + g.named("kinds", kinds) + "][0]", nil
	case k.Relation != nil:
		return g.relationKey(of, k.Relation)
	}
	places, err := g.property(of, k.Property, k.Edge)
	if err != nil {
		return "", err
	}
	if len(places) == 0 {
		return "null", nil
	}
	typ := places[0].property.Type
	if !slices.ContainsFunc(places, func(p place) bool { return p.property.List }) {
		return unitOf(k.Unit, typ, chosen(places, func(p *place) string { return g.keyValue(p, k) })), nil
	}
	list := chosen(places, func(p *place) string { return g.elements(p, k) })
	return g.spread(of, different(list, unitOf(k.Unit, typ, "x"))), nil
}

// relationKey joins the nodes that some edges lead to.
func (g *grouping) relationKey(of *members, f *kg.Related) (string, error) {
	step, err := query.StepOf(g.catalog.model, f)
	if err != nil {
		return "", err
	}
	l, err := g.leg(step, "n", g.alias("r"), g.alias("n"))
	if err != nil {
		return "", err
	}
	return g.spread(of, "COLLECT { "+l.match()+" RETURN DISTINCT "+l.n+" }"), nil
}

// keyValue returns the expression of a single value as a key: of money a list of
// currency and amount, of localised text what a reader of the language sees.
func (g *grouping) keyValue(p *place, k *kg.GroupKey) string {
	switch {
	case p.property.Type == kg.TypeMoney:
		return "CASE WHEN " + p.natural() + " IS NOT NULL THEN [" + p.of(currencyName(p.property.Name)) + ", " + p.exact() + "] END"
	case p.property.Type == kg.TypeLocalized:
		return g.seenIn(p, k.Language)
	case p.keyed():
		return p.natural()
	default:
		return p.exact()
	}
}

// seenIn returns the expression of the text that a reader of a language sees. The
// list of languages and texts is read once.
func (g *grouping) seenIn(p *place, language string) string {
	in := func(language string) string {
		return "[i IN range(0, size(l) - 2, 2) WHERE l[i] = " + language + " | l[i + 1]][0], "
	}
	return "[l IN [coalesce(" + p.of(exactName(p.property.Name)) + ", [])] | coalesce(" +
		in(g.named("language", textOf(language))) + in("'zh'") + in("'en'") + "l[1])][0]"
}

// elements returns the expression of the list of a property's values.
func (g *grouping) elements(p *place, k *kg.GroupKey) string {
	switch {
	case p.property.List && formOf(p.property) == listForm:
		return "coalesce(" + p.of(exactName(p.property.Name)) + ", [])"
	case p.property.List:
		return "coalesce(" + p.natural() + ", [])"
	case p.property.Type == kg.TypeMoney: // as in lists
		return "[" + p.of(currencyName(p.property.Name)) + " + ' ' + toString(" + p.exact() + ")]"
	case p.property.Type == kg.TypeLocalized && k.Language == "":
		return "[" + p.of(exactName(p.property.Name)) + "]"
	default:
		return "[" + g.keyValue(p, k) + "]"
	}
}

// unitOf returns the expression of the part of the calendar a date or a time lies in,
// as kg.Unit.Of means it.
func unitOf(u kg.Unit, typ kg.Type, value string) string {
	if u == kg.NoUnit {
		return value
	}
	if typ == kg.TypeDateTime {
		const second = "1000000" // microseconds
		// Rounded down, before 1970 as well.
		day := "date(datetime({epochSeconds: (" + value + " - ((" + value + " % " + second + ") + " + second + ") % " + second + ") / " + second + "}))"
		value = "CASE WHEN " + value + " IS NOT NULL THEN toString(" + day + ") END"
	}
	year, known := "substring("+value+", 0, 4)", "CASE WHEN size("+value+") >= 7 THEN "
	switch u {
	case kg.ByYear:
		return year
	case kg.ByMonth:
		return known + "substring(" + value + ", 0, 7) END"
	default:
		return known + year + " + '-Q' + toString((toInteger(substring(" + value + ", 5, 2)) + 2) / 3) END"
	}
}
