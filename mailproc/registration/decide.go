package registration

import (
	"slices"
	"strings"

	"takepart/mailproc/message"
)

// Reason codes of a Decision. They are stable: stored, counted and documented.
const (
	reasonPhrase      = "phrase"        // register, incomplete or withdraw: the phrase, plainly
	reasonThread      = "thread-answer" // register or incomplete: an answer to our question
	reasonMissing     = "missing-fields"
	reasonNoPhrase    = "no-phrase"
	reasonEmpty       = "empty"
	reasonThanks      = "thanks"
	reasonVariant     = "variant"
	reasonIntent      = "other-words"
	reasonBoth        = "both-phrases"
	reasonCancelled   = "taken-back"
	reasonForwarded   = "forwarded-only"
	reasonSeveral     = "several-people"
	reasonBehalf      = "on-behalf"
	reasonAmbiguous   = "ambiguous-person"
	reasonNotToUs     = "not-to-us"
	reasonSenders     = "not-one-sender"
	reasonUnclear     = "thread-unclear"
	reasonOtherSender = "other-sender"
	// Of a withdrawal under review; whoever accepts it withdraws.
	reasonLeaveOther  = "withdraw-other-sender"
	reasonLeaveBehalf = "withdraw-on-behalf"
	reasonTooLong     = "limit-words"
)

// Decide tells what m asks for; t is the conversation of ours that it answers in, or nil.
func Decide(m *message.Message, t *Thread, r *Rules) Decision {
	c := newHearing(m, t, r)
	for _, rule := range [...]func(*hearing) (Decision, bool){
		(*hearing).robot, (*hearing).unreadable, (*hearing).listOrCalendar, (*hearing).outOfOffice, (*hearing).strangeEnvelope,
		(*hearing).bothPhrases, (*hearing).withdrawal, (*hearing).registration, (*hearing).inThread, (*hearing).unplain, (*hearing).forwarded,
	} {
		if d, ok := rule(c); ok {
			return d
		}
	}
	if c.body.empty() {
		return c.decision(Ignore, reasonEmpty, "The author wrote nothing of their own.")
	}
	return c.decision(Ignore, reasonNoPhrase, "The author's own words hold no phrase that registers or withdraws.")
}

// hearing is one message under decision: its texts and where phrases stand in them, read once.
type hearing struct {
	m       *message.Message
	thread  *Thread
	rules   *Rules
	body    *text // the author's own lines
	subject *text
	letter  tongue // what the whole of it is written in
	take    []finding
	leave   []finding
}

// finding is one place where a phrase stands, and what it means there.
type finding struct {
	hit
	in      *text
	sense   sense
	company bool // others take part as well, by the same sentence
	clause  string
	lang    string
}

func newHearing(m *message.Message, t *Thread, r *Rules) *hearing {
	c := &hearing{m: m, thread: t, rules: r, body: scan(ownLines(m)), subject: scan(nil)}
	if s, ok := ownSubject(m); ok {
		c.subject = scan(linesOf(s))
	}
	take, leave := r.take.find(c.body), r.withdraw.find(c.body)
	inPhrase := func(i int) bool { return within(take, i) || within(leave, i) }
	c.letter = guess(c.body.tokens, 0, len(c.body.tokens), inPhrase)
	c.take = append(c.findings(c.body, take, false), c.findings(c.subject, r.take.find(c.subject), false)...)
	c.leave = append(c.findings(c.body, leave, true), c.findings(c.subject, r.withdraw.find(c.subject), true)...)
	return c
}

// ownLines are the lines in which phrases are looked for: the author's own, and the signature, for some people write
// below their "-- ". What a signature holds counts only where it stands alone on its line: slogans do not.
func ownLines(m *message.Message) []message.Line {
	n := 0
	for i := range m.Lines {
		if z := m.Lines[i].Zone; z == message.Own || z == message.Signature {
			n++
		}
	}
	lines := make([]message.Line, 0, n)
	for _, l := range m.Lines {
		if l.Zone == message.Own || l.Zone == message.Signature {
			lines = append(lines, l)
		}
	}
	return lines
}

// linesOf makes lines of a text that is no mail's.
func linesOf(s string) []message.Line {
	var lines []message.Line
	for i, l := range strings.Split(s, "\n") {
		lines = append(lines, message.Line{N: i + 1, Text: l})
	}
	return lines
}

// findings judges the places in t where one of the phrases stands.
func (c *hearing) findings(t *text, hits []hit, withdrawal bool) []finding {
	var all []finding
	for _, h := range hits {
		if t.lines[t.tokens[h.from].line].Zone == message.Signature && !h.alone {
			continue
		}
		all = append(all, c.finding(t, h, withdrawal))
	}
	return all
}

