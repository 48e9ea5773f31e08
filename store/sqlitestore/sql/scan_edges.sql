-- Whole edges. Which ones, and in what order, is added.
SELECT x.number, x.id, x.relation, s.id, t.id, x.source, x.target, x.visibility, json(x.props), json(x.provenance)
FROM edge x
CROSS JOIN node s ON s.number = x.source
CROSS JOIN node t ON t.number = x.target
