package seed

import (
	"strconv"

	"innograph/hub/identifier"
	"innograph/kg"
	"innograph/model"
)

// properties are those of a node or an edge.
type properties = map[string]kg.Value

// A builder gathers the nodes and edges of a hub. Its lists are in the order of
// numbering: entry i is the node with number i+1.
type builder struct {
	*data
	size *sizes

	nodes []kg.NodeChange
	edges []kg.EdgeChange
	dates *calendar
	err   error // the first

	synthetic []kg.Assertion // of what is invented
	invented  int            // names given out, see brand
	coded     int            // credit codes given out
	filed     map[int]int    // applications for rights by year and type

	regions      []region
	narrow       []narrowField
	narrowByCode map[string]int
	institutions []institution
	labs         []laboratory
	people       []person
	enterprises  []enterprise
	investors    []investor
	platforms    []platform
	projects     []project
	achievements []achievement
	teams        []team
	needs        []need
	events       []event
	contracts    []contract
	docked       []int // contracts that came of a docking
	firstBroker  int   // place of the first broker that is not planted
	firstHidden  int   // place of the first need that is not public
}

func newBuilder(d *data, s *sizes) *builder {
	nodes, edges := 70_000, 225_000
	if s.small {
		nodes, edges = 4_000, 12_000
	}
	return &builder{data: d, size: s, dates: new(calendar), filed: map[int]int{},
		nodes: make([]kg.NodeChange, 0, nodes), edges: make([]kg.EdgeChange, 0, edges)}
}

// idOf returns the id of the nth node of a kind, from 1.
func idOf(kind string, n int) kg.ID { return kg.ID(kind + "_seed." + strconv.Itoa(n)) }

// node adds an invented node. What is returned may be changed until the next one
// is added.
func (b *builder) node(kind string, id kg.ID, p properties) *kg.NodeChange {
	b.nodes = append(b.nodes, kg.NodeChange{ID: id, Kind: kind, Properties: p, Provenance: b.synthetic})
	return &b.nodes[len(b.nodes)-1]
}

// edge adds an invented edge.
func (b *builder) edge(relation string, from, to kg.ID, p properties) *kg.EdgeChange {
	b.edges = append(b.edges, kg.EdgeChange{Relation: relation, From: from, To: to, Properties: p, Provenance: b.synthetic})
	return &b.edges[len(b.edges)-1]
}

// The visibilities that are not public.
var (
	registered = kg.Registered
	parties    = kg.Parties
)

// localized returns a text in both languages, in the order that stores keep.
func localized(p phrase) kg.Value {
	return kg.StoredLocalized(kg.Text("en"), kg.Text(p.en), kg.Text("zh"), kg.Text(p.zh))
}

// money returns CNY as a value.
func money(cny int64) kg.Value { return kg.Money("CNY", 100*cny) }

// share returns hundredths as a decimal.
func share(hundredths int) kg.Value { return kg.Decimal(int64(hundredths) * 10_000) }

func symbols(list ...string) kg.Value {
	values := make([]kg.Value, len(list))
	for i, s := range list {
		values[i] = kg.Symbol(s)
	}
	return kg.ListOf(values...)
}

// complete puts the check character to an identifier.
func (b *builder) complete(rule, stem string) string {
	whole, err := identifier.Complete(rule, stem)
	if err != nil && b.err == nil {
		b.err = err
	}
	return whole
}

// uscc returns a unified social credit code nobody else has: the organisation
// code within begins with two letters that are given out to none.
func (b *builder) uscc(class string, at *region) kg.Value {
	b.coded++
	code := b.complete(identifier.OrganisationCode, "YN"+padded(b.coded, 6))
	return kg.Text(b.complete(identifier.USCC, class+at.code+code))
}

// padded writes a number in at least so many digits.
func padded(n, width int) string {
	s := strconv.Itoa(n)
	for len(s) < width {
		s = "0" + s
	}
	return s
}

// located puts an organisation into a region where it is registered, from a day
// to another or, when that is 0, for good.
func (b *builder) located(organisation kg.ID, at int, from, to day) {
	b.place(organisation, at, model.LocationTypeRegistered, from, to)
}

// place puts an organisation into a region, where it is registered or works.
func (b *builder) place(organisation kg.ID, at int, sort string, from, to day) {
	p := properties{model.PropType: kg.Symbol(sort), model.PropFrom: b.dates.date(from)}
	if to != 0 {
		p[model.PropTo] = b.dates.date(to)
	}
	b.edge(model.RelLocatedIn, organisation, b.regions[at].id, p)
}

// classified puts something into a narrower field.
func (b *builder) classified(subject kg.ID, narrow int) {
	b.edge(model.RelHasField, subject, b.narrow[narrow].id, nil)
}

// reported puts something into the field that a narrower one lies within, under
// which the press reports count it.
func (b *builder) reported(subject kg.ID, narrow int) {
	b.edge(model.RelHasField, subject, conceptID(b.narrow[narrow].field.Code), nil)
}
