package bench

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"innograph/kg"
	"innograph/model"
)

// A byHand answers questions by SQL that was written for each of them alone, sent
// through the driver that the store uses. What it reads it leaves as text.
type sqlHand struct {
	db       *sql.DB
	kind     map[string]int
	relation map[string]int
}

// openHand opens the file of a store as somebody would who reads it beside.
func openHand(tb testing.TB, path string) *sqlHand {
	tb.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(30000)&_pragma=synchronous(FULL)&_pragma=cache_size(-16384)&_pragma=temp_store(MEMORY)")
	if err != nil {
		tb.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	tb.Cleanup(func() {
		if err := db.Close(); err != nil {
			tb.Error(err)
		}
	})
	return &sqlHand{db, numbers(tb, db, "kind"), numbers(tb, db, "relation")}
}

// numbers reads a table of names.
func numbers(tb testing.TB, db *sql.DB, table string) map[string]int {
	tb.Helper()
	rows, err := db.QueryContext(tb.Context(), "SELECT name, number FROM "+table)
	if err != nil {
		tb.Fatal(err)
	}
	defer rows.Close()
	all := map[string]int{}
	for rows.Next() {
		var name string
		var number int
		if err := rows.Scan(&name, &number); err != nil {
			tb.Fatal(err)
		}
		all[name] = number
	}
	if err := rows.Err(); err != nil {
		tb.Fatal(err)
	}
	return all
}

// rows is a statement that has a text in each row. limits are how many rows of a page
// count, those of the statement itself first.
func (h *sqlHand) rows(tb testing.TB, text string, limits []int, args ...any) attempt {
	return h.texts(tb, text, func(texts []string) []string {
		return page(decoded("["+strings.Join(texts, ",")+"]"), limits...)
	}, args...)
}

// texts is a statement that has a text in each row, with what tells its answer.
func (h *sqlHand) texts(tb testing.TB, text string, tell func([]string) []string, args ...any) attempt {
	tb.Helper()
	stmt, err := h.db.PrepareContext(tb.Context(), text)
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	tb.Cleanup(func() { _ = stmt.Close() })
	return func(ctx context.Context) (func() []string, error) {
		rows, err := stmt.QueryContext(ctx, args...)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		var found []string
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				return nil, err
			}
			found = append(found, text)
		}
		return func() []string { return tell(found) }, rows.Err()
	}
}

// values returns the expression of some properties in a document, a list in JSON.
func values(doc string, names ...string) string {
	if len(names) == 1 {
		return "json_array(json_extract(" + doc + ", '$." + names[0] + "'))"
	}
	return "json_extract(" + doc + ", '$." + strings.Join(names, "', '$.") + "')"
}

// paged returns the query for a page of the edges at a node, in their default order.
func (h *sqlHand) paged(depth int, table, relation string, limit int, more string) string {
	return fmt.Sprintf("SELECT edge, other FROM %s WHERE node = n%d.number AND relation = %d AND level <= 0%s ORDER BY sort, other, edge LIMIT %d",
		table, depth-1, h.relation[relation], more, limit+1)
}

// below returns the expression of a page of edges that a query finds: rows of JSON, put
// together as text, for SQLite would read what is JSON within JSON again. The nodes of
// a depth are n with its number.
func below(depth int, found string, edge, node []string, further string) string {
	n, x := fmt.Sprint("n", depth), fmt.Sprint("x", depth)
	columns := []string{quotedID(x + ".id")}
	if edge != nil {
		columns = append(columns, values(x+".props", edge...))
	}
	columns = append(columns, quotedID(n+".id"), values(n+".props", node...))
	if further != "" {
		columns = append(columns, further)
	}
	return "(SELECT '[' || coalesce(group_concat(" + joined(columns) + ", ','), '') || ']' FROM (" + found + ") t" +
		" CROSS JOIN node " + n + " ON " + n + ".number = t.other CROSS JOIN edge " + x + " ON " + x + ".number = t.edge)"
}

// joined returns the expression of a row of JSON whose columns are JSON.
func joined(columns []string) string {
	return "'[' || " + strings.Join(columns, " || ',' || ") + " || ']'"
}

// quotedID returns the expression of an id as JSON. Those of the hub need no escapes.
func quotedID(column string) string { return `'"' || ` + column + ` || '"'` }

const parents = " FROM json_each(?1) p CROSS JOIN node n0 ON n0.id = p.value WHERE n0.visibility <= 0 ORDER BY p.key"

