package fragment

import "strings"

// Commas lists expressions.
func Commas(texts []string) string { return strings.Join(texts, ", ") }

// Where returns the WHERE clause of conditions that must all hold, with a space before
// it. "" is no condition; of none there is no clause.
func Where(conditions ...string) string {
	text := ""
	for _, c := range conditions {
		switch {
		case c == "":
		case text == "":
			text = " WHERE " + c
		default:
			text += " AND " + c
		}
	}
	return text
}

// Join joins conditions, one at least, by an operator: AND or OR. More than one have
// brackets around them. Many are nested by halves, for databases bound how deep an
// expression is, and take a long row of them for one that is as deep.
func Join(operator string, conditions []string) string {
	switch n := len(conditions); n {
	case 1:
		return conditions[0]
	case 2, 3, 4:
		return "(" + strings.Join(conditions, " "+operator+" ") + ")"
	default:
		return "(" + Join(operator, conditions[:n/2]) + " " + operator + " " + Join(operator, conditions[n/2:]) + ")"
	}
}
