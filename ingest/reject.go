package ingest

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"

	"innograph/kg"
	"innograph/kg/text"
)

// maxReject bounds what of a row stands in the file of rejected rows, in bytes.
const maxReject = 8 << 10

// rejects writes rejected rows to a CSV file, which it creates with the first.
type rejects struct {
	path string
	file *os.File
	out  *csv.Writer
}

func (r *rejects) add(file string, line int, reason, raw string) error {
	if r.path == "" {
		return nil
	}
	if r.file == nil {
		f, err := os.Create(r.path)
		if err != nil {
			return r.failed(err)
		}
		r.file, r.out = f, csv.NewWriter(f)
		if err := r.out.Write([]string{"file", "line", "reason", "raw"}); err != nil {
			return r.failed(err)
		}
	}
	raw = strings.ToValidUTF8(text.Shorten(raw, maxReject), "\uFFFD")
	err := r.out.Write([]string{file, strconv.Itoa(line), reason, raw})
	if err != nil {
		return r.failed(err)
	}
	return nil
}

// close ends the file and returns its path, empty when there is none.
func (r *rejects) close() (string, error) {
	if r.file == nil {
		return "", nil
	}
	r.out.Flush()
	err := r.out.Error()
	if closed := r.file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return r.path, r.failed(err)
	}
	return r.path, nil
}

func (r *rejects) failed(err error) error {
	return &kg.Error{Kind: kg.ErrInvalid, Subject: r.path, Cause: err,
		Reason: "the file of rejected rows cannot be written; choose another path or free some space"}
}
