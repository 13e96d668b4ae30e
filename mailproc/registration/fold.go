package registration

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plain folds one word for reading: lower case, compatibility forms (full-width, styled letters) undone, what cannot be
// seen (soft hyphen, zero-width and bidirectional controls) dropped, Arabic vowel signs, tatweel and hamza seats folded.
// Accents stay: they tell words apart.
func plain(word string) string {
	if asciiOnly(word) {
		return strings.ToLower(word)
	}
	var b strings.Builder
	b.Grow(len(word))
	for _, r := range norm.NFKC.String(word) {
		if r = foldRune(r); r >= 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isLowerASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// foldRune folds one rune of a word, or gives -1 where nothing of it is to be seen.
func foldRune(r rune) rune {
	if r < utf8.RuneSelf {
		return unicode.ToLower(r)
	}
	if invisible(r) || arabicMark(r) {
		return -1
	}
	if f, ok := arabicSeats[r]; ok {
		return f
	}
	if r == 'İ' {
		return 'i'
	}
	return unicode.ToLower(r)
}

// invisible runes stand inside words without being a part of them.
func invisible(r rune) bool {
	return r >= 0xAD && (r == 0xAD || r == 0x34F || r == 0x115F || r == 0x1160 || r == 0x3164 ||
		0xFE00 <= r && r <= 0xFE0F || unicode.Is(unicode.Cf, r))
}

// arabicMark tells vowel signs and the tatweel, which stretches a word.
func arabicMark(r rune) bool {
	return r == 0x640 || 0x610 <= r && r <= 0x61A || 0x64B <= r && r <= 0x65F || r == 0x670 || 0x6D6 <= r && r <= 0x6ED
}

// bare folds a plain word further, to what its letters look like: accents dropped, look-alikes of other scripts and
// figures standing for letters replaced by the Latin letter. Good for the phrase, too coarse for reading.
func bare(word string) string {
	if asciiOnly(word) {
		return bareASCII(word)
	}
	var b strings.Builder
	b.Grow(len(word))
	for _, r := range norm.NFD.String(word) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		b.WriteRune(lookAlike(r))
	}
	return b.String()
}

func bareASCII(word string) string {
	for i := range len(word) {
		if asciiLikes[word[i]] == word[i] {
			continue
		}
		b := []byte(word)
		for ; i < len(b); i++ {
			b[i] = asciiLikes[b[i]]
		}
		return string(b)
	}
	return word
}

// asciiLikes is lookAlikes for ASCII, all of whose look-alikes are ASCII too.
var asciiLikes = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		t[c] = byte(lookAlike(rune(c)))
	}
	return t
}()

func lookAlike(r rune) rune {
	if 'a' <= r && r < 'l' || 'l' < r && r <= 'z' { // most letters look like themselves
		return r
	}
	if f, ok := lookAlikes[r]; ok {
		return f
	}
	return r
}

// unaccented drops the accents of a plain word and nothing else.
func unaccented(word string) string {
	if isLowerASCII(word) {
		return word
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(word) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}
