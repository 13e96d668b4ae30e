package registration

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"takepart/mailproc/message"
)

// readTitle finds the title and the institution: labels, the lines beside the name, the rest of the signature, sentences.
func (r *reader) readTitle() {
	r.formTitle()
	asked := r.form.has(titleField)
	if r.out.Fields.Title == "" && !(asked && r.form.count > 2) {
		if r.main >= 0 && r.cands[r.main].sentence && r.titleInSentence() && r.out.Fields.Institution != "" {
			return
		}
		if r.out.Fields.Title == "" && !(r.main >= 0 && r.titleBeside(&r.cands[r.main])) && !r.titleOfTwins() && !r.titleAnywhere() {
			r.titleInSentence()
		}
	}
	if r.out.Fields.Institution == "" && !r.form.has(instField) {
		r.institutionBeside()
	}
	if g := r.guess; g.Text != "" {
		r.set(Institution, g.Text, g.Line, g.Source, g.Confidence)
	}
}

// formTitle takes the labelled title and institution.
func (r *reader) formTitle() {
	inst := r.form.values[instField]
	title := r.form.values[titleField]
	if title.text != "" && !r.v.formOfAddress(title.text) {
		t, rest := r.labelledTitle(title.text, inst.text)
		r.set(Title, t, title.n, sourceOf(title), 0.95)
		if inst.text == "" {
			r.set(Institution, rest, title.n, sourceOf(title), 0.7)
		}
	}
	r.set(Institution, inst.text, inst.n, sourceOf(inst), 0.95)
}

// labelledTitle parts an institution from a labelled title; the label vouches that what comes first is a title.
func (r *reader) labelledTitle(text, inst string) (title, rest string) {
	segs := r.segs(text)
	if len(segs) == 0 {
		return text, ""
	}
	if t, ok := r.v.titleIn(segs, inst != ""); ok && segs[0].kind != orgSeg {
		if segs[0].kind == roleSeg || segs[0].kind == weakRoleSeg {
			return r.v.oneTongue(t.title), t.inst
		}
	}
	out := segs[0].text
	for i, s := range segs[1:] {
		if s.kind == orgSeg || s.kind == placeSeg || strings.EqualFold(s.text, inst) {
			if s.kind == orgSeg {
				rest = joinSegments(segs[i+1:], r.v)
			}
			break
		}
		out += glueOf(s) + s.text
	}
	if t, after, _ := r.v.apart(out); after != "" {
		return t, after
	}
	return out, rest
}

// titleBeside reads the title on the name's line, on the lines below it, then on those above it.
func (r *reader) titleBeside(c *candidate) bool {
	if t, ok := r.v.titleIn(c.rest, r.orgBelow(c.at)); ok {
		r.useTitle(t, c.at, "one-line")
		return true
	}
	if _, over := r.postAbove(c); over && r.titleAbove(c) || r.titleBelow(c) || r.titleAbove(c) {
		return true
	}
	return r.bareTitle(c)
}

// postAbove tells a post over the name and none right below it, as officials sign: "Il Dirigente" / "dott. Gianluca Ferri".
func (r *reader) postAbove(c *candidate) (above int, ok bool) {
	post := func(j int) bool {
		return j >= 0 && j < len(r.ps) && r.ps[j].kind == textPiece && !r.ps[j].quoted && r.lineKind(r.ps[j].text) == roleSeg
	}
	above = c.at - 1
	if above > 0 && r.ps[above].kind == blankPiece {
		above--
	}
	if !post(above) || post(c.at+1) {
		return 0, false
	}
	first, _, more := strings.Cut(r.ps[above].text, " ")
	return above, more && !lowerStart(first) && articles[strings.ToLower(first)]
}

