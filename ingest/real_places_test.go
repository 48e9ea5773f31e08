package ingest_test

import (
	"slices"
	"testing"

	"innograph/kg"
)

// places checks that organisations of China are in regions numbered by GB/T
// 2260, as those of other sources are, and that two records the registry places
// wrongly are not taken for Liaoning's.
func places(t *testing.T, g *graph) {
	t.Helper()
	region := func(scheme, code string) *kg.Node { return g.by(t, "Region.scheme+code", scheme+"/"+code) }
	located := func(r *kg.Node) []*kg.Node {
		return slices.DeleteFunc(g.from(r, "LOCATED_IN"), func(n *kg.Node) bool { return !identified(n, "ror") })
	}
	liaoning, shenyang := region("GBT2260", "210000"), region("GBT2260", "210100")
	expect(t, "the name of 210000", named(liaoning, "name", "zh")+named(liaoning, "name", "en"), "辽宁省Liaoning")
	expect(t, "the name of 210100", named(shenyang, "name", "zh")+named(shenyang, "name", "en"), "沈阳市Shenyang")
	expectCount(t, "organisations of Shenyang", len(located(shenyang)), 36)
	expectCount(t, "organisations of Dalian", len(located(region("GBT2260", "210200"))), 29)
	all := located(liaoning)
	expectCount(t, "organisations of Liaoning", len(all), 74)
	for _, ror := range []string{"01a67y017", "01dvevz61"} {
		if n := g.by(t, "ror", ror); slices.Contains(all, n) {
			t.Errorf("%s is said to be in Liaoning", named(n, "name", "en"))
		}
	}
	if !slices.Contains(located(region("GBT2260", "110000")), g.by(t, "ror", "01dvevz61")) {
		t.Error("the Chinese Chemical Society is not in Beijing")
	}
	for city, province := range map[*kg.Node]*kg.Node{
		shenyang: liaoning, liaoning: region("ISO3166", "CN"), region("PLACE", "CN%2Fnanjing"): region("GBT2260", "320000"),
	} {
		if above := g.to(city, "WITHIN"); len(above) != 1 || above[0] != province {
			t.Errorf("%s lies in %v", city.ID, above)
		}
	}
}
