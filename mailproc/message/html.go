package message

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// htmlWalk turns a tree into lines. Zones come from the marks of mail programs; what no mark decides is left to the rules
// for plain text (zones.go), which see the marked lines among the others.
type htmlWalk struct {
	r       *reader
	lines   []Line
	text    strings.Builder
	links   []string
	space   bool // a blank is due before the next word
	zone    Zone
	why     string
	pre     int
	until   bool // a fromHere mark was passed: all that follows is quoted
	classes map[string]bool
	cells   int // depth of rows whose cells are gathered
}

// htmlLines reads an HTML part.
func (r *reader) htmlLines(src string) []Line {
	root, styles, whole := parseHTML(src, r.budget)
	if !whole {
		r.limits["limit-nodes"] = true
	}
	w := &htmlWalk{r: r, classes: hiddenClasses(styles)}
	w.children(root)
	w.endLine()
	return trimBlank(w.lines)
}

// trimBlank drops blank lines at both ends and leaves at most two in a row.
func trimBlank(lines []Line) []Line {
	out := lines[:0]
	blank := 2
	for _, l := range lines {
		if isBlank(l.Text) {
			if blank++; blank > 2 {
				continue
			}
		} else {
			blank = 0
		}
		out = append(out, l)
	}
	for len(out) > 0 && isBlank(out[len(out)-1].Text) {
		out = out[:len(out)-1]
	}
	return out
}

func (w *htmlWalk) children(n *node) {
	for c := n.first; c != nil; c = c.next {
		w.node(c)
	}
}

func (w *htmlWalk) node(n *node) {
	if !w.r.budget.spend(100) {
		return
	}
	if n.isText {
		w.words(n.text)
		return
	}
	if isHidden(n) || w.hiddenByClass(n) {
		return
	}
	switch n.tag {
	case atom.Br:
		w.breakLine()
		return
	case atom.Img:
		w.image(n)
		return
	case atom.Hr:
		w.endLine()
		if d, why := markOf(n); d == fromHere {
			w.quoteFromHere(why)
		}
		return
	case atom.Input:
		return
	}
	w.element(n)
}

// element enters an element: its zone holds for what is below it, or for all that follows.
func (w *htmlWalk) element(n *node) {
	zone, why := w.zone, w.why
	does, reason := markOf(n)
	if does == gmail && n.tag == atom.Blockquote {
		does = quotes
	}
	block := isBlock(n.tag)
	if block {
		w.endLine()
	}
	if w.zone == Own || w.zone == Signature || w.zone == Mobile {
		w.enter(n, does, reason)
	}
	switch {
	case n.tag == atom.Tr:
		w.row(n)
	case n.tag == atom.A && n.attrs != nil:
		w.link(n)
	case n.tag == atom.Pre || n.attrs != nil && strings.Contains(squeeze(n.attrs.style), "white-space:pre"):
		w.pre++
		w.children(n)
		w.pre--
	case does == gmail && w.zone != zone:
		w.gmailQuote(n, zone, why)
	default:
		w.children(n)
	}
	if block {
		w.endLine()
	}
	if hasMargin(n) {
		w.gap()
	}
	if !w.until {
		w.zone, w.why = zone, why
	}
}

// enter sets the zone that an element's mark gives.
func (w *htmlWalk) enter(n *node, does effect, why string) {
	switch does {
	case quotes, gmail:
		w.set(Quoted, why)
	case forwards:
		w.set(Forwarded, why)
	case attribute:
		w.set(Attribution, why)
	case signs:
		w.set(Signature, why)
	case mobileApp:
		w.set(Mobile, why)
	case fromHere:
		w.quoteFromHere(why)
	default:
		switch {
		case n.tag == atom.Blockquote && quoteRule(n.attrs):
			w.set(Quoted, "blockquote-rule")
		case n.tag == atom.Blockquote:
			w.set(w.zone, "blockquote")
		case outlookRule(n) && headerLabels(n) >= 2:
			w.quoteFromHere("outlook-rule")
		}
	}
}

func (w *htmlWalk) set(z Zone, why string) {
	w.flushIfChanged(z)
	w.zone, w.why = z, why
}

