package cli

import (
	"fmt"

	"innograph/graph/identity"
	"innograph/kg"
)

// A tokensFlag names the file of those who are known.
type tokensFlag struct {
	Tokens string `env:"INNOGRAPH_TOKENS" placeholder:"FILE" help:"A file of the callers that are known by a token; innograph token makes its entries. Without it all see what is public."`
}

// callers reads the file, if there is one.
func (f tokensFlag) callers() (*identity.Callers, error) {
	if f.Tokens == "" {
		return nil, nil
	}
	return identity.Load(f.Tokens)
}

// A tokenCommand makes a token.
type tokenCommand struct {
	Name    string   `placeholder:"NAME" help:"Who is to have the token, for the log; a name of its own for each."`
	For     []string `sep:"none" placeholder:"ID" help:"A node that the caller acts for; may be given several times."`
	Expires string   `placeholder:"DATE" help:"The first day on which the token no longer holds, such as 2027-01-31 (UTC)."`
	AddTo   string   `placeholder:"FILE" help:"The file of callers that the lines are added to; it is created when it is not there. Without it they are shown."`
}

// Help gives examples.
func (tokenCommand) Help() string {
	return `Makes a token, which it shows once, and the lines that make it known to the
server. Those lines hold no secret: the token is written nowhere.

Examples:

    innograph token --add-to tokens.yaml --name "Shenyang Alloy" --for Enterprise_alloy
    innograph token --expires 2027-01-31
    innograph serve --tokens tokens.yaml`
}

// Run makes a token.
func (c *tokenCommand) Run(s *streams) error {
	token := identity.NewToken()
	if c.Name == "" {
		c.Name = "caller " + identity.Digest(token)[:8]
	}
	ids := make([]kg.ID, len(c.For))
	for i, id := range c.For {
		ids[i] = kg.ID(id)
	}
	entry, err := identity.Entry(token, c.Name, ids, c.Expires)
	if err != nil {
		return err
	}
	const given = "Give the caller this token. It is not shown again:\n\n    %s\n\n"
	if c.AddTo != "" {
		if err := identity.Append(c.AddTo, entry); err != nil {
			return err
		}
		_, err = fmt.Fprintf(s.out, given+"It is known to a server that is started with --tokens %s from now on.\n", token, c.AddTo)
		return err
	}
	_, err = fmt.Fprintf(s.out, given+`Add these lines, below a first line that says "callers:", to the file that
serve is given with --tokens, and start the server again:

%s`, token, entry)
	return err
}
