package message

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
)

// decodeCharset turns bytes into text by the name that was declared, and tells the charset that was really used. Bytes that
// contradict their declaration are read as what they clearly are.
func decodeCharset(b []byte, declared string) (text, used string) {
	name := charsetName(declared)
	if bytes.IndexByte(b, 0x1b) >= 0 && !strings.HasPrefix(name, "utf-16") && !strings.HasPrefix(name, "utf-32") {
		if t, ok := decodeISO2022(b); ok {
			return t, "iso-2022"
		}
	}
	if t, n, ok := byMark(b); ok {
		return t, n
	}
	switch {
	case name == "utf-7":
		return decodeUTF7(b), name
	case strings.HasPrefix(name, "iso-2022-kr") || strings.HasPrefix(name, "iso-2022-cn"):
		if t, ok := decodeISO2022(b); ok {
			return t, name
		}
	case asciiOnly(b) && isASCIIBased(name):
		return string(b), name
	}
	return decodeDeclared(b, name)
}

// byMark obeys a byte order mark, which beats every declaration.
func byMark(b []byte) (text, name string, ok bool) {
	switch {
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		if rest := b[3:]; utf8.Valid(rest) {
			return string(rest), "utf-8", true
		}
	case bytes.HasPrefix(b, []byte{0xff, 0xfe, 0, 0}):
		return decodeWith(encodings["utf-32le"], b[4:]), "utf-32le", true
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return decodeWith(encodings["utf-16le"], b[2:]), "utf-16le", true
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return decodeWith(encodings["utf-16be"], b[2:]), "utf-16be", true
	}
	return "", "", false
}

// decodeDeclared reads bytes beyond ASCII by their declaration, unless it is clearly wrong.
func decodeDeclared(b []byte, name string) (string, string) {
	valid := utf8.Valid(b) && (isASCIIBased(name) || !asciiOnly(b))
	enc := lookup(name)
	switch {
	case valid && (enc == nil || !strings.HasPrefix(name, "utf-16") && !strings.HasPrefix(name, "utf-32") && utf8Better(b, enc)):
		return undouble(string(b)), "utf-8"
	case enc == nil || name == "utf-8" || name == "us-ascii":
		n := guessCharset(b)
		return decodeWith(lookup(n), b), n
	}
	text := decodeWith(enc, b)
	if strings.ContainsRune(text, utf8.RuneError) {
		return better(b, text, name)
	}
	return text, name
}

// utf8Better tells whether valid UTF-8 should be read as UTF-8 against a declaration: in a charset of single bytes a valid
// sequence hardly ever is an accident; in one of double bytes it must also fail as what it was declared.
func utf8Better(b []byte, enc encoding.Encoding) bool {
	if !multiByte[enc] {
		return true
	}
	return strings.ContainsRune(decodeWith(enc, b), utf8.RuneError)
}

// better replaces a reading with damage by a guess that has none.
func better(b []byte, text, name string) (string, string) {
	n := guessCharset(b)
	if guess := decodeWith(lookup(n), b); strings.Count(guess, "\uFFFD")*4 < strings.Count(text, "\uFFFD") {
		return guess, n
	}
	return text, name
}

// decodeWith decodes with damage shown as U+FFFD; nil reads as windows-1252, of which every byte is a character.
func decodeWith(enc encoding.Encoding, b []byte) string {
	if enc == nil {
		enc = encodings["windows-1252"]
	}
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(out)
}

// charsetName cleans a declared name: quotes, blanks, "charset=" doubled, and the aliases that clients write.
func charsetName(s string) string {
	s = strings.ToLower(strings.Trim(s, " \t\"';"))
	s = strings.TrimPrefix(s, "charset=")
	if i := strings.IndexAny(s, " ;,\""); i >= 0 {
		s = s[:i]
	}
	if alias, ok := charsetAlias[s]; ok {
		return alias
	}
	return s
}

// lookup finds the table of a cleaned name; nil where there is none.
func lookup(name string) encoding.Encoding {
	if enc, ok := encodings[name]; ok {
		return enc
	}
	if enc, err := htmlindex.Get(name); err == nil {
		if enc == encoding.Replacement {
			return nil
		}
		return enc
	}
	if enc, err := ianaindex.MIME.Encoding(name); err == nil && enc != nil {
		return enc
	}
	if enc, err := ianaindex.IANA.Encoding(name); err == nil && enc != nil {
		return enc
	}
	return nil
}

func asciiOnly(b []byte) bool {
	for ; len(b) >= 8; b = b[8:] {
		if binary.LittleEndian.Uint64(b)&0x8080808080808080 != 0 {
			return false
		}
	}
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// isASCIIBased is true of charsets in which bytes below 128 mean what they mean in ASCII.
func isASCIIBased(name string) bool {
	return !strings.HasPrefix(name, "utf-16") && !strings.HasPrefix(name, "utf-32") && !strings.HasPrefix(name, "hz") &&
		!strings.HasPrefix(name, "ibm037") && !strings.HasPrefix(name, "ibm1047") && name != "utf-7"
}

// undouble repairs UTF-8 that was taken for windows-1252 and encoded again ("Ã©"), where all of it reads so.
func undouble(s string) string {
	if !looksDoubled(s) {
		return s
	}
	b, err := encodings["windows-1252"].NewEncoder().String(s)
	if err != nil || !utf8.ValidString(b) || isASCII(b) {
		return s
	}
	return b
}

// looksDoubled finds a lead byte of UTF-8 shown as a letter with a continuation byte shown as a sign behind it.
func looksDoubled(s string) bool {
	for {
		at := strings.IndexByte(s, 0xc3) // with it begin the letters that lead bytes are shown as
		if at < 0 || at+2 >= len(s) {
			return false
		}
		lead := s[at+1] >= 0x82 && s[at+1] <= 0xb4 // U+00C2 to U+00F4
		if s = s[at+2:]; lead && s[0] >= utf8.RuneSelf {
			if r, _ := utf8.DecodeRuneInString(s); shownContinuation(r) {
				return true
			}
		}
	}
}

// shownContinuation tells a character that a continuation byte of UTF-8 is shown as in windows-1252.
func shownContinuation(r rune) bool {
	return r >= 0x80 && r <= 0xbf || r >= 0x2000 && r <= 0x2122 || strings.ContainsRune("ƒˆ˜ŒœŠšŽžŸ", r)
}
