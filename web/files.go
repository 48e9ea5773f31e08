package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
)

//go:embed all:dist
var dist embed.FS

// A file is one file of the build output.
type file struct {
	path      string // of its URL
	mediaType string
	tag       string // of its content
	packed    []byte // as gzip
	unpacked  func() ([]byte, error)
}

// load lists the build output by URL path; index.html is the page at /.
func load() (map[string]*file, error) {
	files := make(map[string]*file)
	err := fs.WalkDir(dist, "dist", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		packed, err := dist.ReadFile(name)
		if err != nil {
			return err
		}
		plain, ok := strings.CutSuffix(strings.TrimPrefix(name, "dist"), ".gz")
		if !ok {
			return fmt.Errorf("web: %s is not packed", name)
		}
		kind, err := mediaType(plain)
		if err != nil {
			return err
		}
		if plain == "/index.html" {
			plain = "/"
		}
		files[plain] = &file{
			path:      plain,
			mediaType: kind,
			tag:       tag(packed),
			packed:    packed,
			unpacked:  sync.OnceValues(func() ([]byte, error) { return unpack(packed) }),
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("web: build output: %w", err)
	}
	return files, nil
}

func unpack(packed []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// tag is short text that changes with the content.
func tag(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:8])
}
