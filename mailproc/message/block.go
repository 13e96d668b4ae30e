package message

import "strings"

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
	seen, last, proof := labelKind(0), -1, false
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
		proof = proof || kind != labelSubject && (holdsAddress(f) || (kind&labelDate != 0 && (holdsTime(f) || holdsDate(f))))
	}
	if count < least || !proof || seen&labelFrom == 0 && (least > 2 || seen&labelDate == 0) {
		return -1
	}
	return last
}

// headerLabel reads "Label: value" in any language, with any dress: stars, blanks before the colon, full-width colon.
func headerLabel(s string) (kind labelKind, value string) {
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

// lotusEnd tells the end of the block that Notes writes: a name, a date, then To, cc, Subject without a From. It begins at
// line i with the name.
func (z *zoner) lotusEnd(i int) int {
	if i+3 >= len(z.lines) || len(z.lines[i].Text) > 200 || !z.own(i) {
		return -1
	}
	if k, _ := headerLabel(z.lines[i].Text); k != 0 {
		return -1
	}
	date := i + 1
	if !z.own(date) || z.blank(date) {
		return -1
	}
	if len(z.lines[date].Text) > 100 || !strings.ContainsAny(z.lines[date].Text, "0123456789") {
		return -1
	}
	d := z.fold(date)
	if len(d) > 80 || !holdsDate(d) || !holdsTime(d) && !strings.Contains(d, "please respond to") {
		return -1
	}
	seen, last := labelKind(0), -1
	for j := date + 1; j < len(z.lines) && j < date+12 && z.own(j); j++ {
		kind, _ := headerLabel(z.lines[j].Text)
		if kind != 0 {
			seen |= kind
			last = j
		}
	}
	if seen&labelTo == 0 || seen&labelSubject == 0 {
		return -1
	}
	return last
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
		return notSeparator
	}
	if c := folded[0]; c >= 'a' && c <= 'z' { // nearly all lines
		if w := separatorWords[strings.TrimRight(folded, " :")]; w.bare {
			return w.kind
		}
		return notSeparator
	}
	const marks = "-_=*~<> \t─━—–＿－"
	core := strings.Trim(folded, marks)
	if core == "" {
		return notSeparator
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
	return notSeparator
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
