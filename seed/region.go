package seed

import (
	"innograph/kg"
	"innograph/model"
)

// A region is a country, a province or a city.
type region struct {
	id     kg.ID
	code   string
	name   phrase
	place  phrase // as it stands at the head of names
	weight float64
}

// The places of regions in builder.regions; the cities follow the province, the
// other provinces the cities.
const (
	china     = 0
	liaoning  = 1
	firstCity = 2
	cities    = 14
	firstFar  = firstCity + cities
)

// The cities that something is planted in.
const (
	shenyang = firstCity
	dalian   = firstCity + 1
	anshan   = firstCity + 2
	fuxin    = firstCity + 8
	jiangsu  = firstFar + 8
)

// cityTable are the cities of Liaoning, as GB/T 2260 has them. Weights are of
// ours; the first two are set to what was published.
var cityTable = []region{
	{code: "210100", place: phrase{zh: "沈阳", en: "Shenyang"}, weight: 32},
	{code: "210200", place: phrase{zh: "大连", en: "Dalian"}, weight: 24},
	{code: "210300", place: phrase{zh: "鞍山", en: "Anshan"}, weight: 8},
	{code: "210400", place: phrase{zh: "抚顺", en: "Fushun"}, weight: 4},
	{code: "210500", place: phrase{zh: "本溪", en: "Benxi"}, weight: 3},
	{code: "210600", place: phrase{zh: "丹东", en: "Dandong"}, weight: 4},
	{code: "210700", place: phrase{zh: "锦州", en: "Jinzhou"}, weight: 5},
	{code: "210800", place: phrase{zh: "营口", en: "Yingkou"}, weight: 5},
	{code: "210900", place: phrase{zh: "阜新", en: "Fuxin"}, weight: 2},
	{code: "211000", place: phrase{zh: "辽阳", en: "Liaoyang"}, weight: 3},
	{code: "211100", place: phrase{zh: "盘锦", en: "Panjin"}, weight: 3},
	{code: "211200", place: phrase{zh: "铁岭", en: "Tieling"}, weight: 2},
	{code: "211300", place: phrase{zh: "朝阳", en: "Chaoyang"}, weight: 2.5},
	{code: "211400", place: phrase{zh: "葫芦岛", en: "Huludao"}, weight: 2.5},
}

// farTable are other provinces, the weight being how often contracts go there.
var farTable = []region{
	{code: "110000", name: phrase{zh: "北京市", en: "Beijing"}, place: phrase{zh: "北京", en: "Beijing"}, weight: 16},
	{code: "120000", name: phrase{zh: "天津市", en: "Tianjin"}, place: phrase{zh: "天津", en: "Tianjin"}, weight: 5},
	{code: "130000", name: phrase{zh: "河北省", en: "Hebei"}, place: phrase{zh: "河北", en: "Hebei"}, weight: 7},
	{code: "140000", name: phrase{zh: "山西省", en: "Shanxi"}, place: phrase{zh: "山西", en: "Shanxi"}, weight: 3},
	{code: "150000", name: phrase{zh: "内蒙古自治区", en: "Inner Mongolia"}, place: phrase{zh: "内蒙古", en: "Inner Mongolia"}, weight: 5},
	{code: "220000", name: phrase{zh: "吉林省", en: "Jilin"}, place: phrase{zh: "吉林", en: "Jilin"}, weight: 5},
	{code: "230000", name: phrase{zh: "黑龙江省", en: "Heilongjiang"}, place: phrase{zh: "黑龙江", en: "Heilongjiang"}, weight: 4},
	{code: "310000", name: phrase{zh: "上海市", en: "Shanghai"}, place: phrase{zh: "上海", en: "Shanghai"}, weight: 9},
	{code: "320000", name: phrase{zh: "江苏省", en: "Jiangsu"}, place: phrase{zh: "江苏", en: "Jiangsu"}, weight: 12},
	{code: "330000", name: phrase{zh: "浙江省", en: "Zhejiang"}, place: phrase{zh: "浙江", en: "Zhejiang"}, weight: 8},
	{code: "340000", name: phrase{zh: "安徽省", en: "Anhui"}, place: phrase{zh: "安徽", en: "Anhui"}, weight: 3},
	{code: "350000", name: phrase{zh: "福建省", en: "Fujian"}, place: phrase{zh: "福建", en: "Fujian"}, weight: 2},
	{code: "360000", name: phrase{zh: "江西省", en: "Jiangxi"}, place: phrase{zh: "江西", en: "Jiangxi"}, weight: 1.5},
	{code: "370000", name: phrase{zh: "山东省", en: "Shandong"}, place: phrase{zh: "山东", en: "Shandong"}, weight: 12},
	{code: "410000", name: phrase{zh: "河南省", en: "Henan"}, place: phrase{zh: "河南", en: "Henan"}, weight: 4},
	{code: "420000", name: phrase{zh: "湖北省", en: "Hubei"}, place: phrase{zh: "湖北", en: "Hubei"}, weight: 3},
	{code: "430000", name: phrase{zh: "湖南省", en: "Hunan"}, place: phrase{zh: "湖南", en: "Hunan"}, weight: 2},
	{code: "440000", name: phrase{zh: "广东省", en: "Guangdong"}, place: phrase{zh: "广东", en: "Guangdong"}, weight: 9},
	{code: "450000", name: phrase{zh: "广西壮族自治区", en: "Guangxi"}, place: phrase{zh: "广西", en: "Guangxi"}, weight: 1},
	{code: "460000", name: phrase{zh: "海南省", en: "Hainan"}, place: phrase{zh: "海南", en: "Hainan"}, weight: 0.5},
	{code: "500000", name: phrase{zh: "重庆市", en: "Chongqing"}, place: phrase{zh: "重庆", en: "Chongqing"}, weight: 1.5},
	{code: "510000", name: phrase{zh: "四川省", en: "Sichuan"}, place: phrase{zh: "四川", en: "Sichuan"}, weight: 3},
	{code: "520000", name: phrase{zh: "贵州省", en: "Guizhou"}, place: phrase{zh: "贵州", en: "Guizhou"}, weight: 0.7},
	{code: "530000", name: phrase{zh: "云南省", en: "Yunnan"}, place: phrase{zh: "云南", en: "Yunnan"}, weight: 0.8},
	{code: "540000", name: phrase{zh: "西藏自治区", en: "Tibet"}, place: phrase{zh: "西藏", en: "Tibet"}, weight: 0.1},
	{code: "610000", name: phrase{zh: "陕西省", en: "Shaanxi"}, place: phrase{zh: "陕西", en: "Shaanxi"}, weight: 4},
	{code: "620000", name: phrase{zh: "甘肃省", en: "Gansu"}, place: phrase{zh: "甘肃", en: "Gansu"}, weight: 1.2},
	{code: "630000", name: phrase{zh: "青海省", en: "Qinghai"}, place: phrase{zh: "青海", en: "Qinghai"}, weight: 0.4},
	{code: "640000", name: phrase{zh: "宁夏回族自治区", en: "Ningxia"}, place: phrase{zh: "宁夏", en: "Ningxia"}, weight: 0.8},
	{code: "650000", name: phrase{zh: "新疆维吾尔自治区", en: "Xinjiang"}, place: phrase{zh: "新疆", en: "Xinjiang"}, weight: 1.5},
}

