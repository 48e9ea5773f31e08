package rules_test

import (
	"context"
	"strings"
	"testing"

	"innograph/kg"
	"innograph/model"
	"innograph/store/storetest"
)

// A world is a changeset under construction. Everything in it has provenance.
type world struct {
	t     *testing.T
	nodes []kg.NodeChange
	edges []kg.EdgeChange
}

func made(properties ...string) []kg.Assertion {
	return []kg.Assertion{{Source: "Source_test", Method: "DECLARED", Confidence: "0.9", Properties: properties}}
}

// node adds a node of the kind its id begins with, or changes the one there is.
// Properties are written as name=value, and read by the type of each.
func (w *world) node(id string, properties ...string) *kg.NodeChange {
	kind, _, _ := strings.Cut(id, "_")
	k := model.Graph().Kind(kind)
	values := w.values(properties, k.Property)
	for i := range w.nodes {
		if n := &w.nodes[i]; n.ID == kg.ID(id) {
			for name, v := range values {
				n.Properties[name] = v
			}
			return n
		}
	}
	if p := k.Property(k.Label); p != nil && p.Required && values[k.Label].IsNull() {
		values[k.Label] = w.value(p, "The "+id)
	}
	w.nodes = append(w.nodes, kg.NodeChange{ID: kg.ID(id), Kind: kind, Properties: values, Provenance: made()})
	return &w.nodes[len(w.nodes)-1]
}

// edge adds an edge, written as "From_id RELATION To_id".
func (w *world) edge(text string, properties ...string) *kg.EdgeChange {
	parts := strings.Fields(text)
	r := model.Graph().Relation(parts[1])
	w.edges = append(w.edges, kg.EdgeChange{Relation: parts[1], From: kg.ID(parts[0]), To: kg.ID(parts[2]),
		Properties: w.values(properties, r.Property), Provenance: made()})
	return &w.edges[len(w.edges)-1]
}

// drop removes the edges that are written so.
func (w *world) drop(text string) {
	parts, before := strings.Fields(text), len(w.edges)
	kept := w.edges[:0]
	for _, e := range w.edges {
		if string(e.From) != parts[0] || e.Relation != parts[1] || string(e.To) != parts[2] {
			kept = append(kept, e)
		}
	}
	if w.edges = kept; len(kept) == before {
		w.t.Fatalf("there is no %s", text)
	}
}

func (w *world) values(properties []string, of func(string) *kg.Property) map[string]kg.Value {
	values := map[string]kg.Value{}
	for _, text := range properties {
		name, value, _ := strings.Cut(text, "=")
		p := of(name)
		if p == nil {
			w.t.Fatalf("there is no property %s", name)
		}
		values[name] = w.value(p, value)
	}
	return values
}

