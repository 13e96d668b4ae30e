package registration

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"takepart/mailproc/message"
)

// pieceKind is what one line, cell or sentence of the author is at first sight.
type pieceKind uint8

const (
	blankPiece    pieceKind = iota
	rulePiece               // "-----"
	junkPiece               // armour, boilerplate, pictures
	labelPiece              // "Title: …"
	closingPiece            // "Best regards"
	greetingPiece           // "Dear …"
	contactPiece            // address, telephone, links and nothing else
	postalPiece             // street, post box
	prosePiece              // running text
	textPiece               // anything else: where name, title and institution stand
)

// piece is one line of the author's, or one cell of a table, or one sentence of a line that holds several.
type piece struct {
	n        int    // Line.N
	text     string // cleaned: white space folded, decoration and addresses taken out
	kind     pieceKind
	zone     message.Zone
	row      int       // lines of a table have the same number > 0
	col      int       // which cell of its row
	mails    []address // addresses that stand in it
	label    labelKey
	value    string // of a label
	after    bool   // follows a closing on the same line
	quoted   bool   // stood in quotation marks
	bracket  bool   // the whole stood in brackets
	sentence int    // which sentence of its line
	glue     bool   // the next piece goes on with it (a soft line break)
	long     bool   // the line that it stands on is long
	cut      bool   // a phrase stood behind it

	words   []string // of text, as it was in wordsOf
	wordsOf string
}

// fields are the words of the piece's text, cut once.
func (p *piece) fields() []string {
	if p.words == nil || p.wordsOf != p.text {
		p.words, p.wordsOf = strings.Fields(p.text), p.text
	}
	return p.words
}

// Bounds of what is looked at, so that a text of a megabyte costs no more than a long letter.
const (
	headLines = 160 // own lines looked at from the first
	tailLines = 280 // and from the last
	maxPiece  = 400 // bytes of a line that are looked at; of longer ones the end
)

// pieces cuts the author's lines up.
func (v *vocab) pieces(m *message.Message, skip map[int]bool) []piece {
	var lines []*message.Line
	for _, l := range m.Author() {
		lines = append(lines, l)
	}
	if len(lines) > headLines+tailLines {
		lines = append(slices.Clone(lines[:headLines]), lines[len(lines)-tailLines:]...)
	}
	out := make([]piece, 0, len(lines)+8)
	row, last := 0, 0
	for _, l := range lines {
		if last != 0 && l.N != last+1 {
			out = append(out, piece{n: l.N, kind: blankPiece})
		}
		last = l.N
		if skip[l.N] {
			out = append(out, piece{n: l.N, kind: blankPiece})
			continue
		}
		if l.Cells != nil {
			row++
			out = append(out, v.cellPieces(l, row)...)
			continue
		}
		out = v.appendPieces(out, l)
	}
	v.markRunning(out, v.runningLines(lines))
	joinWrapped(out)
	v.signedNames(out)
	v.titlesGoOn(out)
	headedTables(out)
	v.bareLabels(out)
	v.joinLabels(out)
	return out
}

// joinWrapped puts the end of a one-line signature behind its beginning, where the line was cut at a small word.
func joinWrapped(ps []piece) {
	for i := 0; i+1 < len(ps); i++ {
		p, next := &ps[i], &ps[i+1]
		if p.kind != textPiece || next.kind != textPiece || p.row > 0 || next.n != p.n+1 || !strings.Contains(p.text, ",") || len(p.text) < 45 || !lowerStart(next.text) {
			continue
		}
		if last := strings.ToLower(p.text[strings.LastIndexByte(p.text, ' ')+1:]); prepositions[last] || articles[last] {
			p.text += " " + next.text
			p.mails = append(p.mails, next.mails...)
			next.kind, next.mails = junkPiece, nil
		}
	}
}