// orgBelow tells whether one of the lines below is an organisation's name.
func (r *reader) orgBelow(i int) bool {
	for j, left := i+1, 5; j < len(r.ps) && left > 0; j++ {
		p := &r.ps[j]
		switch p.kind {
		case blankPiece, rulePiece, junkPiece, contactPiece:
			continue
		case textPiece:
			if k := r.lineKind(p.text); k == orgSeg || k == partSeg {
				return true
			} else if k == roleSeg {
				return false
			}
		default:
			return false
		}
		left--
	}
	return false
}

// ends tells where the block of a name ends: another letter part, or another person.
func (r *reader) ends(j int, c *candidate) bool {
	p := &r.ps[j]
	if p.kind == greetingPiece || p.kind == prosePiece && len(p.text) > 60 {
		return true
	}
	if o := r.candidateAt(j); o != nil && o.score >= o.need() && !overlaps(o.name.tokens, c.name.tokens) && o.name.latin == c.name.latin && !o.name.single && (o.name.known > 0 || o.name.honoured) {
		return true
	}
	return false
}

func (r *reader) candidateAt(j int) *candidate {
	for i := range r.cands {
		if r.cands[i].at == j {
			return &r.cands[i]
		}
	}
	return nil
}

const blockLines = 12 // lines of a block that are looked at below a name

// titleBelow reads the lines below the name until the block ends.
func (r *reader) titleBelow(c *candidate) bool {
	blanks := 0
	for j, left := c.at+1, blockLines; j < len(r.ps) && left > 0; j++ {
		p := &r.ps[j]
		if p.kind == blankPiece {
			if blanks++; blanks > 3 {
				return false
			}
			continue
		}
		blanks = 0
		left--
		if r.ends(j, c) {
			return false
		}
		if p.kind != textPiece || p.quoted {
			continue
		}
		if k := j + 1; c.name.latin && otherScript(p.text) && k < len(r.ps) && r.ps[k].kind == textPiece && r.lineKind(p.text) == roleSeg &&
			r.lineKind(r.ps[k].text) == roleSeg && !otherScript(r.ps[k].text) && r.useLine(k, c) {
			return true // the same title again, in the script of the name
		}
		if r.useLine(j, c) {
			return true
		}
	}
	return false
}

// otherScript tells texts without a Latin letter.
func otherScript(s string) bool {
	return hasLetter(s) && !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
}

// useLine takes the title of a line, joined with the next where it goes on there.
func (r *reader) useLine(j int, c *candidate) bool {
	text, used := r.joined(j)
	whole := text
	text = r.withoutIntro(text)
	o := r.candidateAt(j)
	if o != nil {
		text = r.v.withoutName(text, o.name.tokens)
	} else if r.from != nil {
		text = r.v.withoutName(text, r.from.tokens)
	}
	segs := r.segs(text)
	if c != nil && o != nil && overlaps(o.name.tokens, c.name.tokens) {
		segs = o.rest
	}
	t, ok := r.v.titleIn(segs, r.orgBelow(used))
	if text != whole {
		t.title = r.withoutVerb(t.title)
	}
	if !ok || r.junkRole(text, t.title) || attending[fold(t.title)] {
		return false
	}
	r.useTitle(t, j, "block")
	return true
}

// withoutName is the rank before a name that ends a text: "Colonel Jane Doe".
func (v *vocab) withoutName(text string, name []string) string {
	words := v.dropAfter(strings.Fields(text))
	if n := len(words) - len(name); n > 0 && slices.Equal(words[n:], name) {
		return strings.Join(v.unaddressed(words[:n]), " ")
	}
	return text
}

// withoutVerb drops the verb that a sentence goes on with behind a title: "In meiner Funktion als Referatsleiterin gilt: …".
func (r *reader) withoutVerb(title string) string {
	i := strings.LastIndexByte(title, ' ')
	if i < 0 || !lowerStart(title[i+1:]) || r.v.spelled(title[i+1:])&isProse == 0 {
		return title
	}
	return title[:i]
}

