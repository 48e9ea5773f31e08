package mapping

import (
	"fmt"

	"innograph/kg"
)

// edge evaluates a rule for edges. An edge whose end is unknown is none.
func (b *builder) edge(rule *edge, e *env, nodes map[string]int) error {
	ok, err := holds(rule.when, e)
	if !ok || err != nil {
		return err
	}
	out := &Edge{Rule: rule.Pos, Relation: b.model.Relation(rule.relation), Optional: rule.optional, Shared: rule.shared,
		Record: b.source, Method: rule.method.name, Confidence: rule.method.confidence}
	var known bool
	if out.From, known, err = rule.from.end(b.model, e, nodes); !known || err != nil {
		return err
	}
	if out.To, known, err = rule.to.end(b.model, e, nodes); !known || err != nil {
		return err
	}
	if out.Properties, out.Declared, err = properties(rule.relation, out.Relation.Property, rule.properties, e); err != nil {
		return err
	}
	for _, p := range rule.properties {
		if p.confidence != "" {
			if out.Concluded == nil {
				out.Concluded = map[string]string{}
			}
			out.Concluded[p.name] = p.confidence
		}
	}
	if rule.shared {
		out.Record = ""
	}
	if rule.record != nil {
		if out.Record, err = joined(rule.record, e); err != nil {
			return fmt.Errorf("record: %w", err)
		}
	}
	if out.Visibility, err = visibility(rule.visibility, e); err != nil {
		return err
	}
	b.record.Edges = append(b.record.Edges, out)
	return nil
}

func (r *reference) end(model *kg.Model, e *env, nodes map[string]int) (end End, known bool, err error) {
	switch {
	case r.node != "":
		return End{Node: nodes[r.node]}, nodes[r.node] >= 0, nil
	case r.name != nil:
		s, err := textOf(r.name, e)
		key := NameKey(s, r.drop)
		return End{Node: -1, Name: &Name{Text: s, Key: key, Among: r.among, Drop: r.drop, Confidence: r.confidence}}, key != "", err
	case r.kind != "":
		scheme, parts := r.natural(model)
		s, err := keyOf(parts, e)
		return End{Node: -1, Identifier: kg.Identifier{Scheme: scheme, Value: s}}, s != "", err
	default:
		s, err := keyOf(r.parts, e)
		return End{Node: -1, Identifier: kg.Identifier{Scheme: r.scheme, Value: s}}, s != "", err
	}
}

// natural returns the scheme of the natural key a reference names, and the
// values of its parts in the key's order; without such a key, nothing.
func (r *reference) natural(model *kg.Model) (scheme string, parts []value) {
	kind := model.Kind(r.kind)
	if kind == nil {
		return "", nil
	}
	for _, key := range kind.Keys {
		if parts = parts[:0]; len(key.Properties) != len(r.fields) {
			continue
		}
		for _, name := range key.Properties {
			for _, f := range r.fields {
				if f.name == name {
					parts = append(parts, f.value)
				}
			}
		}
		if len(parts) == len(key.Properties) {
			return key.Scheme, parts
		}
	}
	return "", nil
}
