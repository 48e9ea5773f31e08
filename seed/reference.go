package seed

import (
	"strconv"

	"innograph/kg"
	"innograph/model"
)

// syntheticSource is the Source of everything that is invented.
const syntheticSource kg.ID = "Source_seed.synthetic"

func sourceID(key string) kg.ID { return kg.ID(model.KindSource + "_seed." + key) }

// asserted is the provenance of what was published.
func asserted(source kg.ID) []kg.Assertion {
	return []kg.Assertion{{Source: string(source), Method: methodDeclared}}
}

// Symbols of the enum RelationMethod.
const (
	methodDeclared = "DECLARED"
	methodInferred = "INFERRED"
)

// addSources adds the source of what is invented, and each published one, which
// stands for itself.
func (b *builder) addSources() {
	b.synthetic = asserted(syntheticSource)
	b.node(model.KindSource, syntheticSource, properties{
		model.PropTitle:     localized(phrase{zh: "虚构的辽宁创新枢纽", en: "A made-up hub in Liaoning"}),
		model.PropPublisher: kg.Text("Innograph"),
		model.PropSynthetic: kg.Bool(true),
	})
	for _, s := range b.publications {
		p := properties{
			model.PropTitle:     localized(s.Title),
			model.PropPublisher: kg.Text(s.Publisher),
			model.PropSynthetic: kg.Bool(false),
		}
		if s.URL != "" {
			p[model.PropUrl] = kg.URL(s.URL)
		}
		b.node(model.KindSource, sourceID(s.Key), p).Provenance = asserted(sourceID(s.Key))
	}
}

// The provisions, by place in provisions.
const (
	provisionChapter = iota
	provisionPolicy
	provisionNational
	provisionState
	provisionPilot
)

// provisions are rules that rewards and empowerments refer to. No wording of a
// law is given: what is known is told in plain words.
var provisions = []struct {
	document, article string
	text              phrase
	source            string // a publication; empty: invented
	from              string
	minShare          int // in hundredths
	appliesTo         string
}{
	provisionChapter: {document: "Provincial regulation in force from 1 October 2021", article: "Chapter on commercialisation",
		text:   phrase{zh: "该条例设有科技成果转化专章，自2021年10月1日起施行；此处不引用条文。", en: "The regulation has a chapter on the commercialisation of achievements, in force from 1 October 2021. Its wording is not given here."},
		source: "regulation-2021", from: "2021-10-01"},
	provisionPolicy: {document: "Policy plan of 2018", article: "Rewards",
		text:   phrase{zh: "转化收益不低于百分之七十归研发团队和有贡献人员（据报道，非条文）。", en: "At least 70 % of the proceeds go to the team and the contributors, as reported; not the wording."},
		source: "policy-2018", from: "2018", minShare: 70},
	provisionNational: {document: "National floor for rewards", article: "Demonstration",
		text:     phrase{zh: "示例：奖励不低于转化净收入的百分之五十。", en: "For demonstration: a reward of at least 50 % of the net proceeds."},
		minShare: 50},
	provisionState: {document: "Rewards in state-owned enterprises", article: "Demonstration",
		text:     phrase{zh: "示例：国有企业对职务科技成果完成人的奖励。", en: "For demonstration: rewards in state-owned enterprises for achievements made on duty."},
		minShare: 50, appliesTo: model.OwnershipStateOwned},
	provisionPilot: {document: "National pilot of 2020 on empowerment", article: "Forms of empowerment",
		text:   phrase{zh: "赋予科研人员职务科技成果所有权或长期使用权（概述，非条文）。", en: "Researchers are granted ownership or long-term use of achievements made on duty: a summary, not the wording."},
		source: "empowerment-2020", from: "2020"},
}

func provisionID(i int) kg.ID { return idOf(model.KindProvision, i+1) }

func (b *builder) addProvisions() {
	for i, v := range provisions {
		p := properties{
			model.PropDocument: kg.Text(v.document),
			model.PropArticle:  kg.Text(v.article),
			model.PropText:     localized(v.text),
		}
		if v.from != "" {
			p[model.PropInForceFrom] = b.parsed(kg.ParseDate(v.from))
		}
		if v.minShare > 0 {
			p[model.PropMinShare] = share(v.minShare)
		}
		if v.appliesTo != "" {
			p[model.PropAppliesTo] = symbols(v.appliesTo)
		}
		n := b.node(model.KindProvision, provisionID(i), p)
		if v.source != "" {
			n.Provenance = asserted(sourceID(v.source))
		}
	}
}

// parsed returns a value that was read, and keeps the error.
func (b *builder) parsed(v kg.Value, err error) kg.Value {
	if err != nil && b.err == nil {
		b.err = err
	}
	return v
}

// targets are the indicators that a figure is set for.
var targets = []struct{ indicator, figure string }{
	{"LOCAL_CONVERSIONS", "target-local-conversions"},
	{"LOCAL_CONVERSION_RATE", "target-local-rate"},
	{"FUND_SUBSCRIPTIONS", "target-funds-2027"},
	{"FUND_SUBSCRIPTIONS", "target-funds-2030"},
}

func (b *builder) addTargets() {
	for _, f := range b.figures {
		for _, t := range targets {
			if t.figure != f.Key {
				continue
			}
			value := b.parsed(kg.ParseDecimal(strconv.FormatFloat(f.Value, 'f', -1, 64)))
			b.node(model.KindTarget, kg.ID(model.KindTarget+"_seed."+t.indicator+"."+f.Date), properties{
				model.PropIndicator: kg.Text(t.indicator), model.PropPeriod: kg.Text(f.Date), model.PropValue: value,
			}).Provenance = asserted(sourceID(f.Source))
		}
	}
}

func stageID(code string) kg.ID { return kg.ID(model.KindStage + "_seed." + code) }

// stages are the four, in the order in which enterprises pass through them.
var stages = []string{model.EnterpriseStagePreparation, model.EnterpriseStageStartup, model.EnterpriseStageGrowth, model.EnterpriseStageMaturity}

func (b *builder) addStages() {
	for _, code := range stages {
		b.node(model.KindStage, stageID(code), properties{model.PropCode: kg.Symbol(code)})
	}
}
