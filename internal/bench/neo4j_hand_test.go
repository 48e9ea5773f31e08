package bench

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"innograph/internal/neo4jtest"
	"innograph/internal/neo4jtest/launcher"
	"innograph/kg"
	"innograph/model"
)

// A cypherHand answers questions by Cypher that was written for each of them alone,
// sent through the driver that the store uses: one statement, one round trip, lists.
type cypherHand struct{ driver neo4j.DriverWithContext }

func connectHand(tb testing.TB, a launcher.Address) *cypherHand {
	tb.Helper()
	return &cypherHand{neo4jtest.Driver(tb, a, func(c *config.Config) { c.TelemetryDisabled = true })}
}

// run sends a statement and takes all records.
func (h *cypherHand) run(ctx context.Context, text string, parameters map[string]any) ([]*neo4j.Record, error) {
	session := h.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead, DatabaseName: launcher.Database})
	defer func() { _ = session.Close(ctx) }()
	result, err := session.Run(ctx, text, parameters)
	if err != nil {
		return nil, err
	}
	return result.Collect(ctx)
}

// rows is a statement each of whose records is a row.
func (h *cypherHand) rows(text string, limits []int, parameters map[string]any) attempt {
	return h.tells(text, parameters, func(records []*neo4j.Record) []string { return page(listOf(records), limits...) })
}

// values is a statement whose records are told as they are.
func (h *cypherHand) values(text string, parameters map[string]any) attempt {
	return h.tells(text, parameters, func(records []*neo4j.Record) []string {
		var told []string
		for _, r := range records {
			told = append(told, fmt.Sprint(r.Values...))
		}
		return told
	})
}

func (h *cypherHand) tells(text string, parameters map[string]any, tell func([]*neo4j.Record) []string) attempt {
	return func(ctx context.Context) (func() []string, error) {
		records, err := h.run(ctx, text, parameters)
		return func() []string { return tell(records) }, err
	}
}

func listOf(records []*neo4j.Record) []any {
	list := make([]any, len(records))
	for i, r := range records {
		list[i] = r.Values
	}
	return list
}

// The values of nodes and edges, as they are stored.
const (
	cypherAchievement  = "%[1]s.id, %[1]s._title_exact, %[1]s.stage, %[1]s.trl, %[1]s.completedOn, %[1]s.askPrice_currency, %[1]s._askPrice_exact, %[1]s.registrationNo"
	cypherPerson       = "%[1]s.id, %[1]s._name_exact, %[1]s.orcid, %[1]s.academicTitle, %[1]s.talentTier"
	cypherOrganisation = "%[1]s.id, %[1]s._name_exact, %[1]s.foundedOn, %[1]s.status"
	cypherProject      = "%[1]s.id, %[1]s._title_exact, %[1]s.number, %[1]s.amount_currency, %[1]s._amount_exact, %[1]s.from"
	cypherStay         = "%[1]s.id, %[1]s.role, %[1]s.from, %[1]s.to"
	cypherContribution = "%[1]s.id, %[1]s.rank, %[1]s.contribution"
	cypherParticipant  = "%[1]s.id, %[1]s.role, %[1]s.amount_currency, %[1]s._amount_exact"
)

// of names a variable in a list of values.
func of(values, variable string) string { return fmt.Sprintf(values, variable) }

// A cypherHop is a page below another in one nested statement. It is read out of the
// index of places, as the layout offers it.
type cypherHop struct {
	relation, place string // the edges, and the end they are found by: out or in
	limit           int
	edge, node      string
}

// page returns the clauses that work out a page below a node, whose number an
// expression gives and which a variable in it stands for, as a list named rows. What is
// below each row of it is worked out by further clauses and has a value in the row.
func (hop *cypherHop) page(from, number string, depth int, further, value string) (clauses, rows string) {
	r, n := fmt.Sprint("r", depth), fmt.Sprint("n", depth)
	rows = fmt.Sprint("rows", depth)
	end, pattern := "_to", "()<-["+r+":"+hop.relation+"]-("+n+")"
	if hop.place == "_out" {
		end, pattern = "_from", "()-["+r+":"+hop.relation+"]->("+n+")"
	}
	return " CALL (" + from + ") { MATCH " + pattern + " USING INDEX " + r + ":" + hop.relation + "(" + end + ", " + hop.place + ")" +
		" WHERE " + r + "." + end + " = " + number + " AND " + r + "." + hop.place + " > '' AND " + r + "._level <= 0" +
		fmt.Sprintf(" WITH %s, %s ORDER BY %s.%s, %s.%s LIMIT %d", r, n, r, end, r, hop.place, hop.limit+1) + further +
		" RETURN collect([" + n + "._number, " + of(hop.edge, r) + ", " + of(hop.node, n) + value + "]) AS " + rows + " }", rows
}

