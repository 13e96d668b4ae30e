package registration

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"takepart/mailproc/message"
)

// reading is one person as the author's lines tell them.
type reading struct {
	Fields   Fields
	Evidence map[Field]Evidence
	// Ambiguous says why two readings are near each other; "" where they are not. Decide sends such a message to review
	// if something required depends on the choice. Other is the second reading then.
	Ambiguous string
	Other     *reading
}

// people is everybody whom a message tells of as its writer, or as the one it registers.
type people struct {
	Main         reading
	Others       []reading // further people read out of lists and tables, or of a second full block
	NamesNobody  bool      // the text itself names nobody: the name comes from From: alone, or not at all
	OnBehalf     bool      // the writer announces a principal whose own block is there: Main is the principal
	OnBehalfBare bool      // the writer announces somebody whose block is not there
	OtherAddress string    // an address of the author besides Main's; "" for none
}

// Limits of values, in characters (DESIGN.md "Hostile input").
const (
	maxName  = 100
	maxTitle = 200
	maxAddr  = 254
)

// reader reads the people of one message.
type reader struct {
	v     *vocab
	m     *message.Message
	lang  string
	ps    []piece
	from  *personName // the name of From:, where it is a person's
	addr  string      // the address of From:
	h     nameHints
	form  form
	cands []candidate
	main  int // index of the chosen candidate; -1 where the text names nobody
	out   reading
	guess Evidence             // what may be the institution, where nothing surer is found
	seen  map[string][]segment // segments of the texts that were cut up already
}

// readPeople reads who writes. Lines whose number is in skip hold only the phrase.
func readPeople(m *message.Message, skip map[int]bool, lang string) people {
	v, done := theVocab().forOne()
	defer done()
	r := newReader(v, m, skip, lang)
	r.readName()
	var p people
	p.OnBehalf, p.OnBehalfBare = r.behalf()
	p.NamesNobody = r.out.Fields.FirstName == "" && r.out.Fields.LastName == ""
	r.readTitle()
	r.fallBack()
	r.readEmail(p.OnBehalf)
	r.readLogo()
	p.Others = r.others(p.OnBehalf)
	p.OtherAddress = r.otherAddress()
	p.Main = r.out
	return p
}

func newReader(v *vocab, m *message.Message, skip map[int]bool, lang string) *reader {
	r := &reader{v: v, m: m, lang: lang, main: -1, seen: map[string][]segment{}}
	r.out.Evidence = map[Field]Evidence{}
	r.ps = v.pieces(m, skip)
	r.cutPhrases()
	r.h.lang, r.h.tongue = lang, v.tongueOf(r.ps)
	r.readFrom()
	for _, p := range r.ps {
		for _, a := range p.mails {
			r.addLocal(a.addr)
		}
	}
	r.form = v.readForm(r.ps)
	r.cands = r.candidates()
	return r
}

// segs cuts a text into segments, each text once; callers do not write into what they get.
func (r *reader) segs(text string) []segment {
	if s, ok := r.seen[text]; ok {
		return s
	}
	s := r.v.segments(text)
	r.seen[text] = s
	return s
}

func (r *reader) addLocal(addr string) {
	if local, _, ok := strings.Cut(fold(addr), "@"); ok && !isOffice(addr) && !slices.Contains(r.h.locals, local) {
		r.h.locals = append(r.h.locals, local)
	}
}

// readFrom reads the header's name and address; of our own forms the writer's stand in Reply-To.
func (r *reader) readFrom() {
	list := r.m.From
	if r.m.Form {
		list = r.m.ReplyTo
	}
	if len(list) == 0 {
		return
	}
	r.addr = list[0].Addr
	r.addLocal(r.addr)
	if n, ok := r.v.headerName(list[0], r.h); ok {
		r.from = &n
		r.h.from = &n
	}
}

// unitName tells what offices are called in From:: two acronyms or more, and no given name: "SP AHTU CID Maharashtra".
func (v *vocab) unitName(words []string) bool {
	short := 0
	for _, w := range words {
		if v.givenWord(w) {
			return false
		}
		if upperWord(w) && utf8.RuneCountInString(w) <= 4 {
			short++
		}
	}
	return short > 1
}

// bareHeader is the name of an address, less what programs and lists put around it: "Jane Doe via Participants", "Jane Doe/LABOUR/KE",
// "Jane Doe | Labour Office".
func bareHeader(name string) string {
	name = withoutPictures(tidy(name))
	for _, sign := range [...]string{" via ", " | ", "|"} {
		if before, _, ok := strings.Cut(name, sign); ok && strings.Contains(before, " ") {
			name = before
		}
	}
	if before, unit, ok := strings.Cut(name, "/"); ok && strings.Contains(before, " ") && upperWord(unit) {
		name = before // Notes
	}
	return strings.Trim(name, " '\"<>")
}

