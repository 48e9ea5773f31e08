package seed

import (
	"innograph/kg"
)

// A Profile says how large a hub is.
type Profile string

// The profiles. Small is a fortieth of Full, but keeps what is planted, the
// national and the Liaoning laboratories, a platform of each type and a stage
// that no platform of a city serves.
const (
	Full  Profile = "full"
	Small Profile = "small"
)

// Generate returns the hub of a profile, the same every time: one changeset for
// an empty store, of actor "seed" and a fixed time. An unknown profile is a
// kg.ErrInvalid.
func Generate(p Profile) (*kg.Changeset, error) {
	d, err := load()
	if err != nil {
		return nil, err
	}
	s, err := d.sizes(p)
	if err != nil {
		return nil, err
	}
	b := newBuilder(d, s)
	for _, part := range []func(){
		b.addSources, b.addProvisions, b.addTargets, b.addStages, b.addRegions, b.addFields,
		b.addInstitutions, b.addLaboratories, b.addPeople,
		b.addEnterprises, b.addInvestors, b.addPlatforms,
		b.addProjects, b.addAchievements, b.addRights, b.addTeams, b.addRounds,
		b.addContracts, b.addNeeds, b.addEvents, b.addEmpowerments, b.addDockings, b.addReleases,
	} {
		part()
	}
	if b.err != nil {
		return nil, b.err
	}
	return &kg.Changeset{Nodes: b.nodes, Edges: b.edges, At: now.time(), Actor: "seed", Bulk: true}, nil
}
