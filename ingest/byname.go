package ingest

import (
	"fmt"
	"slices"
	"strings"

	"innograph/ingest/mapping"
	"innograph/kg"
)

// nameOf returns what makes references by name ask for the same nodes.
func nameOf(n *mapping.Name, key string) string {
	return n.Among + "\x00" + strings.Join(n.Drop, "\x00") + "\x00\x00" + key
}

// findNames finds the nodes that references by name may mean, among those
// stored before the file.
func (s *survey) findNames() error {
	if len(s.names) == 0 {
		return nil
	}
	s.named = make(map[string][]kg.ID, len(s.names))
	var ways []*mapping.Name // one for each way of asking
	var among, labels []string
	for _, n := range s.names {
		s.named[nameOf(n, n.Key)] = nil
		if !slices.ContainsFunc(ways, func(o *mapping.Name) bool { return nameOf(o, "") == nameOf(n, "") }) {
			ways = append(ways, n)
			among = append(among, n.Among)
		}
	}
	for i := range s.model.Kinds {
		labels = append(labels, s.model.Kinds[i].Label)
	}
	return s.scanNames(among, append(labels, aliases), nil, func(n *namedNode) {
		for _, way := range ways {
			if !slices.Contains(s.model.Members(way.Among), n.Kind.Name) {
				continue
			}
			for i, property := range n.properties {
				if property != n.Kind.Label && property != aliases {
					continue
				}
				for _, key := range nameKeys(n.Values[i], way.Drop) {
					name := nameOf(way, key)
					if ids, asked := s.named[name]; asked && !slices.Contains(ids, n.ID) {
						s.named[name] = append(ids, n.ID)
					}
				}
			}
		}
	})
}

// aliases is the property that holds further names beside a kind's label.
const aliases = "aliases"

// byName returns the only node of a name.
func (f *fileRun) byName(n *mapping.Name) (kg.ID, error) {
	switch ids := f.named[nameOf(n, n.Key)]; len(ids) {
	case 0:
		return "", fmt.Errorf("no %s is called %q", n.Among, n.Text)
	case 1:
		return ids[0], nil
	default:
		return "", fmt.Errorf("%d nodes (%s) are called %q; refer to one by an identifier", len(ids), n.Among, n.Text)
	}
}
