package message

import (
	"html"
	"strings"
)

// outline is what a quick look at an HTML part tells, without building its tree: enough to decide whether the plain part
// suffices, at a tenth of the cost.
type outline struct {
	front   string // the text before the first quote marker
	behind  string // the text behind it
	size    int
	mark    int  // offset of the first quote marker; size where there is none
	table   bool // a table cell stands before the first quote marker
	struck  bool // something is struck through
	mailtos []string
	logos   []string // alternative texts before the first quote marker

	marked [16]tagSeen // the last tags that were looked at for a marker, by length: programs write the same ones again and again
}

type tagSeen struct {
	tag  string
	mark bool
}

// lookAt scans src once.
func lookAt(src string) outline {
	o := outline{size: len(src), mark: len(src)}
	text := make([]byte, 0, len(src)/3)
	for i := 0; i < len(src); {
		lt := strings.IndexByte(src[i:], '<')
		if lt < 0 {
			text = appendText(text, src[i:])
			break
		}
		text = appendText(text, src[i:i+lt])
		i += lt
		if strings.HasPrefix(src[i:], "<!--") {
			end := strings.Index(src[i:], "-->")
			if end < 0 {
				break
			}
			i += end + 3
			continue
		}
		gt := strings.IndexByte(src[i:], '>')
		if gt < 0 {
			break
		}
		tag := src[i : i+gt]
		name := tagName(tag)
		if o.tag(tag, name, i); o.mark == i {
			o.front, text = string(text), text[:0]
		}
		if breaksWords(name) {
			text = append(text, '\n')
		}
		i += gt + 1
		if name == "style" || name == "script" || name == "title" {
			i = skipElement(src, i, name)
		}
	}
	if o.mark < o.size {
		o.behind = string(text)
	} else {
		o.front = string(text)
	}
	return o
}

// appendText appends text between tags with its character references replaced.
func appendText(b []byte, text string) []byte {
	for {
		amp := strings.IndexByte(text, '&')
		if amp < 0 {
			return append(b, text...)
		}
		b = append(b, text[:amp]...)
		text = text[amp:]
		const longest = 32 // "&CounterClockwiseContourIntegral;"
		n := strings.IndexByte(text[:min(len(text), longest+1)], ';') + 1
		if n == 0 {
			n = min(len(text), longest)
			if next := strings.IndexByte(text[1:n], '&'); next >= 0 {
				n = 1 + next
			}
		}
		b = append(b, html.UnescapeString(text[:n])...)
		text = text[n:]
	}
}

// skipElement gives the offset behind the end tag of an element whose content is no text.
func skipElement(src string, i int, name string) int {
	rest := src[i:]
	for at := 0; ; {
		n := strings.Index(rest[at:], "</")
		if n < 0 {
			return len(src)
		}
		at += n + 2
		if len(rest)-at >= len(name) && strings.EqualFold(rest[at:at+len(name)], name) {
			return i + at
		}
	}
}

// tagName is the lower-case name of "<name …" or "</name"; at most 12 letters.
func tagName(tag string) string {
	tag = strings.TrimPrefix(tag[1:], "/")
	n := 0
	for n < len(tag) && n < 12 && (tag[n]|32 >= 'a' && tag[n]|32 <= 'z' || isDigit(tag[n])) {
		n++
	}
	return strings.ToLower(tag[:n])
}

// breaksWords tells a tag between whose sides words end.
func breaksWords(name string) bool {
	switch name {
	case "br", "p", "div", "td", "th", "tr", "table", "li", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "hr", "body", "head", "img":
		return true
	}
	return false
}

// tag notes what one tag means.
func (o *outline) tag(tag, name string, at int) {
	switch name {
	case "td", "th":
		o.table = o.table || at < o.mark
	case "s", "strike", "del":
		o.struck = true
	case "a":
		if i := foldIndex(tag, "mailto:"); i > 0 && len(o.mailtos) < 20 && at < o.mark {
			end := strings.IndexAny(tag[i:], `"'?> `)
			if end < 0 {
				end = len(tag) - i
			}
			o.mailtos = append(o.mailtos, tag[i+7:max(i+7, i+end)])
		}
	case "img":
		if at < o.mark && len(o.logos) < 50 {
			if alt := strings.TrimSpace(cleanText(html.UnescapeString(tagAttribute(tag, "alt")))); alt != "" {
				o.logos = append(o.logos, alt)
			}
		}
	case "div", "blockquote", "hr", "span":
		if at < o.mark && len(tag) > len(name)+4 && o.marks(tag) {
			o.mark = at
		}
	}
	if len(tag) > 20 && strings.Contains(tag, "line-through") {
		o.struck = true
	}
}

// marks tells a tag that begins a quotation, as holdsMarker does.
func (o *outline) marks(tag string) bool {
	seen := &o.marked[len(tag)%len(o.marked)]
	if seen.tag != tag {
		*seen = tagSeen{tag, holdsMarker(tag)}
	}
	return seen.mark
}

// holdsMarker tells a tag that begins a quotation.
func holdsMarker(tag string) bool {
	for _, m := range outlineMarkers {
		if strings.Contains(tag, m) {
			return true
		}
	}
	return false
}

var outlineMarkers = []string{
	"gmail_quote", `type="cite"`, "type=cite", "type='cite'", "divRplyFwdMsg", "yahoo_quoted", "protonmail_quote", "tutanota_quote", "moz-cite-prefix", "moz-forward-container",
	"__QUOTED_TEXT__", "__DIVIDER__", `name="quote"`, "OLK_SRC_BODY", "messageReplySection", "zmail_extra", "mail-editor-reference", "border-left", "isReplyContent", "E1E1E1", "e1e1e1", "B5C4DF", "b5c4df",
}

// tagAttribute reads one attribute of a tag; "" where it is missing.
func tagAttribute(tag, name string) string {
	i := foldIndex(tag, name+"=")
	if i <= 0 || tag[i-1] > ' ' {
		return ""
	}
	v := tag[i+len(name)+1:]
	if v == "" {
		return ""
	}
	if q := v[0]; q == '"' || q == '\'' {
		v, _, _ = strings.Cut(v[1:], string(q))
		return v
	}
	end := strings.IndexAny(v, " \t\r\n/>")
	if end < 0 {
		end = len(v)
	}
	return v[:end]
}

// foldIndex finds a lower-case ASCII needle in s whatever the case.
func foldIndex(s, needle string) int {
	for i := 0; i+len(needle) <= len(s); i++ {
		if s[i]|32 == needle[0]|32 && strings.EqualFold(s[i:i+len(needle)], needle) {
			return i
		}
	}
	return -1
}
