package neo4jstore

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"

	"innograph/kg"
)

// spoolRows is how many rows a spool keeps in memory.
const spoolRows = 20_000

// A spool keeps rows between reading them and handing them on: the first in memory,
// further ones in a file that is gone when the spool is closed.
type spool struct {
	rows  [][]any
	file  *os.File
	to    *bufio.Writer
	write *json.Encoder
}

// add takes in a row of texts, integers, Booleans and lists of these.
func (s *spool) add(row []any) error {
	if len(s.rows) < spoolRows {
		s.rows = append(s.rows, row)
		return nil
	}
	if s.file == nil {
		var err error
		if s.file, err = os.CreateTemp("", "innograph-scan-*"); err != nil {
			return spoolError(err)
		}
		s.to = bufio.NewWriterSize(s.file, 1<<20)
		s.write = json.NewEncoder(s.to)
		s.write.SetEscapeHTML(false)
	}
	if err := s.write.Encode(row); err != nil {
		return spoolError(err)
	}
	return nil
}

// each hands on all rows in the order in which they came.
func (s *spool) each(fn func(row []any) error) error {
	for _, row := range s.rows {
		if err := fn(row); err != nil {
			return err
		}
	}
	if s.file == nil {
		return nil
	}
	if err := s.to.Flush(); err != nil {
		return spoolError(err)
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return spoolError(err)
	}
	read := json.NewDecoder(bufio.NewReaderSize(s.file, 1<<20))
	read.UseNumber()
	for {
		var row []any
		switch err := read.Decode(&row); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return spoolError(err)
		}
		if err := integers(row); err != nil {
			return spoolError(err)
		}
		if err := fn(row); err != nil {
			return err
		}
	}
}

// integers makes integers of the numbers in a list and the lists in it.
func integers(list []any) (err error) {
	for i, v := range list {
		switch v := v.(type) {
		case json.Number:
			if list[i], err = v.Int64(); err != nil {
				return err
			}
		case []any:
			if err := integers(v); err != nil {
				return err
			}
		}
	}
	return nil
}

// close frees the spool.
func (s *spool) close() {
	if s.file != nil {
		_ = s.file.Close() // it was for this process alone
		_ = os.Remove(s.file.Name())
	}
}

func spoolError(cause error) error {
	return &kg.Error{Kind: kg.ErrUnavailable, Subject: "store", Cause: cause,
		Reason: "what is read of a large graph goes through a temporary file, which could not be written or read; see that there is room for temporary files"}
}
