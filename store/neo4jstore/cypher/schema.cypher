// The constraints and indexes of the store. Those of constraints have their names.
SHOW INDEXES YIELD name, state, owningConstraint
WHERE name STARTS WITH 'innograph_'
RETURN name, state, owningConstraint IS NOT NULL AS constrains
