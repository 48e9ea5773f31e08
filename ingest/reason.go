package ingest

import "regexp"

var particulars = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|\b[\w.+/%-]*\d[\w.+/%-]*`)

// reasonClass leaves out of a reason what differs from row to row, so that
// rejections of one kind are counted together.
func reasonClass(reason string) string { return particulars.ReplaceAllString(reason, "…") }
