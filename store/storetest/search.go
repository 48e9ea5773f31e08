package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"innograph/kg"
)

func searchChapter() chapter {
	return chapter{name: "search", load: loadLibrary, shared: true, scenarios: []scenario{
		{"Han finds what holds it as a part", findHan},
		{"words and beginnings of words", findWords},
		{"all terms, in whatever texts", findTerms},
		{"the best match first, then the shorter name, then the number", findInOrder},
		{"only what weighs enough", findByWeight},
		{"of some kinds, with a filter", findFiltered},
		{"what is hidden is not found and not counted", findHidden},
		{"searches paged by 7 are the whole search, either way", pageSearches},
		{"what is no text finds nothing", findNothing},
		{"the syntax of query languages is text", findSyntax},
		{"a text too long, of no UTF-8, of no weight, of no kind", refuseSearch},
		{"a cursor of another order is refused", foreignSearchCursor},
	}}
}

// What names are made of here: few characters, so that parts meet again, with some
// beyond the first plane.
var hanPool = []rune("沈阳大学机器人工业研究所智能制造东北𬭊𠮷")

// loadLibrary fills a store with nodes whose texts are made of a few characters and
// words, and a few that cases name.
func loadLibrary(s *subject) {
	r := rand.New(rand.NewPCG(11, 11))
	han := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteRune(hanPool[r.IntN(len(hanPool))])
		}
		return b.String()
	}
	words := []string{"robot", "robots", "robotics", "AI", "sensor", "deep", "learning", "Émile", "5G", "of"}
	word := func() string { return words[r.IntN(len(words))] }
	mixed := []func() string{
		func() string { return han(1 + r.IntN(12)) }, func() string { return word() + " " + word() }, func() string { return han(2) + word() + han(3) },
		func() string { return word() + "-" + han(2) + "（" + han(2) + "）" }, func() string { return strings.ToUpper(word()) + "·" + han(1) },
	}
	some := func() string { return mixed[r.IntN(len(mixed))]() }
	var cs kg.Changeset
	for i := range 150 {
		p := person(fmt.Sprint("p", i), "name", both(some(), some()), "aliases", kg.Texts(some(), some()), "motto", zh(some()))
		if i%10 == 0 {
			p = hide(p, kg.Registered)
		}
		cs.Nodes = append(cs.Nodes, p)
	}
	for i := range 60 {
		cs.Nodes = append(cs.Nodes, project(fmt.Sprint("j", i), "title", kg.Text(some()), "summary", kg.Text(some()+"。"+some())))
	}
	cs.Nodes = append(cs.Nodes, shelf()...)
	s.must(cs)
}

// shelf returns the nodes that cases name.
func shelf() []kg.NodeChange {
	return []kg.NodeChange{
		project("whole", "title", kg.Text("vector field")),
		project("begins", "title", kg.Text("Vector fields and flows")),
		project("short", "title", kg.Text("A vector field")),
		project("long", "title", kg.Text("On the long way to a vector field")),
		project("apart", "title", kg.Text("Field of a vector")),
		project("spread", "title", kg.Text("Field theory"), "summary", kg.Text("Of each vector")),
		project("below", "title", kg.Text("Something else"), "summary", kg.Text("A vector field.")),
		node("Team", "alias", "title", kg.Text("vector field")),
		node("Team", "twin", "title", kg.Text("Vector-Field")),
		institution("parts", "name", both("量子计算中心", "Centre for quantum computing"), "aliases", kg.Texts("QCC", "量子所")),
		institution("cross", "name", en("quantum"), "aliases", kg.Texts("computing", "量", "子")),
		node("Team", "odd", "title", kg.Text(`"; DROP TABLE words; -- NEAR( w3 : kg*`)),
		node("Team", "width", "title", kg.Text("ＮＥＵＲＡＬ ﬁeld ｶﾞｽ 한국어")),
		hide(node("Team", "secret", "title", kg.Text("vector hidden")), kg.Parties),
		hide(node("Team", "inner", "title", kg.Text("vector hidden")), kg.Registered),
		node("Region", "plain", "scheme", kg.Text("vector"), "code", kg.Text("1"), "title", kg.Text("vector")), // of a kind that is not searched
	}
}

