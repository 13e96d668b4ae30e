package templates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Everything here serves one promise: no mail of ours holds the phrase that registers or withdraws, so that no reply which quotes us
// without a quotation mark can do either. Folding is as generous as the reader's: case, accents, marks and punctuation do not count.

// fold gives the words of s, bare: "Je  Participé!" is "je participe". Arabic loses its vowel signs and the forms of alef.
func fold(s string) []string {
	if ascii(s) { // NFKD leaves it as it is
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == 'ـ' || unicode.Is(unicode.Cf, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// phrases are word sequences to look for, joined by single spaces and framed by them.
type phrases []string

func newPhrases(lists ...[]string) phrases {
	var out phrases
	for _, list := range lists {
		for _, p := range list {
			if w := fold(p); len(w) > 0 {
				out = append(out, " "+strings.Join(w, " ")+" ")
			}
		}
	}
	return out
}

// in gives the first phrase that s holds as a sequence of words, else "".
func (p phrases) in(s string) string {
	text := " " + strings.Join(fold(s), " ") + " "
	for _, phrase := range p {
		if strings.Contains(text, phrase) {
			return strings.TrimSpace(phrase)
		}
	}
	return ""
}

// hidden stands for a value that a mail of ours must not repeat.
const hidden = "…"

// shown is a value from mail as our mails may show it: a phrase in a title would come back to us in every reply, and a link in a
// name would make us carry somebody's advertisement to a forged From:.
func (p phrases) shown(s string) string {
	s = line(s, longestValue)
	low := strings.ToLower(s)
	if strings.Contains(low, "://") || strings.Contains(low, "www.") || p.in(s) != "" {
		return hidden
	}
	return s
}