func (w *world) value(p *kg.Property, text string) kg.Value {
	if text == "" {
		return kg.Null
	}
	if p.List {
		return kg.Texts(strings.Split(text, ",")...)
	}
	var v kg.Value
	var err error
	switch p.Type {
	case kg.TypeEnum:
		v = kg.Symbol(text)
	case kg.TypeInt:
		v, err = kg.ParseDecimal(text)
		v = kg.Int(v.Int() / 1_000_000)
	case kg.TypeDecimal:
		v, err = kg.ParseDecimal(text)
	case kg.TypeBool:
		v = kg.Bool(text == "true")
	case kg.TypeDate:
		v, err = kg.ParseDate(text)
	case kg.TypeDateTime:
		v, err = kg.ParseInstant(text)
	case kg.TypeMoney:
		code, amount, _ := strings.Cut(text, " ")
		v, err = kg.ParseMoney(code, amount)
	case kg.TypeLocalized:
		v = kg.Localized(map[string]string{"en": text})
	case kg.TypeID:
		v = kg.Reference(kg.ID(text))
	default:
		v = kg.Text(text)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

// reader puts the world into a store.
func (w *world) reader() kg.Reader {
	store := storetest.NewMemory(model.Graph())
	if _, err := store.Apply(context.Background(), &kg.Changeset{Nodes: w.nodes, Edges: w.edges}); err != nil {
		w.t.Fatal(err)
	}
	return store.Reader(kg.System)
}

// sound returns a world that breaks no rule and gives each something to check.
func sound(t *testing.T) *world {
	w := &world{t: t}
	w.node("Source_test")
	w.node("ConceptScheme_s", "code=S")
	w.node("Concept_c", "scheme=S", "notation=1", "prefLabel=Alloys", "altLabels=Metal mixtures", "hiddenLabels=Aloys")
	w.node("Concept_d", "scheme=S", "notation=2", "prefLabel=Materials")
	w.edge("Concept_c IN_SCHEME ConceptScheme_s")
	w.edge("Concept_d IN_SCHEME ConceptScheme_s")
	w.edge("Concept_c BROADER Concept_d")
	w.node("Region_r", "scheme=GBT2260", "code=210100")
	w.node("Region_q", "scheme=GBT2260", "code=210200")
	w.node("Stage_1", "code=STARTUP")
	w.node("Stage_2", "code=GROWTH")
	w.organisations()
	w.technology()
	w.business()
	return w
}

func (w *world) organisations() {
	w.node("Institution_i", "uscc=91350100M000100Y43")
	w.node("Institution_old", "uscc=91350100M000100Y44", "legacyUscc=true")
	w.edge("Institution_old LOCATED_IN Region_r", "type=REGISTERED", "from=2010", "to=2020-03-01")
	w.edge("Institution_old LOCATED_IN Region_q", "type=REGISTERED", "from=2020-03-01")
	w.edge("Institution_old LOCATED_IN Region_r", "type=OPERATING")
	w.node("Laboratory_l", "level=PROVINCIAL_KEY")
	w.edge("Laboratory_l HOSTED_BY Institution_i")
	w.node("Person_p", "orcid=0000-0002-1825-0097")
	w.node("Person_o")
	w.edge("Person_p AFFILIATED_WITH Institution_i", "from=2020-05", "to=2020")
	w.node("Team_t")
	w.edge("Person_o MEMBER_OF Team_t", "role=MEMBER", "from=2016")
	w.edge("Person_p MEMBER_OF Team_t", "role=LEAD", "from=2018", "to=2021-07")
	w.edge("Person_o MEMBER_OF Team_t", "role=LEAD", "from=2021-07-01")
	w.node("Enterprise_e", "status=ACTIVE")
	w.edge("Enterprise_e IN_STAGE Stage_1", "from=2018-03-01", "to=2021-09-01")
	w.edge("Enterprise_e IN_STAGE Stage_2", "from=2021-09-01")
	w.node("Enterprise_gone", "status=DEREGISTERED")
	w.edge("Enterprise_gone IN_STAGE Stage_1", "from=2001", "to=2003")
	w.node("Investor_v", "ticketMin=CNY 1", "ticketMax=CNY 1")
}

func (w *world) technology() {
	w.node("Achievement_a", "stage=MIDDLE", "trl=7", "publishedOn=2024-01-01", "expiresOn=2024-01-02",
		"completedOn=2023-05-01", "registeredOn=2023-05-01")
	w.edge("Person_p CONTRIBUTED_TO Achievement_a", "rank=1")
	w.edge("Achievement_a OWNED_BY Institution_i", "share=0.333333", "from=2020")
	w.edge("Achievement_a OWNED_BY Person_p", "share=0.333333", "from=2020", "to=2022")
	w.edge("Achievement_a OWNED_BY Person_o", "share=0.333333", "from=2020")
	w.edge("Achievement_a OWNED_BY Enterprise_e", "from=2022")
	w.node("IPRight_x", "applicationNo=200310100002.X", "filedOn=2003-10-10", "grantedOn=2005")
	w.node("IPRight_us", "applicationNo=US 10/123456")
	w.edge("IPRight_x INVENTED_BY Person_p")
	w.edge("IPRight_us INVENTED_BY Person_p")
	w.node("Need_n", "budgetMin=CNY 10", "budgetMax=CNY 20")
	hidden := kg.Parties
	w.node("Need_h").Visibility = &hidden
	w.edge("Need_h POSTED_BY Enterprise_e")
}

func (w *world) business() {
	w.node("Contract_k", "registrationNo=K1", "technicalValue=CNY 80", "totalValue=CNY 100", "signedOn=2022-02-01", "registeredOn=2022-02")
	w.edge("Contract_k SUPPLIED_BY Institution_i", "share=0.6")
	w.edge("Contract_k SUPPLIED_BY Person_p", "share=0.4")
	w.edge("Contract_k RECEIVED_BY Enterprise_e")
	w.node("Contract_loose")
	w.edge("Contract_loose SUPPLIED_BY Institution_i")
	w.edge("Contract_loose RECEIVED_BY Enterprise_e")
	w.node("Provision_f", "document=D", "article=1", "minShare=0.7", "inForceFrom=2021-10-01")
	w.node("Provision_past", "document=D", "article=0", "minShare=0.9", "inForceTo=2021-10-01")
	for _, id := range []string{"Reward_1", "Reward_2"} { // share in the same proceeds
		w.node(id, "base=CNY 100.01", "amount=CNY 35", "paidOn=2022-03-01")
		w.edge(id + " REWARD_FOR Contract_k")
		w.edge(id + " REWARDED_UNDER Provision_f")
		w.edge(id+" PAID_TO Person_p", "amount=CNY 20")
		w.edge(id+" PAID_TO Person_o", "amount=CNY 15")
	}
	w.node("Empowerment_m", "agreedOn=2021-09-30")
	w.edge("Empowerment_m EMPOWERS Achievement_a")
	w.edge("Empowerment_m GRANTED_TO Person_p", "share=1")
	w.edge("Empowerment_m GRANTED_UNDER Provision_past")
	w.docking("Docking_s", "REGISTERED", "PROPOSED", "ACCEPTED", "IN_DISCUSSION", "NEGOTIATING", "SIGNED", "REGISTERED")
	w.edge("Docking_s RESULTED_IN Contract_k")
	w.docking("Docking_d", "DECLINED", "PROPOSED", "DECLINED")
	w.node("Docking_d", "reason=TERMS")
	w.docking("Docking_p", "PROPOSED") // no step yet
}

// docking adds a docking and its steps, the last one first.
func (w *world) docking(id, status string, steps ...string) {
	w.node(id, "status="+status)
	w.edge(id + " DOCKS_SUPPLY Achievement_a")
	w.edge(id + " DEMANDED_BY Enterprise_e")
	for i := len(steps) - 1; i >= 0; i-- {
		step := "DockingEvent_" + id + "." + steps[i]
		from := ""
		if i > 0 {
			from = steps[i-1]
		}
		w.node(step, "fromStatus="+from, "toStatus="+steps[i], "at=2024-01-0"+string(rune('1'+i))+"T00:00:00Z")
		w.edge(id + " HAS_STEP " + step)
	}
}
