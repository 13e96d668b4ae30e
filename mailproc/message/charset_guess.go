package message

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// guessCharset names the likeliest charset of bytes beyond ASCII that say nothing true about themselves. Each candidate is
// scored by how well its letters fit beside each other; windows-1252 wins ties.
func guessCharset(b []byte) string {
	if utf8.Valid(b) {
		return "utf-8"
	}
	b = b[:min(len(b), 8<<10)]
	if mostlyUTF8(b) {
		return "utf-8"
	}
	best, top := "windows-1252", -1<<30
	for i := range guessed {
		c := &guessed[i]
		if s := c.score(decodeWith(encodings[c.name], b)); s > top {
			best, top = c.name, s
		}
	}
	return best
}

// mostlyUTF8 tells UTF-8 with single bytes damaged, as by a cut in the middle of a character.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		b = b[n:]
	}
	return good >= 4*bad
}

type candidate struct {
	name     string
	script   *unicode.RangeTable
	handicap int
	lacks    string // letters of the charset that the languages for whose sake it is guessed do not have
}

// score rates a reading of the bytes.
func (c *candidate) score(text string) int {
	s := plausibility(text, c.script) - c.handicap
	if c.lacks != "" {
		for _, r := range text {
			if r >= utf8.RuneSelf && strings.ContainsRune(c.lacks, r) {
				s -= 8
			}
		}
	}
	return s
}

// guessed are the candidates, in order of how often they go undeclared.
var guessed = []candidate{
	{"windows-1252", unicode.Latin, 0, ""}, {"windows-1250", unicode.Latin, 3, ""}, {"windows-1251", unicode.Cyrillic, 2, ""}, {"koi8-r", unicode.Cyrillic, 2, ""},
	{"windows-1256", unicode.Arabic, 2, ""}, {"windows-1253", unicode.Greek, 2, ""}, {"windows-1254", unicode.Latin, 2, "áÁíÍóÓúÚæÆåÅøØãÃõÕñÑ"}, {"windows-1255", unicode.Hebrew, 2, ""},
	{"gb18030", unicode.Han, 2, ""}, {"big5", unicode.Han, 3, ""}, {"shift_jis", unicode.Hiragana, 2, ""}, {"euc-jp", unicode.Hiragana, 2, ""}, {"euc-kr", unicode.Hangul, 2, ""},
	{"windows-874", unicode.Thai, 4, ""}, {"ibm866", unicode.Cyrillic, 6, ""},
}

// plausibility counts letters of the script beside others like them, and takes off for damage and for oddities: controls,
// symbols inside words, a capital after a small letter, rare letters.
func plausibility(s string, script *unicode.RangeTable) int {
	score := 0
	prev := ' '
	for _, r := range s {
		switch {
		case r < 0x80:
			if script != unicode.Latin && unicode.IsLetter(r) && unicode.Is(script, prev) {
				score -= glued
			}
		case r == utf8.RuneError || r >= 0x80 && r < 0xa0 || r >= 0xe000 && r < 0xf900:
			score -= 30
		case unicode.Is(script, r) || script == unicode.Hiragana && (unicode.In(r, unicode.Han, unicode.Katakana)):
			score += letterScore(prev, r, script)
		case unicode.IsLetter(r):
			score -= 4
		case unicode.IsLetter(prev) && !unicode.IsPunct(r):
			score -= 3
		}
		prev = r
	}
	return score
}

// letterScore rates one letter of the script after the one before it: about 3 for each byte that the letter took, more for
// letters that the script's languages use all the time, less for those that wrong readings give.
func letterScore(prev, r rune, script *unicode.RangeTable) int {
	switch {
	case unicode.IsUpper(r) && unicode.IsLower(prev):
		return -5
	case script == unicode.Latin:
		return latinScore(prev, r)
	case prev < 0x80 && unicode.IsLetter(prev):
		return -glued // "REP贐LICA": a letter of another script inside a Latin word
	case script == unicode.Han:
		return commonScore(r, commonHan, 10, 4)
	case script == unicode.Hangul:
		return commonScore(r, commonHangul, 11, 4)
	case script == unicode.Hiragana:
		if unicode.Is(unicode.Hiragana, r) {
			return 12
		}
		return commonScore(r, commonHan, 9, 3)
	case script == unicode.Thai:
		return 1
	}
	return 3
}

// glued is what a letter of another script costs beside a Latin one: rare where both are meant, the rule in wrong readings.
const glued = 4

// latinScore favours letters with accents between plain ones: two in a row are rare in every language of the script.
func latinScore(prev, r rune) int {
	switch {
	case prev >= 0x80 && unicode.IsLetter(prev):
		return -4
	case strings.ContainsRune("éèêàçùâîôëïäöüßÉÄÖÜáíóúñãõåøæ", r):
		return 4
	case strings.ContainsRune("łążęąśćźńŁŻŚčřšžěůťďňőűŐŰğışĞİŞ", r):
		return 3
	}
	return 1
}

func commonScore(r rune, common string, yes, no int) int {
	if strings.ContainsRune(common, r) {
		return yes
	}
	return no
}

// Characters that nearly every letter in the language holds.
const (
	commonHan    = "的一是不了在人有我他這这中大来來上国國個个到说說們们為为子和你地出道也時时年得就那要下以生會会自着去之過过家學学對对可里后小麼么心多天而能好都然沒没日於于起還还發发成事只作當当想看文無无開开手十用主行方又如前所本見见經经頭头面公同三已老從从動动兩两長长您請请謝谢參参加先敬勞劳部門门處处議议程組组織织協协研究院案理專专業业"
	commonHangul = "이다는을에하고지의가니습입한로을사를기도은서어대인안시자아나정수있해일부보전주그과장구원제여리관성국동공상신들게라님감"
)
