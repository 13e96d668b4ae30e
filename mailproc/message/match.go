package message

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// phrases is a table of folded phrases that is searched without trying each of them: they are grouped by their first bytes.
type phrases struct {
	groups map[[phraseKey]byte][]phrase
	pairs  [1 << 16 / 64]uint64 // a bit for each first two bytes that occur: the look that most words do not survive
	count  int
}

// phraseKey is how many first bytes group a phrase; shorter phrases are filled with zeros. None is shorter than 2 bytes.
const phraseKey = 3

type phrase struct {
	text string
	id   int
}

func newPhrases(lists ...[]string) *phrases {
	p := &phrases{groups: map[[phraseKey]byte][]phrase{}}
	for _, list := range lists {
		for _, text := range list {
			var key [phraseKey]byte
			copy(key[:], text)
			p.pairs[pairOf(text)/64] |= 1 << (pairOf(text) % 64)
			p.groups[key] = append(p.groups[key], phrase{text, p.count})
			p.count++
		}
	}
	return p
}

func pairOf(s string) uint { return uint(s[0])<<8 | uint(s[1]) }

// table makes phrases of rows joined by "|".
func table(rows string) *phrases {
	entries := splitBar(rows)
	for _, e := range entries {
		if i := strings.ReplaceAll(e, "ı", "i"); i != e {
			entries = append(entries, i) // what Turkish capitals fold to: "YASAL UYARI"
		}
	}
	return newPhrases(entries)
}

// at finds a phrase with which s begins: its length and id; 0 where there is none. The longest wins.
func (p *phrases) at(s string) (length, id int) {
	if len(s) < 2 || p.pairs[pairOf(s)/64]>>(pairOf(s)%64)&1 == 0 {
		return 0, 0
	}
	var key [phraseKey]byte
	for n := min(phraseKey, len(s)); n > 1; n-- {
		key = [phraseKey]byte{}
		copy(key[:], s[:n])
		for _, x := range p.groups[key] {
			if len(x.text) > length && strings.HasPrefix(s, x.text) {
				length, id = len(x.text), x.id
			}
		}
		if n == phraseKey && length > 0 {
			break
		}
	}
	return length, id
}

// begins tells whether s begins with a phrase of the table.
func (p *phrases) begins(s string) bool {
	n, _ := p.at(s)
	return n > 0
}

// find calls f with each phrase of the table that stands in s at the beginning of a word, until f returns false.
func (p *phrases) find(s string, f func(from, to, id int) bool) {
	prev := rune(' ')
	for i := 0; i+1 < len(s); { // a phrase has two bytes at least
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if p.pairs[pairOf(s[i:])/64]>>(pairOf(s[i:])%64)&1 != 0 && startsWord(prev, r) {
			if n, id := p.at(s[i:]); n > 0 && !f(i, i+n, id) {
				return
			}
		}
		prev = r
		i += size
	}
}

// alone tells whether a phrase of the table stands in s with no letter before or behind it, and which.
func (p *phrases) alone(s string) (string, bool) {
	found := ""
	p.find(s, func(from, to, _ int) bool {
		if endsWord(s, to) {
			found = s[from:to]
		}
		return found == ""
	})
	return found, found != ""
}

// within tells whether a phrase of the table stands in s at the beginning of a word.
func (p *phrases) within(s string) bool {
	found := false
	p.find(s, func(_, _, _ int) bool {
		found = true
		return false
	})
	return found
}

// distinct counts how many different phrases of the table stand in s, up to limit.
func (p *phrases) distinct(s string, limit int) int {
	seen := map[int]bool{}
	p.find(s, func(_, _, id int) bool {
		seen[id] = true
		return len(seen) < limit
	})
	return len(seen)
}

// startsWord tells whether r begins a word after prev. Scripts without blanks between words begin one anywhere.
func startsWord(prev, r rune) bool {
	if prev < utf8.RuneSelf && r < utf8.RuneSelf {
		return !asciiWord(prev) && r > ' '
	}
	return !joinsWord(prev) || !joinsWord(r)
}

func asciiWord(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }

// endsWord tells that no letter follows at offset to of s.
func endsWord(s string, to int) bool {
	after, _ := utf8.DecodeRuneInString(s[to:])
	return !joinsWord(after)
}

// joinsWord tells a letter of a script that puts blanks between words.
func joinsWord(r rune) bool {
	if r < utf8.RuneSelf {
		return asciiWord(r) && (r < '0' || r > '9')
	}
	return r != utf8.RuneError && unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}
