package mapping

import (
	"errors"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// The bounds of a mapping file.
const (
	maxMapping = 1 << 20 // bytes
	maxNesting = 40      // levels
)

// A tree is a YAML value with its place: a scalar, a list or a map.
type tree struct {
	pos    Pos
	kind   treeKind
	text   string // of a scalar, as written
	quoted bool   // a scalar that can be nothing but text
	list   []*tree
	keys   []entry
}

type treeKind uint8

const (
	nothing treeKind = iota
	scalar
	sequence
	mapping
)

// String returns what a value is, for messages.
func (k treeKind) String() string { return [...]string{"nothing", "a text", "a list", "a map"}[k] }

type entry struct {
	key   string
	pos   Pos
	value *tree
}

// parseTree reads YAML. Anchors, aliases, tags and merge keys are refused: a
// mapping stays what it looks like.
func parseTree(text []byte, ps *problems) *tree {
	if len(text) > maxMapping {
		ps.add(Pos{1, 1}, "the mapping has %d bytes; at most %d are read", len(text), maxMapping)
		return nil
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		at, reason := Pos{1, 1}, err.Error()
		var bad yaml.Error
		if errors.As(err, &bad) {
			reason = bad.GetMessage()
			if t := bad.GetToken(); t != nil {
				at = Pos{t.Position.Line, t.Position.Column}
			}
		}
		ps.add(at, "this is not YAML: %s", reason)
		return nil
	}
	var bodies []ast.Node
	for _, doc := range file.Docs {
		if doc.Body != nil {
			bodies = append(bodies, doc.Body)
		}
	}
	if len(bodies) != 1 {
		ps.add(Pos{1, 1}, "the file holds %d YAML documents; a mapping is exactly one", len(bodies))
		return nil
	}
	return treeOf(bodies[0], ps, 0)
}

func position(n ast.Node) Pos {
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 && !m.IsFlowStyle {
		return position(m.Values[0].Key)
	}
	t := n.GetToken()
	if t == nil || t.Position == nil {
		return Pos{1, 1}
	}
	return Pos{t.Position.Line, t.Position.Column}
}

func treeOf(n ast.Node, ps *problems, depth int) *tree {
	t := &tree{pos: position(n)}
	if depth > maxNesting {
		ps.add(t.pos, "the mapping nests deeper than %d levels", maxNesting)
		return t
	}
	switch n := n.(type) {
	case *ast.NullNode:
	case *ast.StringNode:
		t.kind, t.text, t.quoted = scalar, n.Value, true
	case *ast.LiteralNode:
		t.kind, t.text, t.quoted = scalar, n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		t.kind, t.text = scalar, n.GetToken().Value
	case *ast.SequenceNode:
		t.kind = sequence
		for _, v := range n.Values {
			t.list = append(t.list, treeOf(v, ps, depth+1))
		}
	case *ast.MappingNode:
		t.kind = mapping
		for _, v := range n.Values {
			t.addEntry(v, ps, depth)
		}
	case *ast.MappingValueNode:
		t.kind, t.pos = mapping, position(n.Key)
		t.addEntry(n, ps, depth)
	default:
		ps.add(t.pos, "anchors, aliases and tags are not read here; write the value out, or name it in let or tables")
	}
	return t
}

func (t *tree) addEntry(n *ast.MappingValueNode, ps *problems, depth int) {
	e := entry{pos: position(n.Key), value: treeOf(n.Value, ps, depth+1)}
	switch key := n.Key.(type) {
	case *ast.StringNode:
		e.key = key.Value
	case *ast.MergeKeyNode, *ast.MappingKeyNode:
		ps.add(e.pos, "this kind of key is not read here; write a plain name")
		return
	default:
		e.key = n.Key.GetToken().Value
	}
	if slices.ContainsFunc(t.keys, func(o entry) bool { return o.key == e.key }) {
		ps.add(e.pos, "%s stands here twice; keep one", e.key)
		return
	}
	t.keys = append(t.keys, e)
}

// get returns the value of a key, or nil.
func (t *tree) get(key string) *tree {
	for _, e := range t.keys {
		if e.key == key {
			return e.value
		}
	}
	return nil
}

// only reports keys other than these.
func (t *tree) only(ps *problems, what string, keys ...string) {
	for _, e := range t.keys {
		if !slices.Contains(keys, e.key) {
			ps.add(e.pos, "%s has no key %s; %s", what, e.key, oneOf(e.key, keys))
		}
	}
}

// as reports a value of another kind than wanted, and whether it fits.
func (t *tree) as(kind treeKind, what string, ps *problems) bool {
	if t == nil {
		return false
	}
	if t.kind != kind {
		ps.add(t.pos, "%s must be %s, not %s", what, kind, t.kind)
		return false
	}
	return true
}

// str returns the text of a scalar; of nothing or anything else, which is
// reported, "".
func (t *tree) str(what string, ps *problems) string {
	if !t.as(scalar, what, ps) {
		return ""
	}
	return t.text
}

// names returns a list of texts; a single text is a list of one.
func (t *tree) names(what string, ps *problems) []string {
	if t == nil {
		return nil
	}
	if t.kind == scalar {
		return []string{t.text}
	}
	if !t.as(sequence, what, ps) {
		return nil
	}
	var all []string
	for _, e := range t.list {
		all = append(all, e.str("each entry of "+strings.TrimPrefix(what, "the "), ps))
	}
	return all
}

// flag returns a Boolean.
func (t *tree) flag(what string, ps *problems) bool {
	if t == nil {
		return false
	}
	if t.kind != scalar || t.text != "true" && t.text != "false" {
		ps.add(t.pos, "%s must be true or false", what)
	}
	return t.text == "true"
}