func (c *hearing) finding(t *text, h hit, withdrawal bool) finding {
	lang := c.langOf(t, h)
	cl := newClause(t, h, c.letter, lang, withdrawal)
	f := finding{hit: h, in: t, sense: judge(cl), clause: t.quoteText(cl.from, cl.to), lang: lang}
	f.company = f.sense == meant && !withdrawal && cl.inCompany()
	if x := byCode()[lang]; f.sense == meant && !withdrawal && x != nil && x.of[colDraft].at(c.subject.tokens, 0, len(c.subject.tokens)) > 0 {
		f.sense = mentioned
	}
	if line := t.tokens[h.from].line; f.sense == meant && t.lines[line].Why == indented {
		f.sense = uncertain
	} else if f.sense == meant && t.inQuotedLines(line) {
		f.sense = mentioned
	}
	return f
}

// indented is the reader's word for lines of an HTML indent, which may be a quotation.
const indented = "indent"

// langOf is the language of the phrase; where several share it, that of the sentence, else of the letter.
func (c *hearing) langOf(t *text, h hit) string {
	langs := h.phrase.langs
	if len(langs) == 1 {
		return langs[0]
	}
	from, to := t.sentence(h.from)
	around := guess(t.tokens, from, to, func(i int) bool { return h.from <= i && i < h.to })
	for code, votes := range c.letter {
		around[code] += votes
	}
	if code := around.among(langs); code != "" {
		return code
	}
	for _, have := range c.rules.languages {
		for _, l := range langs {
			if l == have {
				return l
			}
		}
	}
	return langs[0]
}

func (c *hearing) decision(k Kind, reason, why string) Decision {
	return Decision{Kind: k, Reason: reason, Why: why}
}

// robot: what a machine sent is never answered, whatever it holds.
func (c *hearing) robot() (Decision, bool) {
	switch c.m.Automatic {
	case message.Person, message.ListMail, message.CalendarAnswer, message.OutOfOffice:
		return Decision{}, false
	}
	return c.decision(Ignore, string(c.m.Automatic), "Automatic mail is never answered: "+c.m.AutoWhy+"."), true
}

// unreadable: what could not be read whole is looked at by a person.
func (c *hearing) unreadable() (Decision, bool) {
	for _, t := range c.m.Trouble {
		if strings.HasPrefix(t.Code, "limit-") || t.Code == "encrypted" || t.Code == "tnef-only" || t.Code == "panic" {
			d := c.decision(Review, t.Code, "The message could not be read whole: "+t.Detail+".")
			return c.evidence(d, c.take), true
		}
	}
	if c.body.cut && len(c.both()) == 0 {
		return c.review(reasonTooLong, "The text is longer than what is read, and holds no phrase so far.", nil), true
	}
	return Decision{}, false
}

func (c *hearing) listOrCalendar() (Decision, bool) {
	if a := c.m.Automatic; a != message.ListMail && a != message.CalendarAnswer {
		return Decision{}, false
	}
	if all := c.both(); len(all) > 0 {
		return c.review(string(c.m.Automatic), "A person wrote the phrase, but in mail that is never answered: "+c.m.AutoWhy+".", all), true
	}
	return c.decision(Ignore, string(c.m.Automatic), "Mail of this kind is never answered, and its own text holds no phrase: "+c.m.AutoWhy+"."), true
}

// outOfOffice: only the text says that a machine answered; a phrase in it deserves a look, if it may be about the meeting.
func (c *hearing) outOfOffice() (Decision, bool) {
	if c.m.Automatic != message.OutOfOffice {
		return Decision{}, false
	}
	all := c.both()
	for _, f := range all {
		if f.sense != otherMatter && f.sense != mentioned {
			return c.review(string(message.OutOfOffice), "It reads like an automatic reply, but holds the phrase: "+c.m.AutoWhy+".", all), true
		}
	}
	return c.decision(Ignore, string(message.OutOfOffice), "An automatic reply by its text: "+c.m.AutoWhy+"."), true
}

func (c *hearing) both() []finding { return append(append([]finding(nil), c.take...), c.leave...) }

// strangeEnvelope: not exactly one author, or not written to us.
func (c *hearing) strangeEnvelope() (Decision, bool) {
	if len(c.m.From) != 1 {
		return c.review(reasonSenders, "The message has not exactly one From address.", c.both()), true
	}
	if all := c.both(); !c.m.ToUs && len(all) > 0 {
		return c.review(reasonNotToUs, "Our address stands neither in To nor in Cc.", all), true
	}
	return Decision{}, false
}

