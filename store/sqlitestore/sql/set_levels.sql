-- Works out again who may see some edges: ?1 is a JSON array of their numbers.
UPDATE edge SET level = max(visibility,
  (SELECT n.visibility FROM node n WHERE n.number = edge.source),
  (SELECT n.visibility FROM node n WHERE n.number = edge.target))
WHERE number IN (SELECT value FROM json_each(?1))
