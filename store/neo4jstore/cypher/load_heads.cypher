// Nodes by id without what their kind has declared.
UNWIND $ids AS id
MATCH (n:Node {id: id})
RETURN n.id AS id, n._number AS number, labels(n) AS labels, n._level AS level, n.version AS version
