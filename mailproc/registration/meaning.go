package registration

import (
	"slices"
	"unicode/utf8"
)

// sense is what a phrase means where it stands.
type sense string

const (
	meant       sense = ""
	negated     sense = "negated"
	question    sense = "question"
	conditional sense = "conditional"
	hedged      sense = "hedged"
	wished      sense = "wished"    // hoped, asked for, thought
	mentioned   sense = "mentioned" // spoken of, or an instruction to write it
	uncertain   sense = "uncertain-author"
	otherMatter sense = "other-matter" // takes part in something else
)

// clause is the surroundings in which one hit is judged.
type clause struct {
	t          *text
	h          hit
	from, to   int   // the sentence
	starts     []int // where its segments begin
	seg        int   // index of the phrase's segment in starts
	segFrom    int
	segTo      int
	langs      []*lexicons // whose words may block
	own        *lexicons   // the phrase's language
	withdrawal bool
	letter     tongue
}

// judge tells what the phrase means where it stands. The checks go from what is nearest to the phrase outwards; the
// first that finds something decides.
func judge(c *clause) sense {
	for _, check := range [...]func(*clause) sense{
		(*clause).negatedHere, (*clause).mentionedHere, (*clause).asked, (*clause).questioned, (*clause).conditionHere,
		(*clause).wishedHere, (*clause).hedgedHere, (*clause).reserved, (*clause).elsewhere,
	} {
		if s := check(c); s != meant {
			return s
		}
	}
	return meant
}

func newClause(t *text, h hit, letter tongue, lang string, withdrawal bool) *clause {
	c := &clause{t: t, h: h, own: byCode()[lang], withdrawal: withdrawal, letter: letter}
	if c.own == nil {
		c.own = &lexicons{code: lang}
	}
	c.from, c.to = t.sentence(h.from)
	for c.to < h.to {
		c.to = h.to
	}
	inPhrase := func(i int) bool { return h.from <= i && i < h.to }
	c.langs = clauseTongues(guess(t.tokens, c.from, c.to, inPhrase), letter, lang, h.phrase.langs)
	c.cutSegments()
	return c
}

// cutSegments finds the phrase's own segment. A joining word ("that") at its head takes in the segment before.
func (c *clause) cutSegments() {
	c.starts = []int{c.from}
	for i := c.from + 1; i < c.to; i++ {
		if c.h.from < i && i < c.h.to {
			continue
		}
		if c.opens(i) {
			c.starts = append(c.starts, i)
		}
	}
	for k, s := range c.starts {
		if s <= c.h.from {
			c.seg = k
		}
	}
	c.segFrom, c.segTo = c.starts[c.seg], c.to
	if c.seg+1 < len(c.starts) {
		c.segTo = c.starts[c.seg+1]
	}
	for k := c.seg; k > 0 && c.any(colThat, c.starts[k], c.starts[k]+1); k-- {
		c.segFrom = c.starts[k-1]
	}
}

func (c *clause) opens(i int) bool {
	w := c.t.tokens[i]
	if w.gap&gapClause != 0 {
		return true
	}
	if w.gap&gapNewline != 0 && c.t.lineBreak(i) {
		return true
	}
	return i != c.h.from && c.any(colJoint, i, c.to)
}

// any tells whether an entry of one column, in a language that counts here, begins at token i.
func (c *clause) any(col column, i, end int) bool {
	for _, x := range c.langs {
		if x.of[col].at(c.t.tokens, i, end) > 0 {
			return true
		}
	}
	return false
}

// find gives the first place in [from,to) where an entry of the column begins that none of the exceptions covers.
func (c *clause) find(col column, from, to int) int {
	for i := max(0, from); i < to; i++ {
		for _, x := range c.langs {
			if x.of[col].at(c.t.tokens, i, to) > 0 && !c.excepted(x, i) {
				return i
			}
		}
	}
	return -1
}

// excepted tells whether token i lies in an entry of the language's exceptions.
func (c *clause) excepted(x *lexicons, i int) bool {
	for j := max(0, i-3); j <= i; j++ {
		if n := x.of[colExcept].at(c.t.tokens, j, len(c.t.tokens)); j+n > i {
			return true
		}
	}
	return false
}

// asked: the word directly before the phrase makes a question or a dependent clause of it ("can I take part", "que je
// participe" not among them: "je confirme que je participe" is a yes).
func (c *clause) asked() sense {
	i := c.h.from
	if i == c.from || c.t.tokens[i].gap&(gapClause|gapNewline) != 0 && i == c.segFrom {
		return meant
	}
	for n := 1; n <= 3 && i-n >= c.from; n++ {
		if c.own.of[colAsk].at(c.t.tokens, i-n, i) == n && c.speaksOwn() && !c.excepted(c.own, i-n) {
			if c.own.of[colNot].at(c.t.tokens, i-n, i) > 0 {
				return negated
			}
			if c.own.of[colCond].at(c.t.tokens, i-n, i) > 0 {
				return conditional
			}
			return question
		}
	}
	return meant
}