// withoutIntro drops "As", "En tant que", "In my capacity as" before a title.
func (r *reader) withoutIntro(text string) string {
	words := strings.Fields(text)
	n := r.v.says("role-intro", words)
	if n == 0 && asRole(words) {
		n = 1
	}
	if at, said := r.v.findSaid("role-intro", words); n == 0 && at > 0 && at < 6 && lowerStart(words[0]) {
		n = at + said // what a sentence has left of itself: "in the meeting as the representative of …"
	}
	if n == 0 || n >= len(words) {
		return text
	}
	return strings.Join(words[n:], " ")
}

// junkRole tells lines whose role word is not the writer's title: mottos, opening hours, lists of contacts.
func (r *reader) junkRole(text, title string) bool {
	words := strings.Fields(title)
	spoken := 0 // words that only sentences use
	for _, w := range words {
		low := strings.ToLower(clean(w))
		if m := r.v.exact[low]; m&isProse != 0 && m&(isRole|isOrg|isActing) == 0 && lowerStart(clean(w)) && !prepositions[low] && !articles[low] {
			spoken++
		}
	}
	return spoken > 1 || r.v.says("behalf", strings.Fields(text)) > 0 || len(words) > 24 || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?")
}

// joined is the text of a line with those that it goes on in.
func (r *reader) joined(j int) (text string, last int) {
	text, last = r.ps[j].text, j
	for k := j + 1; k < len(r.ps) && k <= j+2; k++ {
		p := &r.ps[k]
		if p.kind != textPiece && !(p.kind == prosePiece && r.ps[k-1].glue) || p.row > 0 && p.row != r.ps[j].row || len(r.ps[k-1].mails) > 0 || r.ps[k-1].cut {
			break
		}
		open := openEnded(text)
		if !open && !goesOn(p.text) && !r.ps[k-1].glue {
			break
		}
		if !open && !goesOn(p.text) && upperStart(p.text) && r.lineKind(p.text) == orgSeg {
			break // a soft line end between the title and the organisation
		}
		if open && strings.HasSuffix(strings.TrimSpace(text), ",") && r.lineKind(p.text) != otherSeg && r.lineKind(p.text) != partSeg {
			break
		}
		if o := r.candidateAt(k); o != nil && o.score >= o.need() {
			break
		}
		text, last = text+" "+p.text, k
	}
	return text, last
}

// useTitle keeps what titleIn found.
func (r *reader) useTitle(t titled, at int, source string) {
	line := r.ps[at].n
	if r.ps[at].row > 0 {
		source = "table"
	}
	r.set(Title, trimTitle(r.v.oneTongue(r.withoutIntro(t.title))), line, source, 0.85)
	switch {
	case t.inst == "" || r.form.values[instField].text != "":
	case t.instOpen:
		r.guess = Evidence{Text: t.inst, Line: line, Source: source, Confidence: 0.5}
	default:
		r.set(Institution, t.inst, line, source, 0.8)
	}
}

// trimTitle drops an article that stands before a title, and a full stop that ends it.
func trimTitle(s string) string {
	if rest, ok := strings.CutPrefix(s, "un'"); ok {
		s = rest
	}
	first, rest, ok := strings.Cut(s, " ")
	if ok {
		switch strings.ToLower(first) {
		case "the", "le", "la", "el", "il", "der", "die", "de", "het", "o", "a", "an", "and", "et", "und", "y", "un", "une", "una", "ein", "eine", "een", "um", "uma":
			if hasLetter(rest) {
				s = rest
			}
		}
	}
	if i := strings.LastIndexByte(s, ' ') + 1; strings.HasSuffix(s, ".") {
		s = s[:i] + unstopped(strings.TrimRight(s[i:], ".")+".")
	}
	return strings.TrimSpace(s)
}