// headerName reads the name of a header field: "Jane Doe", "Doe, Jane (MOL)", "PP RN, KK 21, Doe, Jane", "Jane Doe | ACME".
func (v *vocab) headerName(a message.Address, h nameHints) (personName, bool) {
	name := bareHeader(a.Name)
	local, _, _ := strings.Cut(a.Addr, "@")
	if name == "" || strings.EqualFold(name, a.Addr) || strings.EqualFold(name, local) && lowerStart(name) {
		return personName{}, false
	}
	n, ok := v.parseName(name, h)
	if !ok {
		n, ok = v.headerParts(name, h)
	}
	strange := func(w string) bool { return !hasLetter(w) || v.marks(w)&(isOrg|isOrgPart) != 0 }
	if t := strings.Fields(name); !ok && (len(t) == 2 || len(t) == 3) && localShows(t, h) > 0 && !slices.ContainsFunc(t, strange) {
		n, ok = personName{tokens: t, known: 1, text: name}, true
		v.split(&n, h)
	}
	if !ok || v.unitName(n.tokens) || n.known == 0 && (isOffice(a.Addr) || n.single && lowerStart(n.tokens[0])) {
		return personName{}, false
	}
	return n, true
}

func (v *vocab) headerParts(name string, h nameHints) (best personName, ok bool) {
	segs := v.segments(name)
	for i, s := range segs {
		if i > 0 && s.sep == "," {
			if n, fits := v.lastFirst(segs[i-1].text, s.text, h); fits {
				return n, true
			}
		}
		if n, fits := v.parseName(s.text, h); fits && !n.single && n.known > best.known {
			best, ok = n, true
		}
	}
	if i := len(segs) - 1; !ok && i > 0 && segs[i].sep == "," {
		a, b := personName{}, personName{}
		l, f := v.nameTokens(segs[i-1].text, h, &a), v.nameTokens(cutBracket(segs[i].text), h, &b)
		if len(l) > 0 && len(f) > 0 && v.nameShape(l, &a, h) && v.nameShape(f, &b, h) {
			return personName{first: strings.Join(f, " "), last: strings.Join(l, " "), tokens: append(f, l...), sure: true, known: 1, latin: true}, true
		}
	}
	return best, ok
}

func cutBracket(s string) string {
	rest, _ := cutAside(s)
	return rest
}

// tongueOf tells whose customs of naming the words around show: by closings, greetings and scripts.
func (v *vocab) tongueOf(ps []piece) string {
	wide := false // a letter beyond ASCII was seen
	for i := range ps {
		p := &ps[i]
		ascii := asciiOnly(p.text)
		wide = wide || !ascii
		if p.kind == blankPiece || p.kind == contactPiece || ascii && p.kind != closingPiece {
			continue
		}
		if strings.ContainsAny(p.text, "őűŐŰ") || p.kind == closingPiece && strings.Contains(fold(p.text), "udvozlettel") || p.kind == closingPiece && strings.Contains(fold(p.text), "tisztelettel") {
			return "hu"
		}
		if t := scriptTongue(p.text, ""); t == "ja" || t == "ko" {
			return t
		}
	}
	for i := 0; wide && i < len(ps); i++ {
		if t := scriptTongue(ps[i].text, ""); t != "" {
			return t
		}
		if hasVietnameseSign(ps[i].text) {
			return "vi"
		}
	}
	return ""
}

// cutPhrases takes the published phrases out of lines that hold more than them.
func (r *reader) cutPhrases() {
	for i := 0; i < len(r.ps); i++ {
		p := &r.ps[i]
		if p.kind != textPiece && p.kind != prosePiece {
			continue
		}
		words := p.fields()
		from, n := r.v.findSaid("phrase", words)
		if n == 0 {
			continue
		}
		rest := trimEdges(strings.Join(words[from+n:], " "))
		before := trimEdges(strings.Join(words[:from], " "))
		switch {
		case from == 0 && rest != "":
			if i > 0 {
				r.ps[i-1].cut = true
			}
			p.text = rest
			p.kind = r.v.kindOf(p)
		case rest == "":
			p.text = withoutJoint(before)
			if start, _ := utf8.DecodeRuneInString(before); before == "" {
				p.kind = junkPiece
			} else if unspaced(start) {
				p.kind = r.v.kindOf(p) // of so few words a sentence is told
			}
		case parted(words[from-1]), asRole(words), r.v.says("role-intro", words) > 0:
			behind := *p
			behind.text, behind.mails = rest, nil
			p.text, p.glue, p.cut = withoutJoint(before), false, true
			r.ps = slices.Insert(r.ps, i+1, behind)
			i++
		}
	}
}

