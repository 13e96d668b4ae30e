package templates

import (
	"strings"
	"unicode"
)

// Longest values in runes; registration bounds its fields lower (DESIGN, hostile input), so nothing honest is cut here.
const (
	longestValue   = 500
	longestSubject = 200
)

// line makes one line of a value: no CR, LF, NUL or other control, no bidi control (a name must not turn the rest of a header or
// mail round), no invisible character, white space folded, bounded.
func line(s string, longest int) string {
	if clean(s) && len(s) <= longest {
		return s
	}
	var b strings.Builder
	space, n := false, 0
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case unicode.IsSpace(r) || r == '\u2028' || r == '\u2029':
			space = n > 0
			continue
		case invisible(r):
			continue
		}
		if space && n+1 < longest {
			b.WriteByte(' ')
			n++
		} else if space || n >= longest {
			break
		}
		space = false
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// clean tells the common case, plain ASCII with single blanks, at a glance.
func clean(s string) bool {
	blank := true
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || blank && s[i] == ' ' {
			return false
		}
		blank = s[i] == ' '
	}
	return s == "" || !blank
}

// invisible characters carry nothing that a reader sees. Zero-width joiners stay: Persian and Indic names need them.
func invisible(r rune) bool {
	switch {
	case unicode.IsControl(r), bidiControl(r), r >= 0xE0000 && r <= 0xE007F:
		return true
	case r == '\u00AD', r == '\u200B', r == '\u2060', r == '\uFEFF', r == '\u180E':
		return true
	}
	return false
}

func bidiControl(r rune) bool {
	return r == '\u200E' || r == '\u200F' || r == '\u061C' || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}

// lines cleans an organiser's own text of several lines: at most one blank line in a row, none at the ends.
func lines(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	var out []string
	for l := range strings.SplitSeq(s, "\n") {
		l = line(l, len(l))
		if l == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, l)
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

// replyPrefixes are "Re:" in the languages of mail programs; folded. Prefixes of forwarding stay: "Re: Fwd: …" tells what happened.
var replyPrefixes = []string{
	"re", "aw", "sv", "vs", "antw", "antwort", "res", "r", "rif", "ref", "odp", "ynt", "απ", "回复", "答复", "回覆", "返信", "رد",
}

// bareSubject takes the prefixes of replies off a subject, however many there are: "RE: AW[2]: x" is "x".
func bareSubject(s string) string {
	for {
		head, rest, ok := strings.Cut(strings.ReplaceAll(s, "：", ":"), ":")
		if !ok || !isReplyPrefix(head) {
			return strings.TrimSpace(s)
		}
		s = rest
	}
}

func isReplyPrefix(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	if i := strings.IndexByte(s, '['); i > 0 {
		s = s[:i]
	}
	for _, p := range replyPrefixes {
		if s == p {
			return true
		}
	}
	return false
}