// titleAbove reads the lines just above the name: "Le Directeur général" over the signature.
func (r *reader) titleAbove(c *candidate) bool {
	blanks := 0
	for j, left := c.at-1, 3; j >= 0 && left > 0; j-- {
		p := &r.ps[j]
		if p.kind == blankPiece {
			if blanks++; blanks > 2 {
				return false
			}
			continue
		}
		left--
		if p.kind != textPiece {
			return false
		}
		if o := r.candidateAt(j); o != nil && o.score >= o.need() && !overlaps(o.name.tokens, c.name.tokens) {
			return false
		}
		k := j
		for k > 0 && r.ps[k-1].kind == textPiece && (openEnded(r.ps[k-1].text) || goesOn(r.ps[k].text)) {
			k--
		}
		if r.useLine(k, nil) {
			return true
		}
	}
	return false
}

// titleOfTwins reads beside other places where the same name stands.
func (r *reader) titleOfTwins() bool {
	if r.main < 0 {
		return false
	}
	for i := range r.cands {
		c := &r.cands[i]
		if i == r.main || !(overlaps(c.name.tokens, r.cands[r.main].name.tokens) || c.name.latin != r.cands[r.main].name.latin && c.score >= c.need()) {
			continue
		}
		if t, ok := r.v.titleIn(c.rest, r.orgBelow(c.at)); ok {
			r.useTitle(t, c.at, "one-line")
			return true
		}
		if r.titleBelow(c) || r.titleAbove(c) {
			return true
		}
	}
	return false
}

// bareTitle believes a line without any known role word only where everything around it says that it is one: right below
// the name, right above the name of an organisation, not in title case (which names of organisations are) unless From: vouches for the block.
func (r *reader) bareTitle(c *candidate) bool {
	j := c.at + 1
	if j+1 >= len(r.ps) || r.ps[j].kind != textPiece || r.ps[j+1].kind != textPiece || r.ps[j].quoted || c.name.single {
		return false
	}
	text := r.ps[j].text
	first, _ := utf8.DecodeRuneInString(text)
	foreign := !unicode.Is(unicode.Latin, first) && unicode.IsLetter(first)
	if r.lineKind(text) != otherSeg || r.lineKind(r.ps[j+1].text) != orgSeg || !(lowerStart(text) || foreign || r.vouched(c, text)) || r.candidateAt(j) != nil || len(strings.Fields(text)) > 9 {
		return false
	}
	r.set(Title, text, r.ps[j].n, "block", 0.5)
	return true
}

// vouched: in title case, too, where From: tells who writes, and the line is short and in small letters.
func (r *reader) vouched(c *candidate, text string) bool {
	words := strings.Fields(text)
	return r.from != nil && overlaps(c.name.tokens, r.from.tokens) && len(words) <= 5 && !upperWord(words[0]) && !r.v.place(text) &&
		!strings.ContainsAny(text, "0123456789!?\"“«") && !slices.ContainsFunc(words, func(w string) bool { return r.v.marks(clean(w))&(isHonorific|isNotName|isPlace) != 0 })
}

// titleAnywhere reads lines away from any name: a signature without one, a remark in brackets.
func (r *reader) titleAnywhere() bool {
	for pass := range 3 {
		for j := range r.ps {
			p := &r.ps[j]
			if p.kind != textPiece || p.quoted || (pass == 0) != (p.zone == message.Signature) && pass < 2 || (pass == 2) != p.bracket {
				continue
			}
			if o := r.candidateAt(j); o != nil && r.main >= 0 && !overlaps(o.name.tokens, r.cands[r.main].name.tokens) && o.score >= o.need() {
				continue
			}
			if pass == 1 && r.lineKind(p.text) == roleSeg && !r.titleLine(j) {
				continue
			}
			if r.useLine(j, nil) {
				return true
			}
		}
	}
	return false
}

// fullStop tells words that end in a full stop which is no abbreviation's ("a.i.").
func fullStop(words []string) bool {
	last, stop := strings.CutSuffix(words[len(words)-1], ".")
	return stop && utf8.RuneCountInString(last) > 2 && !strings.Contains(last, ".") && !legalForms[plain(last)] && !abbreviations[fold(last)]
}

