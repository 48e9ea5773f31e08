package bench

import (
	"fmt"

	"innograph/kg"
	"innograph/model"
)

// A question is a query of the port that is asked of every engine.
type question struct {
	name  string
	query kg.Query
}

// The properties that questions ask for.
var (
	ofAchievement  = map[string][]string{model.KindAchievement: {"title", "stage", "trl", "completedOn", "askPrice", "registrationNo"}}
	ofPerson       = map[string][]string{model.KindPerson: {"name", "orcid", "academicTitle", "talentTier"}}
	ofInstitution  = map[string][]string{model.KindInstitution: {"name", "foundedOn", "status"}}
	ofProject      = map[string][]string{model.KindProject: {"title", "number", "amount", "from"}}
	ofOrganisation = func() map[string][]string {
		all := map[string][]string{}
		for _, k := range organisations {
			all[k] = []string{"name", "foundedOn", "status"}
		}
		return all
	}()
)

// organisations are the kinds of the role.
var organisations = []string{model.KindInstitution, model.KindEnterprise, model.KindInvestor, model.KindLaboratory, model.KindServicePlatform}

// degrees are how many contributors the crowded achievements have.
var degrees = []int{20, 1000, 10_000}

// crowded is the id of the achievement with so many contributors.
func crowded(degree int) kg.ID {
	return kg.NodeID(model.KindAchievement, fmt.Sprintf("bench.%d", degree))
}

// searches are texts that many nodes have, and one.
var searches = []string{"储能", "energy storage", "Qihege"}

// rare is the search that finds one.
const rare = "search for Qihege"

func compare(property string, op kg.Op, values ...kg.Value) kg.Filter {
	return kg.Compare{Property: property, Op: op, Values: values}
}

// contributors is a page of the people who have contributed to achievements.
func contributors(order ...kg.Order) kg.Hop {
	return kg.Hop{Relations: []string{model.RelContributedTo}, Direction: kg.In, Order: order, Page: kg.Page{Limit: 10, Keys: true},
		EdgeProperties: map[string][]string{model.RelContributedTo: {"rank", "contribution"}}, Select: kg.Selection{Properties: ofPerson}}
}

// along is a page of a hop to what is below.
func along(relation string, direction kg.Direction, limit int, edge []string, properties map[string][]string, below ...kg.Hop) kg.Hop {
	h := kg.Hop{Relations: []string{relation}, Direction: direction, Page: kg.Page{Limit: limit},
		Select: kg.Selection{Properties: properties, Hops: below}}
	if edge != nil {
		h.EdgeProperties = map[string][]string{relation: edge}
	}
	return h
}

func fromIDs(ids []kg.ID, properties map[string][]string, below ...kg.Hop) kg.Query {
	return kg.Query{Start: kg.Start{IDs: ids}, Select: kg.Selection{Properties: properties, Hops: below}}
}

// first returns the ids of the first nodes of a kind.
func first(kind string, n int) []kg.ID {
	ids := make([]kg.ID, n)
	for i := range ids {
		ids[i] = kg.NodeID(kind, fmt.Sprintf("seed.%d", i+1))
	}
	return ids
}

var (
	stay     = []string{"role", "from", "to"}
	ranked   = []string{"rank"}
	partOf   = []string{"role", "amount"}
	noFacts  []string
	treeWide = []int{8, 6, 5}       // 8 institutions, 6 of the staff of each, 5 achievements of each of these
	treeDeep = []int{4, 5, 4, 3, 3} // and, of fewer, 3 projects each and 3 participants of each
	byTitle  = kg.Order{Property: "academicTitle"}
)

