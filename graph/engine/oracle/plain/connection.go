package plain

// A PageInfo is the type of that name.
type PageInfo struct {
	HasNextPage, HasPreviousPage bool
	StartCursor, EndCursor       *string
}

// A Page is what every connection has.
type Page[E, N any] struct {
	Edges      []E
	Nodes      []N
	PageInfo   PageInfo
	TotalCount int

	found *found // with what figures are of
}

// An At is a place in a connection.
type At[N any] struct {
	Cursor string
	Node   N
}

// fill makes a connection of what was found.
func fill[E, N any](p *Page[E, N], w *World, found *found, on string, edge func(At[N], step) E) {
	p.PageInfo, p.TotalCount, p.found = found.info, found.total, found
	p.Edges, p.Nodes = []E{}, []N{}
	for i, s := range found.steps {
		n := as[N](w.wrap(s.node, on))
		p.Nodes = append(p.Nodes, n)
		p.Edges = append(p.Edges, edge(At[N]{found.cursors[i], n}, s))
	}
}

// Connections and edges of root lists, each the type of its name.
type (
	// PersonEdge is the type of that name.
	PersonEdge struct{ At[Person] }
	// PersonConnection is the type of that name.
	PersonConnection struct{ Page[PersonEdge, Person] }
	// InstitutionEdge is the type of that name.
	InstitutionEdge struct{ At[Institution] }
	// InstitutionConnection is the type of that name.
	InstitutionConnection struct {
		Page[InstitutionEdge, Institution]
	}
	// CompanyEdge is the type of that name.
	CompanyEdge struct{ At[Company] }
	// CompanyConnection is the type of that name.
	CompanyConnection struct{ Page[CompanyEdge, Company] }
	// ProjectEdge is the type of that name.
	ProjectEdge struct{ At[Project] }
	// ProjectConnection is the type of that name.
	ProjectConnection struct{ Page[ProjectEdge, Project] }
	// OrganisationEdge is the type of that name.
	OrganisationEdge struct{ At[Organisation] }
	// OrganisationConnection is the type of that name.
	OrganisationConnection struct {
		Page[OrganisationEdge, Organisation]
	}
)

// Connections and edges of relations, each the type of its name.
type (
	// PersonOrganisationsEdge is the type of that name.
	PersonOrganisationsEdge struct {
		At[Organisation]
		Affiliation
	}
	// PersonOrganisationsConnection is the type of that name.
	PersonOrganisationsConnection struct {
		EdgePage[PersonOrganisationsEdge, Organisation]
	}
	// OrganisationStaffEdge is the type of that name.
	OrganisationStaffEdge struct {
		At[Person]
		Affiliation
	}
	// OrganisationStaffConnection is the type of that name.
	OrganisationStaffConnection struct {
		EdgePage[OrganisationStaffEdge, Person]
	}
	// PersonLeadsEdge is the type of that name.
	PersonLeadsEdge struct {
		At[Project]
		Leadership
	}
	// PersonLeadsConnection is the type of that name.
	PersonLeadsConnection struct {
		EdgePage[PersonLeadsEdge, Project]
	}
	// PersonBacksEdge is the type of that name.
	PersonBacksEdge struct {
		At[Project]
		BackedBy
	}
	// PersonBacksConnection is the type of that name.
	PersonBacksConnection struct{ Page[PersonBacksEdge, Project] }
	// OrganisationBacksEdge is the type of that name.
	OrganisationBacksEdge struct {
		At[Project]
		BackedBy
	}
	// OrganisationBacksConnection is the type of that name.
	OrganisationBacksConnection struct {
		Page[OrganisationBacksEdge, Project]
	}
	// OrganisationProjectsEdge is the type of that name.
	OrganisationProjectsEdge struct {
		At[Project]
		Participation
	}
	// OrganisationProjectsConnection is the type of that name.
	OrganisationProjectsConnection struct {
		EdgePage[OrganisationProjectsEdge, Project]
	}
	// ProjectParticipantsEdge is the type of that name.
	ProjectParticipantsEdge struct {
		At[Organisation]
		Participation
	}
	// ProjectParticipantsConnection is the type of that name.
	ProjectParticipantsConnection struct {
		EdgePage[ProjectParticipantsEdge, Organisation]
	}
	// ProjectBackersEdge is the type of that name.
	ProjectBackersEdge struct {
		At[Backer]
		BackedBy
	}
	// ProjectBackersConnection is the type of that name.
	ProjectBackersConnection struct {
		Page[ProjectBackersEdge, Backer]
	}
	// ProjectFirmsEdge is the type of that name.
	ProjectFirmsEdge struct {
		At[Company]
		BackedBy
	}
	// ProjectFirmsConnection is the type of that name.
	ProjectFirmsConnection struct {
		Page[ProjectFirmsEdge, Company]
	}
	// InstitutionPartsEdge is the type of that name.
	InstitutionPartsEdge struct {
		At[Institution]
		PartOf
	}
	// InstitutionPartsConnection is the type of that name.
	InstitutionPartsConnection struct {
		Page[InstitutionPartsEdge, Institution]
	}
)
