package seed

import (
	"math"
	"testing"

	"innograph/kg"
	"innograph/model"
)

// whole are the figures that are counts, and how whoever is not known counts
// them.
func whole(g *graph) map[string]int {
	convertible := func(n *kg.NodeChange) bool {
		return n.Properties[model.PropConvertible].Bool() && symbol(n, model.PropStage) == model.AchievementStageMature &&
			symbol(n, model.PropStatus) == model.ListingStatusPublished
	}
	field := func(code string) int {
		return g.count(model.KindAchievement, func(n *kg.NodeChange) bool { return convertible(n) && g.fieldOf(n.ID) == code })
	}
	platform := func(sort, level string) int {
		return g.count(model.KindServicePlatform, func(n *kg.NodeChange) bool {
			return symbol(n, model.PropType) == sort && (level == "" || symbol(n, model.PropLevel) == level)
		})
	}
	recognised := func(sort string) int {
		return g.count(model.KindEnterprise, func(n *kg.NodeChange) bool { return contains(n, model.PropRecognisedAs, sort) })
	}
	lab := func(level string) int { return g.count(model.KindLaboratory, is(model.PropLevel, level)) }
	home, contracts, _ := g.localConversions()
	return map[string]int{
		"achievements":           g.count(model.KindAchievement, convertible),
		"holders":                g.holders(convertible),
		"field-agriculture":      field("AGR"),
		"field-equipment":        field("EQP"),
		"field-materials":        field("MAT"),
		"field-electronics":      field("ELE"),
		"field-biomedicine":      field("BIO"),
		"field-energy":           field("ENE"),
		"field-resources":        field("RES"),
		"field-transport":        field("TRA"),
		"field-other":            field("OTH"),
		"labs-national":          lab(model.LabLevelNationalKey),
		"labs-liaoning":          lab(model.LabLevelLiaoningLaboratory),
		"labs-provincial":        lab(model.LabLevelProvincialKey),
		"contracts":              contracts,
		"needs":                  g.count(model.KindNeed, is(model.PropStatus, model.ListingStatusPublished)),
		"roadshows":              g.count(model.KindEvent, is(model.PropKind, model.EventKindRoadshow)),
		"pilot-bases":            platform(model.PlatformTypePilotBase, ""),
		"service-institutions":   platform(model.PlatformTypeTtDemonstration, ""),
		"incubators":             platform(model.PlatformTypeIncubator, ""),
		"incubators-national":    platform(model.PlatformTypeIncubator, model.PlatformLevelNational),
		"science-parks":          platform(model.PlatformTypeSciencePark, ""),
		"science-parks-national": platform(model.PlatformTypeSciencePark, model.PlatformLevelNational),
		"maker-spaces":           platform(model.PlatformTypeMakerSpace, ""),
		"maker-spaces-national":  platform(model.PlatformTypeMakerSpace, model.PlatformLevelNational),
		"academicians":           g.count(model.KindPerson, is(model.PropTalentTier, academician)),
		"high-tech":              recognised(model.RecognitionTypeHighTech),
		"sme-tech":               recognised(model.RecognitionTypeSmeTech),
		"eaglets":                recognised(model.RecognitionTypeEaglet),
		"gazelles":               recognised(model.RecognitionTypeGazelle),
		"unicorns":               recognised(model.RecognitionTypeUnicorn),
		// The target is passed, by as much as takes the share above its own.
		"target-local-conversions": home - 12,
	}
}

// holders counts the institutions that own or owned such achievements.
func (g *graph) holders(fits func(*kg.NodeChange) bool) int {
	return g.count(model.KindInstitution, func(n *kg.NodeChange) bool {
		for _, e := range g.in[n.ID] {
			if e.Relation == model.RelOwnedBy && fits(g.nodes[e.From]) {
				return true
			}
		}
		return false
	})
}

