package graph

// The codes of extensions.code that the handler gives, beside those of package
// engine. Clients may rely on them; docs/api.md lists them all.
const (
	CodeBadRequest       = "BAD_REQUEST"               // not a well-formed GraphQL request
	CodeParseFailed      = "GRAPHQL_PARSE_FAILED"      // the document is not GraphQL
	CodeValidationFailed = "GRAPHQL_VALIDATION_FAILED" // the document does not fit the schema
	CodeMethod           = "METHOD_NOT_ALLOWED"        // neither GET nor POST, or GET of more than a query
	CodeMediaType        = "UNSUPPORTED_MEDIA_TYPE"    // the request is not application/json
	CodeNotAcceptable    = "NOT_ACCEPTABLE"            // the caller takes no type there is
	CodeTooLarge         = "REQUEST_TOO_LARGE"         // the body passes its limit
	CodeUnauthenticated  = "UNAUTHENTICATED"           // the caller says who it is, and is not known
	CodeForbiddenOrigin  = "FORBIDDEN_ORIGIN"          // a page of another origin asks
)
