SELECT
  (SELECT last FROM counter WHERE name = 'node'),
  (SELECT last FROM counter WHERE name = 'edge'),
  (SELECT last FROM counter WHERE name = 'revision'),
  (SELECT value FROM meta WHERE key = 'generation')
