// Who holds some identifiers: $wanted has scheme and indexed value of each.
UNWIND $wanted AS w
MATCH (i:Identifier {scheme: w[0], value: w[1]})<-[:HAS_IDENTIFIER]-(n:Node)
RETURN i.scheme AS scheme, i.value AS value, i._value AS whole, n.id AS holder
