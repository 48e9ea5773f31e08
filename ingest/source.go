package ingest

import (
	"innograph/ingest/mapping"
	"innograph/kg"
)

// sourceKind is the kind of the nodes that describe sources, if the model has
// it.
const sourceKind = "Source"

// sourceScheme is the scheme of their identifiers, which are the names that
// mappings call them.
const sourceScheme = "source"

// writeSources makes a node of each source, so that assertions lead to it.
func (r *run) writeSources() error {
	kind := r.model.Kind(sourceKind)
	if kind == nil {
		return nil
	}
	b := r.newBatch(nil)
	for _, s := range r.mapping.Sources {
		record := &mapping.Record{Nodes: []*mapping.Node{sourceNode(kind, s)}}
		b.rows = append(b.rows, record)
	}
	return b.flush()
}

func sourceNode(kind *kg.Kind, s *mapping.Source) *mapping.Node {
	title := s.Title
	if s.Licence != "" {
		title += " (" + s.Licence + ")"
	}
	n := &mapping.Node{Kind: kind, Shared: true, Identifiers: []kg.Identifier{{Scheme: sourceScheme, Value: s.Name}},
		Properties: map[string]kg.Value{"title": kg.Localized(map[string]string{"en": title})}}
	set := func(name string, v kg.Value) {
		if v.Text() != "" || v.Bool() {
			n.Properties[name] = v
		}
	}
	set("publisher", kg.Text(s.Publisher))
	set("url", kg.URL(s.URL))
	set("synthetic", kg.Bool(s.Synthetic))
	if v, err := kg.ParseDate(s.Retrieved); err == nil {
		set("retrievedOn", v)
	}
	for name := range n.Properties {
		if kind.Property(name) == nil {
			delete(n.Properties, name)
			continue
		}
		n.Declared = append(n.Declared, name)
	}
	return n
}
