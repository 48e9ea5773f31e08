package neo4jstore

import "testing"

func TestAsked(t *testing.T) {
	a := newAsked()
	count := func(text string) (apart int) {
		for !a.often(text) {
			apart++
		}
		return apart
	}
	if apart := count("a"); apart != askedApart {
		t.Errorf("read level by level %d times, want %d", apart, askedApart)
	}
	if !a.often("a") || a.often("b") {
		t.Error("a text is not told from another")
	}
	a.tooMuch("a")
	if apart := count("a"); apart != askedAgain {
		t.Errorf("after it was too much read level by level %d times, want %d", apart, askedAgain)
	}
}
