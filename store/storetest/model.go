package storetest

import "innograph/kg"

// Model returns the model of the contract's cases: small, with every type of
// property and every form of relation a store must know.
func Model() *kg.Model {
	m, err := kg.NewModel(kinds(), roles(), enums(), relations())
	if err != nil {
		panic(err) // the model is a constant; it is wrong for every caller or for none
	}
	return m
}

func enums() []kg.Enum {
	return []kg.Enum{
		{Name: "Visibility", Description: "Who may see it.", Values: kg.Visibilities},
		{Name: "Grade", Description: "A rank of people.", Values: []string{"SENIOR", "MIDDLE", "JUNIOR"}},
		{Name: "Role", Description: "What somebody does somewhere.", Values: []string{"LEAD", "CORE", "MEMBER"}},
		{Name: "Level", Description: "A level of laboratories.", Values: []string{"STATE", "PROVINCE", "CITY"}},
	}
}

func roles() []kg.Role {
	return []kg.Role{
		{Name: "Organisation", Plural: "organisations", Description: "A body.",
			Kinds: []string{"Institution", "Laboratory"}, Properties: organisationProperties()},
		{Name: "Party", Plural: "parties", Description: "Whoever can act.",
			Kinds:      []string{"Person", "Institution", "Laboratory"},
			Properties: []kg.Property{{Name: "name", Type: kg.TypeLocalized, Required: true, Index: true}}},
		{Name: "Subject", Description: "What can concern something.", Union: true,
			Kinds: []string{"Person", "Team", "Project"}},
	}
}

func organisationProperties() []kg.Property {
	return []kg.Property{
		{Name: "name", Type: kg.TypeLocalized, Required: true, Index: true, Search: 3},
		{Name: "aliases", Type: kg.TypeText, List: true, Search: 2},
		{Name: "uscc", Type: kg.TypeText},
		{Name: "foundedOn", Type: kg.TypeDate, Index: true},
	}
}

func kinds() []kg.Kind {
	return []kg.Kind{
		personKind(),
		{Name: "Team", Plural: "teams", Description: "People at work together.", Label: "title",
			Properties: []kg.Property{
				{Name: "title", Type: kg.TypeText, Required: true, Search: 2},
				{Name: "motto", Type: kg.TypeLocalized},
			}},
		{Name: "Institution", Plural: "institutions", Description: "A university or institute.",
			Roles: []string{"Organisation", "Party"}, Label: "name",
			Keys: []kg.Key{
				{Scheme: "uscc", Properties: []string{"uscc"}, Field: "uscc"},
				{Scheme: "ror", Properties: []string{"ror"}, Field: "ror"},
			},
			Properties: append(organisationProperties(),
				kg.Property{Name: "ror", Type: kg.TypeText},
				kg.Property{Name: "students", Type: kg.TypeInt, Index: true},
			)},
		{Name: "Laboratory", Plural: "laboratories", Description: "A laboratory.",
			Roles: []string{"Organisation", "Party"}, Label: "name",
			Keys: []kg.Key{{Scheme: "uscc", Properties: []string{"uscc"}, Field: "uscc"}},
			Properties: append(organisationProperties(),
				kg.Property{Name: "level", Type: kg.TypeEnum, Enum: "Level", Index: true},
				kg.Property{Name: "equipment", Type: kg.TypeMoney},
			)},
		{Name: "Project", Plural: "projects", Description: "A project.", Label: "title",
			Properties: []kg.Property{
				{Name: "title", Type: kg.TypeText, Required: true, Index: true, Search: 3},
				{Name: "number", Type: kg.TypeText, Index: true},
				{Name: "amount", Type: kg.TypeMoney, Index: true},
				{Name: "from", Type: kg.TypeDate, Index: true},
				{Name: "to", Type: kg.TypeDate},
				{Name: "summary", Type: kg.TypeText, Long: true, Search: 1},
			}},
		{Name: "Region", Plural: "regions", Description: "A place.", Label: "title",
			Keys: []kg.Key{{Scheme: "region", Properties: []string{"scheme", "code"}, Field: "code"}},
			Properties: []kg.Property{
				{Name: "scheme", Type: kg.TypeText, Required: true},
				{Name: "code", Type: kg.TypeText, Required: true},
				{Name: "title", Type: kg.TypeText, Required: true},
			}},
	}
}