// speaksOwn tells whether the clause may be in the phrase's language.
func (c *clause) speaksOwn() bool { return len(c.langs) == 0 || slices.Contains(c.langs, c.own) }

func (c *clause) negatedHere() sense {
	from, before := c.segFrom, c.h.from
	if i := c.find(colNot, from, before); i >= 0 && !c.aboutComing(i) {
		return negated
	}
	if !c.withdrawal && c.find(colRegret, from, before) >= 0 || c.find(colUnreal, c.announcement(), before) >= 0 {
		return negated
	}
	to := min(c.segTo, c.h.to+2)
	if c.find(colAfter, c.h.to, to) >= 0 {
		return negated
	}
	for _, x := range c.langs {
		if x.lateNot && c.find(colNot, c.h.to, c.segTo) >= 0 {
			return negated
		}
	}
	if c.bareNot(c.segTo) || c.unsaid() {
		return negated
	}
	return meant
}

// unsaid: the phrase is the object of a verb of saying that is denied behind it ("ICH NEHME TEIL kann ich nicht schreiben").
func (c *clause) unsaid() bool {
	not := c.find(colNot, c.h.to, c.segTo)
	return not >= 0 && (c.find(colSay, not, c.segTo) >= 0 || c.find(colAffirm, not, c.segTo) >= 0)
}

// aboutComing: a negator with a verb of coming of its own, between it and the phrase: "as I could not come last year I
// take part", "I cannot attend I withdraw".
func (c *clause) aboutComing(not int) bool {
	for i := not + 1; i < min(not+4, c.h.from); i++ {
		if c.any(colCome, i, c.h.from) {
			return true
		}
	}
	return false
}

// bareNot: what follows the phrase's segment is nothing but a negator ("I take part. Not!").
func (c *clause) bareNot(i int) bool {
	if i >= len(c.t.tokens) || c.t.tokens[i].gap&gapBlank != 0 {
		return false
	}
	if w := c.t.tokens[i]; w.script == ideographic && utf8.RuneCountInString(w.text) > 4 {
		return false // a whole sentence, in scripts without spaces
	}
	_, end := c.t.sentence(i)
	if end-i > 2 && i < c.to {
		end = i + 1
		for end < c.to && !c.opens(end) {
			end++
		}
	}
	return end-i <= 1 && (c.find(colNot, i, end) >= 0 || c.find(colNay, i, end) >= 0)
}

// busyElsewhere: the other person at i has a long predicate of their own, of no coming ("and my colleague X, in copy, will keep
// the office that week").
func (c *clause) busyElsewhere(i int) bool {
	return i > c.h.to-1 && c.any(colJoint, i, c.to) && c.to-i > 9 && c.find(colCome, i, c.to) < 0 && c.find(colAlone, i, c.to) < 0
}

// inCompany tells whether the sentence says that somebody else takes part as well.
func (c *clause) inCompany() bool {
	if i := c.find(colOthers, c.from, c.to); i >= 0 && !c.busyElsewhere(i) {
		return true
	}
	if c.joined() {
		return true
	}
	before := c.h.from - 1 // "my colleague and I take part"
	if before <= c.from || !c.any(colJoint, before, c.h.from) || before-c.from > 5 ||
		(c.t.tokens[before].gap|c.t.tokens[c.h.from].gap)&gapClause != 0 {
		return false
	}
	return c.find(colMate, c.from, before) >= 0 && c.find(colMind, c.from, before) < 0
}

// questioned: a question mark closes the phrase's clause. It does not, where the sentence goes on with a question of its own.
func (c *clause) questioned() sense {
	end := c.t.end
	if c.to < len(c.t.tokens) {
		end = c.t.tokens[c.to].gap
	}
	if after := c.gapAfter(c.h.to); after&gapQuestion != 0 {
		return question
	}
	if c.openedBefore() {
		return question
	}
	if end&gapQuestion == 0 {
		return meant
	}
	if c.find(colQword, c.segFrom, min(c.segFrom+2, c.h.from)) >= 0 {
		return question
	}
	if last := c.starts[len(c.starts)-1]; last > c.h.from && c.any(colTag, last, c.to) {
		return question
	}
	for k := c.seg + 1; k < len(c.starts); k++ {
		for i := c.starts[k]; i < min(c.starts[k]+3, c.to); i++ {
			if c.any(colQword, i, c.to) || c.t.tokens[i].gap&gapOpenQ != 0 {
				return meant
			}
		}
	}
	if c.segTo < c.to && c.t.tokens[c.segTo].gap&(gapDash|gapColon|gapParen|gapNewline) != 0 && c.h.set() {
		return meant
	}
	return question
}