// shares are the figures that are met in proportion.
func shares(g *graph) map[string]float64 {
	var paid, million, value float64
	_, n, counted := g.localConversions()
	for _, c := range counted {
		v, p := float64(c.Properties[model.PropTotalValue].Int()), float64(c.Properties[model.PropPaid].Int())
		value += v / 100
		paid += p / v
		if v >= 1e8 {
			million++
		}
	}
	home, _, _ := g.localConversions()
	highTech, inTwo := 0.0, 0.0
	for _, e := range g.kinds[model.KindEnterprise] {
		if !contains(e, model.PropRecognisedAs, model.RecognitionTypeHighTech) {
			continue
		}
		highTech++
		for _, r := range g.to(e.ID, model.RelLocatedIn) {
			if code := symbol(r, model.PropCode); code == "210100" || code == "210200" {
				inTwo++
			}
		}
	}
	proposed, accepted, signed := g.funnel()
	return map[string]float64{
		"target-local-rate":  float64(home) / float64(n),
		"contract-mean":      value / float64(n),
		"contracts-from-1m":  million / float64(n),
		"paid-ratio":         paid / float64(n),
		"share-two-cities":   inTwo / highTech,
		"docking-accepted":   accepted / proposed,
		"docking-signed":     signed / proposed,
		"target-funds-2027":  g.target("FUND_SUBSCRIPTIONS", "2027"),
		"target-funds-2030":  g.target("FUND_SUBSCRIPTIONS", "2030"),
		"target-conversions": g.target("LOCAL_CONVERSIONS", "2024"),
	}
}

func (g *graph) target(indicator, period string) float64 {
	for _, n := range g.kinds[model.KindTarget] {
		if symbol(n, model.PropIndicator) == indicator && symbol(n, model.PropPeriod) == period {
			return float64(n.Properties[model.PropValue].Int()) / 1e6
		}
	}
	return 0
}

// Every published figure comes out for whoever is not known.
func TestFigures(t *testing.T) {
	g := generate(t, Full)
	counts, parts := whole(g), shares(g)
	list, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if n, ok := counts[f.Key]; ok {
			if float64(n) != f.Value {
				t.Errorf("%s: %d, published are %g", f.Key, n, f.Value)
			}
			continue
		}
		got, ok := parts[f.Key]
		if !ok {
			t.Errorf("%s is not tested", f.Key)
		}
		if math.Abs(got/f.Value-1) > 0.02 {
			t.Errorf("%s: %g, published are %g", f.Key, got, f.Value)
		}
		t.Logf("%s: %.4g for %.4g", f.Key, got, f.Value)
	}
	if rate := parts["target-local-rate"]; rate <= 0.57 {
		t.Errorf("the local rate is %g, and not above that published", rate)
	}
	if parts["target-conversions"] != 4000 || counts["target-local-conversions"] != 4000 {
		t.Errorf("target %g, in the province %d", parts["target-conversions"], counts["target-local-conversions"]+12)
	}
	if n := g.count(model.KindAchievement, nil); n <= 4016 {
		t.Errorf("%d achievements: none is left out by the filter", n)
	}
}

// The small hub keeps the proportions, the higher laboratories and a platform of
// each type.
func TestSmall(t *testing.T) {
	g := generate(t, Small)
	full, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	counts := whole(g)
	for _, f := range full {
		n, ok := counts[f.Key]
		switch {
		case !ok:
		case f.Key == "labs-national" || f.Key == "labs-liaoning":
			if float64(n) != f.Value {
				t.Errorf("%s: %d, want %g", f.Key, n, f.Value)
			}
		case f.Key == "holders" || f.Key == "target-local-conversions":
		case f.Key == "achievements": // the sum of the fields, each of which is rounded
			if math.Abs(float64(n)-f.Value/fortieth) > 5 {
				t.Errorf("%d achievements", n)
			}
		case math.Abs(float64(n)-f.Value/fortieth) > 1:
			t.Errorf("%s: %d of %g", f.Key, n, f.Value)
		}
	}
	for _, sort := range platformTypes {
		if g.count(model.KindServicePlatform, is(model.PropType, sort.symbol)) == 0 {
			t.Errorf("there is no %s", sort.symbol)
		}
	}
	if home, n, _ := g.localConversions(); float64(home)/float64(n) <= 0.57 {
		t.Errorf("%d of %d contracts are in the province", home, n)
	}
}