// read returns the hand-written answers to the questions, by name.
func (h *sqlHand) read(tb testing.TB) map[string]attempt {
	achievement, person := ofAchievement[model.KindAchievement], ofPerson[model.KindPerson]
	all := map[string]attempt{
		"node by id": h.rows(tb, "SELECT json_array(id, "+values("props", achievement...)+") FROM node WHERE id = ?1 AND visibility <= 0",
			[]int{1}, "Achievement_seed.3"),
		"node by identifier": h.rows(tb, "SELECT json_array(n.id, "+values("n.props", person...)+
			") FROM identifier i CROSS JOIN node n ON n.number = i.node WHERE i.scheme = 'orcid' AND i.value = ?1 AND n.visibility <= 0", []int{1}, orcid(5)),
		"list of 20, filter and order": h.rows(tb, fmt.Sprintf("SELECT json_array(id, "+values("props", achievement...)+") FROM node WHERE kind = %d AND visibility <= 0"+
			" AND +json_extract(props, '$.stage') = ?1 AND +json_extract(props, '$.trl') >= ?2 ORDER BY json_extract(props, '$.completedOn') DESC, number LIMIT 21", h.kind[model.KindAchievement]),
			[]int{20}, "MATURE", 8),
		"list of a role, filter and order": h.role(tb),
		"total of a list with a filter": h.texts(tb, fmt.Sprintf("SELECT count(*) FROM node WHERE kind = %d AND visibility <= 0 AND json_extract(props, '$.convertible') = 1", h.kind[model.KindAchievement]),
			func(s []string) []string { return s }),
	}
	crowd := func(found string, d int, more ...any) attempt {
		return h.rows(tb, "SELECT "+joined([]string{quotedID("n0.id"), values("n0.props", achievement...), below(1, found, []string{"rank", "contribution"}, person, "")})+
			" FROM node n0 WHERE n0.id = ?1 AND n0.visibility <= 0", []int{1, 10}, append([]any{string(crowded(d))}, more...)...)
	}
	for _, d := range degrees {
		all[fmt.Sprintf("10 of %d, default order", d)] = crowd(h.paged(1, "in_edge", model.RelContributedTo, 10, ""), d)
		all[fmt.Sprintf("10 of %d, another order", d)] = crowd(fmt.Sprintf("SELECT e.edge, e.other FROM in_edge e CROSS JOIN node o ON o.number = e.other WHERE e.node = n0.number AND e.relation = %d AND e.level <= 0"+
			" ORDER BY json_extract(o.props, '$.academicTitle') NULLS LAST, e.other, e.edge LIMIT 11", h.relation[model.RelContributedTo]), d)
	}
	all["10 after 8000 of 10000"] = crowd(h.paged(1, "in_edge", model.RelContributedTo, 10,
		" AND sort > ?2"), 10_000, h.sort(tb, 7999))
	all["total of 10000 edges"] = h.texts(tb, fmt.Sprintf("SELECT json_array(n.id, (SELECT count(*) FROM in_edge WHERE node = n.number AND relation = %d AND level <= 0)) FROM node n WHERE n.id = ?1 AND n.visibility <= 0",
		h.relation[model.RelContributedTo]), func(s []string) []string {
		row, _ := decoded(s[0]).([]any)
		return []string{fmt.Sprint(row[0]), fmt.Sprint(row[1])}
	}, string(crowded(10_000)))
	institution := ofInstitution[model.KindInstitution]
	deep := below(4, h.paged(4, "in_edge", model.RelParticipatedIn, treeDeep[4], ""), partOf, institution, "")
	deep = below(3, h.paged(3, "out_edge", model.RelResultOf, treeDeep[3], ""), nil, ofProject[model.KindProject], deep)
	deep = below(2, h.paged(2, "out_edge", model.RelContributedTo, treeDeep[2], ""), ranked, achievement, deep)
	deep = below(1, h.paged(1, "in_edge", model.RelAffiliatedWith, treeDeep[1], ""), stay, person, deep)
	wide := below(2, h.paged(2, "out_edge", model.RelContributedTo, treeWide[2], ""), ranked, achievement, "")
	wide = below(1, h.paged(1, "in_edge", model.RelAffiliatedWith, treeWide[1], ""), stay, person, wide)
	all["three levels"] = h.rows(tb, "SELECT "+joined([]string{quotedID("n0.id"), values("n0.props", institution...), wide})+parents, treeWide, idList(first(model.KindInstitution, treeWide[0])))
	all["five levels"] = h.rows(tb, "SELECT "+joined([]string{quotedID("n0.id"), values("n0.props", institution...), deep})+parents, treeDeep, idList(first(model.KindInstitution, treeDeep[0])))
	for text, match := range map[string]string{"储能": `"储能"`, "energy storage": `"energy" AND "storage" *`, "Qihege": `"qihege" *`} {
		all["search for "+text] = h.rows(tb, fmt.Sprintf("SELECT json_array(n.id, json_extract(n.props, CASE n.kind WHEN %[1]d THEN '$.title' ELSE '$.name' END), json_extract(n.props, CASE n.kind WHEN %[1]d THEN '$.stage' ELSE '$.status' END))"+
			" FROM (SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY bm25(words, 3, 2, 1, 0)) f CROSS JOIN node n ON n.number = (f.rowid & 72057594037927935) WHERE n.visibility <= 0 LIMIT 21", h.kind[model.KindAchievement]),
			[]int{20}, fmt.Sprintf(`({w1 w2 w3} : (%s)) AND kind : ("k%d" OR "k%d")`, match, h.kind[model.KindAchievement], h.kind[model.KindEnterprise]))
	}
	return all
}

