package e2e

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"innograph/graph"
	"innograph/graph/engine"
	"innograph/graph/generated"
	"innograph/model"
	"innograph/store/sqlitestore"
)

// One request follows a person by patent, organisation and project to the
// funder. Its answer is what the files say, and it takes one statement for each
// hop and one for each total.
func TestPersonToFunder(t *testing.T) {
	const person = "LUCCIONI MARC"
	stores := realRecords(t)
	store, err := sqlitestore.Open(t.Context(), stores.all, model.Graph())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close(t.Context()) }()
	if err := store.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	schema := generated.NewExecutableSchema(generated.Config{}).Schema()
	h, err := graph.NewHandler(engine.New(model.Graph(), schema, store), graph.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	var statements atomic.Int64
	store.Observe(func(string) { statements.Add(1) })
	body, err := json.Marshal(map[string]any{"query": personToFunder, "variables": map[string]any{"name": person}})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	// people, inventions, achievements, owners, projects, funders; and the
	// totals of inventions, owners and projects.
	const hops, totals = 6, 3
	if n := statements.Load(); n > hops+totals {
		t.Errorf("%d statements for %d hops and %d totals", n, hops, totals)
	} else {
		t.Logf("%d statements for %d hops and %d totals", n, hops, totals)
	}
	got, want := chainOf(t, w.Body.Bytes()), newFiles(t).chain(person)
	if len(want) < 20 {
		t.Fatalf("the files give %d lines only", len(want))
	}
	t.Logf("%d lines, such as %s", len(want), want[len(want)-1])
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

const personToFunder = `query($name: String!) {
	people(first: 1, filter: {name: {eq: $name}}) { nodes { inventions(first: 5) {
		totalCount
		edges { order node { publicationNo achievements(first: 1) { nodes { owners(first: 5) {
			totalCount
			edges { share node { identifiers { scheme value } ... on Organisation { projects(first: 50) {
				totalCount
				edges { role amount { amount } node { title identifiers { scheme value } funders(first: 5) {
					edges { amount { amount currency } node { ... on Fund { identifiers { scheme value } } } }
				} } }
			} } } }
		} } } } }
	} } }
}`

type identifiers []struct{ Scheme, Value string }

func (ids identifiers) of(scheme string) string {
	for _, id := range ids {
		if id.Scheme == scheme {
			return id.Value
		}
	}
	return ""
}

// chainOf flattens the answer: a line for each owner of each patent, and one for
// each project and funder behind it.
func chainOf(t *testing.T, body []byte) []string {
	var answer struct {
		Data struct {
			People struct {
				Nodes []struct {
					Inventions struct {
						TotalCount int
						Edges      []struct {
							Order int
							Node  patentAnswer
						}
					}
				}
			}
		}
		Errors []any
	}
	if err := json.Unmarshal(body, &answer); err != nil || answer.Errors != nil || len(answer.Data.People.Nodes) != 1 {
		t.Fatalf("%.1000s %v", body, err)
	}
	inventions := answer.Data.People.Nodes[0].Inventions
	lines := []string{fmt.Sprintf("inventions %d", inventions.TotalCount)}
	for _, i := range inventions.Edges {
		lines = append(lines, i.Node.lines(fmt.Sprintf("%s, inventor %d", i.Node.PublicationNo, i.Order))...)
	}
	slices.Sort(lines)
	return lines
}

type patentAnswer struct {
	PublicationNo string
	Achievements  struct {
		Nodes []struct {
			Owners struct {
				TotalCount int
				Edges      []struct {
					Share *string
					Node  ownerAnswer
				}
			}
		}
	}
}

type ownerAnswer struct {
	Identifiers identifiers
	Projects    struct {
		TotalCount int
		Edges      []struct {
			Role   string
			Amount *struct{ Amount string }
			Node   struct {
				Title       string
				Identifiers identifiers
				Funders     struct {
					Edges []struct {
						Amount *struct{ Amount, Currency string }
						Node   struct{ Identifiers identifiers }
					}
				}
			}
		}
	}
}

func (p patentAnswer) lines(prefix string) []string {
	var lines []string
	for _, a := range p.Achievements.Nodes {
		lines = append(lines, fmt.Sprintf("%s: %d owners", prefix, a.Owners.TotalCount))
		for _, o := range a.Owners.Edges {
			cordis := o.Node.Identifiers.of("cordis")
			owner := fmt.Sprintf("%s: owned by %s with %d projects, share known %v", prefix, cordis, o.Node.Projects.TotalCount, o.Share != nil)
			lines = append(lines, owner)
			for _, e := range o.Node.Projects.Edges {
				project := fmt.Sprintf("%s: %s in %s %s", prefix, e.Role, e.Node.Identifiers.of("cordis-rcn"), e.Node.Title)
				for _, f := range e.Node.Funders.Edges {
					amount := "unknown"
					if f.Amount != nil {
						amount = f.Amount.Amount + " " + f.Amount.Currency
					}
					lines = append(lines, fmt.Sprintf("%s, funded by %s with %s", project, f.Node.Identifiers.of("cordis-programme"), amount))
				}
			}
		}
	}
	return lines
}

// files are the real records as they lie there.
type files struct {
	patents, participations, projects, orgs []map[string]string
}

func newFiles(t *testing.T) files {
	read := func(name string) []map[string]string {
		f, err := os.Open(filepath.Join(dataFolder(t), name))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = f.Close() }()
		r := csv.NewReader(f)
		r.Comma = '\t'
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		all := make([]map[string]string, len(rows)-1)
		for i, row := range rows[1:] {
			all[i] = map[string]string{}
			for j, column := range rows[0] {
				all[i][column] = row[j]
			}
		}
		return all
	}
	return files{
		patents: read("drone_patents.tsv"), participations: read("cordis_participations.tsv"),
		projects: read("cordis_projects.tsv"), orgs: read("cordis_orgs.tsv"),
	}
}

