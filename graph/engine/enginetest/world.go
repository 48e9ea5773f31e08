package enginetest

import (
	"time"

	"innograph/kg"
)

// World is a few people, organisations and projects: enough for each rule to
// show, and few enough to know by heart. Carol lacks `active`, which the schema
// requires; p3, Dan and one stay are not public.
func World() *kg.Changeset {
	registered := kg.Registered
	return &kg.Changeset{
		At: time.Date(2024, 5, 6, 7, 8, 9, 123456000, time.UTC),
		Nodes: []kg.NodeChange{
			node("Institution", "neu", "name", both("东北大学", "Northeastern University"), "ror", kg.Text("03awzbc87"),
				"foundedOn", date("1923"), "sort", kg.Symbol("UNIVERSITY")),
			node("Institution", "met", "name", both("冶金学院", "School of Metallurgy"), "sort", kg.Symbol("SCHOOL")),
			node("Institution", "imr", "name", both("金属研究所", "Institute of Metal Research"), "ror", kg.Text("03et2fh60"),
				"foundedOn", date("1953-05"), "sort", kg.Symbol("INSTITUTE")),
			node("Company", "ansteel", "name", kg.Localized(map[string]string{"zh": "鞍钢"}), "capital", money("CNY", "26000000000"),
				"foundedOn", date("1948-12-26"), "sectors", kg.ListOf(kg.Symbol("STEEL"), kg.Symbol("CHEMISTRY"))),
			node("Company", "neusoft", "name", kg.Localized(map[string]string{"en": "Neusoft \"东软\""}), "sectors", kg.ListOf(kg.Symbol("SOFTWARE"))),
			node("Person", "ann", "name", both("安娜", "Ann"), "orcid", kg.Text("0000-0001"), "active", kg.Bool(true), "papers", kg.Int(12),
				"aliases", kg.Texts("A. Ann", "Anna\tA."), "language", kg.Text("zh"), "homepage", kg.URL("https://example.org/?a=1&b=<2>")),
			node("Person", "bob", "name", kg.Localized(map[string]string{"en": "Bob"}), "orcid", kg.Text("0000-0002"), "active", kg.Bool(false), "papers", kg.Int(3)),
			node("Person", "carol", "name", kg.Localized(map[string]string{"fr": "Carole"}), "papers", kg.Int(3)),
			hide(node("Person", "dan", "name", both("丹", "Dan"), "active", kg.Bool(true)), &registered),
			node("Project", "p1", "title", kg.Text("Alloys"), "programme", kg.Text("NSFC"), "number", kg.Int(1), "budget", money("CNY", "1200000.50"),
				"rate", decimal("0.25"), "signedAt", instant("2023-01-02T03:04:05.5Z"), "summary", kg.Text("Long.\nVery long.")),
			node("Project", "p2", "title", kg.Text("Robots"), "programme", kg.Text("NSFC"), "number", kg.Int(2), "rate", decimal("1"),
				"budget", money("EUR", "90.10"), "continues", kg.Reference("Project_p1")),
			hide(node("Project", "p3", "title", kg.Text("Secret"), "programme", kg.Text("973"), "number", kg.Int(1)), &registered),
		},
		Edges: []kg.EdgeChange{
			edge("PART_OF", "Institution_met", "Institution_neu"),
			edge("AFFILIATED_WITH", "Person_ann", "Institution_neu", "role", kg.Text("student"), "from", date("2010-09"), "to", date("2014-07")),
			edge("AFFILIATED_WITH", "Person_ann", "Institution_neu", "role", kg.Text("professor"), "from", date("2020")),
			edge("AFFILIATED_WITH", "Person_ann", "Company_ansteel", "role", kg.Text("adviser"), "from", date("2021-03-01"), "to", date("2023-03-01")),
			edge("AFFILIATED_WITH", "Person_bob", "Institution_neu", "role", kg.Text("professor")),
			edge("AFFILIATED_WITH", "Person_carol", "Institution_imr", "role", kg.Text("director"), "from", date("2019")),
			hideEdge(edge("AFFILIATED_WITH", "Person_carol", "Company_ansteel", "role", kg.Text("spy")), &registered),
			edge("AFFILIATED_WITH", "Person_dan", "Institution_neu", "role", kg.Text("professor")),
			edge("TAKES_PART_IN", "Institution_neu", "Project_p1", "rank", kg.Int(2), "share", decimal("0.4"),
				"amount", money("CNY", "400000"), "task", both("炼", "Melting")),
			edge("TAKES_PART_IN", "Company_ansteel", "Project_p1", "rank", kg.Int(1), "share", decimal("0.6"), "task", both("轧", "Rolling")),
			edge("TAKES_PART_IN", "Institution_imr", "Project_p2", "task", both("测", "Testing")),
			edge("TAKES_PART_IN", "Institution_neu", "Project_p2", "rank", kg.Int(1), "task", both("造", "Building")),
			edge("LED_BY", "Project_p1", "Person_ann", "from", date("2023-01-01"), "to", date("2024-01-01")),
			edge("LED_BY", "Project_p2", "Person_carol"),
			edge("BACKED_BY", "Project_p1", "Company_ansteel"),
			edge("BACKED_BY", "Project_p1", "Person_bob"),
			edge("BACKED_BY", "Project_p2", "Institution_imr"),
			edge("BACKED_BY", "Project_p3", "Company_ansteel"),
		},
	}
}

func node(kind, key string, properties ...any) kg.NodeChange {
	id := kg.NodeID(kind, key)
	return kg.NodeChange{
		ID: id, Kind: kind, Properties: pairs(properties),
		Identifiers: []kg.Identifier{{Scheme: "test", Value: key}},
		Provenance: []kg.Assertion{
			{Source: "test", SourceRecordID: key, Method: "HARVESTED", Properties: []string{"name", "title"}},
			{Source: "guess", Method: "INFERRED", Confidence: "0.5", Validated: true, ValidatedOn: "2024-02-03"},
		},
	}
}

func edge(relation string, from, to kg.ID, properties ...any) kg.EdgeChange {
	return kg.EdgeChange{
		Relation: relation, From: from, To: to, Properties: pairs(properties),
		Provenance: []kg.Assertion{{Source: "test", Method: "DECLARED"}},
	}
}

func hide(c kg.NodeChange, v *kg.Visibility) kg.NodeChange {
	c.Visibility = v
	return c
}

func hideEdge(c kg.EdgeChange, v *kg.Visibility) kg.EdgeChange {
	c.Visibility = v
	return c
}

func pairs(list []any) map[string]kg.Value {
	m := map[string]kg.Value{}
	for i := 0; i < len(list); i += 2 {
		m[list[i].(string)] = list[i+1].(kg.Value)
	}
	return m
}

func both(chinese, english string) kg.Value {
	return kg.Localized(map[string]string{"zh": chinese, "en": english})
}

func date(s string) kg.Value             { return sure(kg.ParseDate(s)) }
func decimal(s string) kg.Value          { return sure(kg.ParseDecimal(s)) }
func instant(s string) kg.Value          { return sure(kg.ParseInstant(s)) }
func money(code, amount string) kg.Value { return sure(kg.ParseMoney(code, amount)) }

// sure returns a value that is written right in this file.
func sure(v kg.Value, err error) kg.Value {
	if err != nil {
		panic(err)
	}
	return v
}
