package storetest

import (
	"strings"

	"innograph/kg"
)

// What scenarios are written in: short names for nodes, edges and values.

// node returns a change of the node Kind_key. Properties come as name, value.
func node(kind, key string, properties ...any) kg.NodeChange {
	return kg.NodeChange{ID: kg.NodeID(kind, key), Kind: kind, Properties: pairs(properties)}
}

// edge returns a change of an edge. Properties come as name, value.
func edge(relation string, from, to kg.ID, properties ...any) kg.EdgeChange {
	return kg.EdgeChange{Relation: relation, From: from, To: to, Properties: pairs(properties)}
}

func pairs(list []any) map[string]kg.Value {
	properties := make(map[string]kg.Value, len(list)/2)
	for i := 0; i < len(list); i += 2 {
		properties[list[i].(string)] = list[i+1].(kg.Value)
	}
	return properties
}

// person returns a person whose name in English is its key.
func person(key string, properties ...any) kg.NodeChange {
	return node("Person", key, append([]any{"name", en(key)}, properties...)...)
}

func personID(key string) kg.ID { return kg.NodeID("Person", key) }

func institution(key string, properties ...any) kg.NodeChange {
	return node("Institution", key, append([]any{"name", en(key)}, properties...)...)
}

func institutionID(key string) kg.ID { return kg.NodeID("Institution", key) }

func project(key string, properties ...any) kg.NodeChange {
	return node("Project", key, append([]any{"title", kg.Text(key)}, properties...)...)
}

func projectID(key string) kg.ID { return kg.NodeID("Project", key) }

func en(s string) kg.Value { return kg.Localized(map[string]string{"en": s}) }

func zh(s string) kg.Value { return kg.Localized(map[string]string{"zh": s}) }

func both(chinese, english string) kg.Value {
	return kg.Localized(map[string]string{"zh": chinese, "en": english})
}

func date(s string) kg.Value { return sure(kg.ParseDate(s)) }

func instant(s string) kg.Value { return sure(kg.ParseInstant(s)) }

func decimal(s string) kg.Value { return sure(kg.ParseDecimal(s)) }

func money(currency, amount string) kg.Value { return sure(kg.ParseMoney(currency, amount)) }

// sure takes the value of a constant that cannot be wrong.
func sure(v kg.Value, err error) kg.Value {
	if err != nil {
		panic(err)
	}
	return v
}

func nodesOf(changes ...kg.NodeChange) kg.Changeset { return kg.Changeset{Nodes: changes} }

func edgesOf(changes ...kg.EdgeChange) kg.Changeset { return kg.Changeset{Edges: changes} }

func visible(v kg.Visibility) *kg.Visibility { return &v }

func hide(c kg.NodeChange, v kg.Visibility) kg.NodeChange {
	c.Visibility = &v
	return c
}

func hideEdge(c kg.EdgeChange, v kg.Visibility) kg.EdgeChange {
	c.Visibility = &v
	return c
}

// longText is beyond what a text may hold that is not declared long.
var longText = strings.Repeat("长文本 long ", 1<<10)
