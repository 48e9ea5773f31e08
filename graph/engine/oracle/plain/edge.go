package plain

import "innograph/kg"

// Link is the interface of that name.
type Link interface{ IsLink() }

// A Tie is what every edge has, whether in a connection or as a link.
type Tie[F, T any] struct {
	step
	world *World
	on    string
}

func tie[F, T any](w *World, s step, on string) Tie[F, T] { return Tie[F, T]{s, w, on} }

// IsLink marks a link.
func (Tie[F, T]) IsLink() {}

// ID is a field of Link.
func (t Tie[F, T]) ID() string { return string(t.edge.ID) }

// Relation is a field of Link.
func (t Tie[F, T]) Relation() string { return t.edge.Relation }

// FromNode is a field of Link.
func (t Tie[F, T]) FromNode() F { return as[F](t.world.wrap(t.world.byID[t.edge.From], t.on)) }

// ToNode is a field of Link.
func (t Tie[F, T]) ToNode() T { return as[T](t.world.wrap(t.world.byID[t.edge.To], t.on)) }

// Visibility is a field of Link.
func (t Tie[F, T]) Visibility() string { return t.edge.Visibility.String() }

// Provenance is a field of Link.
func (t Tie[F, T]) Provenance() []Assertion { return assertions(t.edge.Provenance) }

func (t Tie[F, T]) value(name string) kg.Value { return t.edge.Properties[name] }

// An Affiliation is the link of that name.
type Affiliation struct{ Tie[Person, Organisation] }

// Role is a field of Affiliation.
func (a Affiliation) Role() (string, error) {
	return required(written(a.value("role")), "Affiliation", "role")
}

// From is a field of Affiliation.
func (a Affiliation) From() *string { return written(a.value("from")) }

// To is a field of Affiliation.
func (a Affiliation) To() *string { return written(a.value("to")) }

// A Participation is the link of that name.
type Participation struct{ Tie[Organisation, Project] }

// Rank is a field of Participation.
func (p Participation) Rank() *int { return number(p.value("rank")) }

// Share is a field of Participation.
func (p Participation) Share() *string { return written(p.value("share")) }

// Amount is a field of Participation.
func (p Participation) Amount() *Money { return money(p.value("amount")) }

// Task is a field of Participation.
func (p Participation) Task(lang *string) (string, error) {
	return required(localised(p.value("task"), lang), "Participation", "task")
}

// A Leadership is the link of that name.
type Leadership struct{ Tie[Project, Person] }

// From is a field of Leadership.
func (l Leadership) From() *string { return written(l.value("from")) }

// To is a field of Leadership.
func (l Leadership) To() *string { return written(l.value("to")) }

// A BackedBy is the link of that name.
type BackedBy struct{ Tie[Project, Node] }

// A PartOf is the link of that name.
type PartOf struct{ Tie[Institution, Institution] }

// link returns an edge as the link of its relation.
func (w *World) link(s step, on string) Link {
	switch s.edge.Relation {
	case "AFFILIATED_WITH":
		return Affiliation{tie[Person, Organisation](w, s, on)}
	case "TAKES_PART_IN":
		return Participation{tie[Organisation, Project](w, s, on)}
	case "LED_BY":
		return Leadership{tie[Project, Person](w, s, on)}
	case "BACKED_BY":
		return BackedBy{tie[Project, Node](w, s, on)}
	default:
		return PartOf{tie[Institution, Institution](w, s, on)}
	}
}