// titleLine tells whether an own line away from the name looks like a title rather than a sentence's rest.
func (r *reader) titleLine(j int) bool {
	words := strings.Fields(r.ps[j].text)
	segs := r.segs(r.ps[j].text)
	ofOrg := len(segs) > 1 && (segs[1].kind == orgSeg || segs[1].kind == partSeg) // "Coordinator, Hope Foundation, Benin City."
	switch signed := r.closingAbove(j); {
	case len(segs) == 0 || segs[0].kind != roleSeg, len(words) > 30, len(strings.Fields(segs[0].text)) > 18:
		return false
	case !ofOrg && fullStop(words):
		return false
	case signed:
		return true
	case !ofOrg && (r.ps[j].long || len(words) > 14):
		return false
	default:
		return !lowerStart(r.ps[j].text) || len(words) <= 6
	}
}

// institutionBeside finds the organisation's name in the block of the name, or of the title.
func (r *reader) institutionBeside() {
	from := r.blockStart()
	if from < 0 || r.institutionOnLine() {
		return
	}
	fallback, part := -1, false // a line that may name the organisation, where none does for sure; it names a department
	for j, left := from, 9; j < len(r.ps) && left > 0; j++ {
		p := &r.ps[j]
		if p.kind == greetingPiece || p.kind == prosePiece || j > from && p.kind == textPiece && r.main >= 0 && r.anotherPerson(j) {
			break
		}
		if p.kind != textPiece || p.quoted && p.zone == r.ps[from].zone && j > from+1 {
			continue // a motto in quotation marks
		}
		left--
		if r.main >= 0 && j == r.cands[r.main].at && !r.cands[r.main].sentence {
			continue
		}
		switch kind := r.institutionLine(j); {
		case kind == orgSeg:
			return
		case kind == partSeg && fallback < 0:
			fallback, part = j, true
		case kind == otherSeg && fallback >= 0 && acronym(p.text):
			r.set(Institution, p.text, p.n, "block", 0.6) // the whole below its part
			return
		case kind == otherSeg && fallback < 0 && r.afterTitle(j) && !strings.HasSuffix(p.text, "!"):
			fallback = j
		}
	}
	if r.institutionAbove(fallback < 0) || fallback < 0 && r.letterhead() || fallback < 0 || r.guess.Text != "" && !(part && r.ps[fallback].n > r.guess.Line) {
		return
	}
	if segs := r.segs(r.ps[fallback].text); len(segs) > 0 {
		r.set(Institution, joinSegments(segs[:enumerated(segs)+1], r.v), r.ps[fallback].n, "block", 0.4)
	}
}

// blockStart is the first piece of the block that the name and the title stand in; -1 where there is neither.
func (r *reader) blockStart() int {
	from := -1
	named := r.main >= 0 && !r.cands[r.main].sentence
	if e, ok := r.out.Evidence[Title]; ok && e.Line > 0 && !(e.Source == "sentence" && named) {
		from = r.indexOf(e.Line)
	}
	if r.main >= 0 && (from < 0 || named) {
		if at := r.cands[r.main].at; from < 0 || at < from {
			from = at
		}
	}
	return from
}

// institutionOnLine takes the organisation from the name's own line.
func (r *reader) institutionOnLine() bool {
	if r.main < 0 {
		return false
	}
	for _, s := range r.cands[r.main].rest {
		if s.kind == orgSeg || s.kind == partSeg {
			r.set(Institution, s.text, r.ps[r.cands[r.main].at].n, "one-line", 0.7)
			return true
		}
	}
	return false
}

// acronym tells one word of 3 to 12 capitals.
func acronym(s string) bool {
	n := utf8.RuneCountInString(s)
	return upperWord(s) && !strings.Contains(s, " ") && 2 < n && n <= 12
}

