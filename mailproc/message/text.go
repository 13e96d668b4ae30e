package message

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// cleanText makes NFC of s and drops what nobody sees: controls, soft hyphens, zero-width marks, bidi controls, tag
// characters. No-break spaces become plain ones. Joiners (U+200C, U+200D) stay: Persian and Indic spelling needs them.
func cleanText(s string) string {
	if plainASCII(s) {
		return s
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	unseen, composed := false, true
	for _, r := range s {
		unseen = unseen || visible(r) != r
		composed = composed && r < firstCombining
	}
	if unseen {
		s = strings.Map(visible, s)
	}
	if composed || norm.NFC.IsNormalString(s) {
		return s
	}
	return norm.NFC.String(s)
}

// firstCombining is the first character that may compose with the one before it: text below it is NFC.
const firstCombining = 0x300

// plainASCII is true of text that cleaning leaves as it is.
func plainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x7f || c < ' ' && c != '\t' && c != '\n' {
			return false
		}
	}
	return true
}

func visible(r rune) rune {
	switch {
	case r >= ' ' && r < 0x7f:
		return r
	case r > 0xad && r < 0x2000 && r != 0x61c && r != 0x180e:
		return r
	case r == '\t' || r == '\n':
		return r
	case r < ' ' || r >= 0x7f && r < 0xa0:
		return -1
	case r < 0xa0:
		return r
	case r == 0xa0 || r == 0x202f || r == 0x2007:
		return ' '
	case r == 0xad || r == 0x200b || r == 0x2060 || r == 0xfeff || r == 0x180e || r == 0x61c:
		return -1
	case r == 0x200e || r == 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
		return -1
	case r == 0x2028 || r == 0x2029:
		return ' '
	case r >= 0xe0000 && r <= 0xe007f || r >= 0xfe00 && r <= 0xfe0f:
		return -1
	}
	return r
}

// fold makes s comparable with the tables: lower case, blanks squeezed to one, typographic signs plain, marks of emphasis
// at both ends gone.
func fold(s string) string {
	if folded(s) {
		return strings.Trim(s, " *_")
	}
	out := make([]byte, 0, len(s)+8)
	space := true
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			i += n
			if r = foldSign(unicode.ToLower(r)); r != ' ' {
				out = utf8.AppendRune(out, r)
				space = false
				continue
			}
			c = ' '
		} else {
			i++
		}
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			if !space {
				out = append(out, ' ')
			}
			space = true
			continue
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		}
		out = append(out, c)
		space = false
	}
	return strings.Trim(string(out), " *_")
}

// folded tells text that fold leaves as it is.
func folded(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' || c < ' ' || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return true
}

// foldSign makes typographic and full-width signs plain; blanks of other widths become ' '.
func foldSign(r rune) rune {
	switch r {
	case '’', '‘', 'ʼ':
		return '\''
	case '‐', '‑', '–', '—', '－':
		return '-'
	case '：':
		return ':'
	case '＞':
		return '>'
	case '＜':
		return '<'
	case '＠':
		return '@'
	case 0x3000, 0x2003, 0x2002, 0x2009, 0x200a:
		return ' '
	}
	if r >= '０' && r <= '９' {
		return r - '０' + '0'
	}
	return r
}

// isBlank tells a line without anything to read.
func isBlank(s string) bool {
	for _, r := range s {
		if r != 0x3000 && !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// splitLines cuts decoded text at CRLF, LF, lone CR, form feed and NEL, and calls f with each line until f returns false; a
// line beyond MaxLine is cut there, and cut is called. An empty line at the very end is none.
func splitLines(s string, f func(line string) bool, cut func()) {
	for s != "" {
		end := strings.IndexByte(s, '\n')
		line, rest := s, ""
		if end >= 0 {
			line, rest = s[:end], s[end+1:]
		}
		line = strings.TrimSuffix(line, "\r")
		for {
			at, n := oddLineEnd(line)
			if at < 0 {
				break
			}
			if !f(clip(line[:at], cut)) {
				return
			}
			line = line[at+n:]
		}
		if !f(clip(line, cut)) {
			return
		}
		s = rest
	}
}

// oddLineEnd finds a lone CR, a form feed or NEL: its offset and length; -1 where there is none.
func oddLineEnd(s string) (at, n int) {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\r' || s[i] == '\f':
			return i, 1
		case s[i] == 0xc2 && i+1 < len(s) && s[i+1] == 0x85:
			return i, 2
		}
	}
	return -1, 0
}

func clip(line string, cut func()) string {
	if len(line) > MaxLine {
		cut()
		line = strings.ToValidUTF8(line[:MaxLine], "")
	}
	return cleanText(line)
}
