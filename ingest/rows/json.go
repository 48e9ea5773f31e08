package rows

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// maxDepth bounds how deep the values of an object nest.
const maxDepth = 32

func parseObject(at line) (*Row, error) {
	dec := json.NewDecoder(bytes.NewReader(at.text))
	dec.UseNumber()
	var object map[string]any
	if err := dec.Decode(&object); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return nil, malformed(at, "the line is not JSON: %v at byte %d", syntax, syntax.Offset)
		}
		return nil, malformed(at, "the line is not a JSON object")
	}
	if object == nil {
		return nil, malformed(at, "the line is not a JSON object")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, malformed(at, "something follows the JSON object; put one object on each line")
	}
	if deeper(object, maxDepth) {
		return nil, malformed(at, "the object nests deeper than %d levels", maxDepth)
	}
	return &Row{Line: at.number, Raw: string(at.text), object: object}, nil
}

func deeper(v any, levels int) bool {
	switch v := v.(type) {
	case map[string]any:
		for _, e := range v {
			if levels == 0 || deeper(e, levels-1) {
				return true
			}
		}
	case []any:
		for _, e := range v {
			if levels == 0 || deeper(e, levels-1) {
				return true
			}
		}
	}
	return false
}