// find returns the ids that a search finds, in order.
func (s *subject) find(v kg.Viewer, f kg.Search) []kg.ID {
	s.t.Helper()
	f.Page, f.Total = kg.Page{Limit: 1000, Keys: true}, true
	level := s.read(v, &kg.Query{Start: kg.Start{Search: &f}}).Root
	if level.Pages[0].Total != int64(len(level.Rows)) {
		s.t.Errorf("search %q: total %d of %d rows", f.Text, level.Pages[0].Total, len(level.Rows))
	}
	found := make([]kg.ID, len(level.Rows))
	for i, row := range level.Rows {
		found[i] = row.ID
		if len(row.Key) != 1 || !row.Key[0].Equal(kg.Int(row.Score)) || row.Score <= 0 {
			s.t.Errorf("search %q: %s scores %d under key %v", f.Text, row.ID, row.Score, row.Key)
		}
	}
	return found
}

// finds compares what a text finds with what it must, in whatever order.
func (s *subject) finds(text string, want ...kg.ID) {
	s.t.Helper()
	got := s.find(kg.System, kg.Search{Text: text})
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		s.t.Errorf("search %q finds %q, want %q", text, got, want)
	}
}

func (s *subject) pagedSearch(v kg.Viewer, f kg.Search) paged {
	return paged{byScore, func(p kg.Page) *kg.Level {
		f.Page, f.Total = p, true
		return s.read(v, &kg.Query{Start: kg.Start{Search: &f}}).Root
	}}
}

// findHan compares with a scan of the texts for a part.
func findHan(t *testing.T, s *subject) {
	r := rand.New(rand.NewPCG(12, 12))
	texts := map[kg.ID][]string{}
	var all []string
	for _, record := range s.scan(kg.System, kg.ScanMark{}) {
		if n := record.Node; n != nil {
			for _, f := range s.model.Kind(n.Kind).SearchFields(n.Properties) {
				texts[n.ID] = append(texts[n.ID], f.Text)
				all = append(all, f.Text)
			}
		}
	}
	parts := func(n int) string {
		for {
			runs := strings.FieldsFunc(all[r.IntN(len(all))], func(c rune) bool { return !slices.Contains(hanPool, c) })
			if len(runs) == 0 {
				continue
			}
			run := []rune(runs[r.IntN(len(runs))])
			if len(run) >= n {
				at := r.IntN(len(run) - n + 1)
				return string(run[at : at+n])
			}
		}
	}
	hits := 0
	for i := range sized(200) {
		asked := parts(1 + i%6)
		if i%4 == 3 { // as likely in no text at all
			asked = string(hanPool[r.IntN(len(hanPool))]) + asked
		}
		var want []kg.ID
		for id, list := range texts {
			if slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, asked) }) {
				want = append(want, id)
			}
		}
		hits += len(want)
		s.finds(asked, want...)
	}
	if hits < 200 {
		t.Errorf("%d hits: too few to tell anything", hits)
	}
}

func findWords(_ *testing.T, s *subject) {
	quantum := []kg.ID{"Institution_parts", "Institution_cross"}
	s.finds("quantum", quantum...)
	s.finds("QUANT", quantum...)
	s.finds("uantum")
	s.finds("centre for quantum", "Institution_parts")
	s.finds("quantum-computing", "Institution_parts")
	s.finds("computing-quantum")
	s.finds("quantum，comp", "Institution_parts")
	s.finds("quantum compu", quantum...)
	s.finds("quant computing") // the word that does not end the query is whole
	s.finds("量子", "Institution_parts")
	s.finds("子计", "Institution_parts")
	s.finds("心centre") // no phrase reaches from one text into another
	s.finds("量子所qcc")
	s.finds("neural field", "Team_width")
	s.finds("ﬁe", "Project_whole", "Project_begins", "Project_short", "Project_long", "Project_apart", "Project_spread", "Project_below",
		"Team_alias", "Team_twin", "Team_width")
	s.finds("カス", "Team_width")
	s.finds("한국", "Team_width")
	s.finds("국어") // Hangul makes words
}

func findTerms(_ *testing.T, s *subject) {
	s.finds("qcc 量子", "Institution_parts")
	s.finds("量子 qcc centre 心", "Institution_parts")
	s.finds("量 子", "Institution_parts", "Institution_cross")
	s.finds("computing 量 quantum", "Institution_parts", "Institution_cross")
	s.finds("量子 nothing")
	s.finds("theory each", "Project_spread")
	s.finds("qcc 😀 centre", "Institution_parts")
}

