// Whose attempt made an entry of the log.
MATCH (c:InnographChange {revision: $revision})
RETURN c._attempt AS attempt
