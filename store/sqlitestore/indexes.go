package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"innograph/kg"
	"innograph/store/fragment"
	"innograph/store/layout"
)

// indexPrefix begins the names of the indexes that come from the model.
const indexPrefix = "node_of_"

// An index is one on the nodes of a kind.
type index struct {
	property *kg.Property // nil: by number
	text     string       // the statement that makes it
}

// wantedIndexes returns the model's indexes by name: one by number, which also
// tells who may see a node; one for every property that is declared @index or is
// part of a key; and two, for the languages, for localised text that is indexed
// or searched. The number, with which every index ends, is the last key of every
// order. All are partial: an index on the kind itself would be preferred to that
// of an order, and the whole kind sorted.
func (c *catalog) wantedIndexes() map[string]*index {
	wanted := map[string]*index{}
	for i := range c.model.Kinds {
		k := &c.model.Kinds[i]
		name := fmt.Sprintf("%s%d", indexPrefix, c.number(k))
		wanted[name] = &index{nil, fmt.Sprintf("CREATE INDEX %s ON node (number, visibility) WHERE kind = %d", name, c.number(k))}
		for j := range k.Properties {
			p := &k.Properties[j]
			if !layout.Ordered(k, p) {
				continue
			}
			for suffix, expression := range indexExpressions(p) {
				name := fmt.Sprintf("%s%d_%s%s", indexPrefix, c.number(k), p.Name, suffix)
				wanted[name] = &index{p, fmt.Sprintf("CREATE INDEX %s ON node (%s) WHERE kind = %d", name, expression, c.number(k))}
			}
		}
	}
	return wanted
}

// hasIndexes reports whether the indexes present are those wanted.
func hasIndexes(present map[string]string, wanted map[string]*index) bool {
	for name, x := range wanted {
		if present[name] != x.text {
			return false
		}
	}
	return len(present) == len(wanted)
}

// indexExpressions returns what a property's indexes are on, by the end of
// their names. It spells as queries do, without which no index is used.
func indexExpressions(p *kg.Property) map[string]string {
	if p.Type != kg.TypeLocalized {
		return map[string]string{"": fragment.Commas(sortColumns(p, "props", "keys", ""))}
	}
	expressions := map[string]string{}
	for _, language := range kg.OrderLanguages {
		expressions["_"+language] = fragment.Commas(sortColumns(p, "props", "keys", language))
	}
	return expressions
}

// sortColumns returns the expressions that a property is sorted by: the amount
// of money after its currency, the collation key of localised text, otherwise
// the value.
func sortColumns(p *kg.Property, props, keys, language string) []string {
	switch p.Type {
	case kg.TypeMoney:
		return []string{extract(props, p.Name+"[0]"), extract(props, p.Name+"[1]")}
	case kg.TypeLocalized:
		return []string{extract(keys, p.Name+"."+language)}
	default:
		return []string{extract(props, p.Name)}
	}
}

// extract returns the expression for what stands at a path in a JSON column.
func extract(column, path string) string { return "json_extract(" + column + ", '$." + path + "')" }

// presentIndexes returns the model's indexes that a store has.
func presentIndexes(ctx context.Context, ses *session) (map[string]string, error) {
	present := map[string]string{}
	err := ses.query(ctx, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name GLOB '"+indexPrefix+"*'", nil,
		func(rows *sql.Rows) error {
			var name, text string
			err := rows.Scan(&name, &text)
			present[name] = text
			return err
		})
	return present, err
}

// migrateIndexes makes the model's indexes and drops those it no longer has.
func migrateIndexes(ctx context.Context, ses *session, c *catalog) error {
	present, err := presentIndexes(ctx, ses)
	if err != nil {
		return err
	}
	wanted := c.wantedIndexes()
	for _, name := range slices.Sorted(maps.Keys(present)) {
		if x := wanted[name]; x == nil || x.text != present[name] {
			delete(present, name)
			if err := ses.script(ctx, "DROP INDEX "+name); err != nil {
				return err
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		if present[name] == "" {
			if err := ses.script(ctx, wanted[name].text); err != nil {
				return err
			}
		}
	}
	return setStatistics(ctx, ses, c)
}
