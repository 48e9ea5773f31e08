package identifier

import (
	"errors"
	"strings"
	"testing"

	"innograph/kg"
)

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		rule        string
		good, wrong []string
	}{
		{USCC, []string{"91350100M000100Y43"},
			[]string{"91350100M000100Y44", "91350100m000100Y43", "91350100M000100Y4", "91350100M000100Y433", "9135O100M000100Y43", "9135A100M000100Y43", "", "９1350100M000100Y"}},
		{LegacyUSCC, []string{"91350100M000100Y43", "91350100M000100Y44"}, []string{"91350100M000100Y4", "9135A100M000100Y43", "9135010SM000100Y43"}},
		{OrganisationCode, []string{"M000100Y4"}, []string{"M000100Y5", "M000100Y", "M000100YA", "m000100Y4", "M000100Y-4"}},
		{ORCID, []string{"0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X", "0009-0000-0000-0009"},
			[]string{"0000-0002-1825-0098", "0000000218250097", "0000-0002-1694-233x", "000X-0002-1694-2330", "https://orcid.org/0000-0002-1825-0097", ""}},
		{ROR, []string{"023hj5876", "03vnb1535", "000063q30"}, []string{"023hj5877", "123hj5876", "023hi5876", "023HJ5876", "023hj587", "023hj58x6", "https://ror.org/023hj5876", ""}},
		{CNPatent, []string{"200310100002.X"}, []string{"200310100002.1", "200340100002.X", "2003101000022X", "ZL200310100002.X", "200310100002.x", ""}},
		{DOI, []string{"10.21105/jose.00013", "10.1128/mbio.01256-16", "10.1002/(sici)1097<1::aid-x>3.0.co;2-#", "10.1000.10/甲", "10.5281/zenodo.1404230"},
			[]string{"10.21105/", "10.21105", "11.21105/x", "10.210/x", "10.21105/a b", "10.21105/a\x00", "10.21105/JOSE", "doi:10.21105/x", "10.21105/\xff", ""}},
		{Country, []string{"CN", "GB", "GR", "DE"}, []string{"UK", "EL", "XK", "EU", "cn", "CHN", "C", ""}},
		{"1..9", []string{"1", "9", "5", "1.5", "09"}, []string{"0", "10", "-1", "9.000001", "", "x", "1e0", "+1", " 1", "½", "NaN"}},
		{"0..1", []string{"0", "1", "0.5", "-0", "0.000000000000000001"}, []string{"1.0000000000000000001", "-0.1", "1/2", "0x1"}},
		{"0..", []string{"0", "9223372036854775807"}, []string{"-1", strings.Repeat("9", 100)}},
		{"..-2.5", []string{"-2.5", "-1000"}, []string{"-2.4", "0"}},
		{"1900..2100", []string{"1900", "2100"}, []string{"1899", "2101"}},
	} {
		if !Known(c.rule) {
			t.Errorf("%s is not known", c.rule)
		}
		for _, value := range c.good {
			if err := Check(c.rule, value); err != nil {
				t.Errorf("%s refuses %q: %v", c.rule, value, err)
			}
			if got := Normalise(c.rule, value); got != value {
				t.Errorf("%s: %q becomes %q", c.rule, value, got)
			}
		}
		for _, value := range c.wrong {
			if err := Check(c.rule, value); !errors.Is(err, kg.ErrInvalid) {
				t.Errorf("%s accepts %q: %v", c.rule, value, err)
			}
		}
	}
}

// A stem gets the end that makes it pass.
func TestComplete(t *testing.T) {
	for _, c := range []struct{ rule, stem, want string }{
		{USCC, "91350100M000100Y4", "91350100M000100Y43"},
		{OrganisationCode, "M000100Y", "M000100Y4"},
		{ORCID, "000000021694233", "0000-0002-1694-233X"},
		{ROR, "023hj58", "023hj5876"},
		{CNPatent, "200310100002", "200310100002.X"},
	} {
		if got, err := Complete(c.rule, c.stem); err != nil || got != c.want {
			t.Errorf("%s: %q becomes %q: %v", c.rule, c.stem, got, err)
		}
		for _, wrong := range []string{"", c.stem + "0", c.stem[1:], "?" + c.stem[1:]} {
			if got, err := Complete(c.rule, wrong); !errors.Is(err, kg.ErrInvalid) {
				t.Errorf("%s: %q becomes %q: %v", c.rule, wrong, got, err)
			}
		}
	}
	for _, c := range []struct{ rule, stem string }{{Country, "C"}, {"", ""}, {CNPatent, "200340100002"}, {USCC, "9135A100M000100Y4"}} {
		if got, err := Complete(c.rule, c.stem); !errors.Is(err, kg.ErrInvalid) {
			t.Errorf("%s: %q becomes %q: %v", c.rule, c.stem, got, err)
		}
	}
}

func TestUnknownRules(t *testing.T) {
	for _, name := range []string{"", "isbn", "..", "1", "1..x", "x..1", "9..1", "1...9", "1..9..", "1e3..", "USCC"} {
		if Known(name) {
			t.Errorf("%q is known", name)
		}
		if err := Check(name, "1"); !errors.Is(err, kg.ErrInvalid) || !strings.Contains(err.Error(), "no such rule") {
			t.Errorf("%q: %v", name, err)
		}
		if got := Normalise(name, " 1"); got != " 1" {
			t.Errorf("%q changes a value to %q", name, got)
		}
	}
}

