-- Who holds some identifiers: ?1 is a JSON array of [scheme, value].
SELECT i.scheme, i.value, n.id
FROM json_each(?1) w
CROSS JOIN identifier i ON i.scheme = json_extract(w.value, '$[0]') AND i.value = json_extract(w.value, '$[1]')
CROSS JOIN node n ON n.number = i.node
