-- What changesets with a key have done, so that one sent again is known.
CREATE TABLE applied (
  key      TEXT PRIMARY KEY,
  digest   TEXT NOT NULL,
  revision INTEGER NOT NULL,
  counts   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
