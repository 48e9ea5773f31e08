package neo4jstore

import (
	"errors"
	"strings"
	"testing"

	"innograph/kg"
)

func TestAddresses(t *testing.T) {
	t.Setenv(PasswordVariable, "from the environment")
	t.Setenv(TokenVariable, "")
	for text, want := range map[string]address{
		"neo4j://localhost":                      {server: "neo4j://localhost", user: "neo4j", password: "from the environment", database: "neo4j"},
		"neo4j+s://me@db.example:7687/hub":       {server: "neo4j+s://db.example:7687", user: "me", password: "from the environment", database: "hub"},
		"bolt://me:p%40%23s@[::1]:7687/?adopt=1": {server: "bolt://[::1]:7687", user: "me", password: "p@#s", database: "neo4j", adopt: true},
		"bolt+ssc://me:@localhost/a?adopt=false": {server: "bolt+ssc://localhost", user: "me", database: "a"},
		"neo4j+ssc://:only@localhost:7687/":      {server: "neo4j+ssc://localhost:7687", user: "neo4j", password: "only", database: "neo4j"},
	} {
		got, err := parseAddress(text)
		if err != nil || *got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	t.Setenv(TokenVariable, "abc")
	if got, err := parseAddress("neo4j://localhost"); err != nil || got.token != "abc" || got.user != "" {
		t.Errorf("with a token: %+v, %v", got, err)
	}
	if got, err := parseAddress("neo4j://me@localhost"); err != nil || got.token != "" || got.password != "from the environment" {
		t.Errorf("with a user beside the token: %+v, %v", got, err)
	}
}

func TestAddressesThatAreRefused(t *testing.T) {
	for _, text := range []string{
		"", "neo4j:", "neo4j://", "neo4j:///db", "http://localhost", "sqlite:graph.db", "neo4j://me:secret@localhost:0", "neo4j://me:secret@localhost:70000",
		"neo4j://me:secret@localhost/a/b", "neo4j://me:secret@localhost/?policy=x", "neo4j://me:secret@localhost/?adopt=perhaps",
		"neo4j://me:sec#ret@localhost", "neo4j://me:sec%ret@localhost", "neo4j://me:secret@localhost:7687x",
	} {
		_, err := parseAddress(text)
		if !errors.Is(err, kg.ErrInvalid) || strings.Contains(err.Error(), "ret") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestIsURL(t *testing.T) {
	for text, want := range map[string]bool{"neo4j://h": true, "bolt+ssc://h": true, "sqlite:x": false, "neo4j": false, "http://h": false, "": false} {
		if IsURL(text) != want {
			t.Errorf("%q: %t", text, !want)
		}
	}
}
