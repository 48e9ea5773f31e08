-- The line of parameters is repeated for more rows.
INSERT INTO change_party (revision, position, party, ends) VALUES
(?, ?, ?, ?)