// flushIfChanged ends the line where the zone changes inside it: inline elements carry marks too.
func (w *htmlWalk) flushIfChanged(z Zone) {
	if z != w.zone {
		w.endLine()
	}
}

func (w *htmlWalk) quoteFromHere(why string) {
	w.endLine()
	w.zone, w.why, w.until = Quoted, why, true
}

// gmailQuote reads Gmail's quote: its attribution and everything up to the end of its blockquote is quoted; what was typed
// below the blockquote stands inside the same div, and is the author's. A forwarded message is one to its end.
func (w *htmlWalk) gmailQuote(n *node, zone Zone, why string) {
	seen := false
	forwarded := passesOn(n)
	for c := n.first; c != nil; c = c.next {
		if forwarded {
			w.zone, w.why = Forwarded, "gmail-forward"
		} else if seen && c.tag != atom.Blockquote {
			w.endLine()
			w.zone, w.why = zone, why
		} else {
			w.zone, w.why = Quoted, "gmail-quote"
		}
		if c.attrs != nil && hasClass(c.attrs.class, "gmail_attr") {
			w.zone, w.why = Attribution, "gmail-attr"
		}
		w.node(c)
		seen = seen || holdsBlockquote(c, 3)
	}
	w.endLine()
}

// passesOn tells a Gmail quote that begins with a forwarding separator.
func passesOn(n *node) bool {
	var b strings.Builder
	gatherText(n, &b, 200)
	for _, l := range strings.Split(b.String(), "\n") {
		if !isBlank(l) {
			return separator(cleanText(l), fold(cleanText(l))) != notSeparator
		}
	}
	return false
}

// holdsBlockquote tells a blockquote, alone or in wrappers.
func holdsBlockquote(n *node, depth int) bool {
	if n.tag == atom.Blockquote {
		return true
	}
	for c := n.first; c != nil && depth > 0; c = c.next {
		if holdsBlockquote(c, depth-1) {
			return true
		}
	}
	return false
}

// headerLabels counts lines of a header block in the text below n.
func headerLabels(n *node) int {
	var b strings.Builder
	gatherText(n, &b, 600)
	found := 0
	for _, l := range strings.Split(b.String(), "\n") {
		if kind, _ := headerLabel(l); kind != 0 {
			found++
		}
	}
	return found
}

func gatherText(n *node, b *strings.Builder, limit int) {
	for c := n.first; c != nil && b.Len() < limit; c = c.next {
		switch {
		case c.isText:
			b.WriteString(strings.ReplaceAll(c.text, "\n", " "))
		case c.tag == atom.Br:
			b.WriteByte('\n')
		default:
			gatherText(c, b, limit)
			if isBlock(c.tag) {
				b.WriteByte('\n')
			}
		}
	}
}

// words takes the text of a node: white space folds to one blank, except in <pre>.
func (w *htmlWalk) words(s string) {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '\n' && w.pre > 0:
			w.breakLine()
			i++
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f':
			if w.pre > 0 && c != '\r' {
				w.text.WriteByte(c)
			} else {
				w.space = true
			}
			i++
		default:
			j := i + 1
			for j < len(s) && s[j] > ' ' {
				j++
			}
			if w.space && w.text.Len() > 0 {
				w.text.WriteByte(' ')
			}
			w.space = false
			w.text.WriteString(s[i:j])
			i = j
		}
	}
}

// breakLine ends the line even if it is empty.
func (w *htmlWalk) breakLine() {
	if w.text.Len() == 0 {
		w.push(Line{Zone: w.zone, Why: w.why})
		return
	}
	w.endLine()
}

// endLine ends the line if there is something on it.
func (w *htmlWalk) endLine() {
	w.space = false
	if w.text.Len() == 0 {
		return
	}
	text := strings.TrimRight(cleanText(w.text.String()), " ")
	w.text.Reset()
	l := Line{Text: text, Zone: w.zone, Why: w.why, Links: w.links}
	w.links = nil
	if len(l.Text) > MaxLine {
		l.Text = strings.ToValidUTF8(l.Text[:MaxLine], "")
		w.r.limits["limit-line"] = true
	}
	w.push(l)
}

func (w *htmlWalk) push(l Line) {
	w.lines = append(w.lines, l)
}

