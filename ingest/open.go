package ingest

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"innograph/ingest/mapping"
	"innograph/ingest/rows"
	"innograph/kg"
)

// checkFiles opens every file once, so that a run fails before it has written
// anything.
func (r *run) checkFiles() error {
	for _, l := range r.mapping.Lookups {
		if err := r.checkFile(l.Path, l.Layout, l.Columns); err != nil {
			return err
		}
	}
	for _, f := range r.mapping.Files {
		if err := r.checkFile(f.Path, f.Layout, f.Columns); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) checkFile(path string, layout rows.Layout, uses []mapping.ColumnUse) error {
	return r.open(path, layout, func(reader *rows.Reader) error {
		columns := reader.Columns()
		if columns == nil {
			return nil
		}
		var missing []string
		for _, use := range uses {
			if !slices.Contains(columns, use.Path[0]) {
				missing = append(missing, fmt.Sprintf("%s:%d:%d: %s has no column %s; it has %s",
					r.mapping.Name, use.Line, use.Column, path, use.Path[0], strings.Join(columns, ", ")))
			}
		}
		if missing != nil {
			return &kg.Error{Kind: kg.ErrInvalid, Reason: strings.Join(missing, "\n")}
		}
		return nil
	})
}

// open calls fn with a reader of a file.
func (r *run) open(path string, layout rows.Layout, fn func(*rows.Reader) error) error {
	f, err := r.dir.Open(path)
	if err != nil {
		reason := "the file cannot be opened"
		if errors.Is(err, fs.ErrNotExist) {
			reason = "there is no such file in the folder that is imported"
		}
		return &kg.Error{Kind: kg.ErrInvalid, Subject: path, Reason: reason, Cause: err}
	}
	defer f.Close()
	var size int64
	if info, err := f.Stat(); err == nil {
		if info.IsDir() {
			return kg.Invalid(path, "this is a folder, not a file")
		}
		size = info.Size()
	}
	r.progress.file(path, size)
	reader, err := rows.NewReader(r.progress.reading(f), layout)
	if err != nil {
		return &kg.Error{Kind: kg.ErrInvalid, Subject: path, Reason: err.Error(), Cause: err}
	}
	return fn(reader)
}

// eachRow calls fn with every row of a file, or with what is wrong with it.
func (r *run) eachRow(path string, layout rows.Layout, fn func(row *rows.Row, bad *rows.MalformedError) error) error {
	return r.open(path, layout, func(reader *rows.Reader) error {
		for {
			row, err := reader.Next()
			var bad *rows.MalformedError
			switch {
			case errors.Is(err, io.EOF):
				return nil
			case err != nil && !errors.As(err, &bad):
				return &kg.Error{Kind: kg.ErrUnavailable, Subject: path, Reason: "the file cannot be read to its end", Cause: err}
			}
			if err := r.ctx.Err(); err != nil {
				return &kg.Error{Kind: kg.ErrUnavailable, Subject: "import", Cause: err,
					Reason: "the import was broken off; start it again to complete it"}
			}
			r.progress.row()
			if err := fn(row, bad); err != nil {
				return err
			}
		}
	})
}
