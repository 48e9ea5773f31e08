-- The words of nodes by weight, each text after its key, and the kind as a word of
-- its own. The texts themselves stand in node alone.
CREATE VIRTUAL TABLE words USING fts5 (
  w3, w2, w1, kind,
  content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
);

-- place is the rowid of a node in words, NULL where it has none: the length of its
-- name above its number, so that what is found comes in the order of an equal match.
ALTER TABLE node ADD COLUMN place INTEGER;

-- A changeset's words are written out at once, up to so many bytes.
INSERT INTO words (words, rank) VALUES ('hashsize', 16777216);
