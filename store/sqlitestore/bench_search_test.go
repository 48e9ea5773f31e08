package sqlitestore

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"innograph/kg"
)

// A tongue makes names whose words are as unevenly common as those of a language.
type tongue struct {
	*rand.Rand
	words, han *rand.Zipf
	vocabulary []string
}

func newTongue() *tongue {
	r := rand.New(rand.NewPCG(5, 6))
	t := &tongue{Rand: r, words: rand.NewZipf(r, 1.1, 3, 19999), han: rand.NewZipf(r, 1.05, 20, 2999),
		vocabulary: []string{"a", "of", "the", "for", "and", "in", "on", "with"}}
	syllables := strings.Fields("ro bo ti cs sen sor ma te ri al ne ural net work a an in ter ac tion deep le arn ing ca ta ly sis the mal po ly mer qu an tum")
	for len(t.vocabulary) < 20000 {
		word := ""
		for range 2 + r.IntN(3) {
			word += syllables[r.IntN(len(syllables))]
		}
		t.vocabulary = append(t.vocabulary, word)
	}
	return t
}

func (t *tongue) title() string {
	words := make([]string, 4+t.IntN(10))
	for i := range words {
		words[i] = t.vocabulary[t.words.Uint64()]
	}
	return strings.Join(words, " ")
}

func (t *tongue) chinese() string {
	name := make([]rune, 4+t.IntN(9))
	for i := range name {
		name[i] = rune(0x4e00 + t.han.Uint64()*7)
	}
	return string(name) + []string{"大学", "研究所", "有限公司", "实验室", "项目"}[t.IntN(5)]
}

// loadShelves writes 60,000 nodes with names, other names and, a third of them, long
// texts.
func loadShelves(tb testing.TB, s kg.Store) *tongue {
	t := newTongue()
	var nodes []kg.NodeChange
	for i := range 20000 {
		nodes = append(nodes,
			kg.NodeChange{ID: idOf("Person", i), Kind: "Person", Properties: map[string]kg.Value{
				"name": kg.Localized(map[string]string{"en": t.title(), "zh": t.chinese()}), "aliases": kg.Texts(t.chinese())}},
			kg.NodeChange{ID: idOf("Institution", i), Kind: "Institution", Properties: map[string]kg.Value{
				"name": kg.Localized(map[string]string{"en": t.title(), "zh": t.chinese()})}},
			kg.NodeChange{ID: idOf("Project", i), Kind: "Project", Properties: map[string]kg.Value{
				"title": kg.Text(t.title()), "summary": kg.Text(strings.Join([]string{t.title(), t.title(), t.title(), t.title(), t.chinese()}, ". "))}},
		)
	}
	for batch := range chunks(nodes) {
		apply(tb, s, kg.Changeset{Nodes: batch, Bulk: true})
	}
	return t
}

// BenchmarkSearch measures searches of each form over 60,000 nodes, the most common
// words among them, and tells the slowest one in twenty.
func BenchmarkSearch(b *testing.B) {
	s := openCrowd(b, crowd{})
	shelves := loadShelves(b, s)
	var prefixes, parts, terms []string
	for range 200 {
		title, name := shelves.title(), []rune(shelves.chinese())
		at := shelves.IntN(len(name) - 3)
		prefixes = append(prefixes, title[:1+shelves.IntN(4)])
		parts = append(parts, string(name[at:at+1+shelves.IntN(3)]))
		words := strings.Fields(title)
		terms = append(terms, words[0]+" "+words[1][:1], words[1]+" "+string(name[:1]))
	}
	common := []string{"a", "r", "n", "of", "the", "of the", "a a", "大", "学", "大学", "一"}
	for _, c := range []struct {
		name   string
		texts  []string
		viewer kg.Viewer
		search kg.Search
	}{
		{"prefixes", prefixes, kg.System, kg.Search{MinWeight: 2}},
		{"Han", parts, kg.System, kg.Search{MinWeight: 2}},
		{"two terms", terms, kg.System, kg.Search{MinWeight: 2}},
		{"common", common, kg.System, kg.Search{MinWeight: 2}},
		{"prefixes for anyone", prefixes, kg.Anyone, kg.Search{MinWeight: 2}},
		{"prefixes of one kind", prefixes, kg.Anyone, kg.Search{MinWeight: 2, Kinds: []string{"Project"}}},
		{"prefixes in all texts", prefixes, kg.Anyone, kg.Search{}},
		{"prefixes with total", prefixes, kg.Anyone, kg.Search{Total: true}},
		{"common with total", common, kg.Anyone, kg.Search{Total: true}},
	} {
		b.Run(c.name, func(b *testing.B) {
			reader := s.Reader(c.viewer)
			var took []time.Duration
			rows := 0
			for b.Loop() {
				c.search.Text, c.search.Page = c.texts[len(took)%len(c.texts)], kg.Page{Limit: 10, Keys: true}
				began := time.Now()
				result, err := reader.Read(context.Background(), &kg.Query{Start: kg.Start{Search: &c.search},
					Select: kg.Selection{Properties: map[string][]string{"Person": {"name"}, "Institution": {"name"}, "Project": {"title"}}}})
				if err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began))
				rows += len(result.Root.Rows)
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
			b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "max-ms")
			b.ReportMetric(float64(rows)/float64(len(took)), "rows/op")
		})
	}
}

// BenchmarkLoadShelves writes what BenchmarkSearch reads.
func BenchmarkLoadShelves(b *testing.B) {
	for b.Loop() {
		loadShelves(b, openCrowd(b, crowd{}))
	}
}