func (v *vocab) cellPieces(l *message.Line, row int) []piece {
	var out []piece
	for i, cell := range l.Cells {
		p := v.newPiece(l, cell)
		if i > 0 && p.mails == nil && len(l.Links) > 0 && i == len(l.Cells)-1 && out[0].mails == nil {
			p.mails = linked(l.Links)
		}
		p.row, p.col = row, i
		if p.kind != blankPiece {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return []piece{{n: l.N, kind: blankPiece}}
	}
	return out
}

// titlesGoOn tells the second line of a title that reads like running text: "Head of the Fight against" / "the Labour of Children".
func (v *vocab) titlesGoOn(ps []piece) {
	for i := 1; i < len(ps); i++ {
		p, above := &ps[i], &ps[i-1]
		if p.kind == prosePiece && above.kind == textPiece && p.n == above.n+1 && len(p.fields()) <= 8 && len(p.mails)+len(above.mails) == 0 &&
			!fullStop(p.fields()) && openEnded(above.text) && v.weigh(above.text) == roleSeg {
			p.kind = textPiece
		}
	}
}

// appendPieces appends those of a line that is no table's row.
func (v *vocab) appendPieces(out []piece, l *message.Line) []piece {
	text := withoutForeign(l)
	if parts := v.labelledParts(text); len(parts) > 1 {
		for _, part := range parts {
			out = append(out, v.newPiece(l, part))
		}
		return out
	}
	if parts := numberedParts(text); len(parts) > 2 {
		for _, part := range parts {
			out = append(out, v.newPiece(l, part))
		}
		return out
	}
	var room [4]string
	sentences := v.appendSentences(room[:0], text)
	for i, s := range sentences {
		p := v.newPiece(l, s)
		p.sentence, p.long = i, len(text) > 90
		p.glue = l.Flow && i == len(sentences)-1
		out = append(out, p)
		if p.kind == closingPiece && p.value != "" {
			rest := v.newPiece(l, p.value)
			rest.after, rest.mails = true, nil
			out = append(out, rest)
		}
	}
	if len(l.Links) > 0 && len(out) > 0 && out[len(out)-1].mails == nil {
		out[len(out)-1].mails = linked(l.Links)
	}
	return out
}

// numberedParts cuts a line at the numbers of a list, which begin at 1: "1) Jane Doe 2) Director 3) Labour Office".
func numberedParts(text string) (parts []string) {
	from := 0
	for n := byte('1'); n <= '9'; n++ {
		at := numberAt(text, from, n)
		if at < 0 {
			break
		}
		if n > '1' || at > 0 {
			parts = append(parts, text[from:at])
		}
		from = at
	}
	return append(parts, text[from:])
}

// numberAt finds the number n of a list: "2. " or "2) ", with a blank before it; -1 where it is not.
func numberAt(text string, from int, n byte) int {
	for i := from; i+2 < len(text); i++ {
		if text[i] == n && (text[i+1] == '.' || text[i+1] == ')') && text[i+2] == ' ' && (i == 0 || text[i-1] == ' ') {
			return i
		}
	}
	return -1
}

// withoutForeign is a line less the words that we published ourselves.
func withoutForeign(l *message.Line) string {
	text := l.Text
	for _, r := range slices.Backward(l.Foreign) {
		if r[0] >= 0 && r[1] <= len(text) && r[0] <= r[1] {
			text = text[:r[0]] + "\t" + text[r[1]:]
		}
	}
	return text
}

func linked(links []string) []address {
	var out []address
	for _, l := range links {
		out = append(out, address{addr: l, source: "mailto"})
	}
	return out
}

// newPiece cleans a text and says what it is at first sight.
func (v *vocab) newPiece(l *message.Line, text string) piece {
	p := piece{n: l.N, zone: l.Zone}
	text = tidy(text)
	if len(text) > maxPiece {
		text = tail(text, maxPiece)
	}
	if !hasLetter(text) {
		p.kind = rulePiece
		if strings.TrimSpace(text) == "" {
			p.kind = blankPiece
		}
		return p
	}
	if armour(text) || v.motto(text) {
		p.kind = junkPiece
		return p
	}
	if key, value, ok := v.labelOf(text); ok {
		p.kind, p.label, p.value, p.text = labelPiece, key, value, text
		_, p.mails = takeAddresses(text)
		return p
	}
	rest, mails := takeAddresses(text)
	p.mails = mails
	if lead := strings.TrimSpace(rest); len(mails) > 0 && strings.HasSuffix(lead, ":") && strings.Count(lead, " ") < 5 {
		p.kind, p.text = contactPiece, lead
		return p
	}
	rest, p.quoted, p.bracket = undress(v.undecorate(rest))
	p.text = v.withoutContacts(v.withoutBow(rest))
	p.kind = v.kindOf(&p)
	return p
}

// withoutBow drops the word that Korean, Japanese and Chinese letters set behind the name for a bow; Hangul needs a blank before it,
// for names may end so.
func (v *vocab) withoutBow(text string) string {
	for _, bow := range v.wide["bow"] {
		rest, ok := strings.CutSuffix(text, bow)
		first, _ := utf8.DecodeRuneInString(bow)
		if name := strings.TrimSpace(rest); ok && name != "" && (name != rest || !unicode.Is(unicode.Hangul, first)) {
			return name
		}
	}
	return text
}

// kindOf says what the cleaned text of a piece is.
func (v *vocab) kindOf(p *piece) pieceKind {
	words := p.fields()
	switch {
	case countLetters(p.text) < 2 && len(p.mails) > 0:
		return contactPiece
	case countLetters(p.text) == 0:
		return rulePiece
	case v.says("boiler", words) > 0, onlyPronouns(p.text):
		return junkPiece
	}
	if n := v.closingWords(p.text, words); n > 0 {
		p.value = trimEdges(strings.Join(words[n:], " "))
		if head, _, _ := strings.Cut(p.value, ","); !v.maybeName(p.value) && !v.maybeName(head) {
			p.value = ""
		}
		return closingPiece
	}
	if v.greets(p.text, words) {
		return greetingPiece
	}
	if v.onlyContact(p.text, words) {
		return contactPiece
	}
	if v.running(p.text, words) && !v.barred(p.text) {
		return prosePiece
	}
	if v.postal(p.text, words) {
		if own, ok := v.beforeContact(p.text); ok {
			p.text = own
			return textPiece
		}
		return postalPiece
	}
	return textPiece
}

// motto tells the motto of a state under its name: three single words between dashes.
func (v *vocab) motto(text string) bool {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '-' || r == '–' || r == '—' || r == '•' })
	if len(parts) != 3 || !strings.ContainsAny(text, " ") {
		return false
	}
	for _, w := range parts {
		w = strings.TrimSpace(w)
		if strings.ContainsAny(w, " .") || !upperStart(w) || utf8.RuneCountInString(w) < 4 || !plainName(fold(w)) || v.marks(w)&(anyRole|anyName&^isGiven) != 0 {
			return false
		}
	}
	return true
}

