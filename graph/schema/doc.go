// Package schema compiles the model: annotated GraphQL in, the served schema
// and the model of the graph out.
//
// A schema declares kinds (object types with @kind), roles (interfaces),
// unions, enums, relations (fields with @relation) and the properties of edges
// (object types with @edge). Compile adds what follows from them: the fields of
// Node, connections and edges, links, filters, orders, look-ups and the root
// fields of Query. Hand-written types and root fields pass through as they are.
//
// The directives are declared in directives.graphqls, each with its meaning;
// what every graph has (scalars, Node, Link, the filters of plain values)
// stands in base.graphqls. Neither needs to be repeated in a schema.
//
// A kind has the fields of its roles, and a role those of the roles it plays
// itself: they are written once, at the role. A kind may declare a property of
// a role again to refine it, never a relation.
//
// Names that follow from others:
//
//   - the look-up of a kind, and of a role with a list: its name in lower camel
//     case (`ipRight`); so is the field by which the filter of a role asks for one
//     of its kinds;
//   - the field of a composite key: its properties in lower camel case
//     (`schemeCode`), with an input `RegionSchemeCodeKey`;
//   - the edges of a list: the type that declares the field, then the field
//     (`LaboratoryStaffConnection`), shared by the kinds of a role;
//   - what a filter asks of a relation: the same with another ending
//     (`LaboratoryStaffCondition`, `…RelationFilter`, `…Count`);
//   - what figures are of: `LaboratoryProperty`, and what makes a group:
//     `LaboratoryGroupBy`; of edges `AffiliationProperty`, `AffiliationGroupBy`;
//   - one relation of a type with a condition, to be counted or grouped by:
//     `LaboratoryRelated`;
//   - the link of a to-one field: `postedByLink` beside `postedBy`;
//   - the link type of a relation without properties: its name in camel case
//     (`PRODUCED_AT`, `ProducedAt`), with `Link` after it where a type has that
//     name already.
//
// The package imports neither the generated model nor the generated executor,
// so that a broken generation can always be repaired.
package schema
