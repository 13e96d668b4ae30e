package registration

import (
	"cmp"
	"slices"
	"sync"

	"takepart/mailproc/message"
)

// unplain: no phrase, but the phrase's verb in another form said of oneself, or the wish to register in other words. A
// person looks at it; regrets in words of their own are not among them.
func (c *hearing) unplain() (Decision, bool) {
	for _, t := range [...]*text{c.body, c.subject} {
		if d, ok := c.unplainIn(t); ok {
			return d, true
		}
	}
	return Decision{}, false
}

func (c *hearing) unplainIn(t *text) (Decision, bool) {
	for i := 0; i < min(len(t.tokens), maxVariant); {
		_, end := t.sentence(i)
		if t.lines[t.tokens[i].line].Zone == message.Own && t.hasHead(variantHeads(), i, end) {
			for _, x := range c.byLikelihood(guess(t.tokens, i, end, nil)) {
				if d, ok := c.unplainSentence(t, i, end, x); ok {
					return d, true
				}
			}
		}
		i = end
	}
	return Decision{}, false
}

// maxVariant bounds how much of a text is searched for variants, in words.
const maxVariant = 8000

// hasHead tells whether an entry with one of these heads can begin in [from,to).
func (t *text) hasHead(heads map[string]bool, from, to int) bool {
	for _, w := range t.tokens[from:to] {
		if heads[w.text] || w.script == ideographic {
			return true
		}
	}
	return false
}

var (
	variantHeads = sync.OnceValue(func() map[string]bool {
		return headsOf(byCode(), colVariant, colElided, colInf, colAlone, colBye, colIntent)
	})
	cancelHeads = sync.OnceValue(func() map[string]bool { return headsOf(byCode(), colCancel, colRetract, colJoins) })
	doubtHeads  = sync.OnceValue(func() map[string]bool { return headsOf(byCode(), colStrong, colMaybe, colVariant) })
	alongHeads  = sync.OnceValue(func() map[string]bool { return headsOf(byCode(), colAlong, colToo) })
)

// headsOf gives the first words of all entries of some columns: a filter, for most sentences hold none.
func headsOf(all map[string]*lexicons, cols ...column) map[string]bool {
	heads := map[string]bool{}
	for _, x := range all {
		for _, c := range cols {
			for w := range x.of[c].exact {
				heads[w] = true
			}
		}
	}
	return heads
}

func (c *hearing) unplainSentence(t *text, from, to int, x *lexicons) (Decision, bool) {
	form := x.of[colVariant]
	if n := x.of[colAlone].at(t.tokens, from, to); n > 0 && from+n == to {
		form = x.of[colAlone]
	}
	kinds := [...]struct {
		words       *lexicon
		reason, why string
	}{
		{form, reasonVariant, "Not the phrase, but a form of it: "},
		{x.of[colBye], reasonVariant, "Not the words that withdraw, but a form of them: "},
		{x.of[colIntent], reasonIntent, "Not the phrase, but the wish to take part in other words: "},
	}
	for _, k := range kinds {
		at, n := k.words.find(t.tokens, from, to)
		if at < 0 && k.words == x.of[colVariant] {
			if at, n = x.wishFor(t.tokens, from, to); at < 0 {
				at, n = x.elision(t.tokens, from, to)
			}
		}
		if at < 0 || x.covered(t.tokens, at, at+n) {
			continue
		}
		said := t.quoteText(at, at+n)
		d := c.review(k.reason, k.why+"“"+said+"”.", nil)
		d.Lang = x.code
		d.Phrase = &Evidence{Text: said, Source: "subject"}
		if t == c.body {
			d.Phrase.Line, d.Phrase.Source = t.lines[t.tokens[at].line].N, "body"
		}
		return d, true
	}
	return Decision{}, false
}

// wishFor finds the phrase's verb behind a verb of wishing, with no more than three words between and nobody else asked.
func (x *lexicons) wishFor(tokens []token, from, to int) (at, n int) {
	for i := from; i < to; i++ {
		n := x.of[colInf].at(tokens, i, to)
		if n == 0 {
			continue
		}
		for j := i - 1; j >= max(from, i-4) && x.of[colYou].at(tokens, j, i) == 0; j-- {
			if x.of[colWant].at(tokens, j, i) > 0 {
				return j, i + n - j
			}
		}
	}
	return -1, 0
}

// elision finds the phrase's verb without its subject, at the beginning of a clause or behind a joining word.
func (x *lexicons) elision(tokens []token, from, to int) (at, n int) {
	for i := from; i < to; i++ {
		n := x.of[colElided].at(tokens, i, to)
		if n > 0 && (i == from || tokens[i].gap&(gapClause|gapNewline|gapSentence) != 0 || x.of[colJoint].at(tokens, i-1, i) > 0) {
			return i, n
		}
	}
	return -1, 0
}

// covered tells whether an exception reaches over the end of tokens [from,to) ("take part of the time").
func (x *lexicons) covered(tokens []token, from, to int) bool {
	for i := from; i < to; i++ {
		if n := x.of[colExcept].at(tokens, i, len(tokens)); i+n > to {
			return true
		}
	}
	return false
}

// byLikelihood gives all languages, those first that the sentence, then the letter, is likeliest in.
func (c *hearing) byLikelihood(sentence tongue) []*lexicons {
	codes := sortedKeys(byCode())
	slices.SortStableFunc(codes, func(a, b string) int {
		return cmp.Or(cmp.Compare(sentence[b], sentence[a]), cmp.Compare(c.letter[b], c.letter[a]))
	})
	all := make([]*lexicons, len(codes))
	for i, code := range codes {
		all[i] = byCode()[code]
	}
	return all
}

// forwarded: the phrase stands, as its author's plain word, only in what somebody passes on.
func (c *hearing) forwarded() (Decision, bool) {
	_, outer := stripMarks(c.m.Subject)
	var lines []message.Line
	for _, l := range c.m.Lines {
		if l.Zone == message.Forwarded || l.Zone == message.Quoted && outer == forwardMark {
			lines = append(lines, l)
		}
	}
	t := scan(lines)
	for _, p := range [...]*phrases{c.rules.take, c.rules.withdraw} {
		for _, h := range p.find(t) {
			f := c.finding(t, h, p == c.rules.withdraw)
			if f.sense == meant && f.set() && f.exact {
				d := c.decision(Review, reasonForwarded, "The phrase stands only in a message that was passed on.")
				d.Lang = f.lang
				d.Phrase = &Evidence{Text: t.quoteText(f.from, f.to), Line: t.lines[t.tokens[f.from].line].N, Source: "forwarded"}
				return c.person(d, readPeople(c.m, nil, f.lang)), true
			}
		}
	}
	return Decision{}, false
}
