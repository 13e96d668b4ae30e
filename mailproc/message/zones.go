package message

import "strings"

// zoner puts each line of a text into its zone. Lines that HTML marks have placed already stay as they are and serve as
// context: a quoted node below an attribution is the same evidence as lines with ">".
type zoner struct {
	lines   []Line
	forward bool     // the subject says that the message passes something on
	by      *Message // whose authors are known: what they write of themselves is no quotation
	budget  *budget

	folds     []string // the lines folded, as far as they were asked for
	encrypted bool     // armour of an encrypted message was found
}

// zones places every line. The order of the rules matters: what is quoted is found before what is a signature, so that
// somebody else's signature is never taken for the author's.
func (r *reader) zones(lines []Line) {
	z := &zoner{lines: lines, forward: isForwardSubject(r.m.Subject), by: r.m, budget: r.budget}
	z.armor()
	z.prefixes()
	z.breaks()
	z.blockquotes()
	z.wrappedQuotes()
	z.forwards()
	z.footers()
	z.signature()
	z.mobiles()
	z.disclaimers()
	if z.encrypted {
		r.m.trouble("encrypted", "pgp")
	}
}

// own tells a line that no rule has placed yet.
func (z *zoner) own(i int) bool { return i >= 0 && i < len(z.lines) && z.lines[i].Zone == Own }

// others tells a line that is somebody else's words.
func (z *zoner) others(i int) bool {
	return i >= 0 && i < len(z.lines) && (z.lines[i].Zone == Quoted || z.lines[i].Zone == Forwarded)
}

func (z *zoner) blank(i int) bool { return isBlank(z.lines[i].Text) }

func (z *zoner) set(i int, zone Zone, why string) {
	z.lines[i].Zone, z.lines[i].Why = zone, why
}

// fold gives line i folded.
func (z *zoner) fold(i int) string {
	if z.folds == nil {
		z.folds = make([]string, len(z.lines))
	}
	if z.folds[i] == "" {
		z.folds[i] = fold(z.lines[i].Text)
	}
	return z.folds[i]
}

// next is the index of the first line from i on that is not blank; len(lines) where there is none.
func (z *zoner) next(i int) int {
	for i < len(z.lines) && z.blank(i) {
		i++
	}
	return i
}

// prefixes places lines that begin with quote marks.
func (z *zoner) prefixes() {
	initials := z.initials()
	for i := range z.lines {
		if !z.own(i) {
			continue
		}
		text := strings.TrimLeft(z.lines[i].Text, " \t\u3000")
		switch {
		case text == "":
		case text[0] == '>' || strings.HasPrefix(text, "＞"):
			if !z.escapedFrom(i, text) && !isGroupWise(text) && !dressed(text) {
				z.set(i, Quoted, "gt-prefix")
			}
		case initials != "" && strings.HasPrefix(text, initials):
			z.set(i, Quoted, "initials-prefix")
		}
	}
}

// dressed tells a line that is set between signs on both sides (">> Yes <<"): an ornament, no quotation.
func dressed(text string) bool {
	inner := strings.TrimLeft(text, "> ")
	bare := strings.TrimRight(inner, "< ")
	return bare != "" && strings.Count(text[:len(text)-len(inner)], ">") == strings.Count(inner[len(bare):], "<")
}

// escapedFrom tells a line that an mbox writer escaped: ">From " with no quoted neighbour.
func (z *zoner) escapedFrom(i int, text string) bool {
	if !strings.HasPrefix(text, ">From ") {
		return false
	}
	near := func(j int) bool {
		return j >= 0 && j < len(z.lines) && strings.HasPrefix(strings.TrimSpace(z.lines[j].Text), ">")
	}
	return !near(i-1) && !near(i+1)
}

