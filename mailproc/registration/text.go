package registration

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"takepart/mailproc/message"
)

// token is one word of the text that is searched, with what stands before it.
type token struct {
	text  string // plain
	skel  string // bare
	line  int    // index into the text's lines
	from  int    // byte range in that line
	to    int
	upper bool // written in capitals only
	begin bool // begins with a capital letter, or with a letter that has no case
	script
	gap gap // between the token before (or the beginning) and this one
}

// script is what kind of writing a word is in; Latin, Greek and Cyrillic are one, for they are mixed up by keyboards.
type script uint8

const (
	alphabetic script = iota
	arabic
	hebrew
	ideographic // Han, Kana, Hangul, Thai: words are not parted by spaces
	indic       // scripts of South Asia and the rest
)

// gap is what stands between two words.
type gap uint32

const (
	gapSpace    gap = 1 << iota
	gapNewline      // a line ends
	gapBlank        // an empty line, or lines that are not the author's
	gapStop         // . or its kin, before a space
	gapDot          // . without a space
	gapQuestion     // ?
	gapExclaim      // !
	gapSemi         // ;
	gapComma        // ,
	gapColon        // :
	gapDash         // a dash, or a hyphen between spaces
	gapHyphen       // a hyphen inside a word
	gapParen        // ( ) [ ]
	gapQuote        // any quotation mark
	gapApos         // an apostrophe
	gapDress        // * _ ~ = # and the like
	gapOpenQ        // ¿
	gapOther        // any other sign
	gapBullet       // • or a list mark at a line's beginning
)

const (
	gapSentence = gapStop | gapQuestion | gapExclaim | gapSemi | gapBlank
	gapClause   = gapComma | gapColon | gapDash | gapParen | gapOpenQ | gapBullet
)

// text is a run of lines that are searched together.
type text struct {
	lines  []message.Line
	tokens []token
	end    gap  // after the last token
	cut    bool // it goes on beyond maxWords
}

// maxWord is how much of a word is looked at, in bytes: spaced signs and dress apart no phrase is as long.
const maxWord = 256

// maxWords bounds what is read of a text: a letter of some 150 pages.
const maxWords = 60_000

// scan cuts lines into words. The lines need not follow one another: where they do not, an empty line is thought between.
func scan(lines []message.Line) *text {
	size := 0
	for _, l := range lines {
		size += len(l.Text)
	}
	t := &text{lines: lines, tokens: make([]token, 0, min(size/5, maxWords)+1)}
	var g gap
	for i, l := range lines {
		if i > 0 {
			g |= gapNewline
			if l.N != lines[i-1].N+1 {
				g |= gapBlank
			}
			if strings.TrimSpace(lines[i-1].Text) == "" {
				g |= gapBlank
			}
		}
		if len(t.tokens) >= maxWords {
			t.cut = true
			break
		}
		g = t.scanLine(i, l, g)
	}
	t.end = g
	return t
}

