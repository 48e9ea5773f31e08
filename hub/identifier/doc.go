// Package identifier checks the form and the check digits of the identifiers
// people, organisations, patents and places go by. The rules have names, which
// the schema's @check uses; ranges of numbers such as "1..9" are rules too.
//
// A check says that a value was copied without error, not that it was ever
// given out.
package identifier