// withoutJoint takes the conjunction off that led on to what is cut away.
func withoutJoint(s string) string {
	i := strings.LastIndexByte(s, ' ')
	if i < 0 || !hasConjunction(s[i+1:]) {
		return s
	}
	return trimEdges(s[:i])
}

// findSaid finds fixed words anywhere in a text.
func (v *vocab) findSaid(use string, words []string) (at, n int) {
	for i := range words {
		if n := v.says(use, words[i:]); n > 0 {
			return i, n
		}
	}
	return 0, 0
}

// --- the name ---

// readName chooses the name: labels first, then the best of the text's lines, then a sentence.
func (r *reader) readName() {
	if r.formName() {
		r.main = r.near(strings.Fields(r.out.Fields.FirstName + " " + r.out.Fields.LastName))
		return
	}
	r.sentenceName()
	best := -1
	for i, c := range r.cands {
		if c.score >= c.need() && (best < 0 || c.score > r.cands[best].score) {
			best = i
		}
	}
	if best >= 0 {
		r.main = r.fuller(best)
		r.useName(r.cands[r.main])
		r.rival()
	}
}

// asLikely is how much two scores may differ so that one name is as likely as the other.
const asLikely = 0.5

// rival notes a second name that is as likely the writer's as the chosen one: another person's words, in the same part of the
// message, of whom From: and the addresses tell neither.
func (r *reader) rival() {
	main := &r.cands[r.main]
	if r.fromScore(&main.name) >= 3 || r.inLocals(&main.name) {
		return
	}
	for i := range r.cands {
		c := &r.cands[i]
		if i == r.main || c.score < c.need() || main.score-c.score > asLikely || samePerson(c, main) || c.name.single || r.ps[c.at].zone != r.ps[main.at].zone {
			continue
		}
		r.out.Ambiguous = main.name.text + " or " + c.name.text
		other := r.readOther(c)
		r.out.Other = &other
		return
	}
}

// fuller gives the place where a name is told whole of which the chosen candidate is one word, or a nickname: "I am Jane Doe, head of …",
// and below "Jane"; "Tom", and below a signature with the address that the message came from.
func (r *reader) fuller(best int) int {
	if !r.cands[best].name.single {
		return best
	}
	for i, c := range r.cands {
		if !c.name.single && r.ps[c.at].bracket && nextPiece(r.ps, r.cands[best].at) == c.at {
			return i // "Kate" / "(Katherine Doe, secretary)"
		}
		if c.name.single || c.score < c.need() && !c.sentence {
			continue
		}
		if below := c.at > r.cands[best].at; below && c.sender || (below || c.sentence) && overlaps(c.name.tokens, r.cands[best].name.tokens) {
			return i
		}
	}
	return best
}

// useName takes a candidate's name, with what From: can add to it.
func (r *reader) useName(c candidate) {
	n := c.name
	source := "block"
	if len(c.rest) > 0 {
		source = "one-line"
	}
	if r.ps[c.at].row > 0 {
		source = "table"
	}
	if c.sentence {
		source = "sentence"
	}
	first, last := n.first, n.last
	if r.from != nil {
		switch {
		case n.single && n.honoured && first == "" && r.from.last != "" && shared([]string{last}, r.from.tokens) > 0,
			n.single && !n.honoured && r.from.last != "" && r.from.first != "" && (shared(n.tokens, r.from.tokens) > 0 || nick(first, r.from.first)),
			!n.single && r.onlyGiven(&n):
			r.fromEvidence(FirstName, r.from.first)
			r.fromEvidence(LastName, r.from.last)
			return
		case initials(first) && !initials(r.from.first) && r.from.first != "" && sameLast(last, r.from.last) && nick(first, r.from.first):
			r.fromEvidence(FirstName, r.from.first)
			first = ""
		}
	}
	r.set(FirstName, first, r.ps[c.at].n, source, confidence(c.score))
	r.set(LastName, last, r.ps[c.at].n, source, confidence(c.score))
}

