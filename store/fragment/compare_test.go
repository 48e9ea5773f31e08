package fragment_test

import (
	"testing"

	"innograph/kg"
	"innograph/store/fragment"
)

func TestOperator(t *testing.T) {
	for op, want := range map[kg.Op]string{
		kg.OpEq: " = ", kg.OpNe: " <> ", kg.OpLt: " < ", kg.OpLte: " <= ", kg.OpGt: " > ", kg.OpGte: " >= ", kg.OpIn: "", kg.OpContains: "",
	} {
		if got := fragment.Operator(op); got != want {
			t.Errorf("comparison %d is %q, want %q", op, got, want)
		}
	}
}

func TestSuccessor(t *testing.T) {
	for _, prefix := range []string{"a", "ab", "\x7f", "沈阳", "\U0010ffff"} {
		next := fragment.Successor(prefix)
		if next <= prefix+"\U0010ffff\U0010ffff" || len(next) != len(prefix) {
			t.Errorf("after %q comes %q", prefix, next)
		}
	}
	if got := fragment.Successor("az"); got != "a{" {
		t.Errorf("after az comes %q", got)
	}
}
