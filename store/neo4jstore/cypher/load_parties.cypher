// The ids of the parties of some nodes, these themselves among them, and the former
// ids by which they still go. OUTWARD and INWARD are relations with parties at their
// target, and at their source.
UNWIND $nodes AS number
MATCH (n:Node {_number: number})
CALL (n) {
  RETURN n AS party
  UNION
  MATCH (n)-[:OUTWARD]->(party:Node)
  RETURN party
  UNION
  MATCH (n)<-[:INWARD]-(party:Node)
  RETURN party
}
WITH DISTINCT number, party
RETURN number, party.id AS id,
  [(party)-[:HAS_IDENTIFIER]->(i:Identifier {scheme: 'id'}) WHERE NOT EXISTS { MATCH (:Node {id: i.value}) } | i.value] AS former
