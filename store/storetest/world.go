package storetest

import "innograph/kg"

// loadWorld fills a store with a small world that has one of everything: all
// forms of values, nulls, parallel edges, loops, hidden nodes and edges.
func loadWorld(s *subject) {
	s.must(kg.Changeset{Actor: "world", Nodes: worldNodes(), Edges: worldEdges()})
	s.must(kg.Changeset{Nodes: []kg.NodeChange{node("Person", "sun", "homepage", kg.URL("https://example.org/sun"))}}) // moved on, apart from the rest
}

// Accents, case, widths, brackets and characters beyond the first plane, with
// what they could be confused with.
func worldNodes() []kg.NodeChange {
	wang := node("Person", "wang", "name", both("王（小）明", "Wang Xiaoming"), "note", kg.Text("（x"), "grade", kg.Symbol("SENIOR"),
		"works", kg.Int(12), "score", decimal("0.5"), "active", kg.Bool(true), "born", date("1970-05"), "seen", instant("2026-01-01T00:00:00Z"),
		"salary", money("CNY", "1000.00"), "homepage", kg.URL("https://example.org/wang"), "mentor", kg.Reference("Person_li"),
		"aliases", kg.Texts("明", "X. Wang"), "grades", kg.ListOf(kg.Symbol("JUNIOR"), kg.Symbol("SENIOR")), "bio", kg.Text(longText))
	wang.Identifiers = []kg.Identifier{{Scheme: "source", Value: "甲/1"}}
	wang.Provenance = []kg.Assertion{{Source: "Source_a", Method: "OBSERVED", Confidence: "1"}}
	robots := node("Laboratory", "robots", "name", both("机器人实验室", "Robotics laboratory"), "uscc", kg.Text("91210100"),
		"level", kg.Symbol("STATE"), "foundedOn", date("1958"), "equipment", money("CNY", "5.00"), "aliases", kg.Texts("SIA"))
	return []kg.NodeChange{
		node("Person", "li", "name", both("李雷", "Li Lei"), "orcid", kg.Text("0000-0002-1825-0097"), "note", kg.Text("𬭊"),
			"grade", kg.Symbol("JUNIOR"), "works", kg.Int(3), "score", decimal("-1.25"), "active", kg.Bool(false), "born", date("1970"),
			"seen", instant("2025-12-31T23:59:59.999999Z"), "salary", money("EUR", "1000.00"), "homepage", kg.URL("https://example.org/Li"),
			"aliases", kg.Texts("李", "明")),
		wang,
		node("Person", "zhao", "name", zh("赵钱"), "note", kg.Text("x"), "works", kg.Int(3), "score", decimal("0.5"), "born", date("1970-05-04"),
			"salary", money("CNY", "-3.00"), "grade", kg.Symbol("SENIOR"), "motto", both("格物", "to see")),
		node("Person", "sun", "name", en("sun"), "note", kg.Text(""), "works", kg.Int(-4), "active", kg.Bool(true), "born", date("1969-12-31"),
			"seen", instant("1969-12-31T23:59:59Z"), "salary", money("CNY", "1000.01"), "mentor", kg.Reference("Person_wang")),
		node("Person", "emile", "name", kg.Localized(map[string]string{"fr": "Émile", "de": "Emil"}), "note", kg.Text("X"), "born", date("1970-06"),
			"motto", kg.Localized(map[string]string{"fr": "voir"}), "grades", kg.ListOf(kg.Symbol("MIDDLE"))),
		node("Person", "bare", "name", en("émile")),
		hide(node("Person", "member", "name", both("会员", "Member"), "works", kg.Int(3), "orcid", kg.Text("0000-0001-5109-3700")), kg.Registered),
		hide(node("Person", "secret", "name", both("秘密", "Secret"), "works", kg.Int(99)), kg.Parties),
		node("Team", "core", "title", kg.Text("Core")),
		node("Team", "core-b", "title", kg.Text("core"), "motto", zh("同")),
		robots,
		node("Laboratory", "sensors", "name", both("传感实验室", "Sensors"), "foundedOn", date("1958-02-03"), "level", kg.Symbol("CITY")),
		hide(node("Laboratory", "hidden", "name", zh("隐")), kg.Parties),
		node("Institution", "neu", "name", both("东北大学", "Northeastern University"), "uscc", kg.Text("1221"), "ror", kg.Text("03awzbc87"),
			"foundedOn", date("1923-04-26"), "students", kg.Int(40000)),
		node("Institution", "dlut", "name", both("大连理工大学", "Dalian University of Technology"), "foundedOn", date("1949-04")),
		node("Project", "arm", "title", kg.Text("Arm"), "number", kg.Text("007"), "amount", money("EUR", "2500000.50"), "from", date("2020"), "to", date("2024"),
			"summary", kg.Text(longText)),
		node("Project", "eye", "title", kg.Text("arm"), "number", kg.Text("7"), "amount", money("CNY", "10.00"), "from", date("2020-01")),
		hide(node("Project", "dark", "title", kg.Text("Dark")), kg.Registered),
		node("Region", "shenyang", "scheme", kg.Text("GBT2260"), "code", kg.Text("21/01"), "title", kg.Text("沈阳")),
		node("Region", "liaoning", "scheme", kg.Text("GBT2260"), "code", kg.Text("21"), "title", kg.Text("辽宁")),
		node("Region", "china", "scheme", kg.Text("ISO3166"), "code", kg.Text("CN"), "title", kg.Text("中国")),
	}
}