func (t *text) scanLine(n int, l message.Line, g gap) gap {
	s := l.Text
	foreign := l.Foreign
	for i := 0; i < len(s); {
		if len(foreign) > 0 && i >= foreign[0][0] {
			if foreign[0][1] > i {
				i = foreign[0][1]
				g |= gapBlank
			}
			foreign = foreign[1:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if wordRune(r) {
			if len(t.tokens) >= maxWords {
				t.cut = true
				return g
			}
			to := wordEnd(s, i)
			t.add(n, i, to, g)
			g, i = 0, to
			continue
		}
		g |= gapOf(s, i, r, size)
		i += size
	}
	return g
}

// add takes the word s[from:to] of line n.
func (t *text) add(n, from, to int, g gap) {
	word := cut(t.lines[n].Text[from:to], maxWord)
	p := plain(word)
	if p == "" {
		return
	}
	first, _ := utf8.DecodeRuneInString(word)
	t.tokens = append(t.tokens, token{
		text: p, skel: bare(p), line: n, from: from, to: to, gap: g,
		upper: !strings.ContainsFunc(word, unicode.IsLower), begin: !unicode.IsLower(first), script: scriptOf(first),
	})
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// wordEnd gives the end of the word that begins at i: letters, marks and figures of one script, and what is invisible among them.
func wordEnd(s string, i int) int {
	first, size := utf8.DecodeRuneInString(s[i:])
	kind, end := scriptOf(first), i+size
	for kind == alphabetic && end < len(s) && s[end] < utf8.RuneSelf && wordRune(rune(s[end])) {
		end++
	}
	for j := end; j < len(s); {
		r, size := utf8.DecodeRuneInString(s[j:])
		j += size
		if r >= utf8.RuneSelf && invisible(r) {
			continue
		}
		if !wordRune(r) || !unicode.IsMark(r) && scriptOf(r) != kind {
			break
		}
		end = j
	}
	return end
}

func scriptOf(r rune) script {
	switch {
	case r < 0x590, 0x1D00 <= r && r <= 0x1FFF, 0x2100 <= r && r <= 0x24FF, 0xFB00 <= r && r <= 0xFB17, 0x1D400 <= r && r <= 0x1D7FF,
		0xFF10 <= r && r <= 0xFF5A, 0xA640 <= r && r <= 0xABFF:
		return alphabetic
	case r < 0x600, 0xFB1D <= r && r <= 0xFB4F:
		return hebrew
	case r < 0x780, 0x8A0 <= r && r <= 0x8FF, 0xFB50 <= r && r <= 0xFEFC:
		return arabic
	case 0xE00 <= r && r < 0xE80, 0x1100 <= r && r < 0x1200, 0x2E80 <= r && r < 0xA4D0, 0xAC00 <= r && r < 0xD7B0, 0xF900 <= r && r < 0xFB00,
		0xFF66 <= r && r < 0xFFDD, r >= 0x20000:
		return ideographic
	}
	return indic
}

// gapOf classes the sign r that stands at s[i:].
func gapOf(s string, i int, r rune, size int) gap {
	if r == '\t' { // between cells of a table's row
		return gapSpace | gapDash
	}
	if r == ' ' || unicode.IsSpace(r) {
		return gapSpace
	}
	if g, ok := signs[r]; ok {
		if g == gapStop && !spaceOrEnd(s, i+size) && r == '.' {
			return gapDot
		}
		if r == '-' {
			return hyphen(s, i, size)
		}
		return g
	}
	if invisible(r) {
		return 0
	}
	return gapOther
}

func hyphen(s string, i, size int) gap {
	before := i == 0 || s[i-1] == ' ' || s[i-1] == '-'
	if i == 0 && strings.HasPrefix(s[i+size:], " ") {
		return gapBullet
	}
	if before && spaceOrEnd(s, i+size) || strings.HasPrefix(s[i+size:], "-") {
		return gapDash
	}
	return gapHyphen
}

func spaceOrEnd(s string, i int) bool {
	if i >= len(s) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsSpace(r) || signs[r]&(gapQuote|gapParen|gapDress|gapStop|gapExclaim|gapQuestion) != 0
}

var signs = signTable(map[gap]string{
	gapStop: ".…。｡।۔։።", gapQuestion: "?？؟⁇", gapExclaim: "!！¡‼", gapSemi: ";；؛", gapComma: ",，、،፣", gapColon: ":：",
	gapDash: "–—―‒", gapHyphen: "-‐‑−", gapParen: "()[]{}（）【】［］<>＜＞", gapQuote: "\"“”„‟«»‹›「」『』〝〞＂", gapApos: "'’‘‚`´ʼ＇",
	gapDress: "*_~=#|^+/\\·•", gapOpenQ: "¿", gapBullet: "▪■●○►▶→✓✔☑❖◆",
})

func signTable(m map[gap]string) map[rune]gap {
	t := map[rune]gap{}
	for g, list := range m {
		for _, r := range list {
			t[r] = g
		}
	}
	return t
}

// sentence gives the range of tokens of the sentence around token i.
func (t *text) sentence(i int) (from, to int) {
	from, to = i, i+1
	for from > 0 && i-from < maxReach && !t.sentenceBreak(from) {
		from--
	}
	for to < len(t.tokens) && to-i < maxReach && !t.sentenceBreak(to) {
		to++
	}
	return from, to
}

// maxReach bounds how far from the phrase its sentence is sought, in words.
const maxReach = 200

// sentenceBreak tells whether a sentence begins with token i.
func (t *text) sentenceBreak(i int) bool {
	if i == 0 {
		return true
	}
	g := t.tokens[i].gap
	if g&gapColon != 0 && g&(gapStop|gapQuestion|gapExclaim) == 0 {
		return g&gapNewline != 0 && t.labelBefore(i)
	}
	if g&gapSentence&^gapStop != 0 {
		return true
	}
	if g&gapStop != 0 {
		return !t.abbreviated(i - 1)
	}
	return g&gapNewline != 0 && t.lineBreak(i)
}

// labelBefore: "Email:" at the end of a line is a label and no announcement.
func (t *text) labelBefore(i int) bool {
	return i >= 2 && t.tokens[i-2].line != t.tokens[i-1].line && t.tokens[i].gap&gapBlank == 0 && !t.tokens[i-1].begin
}

// maxQuoted bounds how many lines a quotation in marks may have before and behind the one that is asked about.
const maxQuoted = 12

// inQuotedLines tells whether line n stands in a quotation of several lines: a mark opens one at the beginning of a line,
// and the next odd mark ends a line. One that goes on with a signature speaks for who signs it.
func (t *text) inQuotedLines(n int) bool {
	first, last, behind := n, n, 0
	for !oddMarks(t.lines[first].Text) || first == n && !startsQuoted(t.lines[n].Text) {
		if first--; first < 0 || n-first > maxQuoted {
			return false
		}
	}
	for !oddMarks(t.lines[last].Text) || last == first {
		if last++; last == len(t.lines) || behind > 2 {
			return false
		}
		if strings.TrimSpace(t.lines[last].Text) != "" {
			behind++
		}
	}
	return startsQuoted(t.lines[first].Text) && endsQuoted(t.lines[last].Text)
}

// oddMarks tells whether an odd number of quotation marks stands in a line.
func oddMarks(line string) bool {
	odd := false
	for _, r := range line {
		if signs[r]&gapQuote != 0 {
			odd = !odd
		}
	}
	return odd
}

// startsQuoted tells whether a line begins with a quotation mark.
func startsQuoted(line string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(line))
	return signs[r]&gapQuote != 0
}

// endsQuoted tells whether a line ends with one; a stop may stand behind it.
func endsQuoted(line string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, ".,;! "))
	return signs[r]&gapQuote != 0
}

