package ingest

import "regexp"

// particulars finds what differs from row to row: values in quotes, ids of
// nodes, and numbers. What follows a semicolon or "write" says what to do;
// there only the quotes count, and numbers in names of standards are words.
var particulars = regexp.MustCompile(`("(?:[^"\\]|\\.)*")` +
	`|((?:;|\bwrite\b)[^"]*|\bUTF-8\b|\bU\+[0-9A-F]{4,6}\b|\b(?:ISO|GB/T) \d+\b)` +
	`|\b[A-Z][a-z]\w*_[\w.~+%-]+|\b[\w.+/%-]*\d[\w.+/%-]*`)

// reasonClass leaves out of a reason what differs from row to row, so that
// rejections of one kind are counted together. The remedy keeps its words.
func reasonClass(reason string) string {
	return particulars.ReplaceAllStringFunc(reason, func(s string) string {
		if keep := particulars.FindStringSubmatch(s); keep[2] != "" {
			return s
		}
		return "…"
	})
}