// openedBefore: the phrase stands behind a "¿" that nothing has closed.
func (c *clause) openedBefore() bool {
	for i := c.h.from; i >= c.from; i-- {
		if c.t.tokens[i].gap&gapOpenQ != 0 {
			return true
		}
	}
	return false
}

func (c *clause) gapAfter(i int) gap {
	if i < len(c.t.tokens) {
		return c.t.tokens[i].gap
	}
	return c.t.end
}

// conditionHere: a condition in the phrase's segment, or at the head of a segment beside it. One about the reader ("if you
// need anything else") is courtesy.
func (c *clause) conditionHere() sense {
	if i := c.find(colCond, c.segFrom, c.h.from); i >= 0 && !c.courtesy(i, c.h.from) {
		return conditional
	}
	if i := c.find(colCond, c.h.to, c.segTo); i >= 0 && !c.courtesy(i, c.segTo) && !c.reporting(c.h.to, i) {
		return conditional
	}
	for k, s := range c.starts {
		if k == c.seg || c.segFrom <= s && s < c.segTo {
			continue
		}
		end := c.to
		if k+1 < len(c.starts) {
			end = c.starts[k+1]
		}
		if i := c.find(colCond, s, min(s+3, end)); i >= 0 && !c.courtesy(i, end) && c.attached(k) && !c.namely(i) {
			return conditional
		}
	}
	if c.fragmentBeside() || c.bargained() {
		return conditional
	}
	return meant
}

// bargained: "pay my ticket and I take part".
func (c *clause) bargained() bool {
	if c.seg == 0 || c.h.from-c.segFrom > 2 || !c.any(colJoint, c.segFrom, c.h.from) || c.t.tokens[c.segFrom].gap&gapClause != 0 {
		return false
	}
	before := c.starts[c.seg-1]
	return c.find(colFavour, before, min(before+2, c.segFrom)) >= 0 && !c.any(colMind, before, c.segFrom)
}

// namely: in the middle of a sentence, with a capital and before one, the word is a part of a name ("Si Mohamed").
func (c *clause) namely(i int) bool {
	w := c.t.tokens
	return i > c.from && i+1 < c.to && w[i].script == alphabetic && w[i].begin && !w[i].upper && w[i+1].begin
}

// fragmentBeside: the sentence behind the phrase's, or an unfinished line before it, is nothing but a condition ("I take
// part. / If my minister agrees.").
func (c *clause) fragmentBeside() bool {
	if c.to < len(c.t.tokens) {
		_, end := c.t.sentence(c.to)
		ownParagraph := c.h.alone && (end == len(c.t.tokens) || c.t.tokens[end].gap&gapBlank != 0)
		if (ownParagraph || c.t.tokens[c.to].gap&gapBlank == 0) && c.fragment(c.to, end) {
			return true
		}
	}
	before := c.t.tokens[c.from].gap & gapSentence
	if c.from == 0 || before != 0 && !(before == gapBlank && c.h.alone) {
		return false
	}
	from, _ := c.t.sentence(c.from - 1)
	return (before == 0 || from == 0 || c.t.tokens[from].gap&gapBlank != 0) && c.fragment(from, c.from)
}

// fragment tells whether a sentence is a condition without a main clause: short, in one piece, about neither the reader's
// needs nor, further on, the writer's doings.
func (c *clause) fragment(from, to int) bool {
	i := c.find(colCond, from, min(from+2, to))
	if i < 0 || to-from > 9 || c.gapAfter(to)&gapQuestion != 0 || c.find(colNeed, from, to) >= 0 || c.find(colYou, from, to) >= 0 {
		return false
	}
	for j := from + 1; j < to; j++ {
		if c.t.tokens[j].gap&gapClause != 0 {
			return false
		}
	}
	return c.find(colMind, from+3, to) < 0
}

// courtesy tells whether the condition at i is about the reader's needs, or about an earlier mail of the writer's.
func (c *clause) courtesy(i, end int) bool {
	for j := i; j < min(i+7, end); j++ {
		if c.any(colNeed, j, end) || c.any(colAstray, j, end) {
			return true
		}
	}
	return false
}

// reporting: a verb of telling stands between the phrase and the condition ("I take part and will tell you whether …").
func (c *clause) reporting(from, to int) bool {
	for i := from; i < to; i++ {
		if c.any(colAffirm, i, to) || c.any(colQword, i, to) && i == from {
			return true
		}
	}
	return false
}

