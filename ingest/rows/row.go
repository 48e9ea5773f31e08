package rows

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"innograph/kg/text"
)

// A Row is one row of a table or one object of a JSON Lines file.
type Row struct {
	Line int    // where it starts, from 1
	Raw  string // as it stands in the file

	columns map[string]int
	cells   []string
	object  map[string]any
}

// MalformedError tells of a row that cannot be read. The next one may be.
type MalformedError struct {
	Line   int
	Raw    string
	Reason string
}

// Error returns line and reason.
func (m *MalformedError) Error() string { return fmt.Sprintf("line %d: %s", m.Line, m.Reason) }

// Get returns what stands in a column, or under a path of names and positions
// in an object: nil where there is nothing, else a string, []any or
// map[string]any. Blank text is nothing; other text is trimmed, in normal form C.
func (r *Row) Get(path []string) any {
	if r.object != nil {
		return Descend(r.object, path)
	}
	i, ok := r.columns[path[0]]
	if !ok {
		return nil
	}
	return scalar(r.cells[i])
}

// Descend follows a path of names and positions, the first of which is 0, into
// a JSON value.
func Descend(v any, path []string) any {
	for _, step := range path {
		switch at := v.(type) {
		case map[string]any:
			v = at[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(at) {
				return nil
			}
			v = at[i]
		default:
			return nil
		}
	}
	return scalar(v)
}

// scalar writes numbers and Booleans as text and brings text into the form Get promises.
func scalar(v any) any {
	switch v := v.(type) {
	case string:
		if v = strings.TrimSpace(v); v == "" {
			return nil
		}
		return text.NFC(v)
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	default:
		return v
	}
}
