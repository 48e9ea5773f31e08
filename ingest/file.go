package ingest

import (
	"innograph/ingest/mapping"
	"innograph/ingest/rows"
	"innograph/kg"
)

// fileRun is the import of one file.
type fileRun struct {
	*run
	file      *mapping.File
	source    string // as assertions call it
	rank      int
	account   *FileAccount
	evaluator *mapping.Evaluator

	rejected map[int]string          // by line, found before writing
	waiting  map[int]rowOutcome      // of deferred lines whose edges are still to come
	deferred map[int]bool            // lines whose edges refer to nodes of later lines
	joined   map[kg.Identifier][]tie // nodes of other sources that records of this one are about
	named    map[string][]kg.ID      // nodes by name, for references by name
}

// A tie says that a record and a node of another source are one: by name, or,
// without source and confidence, by an identifier.
type tie struct {
	node       kg.ID
	source     string
	confidence string
}

// importFile surveys a file, writes its rows batch by batch, and then the edges
// that had to wait for nodes of later rows.
func (r *run) importFile(file *mapping.File) error {
	f := &fileRun{run: r, file: file, source: r.sourceID(file.Source.Name), rank: file.Source.Precedence,
		account:   &FileAccount{Path: file.Path, Reasons: map[string]*Rows{}, Flaws: map[string]*Rows{}},
		evaluator: mapping.NewEvaluator(r.model, file, r.lookups),
		rejected:  map[int]string{}, deferred: map[int]bool{}, waiting: map[int]rowOutcome{}, joined: map[kg.Identifier][]tie{}}
	r.account.Files = append(r.account.Files, f.account)
	if err := f.survey(); err != nil {
		return err
	}
	if err := f.write(false); err != nil {
		return err
	}
	if len(f.deferred) > 0 {
		return f.write(true)
	}
	return nil
}

// write imports the rows; with late, only the edges of deferred ones.
func (f *fileRun) write(late bool) error {
	b := f.newBatch(f)
	b.late = late
	f.progress.doing = writing
	if late {
		f.progress.doing = linking
	}
	err := f.eachRecord(func(row *rows.Row, rec *mapping.Record, bad error) error {
		if late {
			if !f.deferred[row.Line] || f.rejected[row.Line] != "" {
				return nil
			}
		} else {
			f.account.Rows++
			reason := f.rejected[row.Line]
			if bad != nil {
				reason = bad.Error()
			}
			if reason != "" {
				return f.reject(row.Line, reason, row.Raw)
			}
			f.note(rec)
		}
		b.rows = append(b.rows, rec)
		if b.full() {
			return b.flush()
		}
		return nil
	})
	if err != nil {
		return err
	}
	return b.flush()
}

func (f *fileRun) reject(line int, reason, raw string) error {
	f.account.Rejected++
	noteRow(f.account.Reasons, reasonClass(reason), line)
	f.rejected[line] = reason
	return f.rejects.add(f.file.Path, line, reason, raw)
}

func (f *fileRun) note(rec *mapping.Record) {
	for _, note := range rec.Flaws {
		noteRow(f.account.Flaws, note, rec.Line)
	}
}