// chain says of a person what chainOf says, from the files alone.
func (f files) chain(person string) []string {
	var lines []string
	inventions := 0
	for _, p := range f.patents {
		inventors := strings.Split(p["inventors"], ";;")
		order := slices.Index(inventors, person) + 1
		if order == 0 {
			continue
		}
		inventions++
		prefix := fmt.Sprintf("%s, inventor %d", p["publication_number"], order)
		applicants := strings.Split(p["applicants"], ";;")
		lines = append(lines, fmt.Sprintf("%s: %d owners", prefix, len(applicants)))
		for _, applicant := range applicants {
			lines = append(lines, f.owner(prefix, applicant)...)
		}
	}
	lines = append(lines, fmt.Sprintf("inventions %d", inventions))
	slices.Sort(lines)
	return lines
}

// owner follows an applicant that bears the short name of an organisation.
func (f files) owner(prefix, applicant string) []string {
	org := map[string]string{}
	for _, o := range f.orgs {
		if strings.EqualFold(o["short"], applicant) {
			org = o
		}
	}
	var lines []string
	projects := 0
	for _, p := range f.participations {
		if p["org_id"] != org["org_id"] {
			continue
		}
		projects++
		for _, project := range f.projects {
			if project["rcn"] == p["rcn"] {
				lines = append(lines, projectLines(prefix, project, org)...)
			}
		}
	}
	return append(lines, fmt.Sprintf("%s: owned by %s with %d projects, share known false", prefix, org["org_id"], projects))
}

func projectLines(prefix string, project, org map[string]string) []string {
	role := "PARTICIPANT"
	if strings.EqualFold(project["coordinator"], org["name"]) {
		role = "COORDINATOR"
	}
	programmes := strings.Split(project["programme"], ";")
	amount := "unknown"
	if len(programmes) == 1 && project["ec_contribution_eur"] != "" {
		amount = project["ec_contribution_eur"] + " EUR"
	}
	var lines []string
	for _, programme := range programmes {
		lines = append(lines, fmt.Sprintf("%s: %s in %s %s, funded by %s with %s", prefix, role, project["rcn"], project["acronym"], programme, amount))
	}
	return lines
}
