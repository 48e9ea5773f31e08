package ingest

import (
	"errors"
	"fmt"

	"innograph/ingest/mapping"
	"innograph/ingest/rows"
)

// evaluated is a row with its record, or with the reason there is none.
type evaluated struct {
	row    *rows.Row
	record *mapping.Record
	bad    error
}

// Rows are evaluated in the background, so that both processors have work: so
// many at a time, and so many times ahead.
const (
	chunkRows = 128
	chunks    = 4
)

var errStopped = errors.New("no more rows are wanted")

// eachRecord calls fn with the record of every row, or with the reason there is
// none. A key that stands twice is such a reason.
func (f *fileRun) eachRecord(fn func(row *rows.Row, rec *mapping.Record, bad error) error) error {
	ready, stop := make(chan []evaluated, chunks), make(chan struct{})
	var failed error
	go func() {
		defer close(ready)
		failed = f.evaluate(ready, stop)
	}()
	for chunk := range ready {
		for _, e := range chunk {
			if err := fn(e.row, e.record, e.bad); err != nil {
				close(stop)
				for range ready { // until it has noticed
				}
				return err
			}
		}
	}
	return failed
}

// evaluate sends the records of all rows, until it is told to stop.
func (f *fileRun) evaluate(ready chan<- []evaluated, stop <-chan struct{}) error {
	keys := map[string]int{} // line of each
	var chunk []evaluated
	send := func() error {
		select {
		case ready <- chunk:
			chunk = make([]evaluated, 0, chunkRows)
			return nil
		case <-stop:
			return errStopped
		}
	}
	err := f.eachRow(f.file.Path, f.file.Layout, func(row *rows.Row, bad *rows.MalformedError) error {
		var e evaluated
		if bad != nil {
			e = evaluated{row: &rows.Row{Line: bad.Line, Raw: bad.Raw}, bad: errors.New(bad.Reason)}
		} else {
			e.row = row
			e.record, e.bad = f.evaluator.Evaluate(row)
		}
		if e.bad == nil && e.record.Key != "" {
			if line, twice := keys[e.record.Key]; twice {
				e.bad = fmt.Errorf("the key %q stands in line %d already", e.record.Key, line)
			} else {
				keys[e.record.Key] = row.Line
			}
		}
		if chunk = append(chunk, e); len(chunk) < chunkRows {
			return nil
		}
		return send()
	})
	if err != nil {
		return err
	}
	return send()
}
