// Package presets holds example operations, offered in GraphiQL's menu and run
// by tests. Each is a file NAME.graphql, the first by name being the one that
// GraphiQL opens on. It begins with comments that say what it is:
//
//	# title: What the menu shows
//	# description: A sentence on what it answers.
//
// Values for its variables stand beside it, in NAME.json.
package presets

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed *.graphql *.json
var files embed.FS

// A Preset is an example operation.
type Preset struct {
	Name        string         // of its file
	Title       string         // what the menu shows
	Description string         // a sentence on what it answers
	Query       string         // the GraphQL document
	Variables   map[string]any // values for its variables
}

// All returns the presets in the order of the menu.
func All() ([]Preset, error) { return read(files) }

func read(fsys fs.FS) ([]Preset, error) {
	names, err := fs.Glob(fsys, "*.graphql")
	if err != nil {
		return nil, err
	}
	all := make([]Preset, 0, len(names))
	for _, name := range names {
		p, err := readOne(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("preset %s: %w", name, err)
		}
		all = append(all, p)
	}
	return all, nil
}

func readOne(fsys fs.FS, name string) (Preset, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return Preset{}, err
	}
	base := strings.TrimSuffix(name, path.Ext(name))
	p := Preset{Name: base, Query: strings.TrimSpace(string(text)) + "\n"}
	if p.Title, p.Query = header(p.Query, "title"); p.Title == "" {
		return Preset{}, errors.New("the first line is not # title: …")
	}
	if p.Description, p.Query = header(p.Query, "description"); p.Description == "" {
		return Preset{}, errors.New("the second line is not # description: …")
	}
	variables, err := fs.ReadFile(fsys, base+".json")
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return Preset{}, err
	}
	return p, json.Unmarshal(variables, &p.Variables)
}

// header takes the comment of that name from the front of a document.
func header(query, name string) (value, rest string) {
	line, rest, _ := strings.Cut(query, "\n")
	value, ok := strings.CutPrefix(line, "# "+name+": ")
	if !ok {
		return "", query
	}
	return strings.TrimSpace(value), strings.TrimLeft(rest, "\n")
}
