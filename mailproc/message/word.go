package message

import (
	"strings"
	"unicode/utf8"
)

// headerText decodes an unfolded header value: RFC 2047 words in all the broken forms that mail shows, raw 8-bit bytes by
// the message's own charset; the result is NFC, without control characters.
func headerText(s, fallback string) string {
	if !strings.Contains(s, "=?") {
		return cleanHeader(rawText(s, fallback))
	}
	return cleanHeader(decodeWords(s, fallback))
}

// rawText reads bytes that no encoded word declares.
func rawText(s, fallback string) string {
	if isASCII(s) || utf8.ValidString(s) {
		return s
	}
	text, _ := decodeCharset([]byte(s), fallback)
	return text
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 || s[i] == 0x1b {
			return false
		}
	}
	return true
}

// wordRun gathers neighbouring encoded words of one charset: a character may be torn over two of them (RFC 2047 section 5
// forbids it, many clients do it), so the bytes are joined before they are decoded.
type wordRun struct {
	out     strings.Builder
	charset string
	bytes   []byte
}

func (w *wordRun) flush() {
	if w.bytes == nil {
		return
	}
	text, _ := decodeCharset(w.bytes, w.charset)
	w.out.WriteString(text)
	w.bytes = nil
}

func (w *wordRun) add(charset string, b []byte) {
	if w.bytes != nil && !strings.EqualFold(w.charset, charset) {
		w.flush()
	}
	w.charset = charset
	w.bytes = append(w.bytes, b...)
	if w.bytes == nil {
		w.bytes = []byte{}
	}
}

func decodeWords(s, fallback string) string {
	var w wordRun
	for {
		at := strings.Index(s, "=?")
		if at < 0 {
			break
		}
		charset, b, rest, ok := encodedWord(s[at:])
		if !ok {
			w.flush()
			w.out.WriteString(rawText(s[:at+2], fallback))
			s = s[at+2:]
			continue
		}
		// Blanks between two encoded words are not part of the text (RFC 2047 section 6.2).
		if between := s[:at]; w.bytes == nil || strings.TrimSpace(between) != "" {
			w.flush()
			w.out.WriteString(rawText(between, fallback))
		}
		w.add(charset, b)
		s = rest
	}
	w.flush()
	w.out.WriteString(rawText(s, fallback))
	return w.out.String()
}

// encodedWord reads one word at the start of s. Blanks inside (a fold that hit it), a missing "?=" at the end of the value
// and missing base64 padding are forgiven.
func encodedWord(s string) (charset string, b []byte, rest string, ok bool) {
	body := s[2:]
	charset, body, ok = strings.Cut(body, "?")
	if !ok || charset == "" || len(charset) > 60 || strings.ContainsAny(charset, " \t\"") || len(body) < 2 || body[1] != '?' {
		return "", nil, "", false
	}
	charset, _, _ = strings.Cut(charset, "*") // RFC 2231 section 5: language suffix
	kind := body[0]
	text := body[2:]
	end := strings.Index(text, "?=")
	if end < 0 {
		text = strings.TrimRight(text, "?")
		end = len(text)
	} else {
		rest = text[end+2:]
	}
	switch kind {
	case 'B', 'b':
		return charset, decodeBase64([]byte(text[:end])), rest, true
	case 'Q', 'q':
		return charset, decodeQ(text[:end]), rest, true
	}
	return "", nil, "", false
}

func decodeQ(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '_':
			out = append(out, ' ')
		case s[i] == '=' && i+2 < len(s):
			if v, ok := hexByte(s[i+1], s[i+2]); ok {
				out = append(out, v)
				i += 2
				continue
			}
			out = append(out, s[i])
		default:
			out = append(out, s[i])
		}
	}
	return out
}

// cleanHeader makes a decoded value one clean line.
func cleanHeader(s string) string {
	return strings.TrimSpace(cleanText(strings.Map(func(r rune) rune {
		if r == '\r' || r == '\n' || r == '\t' {
			return ' '
		}
		return r
	}, s)))
}