func worldEdges() []kg.EdgeChange {
	works := func(who, where kg.ID, role string, dates ...string) kg.EdgeChange {
		c := edge("AFFILIATED_WITH", who, where, "role", kg.Symbol(role))
		for i, name := range []string{"from", "to"}[:len(dates)] {
			if dates[i] != "" {
				c.Properties[name] = date(dates[i])
			}
		}
		return c
	}
	knows := func(a, b kg.ID) kg.EdgeChange { return edge("KNOWS", a, b) }
	takesPart := func(who, what kg.ID, part int64, more ...any) kg.EdgeChange {
		return edge("PARTICIPATED_IN", who, what, append([]any{"part", kg.Int(part)}, more...)...)
	}
	sourced := works("Person_li", "Institution_neu", "LEAD", "2010", "2020")
	sourced.Provenance = []kg.Assertion{{Source: "Source_a", Method: "OBSERVED", Properties: []string{"to"}}}
	return []kg.EdgeChange{
		sourced,
		works("Person_li", "Institution_neu", "LEAD", "2020"), // follows without a gap
		works("Person_li", "Institution_neu", "CORE", ""),
		works("Person_li", "Laboratory_robots", "MEMBER", "2015-03", "2016-02-29"),
		works("Person_wang", "Laboratory_robots", "LEAD", "2015-03-15"),
		works("Person_wang", "Laboratory_hidden", "LEAD", "2016"),
		works("Person_zhao", "Institution_dlut", "CORE", "", "2012"),
		works("Person_secret", "Institution_neu", "LEAD", "2011"),
		hideEdge(works("Person_sun", "Institution_neu", "MEMBER", "2018"), kg.Registered),
		works("Person_member", "Institution_neu", "MEMBER", "2019"),
		takesPart("Institution_neu", "Project_arm", 1, "rank", kg.Int(2), "amount", money("EUR", "10.00")),
		takesPart("Institution_neu", "Project_arm", 2, "rank", kg.Int(1)),
		takesPart("Institution_neu", "Project_eye", 1),
		takesPart("Laboratory_robots", "Project_arm", 1, "rank", kg.Int(2), "amount", money("CNY", "10.00")),
		takesPart("Laboratory_robots", "Project_dark", 1, "rank", kg.Int(0)),
		takesPart("Institution_dlut", "Project_eye", 1, "rank", kg.Int(-1)),
		hideEdge(takesPart("Laboratory_sensors", "Project_arm", 1, "rank", kg.Int(0)), kg.Parties),
		knows("Person_li", "Person_wang"), knows("Person_wang", "Person_li"), knows("Person_wang", "Person_wang"),
		knows("Person_zhao", "Person_li"), knows("Person_li", "Person_secret"), knows("Person_emile", "Person_sun"),
		hideEdge(knows("Person_sun", "Person_li"), kg.Parties),
		edge("HEADED_BY", "Team_core", "Person_li"), edge("HEADED_BY", "Team_core-b", "Person_secret"),
		edge("PART_OF", "Laboratory_robots", "Institution_neu", "from", date("1990"), "to", date("2005-06")),
		edge("PART_OF", "Laboratory_robots", "Institution_dlut", "from", date("2005-06")),
		edge("PART_OF", "Laboratory_sensors", "Laboratory_robots"),
		edge("LOCATED_IN", "Institution_neu", "Region_shenyang"), edge("LOCATED_IN", "Laboratory_robots", "Region_shenyang"),
		edge("LOCATED_IN", "Institution_dlut", "Region_liaoning"),
		edge("WITHIN", "Region_shenyang", "Region_liaoning"), edge("WITHIN", "Region_liaoning", "Region_china"),
		wholeConcern("Person_li", "Project_arm"),
		edge("CONCERNS", "Person_li", "Project_arm", "note", kg.Text("𬭊"), "since", date("2024"), "weight", decimal("2"), "sure", kg.Bool(true),
			"share", money("EUR", "1.00"), "count", kg.Int(-1), "remark", en("Alpha"), "role", kg.Symbol("LEAD")),
		edge("CONCERNS", "Person_li", "Project_eye", "note", kg.Text("x"), "since", date("2024-07-23"), "weight", decimal("2"),
			"remark", zh("阿"), "topics", kg.Texts("y"), "noticed", instant("2026-01-01T00:00:00Z")),
		edge("CONCERNS", "Person_li", "Region_china"),
		edge("CONCERNS", "Team_core", "Project_arm", "since", date("2023-12-31"), "by", kg.Reference("Person_li")),
		edge("CONCERNS", "Project_arm", "Project_eye", "since", date("2024-07"), "source", kg.URL("https://example.org/s")),
		edge("CONCERNS", "Project_arm", "Project_arm", "count", kg.Int(5)),
	}
}