// nested returns the clauses that work out the pages below a variable, as deep as
// there are hops, and what they are named.
func nested(from string, depth int, hops []cypherHop) (clauses, rows string) {
	if len(hops) == 0 {
		return "", ""
	}
	further, value := nested(fmt.Sprint("n", depth), depth+1, hops[1:])
	if value != "" {
		value = ", " + value
	}
	return hops[0].page(from, from+"._number", depth, further, value)
}

// trees are the hops of the nested questions.
func trees() (wide, deep []cypherHop) {
	deep = []cypherHop{
		{model.RelAffiliatedWith, "_in", treeDeep[1], cypherStay, cypherPerson},
		{model.RelContributedTo, "_out", treeDeep[2], "%[1]s.id, %[1]s.rank", cypherAchievement},
		{model.RelResultOf, "_out", treeDeep[3], "%[1]s.id", cypherProject},
		{model.RelParticipatedIn, "_in", treeDeep[4], cypherParticipant, cypherOrganisation},
	}
	wide = append(wide, deep[:2]...)
	wide[0].limit, wide[1].limit = treeWide[1], treeWide[2]
	return wide, deep
}

// tree returns the one statement of a nested question.
func tree(hops []cypherHop) string {
	clauses, rows := nested("n0", 1, hops)
	return "UNWIND $ids AS id MATCH (n0:Node {id: id}) WHERE n0._level <= 0" + clauses + " RETURN " + of(cypherOrganisation, "n0") + ", " + rows
}

// read returns the hand-written answers to the questions, by name.
func (h *cypherHand) read(tb testing.TB) map[string]attempt {
	tb.Helper()
	ids := func(ids ...kg.ID) map[string]any {
		list := make([]any, len(ids))
		for i, id := range ids {
			list[i] = string(id)
		}
		return map[string]any{"ids": list}
	}
	achievement, organisation := of(cypherAchievement, "n"), of(cypherOrganisation, "n")
	all := map[string]attempt{
		"node by id": h.rows("MATCH (n:Node {id: $id}) WHERE n._level <= 0 RETURN "+achievement, []int{1}, map[string]any{"id": "Achievement_seed.3"}),
		"node by identifier": h.rows("MATCH (:Identifier {scheme: 'orcid', value: $value})<-[:HAS_IDENTIFIER]-(n:Node) WHERE n._level <= 0 RETURN "+of(cypherPerson, "n"),
			[]int{1}, map[string]any{"value": orcid(5)}),
		"list of 20, filter and order": h.rows("MATCH (n:Achievement) USING INDEX n:Achievement(completedOn, _number) WHERE n.completedOn IS NOT NULL AND n._number IS NOT NULL AND n._level <= 0 AND n.stage = $stage AND n.trl >= $trl"+
			" WITH n ORDER BY n.completedOn DESC, n._number LIMIT 21 RETURN "+achievement, []int{20}, map[string]any{"stage": "MATURE", "trl": 8}),
		"list of a role, filter and order": h.rows("MATCH (n:Organisation) USING INDEX n:Organisation(_name_zh, _number) WHERE n._name_zh IS NOT NULL AND n._number IS NOT NULL AND n._level <= 0 AND n.ownership = $ownership"+
			" WITH n ORDER BY n._name_zh, n._number LIMIT 21 RETURN labels(n), "+organisation, []int{20}, map[string]any{"ownership": "PRIVATE"}),
		"total of a list with a filter": h.values("MATCH (n:Achievement) WHERE n._level <= 0 AND n.convertible = true RETURN count(*)", nil),
		"total of 10000 edges":          h.total(),
	}
	const page = "MATCH (p:Node {id: $id}) WHERE p._level <= 0 CALL (p) { MATCH (p)<-[r:CONTRIBUTED_TO]-(n:Person) WHERE r._level <= 0"
	contributor := of(cypherContribution, "r") + ", " + of(cypherPerson, "n")
	ranked := []cypherHop{{model.RelContributedTo, "_in", 10, cypherContribution, cypherPerson}}
	clauses, rows := nested("p", 1, ranked)
	for _, d := range degrees {
		parameters := map[string]any{"id": string(crowded(d))}
		all[fmt.Sprintf("10 of %d, default order", d)] = h.rows("MATCH (p:Node {id: $id}) WHERE p._level <= 0"+clauses+" RETURN "+of(cypherAchievement, "p")+", "+rows, []int{1, 10}, parameters)
		all[fmt.Sprintf("10 of %d, another order", d)] = h.rows(page+" WITH r, n ORDER BY n._academicTitle_key, n._number, r._number LIMIT 11 RETURN collect(["+contributor+"]) AS rows } RETURN "+
			of(cypherAchievement, "p")+", rows", []int{1, 10}, parameters)
	}
	all["10 after 8000 of 10000"] = h.rows("MATCH (p:Node {id: $id}) WHERE p._level <= 0"+strings.Replace(clauses, "> ''", "> $after", 1)+" RETURN "+of(cypherAchievement, "p")+", "+rows,
		[]int{1, 10}, map[string]any{"id": string(crowded(10_000)), "after": h.place(tb, 7999)})
	wide, deep := trees()
	all["three levels"] = h.rows(tree(wide), treeWide, ids(first(model.KindInstitution, treeWide[0])...))
	all["five levels"] = h.rows(tree(deep), treeDeep, ids(first(model.KindInstitution, treeDeep[0])...))
	for _, text := range searches {
		all["search for "+text] = h.search(text)
	}
	return all
}