// onlyPronouns tells the line "(she/her)", in one language or two.
func onlyPronouns(text string) bool {
	n := 0
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if !pronouns[strings.ToLower(w)] {
			return false
		}
		n++
	}
	return n > 1
}

// closingWords counts the words of a closing that the line begins with; the rest may be a name, or a few words more.
func (v *vocab) closingWords(text string, words []string) int {
	n := v.says("closing", words)
	if n == 0 {
		if r, _ := utf8.DecodeRuneInString(text); unspaced(r) && v.closingInside(text) {
			return len(words)
		}
		return 0
	}
	rest := words[n:]
	switch {
	case len(rest) > 0 && rest[0] == "/" && len(rest) <= 8:
		return len(words) // the same in another language
	case len(rest) == 0, strings.ContainsAny(words[n-1], ",!.:،;") && (len(rest) <= 8 || len(rest) <= 20 && v.nameFirst(rest)):
		return n
	case v.marks(clean(rest[0]))&(anyRole|anyOrg) != 0 && n == 1:
		return 0
	case len(rest) <= 4 && v.maybeName(strings.Join(rest, " ")):
		return n
	case len(rest) <= 12 && (strings.ContainsAny(rest[len(rest)-1], ",.!:") || lowerStart(rest[0])):
		return len(words)
	case len(rest) <= 3 && n > 1:
		return len(words)
	}
	return 0
}

