-- Frees identifiers: ?1 is a JSON array of [scheme, value].
DELETE FROM identifier WHERE (scheme, value) IN (
  SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?1)
)