// sort is the place of a contributor of the most crowded achievement, or the last that
// there can be.
func (h *sqlHand) sort(tb testing.TB, rank int) []byte {
	var place []byte
	err := h.db.QueryRowContext(tb.Context(), "SELECT coalesce(max(e.sort), x'ff') FROM node n CROSS JOIN edge e ON e.target = n.number WHERE n.id = ?1 AND json_extract(e.props, '$.rank') = ?2",
		string(crowded(10_000)), rank).Scan(&place)
	if err != nil {
		tb.Fatal(err)
	}
	return place
}

// idList returns ids as a JSON array.
func idList(ids []kg.ID) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = `"` + string(id) + `"`
	}
	return "[" + strings.Join(texts, ",") + "]"
}

// role is the list of organisations: a branch for each kind, merged from their
// indexes. As most are private, these are the order's and not the filter's.
func (h *sqlHand) role(tb testing.TB) attempt {
	branches := make([]string, len(organisations))
	for i, k := range organisations {
		branches[i] = fmt.Sprintf("SELECT number, json_extract(keys, '$.name.zh') AS k FROM node WHERE kind = %d AND visibility <= 0 AND +json_extract(props, '$.ownership') = ?1", h.kind[k])
	}
	return h.rows(tb, "SELECT json_array(n.id, "+values("n.props", "name", "foundedOn", "status")+") FROM ("+strings.Join(branches, " UNION ALL ")+
		" ORDER BY k NULLS LAST, number LIMIT 21) t CROSS JOIN node n ON n.number = t.number", []int{20}, "PRIVATE")
}

// grouped counts achievements by stage, with statistics of their readiness.
func (h *sqlHand) grouped(tb testing.TB) attempt {
	return h.texts(tb, fmt.Sprintf("SELECT json_array(stage, count(*), count(trl), count(DISTINCT trl), sum(trl), min(trl), max(trl), max(CASE rank WHEN (size + 1) / 2 THEN trl END))"+
		" FROM (SELECT *, row_number() OVER (PARTITION BY stage ORDER BY trl) AS rank, count(trl) OVER (PARTITION BY stage) AS size"+
		" FROM (SELECT json_extract(props, '$.stage') AS stage, json_extract(props, '$.trl') AS trl FROM node WHERE kind = %d AND visibility <= 0))"+
		" GROUP BY stage ORDER BY count(*) DESC, stage", h.kind[model.KindAchievement]), func(s []string) []string {
		for i := range s {
			s[i] = fmt.Sprint(decoded(s[i]))
		}
		return s
	})
}

// expand reads the edges at the nodes of a frontier.
func (h *sqlHand) expand(tb testing.TB, f *kg.Frontier) attempt {
	list := strings.ReplaceAll(fmt.Sprint(f.Nodes), " ", ",")
	return h.texts(tb, "SELECT json_group_array(json_array(other, edge, kind, relation, out)) FROM (SELECT p.key, e.other, e.edge, n.kind, e.relation, 1 AS out FROM json_each(?1) p CROSS JOIN out_edge e ON e.node = p.value CROSS JOIN node n ON n.number = e.other WHERE e.level <= 0"+
		" UNION ALL SELECT p.key, e.other, e.edge, n.kind, e.relation, 0 FROM json_each(?1) p CROSS JOIN in_edge e ON e.node = p.value CROSS JOIN node n ON n.number = e.other WHERE e.level <= 0 AND e.other <> e.node)"+
		" GROUP BY key ORDER BY key", func(s []string) []string {
		var told []string
		for _, text := range s {
			edges, _ := decoded(text).([]any)
			for _, e := range edges {
				told = append(told, fmt.Sprint(e.([]any)[:2]))
			}
		}
		return told
	}, list)
}

// scan reads all nodes and then all edges, whole.
func (h *sqlHand) scan(tb testing.TB) attempt {
	nodes := h.texts(tb, "SELECT json_array(n.number, n.id, n.kind, n.visibility, n.version, n.created, n.updated, json(n.props), json(l.props), json(n.provenance),"+
		" (SELECT json_group_array(json_array(scheme, value)) FROM identifier WHERE node = n.number)) FROM node n LEFT JOIN node_long l ON l.number = n.number ORDER BY n.number", firstOf)
	edges := h.texts(tb, "SELECT json_array(x.number, x.id, x.relation, s.id, t.id, x.visibility, json(x.props), json(x.provenance)) FROM edge x"+
		" CROSS JOIN node s ON s.number = x.source CROSS JOIN node t ON t.number = x.target ORDER BY x.number", firstOf)
	return func(ctx context.Context) (func() []string, error) {
		toldNodes, err := nodes(ctx)
		if err != nil {
			return nil, err
		}
		toldEdges, err := edges(ctx)
		return func() []string { return append(toldNodes(), toldEdges()...) }, err
	}
}

// firstOf lists the second value of each row, which is its id.
func firstOf(texts []string) []string {
	ids := make([]string, len(texts))
	for i, text := range texts {
		ids[i] = fmt.Sprint(decoded(text).([]any)[1])
	}
	return ids
}
