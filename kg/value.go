package kg

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Type is what a property holds.
type Type uint8

// The types. TypeNull is the type of an absent value; a list is declared by
// Property.List, its elements having the property's type.
const (
	TypeNull      Type = iota
	TypeText           // Unicode text in NFC
	TypeLocalized      // one preferred text per language
	TypeEnum           // a symbol of the property's enum
	TypeInt            // 64-bit integer
	TypeDecimal        // fixed point, six fraction digits
	TypeBool           //
	TypeDate           // ISO 8601 date of day, month or year precision
	TypeDateTime       // instant in UTC, microseconds
	TypeMoney          // currency and minor units
	TypeURL            // absolute http or https address
	TypeID             // id of a node
	TypeList           // of values; the type of Value, never of a Property
)

var typeNames = [...]string{"null", "text", "localized text", "enum", "integer", "decimal", "boolean", "date", "date-time", "money", "URL", "id", "list"}

// String returns the type's name in plain words.
func (t Type) String() string { return typeNames[t] }

// A Value is one property value, or absent: the zero Value. Values are
// immutable.
type Value struct {
	typ  Type
	num  int64   // Int, Decimal (millionths), Bool, DateTime (µs since 1970), Money (minor units)
	text string  // Text, Enum, Date, URL, ID, Money (currency)
	list []Value // List; Localized: language, text, language, text, …, sorted by language
}

// Null is the absent value.
var Null Value

// Text returns a text value. It must be valid UTF-8 in NFC, which Apply checks.
func Text(s string) Value { return Value{typ: TypeText, text: s} }

// Symbol returns an enum value.
func Symbol(s string) Value { return Value{typ: TypeEnum, text: s} }

// Int returns an integer value.
func Int(n int64) Value { return Value{typ: TypeInt, num: n} }

// Bool returns a Boolean value.
func Bool(b bool) Value {
	v := Value{typ: TypeBool}
	if b {
		v.num = 1
	}
	return v
}

// URL returns an address value.
func URL(s string) Value { return Value{typ: TypeURL, text: s} }

// Reference returns a value that holds an id.
func Reference(id ID) Value { return Value{typ: TypeID, text: string(id)} }

// Instant returns a date-time value, cut to microseconds.
func Instant(t time.Time) Value { return Value{typ: TypeDateTime, num: t.UnixMicro()} }

// ListOf returns a list value. Stores keep an empty list as absent.
func ListOf(vs ...Value) Value {
	if vs == nil {
		vs = []Value{}
	}
	return Value{typ: TypeList, list: vs}
}

// Texts returns a list of text values.
func Texts(ss ...string) Value {
	vs := make([]Value, len(ss))
	for i, s := range ss {
		vs[i] = Text(s)
	}
	return ListOf(vs...)
}

// Type returns what v holds.
func (v Value) Type() Type { return v.typ }

// IsNull reports whether v is absent.
func (v Value) IsNull() bool { return v.typ == TypeNull }

// Text returns the text of a text, enum, date, URL or id value, and the
// currency of money; else "".
func (v Value) Text() string { return v.text }

// Int returns the number of an integer value, the millionths of a decimal, the
// microseconds of an instant, the minor units of money.
func (v Value) Int() int64 { return v.num }

// Bool reports whether v is the Boolean true.
func (v Value) Bool() bool { return v.typ == TypeBool && v.num == 1 }

// Time returns the instant of a date-time value, in UTC.
func (v Value) Time() time.Time { return time.UnixMicro(v.num).UTC() }

// List returns the elements of a list value. The caller must not change them.
func (v Value) List() []Value {
	if v.typ != TypeList {
		return nil
	}
	return v.list
}

// Equal reports whether two values have the same type and content.
func (v Value) Equal(w Value) bool {
	return v.typ == w.typ && v.num == w.num && v.text == w.text && slices.EqualFunc(v.list, w.list, Value.Equal)
}

// Compare orders two present values of one type as every engine does: text
// bytewise, dates by first day and then precision, money by currency and then
// amount, false before true. Lists and localised texts have no order of their
// own and compare by content.
func (v Value) Compare(w Value) int {
	if c := cmp.Compare(v.typ, w.typ); c != 0 {
		return c
	}
	switch v.typ {
	case TypeList, TypeLocalized:
		return slices.CompareFunc(v.list, w.list, Value.Compare)
	case TypeMoney:
		return cmp.Or(cmp.Compare(v.text, w.text), cmp.Compare(v.num, w.num))
	default:
		return cmp.Or(cmp.Compare(v.num, w.num), cmp.Compare(v.text, w.text))
	}
}

// String returns v for a reader of messages and tests.
func (v Value) String() string {
	switch v.typ {
	case TypeNull:
		return "null"
	case TypeBool:
		return strconv.FormatBool(v.num == 1)
	case TypeInt:
		return strconv.FormatInt(v.num, 10)
	case TypeDecimal:
		return FormatDecimal(v)
	case TypeDateTime:
		return FormatInstant(v)
	case TypeMoney:
		return v.text + " " + FormatAmount(v)
	case TypeList, TypeLocalized:
		parts := make([]string, len(v.list))
		for i, e := range v.list {
			parts[i] = e.String()
		}
		return "[" + strings.Join(parts, " ") + "]"
	default:
		return v.text
	}
}

// canonical returns a text that is equal for equal values alone.
func (v Value) canonical() string {
	if v.typ == TypeNull {
		return "-"
	}
	return strconv.Itoa(int(v.typ)) + ":" + v.String()
}

// Stored returns the value of a type whose text and number a store has kept:
// what Text and Int gave. Nothing is checked.
func Stored(t Type, text string, num int64) Value { return Value{typ: t, text: text, num: num} }

// StoredLocalized returns the localised value whose languages and texts, in
// turn and sorted by language, a store has kept. Nothing is checked.
func StoredLocalized(pairs ...Value) Value { return Value{typ: TypeLocalized, list: pairs} }
