package neo4jstore

import (
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"innograph/kg"
)

// The variables that hold what does not belong into a URL, which shows in lists of
// processes and in logs. What the URL says goes before them.
const (
	PasswordVariable = "INNOGRAPH_NEO4J_PASSWORD"
	TokenVariable    = "INNOGRAPH_NEO4J_TOKEN"
)

// Schemes are those of the URLs that name a database: neo4j finds the members of a
// cluster, bolt speaks to one server alone; with +s the server shows a certificate
// that is checked, with +ssc one that is not.
var Schemes = []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}

// defaultDatabase is the one that every server has.
const defaultDatabase = "neo4j"

// An address is what a URL and the environment say of a database.
type address struct {
	server         string // URL of the server, without user, database and options
	user, password string
	token          string // instead of user and password
	database       string
	adopt          bool // what is in the database already may be taken over
}

// parseAddress reads a URL such as neo4j://user:password@host:7687/database. Its
// failures never repeat the URL, which may hold a password.
func parseAddress(text string) (*address, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, badAddress("it is no URL; special characters in a password are written as %%40 and the like")
	case !slices.Contains(Schemes, u.Scheme):
		return nil, badAddress("it begins with one of %s", strings.Join(Schemes, ", "))
	case u.Hostname() == "":
		return nil, badAddress("it has no host")
	case u.Fragment != "":
		return nil, badAddress("it has a part after #, which means nothing; in a password # is written as %%23")
	}
	if u.Port() != "" {
		if port, err := strconv.Atoi(u.Port()); err != nil || port < 1 || port > 65535 {
			return nil, badAddress("its port is no number from 1 to 65535")
		}
	}
	a := &address{server: u.Scheme + "://" + u.Host, user: u.User.Username(), database: strings.Trim(u.Path, "/")}
	if a.database == "" {
		a.database = defaultDatabase
	}
	if strings.Contains(a.database, "/") {
		return nil, badAddress("after the host comes the name of one database")
	}
	a.readSecrets(u.User)
	return a, a.readOptions(u.Query())
}

func (a *address) readSecrets(of *url.Userinfo) {
	password, given := of.Password()
	switch {
	case given:
		a.password = password
	case a.user == "" && os.Getenv(TokenVariable) != "":
		a.token = os.Getenv(TokenVariable)
	default:
		a.password = os.Getenv(PasswordVariable)
	}
	if a.user == "" && a.password != "" {
		a.user = "neo4j" // as every new server names it
	}
}

func (a *address) readOptions(options url.Values) error {
	for name, values := range options {
		if name != "adopt" {
			return badAddress("it has an option %q; there is only adopt", name)
		}
		var err error
		if a.adopt, err = strconv.ParseBool(values[len(values)-1]); err != nil {
			return badAddress("adopt is true or false")
		}
	}
	return nil
}

// name is how messages call the database.
func (a *address) name() string { return a.server + "/" + a.database }

// Name is how messages call the database that a URL names, which may hold a password.
func Name(url string) string {
	a, err := parseAddress(url)
	if err != nil {
		scheme, _, _ := strings.Cut(url, "://")
		return scheme + "://…"
	}
	return a.name()
}

func badAddress(format string, args ...any) error {
	return kg.Invalid("store", "write the address of a Neo4j database as neo4j://user@host:7687/database, with the password in "+
		PasswordVariable+": "+format, args...)
}

// IsURL reports whether a text is meant to name a Neo4j database.
func IsURL(text string) bool {
	scheme, _, ok := strings.Cut(text, "://")
	return ok && slices.Contains(Schemes, scheme)
}