func (c *hearing) bothPhrases() (Decision, bool) {
	if len(c.take) > 0 && len(c.leave) > 0 && !onlyMentions(c.take, c.leave) && !onlyMentions(c.leave, c.take) {
		return c.review(reasonBoth, "The message holds both a phrase that registers and one that withdraws.", c.both()), true
	}
	return Decision{}, false
}

// onlyMentions: one phrase is only spoken of, and the other is said.
func onlyMentions(spoken, said []finding) bool {
	for _, f := range spoken {
		if f.sense != mentioned {
			return false
		}
	}
	return slices.ContainsFunc(said, func(f finding) bool { return f.sense == meant })
}

func (c *hearing) withdrawal() (Decision, bool) {
	if len(c.leave) == 0 || onlyMentions(c.leave, c.take) {
		return Decision{}, false
	}
	f, plain := settled(c.leave)
	if !plain {
		return c.review(string(f.sense), unplainWhy[f.sense], c.leave), true
	}
	if c.thread != nil && !c.thread.SameSender {
		return c.review(reasonLeaveOther, "A withdrawal from another address than the registration's.", c.leave), true
	}
	p := c.readPeople(c.leave)
	d := c.decision(Withdraw, reasonPhrase, "The author writes the words that withdraw.")
	if p.OnBehalfBare {
		d = c.decision(Review, reasonLeaveBehalf, "A withdrawal for somebody else, whose own signature is not there.")
	}
	return c.person(c.evidence(d, []finding{f}), p), true
}

func (c *hearing) registration() (Decision, bool) {
	if len(c.take) == 0 {
		return Decision{}, false
	}
	f, plain := settled(c.take)
	if !plain && !c.forPrincipal(f) {
		return c.review(string(f.sense), unplainWhy[f.sense], c.take), true
	}
	if at, ok := c.takenBack(f); ok {
		return c.review(reasonCancelled, "The text takes it back later: "+at, []finding{f}), true
	}
	p := c.readPeople(c.take)
	d := c.evidence(c.decision(Register, reasonPhrase, "The author writes the phrase as their own."), []finding{f})
	d = c.whole(c.knownFirst(c.person(d, p), p), p)
	if f.company && d.Kind != Review {
		d.Kind, d.Reason, d.Why = Review, reasonSeveral, "Somebody else is to take part as well: "+f.clause
	}
	return d, true
}

// forPrincipal: an assistant passes on the words of somebody whose own signature is there; the phrase stands by itself.
func (c *hearing) forPrincipal(f finding) bool {
	return f.sense == mentioned && f.alone && f.exact && c.readPeople(c.take).OnBehalf
}

// settled gives the finding that decides: a plain one, unless another one denies it; of several plain ones the set form first.
func settled(all []finding) (finding, bool) {
	best, worst := -1, -1
	for i, f := range all {
		if f.sense == meant {
			if best < 0 || f.exact && !all[best].exact || f.exact == all[best].exact && f.set() && !all[best].set() {
				best = i
			}
		} else if worst < 0 {
			worst = i
		}
	}
	if best < 0 {
		return all[worst], false
	}
	for i, f := range all {
		if f.sense == meant || f.sense == otherMatter || f.sense == mentioned || !f.exact && all[best].exact {
			continue
		}
		if f.sense == negated || !all[best].set() || i > best && (f.sense == conditional || f.sense == hedged) {
			return f, false
		}
	}
	return all[best], true
}

var unplainWhy = map[sense]string{
	negated: "The phrase is negated in its clause.", question: "The phrase stands in a question.",
	conditional: "The phrase depends on a condition.", hedged: "The phrase is said with a reservation or in doubt.",
	wished: "The phrase is hoped, asked for or supposed, not said.", mentioned: "The phrase is only spoken of, or somebody else's words.",
	uncertain:   "The phrase stands in an indented passage, which may be a quotation.",
	otherMatter: "The phrase seems to be about something else than the meeting.",
}

// takenBack: later in the text the author says that they do not come after all; not where that is about a part of it.
func (c *hearing) takenBack(f finding) (string, bool) {
	if f.in != c.body {
		f.to = 0
	}
	t := c.body
	for i := f.to; i < min(len(t.tokens), f.to+maxVariant); {
		_, end := t.sentence(i)
		if !t.hasHead(cancelHeads(), i, end) {
			i = end
			continue
		}
		langs := clauseTongues(guess(t.tokens, i, end, nil), c.letter, f.lang, nil)
		for _, x := range langs {
			if (x.of[colCancel].in(t.tokens, i, end) || x.staysAway(t.tokens, i, end)) && !x.limited(t.tokens, i, end) || x.retracts(t.tokens, i, end) {
				return t.quoteText(i, end), true
			}
		}
		i = end
	}
	return "", false
}

