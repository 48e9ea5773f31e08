package mapping

import "innograph/ingest/rows"

// A Lookup is a table made of one of the files before the import: values by
// key, or with no values the set of keys. With gather a value is the list of
// all that the entries of a key give.
type Lookup struct {
	Name    string
	Pos     Pos
	Path    string
	Layout  rows.Layout
	Columns []ColumnUse

	in     value // nil: one entry a row
	as     string
	key    value
	values []field
	gather bool
}

// A field is a named value.
type field struct {
	name  string
	pos   Pos
	value value
}

// A Table holds what a Lookup has gathered.
type Table struct {
	fields map[string]int
	rows   map[string][]any
}

// NewTable returns an empty table for a lookup.
func (l *Lookup) NewTable() *Table {
	t := &Table{fields: make(map[string]int, len(l.values)), rows: map[string][]any{}}
	for i, f := range l.values {
		t.fields[f.name] = i
	}
	return t
}

// Add enters what a row, or each element of a list in it, gives.
func (l *Lookup) Add(t *Table, row *rows.Row) error {
	e := &env{row: row, flaw: func(string) {}}
	if l.in == nil {
		return l.enter(t, e)
	}
	return forEach(l.in, l.as, nil, e, func(inner *env) error { return l.enter(t, inner) })
}

// enter enters one entry. Of several with one key the first counts, unless they
// are gathered.
func (l *Lookup) enter(t *Table, e *env) error {
	got, err := l.key.eval(e)
	if err != nil {
		return err
	}
	keys, err := texts(got)
	if err != nil || len(keys) == 0 {
		return err
	}
	values := make([]any, len(l.values))
	for i, f := range l.values {
		if values[i], err = f.value.eval(e); err != nil {
			return err
		}
	}
	for _, key := range keys {
		before, known := t.rows[key]
		switch {
		case !known:
			t.rows[key] = values
		case l.gather:
			if t.rows[key], err = gathered(before, values); err != nil {
				return err
			}
		}
	}
	return nil
}

// gathered returns lists of what two entries give, without repetition.
func gathered(a, b []any) ([]any, error) {
	all := make([]any, len(a))
	for i := range a {
		one, err := unique(nil, append(items(a[i]), items(b[i])...))
		if err != nil {
			return nil, err
		}
		all[i] = one
	}
	return all, nil
}

// Has reports whether a key is known.
func (t *Table) Has(key string) bool {
	_, ok := t.rows[key]
	return ok
}

// Len returns the number of keys.
func (t *Table) Len() int { return len(t.rows) }

func (t *Table) get(key, name string) any {
	values, ok := t.rows[key]
	if !ok {
		return nil
	}
	return values[t.fields[name]]
}
