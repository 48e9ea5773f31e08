INSERT INTO words (rowid, w3, w2, w1, kind) VALUES
(?, ?, ?, ?, ?)