// gap leaves an empty line after a paragraph with margins, once.
func (w *htmlWalk) gap() {
	if n := len(w.lines); n > 0 && w.cells == 0 && !isBlank(w.lines[n-1].Text) {
		w.push(Line{Zone: w.zone, Why: w.why})
	}
}

// hasMargin tells a block below which a program leaves room. Word's paragraphs are lines.
func hasMargin(n *node) bool {
	switch n.tag {
	case atom.P:
		if n.attrs == nil {
			return true
		}
		style := squeeze(n.attrs.style)
		return !strings.HasPrefix(n.attrs.class, "mso") && !strings.HasPrefix(n.attrs.class, "x_mso") &&
			!strings.Contains(style, "margin:0") && !strings.Contains(style, "margin-bottom:0") && !strings.Contains(style, "margin-top:0")
	case atom.Ul, atom.Ol, atom.Table, atom.Blockquote, atom.H1, atom.H2, atom.H3, atom.H4:
		return true
	}
	return false
}

func (w *htmlWalk) link(n *node) {
	if addr := mailtoAddress(n.attrs.href); addr != "" && len(w.links) < 20 {
		w.links = append(w.links, addr)
	}
	w.children(n)
}

func (w *htmlWalk) image(n *node) {
	if n.attrs == nil || w.zone != Own && w.zone != Signature {
		return
	}
	if alt := strings.TrimSpace(cleanText(n.attrs.alt)); alt != "" && len(w.r.logos) < 50 {
		w.r.logos = append(w.r.logos, alt)
	}
}

// row reads a table row. Where at least two cells hold one line each it becomes one line with Cells; a row that only lays
// out the page gives its cells' lines one after the other.
func (w *htmlWalk) row(n *node) {
	w.endLine()
	start := len(w.lines)
	zone, why := w.zone, w.why
	var ends []int
	w.cells++
	for c := n.first; c != nil; c = c.next {
		w.node(c)
		w.endLine()
		ends = append(ends, len(w.lines))
	}
	w.cells--
	if w.zone == zone {
		w.joinRow(start, ends, zone, why)
	}
}

func (w *htmlWalk) joinRow(start int, ends []int, zone Zone, why string) {
	var cells, links []string
	from := start
	for _, end := range ends {
		text := ""
		for _, l := range w.lines[from:end] {
			if isBlank(l.Text) {
				continue
			}
			if text != "" || l.Zone != zone || l.Cells != nil {
				return
			}
			text = strings.TrimSpace(l.Text)
			links = append(links, l.Links...)
		}
		if from = end; text != "" {
			cells = append(cells, text)
		}
	}
	if len(cells) < 2 {
		return
	}
	w.lines = append(w.lines[:start], Line{Text: strings.Join(cells, "\t"), Zone: zone, Why: why, Cells: cells, Links: links})
}

// hiddenClasses finds classes that a style sheet hides, outside of @media blocks.
func hiddenClasses(css string) map[string]bool {
	var out map[string]bool
	depth := 0
	for len(css) > 0 {
		i := strings.IndexAny(css, "{}")
		if i < 0 {
			break
		}
		selector := css[:i]
		if css[i] == '}' {
			depth = max(0, depth-1)
			css = css[i+1:]
			continue
		}
		css = css[i+1:]
		if strings.Contains(selector, "@") {
			depth++
			continue
		}
		end := strings.IndexByte(css, '}')
		if end < 0 {
			break
		}
		if depth == 0 && hidesStyle(strings.ToLower(css[:end])) {
			out = addClasses(out, selector)
		}
		css = css[end+1:]
	}
	return out
}

func addClasses(out map[string]bool, selector string) map[string]bool {
	for _, s := range strings.Split(selector, ",") {
		s = strings.ToLower(strings.TrimSpace(s))
		if i := strings.IndexByte(s, '.'); i >= 0 && !strings.ContainsAny(s, " :>+~[") && len(s) > i+1 {
			if out == nil {
				out = map[string]bool{}
			}
			out[s[i+1:]] = true
		}
	}
	return out
}

func (w *htmlWalk) hiddenByClass(n *node) bool {
	if len(w.classes) == 0 || n.attrs == nil || n.attrs.class == "" {
		return false
	}
	for _, c := range strings.Fields(n.attrs.class) {
		if w.classes[c] {
			return true
		}
	}
	return false
}
