package message

import (
	"bytes"
	"strings"
)

// part is one MIME entity. Parts are windows on the raw bytes: splitting copies nothing, whatever the nesting.
//
// The splitter is our own and not go-message's reader, which gives up on a bad header line inside a part, nests without a
// limit in quadratic time, and cannot tell a cut part from a whole one; a test holds that both agree on well-formed mail.
type part struct {
	fields      header
	kind        string // "text/plain", lower case
	params      params
	encoding    string // Content-Transfer-Encoding, lower case
	disposition string
	filename    string
	body        []byte
	whole       bool // the end of the part was seen
	headed      bool // the end of its header was seen
	sealed      bool // it is encrypted
	children    []*part
}

// splitter walks MIME structure within the limits.
type splitter struct {
	parts  int
	limits map[string]bool
	budget *budget
}

// split reads the structure below a header. whole tells that the bytes after body are known: the part is not cut.
func (s *splitter) split(fields header, body []byte, whole bool, fallbackKind string, depth int) *part {
	p := &part{fields: fields, body: body, whole: whole, headed: true}
	p.describe(fallbackKind)
	s.parts++
	container := strings.HasPrefix(p.kind, "multipart/")
	if !container && p.kind != "message/rfc822" && p.kind != "message/global" && !p.isCMS() {
		return p
	}
	if depth >= MaxDepth {
		s.limits["limit-depth"] = true
		return p
	}
	if !s.budget.spend(len(body) / 4) {
		return p
	}
	switch {
	case container:
		s.children(p, depth)
	case p.isCMS():
		s.opaque(p, depth)
	default:
		s.enclosed(p, decodeTransfer(p.body, p.encoding), depth)
	}
	return p
}

// opaque reads what an S/MIME signature encloses.
func (s *splitter) opaque(p *part, depth int) {
	b := decodeTransfer(p.body, p.encoding)
	if !s.budget.spend(8 * len(b)) {
		return
	}
	content, sealed := signedContent(b)
	kind := strings.ToLower(p.params.get("smime-type"))
	p.sealed = sealed || content == nil && strings.Contains(kind, "enveloped")
	if content != nil {
		s.enclosed(p, content, depth)
	}
}

// enclosed reads the entity that a part holds whole: an attached message, or signed content.
func (s *splitter) enclosed(p *part, inner []byte, depth int) {
	if s.parts >= MaxParts {
		s.limits["limit-parts"] = true
		return
	}
	h := splitHeader(inner)
	p.children = []*part{s.split(h.fields, h.body, p.whole, "text/plain", depth+1)}
}

func (s *splitter) children(p *part, depth int) {
	boundary := p.params.get("boundary")
	if boundary == "" {
		if boundary = guessBoundary(p.body); boundary == "" {
			p.kind = "text/plain"
			return
		}
	}
	fallback := "text/plain"
	if p.kind == "multipart/digest" {
		fallback = "message/rfc822"
	}
	found := false
	cutParts(p.body, boundary, p.whole, func(b []byte, whole bool) bool {
		found = true
		if s.parts >= MaxParts {
			s.limits["limit-parts"] = true
			return false
		}
		h := splitHeader(b)
		if !h.ended && len(h.fields) == 0 {
			h.body = b
		}
		child := s.split(h.fields, h.body, whole, fallback, depth+1)
		child.headed = h.ended || whole
		p.children = append(p.children, child)
		return true
	})
	if !found && len(bytes.TrimSpace(p.body)) > 0 {
		p.kind = "text/plain" // a boundary that never comes: the text stands there bare
	}
}

// cutParts calls f with each part between delimiter lines (RFC 2046 section 5.1.1); whole is false for one that the end of
// the bytes cuts. A missing closing delimiter is forgiven.
func cutParts(body []byte, boundary string, whole bool, f func(b []byte, whole bool) bool) {
	delimiter := []byte("--" + boundary)
	start := -1
	for at := 0; at < len(body); {
		i := bytes.Index(body[at:], delimiter)
		if i < 0 {
			break
		}
		i += at
		if i > 0 && body[i-1] != '\n' {
			at = i + len(delimiter)
			continue
		}
		line, next := cutLine(body, i)
		at = next
		closing, ok := isDelimiter(line, delimiter)
		if !ok {
			continue
		}
		if start >= 0 && !f(trimLineEnd(body[start:i]), true) {
			return
		}
		if start = next; closing {
			return
		}
	}
	if start >= 0 {
		f(body[start:], whole)
	}
}

// isDelimiter checks that a line that begins with the delimiter is it alone, or the closing one.
func isDelimiter(line, delimiter []byte) (closing, ok bool) {
	rest := line[len(delimiter):]
	if bytes.HasPrefix(rest, []byte("--")) {
		closing, rest = true, rest[2:]
	}
	return closing, len(bytes.TrimSpace(rest)) == 0
}

// trimLineEnd drops the one line end that belongs to the delimiter that follows.
func trimLineEnd(b []byte) []byte {
	b = bytes.TrimSuffix(b, []byte{'\n'})
	return bytes.TrimSuffix(b, []byte{'\r'})
}

// guessBoundary finds the first "--x" line that a Content- field follows, where the parameter is missing.
func guessBoundary(body []byte) string {
	for at, n := 0, 0; at < len(body) && n < 50; n++ {
		line, next := cutLine(body, at)
		after, _ := cutLine(body, next)
		if len(line) > 2 && bytes.HasPrefix(line, []byte("--")) && len(after) > 8 && bytes.EqualFold(after[:8], []byte("content-")) {
			return string(bytes.TrimRight(line[2:], " \t"))
		}
		at = next
	}
	return ""
}

// describe reads the fields that say what the part is.
func (p *part) describe(fallbackKind string) {
	if ct := p.fields.first("content-type"); ct != "" {
		p.kind, p.params = structured(ct)
	}
	if p.kind == "text" { // RFC 1049 style, written by old programs
		p.kind = "text/plain"
	}
	if !strings.Contains(p.kind, "/") {
		p.kind = fallbackKind
	}
	p.encoding = strings.ToLower(strings.Trim(dropComments(p.fields.first("content-transfer-encoding")), " \t\";"))
	var d params
	p.disposition, d = structured(p.fields.first("content-disposition"))
	if p.filename = d.get("filename"); p.filename == "" {
		p.filename = p.params.get("name")
	}
}

// attached tells a part that is a file and not words of the message.
func (p *part) attached() bool {
	return p.disposition == "attachment" || p.filename != ""
}

// walk visits the part and all below it, in order; f returning false skips what is below.
func (p *part) walk(f func(*part) bool) {
	if !f(p) {
		return
	}
	for _, c := range p.children {
		c.walk(f)
	}
}

// budget bounds the work on one message in steps, about a nanosecond each, so that the same bytes always end alike.
type budget struct{ left int }

// newBudget allows about 100 ms of one core, half of what DESIGN grants.
func newBudget() *budget { return &budget{left: 100_000_000} }

// spend takes n steps; false when none are left.
func (b *budget) spend(n int) bool {
	b.left -= n
	return b.left > 0
}
