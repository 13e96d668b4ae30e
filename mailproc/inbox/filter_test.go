package inbox

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// TestFilter has what goes in and what is passed on. "~" stands for CRLF.
func TestFilter(t *testing.T) {
	for name, row := range map[string]struct{ in, want string }{
		"plain":               {"* 3 EXISTS~T1 OK done~", "* 3 EXISTS~T1 OK done~"},
		"mailbox flags":       {"* FLAGS (\\Seen a]b)~", "* FLAGS ()~"},
		"permanent flags":     {"* OK [PERMANENTFLAGS (\\Seen OIB-Seen-[Gmail]/All $X \"a b\" \\*)] x~", "* OK [PERMANENTFLAGS (\\Seen $X \\*)] noted~"},
		"no permanent list":   {"* OK [PERMANENTFLAGS oops] x~", "* OK noted~"},
		"unknown":             {"* XNOISE 1~* 4 RECENT~* VANISHED 1:3~* OK [ALERT] hi~* NO hi~+ go~", "+ go~"},
		"unknown literal":     {"* X {5}~ab~c {2}~xx~T1 OK x~", "T1 OK x~"},
		"text like a literal": {"T1 NO full {5}~* 1 EXISTS~", "T1 NO full {5}~* 1 EXISTS~"},
		"literal untouched":   {"* 1 FETCH (UID 1 BODY[]<0> {20}~* FLAGS (a]b)~~* OK~)~", "* 1 FETCH (UID 1 BODY[]<0> {20}~* FLAGS (a]b)~~* OK~)~"},
		"flags in a fetch":    {"* 1 FETCH (FLAGS (a]) UID 1 BODY[] {1}~x FLAGS (b]))~", "* 1 FETCH (FLAGS () UID 1 BODY[] {1}~x FLAGS ())~"},
		"flags in a string":   {"* 1 FETCH (UID 1 BODY[] \"FLAGS (\\\"a)\" FLAGS (b]))~", "* 1 FETCH (UID 1 BODY[] \"FLAGS (\\\"a)\" FLAGS ())~"},
		"flags only":          {"* 1 FETCH (UID 3 FLAGS (x))~", ""},
		"UID after":           {"* 1 FETCH (BODY[] {2}~ab RFC822.SIZE 2 UID 77)~", "* 1 FETCH (UID 77 BODY[] {2}~ab RFC822.SIZE 2)~"},
		"two literals":        {"* 1 FETCH (UID 1 BODY[] {2}~ab BODY[1] {3}~c~ FLAGS (]))~", "* 1 FETCH (UID 1 BODY[] {2}~ab BODY[1] {3}~c~ FLAGS ())~"},
		"UID nowhere":         {"* 1 FETCH (BODY[] {2}~ab)~", "* 1 FETCH (BODY[] {2}~ab)~"},
		"search":              {"* SEARCH 1 2 ~* search~", "* SEARCH 1 2~* search~"},
		"bare LF":             {"* 3 EXISTS\n", "* 3 EXISTS~"},
		"odd COPYUID":         {"T4 OK [COPYUID 1  ] done~T5 NO [TRYCREATE] no~", "T4 OK done~T5 NO [TRYCREATE] no~"},
		"empty lines":         {"~~* 1 EXISTS~", "* 1 EXISTS~"},
		"cut short":           {"* 1 EXISTS~* 2 EXI", "* 1 EXISTS~"},
	} {
		t.Run(name, func(t *testing.T) {
			in, want := strings.ReplaceAll(row.in, "~", "\r\n"), strings.ReplaceAll(row.want, "~", "\r\n")
			for how, r := range map[string]io.Reader{"at once": strings.NewReader(in), "byte by byte": iotest.OneByteReader(strings.NewReader(in))} {
				got, err := io.ReadAll(newFilter(r))
				if err != nil || string(got) != want {
					t.Errorf("%s: got %q, want %q; %v", how, got, want, err)
				}
			}
		})
	}
}

func TestFilterPassesLongLines(t *testing.T) {
	var b strings.Builder
	b.WriteString("* SEARCH")
	for i := range 100000 {
		fmt.Fprintf(&b, " %d", i+1)
	}
	want := b.String() + "\r\nT1 OK done\r\n"
	got, err := io.ReadAll(newFilter(strings.NewReader(b.String() + " \r\nT1 OK [X] done\r\n")))
	if err != nil || string(got) != want {
		t.Errorf("%d bytes of %d, %v", len(got), len(want), err)
	}
	long := "* 1 FETCH (UID 1 BODY[1] \"" + strings.Repeat("a", 70000) + "\" BODY[] {4}\r\n* X)" + ")\r\n* 5 EXISTS\r\n"
	got, err = io.ReadAll(newFilter(strings.NewReader(long)))
	if err != nil || string(got) != long {
		t.Errorf("a literal after a long line: %d bytes of %d, %v", len(got), len(long), err)
	}
	dropped := "* X \"" + strings.Repeat("a", 200000) + "\" {12}\r\n* 7 EXISTS\r\n\r\n* 5 EXISTS\r\n"
	got, err = io.ReadAll(newFilter(strings.NewReader(dropped)))
	if err != nil || string(got) != "* 5 EXISTS\r\n" {
		t.Errorf("a long line to be dropped: %q, %v", got, err)
	}
}

// FuzzFilter: whatever a server says, the filter comes to an end, and a message after it is passed on untouched where the text
// before was whole lines without a literal.
func FuzzFilter(f *testing.F) {
	for _, s := range []string{"* FLAGS (a]b)\r\n", "* OK [PERMANENTFLAGS (", "* 1 FETCH (BODY[] {3}\r\nabc UID 4)\r\n", "* X {9}\r\n", "+ {3}\r\n", "T1 OK [", "* 1 FETCH (\"\\", "* SEARCH \r\n\x00", "*",
		"* FETCH (BOD][] \x16\x95{3}\r\nabc\xbb\xbb\xbb\xbb UID 4)\r\n", "* 1 FETCH (\u0131\u0131\u0131 FLAGS (a]b))\r\n"} {
		f.Add([]byte(s))
	}
	message := []byte("* 9 FETCH (UID 9 RFC822.SIZE 15 BODY[]<0> {15}\r\n* FLAGS (a]b)\r\n)\r\n")
	f.Fuzz(func(t *testing.T, said []byte) {
		out, err := io.ReadAll(newFilter(bytes.NewReader(said)))
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) || len(out) > len(said)+64*(bytes.Count(said, []byte("\n"))+1) {
			t.Fatalf("%d bytes out of %d, %v", len(out), len(said), err)
		}
		if bytes.ContainsAny(said, "{}") {
			return
		}
		out, err = io.ReadAll(newFilter(io.MultiReader(bytes.NewReader(said), strings.NewReader("\r\n"), bytes.NewReader(message))))
		if err != nil || !bytes.HasSuffix(out, message) {
			t.Fatalf("the message afterwards: %q, %v", out, err)
		}
	})
}
