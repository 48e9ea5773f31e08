package ingest

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"innograph/ingest/mapping"
	"innograph/kg"
)

//go:embed mappings/*.yaml
var embedded embed.FS

// A Mapping says what the files of one or several sources mean.
type Mapping = mapping.Mapping

// Shipped returns the names of the mappings that come with the program.
func Shipped() []string {
	entries, err := embedded.ReadDir("mappings")
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	slices.Sort(names)
	return names
}

// Load reads a mapping file. Where there is none, though there may be a folder of
// that name, the name of a shipped mapping, with or without .yaml, stands for it.
func Load(name string) (*Mapping, error) {
	text, err := os.ReadFile(name)
	if err == nil {
		return mapping.Parse(name, text)
	}
	info, noInfo := os.Stat(name)
	base := strings.TrimSuffix(filepath.ToSlash(name), ".yaml")
	if (noInfo != nil || info.IsDir()) && slices.Contains(Shipped(), base) {
		return LoadFS(embedded, "mappings/"+base+".yaml")
	}
	return nil, unreadable(name, err)
}

// LoadFS reads a mapping file of a file system.
func LoadFS(fsys fs.FS, name string) (*Mapping, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	return mapping.Parse(path.Base(name), text)
}

func unreadable(name string, err error) error {
	reason := "the file cannot be read"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		reason = "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		reason = "the file may not be read; grant the permission"
	}
	return &kg.Error{Kind: kg.ErrInvalid, Subject: name, Cause: err,
		Reason: fmt.Sprintf("%s; the mappings that come with the program are %s", reason, strings.Join(Shipped(), ", "))}
}