// attached tells whether the conditional segment k belongs to the phrase: it stands directly before or behind it, and
// between them is no other main clause.
func (c *clause) attached(k int) bool {
	if k < c.seg {
		main := k + 1 // the next one that is no object clause ("if you can promise that …, I take part")
		for main < c.seg && c.any(colThat, c.starts[main], c.h.from) {
			main++
		}
		return main == c.seg || c.seg-k <= 2 && !c.freshStart()
	}
	if k == c.seg+1 {
		return !c.ledBy(k) && !c.anotherMain(k)
	}
	return false
}

// joined tells, of the phrase's sentence, the one before and those behind, that somebody else is to take part as well: "my deputy, too",
// "Please also register my colleague".
func (c *clause) joined() bool {
	for i := c.h.to; i < c.to; i++ {
		if end := i + c.length(colToo, i, c.to); end > i && (c.find(colMate, max(c.h.to, i-6), min(i+3, c.to)) >= 0 || c.andSomebody(i)) &&
			c.find(colNot, c.h.to, c.to) < 0 && (end == c.to || c.t.tokens[end].gap&gapClause != 0 || c.find(colJoins, end, min(end+3, c.to)) >= 0) {
			return true
		}
	}
	from, to := c.from, c.to
	if from > 0 {
		from, _ = c.t.sentence(from - 1)
	}
	if c.alsoComes(from, c.from) {
		return true
	}
	for n := 0; n < maxBehind && to < len(c.t.tokens); n++ {
		at := to
		for _, to = c.t.sentence(to); to < len(c.t.tokens) && c.t.tokens[to].gap&gapSemi != 0; {
			_, to = c.t.sentence(to)
		}
		if c.alsoComes(at, to) {
			return true
		}
	}
	return false
}

// maxBehind is how many sentences behind the phrase may tell of others, or of a reservation: a postscript below the signature does.
const maxBehind = 40

// andSomebody tells a joining word and a given name right before token i: "and Jane, too".
func (c *clause) andSomebody(i int) bool {
	return i-2 >= c.h.to && c.t.tokens[i-1].begin && c.any(colJoint, i-2, i) && theVocab().givenWord(c.t.tokens[i-1].text)
}

// alsoComes tells a sentence of its own by which another person takes part as well.
func (c *clause) alsoComes(from, to int) bool {
	if !c.t.hasHead(alongHeads(), from, to) {
		return false
	}
	c = c.speaking(from, to)
	if i := c.find(colAlong, from, to); i >= 0 {
		return c.find(colNot, from, to) < 0 && c.find(colMaybe, from, to) < 0
	}
	if from >= to || c.find(colToo, from, to) < 0 || c.find(colJoins, from, to) < 0 || c.find(colNot, from, to) >= 0 || c.find(colMaybe, from, to) >= 0 ||
		slices.ContainsFunc(c.t.tokens[from:to], func(w token) bool { return themselves[w.text] || oneself[w.text] }) {
		return false
	}
	if c.find(colMate, from, to) < 0 { // "Jane Doe will also attend"
		w := c.t.tokens
		return to-from > 3 && !slices.ContainsFunc(c.langs, func(x *lexicons) bool { return x.lateVerb }) && w[from].script == alphabetic && w[from].begin && w[from+1].begin && w[from+1].gap&gapClause == 0 && c.find(colMind, from, to) < 0 && c.find(colYou, from, to) < 0
	}
	return true
}

// speaking is the clause with the languages of another sentence, which may not be the phrase's: people write the phrase amid a
// letter in two languages.
func (c *clause) speaking(from, to int) *clause {
	other := *c
	for _, x := range clauseTongues(guess(c.t.tokens, from, to, nil), c.letter, c.own.code, nil) {
		if !slices.Contains(other.langs, x) {
			other.langs = append(slices.Clip(other.langs), x)
		}
	}
	return &other
}

// length counts the tokens of the longest entry of a column that begins at i.
func (c *clause) length(col column, i, end int) int {
	n := 0
	for _, x := range c.langs {
		n = max(n, x.of[col].at(c.t.tokens, i, end))
	}
	return n
}

// anotherMain: behind the phrase and a joining word the condition has a main clause of its own ("I take part, and if there is room, two of our
// advisers would like to speak").
func (c *clause) anotherMain(k int) bool {
	s := c.starts[k]
	return c.any(colJoint, s, c.to) && c.find(colCond, s+1, min(s+2, c.to)) >= 0 && k+1 < len(c.starts) && (c.to-c.starts[k+1] >= 4 || better[c.t.tokens[c.to-1].text])
}

// freshStart: the phrase is announced by a colon, or set in brackets.
func (c *clause) freshStart() bool {
	return c.t.tokens[c.segFrom].gap&(gapColon|gapParen) != 0
}

// ledBy: the segment behind the conditional one k has the reader for its subject ("I take part; if my laptop fails, will you …").
func (c *clause) ledBy(k int) bool {
	return k+1 < len(c.starts) && c.find(colYou, c.starts[k+1], c.to) >= 0
}

