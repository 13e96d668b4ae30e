package registration

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// foundInside is one table word inside a text without spaces.
type foundInside struct {
	at, end int
	mark    mark
}

// scanInside finds the longest table words of a text without spaces, from the left.
func (v *vocab) scanInside(s string) []foundInside {
	var out []foundInside
	total := utf8.RuneCountInString(s)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		best := foundInside{}
		for _, w := range v.inside[r] {
			if strings.HasPrefix(s[i:], w.text) && len(w.text) > best.end-best.at {
				if utf8.RuneCountInString(w.text) == 1 && (total < 4 || !endsWord(s, i+len(w.text))) {
					continue
				}
				best = foundInside{i, i + len(w.text), w.mark}
			} else if best.end-best.at == len(w.text) && strings.HasPrefix(s[i:], w.text) {
				best.mark |= w.mark
			}
		}
		if best.end > 0 {
			out = append(out, best)
			i = best.end
			continue
		}
		i += size
	}
	return out
}

func endsWord(s string, i int) bool {
	if i >= len(s) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return !unicode.IsLetter(r)
}

// lastInside gives the mark of the table word that ends a text without spaces; ok where the text ends with one.
func (v *vocab) lastInside(s string) (mark, bool) {
	all := v.scanInside(s)
	if len(all) == 0 {
		return 0, false
	}
	last := all[len(all)-1]
	return last.mark, last.end >= len(strings.TrimRight(s, " )）"))
}

// insideMark says what a text without spaces is: by its first table word (Thai and its kin) or by its last.
func (v *vocab) insideMark(s string, first bool) mark {
	all := v.scanInside(s)
	if len(all) == 0 {
		return 0
	}
	if first {
		return all[0].mark
	}
	return all[len(all)-1].mark
}
