package launcher

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// Database is the one graph that a server of the Community edition keeps beside
// its own, system.
const Database = "neo4j"

// An Address is where a server is reached, and as whom.
type Address struct {
	Scheme         string // "neo4j" if empty
	Host           string // and port
	User, Password string
}

// ParseAddress reads an address such as neo4j://neo4j:secret@localhost:7687.
func ParseAddress(text string) (Address, error) {
	u, err := url.Parse(text)
	if err != nil {
		return Address{}, errors.New("this is no URL; write it as neo4j://user:password@host:port") // without the text, which holds the password
	}
	password, ok := u.User.Password()
	if !ok || u.Host == "" || u.User.Username() == "" {
		return Address{}, errors.New("this URL lacks its host, user or password; write it as neo4j://user:password@host:port")
	}
	return Address{Scheme: u.Scheme, Host: u.Host, User: u.User.Username(), Password: password}, nil
}

// URI is the address without user and password.
func (a Address) URI() string {
	scheme := a.Scheme
	if scheme == "" {
		scheme = "neo4j"
	}
	return scheme + "://" + a.Host
}

// URL is the address as ParseAddress reads it, the password included.
func (a Address) URL() string {
	u, err := url.Parse(a.URI())
	if err != nil {
		return a.URI()
	}
	u.User = url.UserPassword(a.User, a.Password)
	return u.String()
}

// Driver prepares connections to the server. It is the caller's to close.
func (a Address) Driver(settings ...func(*config.Config)) (neo4j.DriverWithContext, error) {
	settings = append([]func(*config.Config){func(c *config.Config) { c.TelemetryDisabled = true }}, settings...)
	return neo4j.NewDriverWithContext(a.URI(), neo4j.BasicAuth(a.User, a.Password, ""), settings...)
}

// once runs one statement in a transaction of its own, without a second try.
func (a Address) once(ctx context.Context, database, statement string, parameters map[string]any) error {
	driver, err := a.Driver()
	if err != nil {
		return err
	}
	defer driver.Close(ctx)
	session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: database})
	defer session.Close(ctx)
	result, err := session.Run(ctx, statement, parameters)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}

// ping succeeds when the database takes a statement from its user.
func ping(ctx context.Context, a Address) error {
	return a.once(ctx, Database, "RETURN 1", nil)
}

// setPassword replaces the password that every new server has, and with which
// nothing else is allowed.
func setPassword(ctx context.Context, a Address) error {
	fresh := a
	fresh.Password = "neo4j"
	err := fresh.once(ctx, "system", "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password", map[string]any{"password": a.Password})
	if err != nil {
		return fmt.Errorf("set the password: %w", err)
	}
	return nil
}

func randomPassword() string {
	return rand.Text()
}