// wishedHere: a verb of hoping, asking or thinking governs the phrase, and none of stating stands between.
func (c *clause) wishedHere() sense {
	i := c.last(colWant, c.segFrom, c.h.from)
	if i < 0 || c.find(colAffirm, i+1, c.h.from) >= 0 || c.announced(c.segFrom) {
		return meant
	}
	return wished
}

func (c *clause) last(col column, from, to int) int {
	for i := to - 1; i >= from; i-- {
		if c.any(col, i, to) {
			return i
		}
	}
	return -1
}

// announced: "as requested" and the like; what is asked for is done.
func (c *clause) announced(from int) bool {
	return c.gapAfter(c.to)&gapQuestion == 0 && c.find(colWished, from, c.h.from) >= 0
}

// mentionedHere: the phrase is spoken of, or somebody else says it.
func (c *clause) mentionedHere() sense {
	if c.drafted() || c.quotedInside() || c.behindDeterminer() || c.retold() || c.uttered() || c.named() || c.led() || c.apposed() {
		return mentioned
	}
	i := c.h.to
	if i < c.segTo && c.goesOn(i) && c.t.tokens[i].gap&gapParen == 0 && c.any(colMeans, i, c.segTo) || i < c.to && c.goesOn(i) && c.any(colQuoth, i, c.to) {
		return mentioned
	}
	from := c.announcement()
	i = c.find(colSay, from, c.h.from)
	if from != c.segFrom {
		from = c.from
	}
	if i < 0 || c.ownWords(from, i) || c.announced(from) || c.declares(i) || c.shares(i) {
		return meant
	}
	return mentioned
}

// quotedInside: the phrase stands in a quotation that begins with other words, amid a sentence ("she cried: “Tell them I TAKE PART”").
func (c *clause) quotedInside() bool {
	open := -1
	for i := c.from + 1; i <= c.h.from; i++ {
		if c.t.tokens[i].gap&gapQuote == 0 {
			continue
		}
		if open = i; open > c.from+1 && slices.ContainsFunc(c.t.tokens[c.from+1:i], func(w token) bool { return w.gap&gapQuote != 0 }) {
			return false
		}
	}
	return open > c.from && open < c.h.from && !c.h.alone && c.find(colMind, c.from, open) < 0
}

// goesOn tells whether token i goes on with the words before it: on their line, or in lower case on the next.
func (c *clause) goesOn(i int) bool {
	w := c.t.tokens[i]
	return w.gap&gapBlank == 0 && (w.gap&gapNewline == 0 || w.script == alphabetic && !w.begin)
}

// drafted: the sentence, or one of the two before it, begins by saying that this is a draft or a test.
func (c *clause) drafted() bool {
	if c.find(colDraft, c.from, min(c.from+5, c.h.from)) >= 0 {
		return true
	}
	from := c.from
	for n := 0; n < 2 && from > 0; n++ {
		at, _ := c.t.sentence(from - 1)
		if c.find(colDraft, at, min(at+3, from)) >= 0 {
			return true
		}
		from = at
	}
	return false
}

// retold: what the writer wrote once, or was bidden to write ("last year I wrote I TAKE PART"); with a
// joining word it is a statement said again ("I wrote last week that I take part").
func (c *clause) retold() bool {
	if c.t.tokens[c.h.from].gap&(gapColon|gapBlank) != 0 || c.h.from > c.segFrom && c.any(colThat, c.h.from-1, c.h.from) {
		return false
	}
	for i := c.segFrom; i < c.h.from; i++ {
		for _, x := range c.langs {
			if n := x.of[colTold].at(c.t.tokens, i, c.h.from); n > 0 && c.h.from-i-n <= 4 {
				return !c.announced(c.segFrom)
			}
		}
	}
	return false
}

// uttered: the phrase is the object of a verb of writing, saying or sending near before it; in languages whose verbs come
// last, also directly behind it ("… wird Ihnen ICH NEHME TEIL schreiben").
func (c *clause) uttered() bool {
	if c.glued(c.h.to) {
		for _, x := range c.langs {
			if at, _ := x.of[colUtter].find(c.t.tokens, c.h.to, min(c.h.to+2, c.segTo)); at >= 0 && x.lateVerb {
				return true
			}
		}
	}
	if !c.glued(c.h.from) {
		return false
	}
	i := c.last(colUtter, max(c.segFrom, c.h.from-5), c.h.from)
	return i >= 0 && !c.any(colThat, c.h.from-1, c.h.from) && !c.ownWords(c.segFrom, i) && !c.announced(c.segFrom) && !c.declares(i) && !c.purposed(i)
}