// personKind has a property of every type.
func personKind() kg.Kind {
	return kg.Kind{Name: "Person", Plural: "people", Description: "A person.",
		Roles: []string{"Party"}, Label: "name",
		Keys: []kg.Key{{Scheme: "orcid", Properties: []string{"orcid"}, Field: "orcid"}},
		Properties: []kg.Property{
			{Name: "name", Type: kg.TypeLocalized, Required: true, Index: true, Search: 3},
			{Name: "orcid", Type: kg.TypeText},
			{Name: "note", Type: kg.TypeText, Index: true},
			{Name: "motto", Type: kg.TypeLocalized, Search: 1},
			{Name: "grade", Type: kg.TypeEnum, Enum: "Grade", Index: true},
			{Name: "works", Type: kg.TypeInt, Index: true},
			{Name: "score", Type: kg.TypeDecimal, Index: true},
			{Name: "active", Type: kg.TypeBool},
			{Name: "born", Type: kg.TypeDate, Index: true},
			{Name: "seen", Type: kg.TypeDateTime},
			{Name: "salary", Type: kg.TypeMoney, Index: true},
			{Name: "homepage", Type: kg.TypeURL},
			{Name: "mentor", Type: kg.TypeID},
			{Name: "aliases", Type: kg.TypeText, List: true, Search: 2},
			{Name: "grades", Type: kg.TypeEnum, Enum: "Grade", List: true},
			{Name: "bio", Type: kg.TypeText, Long: true},
		},
		Traversals: []kg.Traversal{
			{Name: "organisations", Relation: "AFFILIATED_WITH", Direction: kg.Out, Target: "Organisation",
				Kinds: []string{"Institution", "Laboratory"}, Many: true},
			{Name: "knows", Relation: "KNOWS", Direction: kg.Out, Target: "Person", Kinds: []string{"Person"}, Many: true},
			{Name: "knownBy", Relation: "KNOWS", Direction: kg.In, Target: "Person", Kinds: []string{"Person"}, Many: true},
			{Name: "heads", Relation: "HEADED_BY", Direction: kg.In, Target: "Team", Kinds: []string{"Team"}},
		},
	}
}

func relations() []kg.Relation {
	organisations := []string{"Institution", "Laboratory"}
	subjects := []string{"Person", "Team", "Project"}
	return []kg.Relation{
		{Name: "AFFILIATED_WITH", Link: "Affiliation", Description: "Who works where, and when.",
			From: []string{"Person"}, To: organisations, Key: []string{"role", "from"}, Dated: true,
			Properties: []kg.Property{
				{Name: "role", Type: kg.TypeEnum, Enum: "Role", Required: true},
				{Name: "from", Type: kg.TypeDate},
				{Name: "to", Type: kg.TypeDate},
			}},
		{Name: "PARTICIPATED_IN", Link: "Participation", Description: "Who takes part in a project.",
			From: organisations, To: []string{"Project"}, Key: []string{"part"}, OrderBy: "rank", Party: kg.FromEnd,
			Properties: []kg.Property{
				{Name: "part", Type: kg.TypeInt},
				{Name: "rank", Type: kg.TypeInt},
				{Name: "amount", Type: kg.TypeMoney},
			}},
		{Name: "KNOWS", Link: "Acquaintance", Description: "Who knows whom.", From: []string{"Person"}, To: []string{"Person"}},
		{Name: "HEADED_BY", Link: "Headship", Description: "Who heads a team.",
			From: []string{"Team"}, To: []string{"Person"}, ToMax: 1, FromMax: 1, Party: kg.ToEnd},
		{Name: "PART_OF", Link: "Part", Description: "What belongs to what.",
			From: organisations, To: organisations, Key: []string{"from"}, Dated: true, Acyclic: true,
			Properties: []kg.Property{{Name: "from", Type: kg.TypeDate}, {Name: "to", Type: kg.TypeDate}}},
		{Name: "LOCATED_IN", Link: "Location", Description: "Where something is.", From: organisations, To: []string{"Region"}, Class: true},
		{Name: "WITHIN", Link: "Within", Description: "What place lies in what place.",
			From: []string{"Region"}, To: []string{"Region"}, ToMax: 1, Acyclic: true, Class: true},
		{Name: "CONCERNS", Link: "Concern", Description: "What is about what.", From: subjects, To: []string{"Project", "Region"},
			Key: []string{"note", "weight"}, OrderBy: "since", Properties: concernProperties()},
	}
}

// concernProperties has a property of every type, for edges.
func concernProperties() []kg.Property {
	return []kg.Property{
		{Name: "note", Type: kg.TypeText},
		{Name: "remark", Type: kg.TypeLocalized},
		{Name: "role", Type: kg.TypeEnum, Enum: "Role"},
		{Name: "count", Type: kg.TypeInt},
		{Name: "weight", Type: kg.TypeDecimal},
		{Name: "sure", Type: kg.TypeBool},
		{Name: "since", Type: kg.TypeDate},
		{Name: "noticed", Type: kg.TypeDateTime},
		{Name: "share", Type: kg.TypeMoney},
		{Name: "source", Type: kg.TypeURL},
		{Name: "by", Type: kg.TypeID},
		{Name: "topics", Type: kg.TypeText, List: true},
		{Name: "detail", Type: kg.TypeText, Long: true},
	}
}
