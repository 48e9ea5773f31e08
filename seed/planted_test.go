package seed

import (
	"slices"
	"testing"

	"innograph/kg"
	"innograph/model"
)

// Each kind and each relation of the model occurs.
func TestNothingIsMissing(t *testing.T) {
	for _, p := range profiles {
		g := generate(t, p)
		m := model.Graph()
		for i := range m.Kinds {
			if g.kinds[m.Kinds[i].Name] == nil {
				t.Errorf("%s: there is no %s", p, m.Kinds[i].Name)
			}
		}
		for i := range m.Relations {
			if len(g.ofRelation(m.Relations[i].Name, false)) == 0 {
				t.Errorf("%s: nothing is linked by %s", p, m.Relations[i].Name)
			}
		}
	}
}

// What is planted is there in each size, and anybody sees it.
func TestPlanted(t *testing.T) {
	truth := Planted()
	for _, p := range profiles {
		g := generate(t, p)
		questions := map[int]bool{}
		for _, path := range truth.Paths {
			questions[path.Question] = true
			for i, id := range path.Nodes {
				if n := g.nodes[id]; n == nil || !public(n) {
					t.Errorf("%s: question %d: there is no %s to be seen", p, path.Question, id)
				}
				if i > 0 && !g.linked(path.Nodes[i-1], id, path.Relations[i-1]) {
					t.Errorf("%s: question %d: %s does not join %s and %s", p, path.Question, path.Relations[i-1], path.Nodes[i-1], id)
				}
			}
		}
		if len(questions) != 26 {
			t.Errorf("there are paths for %d questions", len(questions))
		}
		for _, gap := range truth.Gaps {
			if g.nodes[gap.Node] == nil {
				t.Errorf("%s: there is no %s", p, gap.Node)
			}
			for _, e := range slices.Concat(g.out[gap.Node], g.in[gap.Node]) {
				far := e.To
				if far == gap.Node {
					far = e.From
				}
				if e.Relation == gap.Relation && (gap.Kind == "" || g.nodes[far].Kind == gap.Kind) {
					t.Errorf("%s: question %d: %s joins %s and %s", p, gap.Question, e.Relation, gap.Node, far)
				}
			}
		}
		pairs(t, g, truth)
		singles(t, g, truth)
	}
}

func pairs(t *testing.T, g *graph, truth Truth) {
	if len(truth.Pairs) < 5 {
		t.Errorf("only %d pairs", len(truth.Pairs))
	}
	for _, pair := range truth.Pairs {
		found := ""
		for _, e := range g.in[pair.Need] {
			if e.Relation == model.RelDocksNeed && g.linked(e.From, pair.Achievement, model.RelDocksSupply) {
				found = symbol(g.nodes[e.From], model.PropStatus)
			}
		}
		if found != pair.Outcome {
			t.Errorf("%s and %s: %q, want %s", pair.Need, pair.Achievement, found, pair.Outcome)
		}
	}
}

func singles(t *testing.T, g *graph, truth Truth) {
	names := map[string][]kg.ID{}
	for _, n := range g.kinds[model.KindPerson] {
		name, _ := n.Properties[model.PropName].In("zh")
		names[name] = append(names[name], n.ID)
	}
	for name, ids := range names {
		if len(ids) > 1 && !slices.Equal(ids, truth.Namesakes[:]) {
			t.Errorf("%v are all %s", ids, name)
		}
	}
	if name, _ := g.nodes[truth.Namesakes[0]].Properties[model.PropName].In("zh"); len(names[name]) != 2 {
		t.Errorf("%v do not share a name", truth.Namesakes)
	}
	former := kg.Identifier{Scheme: kg.FormerID, Value: string(truth.Merged.Former)}
	if g.nodes[truth.Merged.Former] != nil || !slices.Contains(g.nodes[truth.Merged.Survivor].Identifiers, former) {
		t.Errorf("%s was not taken up by %s", truth.Merged.Former, truth.Merged.Survivor)
	}
	spaces := g.to(truth.PreCompanyTeam, model.RelIncubatedBy)
	if len(spaces) != 1 || symbol(spaces[0], model.PropType) != model.PlatformTypeMakerSpace {
		t.Errorf("%s is a tenant of %d platforms", truth.PreCompanyTeam, len(spaces))
	}
	for _, n := range g.kinds[model.KindServicePlatform] {
		if g.linked(n.ID, truth.EmptyCell.City, model.RelLocatedIn) && contains(n, model.PropStagesServed, truth.EmptyCell.Stage) {
			t.Errorf("%s serves %s in %s", n.ID, truth.EmptyCell.Stage, truth.EmptyCell.City)
		}
	}
}