// nameFirst tells whether words begin with a name and a comma.
func (v *vocab) nameFirst(words []string) bool {
	head, _, ok := strings.Cut(strings.Join(words, " "), ",")
	return ok && v.maybeName(head)
}

// closingInside finds closings of scripts without spaces at the beginning or the end of a short text.
func (v *vocab) closingInside(text string) bool {
	if utf8.RuneCountInString(text) > 40 {
		return false
	}
	trimmed := strings.TrimRight(text, "。.!！、,， ")
	for _, s := range v.wide["closing"] {
		if strings.HasPrefix(trimmed, s) && utf8.RuneCountInString(s) > 1 || trimmed == s || utf8.RuneCountInString(s) > 4 && strings.HasSuffix(trimmed, s) {
			return true
		}
	}
	return false
}

// greets tells lines that open a letter.
func (v *vocab) greets(text string, words []string) bool {
	n := v.says("greet", words)
	if n == 0 {
		r, _ := utf8.DecodeRuneInString(text)
		return unspaced(r) && v.greetsInside(text)
	}
	if len(words) == n {
		return true
	}
	last := words[len(words)-1]
	end := last[len(last)-1]
	if end == ',' || end == ':' || end == '!' || strings.HasSuffix(last, "،") || strings.HasSuffix(last, "：") || strings.HasSuffix(last, "，") {
		return len(words) <= 14
	}
	prose := 0
	for _, w := range words[n:] {
		if v.spelled(clean(w))&isProse != 0 {
			prose++
		}
	}
	return prose < 2 && len(words) <= 8 && v.marks(clean(words[0]))&(anyRole|isOrg|isGiven) == 0
}

func (v *vocab) greetsInside(text string) bool {
	if utf8.RuneCountInString(text) > 30 {
		return false
	}
	for _, s := range v.wide["greet"] {
		if utf8.RuneCountInString(s) > 1 && (strings.HasPrefix(text, s) || strings.HasSuffix(strings.TrimRight(text, "：:，, "), s)) {
			return true
		}
	}
	return false
}

// running tells running text from the lines of a signature.
func (v *vocab) running(text string, words []string) bool {
	prose, small, lower, roles := 0, 0, 0, 0
	for _, w := range words {
		c := clean(w)
		m := v.spelled(c)
		if m&isProse != 0 && m&isParticle != 0 {
			small++ // "do": a verb in one language, a preposition of long titles in another
		}
		if m&isProse != 0 && m&(isOrg|isRole) == 0 && (lowerStart(c) || utf8.RuneCountInString(c) == 1) {
			prose++
		}
		if (m|v.marks(c))&anyRole != 0 {
			roles++
		}
		if lowerStart(c) {
			lower++
		}
	}
	ends := strings.HasSuffix(text, ".") && !strings.Contains(strings.TrimSuffix(words[len(words)-1], "."), ".") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "。") || strings.HasSuffix(text, "！")
	if r, _ := utf8.DecodeRuneInString(text); unspaced(r) && len(words) <= 4 {
		return strings.ContainsAny(text, "。！？") || utf8.RuneCountInString(text) > 40 || hasKanaProse(text)
	}
	first := v.spelled(clean(words[0]))
	switch {
	case len(words) < 3:
		return ends && prose > 0 || len(words) == 2 && prose == 2
	case first&isProse != 0 && first&(isRole|isOrg|isHonorific) == 0 && v.marks(clean(words[0]))&isGiven == 0 && prose >= 1 && !capitalised(words):
		return true
	case prose >= 2 && roles == 0:
		return true
	case prose >= 3 && (ends || roles == 0 || prose-small >= 3):
		return true
	case prose >= 1 && ends && len(words) > 5 && lower*2 > len(words):
		return true
	case ends && len(words) > 6 && lower*3 > len(words)*2 && roles == 0:
		return true
	}
	return len(words) > 30
}

