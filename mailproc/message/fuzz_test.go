package message

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FuzzRead holds what is true of every message: Read returns (no panic, not even a recovered one), gives the same twice,
// keeps its limits, and its lines are clean.
func FuzzRead(f *testing.F) {
	for _, pattern := range []string{"testdata/bench/*.eml", "testdata/zones/*.txt"} {
		files, _ := filepath.Glob(pattern)
		for _, name := range files {
			if b, err := os.ReadFile(name); err == nil {
				f.Add(b)
			}
		}
	}
	for _, c := range htmlCases {
		f.Add([]byte("Content-Type: text/html\r\n\r\n" + c.html))
	}
	for _, raw := range hostile() {
		f.Add([]byte(raw[:min(len(raw), 2000)]))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := Read(raw, sampleOurs)
		if m.Has("panic") {
			t.Fatalf("panic: %v", m.Trouble)
		}
		if again := Read(raw, sampleOurs); !reflect.DeepEqual(m, again) {
			t.Fatal("two readings differ")
		}
		Complete(raw, int64(len(raw))+1)
		for i := range m.Lines {
			checkLine(t, &m.Lines[i], i)
		}
		for _, s := range []string{m.Subject, m.MessageID, m.AutoWhy} {
			if strings.ContainsAny(s, "\r\n\x00") || !utf8.ValidString(s) {
				t.Fatalf("unclean header value %q", s)
			}
		}
	})
}

func checkLine(t *testing.T, l *Line, i int) {
	t.Helper()
	switch {
	case l.N != i+1:
		t.Fatalf("line %d has number %d", i+1, l.N)
	case l.Zone > Foreign:
		t.Fatalf("line %d has no zone", l.N)
	case !utf8.ValidString(l.Text) || !norm.NFC.IsNormalString(l.Text):
		t.Fatalf("line %d is not NFC: %q", l.N, l.Text)
	case strings.ContainsAny(l.Text, "\r\n\x00\u00ad\u200b\u202e"):
		t.Fatalf("line %d holds what nobody sees: %q", l.N, l.Text)
	case len(l.Text) > 3*MaxLine: // NFC of a line at the limit may be a little longer
		t.Fatalf("line %d has %d bytes", l.N, len(l.Text))
	}
	last := 0
	for _, r := range l.Foreign {
		if r[0] < last || r[1] <= r[0] || r[1] > len(l.Text) {
			t.Fatalf("line %d: foreign ranges %v of %d bytes", l.N, l.Foreign, len(l.Text))
		}
		last = r[1]
	}
}

// FuzzQuoted: whatever stands above a quotation, quoting it below changes nothing in the author's lines.
func FuzzQuoted(f *testing.F) {
	f.Add("I TAKE PART\nAna Example\n")
	f.Add("-- \nAna\n> x\n")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\r\f\u0085\x1b") || !utf8.ValidString(text) || len(text) > 2000 {
			t.Skip()
		}
		head := "Content-Type: text/plain; charset=utf-8\n\n"
		m := Read([]byte(head+text+"\n\nOn Tue, 27 Jan 2026 at 10:02, A <a@org.example> wrote:\n> I TAKE PART in all of it\n"), nil)
		for _, l := range m.In(Own, Signature) {
			if strings.Contains(l.Text, "I TAKE PART in all of it") {
				t.Fatalf("the quotation is taken for the author's: %+v", l)
			}
		}
	})
}
