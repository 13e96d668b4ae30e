package message

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode/utf16"
)

// A designation says what the bytes after an escape sequence are: the prefix that each character gets, and the table in
// which it is read with its high bits set (RFC 1468, 1554, 1557, 1922, 2237).
type designation struct {
	escape string // without the ESC
	table  string // of encodings; "" for ASCII
	prefix byte
	width  int  // bytes of one character
	shifts bool // it names the set that SO switches to, not the one in force
}

var designations = []designation{
	{"(B", "", 0, 1, false}, {"(J", "", 0, 1, false}, {"(H", "", 0, 1, false},
	{"$@", "euc-jp", 0, 2, false}, {"$B", "euc-jp", 0, 2, false}, {"$(@", "euc-jp", 0, 2, false}, {"$(B", "euc-jp", 0, 2, false},
	{"$(O", "euc-jp", 0, 2, false}, {"$(Q", "euc-jp", 0, 2, false},
	{"$(D", "euc-jp", 0x8f, 2, false}, {"(I", "euc-jp", 0x8e, 1, false},
	{"$A", "gb18030", 0, 2, false}, {"$(A", "gb18030", 0, 2, false}, {"$(C", "euc-kr", 0, 2, false},
	{"$)C", "euc-kr", 0, 2, true}, {"$)A", "gb18030", 0, 2, true},
}

const (
	esc      = 0x1b
	shiftOut = 0x0e
	shiftIn  = 0x0f
)

// iso2022 is the state of one text.
type iso2022 struct {
	out       strings.Builder
	now, alt  designation
	shifted   bool
	pending   []byte
	pendingAs string
}

// decodeISO2022 reads the ISO-2022 family; ok is false where no known escape sequence stands in b.
func decodeISO2022(b []byte) (string, bool) {
	var s iso2022
	known := false
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case c == esc:
			d, n := designationAt(b[i+1:])
			if n == 0 {
				i++
				continue
			}
			known = true
			s.designate(d)
			i += 1 + n
		case c == shiftOut:
			s.shifted = true
			i++
		case c == shiftIn:
			s.shifted = false
			i++
		default:
			i += s.char(b[i:])
		}
	}
	s.flush()
	return s.out.String(), known
}

func designationAt(b []byte) (designation, int) {
	for _, d := range designations {
		if bytes.HasPrefix(b, []byte(d.escape)) {
			return d, len(d.escape)
		}
	}
	return designation{}, 0
}

func (s *iso2022) designate(d designation) {
	if d.shifts {
		s.alt = d
		return
	}
	s.now = d
}

// char takes one character and gives its length.
func (s *iso2022) char(b []byte) int {
	d := s.now
	if s.shifted {
		d = s.alt
	}
	if b[0] == '\n' || b[0] == '\r' {
		// Each line begins in ASCII (RFC 1468); many writers forget the way back.
		s.shifted, s.now = false, designation{}
	}
	if d.table == "" || b[0] <= ' ' || len(b) < d.width {
		s.flush()
		s.out.WriteByte(b[0] & 0x7f)
		return 1
	}
	if s.pendingAs != d.table {
		s.flush()
		s.pendingAs = d.table
	}
	if d.prefix != 0 {
		s.pending = append(s.pending, d.prefix)
	}
	for _, c := range b[:d.width] {
		s.pending = append(s.pending, c|0x80)
	}
	return d.width
}

func (s *iso2022) flush() {
	if len(s.pending) == 0 {
		return
	}
	s.out.WriteString(decodeWith(encodings[s.pendingAs], s.pending))
	s.pending = s.pending[:0]
}

// decodeUTF7 reads RFC 2152; a shifted run that is no base64 stays as it stands.
func decodeUTF7(b []byte) string {
	var out strings.Builder
	for {
		i := bytes.IndexByte(b, '+')
		if i < 0 {
			out.Write(b)
			return out.String()
		}
		out.Write(b[:i])
		b = b[i+1:]
		n := 0
		for n < len(b) && base64Value[b[n]] != 255 && b[n] != '-' && b[n] != '_' {
			n++
		}
		switch {
		case n == 0 && len(b) > 0 && b[0] == '-':
			out.WriteByte('+')
		case n < 3:
			out.WriteByte('+')
			continue
		default:
			out.WriteString(utf7Run(b[:n]))
			b = b[n:]
		}
		if len(b) > 0 && b[0] == '-' {
			b = b[1:]
		}
	}
}

func utf7Run(b []byte) string {
	raw := make([]byte, base64.RawStdEncoding.DecodedLen(len(b)))
	n, _ := base64.RawStdEncoding.Decode(raw, b)
	units := make([]uint16, n/2)
	for i := range units {
		units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
	}
	return string(utf16.Decode(units))
}
