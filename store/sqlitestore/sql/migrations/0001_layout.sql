-- The layout of a store. Numbers of kinds and relations are the store's own, so
-- that a model may grow in any order.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES ('node', 0), ('edge', 0), ('revision', 0);

CREATE TABLE kind (
  number INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE relation (
  number INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE
) STRICT;

-- props and provenance are JSONB; keys holds the sort keys of localised text
-- as property -> language -> key.
CREATE TABLE node (
  number     INTEGER PRIMARY KEY,
  kind       INTEGER NOT NULL,
  visibility INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  created    INTEGER NOT NULL,
  updated    INTEGER NOT NULL,
  id         TEXT NOT NULL UNIQUE,
  props      BLOB NOT NULL,
  keys       BLOB,
  provenance BLOB
) STRICT;

-- Properties declared long, kept out of the way of lists.
CREATE TABLE node_long (
  number INTEGER PRIMARY KEY REFERENCES node,
  props  BLOB NOT NULL
) STRICT;

CREATE TABLE identifier (
  scheme TEXT NOT NULL,
  value  TEXT NOT NULL,
  node   INTEGER NOT NULL REFERENCES node,
  PRIMARY KEY (scheme, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX identifier_node ON identifier (node);

-- level is the narrowest visibility of the edge and its ends; sort is the encoded
-- value the default order of the relation is by.
CREATE TABLE edge (
  number     INTEGER PRIMARY KEY,
  relation   INTEGER NOT NULL,
  source     INTEGER NOT NULL,
  target     INTEGER NOT NULL,
  visibility INTEGER NOT NULL,
  level      INTEGER NOT NULL,
  id         TEXT NOT NULL UNIQUE,
  sort       BLOB NOT NULL,
  props      BLOB NOT NULL,
  keys       BLOB,
  provenance BLOB
) STRICT;

-- Every edge as seen from its source and from its target, in the default order
-- of its relation. Who may see it can be told without looking at edge or nodes;
-- so all rows at a node are written again when its visibility changes.
CREATE TABLE out_edge (
  node       INTEGER NOT NULL REFERENCES node,
  relation   INTEGER NOT NULL,
  sort       BLOB NOT NULL,
  other      INTEGER NOT NULL,
  edge       INTEGER NOT NULL,
  level      INTEGER NOT NULL,
  PRIMARY KEY (node, relation, sort, other, edge)
) STRICT, WITHOUT ROWID;

CREATE TABLE in_edge (
  node       INTEGER NOT NULL REFERENCES node,
  relation   INTEGER NOT NULL,
  sort       BLOB NOT NULL,
  other      INTEGER NOT NULL,
  edge       INTEGER NOT NULL,
  level      INTEGER NOT NULL,
  PRIMARY KEY (node, relation, sort, other, edge)
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
  revision INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  actor    TEXT NOT NULL,
  bulk     INTEGER NOT NULL,
  counts   TEXT NOT NULL
) STRICT;

-- visibility is that of the node, or the narrowest of the edge and its ends,
-- after the change or, of a deletion, before it.
CREATE TABLE change_item (
  revision   INTEGER NOT NULL REFERENCES change,
  position   INTEGER NOT NULL,
  visibility INTEGER NOT NULL,
  action     TEXT NOT NULL,
  kind       TEXT NOT NULL,
  relation   TEXT NOT NULL,
  id         TEXT NOT NULL,
  source     TEXT NOT NULL,
  target     TEXT NOT NULL,
  version    INTEGER NOT NULL,
  PRIMARY KEY (revision, position)
) STRICT, WITHOUT ROWID;