// hasKanaProse tells Japanese sentences by their verb endings.
func hasKanaProse(text string) bool {
	for _, s := range []string{"ます", "です", "ました", "ください", "습니다", "입니다", "니다", "겠습"} {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}

// capitalised tells text in title case: names and titles rather than sentences.
func capitalised(words []string) bool {
	upper := 0
	for _, w := range words {
		if c := clean(w); c != "" && !lowerStart(c) {
			upper++
		}
	}
	return upper*3 >= len(words)*2
}

// onlyContact tells lines of telephone numbers, links and the like.
func (v *vocab) onlyContact(text string, words []string) bool {
	digits, letters := 0, 0
	for _, r := range text {
		if unicode.IsDigit(r) {
			digits++
		} else if unicode.IsLetter(r) {
			letters++
		}
	}
	if digits >= 6 && letters <= digits+8 {
		return true
	}
	for _, w := range words {
		if isURL(w) {
			return true
		}
	}
	return len(words) <= 6 && digits >= 4 && v.fields[labelNorm(strings.TrimRight(words[0], ".:"))].field == otherField && len(words) > 1
}

// withoutContacts drops the columns of a line that hold a telephone number, a link, a post box beside others that do not.
func (v *vocab) withoutContacts(text string) string {
	if !strings.Contains(text, "\t") {
		return text
	}
	var kept []string
	columns := strings.Split(text, "\t")
	for _, c := range columns {
		words := strings.Fields(c)
		if len(words) == 0 {
			continue
		}
		key := v.fields[labelNorm(strings.TrimRight(words[0], ".:"))].field == otherField && strings.ContainsAny(c, ":0123456789")
		if !key && !v.onlyContact(c, words) && !(v.postal(c, words) && v.weigh(c) != orgSeg) {
			kept = append(kept, c)
		}
	}
	if len(kept) == 0 || len(kept) == len(columns) {
		return text
	}
	return strings.Join(kept, "\t")
}

// barred tells lines of a signature whose fields stand between bars.
func (v *vocab) barred(text string) bool {
	head, _, ok := strings.Cut(text, "|")
	return ok && !strings.HasSuffix(text, ".") && v.maybeName(head)
}

// beforeContact takes what stands before the street or the telephone on one line: "Office of Justice   PGP: 0x55", "Free
// Hands, 12 High Street". It must be the name of an organisation.
func (v *vocab) beforeContact(text string) (string, bool) {
	segs := v.segments(text)
	if len(segs) < 2 || segs[0].kind != orgSeg && segs[0].kind != partSeg || strings.ContainsFunc(segs[0].text, unicode.IsDigit) {
		return "", false
	}
	own := segs[0].text
	for _, s := range segs[1:] {
		if s.kind != orgSeg && s.kind != partSeg || s.sep != "," || strings.ContainsFunc(s.text, unicode.IsDigit) {
			break
		}
		own += ", " + s.text
	}
	return own, true
}

func isURL(w string) bool {
	return len(w) >= 4 && strings.EqualFold(w[:4], "www.") || strings.Contains(w, "://")
}

// postal tells the lines of an address.
func (v *vocab) postal(text string, words []string) bool {
	if !strings.ContainsFunc(text, unicode.IsDigit) {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(text); unicode.IsDigit(r) {
		return true
	}
	head, rest, comma := strings.Cut(text, ",")
	kind := v.weigh(text)
	switch {
	case kind == roleSeg, slices.ContainsFunc(words, func(w string) bool { return v.marks(clean(w))&isRole != 0 }):
		return false
	case !comma && kind == orgSeg:
		return false // "Primary School 2"
	case comma && !strings.ContainsFunc(head, unicode.IsDigit) && hasLetter(rest) && v.givenWord(words[0]):
		return !v.maybeName(head) // "Jane Doe, 12th year"
	}
	return true
}

// appendSentences cuts a line after full stops that end a sentence, so that "Participo. Ana Ruiz, jefa …" gives two pieces.
func (v *vocab) appendSentences(out []string, text string) []string {
	if len(text) > 4000 {
		text = tail(text, 4000)
	}
	from := 0
	for i, r := range text {
		if r != '.' && r != '!' && r != '?' && r != '。' && r != '！' && r != '？' {
			continue
		}
		next := i + utf8.RuneLen(r)
		if r < utf8.RuneSelf && (next >= len(text) || text[next] != ' ' && text[next] != '\t') {
			continue
		}
		rest := strings.TrimSpace(text[next:])
		if rest == "" || from >= next {
			continue
		}
		if r == '.' && !v.endsSentence(text[from:i], rest) {
			continue
		}
		out = append(out, text[from:next])
		from = next
	}
	return append(out, text[from:])
}

// endsSentence tells whether a full stop after these words ends a sentence rather than an abbreviation.
func (v *vocab) endsSentence(before, after string) bool {
	i := strings.LastIndexAny(before, " \t")
	word := strings.Trim(before[i+1:], "*_\"'»«”“()")
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, "*_\"'«“("))
	if utf8.RuneCountInString(word) < 4 && !upperWord(word) || strings.ContainsAny(word, ".@") || unicode.IsLower(r) {
		return false
	}
	m := v.marks(undot(strings.ToLower(word)))
	if next, _, _ := strings.Cut(after, " "); i < 0 && utf8.RuneCountInString(word) <= 5 && v.marks(clean(next))&isRole != 0 && v.says("closing", []string{word}) == 0 {
		return false // "Prog. Coordinator"
	}
	if i < 0 && lowerStart(word) && v.says("closing", []string{word}) == 0 && v.says("greet", []string{word}) == 0 || m&anyRole != 0 && utf8.RuneCountInString(word) <= 5 ||
		m == 0 && v.marks(word+".")&isRole != 0 || abbreviations[fold(word)] {
		return false // "stellv. Referatsleiterin", "Asst. Director"
	}
	if upperWord(word) {
		return utf8.RuneCountInString(word) >= 4 && m&(isAfter|isHonorific) == 0
	}
	return m&(isHonorific|isAfter) == 0 && utf8.RuneCountInString(word) >= 4 && (lowerStart(word) || strings.ContainsAny(before, " \t") || m == 0)
}

