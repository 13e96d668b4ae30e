package message

import (
	"strings"
	"unicode/utf8"
)

// splitBar cuts a table row at "|", each piece trimmed; empty ones are left out.
func splitBar(s string) []string {
	var out []string
	for _, p := range strings.Split(s, "|") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// maxMobileLine is the longest line in characters, maxMobileWords the most words, that an app adds; longer ones are prose.
const (
	maxMobileLine  = 110
	maxMobileWords = 13
)

// isMobileLine tells what phones and apps add under a message: an opening or ending of the table, and a device or program,
// on a short line of its own; f is folded.
func isMobileLine(f string) bool {
	if len(f) > 3*maxMobileLine || f == "" {
		return false
	}
	f = strings.Trim(f, " .!※*-_~|>«»\"")
	if utf8.RuneCountInString(f) > maxMobileLine || strings.Count(f, " ") >= maxMobileWords {
		return false
	}
	if appLines.begins(f) {
		return true
	}
	if strings.ContainsAny(f, ",;") || !mobileShape(f) {
		return false
	}
	return devices.within(f)
}

func mobileShape(f string) bool {
	if mobileOpenings.begins(f) {
		return true
	}
	for _, e := range mobileEndings {
		if strings.HasSuffix(f, e) {
			return true
		}
	}
	return false
}

// mobiles places the lines that phones and apps add.
func (z *zoner) mobiles() {
	for i := range z.lines {
		if (z.own(i) || z.lines[i].Zone == Signature) && isMobileLine(z.fold(i)) {
			z.set(i, Mobile, "mobile-line")
		}
	}
}

// disclaimers places legal boilerplate and gateways' banners, paragraph by paragraph; inside one, from the line that opens it.
func (z *zoner) disclaimers() {
	for i := 0; i < len(z.lines); i++ {
		if !z.plainly(i) {
			continue
		}
		end := i
		for end < len(z.lines) && z.plainly(end) {
			end++
		}
		if from := z.disclaimer(i, end); from < end {
			for j := from; j < end; j++ {
				z.set(j, Disclaimer, "disclaimer")
			}
		}
		i = end
	}
}

// plainly tells a line with text that is the author's, or in a signature.
func (z *zoner) plainly(i int) bool {
	return !z.blank(i) && (z.lines[i].Zone == Own || z.lines[i].Zone == Signature)
}

// disclaimer gives the line of the paragraph [from,to) at which boilerplate begins; to where there is none. Some openings
// prove it alone, others ("this message …") only with the words of the trade below them.
func (z *zoner) disclaimer(from, to int) int {
	for i := from; i < to; i++ {
		if !z.budget.spend(1000) {
			return to
		}
		f := strings.TrimLeft(z.fold(i), "*_-#=[(~!>«\"' ")
		if noticeOpenings.begins(f) {
			return i
		}
		if disclaimerOpenings.begins(f) && z.trade(i, to) >= 2 {
			return i
		}
	}
	if z.count(from, to) >= 25 && z.trade(from, to) >= 4 {
		return from
	}
	return to
}

// trade counts different words of the trade in lines [from,to), four at most.
func (z *zoner) trade(from, to int) int {
	var b strings.Builder
	for i := from; i < to && b.Len() < 4000; i++ {
		b.WriteString(z.fold(i))
		b.WriteByte(' ')
	}
	z.budget.spend(20 * b.Len())
	return disclaimerWords.distinct(b.String(), 4)
}

// count gives the words of lines [from,to), about.
func (z *zoner) count(from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		n += 1 + strings.Count(z.fold(i), " ")
	}
	return n
}

// footers places what list software adds: a rule with the list's address below it, or its own sentences, to the end.
func (z *zoner) footers() {
	for i := range z.lines {
		if !z.own(i) || z.blank(i) || len(z.lines[i].Text) > 400 {
			continue
		}
		f := strings.TrimLeft(z.fold(i), "-_=~*| ")
		switch {
		case isRule(z.lines[i].Text) && len(z.lines[i].Text) >= 20 && z.listBelow(i+1), footerOpenings.begins(f):
			from := i
			for from > 0 && z.own(from-1) && (z.blank(from-1) || isSignatureMark(z.lines[from-1].Text)) {
				from-- // the "-- " above it is the list's
			}
			for j := from; j < len(z.lines); j++ {
				if z.own(j) {
					z.set(j, ListFooter, "list-footer")
				}
			}
			return
		}
	}
}

// listBelow tells whether the next few lines name a list.
func (z *zoner) listBelow(i int) bool {
	for j := i; j < i+4 && j < len(z.lines) && z.own(j); j++ {
		f := z.fold(j)
		for _, w := range listWords {
			if strings.Contains(f, w) {
				return true
			}
		}
	}
	return false
}

const (
	pgpSigned    = "-----BEGIN PGP SIGNED MESSAGE-----"
	pgpSignature = "-----BEGIN PGP SIGNATURE-----"
	pgpMessage   = "-----BEGIN PGP MESSAGE-----"
)

// armor reads OpenPGP's clear-signed text through (RFC 9580 section 7): the armour is nobody's words, dash escaping is undone.
func (z *zoner) armor() {
	signed := false
	for i := 0; i < len(z.lines); i++ {
		if !z.own(i) || !strings.HasPrefix(z.lines[i].Text, "-") {
			continue
		}
		switch text := strings.TrimRight(z.lines[i].Text, " "); {
		case text == pgpSigned:
			signed = true
			for ; i < len(z.lines) && !z.blank(i); i++ {
				z.set(i, Disclaimer, "pgp-armor")
			}
		case text == pgpMessage:
			z.encrypted = true
			i = z.armorTo(i, "-----END PGP MESSAGE-----")
		case text == pgpSignature:
			i = z.armorTo(i, "-----END PGP SIGNATURE-----")
		case text == "-----BEGIN PGP PUBLIC KEY BLOCK-----":
			i = z.armorTo(i, "-----END PGP PUBLIC KEY BLOCK-----")
		case signed && strings.HasPrefix(text, "- "):
			z.lines[i].Text = z.lines[i].Text[2:]
		}
	}
}

func (z *zoner) armorTo(i int, end string) int {
	for ; i < len(z.lines); i++ {
		z.set(i, Disclaimer, "pgp-armor")
		if strings.HasPrefix(z.lines[i].Text, end) {
			break
		}
	}
	return i
}
