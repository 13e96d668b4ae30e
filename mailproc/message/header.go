package message

import (
	"bytes"
	"strings"
)

// field is one header field: its name in lower case, its value as it stood, folds included.
type field struct {
	name string
	raw  []byte
}

// header is a block of fields in the order in which they stood, topmost first.
type header []field

// headerBlock is what splitHeader found at the start of a message or part.
type headerBlock struct {
	fields  header
	body    []byte
	ended   bool // an empty line ended the block; without one the message was cut inside its header
	tooLong bool // more than MaxHeader bytes
	tooMany bool // more than MaxFields fields
	bad     int  // lines dropped because they are no field
	lost    bool // the line before was dropped: what is folded under it goes too
}

// splitHeader reads the fields up to the first empty line. A line that is neither a field nor the continuation of one is
// dropped instead of failing the message: gateways and scanners leave such lines in real mail.
func splitHeader(b []byte) headerBlock {
	h := headerBlock{fields: make(header, 0, 8)}
	for at := 0; at < len(b); {
		line, next := cutLine(b, at)
		if len(line) == 0 {
			h.ended, h.body = true, b[next:]
			return h
		}
		if next > MaxHeader {
			h.tooLong = true
			h.body, h.ended = bodyAfter(b[at:])
			return h
		}
		h.take(b, line, at)
		at = next
	}
	return h
}

// skipEnvelope passes over an mbox "From " line, and over empty lines that stand before the first field.
func skipEnvelope(b []byte) []byte {
	rest := bytes.TrimLeft(b, "\r\n")
	if bytes.HasPrefix(rest, []byte("From ")) || bytes.HasPrefix(rest, []byte(">From ")) {
		_, next := cutLine(rest, 0)
		return rest[next:]
	}
	if line, _ := cutLine(rest[:min(len(rest), 1000)], 0); len(rest) < len(b) {
		if _, colon := fieldName(line); colon < 0 {
			return b
		}
	}
	return rest
}

// take adds one line of the block that begins at offset at of b.
func (h *headerBlock) take(b, line []byte, at int) {
	if line[0] == ' ' || line[0] == '\t' {
		if n := len(h.fields); n > 0 && !h.lost {
			last := &h.fields[n-1]
			last.raw = extend(b, last.raw, at+len(line))
		}
		return
	}
	name, colon := fieldName(line)
	if h.lost = colon < 0; h.lost {
		h.bad++
		return
	}
	if h.lost = len(h.fields) == MaxFields; h.lost {
		h.tooMany = true
		return
	}
	h.fields = append(h.fields, field{name, line[colon+1:]})
}

// extend makes v, a window on b, reach to offset end of b, so that a folded value costs no copy.
func extend(b, v []byte, end int) []byte {
	from := cap(b) - cap(v)
	if from < 0 || from > end || end > len(b) {
		return v
	}
	return b[from:end]
}

// fieldName gives the lower-case name before the colon; blanks before the colon are tolerated (RFC 5322 section 4.5).
func fieldName(line []byte) (string, int) {
	colon := bytes.IndexByte(line, ':')
	if colon <= 0 || colon > 120 {
		return "", -1
	}
	name := bytes.TrimRight(line[:colon], " \t")
	for _, c := range name {
		if c <= ' ' || c >= 0x7f {
			return "", -1
		}
	}
	var room [40]byte // nearly all names: one copy
	low := append(room[:0], name...)
	for i, c := range low {
		if 'A' <= c && c <= 'Z' {
			low[i] = c + 'a' - 'A'
		}
	}
	return string(low), colon
}

// bodyAfter finds the first empty line.
func bodyAfter(b []byte) ([]byte, bool) {
	for at := 0; at < len(b); {
		line, next := cutLine(b, at)
		if len(line) == 0 {
			return b[next:], true
		}
		at = next
	}
	return nil, false
}

// cutLine gives the line at offset at without its end (CRLF, LF, or a lone CR before no LF), and the next line's offset.
func cutLine(b []byte, at int) (line []byte, next int) {
	rest := b[at:]
	i := bytes.IndexByte(rest, '\n')
	if i < 0 {
		return bytes.TrimSuffix(rest, []byte{'\r'}), len(b)
	}
	line = rest[:i]
	if i > 0 && line[i-1] == '\r' {
		line = line[:i-1]
	}
	return line, at + i + 1
}

// first is the topmost field of that name, unfolded; "" where there is none.
func (h header) first(name string) string {
	for i := range h {
		if h[i].name == name {
			return unfold(h[i].raw)
		}
	}
	return ""
}

// has tells whether a field of that name is there.
func (h header) has(name string) bool {
	for i := range h {
		if h[i].name == name {
			return true
		}
	}
	return false
}

// all gives every field of that name, unfolded, topmost first.
func (h header) all(name string) []string {
	var out []string
	for i := range h {
		if h[i].name == name {
			out = append(out, unfold(h[i].raw))
		}
	}
	return out
}

