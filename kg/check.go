package kg

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"innograph/kg/text"
)

// The bounds of what a store holds.
const (
	MaxText        = 8 << 10   // bytes of a text
	MaxLongText    = 256 << 10 // bytes of a text declared @long
	MaxListLength  = 10_000
	MaxIdentifiers = 1_000
	MaxAssertions  = 1_000
)

// mostShown is how many bytes of a value a message repeats.
const mostShown = 100

// checkValue refuses a present value that the property cannot hold.
func (m *Model) checkValue(owner string, p *Property, v Value) error {
	subject := owner + "." + p.Name
	if !p.List {
		return m.checkSingle(subject, p, v)
	}
	if v.typ != TypeList {
		return Invalid(subject, "a list of %s is needed, not a %s", p.Type, v.typ)
	}
	if len(v.list) > MaxListLength {
		return Invalid(subject, "the list has %d entries; at most %d fit", len(v.list), MaxListLength)
	}
	for _, e := range v.list {
		if err := m.checkSingle(subject, p, e); err != nil {
			return err
		}
	}
	return nil
}

func (m *Model) checkSingle(subject string, p *Property, v Value) error {
	if v.typ != p.Type {
		return Invalid(subject, "a %s is needed, not a %s", p.Type, v.typ)
	}
	if err := checkText(subject, p, v.text); err != nil {
		return err
	}
	switch v.typ {
	case TypeEnum:
		if e := m.enums[p.Enum]; !slices.Contains(e.Values, v.text) {
			return Invalid(subject, "%q is not one of %v", text.Shorten(v.text, mostShown), e.Values)
		}
	case TypeURL:
		if u, err := url.Parse(v.text); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return Invalid(subject, "%q is not an http or https address", text.Shorten(v.text, mostShown))
		}
	case TypeMoney:
		if _, err := minorDigits(v.text); err != nil {
			return Invalid(subject, "%v", err)
		}
	case TypeLocalized:
		for i := 0; i < len(v.list); i += 2 {
			if v.list[i].text == "" {
				return Invalid(subject, "a text needs a language code, such as zh, or und where it is unknown")
			}
		}
		for _, e := range v.list {
			if err := checkText(subject, p, e.text); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkText(subject string, p *Property, s string) error {
	limit := MaxText
	if p.Long {
		limit = MaxLongText
	}
	if len(s) > limit {
		return Invalid(subject, "the text has %d bytes; at most %d fit", len(s), limit)
	}
	if !utf8.ValidString(s) || strings.Contains(s, "\x00") {
		return Invalid(subject, "the text is not valid UTF-8 or contains the character U+0000")
	}
	return nil
}

// normal returns v as stores keep it: text in NFC, an empty list absent.
func (v Value) normal() Value {
	switch v.typ {
	case TypeText, TypeURL:
		v.text = text.NFC(v.text)
	case TypeList, TypeLocalized:
		if len(v.list) == 0 {
			return Null
		}
		if slices.ContainsFunc(v.list, func(e Value) bool { return !text.IsNFC(e.text) }) {
			v.list = slices.Clone(v.list)
			for i, e := range v.list {
				v.list[i] = e.normal()
			}
		}
	}
	return v
}

func checkID(id ID) error {
	if id == "" || len(id) > MaxIDLength || !utf8.ValidString(string(id)) || strings.Contains(string(id), "\x00") {
		return Invalid("id", "an id has 1 to %d bytes of UTF-8 without U+0000", MaxIDLength)
	}
	return nil
}

// checkFacts refuses what a node or an edge cannot have beside its properties.
func checkFacts(id ID, v Visibility, provenance []Assertion) error {
	if v > Parties {
		return Invalid(string(id), "there is no visibility %d", v)
	}
	if len(provenance) > MaxAssertions {
		return Invalid(string(id), "it has %d assertions; at most %d fit", len(provenance), MaxAssertions)
	}
	for _, a := range provenance {
		for _, s := range append([]string{a.Source, a.SourceRecordID, a.Method, a.Confidence, a.ValidatedOn}, a.Properties...) {
			if len(s) > MaxText || !utf8.ValidString(s) || strings.Contains(s, "\x00") {
				return Invalid(string(id), "its provenance has a text of more than %d bytes, not of valid UTF-8 or with U+0000", MaxText)
			}
		}
	}
	return nil
}
