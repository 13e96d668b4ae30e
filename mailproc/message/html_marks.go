package message

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// A mark says what an element of a known mail program means for the words in it.
type htmlMark struct {
	tag   atom.Atom // 0: any
	attr  string    // "id", "id^" (prefix), "class" (one of the classes), "class^" (prefix of one), "name", "marker", "type"
	value string
	does  effect
	why   string
}

type effect uint8

const (
	nothing   effect = iota
	quotes           // the words below are quoted
	gmail            // quoted, but what is typed below its blockquote is the author's
	forwards         // the words below are forwarded
	attribute        // the words below announce a quotation
	fromHere         // this and all that follows in the document is quoted
	signs            // the words below are the author's signature
	mobileApp        // what the program adds
)

// htmlMarks are the cut points of RULES section 4 and kin: adding a mail program is adding rows.
var htmlMarks = []htmlMark{
	{0, "class", "gmail_quote", gmail, "gmail-quote"},
	{0, "class", "gmail_attr", attribute, "gmail-attr"},
	{atom.Blockquote, "type", "cite", quotes, "cite"},
	{0, "class", "moz-cite-prefix", attribute, "moz-cite-prefix"},
	{0, "class", "moz-forward-container", forwards, "moz-forward"},
	{0, "class", "moz-email-headers-table", attribute, "moz-headers"},
	{0, "id", "divrplyfwdmsg", fromHere, "outlook-reply"},
	{0, "id", "x_divrplyfwdmsg", fromHere, "outlook-reply"},
	{0, "id", "appendonsend", nothing, "outlook-append"},
	{0, "id", "olk_src_body_section", quotes, "outlook-mac"},
	{0, "id", "mail-editor-reference-message-container", quotes, "outlook-mobile"},
	{0, "class", "ms-outlook-mobile-reference-message", quotes, "outlook-mobile"},
	{0, "marker", "__DIVIDER__", fromHere, "zimbra-divider"},
	{0, "marker", "__QUOTED_TEXT__", quotes, "zimbra-quote"},
	{0, "name", "messagereplysection", quotes, "spark"},
	{0, "class", "protonmail_quote", quotes, "proton"},
	{0, "class", "tutanota_quote", quotes, "tutanota"},
	{0, "class", "yahoo_quoted", quotes, "yahoo"},
	{0, "id^", "yahoo_quoted", quotes, "yahoo"},
	{0, "class", "zmail_extra", quotes, "zoho"},
	{0, "class", "zmail_extra_hr", quotes, "zoho"},
	{0, "id^", "cm_", quotes, "cloudmagic"},
	{0, "class", "cm_quote", quotes, "cloudmagic"},
	{0, "name", "quote", quotes, "gmx"},
	{0, "name", "quoted-content", quotes, "gmx"},
	{0, "id", "isreplycontent", quotes, "netease"},
	{0, "class", "netease-mail-quote", quotes, "netease"},
	{0, "class", "missive_quote", quotes, "missive"},
	{0, "class", "front-blockquote", quotes, "front"},
	{0, "class", "history_container", quotes, "mailbird"},
	{0, "class", "clean_bq", quotes, "airmail"},
	{0, "class", "wisestamp_quote", quotes, "quote-class"},
	{0, "class", "freebirdquote", quotes, "quote-class"},
	{0, "class", "mailru-blockquote", quotes, "mail.ru"},
	{0, "class^", "mail-quote", quotes, "quote-class"},
	{0, "id", "replysplit", fromHere, "aol"},
	{0, "id", "orimsghtmlseperator", fromHere, "orange"},
	{0, "id", "original-content", quotes, "quote-class"},
	{0, "class", "x_gmail_quote", quotes, "gmail-quote"},
	{0, "class", "gmail_signature", signs, "gmail-signature"},
	{0, "class", "gmail_signature_prefix", signs, "gmail-signature"},
	{0, "id", "signature", signs, "outlook-signature"},
	{0, "class", "moz-signature", signs, "moz-signature"},
	{0, "id", "applemailsignature", signs, "apple-signature"},
	{0, "class", "protonmail_signature_block", signs, "proton-signature"},
	{0, "class", "protonmail_signature_block-user", signs, "proton-signature"},
	{0, "class", "protonmail_signature_block-proton", mobileApp, "proton-line"},
	{0, "class", "tutanota_signature", signs, "tutanota-signature"},
	{0, "name", "signature", signs, "gmx-signature"},
	{0, "name", "messagesignaturesection", signs, "spark-signature"},
	{0, "marker", "__SIG_PRE__", signs, "zimbra-signature"},
	{0, "marker", "__SIG_POST__", signs, "zimbra-signature"},
	{0, "class", "signature", signs, "signature-class"},
	{0, "id", "divneteasemailcard", signs, "netease-signature"},
	{0, "id", "_rc_sig", signs, "roundcube-signature"},
	{0, "id", "ms-outlook-mobile-signature", signs, "outlook-mobile-signature"},
	{0, "id", "ms-outlook-ios-signature", signs, "outlook-mobile-signature"},
	{0, "id", "x_ms-outlook-mobile-signature", signs, "outlook-mobile-signature"},
	{0, "id", "composer_signature", signs, "samsung-signature"},
}