// --- small things about text ---

// tidy folds white space (three blanks or a tab part fields and become a tab), full-width and styled letters.
func tidy(s string) string {
	if isTidy(s) {
		return s
	}
	if !asciiOnly(s) {
		s = unstyle(s)
	}
	var b strings.Builder
	run, tab := 0, false
	for _, r := range s {
		switch {
		case r == '\t':
			run, tab = run+1, true
		case unicode.IsSpace(r):
			run++
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d' || r == 0xFFFC:
		default:
			if run > 0 && b.Len() > 0 {
				if tab || run >= 3 {
					b.WriteByte('\t')
				} else {
					b.WriteByte(' ')
				}
			}
			run, tab = 0, false
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isTidy tells the common case, plain ASCII with single blanks inside, at a glance.
func isTidy(s string) bool {
	blank := true
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || blank && s[i] == ' ' {
			return false
		}
		blank = s[i] == ' '
	}
	return !blank
}

// unstyle folds letters that are styled, full-width or in compatibility forms; everything else stays.
func unstyle(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x1D400 && r <= 0x1D7FF || r >= 0xFF01 && r <= 0xFF5E || r == 0x3000 || r >= 0x24B6 && r <= 0x24E9 {
			for _, x := range norm.NFKC.String(string(r)) {
				return x
			}
		}
		return r
	}, s)
}

