package mapping

import (
	"fmt"
	"strings"

	"innograph/hub/identifier"
	"innograph/ingest/rows"
	"innograph/kg"
)

// An Evaluator turns the rows of a file into records.
type Evaluator struct {
	model   *kg.Model
	file    *File
	lookups map[string]*Table
}

// NewEvaluator returns the evaluator of a file of a mapping that Check has
// accepted for the model.
func NewEvaluator(model *kg.Model, file *File, lookups map[string]*Table) *Evaluator {
	return &Evaluator{model: model, file: file, lookups: lookups}
}

// Evaluate returns what a row means, or why it means nothing.
func (v *Evaluator) Evaluate(row *rows.Row) (*Record, error) {
	r := &Record{Line: row.Line, Raw: row.Raw}
	seen := map[string]bool{}
	e := &env{row: row, lookups: v.lookups, flaw: func(note string) {
		if !seen[note] {
			seen[note] = true
			r.Flaws = append(r.Flaws, note)
		}
	}}
	var err error
	if v.file.key != nil {
		if r.Key, err = joined(v.file.key, e); err != nil {
			return nil, fmt.Errorf("key: %w", err)
		}
		if r.Key == "" {
			return nil, fmt.Errorf("the key of the row is empty")
		}
	}
	record := r.Key
	if v.file.record != nil {
		if record, err = joined(v.file.record, e); err != nil {
			return nil, fmt.Errorf("record: %w", err)
		}
	}
	b := &builder{Evaluator: v, record: r, source: record}
	if err := b.block(&v.file.block, e, map[string]int{}); err != nil {
		return nil, err
	}
	return r, nil
}

// joined returns the texts of a value as the parts of one key; empty when one
// of them is.
func joined(v value, e *env) (string, error) {
	values := []value{v}
	if c, ok := v.(concat); ok {
		values = c.values
	}
	return keyOf(values, e)
}

func keyOf(values []value, e *env) (string, error) {
	parts := make([]string, len(values))
	for i, v := range values {
		s, err := textOf(v, e)
		if s == "" || err != nil {
			return "", err
		}
		parts[i] = s
	}
	return kg.KeyValue(parts...), nil
}

// builder makes the record of one row.
type builder struct {
	*Evaluator
	record *Record
	source string // record in the source, for assertions
}

// block evaluates rules. nodes says which rules have made which nodes so far.
func (b *builder) block(rules *block, e *env, nodes map[string]int) error {
	for _, f := range rules.let {
		v, err := f.value.eval(e)
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		e = e.with(f.name, v)
	}
	for _, rule := range rules.nodes {
		nodes[rule.as] = -1
		n, err := b.node(rule, e)
		if err != nil {
			return fmt.Errorf("%s: %w", rule.as, err)
		}
		if n != nil {
			nodes[rule.as] = len(b.record.Nodes)
			b.record.Nodes = append(b.record.Nodes, n)
		}
	}
	for _, rule := range rules.nodes {
		if i := nodes[rule.as]; i >= 0 {
			b.within(b.record.Nodes[i], nodes)
		}
	}
	for _, rule := range rules.each {
		err := forEach(rule.in, rule.as, rule.when, e, func(inner *env) error {
			own := make(map[string]int, len(nodes)+len(rule.nodes))
			for name, i := range nodes {
				own[name] = i
			}
			return b.block(&rule.block, inner, own)
		})
		if err != nil {
			return err
		}
	}
	for _, rule := range rules.edges {
		if err := b.edge(rule, e, nodes); err != nil {
			return fmt.Errorf("%s: %w", rule.relation, err)
		}
	}
	return nil
}

func (b *builder) within(n *Node, nodes map[string]int) {
	n.Within = make([]int, len(n.Match))
	for i, m := range n.Match {
		n.Within[i] = -1
		if m.node != "" {
			n.Within[i] = nodes[m.node]
		}
	}
}