// purposed: the sentence begins with the writer, who writes in order to say what the verb at i governs ("I am writing to
// say I take part").
func (c *clause) purposed(i int) bool {
	if c.find(colMind, c.segFrom, min(c.segFrom+2, i)) < 0 || c.find(colWant, c.segFrom, i) >= 0 || c.find(colMaybe, c.segFrom, i) >= 0 {
		return false
	}
	return c.find(colUtter, c.segFrom, i) >= 0 || c.find(colAffirm, c.segFrom, i) >= 0
}

// glued tells whether nothing but space or quotation marks stands before token i, inside the phrase's segment.
func (c *clause) glued(i int) bool {
	return c.segFrom < i && i < c.segTo && c.t.tokens[i].gap&^(gapSpace|gapQuote|gapApos|gapDress|gapNewline) == 0 && c.goesOn(i)
}

// behindJoint is where the segment goes on behind the words that join it to what is before.
func (c *clause) behindJoint() int {
	from := c.segFrom
	for from < c.h.from {
		n := 0
		for _, x := range c.langs {
			n = max(n, x.of[colJoint].at(c.t.tokens, from, c.h.from))
		}
		if n == 0 {
			break
		}
		from += n
	}
	return from
}

// named: a noun and its article stand directly before the phrase, at the beginning of the segment.
func (c *clause) named() bool {
	from := c.behindJoint()
	n := c.h.from - from
	if n < 2 || n > 4 || !c.glued(c.h.from) || !c.any(colArticle, from, c.h.from) || c.declares(c.segFrom) {
		return false
	}
	for i := from; i < c.h.from; i++ {
		if c.any(colWhen, i, c.h.from) || c.any(colMind, i, c.h.from) || c.any(colThat, i, c.h.from) || c.t.tokens[i].text[0] <= '9' {
			return false
		}
	}
	return true
}

// led: the phrase follows, without a stop or a joining word, on words that are no adverbial of its own: another clause,
// of which it is the object or the predicate ("your server rejected I TAKE PART").
func (c *clause) led() bool {
	from := c.behindJoint()
	if c.h.from-from < 3 || !c.glued(c.h.from) || !c.tellsLeads() || c.any(colThat, c.h.from-1, c.h.from) {
		return false
	}
	names, dated := true, c.any(colArticle, from, c.h.from)
	for i := from; i < c.h.from; i++ {
		if c.any(colMind, i, c.h.from) || c.any(colAffirm, i, c.h.from) || c.any(colWished, i, c.h.from) {
			return false
		}
		if (i == from || dated && i < from+3) && (c.any(colWhen, i, c.h.from) || c.t.tokens[i].text[0] <= '9') {
			return false
		}
		names = names && c.t.tokens[i].begin
	}
	return !names && !c.any(colLead, from, c.h.from)
}

// tellsLeads: every language that counts here lists its leads.
func (c *clause) tellsLeads() bool {
	for _, x := range c.langs {
		if x.of[colLead] == nil || len(x.of[colLead].exact) == 0 {
			return false
		}
	}
	return len(c.langs) > 0
}

// apposed: the phrase stands beside a word for it, set off by commas ("your formula, I TAKE PART, is …").
func (c *clause) apposed() bool {
	const off = gapComma | gapDash | gapParen
	if c.seg == 0 || c.t.tokens[c.segFrom].gap&off == 0 || c.t.tokens[c.segFrom].gap&gapNewline != 0 || c.gapAfter(c.segTo)&(off|gapSentence) == 0 {
		return false
	}
	before := c.starts[c.seg-1]
	return c.segFrom == c.h.from && c.segTo == c.h.to && c.segFrom-before <= 3 && c.any(colLabel, c.segFrom-1, c.segFrom) &&
		c.find(colMind, before, c.segFrom) < 0 && !c.announced(before)
}

// announcement gives where the words begin that may announce the phrase: its own segment, and the one before where a
// colon ends that, or a verb of speaking and a comma.
func (c *clause) announcement() int {
	if c.seg == 0 {
		return c.segFrom
	}
	g := c.t.tokens[c.segFrom].gap
	if g&gapColon != 0 && c.labelled() {
		return c.segFrom
	}
	if g&gapColon != 0 || g&gapComma != 0 && c.any(colQuoth, c.segFrom-1, c.segFrom) {
		return c.starts[c.seg-1]
	}
	if c.t.tokens[c.h.from].gap&gapQuote != 0 && g&gapComma != 0 && c.h.from-c.segFrom == 1 {
		return c.from // "her answer, word for word, was “I TAKE PART”"
	}
	return c.segFrom
}

// labelled: what stands before the phrase on the line is a form's label, made of nothing but such words.
func (c *clause) labelled() bool {
	from := c.segFrom - 1
	for from > c.starts[c.seg-1] && c.t.tokens[from-1].line == c.t.tokens[c.segFrom-1].line {
		from--
	}
	for i := from; i < c.segFrom; i++ {
		if !c.any(colLabel, i, c.segFrom) {
			return false
		}
	}
	return c.segFrom-from <= 3
}

