package message

import (
	"bytes"
	"strings"
)

// segment is one stretch of the message's text: its plain and its HTML form, either may be missing.
type segment struct {
	plain, html *part
	attached    bool // a message that is attached: somebody else's words
}

// text chooses the parts that are read and makes lines of them.
func (r *reader) text() {
	segments := r.segments(r.root, false)
	for _, s := range segments {
		r.m.HasText = r.m.HasText || !s.attached
	}
	if len(segments) == 0 {
		segments = r.file()
		r.m.HasText = len(segments) > 0
	}
	r.sealed()
	var lines []Line
	left := MaxText
	for _, s := range segments {
		if more := r.read(s, &left); lines == nil {
			lines = more
		} else {
			lines = append(lines, more...)
		}
	}
	if allBlank(lines) {
		r.hidden()
	}
	r.zones(lines)
	for i := range lines {
		lines[i].N = i + 1
	}
	r.markForeign(lines)
	r.m.Lines = lines
	r.m.Logos = r.logos
}

// hidden says what hides the text of a message that shows none.
func (r *reader) hidden() {
	r.root.walk(func(p *part) bool {
		tnef := strings.HasSuffix(p.kind, "ms-tnef") || strings.EqualFold(p.filename, "winmail.dat")
		if tnef {
			r.m.trouble("tnef-only", "")
		}
		return !tnef
	})
}

// sealed notes parts that only their addressee's key opens.
func (r *reader) sealed() {
	r.root.walk(func(p *part) bool {
		what := ""
		switch {
		case p.sealed:
			what = "s/mime"
		case p.kind == "multipart/encrypted":
			what = p.params.get("protocol")
		case p.kind == "application/pgp-encrypted", strings.HasSuffix(p.kind, "rpmsg-message"):
			what = p.kind
		}
		if what != "" {
			r.m.trouble("encrypted", what)
		}
		return what == "" && p.kind != "message/rfc822"
	})
}

// file is the text that is sent as a file where nothing else is: some scanners and phones send the message so.
func (r *reader) file() []segment {
	var out []segment
	r.root.walk(func(p *part) bool {
		if len(out) == 0 && (p.disposition != "attachment" || p == r.root) {
			switch {
			case isPlain(p.kind):
				out = []segment{{plain: p}}
			case p.kind == "text/html":
				out = []segment{{html: p}}
			}
		}
		return len(out) == 0 && p.kind != "message/rfc822"
	})
	return out
}

// segments lists the text below p, in order. What is attached as a file is not text, unless there is nothing else.
func (r *reader) segments(p *part, attached bool) []segment {
	switch {
	case p.kind == "multipart/alternative":
		return r.alternative(p, attached)
	case p.kind == "multipart/encrypted":
		return nil
	case p.kind == "message/rfc822" || p.kind == "message/global":
		attached = true
	case p.kind == "text/html" && !p.attached():
		return []segment{{html: p, attached: attached}}
	case isPlain(p.kind) && !p.attached():
		return []segment{{plain: p, attached: attached}}
	}
	var out []segment
	for _, c := range p.children {
		out = append(out, r.segments(c, attached)...)
	}
	return out
}

func isPlain(kind string) bool {
	switch kind {
	case "text/plain", "text/enriched", "text/richtext", "text/markdown", "text/x-markdown":
		return true
	}
	return false
}

// alternative makes one segment of the first plain and the last HTML form (RFC 2046 section 5.1.4).
func (r *reader) alternative(p *part, attached bool) []segment {
	s := segment{attached: attached}
	for _, c := range p.children {
		for _, x := range r.segments(c, attached) {
			if s.plain == nil && x.plain != nil {
				s.plain = x.plain
			}
			if x.html != nil {
				s.html = x.html
			}
		}
	}
	if s.plain == nil && s.html == nil {
		return nil
	}
	return []segment{s}
}

// read decodes a segment and gives the lines of its better form.
func (r *reader) read(s segment, left *int) []Line {
	var lines []Line
	switch {
	case s.html == nil:
		lines = r.plainLines(r.decode(s.plain, left), s.plain.params)
		r.source("plain")
	case s.plain == nil:
		lines = r.htmlLines(r.decode(s.html, left))
		r.source("html")
	default:
		lines = r.better(s, left)
	}
	if s.attached {
		for i := range lines {
			lines[i].Zone, lines[i].Why = Forwarded, "attached-message"
		}
	}
	return lines
}

// better reads both forms of a segment as far as is needed to tell which one says more.
func (r *reader) better(s segment, left *int) []Line {
	plain := r.plainLines(r.decode(s.plain, left), s.plain.params)
	src := r.decode(s.html, left)
	if !r.budget.spend(8 * len(src)) {
		return plain
	}
	o := lookAt(src)
	if r.plainSuffices(plain, o) {
		r.logos = append(r.logos, o.logos...)
		r.source("plain")
		return plain
	}
	lines := r.htmlLines(src)
	if allBlank(lines) {
		r.source("plain")
		return plain
	}
	r.source("html")
	return lines
}

func allBlank(lines []Line) bool {
	for i := range lines {
		if !isBlank(lines[i].Text) {
			return false
		}
	}
	return true
}

func (r *reader) source(s string) {
	if r.m.Source == "" {
		r.m.Source = s
	}
}

