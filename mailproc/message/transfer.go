package message

import "bytes"

// decodeTransfer undoes a Content-Transfer-Encoding. Unknown ones are read as they stand.
func decodeTransfer(b []byte, cte string) []byte {
	switch cte {
	case "base64":
		if looksPlain(b) {
			return b
		}
		return decodeBase64(b)
	case "quoted-printable":
		return decodeQP(b)
	case "x-uuencode", "uuencode", "x-uue", "uue":
		return decodeUU(b)
	}
	return b
}

// looksPlain tells text that was declared base64 but never encoded: blanks between words on its first lines.
func looksPlain(b []byte) bool {
	n, blanks, odd := 0, 0, 0
	for _, c := range b[:min(len(b), 400)] {
		switch {
		case c == ' ':
			blanks++
		case c >= 0x80 || c == ',' || c == '.' || c == '<' || c == '@':
			odd++
		}
		n++
	}
	return n > 0 && blanks*14 > n && odd > 0
}

var base64Value = func() (t [256]byte) {
	for i := range t {
		t[i] = 255
	}
	const abc = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for i := 0; i < len(abc); i++ {
		t[abc[i]] = byte(i)
	}
	t['-'], t['_'] = 62, 63 // RFC 4648 section 5, seen from web mail
	return t
}()

// decodeBase64 skips whatever is not of the alphabet (RFC 2045 section 6.8), accepts padding in the middle (parts encoded
// one by one and joined) and a cut end.
func decodeBase64(b []byte) []byte {
	out := make([]byte, 0, len(b)/4*3+3)
	var acc uint32
	n := 0
	for i := 0; i < len(b); i++ {
		for n == 0 && i+4 <= len(b) { // four of the alphabet at once
			p, q, r, s := base64Value[b[i]], base64Value[b[i+1]], base64Value[b[i+2]], base64Value[b[i+3]]
			if p|q|r|s >= 64 {
				break
			}
			out = append(out, p<<2|q>>4, q<<4|r>>2, r<<6|s)
			i += 4
		}
		if i == len(b) {
			break
		}
		c := b[i]
		v := base64Value[c]
		if v == 255 {
			if c == '=' && n > 1 {
				out = base64Tail(out, acc, n)
				acc, n = 0, 0
			}
			continue
		}
		acc = acc<<6 | uint32(v)
		if n++; n == 4 {
			out = append(out, byte(acc>>16), byte(acc>>8), byte(acc))
			acc, n = 0, 0
		}
	}
	return base64Tail(out, acc, n)
}

func base64Tail(out []byte, acc uint32, n int) []byte {
	switch n {
	case 2:
		return append(out, byte(acc>>4))
	case 3:
		return append(out, byte(acc>>10), byte(acc>>2))
	}
	return out
}

// decodeQP undoes quoted-printable; a broken escape stays as it stands, one cut by the end of the message is dropped.
func decodeQP(b []byte) []byte {
	if bytes.IndexByte(b, '=') < 0 {
		return b
	}
	out := make([]byte, 0, len(b))
	for {
		i := bytes.IndexByte(b, '=')
		if i < 0 {
			return append(out, b...)
		}
		out = append(out, b[:i]...)
		b = b[i+1:]
		if len(b) >= 2 {
			if v, ok := hexByte(b[0], b[1]); ok {
				out = append(out, v)
				b = b[2:]
				continue
			}
		}
		if n := softBreak(b); n >= 0 {
			b = b[n:]
			continue
		}
		out = append(out, '=')
	}
}

// softBreak gives the length of a soft line break after its "=": blanks may follow it; -1 where it is none. The end of the
// bytes, also inside an escape, counts as one.
func softBreak(b []byte) int {
	i := 0
	for i < len(b) && (b[i] == ' ' || b[i] == '\t') {
		i++
	}
	switch {
	case i == len(b):
		return i
	case b[i] == '\n':
		return i + 1
	case b[i] == '\r':
		if i+1 < len(b) && b[i+1] == '\n' {
			return i + 2
		}
		return i + 1
	case len(b) == 1 && hexDigit(b[0]) < 16:
		return 1
	}
	return -1
}

// decodeUU undoes uuencode between "begin" and "end".
func decodeUU(b []byte) []byte {
	var out []byte
	begun := false
	for at := 0; at < len(b); {
		line, next := cutLine(b, at)
		at = next
		switch {
		case !begun:
			begun = bytes.HasPrefix(line, []byte("begin "))
		case bytes.Equal(line, []byte("end")):
			return out
		case len(line) > 0:
			out = uuLine(out, line)
		}
	}
	if !begun {
		return b
	}
	return out
}

func uuLine(out, line []byte) []byte {
	want := int((line[0] - ' ') & 63)
	var acc uint32
	n := 0
	for _, c := range line[1:] {
		acc = acc<<6 | uint32((c-' ')&63)
		if n++; n%4 == 0 {
			for shift := 16; shift >= 0 && want > 0; shift -= 8 {
				out = append(out, byte(acc>>shift))
				want--
			}
			acc = 0
		}
	}
	return out
}
