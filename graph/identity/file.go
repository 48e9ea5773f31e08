package identity

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"innograph/kg"
	"innograph/kg/text"
)

// The bounds of a file of callers.
const (
	maxFile    = 4 << 20 // bytes
	maxCallers = 10_000
	maxActs    = 100 // ids a caller acts for
	maxName    = 200 // bytes of a name or an id
	maxShown   = 40  // bytes of what is wrong that a message repeats
)

// Load reads a file of callers. It refuses one that is not as docs/api.md describes
// it, with the line.
func Load(path string) (*Callers, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, unreadable(path, err)
	}
	callers, err := Parse(text)
	if own, ok := errors.AsType[*kg.Error](err); ok {
		own.Subject = path
	}
	return callers, err
}

func unreadable(path string, cause error) error {
	return &kg.Error{Kind: kg.ErrInvalid, Subject: path, Reason: "the file of tokens cannot be read; give its path", Cause: cause}
}

// Parse reads the text of a file of callers.
func Parse(text []byte) (*Callers, error) {
	callers, err := parse(text)
	if wrong, ok := errors.AsType[*misplaced](err); ok {
		err = kg.Invalid("tokens", "line %d: %s", wrong.line, wrong.reason)
	}
	return callers, err
}

func parse(text []byte) (*Callers, error) {
	if len(text) > maxFile {
		return nil, kg.Invalid("tokens", "the file has more than %d bytes", maxFile)
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, notYAML(err)
	}
	p := &parsing{callers: &Callers{byDigest: map[digest]*Caller{}}, names: map[string]bool{}}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return nil, kg.Invalid("tokens", `the file has no list of callers; begin it with "callers:"`)
	}
	err = p.fields(file.Docs[0].Body, "the file", map[string]func(ast.Node) error{"callers": p.list})
	if err != nil {
		return nil, err
	}
	if p.callers.Len() == 0 {
		return nil, kg.Invalid("tokens", "the file names no caller; innograph token makes an entry")
	}
	return p.callers, nil
}

func notYAML(err error) error {
	var bad yaml.Error
	if errors.As(err, &bad) && bad.GetToken() != nil {
		return kg.Invalid("tokens", "line %d: this is not YAML: %s", bad.GetToken().Position.Line, bad.GetMessage())
	}
	return kg.Invalid("tokens", "this is not YAML")
}

// parsing is a file under way.
type parsing struct {
	callers *Callers
	names   map[string]bool
}

// A misplaced is what is wrong at a place of the file.
type misplaced struct {
	line   int
	reason string
}

func (m *misplaced) Error() string { return m.reason }

// at refuses what stands at a node.
func at(n ast.Node, format string, args ...any) error {
	line := 1
	if t := n.GetToken(); t != nil && t.Position != nil {
		line = t.Position.Line
	}
	return &misplaced{line, fmt.Sprintf(format, args...)}
}

// fields hands the values of a map to who reads them. That none comes twice the
// parser sees to.
func (p *parsing) fields(n ast.Node, what string, readers map[string]func(ast.Node) error) error {
	values, ok := entries(n)
	if !ok {
		return at(n, "%s must be a map, written name: value", what)
	}
	names := strings.Join(slices.Sorted(maps.Keys(readers)), ", ")
	for _, v := range values {
		key := v.Key.String()
		read := readers[key]
		if read == nil {
			return at(v.Key, "%s has no field %s; it has %s", what, text.Shorten(key, maxShown), names)
		}
		if err := read(v.Value); err != nil {
			return err
		}
	}
	return nil
}

func entries(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	default:
		return nil, false
	}
}

func (p *parsing) list(n ast.Node) error {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		return at(n, "callers must be a list, each entry beginning with a dash")
	}
	if len(list.Values) > maxCallers {
		return at(n, "there are %d callers; at most %d are kept", len(list.Values), maxCallers)
	}
	for _, v := range list.Values {
		if err := p.caller(v); err != nil {
			return err
		}
	}
	return nil
}

// An entry is a caller under way.
type entry struct {
	*parsing
	Caller
	digest *digest // nil: not told yet
}

func (p *parsing) caller(n ast.Node) error {
	e := &entry{parsing: p}
	err := p.fields(n, "a caller", map[string]func(ast.Node) error{
		"name": e.name, "sha256": e.sha256, "level": e.level, "actsFor": e.actsFor, "expires": e.expires,
	})
	switch {
	case err != nil:
		return err
	case e.Name == "":
		return at(n, "a caller has no name; say who it is, for the log")
	case e.digest == nil:
		return at(n, "%s has no sha256; innograph token makes a token and the lines for it", e.Name)
	}
	p.callers.byDigest[*e.digest] = &e.Caller
	return nil
}

func (e *entry) name(n ast.Node) (err error) {
	if e.Name, err = word(n, "a name"); err == nil && e.names[e.Name] {
		return at(n, "another caller has the name %s; give each one of its own", e.Name)
	}
	e.names[e.Name] = true
	return err
}

func (e *entry) sha256(n ast.Node) error {
	text, _ := scalar(n)
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(digest{}) {
		return at(n, "sha256 must be the 64 hexadecimal digits that innograph token gives; the token itself has no place here")
	}
	sum := digest(b)
	if e.callers.byDigest[sum] != nil {
		return at(n, "another caller has the same token; give each one of its own")
	}
	e.digest = &sum
	return nil
}

func (e *entry) level(n ast.Node) error {
	if text, _ := scalar(n); text != kg.Registered.String() {
		return at(n, "level can only be %s; who is to see more acts for somebody, by actsFor", kg.Registered)
	}
	return nil
}

func (e *entry) expires(n ast.Node) error {
	text, _ := scalar(n)
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return at(n, "expires must be a day such as 2027-01-31, the first on which the token no longer holds")
	}
	e.Expires = day
	return nil
}

func (e *entry) actsFor(n ast.Node) error {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		return at(n, "actsFor must be a list of ids, such as [Enterprise_1, Person_2]")
	}
	if len(list.Values) > maxActs {
		return at(n, "it acts for %d nodes; at most %d are allowed", len(list.Values), maxActs)
	}
	for _, v := range list.Values {
		id, err := word(v, "an id")
		if err != nil {
			return err
		}
		e.ActsFor = append(e.ActsFor, kg.ID(id))
	}
	return nil
}

// word reads a text that can stand in a line.
func word(n ast.Node, what string) (string, error) {
	text, ok := scalar(n)
	if !ok || text == "" || len(text) > maxName || !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) ||
		strings.TrimSpace(text) != text {
		return "", at(n, "%s must be a text of 1 to %d bytes, without spaces around it", what, maxName)
	}
	return text, nil
}

// scalar returns a value as it is written: a number or a date is a text here.
func scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode:
		return n.GetToken().Value, true
	default:
		return "", false
	}
}
