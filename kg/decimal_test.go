package kg_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"innograph/kg"
)

func TestParseDecimal(t *testing.T) {
	for s, want := range map[string]int64{
		"0": 0, "-0": 0, "1": 1e6, "-1": -1e6, "0.5": 5e5, "007": 7e6, "-0.25": -250_000, "0.000001": 1, "12.500000000": 12_500_000,
		"9223372036854.775806": math.MaxInt64 - 1, "-9223372036854.775806": -math.MaxInt64 + 1,
	} {
		v, err := kg.ParseDecimal(s)
		if err != nil || v.Int() != want || v.Type() != kg.TypeDecimal {
			t.Errorf("ParseDecimal(%q) = %d, %v; want %d", s, v.Int(), err, want)
		}
	}
	for _, s := range []string{"", "-", ".", "1.", ".5", "+1", "1e3", "1,5", " 1", "1 ", "0x1", "1.2.3", "--1", "0.0000001", "NaN", "Inf", "١",
		"9223372036855", "99999999999999999999999", "-9223372036855"} {
		if v, err := kg.ParseDecimal(s); err == nil || !v.IsNull() || !strings.Contains(err.Error(), "decimal") {
			t.Errorf("ParseDecimal(%q) = %s, %v; want a refusal that says what is needed", s, v, err)
		}
	}
}

func TestDecimalRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-math.MaxInt64+1, math.MaxInt64-1).Draw(t, "millionths")
		s := kg.FormatDecimal(kg.Decimal(n))
		v, err := kg.ParseDecimal(s)
		if err != nil || v.Int() != n {
			t.Fatalf("%d is written %q and read %d, %v", n, s, v.Int(), err)
		}
		if strings.Contains(s, ".") && strings.HasSuffix(s, "0") || strings.HasSuffix(s, ".") {
			t.Fatalf("%d is written %q, which is not the shortest", n, s)
		}
	})
	if s := kg.FormatDecimal(kg.Decimal(math.MinInt64)); s != "-9223372036854.775808" {
		t.Errorf("the least decimal is written %q", s)
	}
}

func TestParseMoney(t *testing.T) {
	for _, c := range []struct {
		code, amount string
		minor        int64
		text         string
	}{
		{"CNY", "12.5", 1250, "12.50"}, {"CNY", "-0.01", -1, "-0.01"}, {"JPY", "12", 12, "12"}, {"JPY", "12.0", 12, "12"},
		{"KWD", "1.234", 1234, "1.234"}, {"EUR", "0", 0, "0.00"}, {"EUR", "1000000000000", 100_000_000_000_000, "1000000000000.00"},
	} {
		v, err := kg.ParseMoney(c.code, c.amount)
		if err != nil || v.Int() != c.minor || v.Text() != c.code || kg.FormatAmount(v) != c.text {
			t.Errorf("%s %s = %d minor units of %s, written %q, %v", c.code, c.amount, v.Int(), v.Text(), kg.FormatAmount(v), err)
		}
	}
	for _, c := range [][2]string{{"CNY", "0.001"}, {"JPY", "0.5"}, {"cny", "1"}, {"", "1"}, {"XQQ", "1"}, {"EURO", "1"}, {"EUR", ""}, {"EUR", "1e2"}, {"€", "1"}} {
		if v, err := kg.ParseMoney(c[0], c[1]); err == nil {
			t.Errorf("ParseMoney(%q, %q) = %s; want a refusal", c[0], c[1], v)
		}
	}
}

func TestMoneyRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.SampledFrom([]string{"CNY", "EUR", "JPY", "KWD", "USD"}).Draw(t, "currency")
		v := kg.Money(code, rapid.Int64Range(-math.MaxInt64+1, math.MaxInt64-1).Draw(t, "minor units"))
		back, err := kg.ParseMoney(code, kg.FormatAmount(v))
		if err != nil || !back.Equal(v) {
			t.Fatalf("%s is read %s, %v", v, back, err)
		}
	})
}
