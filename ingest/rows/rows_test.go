package rows_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"innograph/ingest/rows"
)

// read returns one line for each row: its line, then its columns or what is
// wrong with it.
func read(t *testing.T, text string, layout rows.Layout, columns ...string) []string {
	t.Helper()
	r, err := rows.NewReader(strings.NewReader(text), layout)
	if err != nil {
		return []string{"failed: " + err.Error()}
	}
	var got []string
	for {
		row, err := r.Next()
		var bad *rows.MalformedError
		switch {
		case errors.Is(err, io.EOF):
			return got
		case errors.As(err, &bad):
			got = append(got, bad.Error())
			continue
		case err != nil:
			t.Fatal(err)
		}
		var cells []string
		for _, c := range columns {
			cells = append(cells, fmt.Sprint(row.Get(strings.Split(c, "."))))
		}
		got = append(got, fmt.Sprintf("%d %s", row.Line, strings.Join(cells, "|")))
	}
}

func TestTables(t *testing.T) {
	const quote = "a quote is out of place; write a field that contains quotes in quotes, and each quote in it twice"
	for name, c := range map[string]struct {
		text   string
		layout rows.Layout
		want   []string
	}{
		"plain":              {"a,b\n1,2\n3,4\n", rows.Layout{Format: rows.CSV}, []string{"2 1|2", "3 3|4"}},
		"no last line break": {"a,b\n1,2", rows.Layout{Format: rows.CSV}, []string{"2 1|2"}},
		"byte-order mark":    {"\xef\xbb\xbfa,b\r\n1,2\r\n", rows.Layout{Format: rows.CSV}, []string{"2 1|2"}},
		"tabs":               {"a\tb\n1\t2,3\n", rows.Layout{Format: rows.TSV}, []string{"2 1|2,3"}},
		"delimiter":          {"a;b\n1;\"2;3\"\n", rows.Layout{Format: rows.CSV, Delimiter: ';'}, []string{"2 1|2;3"}},
		"given header":       {"1,2\n", rows.Layout{Format: rows.CSV, Header: []string{"a", "b"}}, []string{"1 1|2"}},
		"quotes":             {"a,b\n\"say \"\"hi\"\"\",2\n", rows.Layout{Format: rows.CSV}, []string{`2 say "hi"|2`}},
		"line break inside":  {"a,b\n\"x\ny\",2\n3,4\n", rows.Layout{Format: rows.CSV}, []string{"2 x\ny|2", "4 3|4"}},
		"empty lines":        {"a,b\n\n1,2\n\n", rows.Layout{Format: rows.CSV}, []string{"3 1|2"}},
		"blank is absent":    {"a,b\n ,2\n", rows.Layout{Format: rows.CSV}, []string{"2 <nil>|2"}},
		"normal form":        {"a,b\ne\u0301,2\n", rows.Layout{Format: rows.CSV}, []string{"2 é|2"}},
		"columns missing":    {"a,b\n1\n3,4\n", rows.Layout{Format: rows.CSV}, []string{"line 2: the row has 1 columns, the header 2", "3 3|4"}},
		"stray quote":        {"a,b\n1,5\" pipe\n3,4\n", rows.Layout{Format: rows.CSV}, []string{"line 2: " + quote, "3 3|4"}},
		"open quote costs one row": {"a,b\n\"1,2\n3,4\n5,6\n", rows.Layout{Format: rows.CSV},
			[]string{"line 2: " + quote, "3 3|4", "4 5|6"}},
		"not UTF-8": {"a,b\n\xff,2\n3,4\n", rows.Layout{Format: rows.CSV},
			[]string{"line 2: the line is not valid UTF-8; convert the file to UTF-8", "3 3|4"}},
		"too long": {"a,b\n1," + strings.Repeat("x", rows.MaxRow) + "\n3,4\n", rows.Layout{Format: rows.CSV},
			[]string{fmt.Sprintf("line 2: the line is longer than %d bytes", rows.MaxRow), "3 3|4"}},
		"too long at the end": {"a,b\n1," + strings.Repeat("x", 3*rows.MaxRow), rows.Layout{Format: rows.CSV},
			[]string{fmt.Sprintf("line 2: the line is longer than %d bytes", rows.MaxRow)}},
		"empty file":        {"", rows.Layout{Format: rows.CSV}, []string{"failed: the file is empty; its first row must name the columns"}},
		"header not UTF-8":  {"\xff,b\n", rows.Layout{Format: rows.CSV}, []string{"failed: the header: line 1: the line is not valid UTF-8; convert the file to UTF-8"}},
		"column twice":      {"a,a\n", rows.Layout{Format: rows.CSV}, []string{`failed: the header names the column "a" twice; rename one`}},
		"UTF-16 is refused": {"\xff\xfea\x00,\x00b\x00\n\x00", rows.Layout{Format: rows.CSV}, []string{"failed: the header: line 1: the line is not valid UTF-8; convert the file to UTF-8"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := read(t, c.text, c.layout, "a", "b"); fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestJSONLines(t *testing.T) {
	text := strings.Join([]string{
		`{"a": "x", "b": {"c": [1, {"d": true}]}}`,
		``,
		`{"a": null, "b": 2.50}`,
		`{"a": "x"`,
		`[1]`,
		`null`,
		`{"a": 1} {"a": 2}`,
		`{"a": ` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}`,
		"{\"a\": \"\xff\"}",
		`{"a": 12345678901234567890}`,
	}, "\n")
	want := []string{
		"1 x|map[c:[1 map[d:true]]]|1|true",
		"3 <nil>|2.50|<nil>|<nil>",
		"line 4: the line is not a JSON object",
		"line 5: the line is not a JSON object",
		"line 6: the line is not a JSON object",
		"line 7: something follows the JSON object; put one object on each line",
		"line 8: the object nests deeper than 32 levels",
		"line 9: the line is not valid UTF-8; convert the file to UTF-8",
		"10 12345678901234567890|<nil>|<nil>|<nil>",
	}
	got := read(t, text, rows.Layout{Format: rows.JSONL}, "a", "b", "b.c.0", "b.c.1.d")
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A row that is cut short must not take the rest of the file along, however
// long that is.
func TestOpenQuoteIsBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("a,b\n\"open,2\n")
	for i := range 5000 {
		fmt.Fprintf(&b, "%d,x\n", i)
	}
	if got := read(t, b.String(), rows.Layout{Format: rows.CSV}, "a"); len(got) != 5001 {
		t.Errorf("%d rows, want 5001", len(got))
	}
}
