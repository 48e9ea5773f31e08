package kg_test

import (
	"testing"

	"innograph/kg"
)

func TestAverage(t *testing.T) {
	for _, c := range []struct {
		sum   string
		count int64
		want  string
	}{
		{"", 3, ""},
		{"0", 7, "0"},
		{"3", 2, "1.5"},
		{"10", 5, "2"},
		{"2", 3, "0.666667"},
		{"-2", 3, "-0.666667"},
		{"1200000.50", 1, "1200000.5"},
		{"0.000001", 2, "0"},        // half, to the even 0
		{"0.000003", 2, "0.000002"}, // half, to the even 2
		{"-0.000001", 2, "0"},       // no minus before nothing
		{"-0.000003", 2, "-0.000002"},
		{"0.000005", 2, "0.000002"},
		{"0.00000101", 2, "0.000001"}, // above the half
		{"1", 3_000_000, "0"},
		{"92233720368547758070000", 2, "46116860184273879035000"},
	} {
		if got := (&kg.Statistic{Sum: c.sum, Count: c.count}).Average(); got != c.want {
			t.Errorf("%q over %d: got %q, want %q", c.sum, c.count, got, c.want)
		}
	}
}