// initials finds the "AB> " that some programs put before each quoted line: the same at least twice.
func (z *zoner) initials() string {
	count := map[string]int{}
	for i := range z.lines {
		text := strings.TrimLeft(z.lines[i].Text, " ")
		end := strings.IndexByte(text[:min(len(text), 12)], '>')
		if end < 1 || end > 8 || !isInitials(text[:end]) || end+1 < len(text) && text[end+1] != ' ' && text[end+1] != '>' {
			continue
		}
		if count[text[:end+1]]++; count[text[:end+1]] == 2 {
			return text[:end+1]
		}
	}
	return ""
}

func isInitials(s string) bool {
	for _, r := range s {
		if r < 'A' || r > 'Z' && r < 0xc0 || r == 0xd7 {
			return false
		}
	}
	return true
}

// breaks finds attributions, header blocks and separators among the author's lines, and places what they announce.
func (z *zoner) breaks() {
	for i := 0; i < len(z.lines); i++ {
		if !z.own(i) || z.blank(i) || !z.budget.spend(400+4*len(z.lines[i].Text)) {
			continue
		}
		from, to, zone, why := z.breakAt(i)
		if why == "" {
			continue
		}
		for j := from; j <= to; j++ {
			z.set(j, Attribution, why)
		}
		z.below(to+1, zone, why)
		i = to
	}
}

// breakAt tells whether a break ends (an attribution) or begins (a block, a separator) at line i: its first and last line,
// and the zone of what it announces.
func (z *zoner) breakAt(i int) (from, to int, zone Zone, why string) {
	text := z.lines[i].Text
	if kind := separator(text, z.fold(i)); kind != notSeparator {
		zone = z.kindOf(kind)
		return i, max(i, z.headerBlockEnd(z.next(i+1), 2)), zone, "separator"
	}
	if end := z.headerBlockEnd(i, 3); end >= i {
		return z.ruleAbove(i), end, z.kindOf(originalMessage), "header-block"
	}
	if end := z.machineMade(i); end >= i {
		return z.ruleAbove(i), end, z.kindOf(originalMessage), "header-block"
	}
	if z.loneSender(i) {
		return i, i, Forwarded, "header-line"
	}
	if headerLine(text, z.fold(i)) {
		return z.ruleAbove(i), i, z.kindOf(originalMessage), "header-line"
	}
	if end := z.lotusEnd(i); end >= i {
		return i, end, z.kindOf(originalMessage), "lotus-block"
	}
	if isGroupWise(strings.TrimLeft(text, " ")) {
		return i, z.groupWiseEnd(i), Quoted, "groupwise"
	}
	if start, ok := z.attribution(i); ok {
		return start, i, Quoted, "attribution"
	}
	return 0, 0, Own, ""
}

// kindOf gives the zone below a separator or block.
func (z *zoner) kindOf(kind separatorKind) Zone {
	if kind == forwardedMessage || z.forward {
		return Forwarded
	}
	return Quoted
}

// ruleAbove takes in a line of dashes or underscores right above a header block.
func (z *zoner) ruleAbove(i int) int {
	j := i - 1
	for j >= 0 && j >= i-2 && z.blank(j) {
		j--
	}
	if j >= 0 && z.own(j) && isRule(z.lines[j].Text) {
		return j
	}
	return i
}

// isRule tells a line drawn of dashes, underscores, stars or the like.
func isRule(s string) bool {
	s = strings.TrimSpace(s)
	return len(s) >= 3 && strings.Trim(s, "-_=*~.─━—–") == ""
}

// below places what a break announces. Lines with quote marks (or quoted nodes) right below it: only those. Nothing marked:
// all the rest.
func (z *zoner) below(i int, zone Zone, why string) {
	first := z.next(i)
	if first >= len(z.lines) {
		return
	}
	if z.others(first) || z.lines[first].Zone == Attribution {
		z.recast(first, zone)
		return
	}
	if z.lines[first].Why == "blockquote" {
		for j := first; j < len(z.lines) && (z.lines[j].Why == "blockquote" || z.blank(j) && z.own(j)); j++ {
			z.set(j, zone, why)
		}
		return
	}
	for j := i; j < len(z.lines); j++ {
		if z.lines[j].Zone == Own || z.lines[j].Zone == Signature || z.lines[j].Zone == Mobile || z.lines[j].Zone == Quoted {
			z.set(j, zone, "below-"+why)
		}
	}
}

