package neo4jstore

import (
	"errors"
	"testing"

	"innograph/kg"
	"innograph/store/storetest"
)

// smallModel returns a model of one kind and one relation.
func smallModel(t *testing.T, kind kg.Kind, relation kg.Relation) *kg.Model {
	t.Helper()
	if kind.Name == "" {
		kind.Name = "Thing"
	}
	kind.Plural = "things"
	if relation.Name == "" {
		relation.Name = "IS"
	}
	relation.From, relation.To = []string{kind.Name}, []string{kind.Name}
	m, err := kg.NewModel([]kg.Kind{kind}, nil, []kg.Enum{{Name: "E", Values: []string{"A"}}}, []kg.Relation{relation})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestNamesThatWouldMeanTwoThings(t *testing.T) {
	text := func(names ...string) []kg.Property {
		var list []kg.Property
		for _, name := range names {
			list = append(list, kg.Property{Name: name, Type: kg.TypeText})
		}
		return list
	}
	money := kg.Property{Name: "pay", Type: kg.TypeMoney}
	for name, m := range map[string]*kg.Model{
		"a kind by a label of the store":      smallModel(t, kg.Kind{Name: "Identifier"}, kg.Relation{}),
		"a kind by a label of its log":        smallModel(t, kg.Kind{Name: "InnographChange"}, kg.Relation{}),
		"a relation by a type of the store":   smallModel(t, kg.Kind{}, kg.Relation{Name: "HAS_IDENTIFIER"}),
		"a relation that is no name":          smallModel(t, kg.Kind{}, kg.Relation{Name: "A B"}),
		"a property of the engine's":          smallModel(t, kg.Kind{Properties: text("_number")}, kg.Relation{}),
		"a fact of nodes":                     smallModel(t, kg.Kind{Properties: text("version")}, kg.Relation{}),
		"a fact of edges":                     smallModel(t, kg.Kind{}, kg.Relation{Properties: text("visibility")}),
		"the currency of another":             smallModel(t, kg.Kind{Properties: append(text("pay_currency"), money)}, kg.Relation{}),
		"the currency of another, on an edge": smallModel(t, kg.Kind{}, kg.Relation{Properties: append(text("pay_currency"), money)}),
		"two indexes of one name": smallModel(t, kg.Kind{Name: "A", Properties: []kg.Property{
			{Name: "b", Type: kg.TypeLocalized, Index: true}, {Name: "b_zh", Type: kg.TypeDate, Index: true}}}, kg.Relation{}),
		"a property that is no name": smallModel(t, kg.Kind{Properties: text("a`b")}, kg.Relation{}),
	} {
		if _, err := newCatalog(m); !errors.Is(err, kg.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, m := range map[string]*kg.Model{
		"the contract's":             storetest.Model(),
		"names of facts, with forms": smallModel(t, kg.Kind{Properties: text("number", "level", "from", "id2", "a", "a_key", "a_zh")}, kg.Relation{Properties: text("version", "from", "out")}),
	} {
		if _, err := newCatalog(m); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
