package seed

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
)

// A random draws what is made up. Each part of the hub has one of its own,
// started by its name, so that a change of one part leaves the others as they
// are.
type random struct{ *rand.Rand }

func newRandom(part string) random {
	h := fnv.New64a()
	_, _ = h.Write([]byte(part)) // a hash takes all
	return random{rand.New(rand.NewPCG(20240724, h.Sum64()))}
}

// chance is true with probability p.
func (r random) chance(p float64) bool { return r.Float64() < p }

// between returns a number from low to high, both included.
func (r random) between(low, high int) int { return low + r.IntN(high-low+1) }

// skewed returns a place below n; the lower, the more often. The number of
// times a place comes up has a heavy tail.
func (r random) skewed(n int) int {
	u := r.Float64()
	return int(float64(n) * u * u * math.Sqrt(u))
}

// day returns a day from first to last, both included.
func (r random) day(first, last day) day { return first + day(r.IntN(int(last-first)+1)) }

// normal returns the value below which a share p of the standard normal
// distribution lies.
func normal(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }

// amount returns a sum in CNY, in whole hundreds, of a lognormal distribution.
func (r random) amount(median, sigma float64) int64 {
	return hundreds(median * math.Exp(sigma*r.NormFloat64()))
}

// quantile returns the sum in CNY, in whole hundreds, below which a share p of a
// lognormal distribution lies.
func quantile(median, sigma, p float64) int64 { return hundreds(median * math.Exp(sigma*normal(p))) }

// medianOf returns the median of a lognormal distribution with a mean.
func medianOf(mean, sigma float64) float64 { return mean * math.Exp(-sigma*sigma/2) }

// hundreds rounds CNY to whole hundreds, at least one: the last digits of what
// is computed are not the same on all machines.
func hundreds(cny float64) int64 { return max(1, int64(math.Round(cny/100))) * 100 }

// deck returns the numbers of the counts in random order: counts[i] times i.
func (r random) deck(counts ...int) []int {
	var cards []int
	for i, n := range counts {
		for range n {
			cards = append(cards, i)
		}
	}
	r.Shuffle(len(cards), func(i, j int) { cards[i], cards[j] = cards[j], cards[i] })
	return cards
}

// weighted returns an index, each as often as its weight says.
func (r random) weighted(weights []float64) int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	u := r.Float64() * sum
	for i, w := range weights {
		if u -= w; u < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// apportion splits a total by weights into whole numbers, each at least least,
// by largest remainder; of equal ones the first comes first.
func apportion(total, least int, weights []float64) []int {
	parts := make([]int, len(weights))
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	rest := total - least*len(weights)
	order := make([]int, len(weights))
	remainders := make([]float64, len(weights))
	left := rest
	for i, w := range weights {
		exact := float64(rest) * w / sum
		parts[i] = least + int(exact)
		left -= int(exact)
		order[i], remainders[i] = i, exact-math.Floor(exact)
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case remainders[i] > remainders[j]:
			return -1
		case remainders[i] < remainders[j]:
			return 1
		}
		return 0
	})
	for _, i := range order[:left] {
		parts[i]++
	}
	return parts
}
