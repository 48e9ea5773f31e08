CREATE (a:InnographApplied {key: $key, digest: $digest, revision: $revision, counts: $counts})
