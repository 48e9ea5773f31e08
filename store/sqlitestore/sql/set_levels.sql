-- Works out again who may see some edges: ?1 is a JSON array of their numbers.
UPDATE edge SET level = CASE max(edge.visibility, s.visibility, t.visibility)
  WHEN 2 THEN 2 + (s.visibility = 2) + (t.visibility = 2) * 2
  ELSE max(edge.visibility, s.visibility, t.visibility)
END
FROM json_each(?1) w, node s, node t
WHERE edge.number = w.value AND s.number = edge.source AND t.number = edge.target
