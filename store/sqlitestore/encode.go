package sqlitestore

import (
	"encoding/binary"
	"encoding/json"
	"strconv"

	"innograph/kg"
)

// Values stand in JSON as text, as integers (Booleans as 0 and 1, so that they
// read the same in every form of json_extract), money as [currency, minor
// units], localised text as an object by language, lists as arrays.

// appendValue appends the JSON of a value.
func appendValue(b []byte, v kg.Value) []byte {
	switch v.Type() {
	case kg.TypeNull:
		return append(b, "null"...)
	case kg.TypeInt, kg.TypeDecimal, kg.TypeBool, kg.TypeDateTime:
		return strconv.AppendInt(b, v.Int(), 10)
	case kg.TypeMoney:
		b = appendText(append(b, '['), v.Text())
		b = strconv.AppendInt(append(b, ','), v.Int(), 10)
		return append(b, ']')
	case kg.TypeLocalized:
		b = append(b, '{')
		for i, pairs := 0, v.Pairs(); i < len(pairs); i += 2 {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendText(append(appendText(b, pairs[i].Text()), ':'), pairs[i+1].Text())
		}
		return append(b, '}')
	case kg.TypeList:
		return appendValues(b, v.List())
	default:
		return appendText(b, v.Text())
	}
}

func appendValues(b []byte, vs []kg.Value) []byte {
	b = append(b, '[')
	for i, v := range vs {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendValue(b, v)
	}
	return append(b, ']')
}

// appendText appends the JSON of a text, which is valid UTF-8.
func appendText(b []byte, s string) []byte {
	const digits = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < 0x20:
			b = append(b, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

// appendNumbers appends the JSON array of some integers.
func appendNumbers(b []byte, numbers []int64) []byte {
	b = append(b, '[')
	for i, n := range numbers {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, n, 10)
	}
	return append(b, ']')
}

// appendTexts appends the JSON array of some texts.
func appendTexts[T ~string](b []byte, texts []T) []byte {
	b = append(b, '[')
	for i, s := range texts {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, string(s))
	}
	return append(b, ']')
}

// documents are the JSON columns of a node or an edge; nil is NULL.
type documents struct {
	props, long, keys, provenance any
}

// documentsOf writes the columns of what has these properties. Long ones stand
// apart where split is set.
func documentsOf(declared []kg.Property, properties map[string]kg.Value, provenance []kg.Assertion, split bool) (documents, error) {
	var d documents
	var props, long, keys object
	for i := range declared {
		p := &declared[i]
		v, ok := properties[p.Name]
		if !ok {
			continue
		}
		if p.Long && split {
			long.member(p.Name)
			long.text = appendValue(long.text, v)
			continue
		}
		props.member(p.Name)
		props.text = appendValue(props.text, v)
		if p.Type == kg.TypeLocalized && !p.List {
			keys.member(p.Name)
			var err error
			if keys.text, err = appendKeys(keys.text, v); err != nil {
				return d, err
			}
		}
	}
	d.props = props.end()
	if len(long.text) > 0 {
		d.long = long.end()
	}
	if len(keys.text) > 0 {
		d.keys = keys.end()
	}
	if len(provenance) > 0 {
		b, err := json.Marshal(provenance)
		if err != nil {
			return d, err
		}
		d.provenance = string(b)
	}
	return d, nil
}

// appendKeys appends the sort keys of a localised text by language.
func appendKeys(b []byte, v kg.Value) ([]byte, error) {
	b = append(b, '{')
	for i, language := range kg.OrderLanguages {
		key, err := kg.SortKey(v, language)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b = append(b, ',')
		}
		b = appendValue(append(appendText(b, language), ':'), key)
	}
	return append(b, '}'), nil
}

// object writes a JSON object member by member.
type object struct{ text []byte }

func (o *object) member(name string) {
	if len(o.text) == 0 {
		o.text = append(o.text, '{')
	} else {
		o.text = append(o.text, ',')
	}
	o.text = append(appendText(o.text, name), ':')
}

func (o *object) end() string {
	if len(o.text) == 0 {
		return "{}"
	}
	return string(append(o.text, '}'))
}

// The first byte of a sort key, by which absent values come last.
const (
	sortPresent = 1
	sortAbsent  = 2
)

// sortBytes returns what the adjacency tables sort an edge by: a form of the
// value of the relation's default order whose bytewise order is that of the
// values, absent ones last. It is empty where the order is by number.
func sortBytes(r *kg.Relation, v kg.Value) []byte {
	if r.OrderBy == "" {
		return []byte{}
	}
	if v.IsNull() {
		return []byte{sortAbsent}
	}
	b := append([]byte{sortPresent}, v.Text()...)
	switch v.Type() {
	case kg.TypeInt, kg.TypeDecimal, kg.TypeBool, kg.TypeDateTime, kg.TypeMoney:
		b = binary.BigEndian.AppendUint64(b, uint64(v.Int())^1<<63)
	}
	return b
}