// A message names the character that would fit, and stays short.
func TestMessages(t *testing.T) {
	err := Check(ORCID, "0000-0002-1825-0098")
	if want := `orcid: "0000-0002-1825-0098" ends in 8 where its other characters call for 7; one of them is mistyped`; err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
	for n := range 4 {
		err := Check(ORCID, strings.Repeat("x", n)+strings.Repeat("长", 5000))
		if err == nil || len(err.Error()) > 200 || strings.Contains(err.Error(), `\x`) {
			t.Errorf("%v", err)
		}
	}
}

// Every single character that is replaced by another is found where the
// standard promises it; so are neighbours that change places in a USCC.
func TestMistyped(t *testing.T) {
	for _, c := range []struct{ rule, value, alphabet string }{
		{USCC, "91350100M000100Y43", usccAlphabet},
		{OrganisationCode, "M000100Y4", digits},
		{ORCID, "0000-0002-1825-0097", digits + "X"},
		{ORCID, "0000-0002-1694-233X", digits + "X"},
		{ROR, "023hj5876", rorAlphabet},
		{ROR, "000063q30", rorAlphabet},
		{CNPatent, "200310100002.X", digits + "X"},
		{CNPatent, "202210512345." + at(digitsX, patentSum("202210512345")%11), digits + "X"},
	} {
		if err := Check(c.rule, c.value); err != nil {
			t.Fatal(err)
		}
		tried := 0
		for i := range c.value {
			for _, other := range c.alphabet {
				mistyped := c.value[:i] + string(other) + c.value[i+1:]
				if mistyped == c.value || c.rule == OrganisationCode && !strings.Contains(digits, c.value[i:i+1]) {
					continue
				}
				tried++
				if Check(c.rule, mistyped) == nil {
					t.Errorf("%s accepts %q for %q", c.rule, mistyped, c.value)
				}
			}
		}
		t.Logf("%s: %d ways to mistype %s", c.rule, tried, c.value)
	}
	const code = "91350100M000100Y43"
	for i := range len(code) - 1 {
		swapped := code[:i] + code[i+1:i+2] + code[i:i+1] + code[i+2:]
		if swapped != code && Check(USCC, swapped) == nil {
			t.Errorf("uscc accepts %q", swapped)
		}
	}
}

// patentSum writes the weights of ZC 0006-2003 out.
func patentSum(twelve string) int {
	sum := 0
	for i, w := range []int{2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5} {
		sum += w * int(twelve[i]-'0')
	}
	return sum
}

func TestNormalise(t *testing.T) {
	for _, c := range []struct{ rule, value, want string }{
		{ORCID, "https://orcid.org/0000-0002-1694-233x", "0000-0002-1694-233X"},
		{ORCID, "HTTP://www.orcid.org/0000-0002-1825-0097/", "0000-0002-1825-0097"},
		{ORCID, " orcid.org/0000000218250097 ", "0000-0002-1825-0097"},
		{ROR, "https://ror.org/023HJ5876", "023hj5876"},
		{ROR, "ror.org/023hj5876/", "023hj5876"},
		{DOI, "https://doi.org/10.21105/JOSE.00013", "10.21105/jose.00013"},
		{DOI, "http://dx.doi.org/10.1128/mBio.01256-16", "10.1128/mbio.01256-16"},
		{DOI, "DOI: 10.5281/zenodo.1404230", "10.5281/zenodo.1404230"},
		{USCC, "91350100m000100y43\t", "91350100M000100Y43"},
		{OrganisationCode, "M000100Y-4", "M000100Y4"},
		{CNPatent, "ZL200310100002.x", "200310100002.X"},
		{CNPatent, "CN 200310100002X", "200310100002.X"},
		{CNPatent, "CN200310100002.X", "200310100002.X"},
		{Country, " cn", "CN"},
	} {
		got := Normalise(c.rule, c.value)
		if got != c.want {
			t.Errorf("%s: %q becomes %q, want %q", c.rule, c.value, got, c.want)
		}
		if err := Check(c.rule, got); err != nil {
			t.Error(err)
		}
	}
	// Not an identifier in disguise: other scripts keep their letters.
	if got := Normalise(Country, "ｃｎ"); got != "ｃｎ" {
		t.Errorf("wide letters become %q", got)
	}
}

func TestCountries(t *testing.T) {
	if len(countries) != 249 {
		t.Errorf("%d countries; ISO 3166-1 has 249", len(countries))
	}
}

func FuzzCheck(f *testing.F) {
	for name := range rules {
		f.Add(name, "0000-0002-1825-0097")
	}
	f.Add("1..9", "5")
	f.Fuzz(func(t *testing.T, name, value string) {
		if err := Check(name, value); err != nil && !errors.Is(err, kg.ErrInvalid) {
			t.Error(err)
		}
		once := Normalise(name, value)
		if Check(name, once) == nil && Normalise(name, once) != once && Known(name) {
			t.Errorf("%s: %q is accepted, and becomes %q", name, once, Normalise(name, once))
		}
	})
}