// retracts tells whether words stand in [from,to) that take back what was written before them, and are not denied ("don't forget it").
func (x *lexicons) retracts(tokens []token, from, to int) bool {
	at, _ := x.of[colRetract].find(tokens, from, to)
	return at >= 0 && !x.of[colNot].in(tokens, max(from, at-2), at)
}

// staysAway tells whether the writer denies in [from,to) a verb of taking part ("I shall sadly not be able to attend").
func (x *lexicons) staysAway(tokens []token, from, to int) bool {
	for i := from; i < to; i++ {
		n := x.of[colNot].at(tokens, i, to)
		if n == 0 || !x.of[colMind].in(tokens, max(from, i-4), i) {
			continue
		}
		for j := i + n; j < min(i+n+4, to); j++ {
			if x.of[colCome].at(tokens, j, to) > 0 && x.of[colJoins].at(tokens, j, to) > 0 {
				return !x.of[colCond].in(tokens, from, to)
			}
		}
	}
	return false
}

// whole settles whether all that is required was told.
func (c *hearing) whole(d Decision, p people) Decision {
	switch {
	case len(p.Others) > 0:
		d.Kind, d.Reason, d.Why = Review, reasonSeveral, "Several people are named."
	case p.OnBehalfBare:
		d.Kind, d.Reason, d.Why = Review, reasonBehalf, "Written for somebody else, whose own signature is not there."
	case p.Main.Ambiguous != "":
		d.Kind, d.Reason, d.Why = Review, reasonAmbiguous, "Two readings of the person are near each other: "+p.Main.Ambiguous+"."
	}
	for _, f := range AllFields {
		for _, need := range c.rules.required {
			if f == need && d.Fields.Get(f) == "" {
				d.Missing = append(d.Missing, f)
			}
		}
	}
	if len(d.Missing) > 0 && d.Kind == Register {
		d.Kind, d.Reason, d.Why = Incomplete, reasonMissing, "The author takes part, but not all that is required can be told."
	}
	return d
}

// readPeople reads who writes; lines that hold nothing but a phrase are left out.
func (c *hearing) readPeople(found []finding) people {
	skip := map[int]bool{}
	lang := ""
	for _, f := range found {
		lang = f.lang
		if f.in == c.body && f.alone {
			for i := f.from; i < f.to; i++ {
				skip[c.body.lines[c.body.tokens[i].line].N] = true
			}
		}
	}
	return readPeople(c.m, skip, lang)
}

func (c *hearing) person(d Decision, p people) Decision {
	d.Fields, d.Evidence = p.Main.Fields, p.Main.Evidence
	d.NamesNobody, d.OtherAddress = p.NamesNobody, p.OtherAddress
	if p.Main.Other != nil {
		d.People = append(d.People, p.Main.Fields, p.Main.Other.Fields)
	}
	if len(p.Others) > 0 {
		d.People = []Fields{p.Main.Fields}
		for _, o := range p.Others {
			d.People = append(d.People, o.Fields)
		}
	}
	return d
}

// review is a decision for a person to look at, with everybody who was read out.
func (c *hearing) review(reason, why string, found []finding) Decision {
	return c.person(c.evidence(c.decision(Review, reason, why), found), c.readPeople(found))
}

// evidence notes the language and the words of the finding that decided, the first.
func (c *hearing) evidence(d Decision, found []finding) Decision {
	if len(found) == 0 {
		d.Lang = c.fallbackLang()
		return d
	}
	f := found[0]
	d.Lang = f.lang
	e := Evidence{Text: f.in.quoteText(f.from, f.to), Source: "subject", Confidence: 1}
	if f.in == c.body {
		e.Line, e.Source = f.in.lines[f.in.tokens[f.from].line].N, "body"
	}
	if !f.exact {
		e.Confidence = 0.9
	}
	d.Phrase = &e
	return d
}

// fallbackLang is the language of the letter where it has a phrase, for whoever reads the review.
func (c *hearing) fallbackLang() string {
	if code, votes := c.letter.best(); votes >= 1 {
		return code
	}
	return ""
}

// limited tells whether what is said in [from,to) is about a part of it: a day, a session, somebody else.
func (x *lexicons) limited(tokens []token, from, to int) bool {
	for i := from; i < to; i++ {
		if n := x.of[colExcept].at(tokens, i, to); n > 0 {
			i += n - 1
		} else if x.of[colLess].at(tokens, i, to) > 0 {
			return true
		}
	}
	return false
}
