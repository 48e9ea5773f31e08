-- Who is a party of what: a row for every edge whose relation has a party end,
-- that end's node being the party of the other's. Every node is a party of itself
-- beside.
CREATE TABLE party (
  node  INTEGER NOT NULL REFERENCES node,
  party INTEGER NOT NULL,
  edge  INTEGER NOT NULL,
  PRIMARY KEY (node, party, edge)
) STRICT, WITHOUT ROWID;

-- party_end is the end that parties stand at: 0 for none, 1 for the source, 2 for the
-- target.
ALTER TABLE relation ADD COLUMN party_end INTEGER NOT NULL DEFAULT 0;

-- Who were parties of what an item of the log for parties alone is about, by the
-- ids they had. ends is 1 for parties of the node or of the edge's source, 2 for those
-- of its target, 3 for those of both.
CREATE TABLE change_party (
  revision INTEGER NOT NULL,
  position INTEGER NOT NULL,
  party    TEXT NOT NULL,
  ends     INTEGER NOT NULL,
  PRIMARY KEY (revision, position, party),
  FOREIGN KEY (revision, position) REFERENCES change_item
) STRICT, WITHOUT ROWID;

-- The level of an edge now tells apart what is for parties: 2 where the edge alone
-- is, so that those of either end see it; else 3 where its source is, 4 where its
-- target is, 5 where both are. An item of the log has such a level too, in
-- visibility; that of a node stays 2.
UPDATE edge SET level = 2
  + ((SELECT visibility FROM node WHERE number = edge.source) = 2)
  + ((SELECT visibility FROM node WHERE number = edge.target) = 2) * 2
WHERE level = 2;
UPDATE out_edge SET level = (SELECT e.level FROM edge e WHERE e.number = out_edge.edge) WHERE level = 2;
UPDATE in_edge SET level = (SELECT e.level FROM edge e WHERE e.number = in_edge.edge) WHERE level = 2;
