MATCH (a:InnographApplied {key: $key})
RETURN a.digest AS digest, a.revision AS revision, a.counts AS counts