// place is that of a contributor of the most crowded achievement.
func (h *cypherHand) place(tb testing.TB, rank int) any {
	tb.Helper()
	records, err := h.run(tb.Context(), "MATCH (:Node {id: $id})<-[r:CONTRIBUTED_TO {rank: $rank}]-() RETURN r._in", map[string]any{"id": string(crowded(10_000)), "rank": rank})
	if err != nil || len(records) != 1 {
		tb.Fatalf("%d contributors have rank %d, %v", len(records), rank, err)
	}
	return records[0].Values[0]
}

func (h *cypherHand) total() attempt {
	return h.tells("MATCH (n:Node {id: $id}) WHERE n._level <= 0 RETURN n.id, COUNT { (n)<-[r:CONTRIBUTED_TO]-() WHERE r._level <= 0 }", map[string]any{"id": string(crowded(10_000))},
		func(records []*neo4j.Record) []string {
			return []string{fmt.Sprint(records[0].Values[0]), fmt.Sprint(records[0].Values[1])}
		})
}

// search asks the index of words for its own best.
func (h *cypherHand) search(text string) attempt {
	match := map[string]string{"储能": `"储能"`, "energy storage": "+energy +storage*", "Qihege": "qihege*"}[text]
	var fields []string
	for weight := 3; weight > 0; weight-- {
		fields = append(fields, fmt.Sprintf("_w%d:(%s)^%d", weight, match, weight))
	}
	return h.rows("CALL db.index.fulltext.queryNodes('innograph_words', $match) YIELD node AS n, score WHERE n._level <= 0 AND (n:Achievement OR n:Enterprise)"+
		" WITH n, score LIMIT 21 RETURN n.id, CASE WHEN n:Achievement THEN n._title_exact ELSE n._name_exact END, CASE WHEN n:Achievement THEN n.stage ELSE n.status END, score",
		[]int{20}, map[string]any{"match": strings.Join(fields, " ")})
}

// grouped counts achievements by stage, with statistics of their readiness.
func (h *cypherHand) grouped() attempt {
	return h.tells("MATCH (n:Achievement) WHERE n._level <= 0 RETURN n.stage AS stage, count(*) AS members, count(n.trl), count(DISTINCT n.trl), sum(n.trl), min(n.trl), max(n.trl), percentileDisc(n.trl, 0.5)"+
		" ORDER BY members DESC, stage", nil, func(records []*neo4j.Record) []string {
		var told []string
		for _, r := range records {
			told = append(told, fmt.Sprint(r.Values))
		}
		return told
	})
}

// expand reads the edges at the nodes of a frontier.
func (h *cypherHand) expand(f *kg.Frontier) attempt {
	return h.tells("UNWIND $nodes AS number MATCH (a:Node {_number: number})-[r]-(b:Node) WHERE r._level <= 0"+
		" RETURN number, collect([b._number, r._number, type(r), labels(b), r._from = number])", map[string]any{"nodes": f.Nodes},
		func(records []*neo4j.Record) []string {
			var told []string
			for _, r := range records {
				for _, e := range r.Values[1].([]any) {
					told = append(told, fmt.Sprint(e.([]any)[:2]...))
				}
			}
			return told
		})
}

// scan reads all nodes and then all edges, whole, in the order of their numbers.
func (h *cypherHand) scan() attempt {
	each := func(ctx context.Context, text string) ([]string, error) {
		session := h.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead, DatabaseName: launcher.Database})
		defer func() { _ = session.Close(ctx) }()
		result, err := session.Run(ctx, text, nil)
		if err != nil {
			return nil, err
		}
		var ids []string
		for result.Next(ctx) {
			ids = append(ids, result.Record().Values[0].(string))
		}
		return ids, result.Err()
	}
	return func(ctx context.Context) (func() []string, error) {
		nodes, err := each(ctx, "MATCH (n:Node) WHERE n._number > 0 RETURN n.id, labels(n), properties(n), COLLECT { MATCH (n)-[:HAS_IDENTIFIER]->(i) RETURN [i.scheme, i.value] } ORDER BY n._number")
		if err != nil {
			return nil, err
		}
		edges, err := each(ctx, "MATCH (a:Node)-[r]->(b:Node) RETURN r.id, type(r), a.id, b.id, properties(r) ORDER BY r._number")
		return func() []string { return append(nodes, edges...) }, err
	}
}