// abbreviated tells whether the stop after token i belongs to an ordinal or a short form.
func (t *text) abbreviated(i int) bool {
	w := t.tokens[i]
	if w.script != alphabetic || t.tokens[i+1].gap&(gapBlank|gapNewline) != 0 {
		return false
	}
	if w.text[len(w.text)-1] <= '9' && w.text[0] <= '9' {
		return !t.tokens[i+1].begin || len(w.text) <= 2
	}
	return len(w.text) == 1 && w.text != "i" || shortForms[w.text]
}

// lineBreak tells whether the line's end before token i ends a sentence: lines that were not filled end one, unless
// the next goes on in lower case, or the line before plainly goes on.
func (t *text) lineBreak(i int) bool {
	w, before := t.tokens[i], t.tokens[i-1]
	if w.gap&(gapComma|gapDash) != 0 && w.gap&gapBullet == 0 && before.line+1 == w.line && !w.begin {
		return false
	}
	if w.gap&gapBullet != 0 {
		return true
	}
	if t.lines[before.line].Flow {
		return false
	}
	if w.script == alphabetic && !w.begin || t.runsOn(i) {
		return false
	}
	return len([]rune(t.lines[before.line].Text)) < filled
}

// runsOn tells whether the line that begins with token i goes on, in lower case, on the next: it then is the middle of a
// sentence ("by writing / I TAKE PART / to the address below").
func (t *text) runsOn(i int) bool {
	for j := i + 1; j < min(i+12, len(t.tokens)); j++ {
		w := t.tokens[j]
		if w.line != t.tokens[i].line {
			return w.script == alphabetic && !w.begin && w.gap&(gapSentence|gapBullet) == 0
		}
	}
	return false
}

// filled is the length from which a line is taken for one that was broken because it was full.
const filled = 52

// quoteText gives the source text of tokens [from,to), lines joined by spaces, at most 300 bytes.
func (t *text) quoteText(from, to int) string {
	if from >= to {
		return ""
	}
	var b strings.Builder
	for n := t.tokens[from].line; n <= t.tokens[to-1].line && b.Len() < 300; n++ {
		s := t.lines[n].Text
		if n == t.tokens[to-1].line {
			s = s[:t.tokens[to-1].to]
		}
		if n == t.tokens[from].line {
			s = s[t.tokens[from].from:]
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.TrimSpace(s))
	}
	return cut(b.String(), 300)
}

func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
