package registration

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"takepart/mailproc/message"
)

// Bounds of what counts as a paragraph of running text.
const (
	fullLine   = 45 // runes: a line that long was broken by a mail program, so that the next goes on with it
	proseWords = 20 // words
	noteWords  = 9  // words of a short paragraph that is told by its small letters alone
)

// runningLines finds the lines of paragraphs: line by line, the middle of a sentence may look like a title or a name.
func (v *vocab) runningLines(lines []*message.Line) map[int]bool {
	running := map[int]bool{}
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && goesOnBelow(lines[to-1], lines[to]) {
			to++
		}
		if v.isParagraph(lines[from:to]) {
			for _, l := range lines[from:to] {
				running[l.N] = true
			}
		}
		from = to
	}
	return running
}

func goesOnBelow(a, b *message.Line) bool {
	return b.N == a.N+1 && a.Zone == message.Own && b.Zone == message.Own && a.Cells == nil && b.Cells == nil && strings.TrimSpace(b.Text) != "" &&
		(a.Flow || utf8.RuneCountInString(a.Text) >= fullLine)
}

// isParagraph tells running text by what no signature has together: many words, most of them small, and ends of sentences.
func (v *vocab) isParagraph(lines []*message.Line) bool {
	if !slices.ContainsFunc(lines, func(l *message.Line) bool { return strings.ContainsAny(l.Text, sentenceEnds) }) {
		return false
	}
	first, words, small, ends := "", 0, 0, 0
	for i, l := range lines {
		fields := strings.Fields(l.Text)
		for j, w := range fields {
			if words++; words == 1 {
				first = w
			}
			if lowerStart(strings.TrimLeft(w, "\"'«“„(")) {
				small++
			}
			if endsSentence(w) && (j+1 < len(fields) || i+1 == len(lines)) {
				ends++
			}
		}
	}
	if words >= proseWords && ends >= 2 && small*100 >= words*65 {
		return true
	}
	return words >= noteWords && ends >= 1 && small*100 >= words*80 && v.marks(clean(first))&anyRole == 0
}

const sentenceEnds = ".!?…"

// endsSentence tells "together." from "Dr." and "a.i.".
func endsSentence(w string) bool {
	bare := strings.TrimRight(w, sentenceEnds)
	return bare != w && utf8.RuneCountInString(bare) > 3 && !strings.Contains(bare, ".") && !strings.ContainsFunc(bare, unicode.IsDigit)
}

// markRunning calls the pieces of paragraphs running text, but for a sentence that begins with a name.
func (v *vocab) markRunning(ps []piece, running map[int]bool) {
	for i := range ps {
		p := &ps[i]
		if p.kind != textPiece || !running[p.n] {
			continue
		}
		if head, _, ok := strings.Cut(p.text, ","); ok && v.maybeName(head) {
			continue
		}
		p.kind = prosePiece
	}
}

// signedNames makes names of what looked like greetings: "Madame Traoré" without a comma, below what the letter says.
func (v *vocab) signedNames(ps []piece) {
	said := false
	for i := range ps {
		p := &ps[i]
		switch p.kind {
		case prosePiece, closingPiece:
			said = true
		case greetingPiece:
			if !said && !(i+1 < len(ps) && ps[i+1].kind == textPiece && v.weigh(ps[i+1].text) == roleSeg) || strings.ContainsAny(p.text[len(p.text)-1:], ",:!") || strings.HasSuffix(p.text, "،") {
				continue
			}
			if n, ok := v.parseName(p.text, nameHints{}); ok && n.honoured {
				p.kind = textPiece
			}
		}
	}
}
