package engine

import (
	"encoding/json"
	"fmt"
	"io"
)

// Input is an input that follows from the model, such as a filter, as it came:
// without the defaults of its fields, and with enums and scalars as loosely
// typed as variables are.
type Input map[string]any

// UnmarshalGQL keeps the input as it is.
func (in *Input) UnmarshalGQL(v any) error {
	m, ok := v.(map[string]any)
	if !ok {
		return fmt.Errorf("%T is no input object", v)
	}
	*in = m
	return nil
}

// MarshalGQL writes the input as JSON. The generated executor wants the method
// of every type that stands for a scalar.
func (in Input) MarshalGQL(w io.Writer) {
	_ = json.NewEncoder(w).Encode(map[string]any(in))
}
