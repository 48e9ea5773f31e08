package plain

// A Person is the kind of that name.
type Person struct{ Record }

// An Institution is the kind of that name.
type Institution struct{ Organ }

// A Company is the kind of that name.
type Company struct{ Organ }

// A Project is the kind of that name.
type Project struct{ Record }

// An Organ is what every organisation has.
type Organ struct{ Record }

// IsBacker marks a member of the union.
func (Person) IsBacker() {}

// IsBacker marks a member of the union.
func (Organ) IsBacker() {}

// IsOrganisation marks a kind of the role.
func (Organ) IsOrganisation() {}

// Name is a field of Person.
func (p Person) Name(lang *string) (string, error) {
	return required(localised(p.node.Properties["name"], lang), "Person", "name")
}

// Orcid is a field of Person.
func (p Person) Orcid() *string { return written(p.node.Properties["orcid"]) }

// Aliases is a field of Person.
func (p Person) Aliases() []string { return texts(p.node.Properties["aliases"]) }

// Homepage is a field of Person.
func (p Person) Homepage() *string { return written(p.node.Properties["homepage"]) }

// Papers is a field of Person.
func (p Person) Papers() *int { return number(p.node.Properties["papers"]) }

// Language is a field of Person.
func (p Person) Language() *string { return written(p.node.Properties["language"]) }

// Active is a field of Person.
func (p Person) Active() (bool, error) {
	v := p.node.Properties["active"]
	if v.IsNull() {
		return required[bool](nil, "Person", "active")
	}
	return v.Bool(), nil
}

// Name is a field of Organisation.
func (o Organ) Name(lang *string) (string, error) {
	return required(localised(o.node.Properties["name"], lang), "Organisation", "name")
}

// Ror is a field of Organisation.
func (o Organ) Ror() *string { return written(o.node.Properties["ror"]) }

// FoundedOn is a field of Organisation.
func (o Organ) FoundedOn() *string { return written(o.node.Properties["foundedOn"]) }

// Sort is a field of Institution.
func (i Institution) Sort() *string { return written(i.node.Properties["sort"]) }

// Capital is a field of Company.
func (c Company) Capital() *Money { return money(c.node.Properties["capital"]) }

// Sectors is a field of Company.
func (c Company) Sectors() []string { return texts(c.node.Properties["sectors"]) }

// Title is a field of Project.
func (p Project) Title() (string, error) {
	return required(written(p.node.Properties["title"]), "Project", "title")
}

// Programme is a field of Project.
func (p Project) Programme() (string, error) {
	return required(written(p.node.Properties["programme"]), "Project", "programme")
}

// Number is a field of Project.
func (p Project) Number() (int, error) {
	return required(number(p.node.Properties["number"]), "Project", "number")
}

// Budget is a field of Project.
func (p Project) Budget() *Money { return money(p.node.Properties["budget"]) }

// Rate is a field of Project.
func (p Project) Rate() *string { return written(p.node.Properties["rate"]) }

// SignedAt is a field of Project.
func (p Project) SignedAt() *string { return written(p.node.Properties["signedAt"]) }

// Continues is a field of Project.
func (p Project) Continues() *string { return written(p.node.Properties["continues"]) }

// Summary is a field of Project.
func (p Project) Summary() *string { return written(p.node.Properties["summary"]) }
