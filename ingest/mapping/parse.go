package mapping

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"innograph/ingest/rows"
	"innograph/kg"
)

// Format is the version of the format, which every mapping states.
const Format = "mapping/1"

// Parse reads a mapping. name is what problems call its file. All problems
// found are returned together.
func Parse(name string, yaml []byte) (*Mapping, error) {
	p := &decoder{problems: problems{file: name}, mapping: &Mapping{Name: name, Ranks: map[string]int{}}}
	if t := parseTree(yaml, &p.problems); t != nil && t.as(mapping, "a mapping", &p.problems) {
		p.top(t)
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	return p.mapping, nil
}

// decoder turns the tree of a mapping into rules.
type decoder struct {
	problems
	mapping *Mapping
	tables  map[string]map[string]any
	lookups map[string]*Lookup

	table   bool        // the rows at hand are of a table, not JSON
	scope   []string    // names bound by let and each
	columns []ColumnUse // used so far in the rows at hand
	nodes   []*node     // rules for nodes that edges may refer to
	outputs []string    // what the last step read can yield, when it can be told
}

func (p *decoder) top(t *tree) {
	t.only(&p.problems, "a mapping", "innograph", "source", "sources", "precedence", "tables", "lookups", "files")
	if v := t.get("innograph"); v == nil || v.text != Format {
		p.add(t.pos, "the mapping must state its format: innograph: %s", Format)
	}
	p.sources(t)
	p.ranks(t.get("precedence"))
	p.readTables(t.get("tables"))
	files := t.get("files")
	p.readLookups(t.get("lookups"), files)
	if files == nil {
		p.add(t.pos, "the mapping names no files; list them under files")
		return
	}
	if files.as(sequence, "files", &p.problems) {
		for _, f := range files.list {
			p.file(f)
		}
	}
}

func (p *decoder) sources(t *tree) {
	var trees []*tree
	if one := t.get("source"); one != nil {
		trees = append(trees, one)
	}
	if many := t.get("sources"); many != nil && many.as(sequence, "sources", &p.problems) {
		trees = append(trees, many.list...)
	}
	if len(trees) == 0 {
		p.add(t.pos, "the mapping names no source; say under source where the records come from")
	}
	for _, t := range trees {
		s := p.source(t)
		if s == nil {
			continue
		}
		if slices.ContainsFunc(p.mapping.Sources, func(o *Source) bool { return o.Name == s.Name }) {
			p.add(s.Pos, "source %s stands here twice", s.Name)
		}
		p.mapping.Sources = append(p.mapping.Sources, s)
	}
}

func (p *decoder) source(t *tree) *Source {
	if !t.as(mapping, "a source", &p.problems) {
		return nil
	}
	t.only(&p.problems, "a source", "name", "title", "publisher", "url", "licence", "retrieved", "synthetic", "precedence")
	get := func(key string) string {
		if v := t.get(key); v != nil {
			return v.str(key, &p.problems)
		}
		return ""
	}
	s := &Source{Pos: t.pos, Name: get("name"), Title: get("title"), Publisher: get("publisher"), URL: get("url"),
		Licence: get("licence"), Retrieved: get("retrieved"), Synthetic: t.get("synthetic").flag("synthetic", &p.problems)}
	if s.Name == "" || s.Title == "" {
		p.add(t.pos, "a source needs a name and a title")
	}
	if s.Retrieved != "" {
		if _, err := kg.ParseDate(s.Retrieved); err != nil {
			p.add(t.get("retrieved").pos, "retrieved: %v", err)
		}
	}
	s.Precedence = p.number(t.get("precedence"), "precedence", 0, 1_000_000)
	return s
}

func (p *decoder) ranks(t *tree) {
	if t == nil || !t.as(mapping, "precedence", &p.problems) {
		return
	}
	for _, e := range t.keys {
		p.mapping.Ranks[e.key] = p.number(e.value, "a precedence", 0, 1_000_000)
	}
}

// number reads a whole number; without one it is the lowest.
func (p *decoder) number(t *tree, what string, low, high int) int {
	if t == nil {
		return low
	}
	n, err := strconv.Atoi(t.str(what, &p.problems))
	if err != nil || n < low || n > high {
		p.add(t.pos, "%s must be a whole number from %d to %d", what, low, high)
		return low
	}
	return n
}

func (p *decoder) readTables(t *tree) {
	p.tables = map[string]map[string]any{}
	if t == nil || !t.as(mapping, "tables", &p.problems) {
		return
	}
	for _, e := range t.keys {
		p.tables[e.key] = p.readTable(e.value)
	}
}

func (p *decoder) readTable(t *tree) map[string]any {
	table := map[string]any{}
	if !t.as(mapping, "a table", &p.problems) {
		return table
	}
	for _, e := range t.keys {
		switch e.value.kind {
		case nothing:
			table[e.key] = nil
		case sequence:
			table[e.key] = anys(e.value.names("an entry of a table", &p.problems))
		default:
			table[e.key] = nonEmpty(e.value.str("an entry of a table", &p.problems))
		}
	}
	return table
}

func anys(texts []string) any {
	all := make([]any, len(texts))
	for i, s := range texts {
		all[i] = s
	}
	return list(all)
}

// layout reads how a file is to be read. A lookup takes it from the file of
// the same path.
func (p *decoder) layout(t *tree) (path string, l rows.Layout) {
	at := t.get("file")
	if at == nil {
		p.add(t.pos, "file is missing: the path of the file, relative to the folder that is imported")
		return "", l
	}
	path = at.str("file", &p.problems)
	if !fs.ValidPath(path) || path == "." {
		p.add(at.pos, "%q must be a path relative to the folder that is imported, with forward slashes and without ..", path)
	}
	if f := t.get("format"); f != nil {
		l.Format = f.str("format", &p.problems)
	} else if i := strings.LastIndexByte(path, '.'); i >= 0 {
		l.Format = strings.ToLower(path[i+1:])
	}
	if !slices.Contains(rows.Formats, l.Format) {
		p.add(at.pos, "the format of %s is unknown; state format: csv, tsv or jsonl", path)
	}
	if d := t.get("delimiter"); d != nil {
		r, size := utf8.DecodeRuneInString(d.str("delimiter", &p.problems))
		if size == 0 || size != len(d.text) || l.Format != rows.CSV || strings.ContainsRune("\"\r\n", r) {
			p.add(d.pos, "delimiter must be one character, such as ';', of a csv file")
		}
		l.Delimiter = r
	}
	if h := t.get("header"); h != nil {
		l.Header = h.names("header", &p.problems)
		if l.Format == rows.JSONL {
			p.add(h.pos, "a jsonl file has no header")
		}
	}
	p.table, p.scope, p.columns, p.nodes = l.Format != rows.JSONL, nil, nil, nil
	return path, l
}

var layoutKeys = []string{"file", "format", "delimiter", "header"}
