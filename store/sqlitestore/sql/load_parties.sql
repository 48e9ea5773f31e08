-- The ids that stand for a party of some nodes, the nodes themselves among them:
-- ?1 is a JSON array of node numbers.
WITH parties (node, party) AS MATERIALIZED (
SELECT w.value, w.value FROM json_each(?1) w
UNION
SELECT w.value, y.party FROM json_each(?1) w CROSS JOIN party y ON y.node = w.value
)
SELECT p.node, n.id
FROM parties p
CROSS JOIN node n ON n.number = p.party
UNION ALL
SELECT p.node, h.value
FROM parties p
CROSS JOIN identifier h ON h.node = p.party AND h.scheme = 'id'
WHERE NOT EXISTS (SELECT 1 FROM node o WHERE o.id = h.value)
