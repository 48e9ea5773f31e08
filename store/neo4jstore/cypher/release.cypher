// Frees identifiers: $wanted has scheme and indexed value of each.
UNWIND $wanted AS w
MATCH (i:Identifier {scheme: w[0], value: w[1]})
DETACH DELETE i