func (b *builder) node(rule *node, e *env) (*Node, error) {
	ok, err := holds(rule.when, e)
	if !ok || err != nil {
		return nil, err
	}
	kind, err := rule.kindOf(b.model, e)
	if err != nil {
		return nil, err
	}
	n := &Node{Rule: rule.Pos, Kind: kind, Shared: rule.shared, Record: b.source, Method: rule.method.name,
		Confidence: rule.method.confidence, Match: rule.match}
	if n.Properties, n.Declared, err = properties(kind.Name, kind.Property, rule.properties, e); err != nil {
		return nil, err
	}
	for _, id := range rule.identifiers {
		s, err := textOf(id.value, e)
		if err != nil {
			return nil, fmt.Errorf("identifier %s: %w", id.scheme, err)
		}
		if s != "" && identifier.Known(id.scheme) {
			s = identifier.Normalise(id.scheme, s)
			if err := identifier.Check(id.scheme, s); err != nil {
				return nil, err
			}
		}
		if s != "" {
			n.Identifiers = append(n.Identifiers, kg.Identifier{Scheme: id.scheme, Value: s})
		}
	}
	n.Identifiers = append(n.Identifiers, b.model.KeyIdentifiers(&kg.Node{Kind: kind.Name, Properties: n.Properties})...)
	switch {
	case len(n.Identifiers) > 0:
	case rule.shared:
		return nil, nil
	default:
		return nil, fmt.Errorf("it has no identifier: what should make it is empty")
	}
	if rule.shared || n.Record == "" {
		n.Record = n.Identifiers[0].Value
	}
	if rule.record != nil {
		if n.Record, err = joined(rule.record, e); err != nil {
			return nil, fmt.Errorf("record: %w", err)
		}
	}
	n.Visibility, err = visibility(rule.visibility, e)
	return n, err
}

func (n *node) kindOf(model *kg.Model, e *env) (*kg.Kind, error) {
	for _, c := range n.kinds {
		ok, err := holds(c.when, e)
		if err != nil {
			return nil, err
		}
		if ok {
			return model.Kind(c.kind), nil
		}
	}
	return nil, fmt.Errorf("no case of kind fits the row; end the list with one that has no condition")
}

func visibility(v value, e *env) (*kg.Visibility, error) {
	if v == nil {
		return nil, nil
	}
	s, err := textOf(v, e)
	if s == "" || err != nil {
		return nil, err
	}
	level, err := kg.ParseVisibility(s)
	return &level, err
}

// properties evaluates the rules for properties the owner has.
func properties(owner string, lookup func(string) *kg.Property, rules []*property, e *env) (map[string]kg.Value, []string, error) {
	values := make(map[string]kg.Value, len(rules))
	declared := make([]string, 0, len(rules))
	e.others = map[string][]string{}
	for _, rule := range rules {
		p := lookup(rule.name)
		if p == nil {
			continue // of another kind the rule may make
		}
		v, err := rule.eval(p, e)
		if err != nil {
			return nil, nil, fmt.Errorf("%s.%s: %w", owner, rule.name, err)
		}
		declared = append(declared, rule.name)
		if !v.IsNull() {
			values[rule.name] = v
			if (p.Type == kg.TypeText || p.Type == kg.TypeLocalized) && strings.ContainsRune(v.String(), lost) {
				e.flaw("a lost letter (U+FFFD) stays in " + owner + "." + rule.name)
			}
		}
	}
	return values, declared, nil
}

func (r *property) eval(p *kg.Property, e *env) (kg.Value, error) {
	if r.texts != nil {
		v, rest, err := localized(r.texts, e)
		e.others[r.name] = rest
		return v, err
	}
	got, err := r.value.eval(e)
	if got == nil || err != nil {
		return kg.Null, err
	}
	currency := ""
	if r.currency != nil {
		if currency, err = textOf(r.currency, e); err != nil {
			return kg.Null, fmt.Errorf("currency: %w", err)
		}
	}
	return convert(p, got, currency)
}