func regionID(code string) kg.ID { return kg.ID(model.KindRegion + "_seed." + code) }

// addRegions adds the country, its provinces and the cities of Liaoning.
func (b *builder) addRegions() {
	add := func(r region, scheme, level string, within int) {
		r.id = regionID(r.code)
		b.regions = append(b.regions, r)
		b.node(model.KindRegion, r.id, properties{
			model.PropScheme: kg.Symbol(scheme), model.PropCode: kg.Text(r.code),
			model.PropName: localized(r.name), model.PropLevel: kg.Symbol(level),
		})
		if within >= 0 {
			b.edge(model.RelWithin, r.id, b.regions[within].id, nil)
		}
	}
	gb := model.RegionSchemeGbt2260
	add(region{code: "CN", name: phrase{zh: "中国", en: "China"}}, model.RegionSchemeIso3166, model.RegionLevelCountry, -1)
	add(region{code: "210000", name: phrase{zh: "辽宁省", en: "Liaoning"}, place: phrase{zh: "辽宁", en: "Liaoning"}}, gb, model.RegionLevelProvince, china)
	for _, c := range cityTable {
		c.name = phrase{zh: c.place.zh + "市", en: c.place.en}
		add(c, gb, model.RegionLevelPrefecture, liaoning)
	}
	for _, p := range farTable {
		add(p, gb, model.RegionLevelProvince, china)
	}
	for i := range 3 {
		brand, city := b.brand(), &b.regions[firstCity+i]
		b.node(model.KindZone, idOf(model.KindZone, i+1), properties{
			model.PropName: localized(phrase{zh: city.place.zh + brand.zh + "高新技术园区", en: city.place.en + " " + brand.en + " High-Tech Zone"})})
	}
}

// cityWeights are those of the cities; the first two together weigh what was
// published of them.
func (b *builder) cityWeights() []float64 {
	weights := make([]float64, cities)
	both, rest := 0.0, 0.0
	for i := range weights {
		weights[i] = b.regions[firstCity+i].weight
		if i < 2 {
			both += weights[i]
		} else {
			rest += weights[i]
		}
	}
	published := b.byKey["share-two-cities"]
	for i := range weights {
		if i < 2 {
			weights[i] *= published / both
		} else {
			weights[i] *= (1 - published) / rest
		}
	}
	return weights
}

// spread returns the cities of n organisations in random order.
func (b *builder) spread(r random, n int) []int {
	list := r.deck(apportion(n, 0, b.cityWeights())...)
	for i := range list {
		list[i] += firstCity
	}
	return list
}

func farWeights() []float64 {
	weights := make([]float64, len(farTable))
	for i, p := range farTable {
		weights[i] = p.weight
	}
	return weights
}
