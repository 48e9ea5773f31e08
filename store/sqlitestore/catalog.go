package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"

	"innograph/kg"
)

// A catalog tells the kinds and relations of a model by the numbers a store
// has for them. It never changes.
type catalog struct {
	model      *kg.Model
	generation string // of the stored model; another means that it has grown

	kinds      []*kg.Kind // by number; nil where the model has none
	relations  []*kg.Relation
	kindNumber []int // by Kind.Index
	relNumber  []int // by Relation.Index
}

// number returns the store's number of a kind.
func (c *catalog) number(k *kg.Kind) int { return c.kindNumber[k.Index()] }

// relationNumber returns the store's number of a relation.
func (c *catalog) relationNumber(r *kg.Relation) int { return c.relNumber[r.Index()] }

// kind returns the kind of a number. A number the model has no kind for was
// made by a newer program, after this one opened the store.
func (c *catalog) kind(number int64) (*kg.Kind, error) {
	if number < 0 || number >= int64(len(c.kinds)) || c.kinds[number] == nil {
		return nil, grownError(fmt.Errorf("kind %d", number))
	}
	return c.kinds[number], nil
}

// relation returns the relation of a number, as kind does.
func (c *catalog) relation(number int64) (*kg.Relation, error) {
	if number < 0 || number >= int64(len(c.relations)) || c.relations[number] == nil {
		return nil, grownError(fmt.Errorf("relation %d", number))
	}
	return c.relations[number], nil
}

func grownError(cause error) error {
	return &kg.Error{Kind: kg.ErrUnavailable, Subject: "store", Cause: cause,
		Reason: "another program has brought the store to a newer model; start this one again"}
}

// loadCatalog reads the numbers of all kinds and relations of the model, which
// must have one each.
func loadCatalog(ctx context.Context, ses *session, m *kg.Model) (*catalog, error) {
	c := &catalog{model: m, kindNumber: make([]int, len(m.Kinds)), relNumber: make([]int, len(m.Relations))}
	var err error
	if c.generation, err = meta(ctx, ses, metaGeneration); err != nil {
		return nil, err
	}
	err = ses.query(ctx, "SELECT number, name FROM kind", nil, func(rows *sql.Rows) error {
		number, name, err := numbered(rows)
		if k := m.Kind(name); err == nil && k != nil {
			c.kindNumber[k.Index()] = number
			c.kinds = put(c.kinds, number, k)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	err = ses.query(ctx, "SELECT number, name FROM relation", nil, func(rows *sql.Rows) error {
		number, name, err := numbered(rows)
		if r := m.Relation(name); err == nil && r != nil {
			c.relNumber[r.Index()] = number
			c.relations = put(c.relations, number, r)
		}
		return err
	})
	return c, err
}

func numbered(rows *sql.Rows) (number int, name string, err error) {
	err = rows.Scan(&number, &name)
	return number, name, err
}

// put sets list[i], making the list longer where needed.
func put[T any](list []T, i int, v T) []T {
	if grow := i + 1 - len(list); grow > 0 {
		list = append(list, make([]T, grow)...)
	}
	list[i] = v
	return list
}

var namePattern = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// checkNames refuses a model whose names could not stand in query text as they
// are.
func checkNames(m *kg.Model) error {
	for i := range m.Kinds {
		for _, p := range m.Kinds[i].Properties {
			if !namePattern.MatchString(p.Name) || kg.Own(p.Name) != nil {
				return badName(m.Kinds[i].Name, p.Name)
			}
		}
	}
	for i := range m.Relations {
		for _, p := range m.Relations[i].Properties {
			if !namePattern.MatchString(p.Name) || p.Name == kg.OwnID || p.Name == kg.OwnVisibility {
				return badName(m.Relations[i].Name, p.Name)
			}
		}
	}
	return nil
}

func badName(owner, property string) error {
	return kg.Invalid(owner+"."+property, "a property needs a name of letters, digits and underscores that no fact of nodes and edges has, such as id")
}