// behindDeterminer: "the I TAKE PART", "with I TAKE PART"; not where the writer speaks ("I answer with …").
func (c *clause) behindDeterminer() bool {
	i := c.h.from - 1
	if i < c.segFrom || c.t.tokens[c.h.from].gap&(gapColon|gapComma|gapDash) != 0 || c.h.alone && c.t.tokens[c.h.from].gap&gapNewline != 0 {
		return false
	}
	return (c.find(colDet, i, c.h.from) >= 0 || c.any(colLabel, i, c.h.from)) && c.voice(c.segFrom, i) < 0 && c.find(colWished, c.segFrom, i) < 0 && !c.declares(i)
}

// declares: earlier in the sentence the writer says in the first person that they write it ("I write, as your letter requires,
// the words …"), and no wish, doubt or denial is near.
func (c *clause) declares(before int) bool {
	for i := c.from; i < before; i++ {
		if !c.any(colMind, i, before) || !(c.any(colAffirm, i+1, min(i+2, before)) || c.any(colAffirm, i+2, min(i+3, before)) || i > c.from && c.any(colAffirm, i-1, i)) {
			continue
		}
		return c.find(colWant, c.from, before) < 0 && c.find(colNot, c.from, before) < 0 && c.find(colCond, c.from, before) < 0 && c.find(colYou, i+1, min(i+3, before)) < 0
	}
	return false
}

// shares: the verb at i is addressed to the readers, or joined to another, and the sentence begins with the writer ("J'ai reçu votre
// lettre et vous indique …", "I am glad to tell you …").
func (c *clause) shares(i int) bool {
	from := i
	if from > c.from && c.any(colYou, from-1, i) {
		from--
	}
	if from == i && (i == c.from || !c.any(colJoint, i-1, i)) || !c.any(colAffirm, i, c.h.from) {
		return false
	}
	for _, col := range [...]column{colThat, colAsk, colWant, colNot, colCond} {
		if c.find(col, c.from, from) >= 0 {
			return false
		}
	}
	return c.find(colMind, c.from, min(c.from+2, from)) >= 0
}

// ownWords: the writer is the one who says it.
func (c *clause) ownWords(from, i int) bool {
	if c.segFrom <= from || c.segFrom <= i {
		from = max(from, c.segFrom, i-3)
	}
	return (c.voice(from, i) >= 0 || c.any(colMind, i+1, min(i+2, c.h.from))) && c.find(colWant, max(from, i-4), i) < 0
}

// voice gives where in [from,to) the writer speaks of themselves; -1 where they do not, or only ask ("where I put the words …").
func (c *clause) voice(from, to int) int {
	i := c.find(colMind, from, to)
	if i > c.from && c.any(colAsk, i-1, i) && c.any(colQword, i-1, i) {
		return -1
	}
	return i
}

// hedgedHere: doubt in the phrase's sentence, unless it is about the reader or stands in a request.
func (c *clause) hedgedHere() sense {
	if i := c.h.to; i < c.to && either[c.t.tokens[i].text] && c.find(colMate, i+1, min(i+5, c.to)) >= 0 {
		return hedged // "I take part or my colleague does"
	}
	for k, s := range c.starts {
		end := c.to
		if k+1 < len(c.starts) {
			end = c.starts[k+1]
		}
		i := c.find(colMaybe, s, end)
		if i < 0 || k != c.seg && c.find(colAstray, s, end) >= 0 || c.withdrawal && c.find(colLater, i, end) >= 0 {
			continue
		}
		if k == c.seg || c.segFrom <= s && s < c.segTo || c.find(colYou, s, end) < 0 {
			return hedged
		}
	}
	if c.to < len(c.t.tokens) && c.t.tokens[c.to].gap&gapBlank == 0 { // "I take part. Perhaps."
		if _, end := c.t.sentence(c.to); end-c.to <= 4 && c.find(colMaybe, c.to, end) >= 0 && !(c.withdrawal && c.find(colLater, c.to, end) >= 0) {
			return hedged
		}
	}
	return meant
}

// reserved: a reservation in the sentence, in the one before or in one of those behind it: small print below the signature counts.
func (c *clause) reserved() sense {
	from, to := c.from, c.to
	if from > 0 && c.t.tokens[from].gap&gapBlank == 0 {
		from, _ = c.t.sentence(from - 1)
	}
	for n := 0; n < maxBehind && to < len(c.t.tokens); n++ {
		at := to
		if _, to = c.t.sentence(to); c.t.hasHead(doubtHeads(), at, to) && c.speaking(at, to).reservation(at, to) {
			return hedged
		}
	}
	if c.reservation(from, to) || c.awaits(from, to) {
		return hedged
	}
	return meant
}

