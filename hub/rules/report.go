package rules

import "innograph/kg"

// A Report is what Verify has found.
type Report struct {
	Nodes    int       `json:"nodes"` // looked at
	Edges    int       `json:"edges"`
	Errors   int       `json:"errors"`   // violations of rules of severity ERROR
	Warnings int       `json:"warnings"` // of others
	Rules    []Finding `json:"rules"`    // sorted by code
}

// A Finding is what came of one rule.
type Finding struct {
	Code        string    `json:"code"`
	Severity    Severity  `json:"severity"`
	Description string    `json:"description"`
	Source      string    `json:"source,omitempty"`
	Checked     int       `json:"checked"` // nodes or edges it applies to
	Violations  int       `json:"violations"`
	Subjects    []Subject `json:"subjects,omitempty"` // what it was checked for, sorted by name
}

// A Subject is a kind, a property or a relation that a rule is about.
type Subject struct {
	Subject    string    `json:"subject"`
	Checked    int       `json:"checked"`
	Violations int       `json:"violations"`
	Examples   []Example `json:"examples,omitempty"`
}

// An Example is a node, or an edge, that breaks a rule.
type Example struct {
	ID        kg.ID  `json:"id"`
	Label     string `json:"label,omitempty"`    // of a node: its name, title or code
	Relation  string `json:"relation,omitempty"` // of an edge
	From      kg.ID  `json:"from,omitempty"`
	FromLabel string `json:"fromLabel,omitempty"`
	To        kg.ID  `json:"to,omitempty"`
	ToLabel   string `json:"toLabel,omitempty"`
	Problem   string `json:"problem"`
}
