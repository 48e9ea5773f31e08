package fragment

import "innograph/kg"

var operators = map[kg.Op]string{
	kg.OpEq: " = ", kg.OpNe: " <> ", kg.OpLt: " < ", kg.OpLte: " <= ", kg.OpGt: " > ", kg.OpGte: " >= ",
}

// Operator returns the sign of a comparison by equality or order, with spaces around
// it; "" of any other.
func Operator(op kg.Op) string { return operators[op] }

// Successor returns the least byte string that is greater than all that begin with
// prefix, which is UTF-8 and not "". No byte of that is 0xff.
func Successor(prefix string) string {
	b := []byte(prefix)
	b[len(b)-1]++
	return string(b)
}