// reservation finds words of reservation in [from,to) that are not denied and leave no field of a form open.
func (c *clause) reservation(from, to int) bool {
	i := c.find(colStrong, from, to)
	for i > c.to && (c.answersLabel(i) || c.t.tokens[i].gap&(gapClause|gapSentence) == 0 && c.any(colNot, i-1, i)) {
		i = c.find(colStrong, i+1, to)
	}
	return i >= 0 || from >= c.to && !c.withdrawal && c.doubts(from, to)
}

// doubts tells a sentence of its own in which the writer's taking part is in doubt, or on a condition ("Perhaps I can be there, perhaps not").
func (c *clause) doubts(from, to int) bool {
	variant := c.find(colVariant, from, to) >= 0
	if c.find(colMaybe, from, to) < 0 && !(variant && c.find(colCond, from, to) >= 0) || !variant && (c.find(colCome, from, to) < 0 || c.find(colJoins, from, to) < 0) {
		return false
	}
	for _, col := range [...]column{colMate, colYou, colLess, colLater} {
		if c.find(col, from, to) >= 0 {
			return false
		}
	}
	return true
}

// answersLabel: "Title: to be confirmed" leaves the title open and not the registration.
func (c *clause) answersLabel(i int) bool {
	if c.t.tokens[i].gap&gapColon == 0 {
		return false
	}
	_, known := theVocab().labelWords(c.t.tokens[i-1].text)
	return known
}

// awaits tells whether [from,to) says that an assent is needed first ("I first need the approval of my minister").
func (c *clause) awaits(from, to int) bool {
	for i := from; i < to; i++ {
		if i = c.find(colAwait, i, to); i < 0 {
			return false
		}
		if c.find(colAssent, i+1, min(i+7, to)) >= 0 && c.find(colNot, max(from, i-3), i) < 0 {
			return true
		}
	}
	return false
}

// elsewhere: what the phrase takes part in is not our meeting. Asked only of a phrase that is not a set form.
func (c *clause) elsewhere() sense {
	from := c.announcement()
	if c.withdrawal {
		from = c.segFrom // "without prejudice to next year: I withdraw"
	}
	if c.numbered() || c.otherEvent() || c.find(colLater, from, min(c.segTo, c.h.to+9)) >= 0 || c.withdrawal && c.partly() {
		return otherMatter
	}
	if c.h.set() || c.withdrawal {
		return meant
	}
	if c.find(colHabit, c.segFrom, c.segTo) >= 0 {
		return otherMatter
	}
	i := c.h.to
	for j := i; j < min(i+4, c.segTo); j++ {
		if c.find(colIn, j, j+1) < 0 {
			continue
		}
		if c.knownEvent(j+1) || j+1 >= c.segTo {
			return meant
		}
		return otherMatter
	}
	return meant
}

// numbered: "I take part 2 as it stands", of a paper; days go on with another number, a month or a stop.
func (c *clause) numbered() bool {
	w, i := c.t.tokens, c.h.to
	if c.h.set() || c.withdrawal || i+1 >= c.to || w[i].text[0] > '9' || len(w[i].text) > 1 || w[i].gap&gapClause != 0 {
		return false
	}
	next := w[i+1]
	return next.script == alphabetic && !next.begin && next.gap&gapClause == 0 && !c.any(colJoint, i+1, c.to) && !c.any(colIn, i+1, c.to) && !c.any(colEvent, i+1, c.to)
}

// partly: the withdrawal is from a part of the meeting ("I withdraw from the second day"), told by two such words together.
func (c *clause) partly() bool {
	for i := c.h.to; i+1 < min(c.h.to+8, c.segTo); i++ {
		if c.t.tokens[i].text[0] > '9' && c.find(colLess, i, i+1) >= 0 && c.find(colLess, i+1, i+2) >= 0 {
			return true
		}
	}
	return false
}

// otherEvent: the phrase goes on with what it takes part in, and that is another event, or one of "that week".
func (c *clause) otherEvent() bool {
	if c.withdrawal {
		return false
	}
	for j := c.h.to; j < min(c.h.to+4, c.segTo); j++ {
		if c.find(colIn, j, j+1) >= 0 {
			return c.find(colOther, c.segFrom, min(j+8, c.segTo)) >= 0 && c.find(colYou, j, min(j+4, c.segTo)) < 0
		}
	}
	return false
}

func (c *clause) knownEvent(from int) bool {
	for i := from; i < min(from+12, c.to); i++ {
		if c.any(colEvent, i, c.to) || c.t.tokens[i].text[0] <= '9' {
			return true
		}
	}
	return false
}