// recast turns the quoted lines that follow a forwarding separator into forwarded ones.
func (z *zoner) recast(i int, zone Zone) {
	if zone != Forwarded {
		return
	}
	for ; i < len(z.lines) && (z.lines[i].Zone != Own || z.blank(i)); i++ {
		if z.lines[i].Zone == Quoted {
			z.lines[i].Zone = Forwarded
		}
	}
}

// blockquotes settles HTML blockquotes that nothing announced: an indent is the author's.
func (z *zoner) blockquotes() {
	for i := range z.lines {
		if z.lines[i].Why == "blockquote" && z.lines[i].Zone == Own {
			z.lines[i].Why = "indent"
		}
	}
}

// wrappedQuotes takes back single lines that a program broke off quoted ones: "> a long line" / "rest" / "> next".
func (z *zoner) wrappedQuotes() {
	for i := 1; i+1 < len(z.lines); i++ {
		if !z.own(i) || z.blank(i) || !z.others(i-1) || !z.others(i+1) {
			continue
		}
		above, rest := strings.TrimRight(z.lines[i-1].Text, " "), z.lines[i].Text
		if z.lines[i-1].Why == "gt-prefix" && z.lines[i+1].Why == "gt-prefix" && len(above) >= 60 && len(rest) < len(above)/2+10 &&
			!strings.ContainsAny(above[len(above)-1:], ".!?:;") {
			z.set(i, Quoted, "wrapped-quote")
		}
	}
}

// forwards recasts what HTML marks placed as quoted, where the subject says that the message passes something on.
func (z *zoner) forwards() {
	if !z.forward {
		return
	}
	for i := range z.lines {
		if z.lines[i].Zone != Quoted {
			continue
		}
		switch z.lines[i].Why {
		case "outlook-reply", "outlook-rule", "outlook-mobile", "outlook-mac", "zimbra-divider", "zimbra-quote", "gmx", "proton", "yahoo", "zoho", "netease":
			z.lines[i].Zone = Forwarded
		}
	}
}

// signature places what stands below "-- ", up to what is not the author's any more.
func (z *zoner) signature() {
	written := false // the author wrote something above
	for i := 0; i < len(z.lines); i++ {
		if !z.own(i) {
			continue
		}
		if !isSignatureMark(z.lines[i].Text) {
			written = written || !z.blank(i)
			continue
		}
		if !written || !z.signs(i) {
			continue
		}
		for ; z.own(i) || i < len(z.lines) && z.lines[i].Zone == Signature; i++ {
			if z.lines[i].Zone == Own && postscripts.begins(z.fold(i)) {
				break
			}
			z.set(i, Signature, "dash-dash")
		}
	}
}

// maxSignature is the most lines that stand below a mark without its blank ("--") in a signature.
const maxSignature = 15

// signs tells a mark that begins a signature. "-- " with its blank does (RFC 3676 section 4.3); "--" may also be a line that
// its author drew between paragraphs: then prose follows it.
func (z *zoner) signs(i int) bool {
	if strings.HasSuffix(z.lines[i].Text, "-- ") {
		return true
	}
	lines := 0
	for j := i + 1; z.own(j); j++ {
		if z.blank(j) {
			continue
		}
		text := strings.TrimRight(z.lines[j].Text, " ")
		if lines++; lines > maxSignature || lines == 1 && strings.Count(text, " ") >= 7 && strings.ContainsAny(text[len(text)-1:], ".!?") {
			return false
		}
	}
	return true
}

func isSignatureMark(s string) bool {
	switch strings.TrimRight(s, " \t") {
	case "--", "- --", "—":
		return true
	}
	return false
}
