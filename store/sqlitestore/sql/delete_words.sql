-- Takes the words of some nodes out of the index: ?1 is a JSON array of their numbers.
DELETE FROM words WHERE rowid IN (
  SELECT n.place
  FROM json_each(?1) w
  CROSS JOIN node n ON n.number = w.value
  WHERE n.place IS NOT NULL
)