// markIndex finds marks without trying each row.
type markIndex struct {
	exact  map[[2]string]*htmlMark // by attribute and value
	prefix []*htmlMark
}

var marks = func() markIndex {
	ix := markIndex{exact: map[[2]string]*htmlMark{}}
	for i := range htmlMarks {
		m := &htmlMarks[i]
		if strings.HasSuffix(m.attr, "^") {
			ix.prefix = append(ix.prefix, m)
			continue
		}
		ix.exact[[2]string{m.attr, m.value}] = m
	}
	return ix
}()

// markOf finds what an element means.
func markOf(n *node) (effect, string) {
	a := n.attrs
	if a == nil {
		return nothing, ""
	}
	for rest := a.class; rest != ""; {
		var class string
		class, rest, _ = strings.Cut(rest, " ")
		if m := marks.find(n, "class", class); m != nil {
			return m.does, m.why
		}
	}
	for _, x := range [...][2]string{{"id", a.id}, {"name", a.name}, {"marker", a.marker}, {"type", a.kind}} {
		if m := marks.find(n, x[0], x[1]); m != nil {
			return m.does, m.why
		}
	}
	return nothing, ""
}

// find gives the row for one attribute of an element; nil where there is none.
func (ix *markIndex) find(n *node, attr, value string) *htmlMark {
	if value == "" {
		return nil
	}
	if m := ix.exact[[2]string{attr, value}]; m != nil && (m.tag == 0 || m.tag == n.tag) {
		return m
	}
	for _, m := range ix.prefix {
		if m.attr[:len(m.attr)-1] == attr && strings.HasPrefix(value, m.value) {
			return m
		}
	}
	return nil
}

// hasClass tells whether list, blank-separated, holds the class.
func hasClass(list, class string) bool {
	for {
		i := strings.Index(list, class)
		if i < 0 {
			return false
		}
		end := i + len(class)
		if (i == 0 || list[i-1] == ' ') && (end == len(list) || list[end] == ' ') {
			return true
		}
		list = list[end:]
	}
}

// quoteRule tells a blockquote that a program drew as a quotation: a line at its left. An indent has none.
func quoteRule(a *attributes) bool {
	if a == nil {
		return false
	}
	return a.cite || drawsLeftBorder(squeeze(a.style))
}

func drawsLeftBorder(style string) bool {
	i := strings.Index(style, "border-left")
	if i < 0 {
		return false
	}
	rest, _, _ := strings.Cut(style[i:], ";")
	return !strings.Contains(rest, "none") && !strings.HasSuffix(rest, ":0") && !strings.Contains(rest, ":0px") && !strings.Contains(rest, ":medium")
}

// outlookRule is the line that Outlook draws over the header block of what it answers.
func outlookRule(n *node) bool {
	if n.tag != atom.Div || n.attrs == nil || !strings.Contains(n.attrs.style, "border-top") {
		return false
	}
	s := squeeze(n.attrs.style)
	return strings.Contains(s, "border-top:solid#e1e1e1") || strings.Contains(s, "border-top:solid#b5c4df") || strings.Contains(s, "border-top:1.0ptsolid#b5c4df") ||
		strings.Contains(s, "border-top-color:rgb(229,229,229)") || strings.Contains(s, "border-top:solid#e5e5e5")
}

// isHidden tells an element that a mail program does not show.
func isHidden(n *node) bool {
	switch n.tag {
	case atom.Head, atom.Script, atom.Style, atom.Title, atom.Template, atom.Object, atom.Noscript, atom.Select, atom.Svg, atom.Iframe, atom.S, atom.Strike, atom.Del:
		return true
	}
	a := n.attrs
	if a == nil {
		return false
	}
	return a.hidden || a.style != "" && hidesStyle(a.style)
}

// hidesStyle reads a style attribute: what takes words out of sight, or strikes them through.
func hidesStyle(style string) bool {
	for style != "" {
		var decl string
		decl, style, _ = strings.Cut(style, ";")
		prop, value, ok := strings.Cut(decl, ":")
		if ok && hides(strings.Trim(prop, " \t\r\n"), value) {
			return true
		}
	}
	return false
}

func hides(prop, value string) bool {
	switch prop {
	case "display", "visibility", "mso-hide", "font-size", "max-height", "opacity", "text-decoration", "text-decoration-line":
		value = strings.TrimSuffix(squeeze(value), "!important")
	}
	switch prop {
	case "display":
		return value == "none"
	case "visibility":
		return value == "hidden" || value == "collapse"
	case "mso-hide":
		return value == "all"
	case "font-size", "max-height", "opacity":
		return isZero(value)
	case "text-decoration", "text-decoration-line":
		return strings.Contains(value, "line-through")
	}
	return false
}

// isZero reads "0", "0px", "0.0pt"; "0.9em" is none.
func isZero(v string) bool {
	v = strings.TrimRight(v, "abcdefghijklmnopqrstuvwxyz%")
	return v != "" && strings.Trim(v, "0.") == "" && strings.Contains(v, "0")
}

// squeeze drops blanks.
func squeeze(s string) string {
	if !strings.ContainsAny(s, " \t\r\n") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\t' || r == '\r' || r == '\n' {
			return -1
		}
		return r
	}, s)
}