func findInOrder(t *testing.T, s *subject) {
	// By points: title equals 12, begins 9, other name equals 8, contains 6, summary
	// contains 2, title has the terms 3, both texts have them 1.
	want := []kg.ID{"Project_whole", "Project_begins", "Team_alias", "Team_twin", "Project_short", "Project_long", "Project_apart", "Project_below", "Project_spread"}
	for _, asked := range []string{"vector field", "VECTOR　field", " vector  field "} {
		if got := s.find(kg.System, kg.Search{Text: asked}); !slices.Equal(got, want) {
			t.Errorf("%q finds %q, want %q", asked, got, want)
		}
	}
	f := kg.Search{Text: "vector field", Page: kg.Page{Limit: 9}}
	var scores []int64
	for _, row := range s.read(kg.System, &kg.Query{Start: kg.Start{Search: &f}}).Root.Rows {
		scores = append(scores, row.Score)
		if row.Key != nil {
			t.Errorf("%s has a key that is not wanted", row.ID)
		}
	}
	if !slices.Equal(scores, []int64{1198, 896, 798, 798, 597, 592, 296, 198, 98}) {
		t.Errorf("scores are %d", scores)
	}
}

func findByWeight(t *testing.T, s *subject) {
	for least, want := range [][]kg.ID{
		0: {"Project_whole", "Project_begins", "Team_alias", "Team_twin", "Project_short", "Project_long", "Project_apart", "Project_below", "Project_spread"},
		2: {"Project_whole", "Project_begins", "Team_alias", "Team_twin", "Project_short", "Project_long", "Project_apart"},
		3: {"Project_whole", "Project_begins", "Project_short", "Project_long", "Project_apart"},
	} {
		if want == nil {
			continue
		}
		if got := s.find(kg.System, kg.Search{Text: "vector field", MinWeight: least}); !slices.Equal(got, want) {
			t.Errorf("of weight %d: %q, want %q", least, got, want)
		}
	}
	if got := s.find(kg.System, kg.Search{Text: "量 quantum", MinWeight: 3}); !slices.Equal(got, []kg.ID{"Institution_parts"}) {
		t.Errorf("terms of weight 3: %q", got)
	}
}

func findFiltered(t *testing.T, s *subject) {
	for _, c := range []struct {
		search kg.Search
		want   []kg.ID
	}{
		{kg.Search{Text: "vector field", Kinds: []string{"Team"}}, []kg.ID{"Team_alias", "Team_twin"}},
		{kg.Search{Text: "vector field", Kinds: []string{"Team", "Person", "Team"}}, []kg.ID{"Team_alias", "Team_twin"}},
		{kg.Search{Text: "vector field", Kinds: []string{"Region"}}, nil},
		{kg.Search{Text: "vector field", Filter: compare("title", kg.OpContains, kg.Text("V"))}, []kg.ID{"Project_begins", "Team_twin"}},
		{kg.Search{Text: "vector field", Kinds: []string{"Project"}, Filter: kg.Not{Filter: isNull("summary")}}, []kg.ID{"Project_below", "Project_spread"}},
		{kg.Search{Text: "quantum", Filter: kg.KindIn{"Project"}}, nil},
	} {
		if got := s.find(kg.System, c.search); !slices.Equal(got, c.want) {
			t.Errorf("%+v finds %q, want %q", c.search, got, c.want)
		}
	}
}

func findHidden(t *testing.T, s *subject) {
	f := &kg.Search{Text: "vector hidden", Page: kg.Page{Limit: 9}, Total: true}
	s.rowsOf(t, "found", &kg.Query{Start: kg.Start{Search: f}}, [3]int{0, 1, 2})
	for i := range sized(60) {
		f := kg.Search{Text: string(hanPool[i%len(hanPool)]), MinWeight: i % 3}
		seen := map[kg.ID]bool{}
		for _, id := range s.find(kg.Anyone, f) {
			seen[id] = true
		}
		for _, id := range s.find(kg.System, f) {
			var hidden bool
			if n, ok := strings.CutPrefix(string(id), "Person_p"); ok {
				hidden = strings.HasSuffix(n, "0")
			}
			if seen[id] == hidden {
				t.Errorf("%q: anyone finds %s: %t", f.Text, id, seen[id])
			}
		}
	}
}

func pageSearches(t *testing.T, s *subject) {
	rows := 0
	for i, text := range sample([]string{"大", "机器", "robot", "a", "r", "沈 r", "robots of", "学 人", "deep", "5g", "s e"}, 3) {
		rows += s.pagedSearch(viewers[i%len(viewers)], kg.Search{Text: text}).check(t, 7)
		s.pagedSearch(kg.System, kg.Search{Text: text, MinWeight: 1 + i%3, Kinds: []string{"Person", "Project"}}).check(t, 7)
	}
	if rows < 50 {
		t.Errorf("only %d rows", rows)
	}
	p := s.pagedSearch(kg.Member, kg.Search{Text: "大"})
	whole := p.all()
	for _, c := range [][2]int{{2, 9}, {0, len(whole) - 1}, {4, 5}, {6, 3}, {7, 7}} {
		for _, last := range []bool{false, true} {
			want := rowNames(whole[min(c[0]+1, c[1]):c[1]])
			if n := len(want); n > 4 && last {
				want = want[n-4:]
			} else {
				want = want[:min(4, n)]
			}
			got := p.read(kg.Page{Limit: 4, Last: last, After: cursorOf(&whole[c[0]]), Before: cursorOf(&whole[c[1]]), Keys: true, Opposite: true})
			if !slices.Equal(rowNames(got.Rows), want) {
				t.Errorf("between %v, last %t: %q, want %q", c, last, rowNames(got.Rows), want)
			}
		}
	}
}

