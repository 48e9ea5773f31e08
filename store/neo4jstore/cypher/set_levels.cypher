// Works out again who may see the edges at some nodes, as layout.EdgeLevel does.
UNWIND $nodes AS number
MATCH (n:Node {_number: number})-[r]-(:Node)
WITH DISTINCT r
WITH r, startNode(r)._level AS source, endNode(r)._level AS target,
  CASE r.visibility WHEN 'PUBLIC' THEN 0 WHEN 'REGISTERED' THEN 1 ELSE 2 END AS own
SET r._level = CASE
  WHEN own = 2 OR source = 2 OR target = 2 THEN 2 + CASE source WHEN 2 THEN 1 ELSE 0 END + CASE target WHEN 2 THEN 2 ELSE 0 END
  WHEN own = 1 OR source = 1 OR target = 1 THEN 1
  ELSE 0
END
