package seed

import "strings"

// A stride that has no factor in common with the numbers of names there are
// spreads neighbours apart and meets every name once.
const stride = 7919

// brand returns a name for an organisation, of three rare characters; no two are
// alike in Chinese.
func (b *builder) brand() phrase {
	w := &b.words
	n := len(w.First) * len(w.Second) * len(w.Third)
	i := b.invented * stride % n
	b.invented++
	first, second, third := w.First[i%len(w.First)], w.Second[i/len(w.First)%len(w.Second)], w.Third[i/len(w.First)/len(w.Second)]
	return phrase{zh: first.zh + second.zh + third.zh, en: capital(first.en + second.en + third.en)}
}

// personName returns the nth name of a person; no two are alike in Chinese.
func (b *builder) personName(n int) phrase {
	w := &b.words
	given := len(w.First) * len(w.Second)
	i := n * stride % (given * len(w.Surnames))
	surname, first, second := w.Surnames[i%len(w.Surnames)], w.First[i/len(w.Surnames)%len(w.First)], w.Second[i/len(w.Surnames)/len(w.First)]
	return phrase{zh: surname.zh + first.zh + second.zh, en: surname.en + " " + capital(first.en+second.en)}
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// title returns the nth title of a narrower field; up to a large number no two
// are alike.
func (b *builder) title(narrow, n int) phrase {
	f := b.narrow[narrow]
	qualities, methods := f.field.Qualities, f.field.Methods
	object := f.Objects[n%len(f.Objects)]
	n /= len(f.Objects)
	method := methods[(n+len(object.zh))%len(methods)]
	quality := qualities[(n/len(methods)+n)%len(qualities)]
	return phrase{zh: quality.zh + object.zh + method.zh, en: capital(quality.en + " " + object.en + ": " + method.en)}
}
