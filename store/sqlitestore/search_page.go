package sqlitestore

import (
	"database/sql"
	"slices"

	"innograph/kg"
	"innograph/kg/text"
	"innograph/store/fragment"
	"innograph/store/query"
)

// search reads a page of the nodes that a text finds: band by band, the best first,
// until it is full. Every band is a statement of the same text, which reads no more
// than the page still lacks, in the order in which the index has it.
func (r *reading) search(f *kg.Search, selection *kg.Selection) (*kg.Level, error) {
	level := query.NewLevel(1)
	rows := &shape{catalog: r.catalog, place: true}
	found, err := r.statement().finding(f)
	if err != nil {
		return nil, err
	}
	if err := rows.wantNodes(selection, nil); err != nil {
		return nil, err
	}
	if f.Page.Limit > 0 && !found.empty {
		opposite, err := r.opposite(found)
		if err != nil {
			return nil, err
		}
		if err := r.bands(found, rows, level); err != nil {
			return nil, err
		}
		level.Rows, level.Pages[0] = query.Cut(level.Rows, &f.Page, opposite)
	}
	if err := r.budget.Spend(len(level.Rows)); err != nil {
		return nil, err
	}
	level.Offsets = append(level.Offsets, len(level.Rows))
	if f.Total && !found.empty {
		level.Pages[0].Total, err = r.total(found.statement, found.fresh().total())
	}
	return level, err
}

// bands reads the rows of a page, and one more to tell that there are more, in the
// direction in which the page is cut.
func (r *reading) bands(f *finding, rows *shape, level *kg.Level) error {
	bands := f.matcher.bands()
	if f.search.Page.Last {
		slices.Reverse(bands)
	}
	for _, b := range bands {
		left := f.search.Page.Limit + 1 - len(level.Rows)
		if left == 0 {
			return nil
		}
		text := f.fresh().band(&b, left, rows)
		if text == "" {
			continue
		}
		err := r.session.query(r.ctx, text, f.args, func(found *sql.Rows) error {
			var json string
			if err := found.Scan(&json); err != nil {
				return err
			}
			return rows.rows(json, 0, func(row *kg.Row) error {
				b.score(row, f.search.Page.Keys)
				level.Rows = append(level.Rows, *row)
				return nil
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// score tells a row's score from its place.
func (b *band) score(row *kg.Row, key bool) {
	row.Score = int64(text.Score(b.points, int(row.Score>>placeBits)))
	if key {
		row.Key = []kg.Value{kg.Int(row.Score)}
	}
}

// band returns the statement of the rows of a band, or "" where the cursors leave
// none.
func (f *finding) band(b *band, limit int, rows *shape) string {
	after, ok := b.from(f.after, f.arg, " > ")
	before, within := b.to(f.before, f.arg, " < ")
	if !ok || !within {
		return ""
	}
	order := " ORDER BY f.rowid"
	if f.search.Page.Last {
		order += " DESC"
	}
	return "SELECT json_group_array(json_array(" + fragment.Commas(append(rows.nodeColumns("n"), "t.place")) + ")) FROM (SELECT f.rowid AS place" +
		f.from(b.match, after, before) + order + " LIMIT " + f.arg(limit) + ") t" +
		" CROSS JOIN node n ON n.number = " + numberOf("t.place")
}

// opposite reads whether rows lie at or beyond the cursor the page starts from.
func (r *reading) opposite(f *finding) (bool, error) {
	page := &f.search.Page
	at, sign := f.after, " <= "
	if page.Last {
		at, sign = f.before, " >= "
	}
	if at == nil || !page.Opposite {
		return false, nil
	}
	beyond := f.matcher.over(at.points)
	if page.Last {
		beyond = f.matcher.under(at.points)
	}
	f.fresh()
	var found []string
	if band := f.matcher.band(at.points); band != "" {
		found = append(found, "EXISTS (SELECT 1"+f.from(band, "f.rowid"+sign+f.arg(at.place))+")")
	}
	if beyond != "" {
		found = append(found, "EXISTS (SELECT 1"+f.from(beyond)+")")
	}
	if len(found) == 0 {
		return false, nil
	}
	n, err := r.total(f.statement, "SELECT "+fragment.Join("OR", found))
	return n == 1, err
}