// unfold joins a value's lines; CR, LF and NUL never stay in it.
func unfold(raw []byte) string {
	if bytes.IndexByte(raw, '\n') < 0 && bytes.IndexByte(raw, '\r') < 0 && bytes.IndexByte(raw, 0) < 0 {
		return string(bytes.TrimSpace(raw))
	}
	out := make([]byte, 0, len(raw))
	for _, c := range raw {
		switch c {
		case '\r', '\n', 0:
		default:
			out = append(out, c)
		}
	}
	return string(bytes.TrimSpace(out))
}

// param is one parameter of a structured field, its name in lower case.
type param struct{ name, value string }

// params is the list of them, in order.
type params []param

func (p params) get(name string) string {
	for _, x := range p {
		if x.name == name {
			return x.value
		}
	}
	return ""
}

// structured splits `value; a=b; c="d"` tolerantly: the value in lower case, and the parameters. Comments are dropped,
// RFC 2231 continuations and charsets are undone, a missing quote at the end is forgiven.
func structured(s string) (string, params) {
	s = dropComments(s)
	value, rest, _ := strings.Cut(s, ";")
	return strings.ToLower(strings.TrimSpace(value)), joinParams(splitParams(rest))
}

func splitParams(s string) params {
	var out params
	for len(s) > 0 && len(out) < 50 {
		s = strings.TrimLeft(s, " \t;")
		eq := strings.IndexAny(s, "=;")
		if eq < 0 {
			break
		}
		name := strings.ToLower(strings.TrimSpace(s[:eq]))
		if s[eq] == ';' {
			s = s[eq+1:]
			continue
		}
		var v string
		v, s = paramValue(strings.TrimLeft(s[eq+1:], " \t"))
		out = append(out, param{name, v})
	}
	return out
}

// paramValue reads a token or quoted string and gives what follows it.
func paramValue(s string) (value, rest string) {
	if !strings.HasPrefix(s, `"`) {
		end := strings.IndexByte(s, ';')
		if end < 0 {
			end = len(s)
		}
		return strings.TrimSpace(s[:end]), s[end:]
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			// A Windows path as a file name is not escaped by anybody: only quotes and backslashes are.
			if i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\') {
				i++
			}
			b.WriteByte(s[i])
		case '"':
			return b.String(), s[i+1:]
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String(), ""
}

// dropComments removes (comments) outside quoted strings; an unclosed one stays.
func dropComments(s string) string {
	if !strings.Contains(s, "(") {
		return s
	}
	var b strings.Builder
	quoted, depth, open := false, 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' && depth == 0:
			quoted = !quoted
			b.WriteByte(c)
		case c == '(' && !quoted:
			if depth == 0 {
				open = i
			}
			depth++
		case c == ')' && depth > 0:
			depth--
		case depth == 0:
			b.WriteByte(c)
		}
	}
	if depth > 0 {
		b.WriteString(s[open:])
	}
	return b.String()
}

// joinParams undoes RFC 2231: name*0, name*1 continuations and charset'lang'percent values.
func joinParams(in params) params {
	plain := true
	for _, p := range in {
		if strings.Contains(p.name, "*") {
			plain = false
		}
	}
	if plain {
		return in
	}
	var out params
	for _, p := range in {
		if !strings.Contains(p.name, "*") {
			out = append(out, p)
		}
	}
	for _, p := range in {
		base, _, star := strings.Cut(p.name, "*")
		if star && out.get(base) == "" {
			out = append(out, param{base, continued(in, base)})
		}
	}
	return out
}

// continued joins all pieces of one RFC 2231 parameter.
func continued(in params, base string) string {
	var raw []byte
	charset := ""
	for i, p := range in.pieces(base) {
		v := p.value
		if strings.HasSuffix(p.name, "*") {
			if i == 0 {
				if cs, rest, ok := strings.Cut(v, "'"); ok {
					charset = cs
					_, v, _ = strings.Cut(rest, "'")
				}
			}
			raw = append(raw, percentDecode(v)...)
			continue
		}
		raw = append(raw, v...)
	}
	text, _ := decodeCharset(raw, charset)
	return text
}

// pieces gives base*, base*0, base*0*, base*1 … in their order.
func (p params) pieces(base string) params {
	var out params
	for _, x := range p {
		if x.name == base+"*" {
			return params{x}
		}
	}
	for n := 0; n < len(p); n++ {
		want := base + "*" + itoa(n)
		found := false
		for _, x := range p {
			if x.name == want || x.name == want+"*" {
				out, found = append(out, x), true
				break
			}
		}
		if !found {
			break
		}
	}
	return out
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func percentDecode(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if v, ok := hexByte(s[i+1], s[i+2]); ok {
				out = append(out, v)
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return out
}

func hexByte(a, b byte) (byte, bool) {
	x, y := hexDigit(a), hexDigit(b)
	return x<<4 | y, x < 16 && y < 16
}

func hexDigit(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	}
	return 255
}