// letterhead reads an organisation's name out of the first lines, above the greeting.
func (r *reader) letterhead() bool {
	for j := range r.ps[:min(len(r.ps), 6)] {
		switch r.ps[j].kind {
		case textPiece:
			if segs := r.segs(r.ps[j].text); r.candidateAt(j) == nil && len(segs) > 0 && !segs[0].office() && r.institutionLine(j) == orgSeg {
				return true
			}
		case blankPiece, rulePiece, junkPiece, contactPiece, postalPiece:
		default:
			return false
		}
	}
	return false
}

// institutionAbove reads the lines above the name, as far as the signature or the message reaches: an organisation's own name
// first; with parts, the line just above may name a part of one.
func (r *reader) institutionAbove(parts bool) bool {
	if r.main < 0 || r.cands[r.main].sentence {
		return false
	}
	at := r.cands[r.main].at
	for j := at - 1; j >= 0 && j >= at-5; j-- {
		switch p := &r.ps[j]; p.kind {
		case textPiece:
			if o := r.candidateAt(j); o != nil && o.score >= o.need() {
				return false
			}
			for _, s := range r.segs(p.text) {
				if s.kind == orgSeg && !s.office() {
					return r.institutionLine(j) == orgSeg
				}
			}
		case blankPiece, rulePiece, junkPiece, contactPiece, postalPiece:
		default:
			j = -1
		}
	}
	if at > 0 && parts && r.ps[at-1].kind == textPiece && r.institutionLine(at-1) == partSeg {
		r.set(Institution, r.ps[at-1].text, r.ps[at-1].n, "block", 0.4)
		return true
	}
	return r.out.Fields.Institution != ""
}

// anotherPerson tells lines that hold another person's name than the chosen one, in the same script.
func (r *reader) anotherPerson(j int) bool {
	o, main := r.candidateAt(j), &r.cands[r.main]
	return o != nil && o.score >= o.need() && (o.name.known > 0 || o.name.honoured) && !overlaps(o.name.tokens, main.name.tokens) && o.name.latin == main.name.latin
}

// institutionLine keeps an organisation's name that a line holds, and says what the line is.
func (r *reader) institutionLine(j int) segKind {
	text, _ := r.joined(j)
	segs := r.segs(text)
	kind := otherSeg
	for i, s := range segs {
		if s.kind == orgSeg && s.office() && i+1 < len(segs) && segs[i+1].kind == roleSeg && r.orgBelow(j) {
			return partSeg
		}
		if s.kind == orgSeg {
			r.set(Institution, joinSegments(r.v.fromOrg(segs, i), r.v), r.ps[j].n, "block", 0.8)
			return orgSeg
		}
		if kind == otherSeg {
			kind = s.kind
		}
	}
	if len(segs) > 0 && r.secondReading(j, segs[0].text) {
		r.set(Institution, joinSegments(segs, r.v), r.ps[j].n, "block", 0.6)
		return orgSeg
	}
	return kind
}

// secondReading tells lines below the title's whose first word is a role in one language and an institution in another:
// "Secretaria Nacional de …".
func (r *reader) secondReading(j int, text string) bool {
	first, _, more := strings.Cut(text, " ")
	e, ok := r.out.Evidence[Title]
	m := r.v.marks(clean(first))
	return ok && more && e.Line > 0 && r.ps[j].n > e.Line && m&isRole != 0 && m&isOrg != 0
}

// afterTitle tells the line that follows the title's.
func (r *reader) afterTitle(j int) bool {
	e, ok := r.out.Evidence[Title]
	return ok && e.Line > 0 && (r.ps[j].n == e.Line+1 || r.ps[j].n == e.Line+2) && !r.ps[j].quoted && r.candidateAt(j) == nil || ok && r.ps[j].n == e.Line+1 && !r.ps[j].quoted
}

func (r *reader) indexOf(line int) int {
	for i := range r.ps {
		if r.ps[i].n == line {
			return i
		}
	}
	return 0
}