// decode gives a part's text within what is left of MaxText.
func (r *reader) decode(p *part, left *int) string {
	b := decodeTransfer(p.body, p.encoding)
	if len(b) > *left {
		b = b[:*left]
		r.limits["limit-text"] = true
	}
	*left -= len(b)
	if !r.budget.spend(4 * len(b)) {
		return ""
	}
	declared := p.params.get("charset")
	if declared == "" && p.kind == "text/html" {
		declared = metaCharset(b)
	}
	text, used := decodeCharset(b, declared)
	if r.m.Encoding == "" {
		r.m.Encoding = used
	}
	return text
}

// metaCharset reads the declaration inside an HTML part, where its header has none.
func metaCharset(b []byte) string {
	head := b[:min(len(b), 4096)]
	i := foldIndex(string(head), "charset=") // in place: in a lower-case copy of bytes that are no UTF-8 the offsets differ
	if i < 0 {
		return ""
	}
	v := bytes.TrimLeft(head[i+len("charset="):], " \"'")
	if end := bytes.IndexAny(v, " \"'>;/"); end >= 0 {
		v = v[:end]
	}
	return string(v)
}

// plainSuffices tells whether the plain form tells as much as the HTML one, and notes where the two disagree. A quotation
// that only the HTML form has is no loss.
func (r *reader) plainSuffices(plain []Line, o outline) bool {
	p := wordSetOf(plain, false)
	own := wordsOf(o.front)
	if nothing := own.n == 0 && wordless(o.behind); nothing || p.n == 0 {
		return nothing
	}
	few := func(n int, of hashSet) bool { return n <= 3 || n*8 <= of.n }
	missing := lacking(own, p) // words of the author that only the HTML form has
	bare := p                  // less what the plain form itself marks as quoted
	if hasQuoteMarks(plain) {
		bare = wordSetOf(plain, true)
	}
	extra := lacking(bare, own)
	if !few(extra, p) && o.mark < o.size {
		extra = lackingToo(p, own, o.behind) // words that only the plain form has
	}
	switch {
	case few(missing, own) && few(extra, p):
		return !o.tellsMore(plain) && (o.mark == o.size || hasQuoteMarks(plain) || o.quoteGone(p) || r.quotesPlain(plain))
	case few(missing, own):
		return true // the HTML form is a part of the plain one
	case few(extra, p):
		return false
	}
	r.m.trouble("parts-disagree", itoa(missing)+" words only in HTML, "+itoa(extra)+" only in plain text")
	return p.n > 2*wordsOf(o.front, o.behind).n
}

// quoteGone tells that most words of the quotation are not in the plain form: its program left the quotation out. The
// beginning of the quotation tells it.
func (o *outline) quoteGone(plain hashSet) bool {
	const enough = 2 << 10
	quoted := wordsOf(o.behind[:min(len(o.behind), enough)])
	return 2*lacking(quoted, plain) > quoted.n
}

// wordSetOf gives the words of lines, of all or of those without a quote mark.
func wordSetOf(lines []Line, unmarked bool) hashSet {
	texts := make([]string, 0, len(lines))
	for i := range lines {
		if !unmarked || !quoteMarked(lines[i].Text) {
			texts = append(texts, lines[i].Text)
		}
	}
	return wordsOf(texts...)
}

// wordsOf gives the words of texts.
func wordsOf(texts ...string) hashSet {
	size := 0
	for _, t := range texts {
		size += len(t)
	}
	set := newHashSet(size / 6)
	for _, t := range texts {
		for w, at := nextWord(t, 0); w.from >= 0; w, at = nextWord(t, at) {
			set.add(w.hash)
		}
	}
	return set
}

// lackingToo counts the words of a that neither b nor the text more has.
func lackingToo(a, b hashSet, more string) int {
	rest := newHashSet(0)
	for _, w := range a.slots {
		if w != 0 && !b.has(w) {
			rest.add(w)
		}
	}
	found := newHashSet(rest.n)
	for w, at := nextWord(more, 0); w.from >= 0 && found.n < rest.n; w, at = nextWord(more, at) {
		if rest.has(w.hash) {
			found.add(w.hash)
		}
	}
	return rest.n - found.n
}

// lacking counts the words of a that b lacks.
func lacking(a, b hashSet) int {
	n := 0
	for _, w := range a.slots {
		if w != 0 && !b.has(w) {
			n++
		}
	}
	return n
}

func hasQuoteMarks(lines []Line) bool {
	for i := range lines {
		if quoteMarked(lines[i].Text) {
			return true
		}
	}
	return false
}

func quoteMarked(text string) bool { return strings.HasPrefix(strings.TrimLeft(text, " "), ">") }

// tellsMore tells whether the HTML form of the same words holds what the plain one lost: cells of a table, strikes, an
// address behind a link.
func (o *outline) tellsMore(plain []Line) bool {
	if o.table || o.struck {
		return true
	}
	for _, addr := range o.mailtos {
		found := false
		for i := range plain {
			if foldIndex(plain[i].Text, addr) >= 0 {
				found = true
				break
			}
		}
		if !found && strings.Contains(addr, "@") {
			return true
		}
	}
	return false
}

// quotesPlain tells whether the rules find a quotation in the plain form by themselves.
func (r *reader) quotesPlain(plain []Line) bool {
	z := &zoner{lines: append([]Line{}, plain...), budget: r.budget}
	z.prefixes()
	z.breaks()
	for i := range z.lines {
		if z.others(i) {
			return true
		}
	}
	return false
}
