// Entries of the log after a revision that a viewer may see something of. $level is
// null for one who sees all; $acts are the ids the viewer acts for.
MATCH (c:InnographChange)
WHERE c.revision > $after AND ($level IS NULL OR c.bulk OR c._level <= $level OR any(id IN c._parties WHERE id IN $acts))
RETURN c.revision AS revision, c._at AS at, c.actor AS actor, c.bulk AS bulk, c.counts AS counts, c.items AS items
ORDER BY c.revision
LIMIT $limit