// onlyGiven tells a signature of nothing but given names, of which From: knows the rest: "Rosa Elvira" of Rosa Elvira Quispe.
func (r *reader) onlyGiven(n *personName) bool {
	theirs := strings.Fields(r.from.first)
	if n.sure || n.honoured || r.from.last == "" || len(n.tokens) > len(theirs) || overlaps(n.tokens, strings.Fields(r.from.last)) {
		return false
	}
	for _, w := range n.tokens {
		if !slices.ContainsFunc(theirs, func(t string) bool { return strings.EqualFold(t, w) || sameNameWord(t, w) }) {
			return false
		}
		if len(n.tokens) < len(theirs) && !r.v.givenWord(w) && !r.v.particle(w) && !initials(w) {
			return false
		}
	}
	last := n.tokens[len(n.tokens)-1]
	return r.v.givenWord(last) || !r.v.familyWord(last)
}

// nick tells "J." and "Bob"-like beginnings of a longer given name.
func nick(short, long string) bool {
	s, l := foldName(short), foldName(strings.ReplaceAll(long, " ", ""))
	return s != "" && strings.HasPrefix(l, s[:firstRune(s)])
}

func firstRune(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

func sameLast(a, b string) bool { return a != "" && overlaps(strings.Fields(a), strings.Fields(b)) }

func confidence(score float64) float64 { return min(0.99, 0.5+score/24) }

func (r *reader) fromEvidence(f Field, value string) {
	if value != "" {
		r.set(f, value, 0, "from", 0.7)
	}
}

// set keeps a value with where it stands; "" is not kept, and nothing that is there is overwritten.
func (r *reader) set(f Field, value string, line int, source string, conf float64) {
	value = limit(tidyValue(value), f)
	if f == Title {
		value = strings.TrimLeft(value, "–—- ")
	}
	if f == Institution {
		value = trimInstitution(r.v.oneName(value))
	}
	if value == "" || r.out.Fields.Get(f) != "" {
		return
	}
	r.out.Fields.Set(f, value)
	r.out.Evidence[f] = Evidence{Text: value, Line: line, Source: source, Confidence: conf}
}

func tidyValue(s string) string {
	if !isTidy(s) {
		s = norm.NFC.String(strings.Join(strings.Fields(s), " "))
	}
	return strings.Trim(s, " ,;:|،，、•·*_")
}

// trimInstitution takes off what stands around the name of an organisation: "c/o", quotation marks, the full stop of a sentence.
func trimInstitution(s string) string {
	for _, p := range []string{"c/o ", "C/o ", "C/O "} {
		s = strings.TrimPrefix(s, p)
	}
	s, _, _ = undress(s)
	if rest, ok := strings.CutSuffix(s, "."); ok {
		last := rest[strings.LastIndexByte(rest, ' ')+1:]
		if utf8.RuneCountInString(last) > 4 && !strings.Contains(last, ".") || upperWord(last) && len(last) > 2 && !strings.Contains(last, ".") {
			s = rest
		}
	}
	return s
}

func limit(s string, f Field) string {
	most := maxTitle
	switch f {
	case FirstName, LastName:
		most = maxName
	case Email:
		most = maxAddr
	}
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i]
		}
	}
	return s
}

// fallBack takes from From: what the text does not tell.
func (r *reader) fallBack() {
	f := &r.out.Fields
	if f.FirstName != "" && f.LastName != "" || r.from == nil {
		return
	}
	if f.FirstName == "" && f.LastName == "" {
		r.fromEvidence(FirstName, r.from.first)
		r.fromEvidence(LastName, r.from.last)
		return
	}
	have := strings.Fields(f.FirstName + " " + f.LastName)
	if r.from.single || r.from.first == "" || r.from.last == "" {
		if r.from.single && r.from.latin && !overlaps(have, r.from.tokens) && f.FirstName == "" {
			return
		}
		return
	}
	if overlaps(have, r.from.tokens) {
		if f.LastName == "" && overlaps(have, strings.Fields(r.from.last)) || f.FirstName == "" && overlaps(have, strings.Fields(r.from.first)) {
			f.FirstName, f.LastName = "", ""
		}
		r.fromEvidence(FirstName, r.from.first)
		r.fromEvidence(LastName, r.from.last)
	}
}

// readLogo lets a picture's alternative text give the institution.
func (r *reader) readLogo() {
	if r.out.Fields.Institution != "" {
		return
	}
	for _, l := range r.m.Logos {
		l = strings.Trim(tidy(l), " []")
		if len(l) > 4 && r.v.weigh(l) == orgSeg && !strings.Contains(strings.ToLower(l), "logo") {
			r.set(Institution, l, 0, "logo", 0.4)
			return
		}
	}
}
