package sqlitestore

import "innograph/kg"

// visible returns the condition that the viewer sees a node, or "" for one who
// sees all. column holds the node's visibility.
func (s *statement) visible(alias, column string) string {
	open := s.open(alias + "." + column)
	if open == "" || !s.acting() {
		return open
	}
	return "(" + open + " OR " + s.party(alias+".number") + ")"
}

// visibleEdge returns the condition that the viewer sees an edge in a row of edge,
// out_edge or in_edge, or "" for one who sees all. Its level tells who sees it, as
// layout.EdgeLevel works it out. source and target are the columns of its ends.
func (s *statement) visibleEdge(alias, source, target string) string {
	level := alias + ".level"
	open := s.open(level)
	if open == "" || !s.acting() {
		return open
	}
	ends := s.party(alias+"."+source) + " + " + s.party(alias+"."+target) + " * 2"
	return "(" + open + " OR (SELECT y.ends > 0 AND (y.ends & (" + level + " - 2)) = " + level + " - 2 FROM (SELECT " + ends + " AS ends) y))"
}

// open returns the condition that what has a level is seen without regard to
// parties.
func (s *statement) open(level string) string {
	if s.viewer.SeesAll() {
		return ""
	}
	if s.level == "" {
		s.level = s.arg(int(s.viewer.Highest()))
	}
	return level + " <= " + s.level
}

// acting reports whether the viewer acts for anybody.
func (s *statement) acting() bool { return len(s.viewer.Acts()) > 0 }

// party returns the expression of whether, 1 or 0, the viewer acts for a party of
// the node of that number. The nodes acted for are worked out once in a
// statement.
func (s *statement) party(number string) string {
	if s.acts == "" {
		s.acts = s.arg(string(appendTexts(nil, s.viewer.Acts())))
	}
	acts := "(SELECT v.number FROM json_each(" + s.acts + ") w CROSS JOIN node v ON v.number = " + nodeOf("w.value") + ")"
	return "(" + number + " IN " + acts + " OR EXISTS (SELECT 1 FROM party q WHERE q.node = " + number + " AND q.party IN " + acts + "))"
}

// nodeOf returns the expression of the number of the node that an id stands for.
func nodeOf(id string) string {
	return "coalesce((SELECT number FROM node WHERE id = " + id + ")," +
		" (SELECT node FROM identifier WHERE scheme = '" + kg.FormerID + "' AND value = " + id + "))"
}
