package outbox

import (
	"bytes"
	"io"
	"mime/quotedprintable"
	"strings"
	"testing"
)

// FuzzQuotedPrintable: what is encoded is decoded to the same text, in lines that every server takes, and none of them
// begins with a full stop.
func FuzzQuotedPrintable(f *testing.F) {
	for _, s := range []string{"", "\n", ".\n..\n", " \n\t\n end ", "a=b\n", strings.Repeat("x", 200) + "\n" + strings.Repeat("é", 90), strings.Repeat("x", 75) + " ", strings.Repeat("x", 75) + ".",
		strings.Repeat("x", 74) + "é.", "جدول الأعمال"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = bodyText(s)
		raw := appendQP(nil, s)
		for line := range bytes.SplitSeq(raw, []byte("\r\n")) {
			if len(line) > maxLine || bytes.HasPrefix(line, []byte(".")) || bytes.HasSuffix(line, []byte(" ")) || bytes.ContainsAny(line, "\r\n") {
				t.Errorf("%q has the line %q", s, line)
			}
		}
		got, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(raw)))
		if back := strings.ReplaceAll(string(got), "\r\n", "\n"); err != nil || back != s {
			t.Errorf("%q came back as %q (%v)", s, back, err)
		}
	})
}
