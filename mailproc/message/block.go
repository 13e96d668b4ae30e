package message

import (
	"slices"
	"strings"
)

// headerBlockEnd tells where a header block that begins at line i ends (its last line); -1 where there is none. A block is
// at least `least` label lines of different kinds within few lines, among them who and when or what about, with an address
// or a date in it: a form that the author filled in ("De : … À : … Objet : …") has neither together.
func (z *zoner) headerBlockEnd(i, least int) int {
	if i < 0 || i >= len(z.lines) || !z.own(i) {
		return -1
	}
	kind, _ := headerLabel(z.lines[i].Text)
	if kind == 0 || kind == labelCc || kind == labelOther {
		return -1
	}
	seen, last := labelKind(0), -1
	proof, dated := false, false
	count, misses := 0, 0
	for j := i; j < len(z.lines) && misses < 3 && j < i+24; j++ {
		if !z.own(j) {
			break
		}
		if z.blank(j) {
			// HTML turned to text often leaves empty lines between the labels; two in a row end the block.
			if j+1 < len(z.lines) && z.blank(j+1) && count >= least {
				break
			}
			continue
		}
		kind, value := headerLabel(z.lines[j].Text)
		if kind == 0 {
			misses++ // a long list of recipients wraps
			continue
		}
		misses = 0
		if kind != labelOther && seen&kind == 0 {
			count++
		}
		seen |= kind
		last = j
		f := fold(value)
		proof = proof || kind != labelSubject && (holdsAddress(f) || holdsTime(f))
		dated = dated || kind&labelDate != 0 && holdsDate(f)
	}
	proof = proof || dated && count >= 4
	if count < least || !proof || seen&labelFrom == 0 && (least > 2 || seen&labelDate == 0) {
		return -1
	}
	return last
}

// machineMade tells where two labels end that a program wrote: a time to the second stands in the date.
func (z *zoner) machineMade(i int) int {
	kind, value := headerLabel(z.lines[i].Text)
	if kind&labelDate == 0 || !holdsSeconds(value) {
		return -1
	}
	return z.headerBlockEnd(i, 2)
}

// loneSender tells "From: Jane Doe <jane@org.example>" over a blank line, with nothing above it, of somebody else than the author.
func (z *zoner) loneSender(i int) bool {
	kind, value := headerLabel(z.lines[i].Text)
	if kind&labelFrom == 0 || !strings.HasSuffix(value, ">") || !holdsAddress(value) || z.byAuthor(value) || i+1 < len(z.lines) && !z.blank(i+1) {
		return false
	}
	for j := range i {
		if !z.blank(j) {
			return false
		}
	}
	return true
}

// byAuthor tells whether a text holds an address of the message's author.
func (z *zoner) byAuthor(text string) bool {
	text = strings.ToLower(text)
	theirs := func(a Address) bool { return a.Addr != "" && strings.Contains(text, strings.ToLower(a.Addr)) }
	return slices.ContainsFunc(z.by.From, theirs) || slices.ContainsFunc(z.by.ReplyTo, theirs)
}

// headerLine tells a header block whose labels came to stand on one line: it begins with who or when, goes on with the other
// and holds an address, a date and a time.
func headerLine(s, folded string) bool {
	seen, _ := headerLabel(s)
	if seen &= labelFrom | labelDate; seen == 0 || len(s) > maxAttribution || !holdsAddress(folded) || !holdsDate(folded) || !holdsTime(folded) {
		return false
	}
	for i, c := range folded {
		if c != ':' {
			continue
		}
		label := folded[strings.LastIndexByte(folded[:i], ' ')+1 : i]
		seen |= headerLabelTable[label] & (labelFrom | labelDate)
	}
	return seen == labelFrom|labelDate
}

// headerLabel reads "Label: value" in any language, with any dress: stars, blanks before the colon, full-width colon.
func headerLabel(s string) (kind labelKind, value string) {
	if strings.IndexByte(s, ':') < 0 && !strings.Contains(s, "：") { // nearly all lines
		return 0, ""
	}
	s = strings.TrimLeft(s, " \t*_|>\u3000•·")
	at := strings.IndexByte(s, ':')
	wide := strings.Index(s, "：")
	width := 1
	if wide >= 0 && (at < 0 || wide < at) {
		at, width = wide, len("：")
	}
	if at <= 0 || at > 60 {
		return 0, ""
	}
	label := fold(s[:at])
	return headerLabelTable[label], strings.TrimLeft(s[at+width:], " \t*_")
}

