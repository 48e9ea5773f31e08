package neo4jstore

import (
	"fmt"
	"regexp"
	"slices"

	"innograph/kg"
)

// A catalog is a model with what the engine needs to know of it. It never changes.
type catalog struct {
	model  *kg.Model
	labels [][]string // of the nodes of a kind, by Kind.Index
	roles  []*kg.Role // that have a label

	names   *recordNames
	parties string // the query of load_parties
}

var namePattern = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*$`)

// newCatalog refuses a model whose names could not stand in query text as they are,
// or would mean two things in the database.
func newCatalog(m *kg.Model) (*catalog, error) {
	c := &catalog{model: m, labels: make([][]string, len(m.Kinds)), names: recordNamesOf(m), parties: partiesText(m)}
	for i := range m.Roles {
		if r := &m.Roles[i]; !r.Union {
			c.roles = append(c.roles, r)
		}
	}
	for i := range m.Kinds {
		k := &m.Kinds[i]
		c.labels[i] = []string{labelNode, k.Name}
		for _, r := range c.roles {
			if slices.Contains(r.Kinds, k.Name) {
				c.labels[i] = append(c.labels[i], r.Name)
			}
		}
		for _, name := range c.labels[i][1:] {
			if !namePattern.MatchString(name) || name == labelNode || name == labelIdentifier || name == labelMeta || name == labelChange || name == labelApplied {
				return nil, kg.Invalid(name, "a kind or role needs a name of letters, digits and underscores that the store does not use itself")
			}
		}
	}
	for i := range m.Relations {
		if name := m.Relations[i].Name; !namePattern.MatchString(name) || name == typeIdentifier {
			return nil, kg.Invalid(name, "a relation needs a name of letters, digits and underscores that the store does not use itself")
		}
	}
	if err := c.checkProperties(); err != nil {
		return nil, err
	}
	return c, c.checkSchema()
}

// checkSchema refuses names that make two indexes share one.
func (c *catalog) checkSchema() error {
	items := c.wantedSchema()
	for i := 1; i < len(items); i++ {
		if items[i-1].name == items[i].name {
			return kg.Invalid("store", "two indexes would be called %s; give a kind, relation or property another name", items[i].name)
		}
	}
	return nil
}

// checkProperties refuses names of properties under which, in the nodes or in the
// edges of a relation, two things would be stored.
func (c *catalog) checkProperties() error {
	nodes := takenNames(propID, propVersion, propVisibility, propCreated, propUpdated)
	for i := range c.model.Kinds {
		k := &c.model.Kinds[i]
		for j := range k.Properties {
			if err := nodes.take(k.Name, &k.Properties[j]); err != nil {
				return err
			}
		}
	}
	for i := range c.model.Relations {
		r := &c.model.Relations[i]
		edges := takenNames(propID, propVisibility)
		for j := range r.Properties {
			if err := edges.take(r.Name, &r.Properties[j]); err != nil {
				return err
			}
		}
	}
	return nil
}

// taken tells which property of the model a stored name belongs to.
type taken map[string]string

func takenNames(facts ...string) taken {
	t := taken{}
	for _, name := range facts {
		t[name] = "the fact " + name
	}
	return t
}

func (t taken) take(owner string, p *kg.Property) error {
	if !namePattern.MatchString(p.Name) {
		return kg.Invalid(owner+"."+p.Name, "a property needs a name of letters, digits and underscores that begins with a letter")
	}
	for _, name := range storedNames(p) {
		if other, ok := t[name]; ok && other != p.Name {
			return kg.Invalid(owner+"."+p.Name, "it would be stored as %s, as %s is; give it another name", name, other)
		}
		t[name] = p.Name
	}
	return nil
}

// kind returns the kind that one of a node's labels names. A node without such a
// label was made by another program.
func (c *catalog) kind(labels []any) (*kg.Kind, error) {
	for _, label := range labels {
		name, _ := label.(string)
		if k := c.model.Kind(name); k != nil {
			return k, nil
		}
	}
	return nil, grownError(fmt.Errorf("labels %v", labels))
}

// relation returns the relation of a type, as kind does.
func (c *catalog) relation(name any) (*kg.Relation, error) {
	text, _ := name.(string)
	if r := c.model.Relation(text); r != nil {
		return r, nil
	}
	return nil, grownError(fmt.Errorf("type %v", name))
}

func grownError(cause error) error {
	return &kg.Error{Kind: kg.ErrUnavailable, Subject: "store", Cause: cause,
		Reason: "the database holds nodes or edges that this program does not know; start it again, or a newer one"}
}

// labelsOf returns the labels of the nodes of a kind.
func (c *catalog) labelsOf(k *kg.Kind) []string { return c.labels[k.Index()] }

// roleOf returns the role that plays just these kinds, or nil.
func (c *catalog) roleOf(kinds []*kg.Kind) *kg.Role {
	for _, r := range c.roles {
		if len(r.Kinds) == len(kinds) && !slices.ContainsFunc(kinds, func(k *kg.Kind) bool { return !slices.Contains(r.Kinds, k.Name) }) {
			return r
		}
	}
	return nil
}
