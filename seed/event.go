package seed

import (
	"innograph/kg"
	"innograph/model"
)

// An event brings supply and demand together.
type event struct {
	id kg.ID
	on day
}

// addEvents adds the roadshows of a year, the first of which is planted, and
// some fairs and salons of the next.
func (b *builder) addEvents() {
	r := newRandom("events")
	for n := range b.size.roadshows + b.size.meetings {
		v := event{id: idOf(model.KindEvent, n+1), on: r.day(on(2023, 1, 10), on(2023, 12, 20))}
		kind, name := model.EventKindRoadshow, phrase{zh: "科技成果路演", en: "Roadshow of achievements"}
		switch {
		case n == 0:
			v.on = on(2023, 11, 16)
		case n >= b.size.roadshows && n%4 == 0:
			v.on, kind, name = v.on+366, model.EventKindFair, phrase{zh: "科技成果交易会", en: "Fair of achievements"}
		case n >= b.size.roadshows:
			v.on, kind, name = v.on+366, model.EventKindSalon, phrase{zh: "技术对接沙龙", en: "Salon on technology"}
		}
		city := &b.regions[firstCity+r.weighted(b.cityWeights())]
		f := &b.fields[r.IntN(len(b.fields))]
		b.node(model.KindEvent, v.id, properties{
			model.PropName: localized(phrase{
				zh: city.place.zh + f.Name.zh + name.zh + "第" + padded(n+1, 1) + "场",
				en: city.place.en + ": " + name.en + " in " + f.Name.en + ", No. " + padded(n+1, 1),
			}),
			model.PropKind: kg.Symbol(kind), model.PropVenue: kg.Text(city.name.zh),
			model.PropFrom: b.dates.date(v.on), model.PropTo: b.dates.date(v.on + day(r.between(1, 3))),
		})
		b.showcase(r, n, v.id)
		b.events = append(b.events, v)
	}
}

func (b *builder) showcase(r random, n int, id kg.ID) {
	if n == 0 {
		b.edge(model.RelShowcased, id, b.achievements[soldAchievement-1].id, nil)
		return
	}
	first := len(plantedAchievements)
	start := r.IntN(b.size.achievements)
	for k := range r.between(2, 4) {
		b.edge(model.RelShowcased, id, b.achievements[first+(start+k*101)%(b.size.achievements-first)].id, nil)
	}
	b.edge(model.RelShowcased, id, b.needs[len(plantedNeeds)+r.IntN(b.size.needs-len(plantedNeeds))].id, nil)
}

// addReleases adds a batch a month of what was published in it.
func (b *builder) addReleases() {
	batches := map[day]kg.ID{}
	month := func(d day) day {
		t := d.time()
		return on(t.Year(), int(t.Month()), 1)
	}
	for n := range b.size.batches {
		id, from := idOf(model.KindReleaseBatch, n+1), on(2023, 1+n, 1)
		batches[from] = id
		channel := model.ChannelOnline
		if n%6 == 5 {
			channel = model.ChannelOffline
		}
		b.node(model.KindReleaseBatch, id, properties{
			model.PropPeriod:  kg.Text(from.time().Format("2006-01")),
			model.PropChannel: kg.Symbol(channel), model.PropReleasedOn: b.dates.date(month(from+31) - 1),
		})
	}
	release := func(listing kg.ID, published day) {
		if batch, ok := batches[month(published)]; ok {
			b.edge(model.RelReleases, batch, listing, nil)
		}
	}
	for i := range b.achievements {
		release(b.achievements[i].id, b.achievements[i].published)
	}
	for i := range b.needs {
		release(b.needs[i].id, b.needs[i].published)
	}
}