// lotusEnd tells the end of the block that Notes writes without a From: a name, a date on the same line or the next, then
// To, cc and Subject. It begins at line i with the name; -1 where there is none.
func (z *zoner) lotusEnd(i int) int {
	if i+3 >= len(z.lines) || len(z.lines[i].Text) > 200 || !z.own(i) {
		return -1
	}
	date := i
	if !z.lotusDate(date) {
		if k, _ := headerLabel(z.lines[i].Text); k != 0 {
			return -1
		}
		if date = i + 1; !z.own(date) || z.blank(date) || !z.lotusDate(date) {
			return -1
		}
	}
	seen, last := labelKind(0), -1
	for j := date + 1; j < len(z.lines) && j < date+12 && z.own(j); j++ {
		if kind, _ := headerLabel(z.lines[j].Text); kind != 0 {
			seen |= kind
			last = j
		}
	}
	if seen&labelTo == 0 || seen&labelSubject == 0 {
		return -1
	}
	return last
}

// lotusDate tells a short line with a date and a time that is neither a label nor a separator.
func (z *zoner) lotusDate(i int) bool {
	if len(z.lines[i].Text) > 160 || !hasDigit(z.lines[i].Text) {
		return false
	}
	d := z.fold(i)
	if !holdsDate(d) || !holdsTime(d) {
		return false
	}
	k, _ := headerLabel(d)
	return k == 0 && separator(d, d) == notSeparator
}

type separatorKind uint8

const (
	notSeparator separatorKind = iota
	originalMessage
	forwardedMessage
)

// separator reads "-----Original Message-----" in any language: words of the table between dashes, or words that need none.
// folded is the line folded.
func separator(s, folded string) separatorKind {
	if len(s) > 200 || folded == "" {
		return gluedSeparator(folded)
	}
	if c := folded[0]; c >= 'a' && c <= 'z' { // nearly all lines
		if w := separatorWords[strings.TrimRight(folded, " :")]; w.bare {
			return w.kind
		}
		if replyAbove.begins(folded) {
			return originalMessage
		}
		return notSeparator
	}
	const marks = "-_=*~<># \t─━—–＿－"
	core := strings.Trim(folded, marks)
	if core == "" {
		return notSeparator
	}
	if replyAbove.begins(core) { // within prose it is the author who speaks of the line
		return originalMessage
	}
	trimmed := strings.TrimSpace(s)
	dashed := len(trimmed)-len(strings.Trim(trimmed, marks)) >= 4 && strings.ContainsAny(trimmed, "-_=*~<─━—–")
	core = strings.TrimRight(core, " :")
	if w, ok := separatorWords[core]; ok && (dashed || w.bare) {
		return w.kind
	}
	if dashed && separatorOpenings.begins(core) {
		return forwardedMessage
	}
	return gluedSeparator(folded)
}

// gluedSeparator reads a separator that lost its line break: "-------- Original Message --------From: …".
func gluedSeparator(folded string) separatorKind {
	rest := strings.TrimLeft(folded, "-")
	if len(folded)-len(rest) < 2 {
		return notSeparator
	}
	words, after, ok := strings.Cut(rest, "--")
	if !ok || len(strings.Trim(after, "- ")) == 0 {
		return notSeparator
	}
	return separatorWords[strings.TrimSpace(words)].kind
}

// isForwardSubject tells whether the outermost prefix of a subject says that the message was passed on.
func isForwardSubject(s string) bool {
	s = fold(s)
	for strings.HasPrefix(s, "[") { // [list-tag]
		end := strings.IndexByte(s, ']')
		if end < 0 {
			break
		}
		s = strings.TrimLeft(s[end+1:], " ")
	}
	at := strings.IndexByte(s, ':')
	if at <= 0 {
		return false
	}
	return forwardPrefixes[strings.TrimRight(s[:at], " ")]
}
