package message

import (
	"html"
	"strings"
	"testing"
)

func TestTextBetweenTags(t *testing.T) {
	for _, s := range []string{
		"", "plain", "a &amp; b", "&nbsp;", "caf&eacute; &#233; &#xE9;", "A & B; C &lt; D", "&", "&&amp;&", "no end &nbsp", "&eacute" + strings.Repeat("x", 40) + "&amp;",
		strings.Repeat("&nbsp;", 50), "&CounterClockwiseContourIntegral;", "ends with &am", "a & " + strings.Repeat("long ", 20) + "&uuml;",
	} {
		if got, want := string(appendText(nil, s)), html.UnescapeString(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