func findNothing(t *testing.T, s *subject) {
	for _, asked := range []string{"", " ", "!?", "👩\u200d🔬 🇨🇳", "¶", `"`, "* ^ -", "\x00", "\ufffd", "\u0301", "（）。"} {
		f := kg.Search{Text: asked, Total: true, Page: kg.Page{Limit: 5, Opposite: true, After: &kg.Cursor{Key: []kg.Value{kg.Int(300)}, Node: 4}}}
		level := s.read(kg.System, &kg.Query{Start: kg.Start{Search: &f}}).Root
		if len(level.Rows) != 0 || level.Pages[0].Total != 0 || level.Pages[0].HasPrevious || level.Pages[0].HasNext {
			t.Errorf("%q finds %d rows, %+v", asked, len(level.Rows), level.Pages[0])
		}
	}
}

func findSyntax(_ *testing.T, s *subject) {
	s.finds(`"; DROP TABLE words`, "Team_odd")
	s.finds(`NEAR(`, "Team_odd")
	s.finds(`w3 : "kg"`, "Team_odd")
	s.finds(`{w3 w2} : drop`)
	s.finds(`drop OR vector`)
	s.finds(`drop AND table`)
	s.finds(`drop NOT table`)
	s.finds(`dr*`, "Team_odd")
	s.finds("drop\x00table", "Team_odd")
	s.finds("k1") // what a store writes beside the words is not found
	s.finds("words", "Team_odd")
}

func refuseSearch(_ *testing.T, s *subject) {
	refused := func(f kg.Search, kind error) { s.refuseRead(&kg.Query{Start: kg.Start{Search: &f}}, kind) }
	refused(kg.Search{Text: strings.Repeat("a", 257)}, kg.ErrTooLarge)
	refused(kg.Search{Text: strings.Repeat("机器", 5000)}, kg.ErrTooLarge)
	refused(kg.Search{Text: strings.Repeat("a ", 33)}, kg.ErrTooLarge)
	refused(kg.Search{Text: "a\xed\xa0\x80"}, kg.ErrInvalid)
	refused(kg.Search{Text: "a", MinWeight: 4}, kg.ErrInvalid)
	refused(kg.Search{Text: "a", MinWeight: -1}, kg.ErrInvalid)
	refused(kg.Search{Text: "a", Kinds: []string{"Robot"}}, kg.ErrInvalid)
	refused(kg.Search{Text: "a", Filter: compare("nothing", kg.OpEq, kg.Text("x"))}, kg.ErrInvalid)
	for _, text := range []string{strings.Repeat("a", 256), strings.Repeat("机", 64), strings.Repeat("b ", 32), strings.Repeat("ﷺ", 15)} {
		s.finds(text)
	}
}

func foreignSearchCursor(_ *testing.T, s *subject) {
	for _, key := range [][]kg.Value{nil, {kg.Int(1), kg.Int(2)}, {kg.Text("1")}, {kg.Null}} {
		for _, text := range []string{"a", ""} {
			f := &kg.Search{Text: text, Page: kg.Page{Limit: 3, After: &kg.Cursor{Key: key, Node: 1}}}
			s.refuseRead(&kg.Query{Start: kg.Start{Search: f}}, kg.ErrBadCursor)
		}
	}
	for _, score := range []int64{-1 << 63, -1, 0, 1, 250, 1201, 1<<63 - 1} {
		for _, node := range []int64{-1 << 63, 0, 7, 1<<63 - 1} {
			c := &kg.Cursor{Key: []kg.Value{kg.Int(score)}, Node: node}
			for _, page := range []kg.Page{{Limit: 3, After: c, Opposite: true}, {Limit: 3, Before: c, Last: true, Opposite: true}, {Limit: 3, Before: c}} {
				s.read(kg.System, &kg.Query{Start: kg.Start{Search: &kg.Search{Text: "大", Page: page}}})
			}
		}
	}
}