// reads are the questions that Read answers.
func reads() []question {
	list := func(l kg.List, properties map[string][]string) kg.Query {
		return kg.Query{Start: kg.Start{List: &l}, Select: kg.Selection{Properties: properties}}
	}
	all := []question{
		{"node by id", fromIDs([]kg.ID{"Achievement_seed.3"}, ofAchievement)},
		{"node by identifier", kg.Query{Start: kg.Start{Identifiers: []kg.Identifier{{Scheme: "orcid", Value: orcid(5)}}}, Select: kg.Selection{Properties: ofPerson}}},
		{"list of 20, filter and order", list(kg.List{Kinds: []string{model.KindAchievement}, Page: kg.Page{Limit: 20, Keys: true},
			Filter: kg.And{compare("stage", kg.OpEq, kg.Symbol("MATURE")), compare("trl", kg.OpGte, kg.Int(8))},
			Order:  []kg.Order{{Property: "completedOn", Descending: true}}}, ofAchievement)},
		{"list of a role, filter and order", list(kg.List{Kinds: organisations, Page: kg.Page{Limit: 20, Keys: true},
			Filter: compare("ownership", kg.OpEq, kg.Symbol("PRIVATE")), Order: []kg.Order{{Property: "name", Language: "zh"}}}, ofOrganisation)},
		{"total of a list with a filter", list(kg.List{Kinds: []string{model.KindAchievement}, Filter: compare("convertible", kg.OpEq, kg.Bool(true)), Total: true}, nil)},
	}
	for _, d := range degrees {
		all = append(all, question{fmt.Sprintf("10 of %d, default order", d), fromIDs([]kg.ID{crowded(d)}, ofAchievement, contributors())})
	}
	for _, d := range degrees {
		all = append(all, question{fmt.Sprintf("10 of %d, another order", d), fromIDs([]kg.ID{crowded(d)}, ofAchievement, contributors(byTitle))})
	}
	counted := contributors()
	counted.Page, counted.Total = kg.Page{}, true
	wide := along(model.RelAffiliatedWith, kg.In, treeWide[1], stay, ofPerson,
		along(model.RelContributedTo, kg.Out, treeWide[2], ranked, ofAchievement))
	deep := along(model.RelAffiliatedWith, kg.In, treeDeep[1], stay, ofPerson,
		along(model.RelContributedTo, kg.Out, treeDeep[2], ranked, ofAchievement,
			along(model.RelResultOf, kg.Out, treeDeep[3], noFacts, ofProject,
				along(model.RelParticipatedIn, kg.In, treeDeep[4], partOf, ofInstitution))))
	deep.Select.Hops[0].Select.Hops[0].Select.Hops[0].Select.Properties = ofOrganisation
	further := contributors()
	further.Page.After = &kg.Cursor{Key: []kg.Value{kg.Int(8000)}, Node: 1}
	all = append(all,
		question{"10 after 8000 of 10000", fromIDs([]kg.ID{crowded(10_000)}, ofAchievement, further)},
		question{"total of 10000 edges", fromIDs([]kg.ID{crowded(10_000)}, nil, counted)},
		question{"three levels", fromIDs(first(model.KindInstitution, treeWide[0]), ofInstitution, wide)},
		question{"five levels", fromIDs(first(model.KindInstitution, treeDeep[0]), ofInstitution, deep)})
	for _, text := range searches {
		all = append(all, question{"search for " + text, kg.Query{
			Start:  kg.Start{Search: &kg.Search{Text: text, Kinds: []string{model.KindAchievement, model.KindEnterprise}, Page: kg.Page{Limit: 20, Keys: true}}},
			Select: kg.Selection{Properties: map[string][]string{model.KindAchievement: {"title", "stage"}, model.KindEnterprise: {"name", "status"}}}}})
	}
	return all
}

// grouped asks how many achievements there are of each stage, with statistics of
// their readiness.
func grouped() []kg.AggregateQuery {
	return []kg.AggregateQuery{{List: &kg.List{Kinds: []string{model.KindAchievement}}, By: []kg.GroupKey{{Property: "stage"}},
		Measures: []kg.Measure{{Property: "trl"}}, Limit: 100}}
}

// frontier are the nodes whose edges Expand is asked for: numbers that lie together,
// as those of one import do.
func frontier(from int64) *kg.Frontier {
	f := &kg.Frontier{Direction: kg.Both, Limit: 50_000}
	for i := range int64(1000) {
		f.Nodes = append(f.Nodes, from+i)
	}
	return f
}
