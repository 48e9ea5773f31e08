package engine

import (
	"errors"
	"io"
)

// JSON is the answer to one field, already written as JSON. Nil is null.
type JSON []byte

// MarshalGQL writes the answer into the response.
func (j JSON) MarshalGQL(w io.Writer) {
	if j == nil {
		j = JSON("null")
	}
	_, _ = w.Write(j) // the response is a buffer, which does not fail
}

// UnmarshalGQL refuses: answers are never read. The generated executor wants
// the method of every type that stands for a scalar.
func (j *JSON) UnmarshalGQL(any) error {
	return errors.New("an answer of the graph is no input")
}
