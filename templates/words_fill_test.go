package templates

import (
	"strings"
	"testing"
)

func TestFillNeverLooksIntoValues(t *testing.T) {
	for _, c := range []struct {
		pattern, want string
		pairs         []string
	}{
		{"{old} → {new}", "new → {old}", []string{"old", "new", "new", "{old}"}},
		{"{{n} {m} }{n", "{2 {m} }{n", []string{"n", "2"}},
		{"plain", "plain", nil},
		{"", "", []string{"n", "2"}},
	} {
		w := &words{of: map[string]string{"k": c.pattern}}
		if got := w.fill("k", c.pairs...); got != c.want {
			t.Errorf("%q with %q gives %q, not %q", c.pattern, c.pairs, got, c.want)
		}
	}
}

func TestFoldIsTheSameForPlainTextByBothWays(t *testing.T) {
	for _, s := range []string{"", "I TAKE  part!", "a_b-c's 8.7", "\x00x\x7fy\tz"} {
		// A combining accent at the end of a word of its own takes the general way.
		general := fold(s + " \u0301")
		if got := fold(s); strings.Join(got, "|") != strings.Join(general, "|") {
			t.Errorf("%q gives %q and %q", s, got, general)
		}
	}
}