func asciiOnly(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// undecorate takes stars, bullets and pictures away, and what is left of addresses and numbers at a line's edges.
func (v *vocab) undecorate(s string) string {
	for {
		from := strings.Index(s, "[")
		to := strings.Index(s, "]")
		if from < 0 || to < from {
			break
		}
		s = s[:from] + " " + s[to+1:]
	}
	s = withoutNumber(strings.TrimSpace(strings.ReplaceAll(withoutPictures(s), "*", "")))
	s = strings.Trim(s, " \t_~#=>•·●▪■□►▶–—-|;:,،/\\※☆★◆◇○…<")
	for _, bow := range [...]string{" 드림", " 올림", " 배상", " 拝"} { // what a Korean or a Japanese letter puts behind the name
		s = strings.TrimSuffix(s, bow)
	}
	for strings.Contains(s, "....") {
		s = strings.ReplaceAll(s, "....", "")
	}
	return strings.TrimSpace(s)
}

// withoutPictures takes pictures off that stand before or behind a text: "🏢 Labour Office".
func withoutPictures(s string) string {
	if asciiOnly(s) {
		return s
	}
	return strings.TrimFunc(s, func(r rune) bool {
		return r >= 0x2190 && unicode.In(r, unicode.So, unicode.Sk) || r == '\u200d' || 0xFE00 <= r && r <= 0xFE0F || r == ' '
	})
}

// withoutNumber takes the number of a list off: "1. ", "2) ", "a) ".
func withoutNumber(s string) string {
	i := strings.IndexAny(s, ".)")
	if i < 1 || i > 2 || i+1 >= len(s) || s[i+1] != ' ' && s[i+1] != '\t' || strings.Trim(s[:i], "0123456789") != "" && !(s[i] == ')' && i == 1) {
		return s
	}
	return strings.TrimSpace(s[i+1:])
}

// undress takes quotation marks or brackets off that stand around the whole.
func undress(s string) (bare string, quoted, bracketed bool) {
	r, n := utf8.DecodeRuneInString(s)
	last, k := utf8.DecodeLastRuneInString(s)
	if n+k >= len(s) {
		return s, false, false
	}
	inner := s[n : len(s)-k]
	switch {
	case strings.ContainsRune("\"“„«»‚‘'", r) && strings.ContainsRune("\"”“»«‘’'", last) && !strings.ContainsRune(inner, r):
		return strings.TrimSpace(inner), true, false
	case (r == '(' && last == ')' || r == '（' && last == '）') && !strings.ContainsAny(inner, "()（）"):
		return strings.TrimSpace(inner), false, true
	}
	return s, false, false
}

func tail(s string, n int) string {
	s = s[len(s)-n:]
	for len(s) > 0 && !utf8.RuneStart(s[0]) {
		s = s[1:]
	}
	return s
}

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

func countLetters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// clean takes the punctuation off a word's edges.
func clean(w string) string {
	if w != "" && plainLetter(w[0]) && plainLetter(w[len(w)-1]) {
		return w
	}
	return strings.Trim(w, " \t,;:!?\"“”„«»()[]{}<>*_|/\\،؛、，。：（）…")
}

func plainLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func trimEdges(s string) string { return strings.Trim(s, " \t,;:|/-–—،，、•·*_") }

func lowerStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r) && !unicode.Is(unicode.Georgian, r) // whose everyday letters count as small, with no capitals beside them
}

// upperWord tells words in capitals, of two letters or more.
func upperWord(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 2
}

// armour tells the lines of a PGP block and other words that no one reads.
func armour(s string) bool {
	return strings.HasPrefix(s, "-----BEGIN") || strings.HasPrefix(s, "-----END") || strings.HasPrefix(s, "Hash: ") ||
		len(s) > 45 && !strings.ContainsAny(s, " \t@.,") && asciiOnly(s)
}
