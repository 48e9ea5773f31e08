-- Takes back the parties that the edges of a relation (?1) make.
DELETE FROM party WHERE edge IN (SELECT e.number FROM edge e WHERE e.relation = ?1)
