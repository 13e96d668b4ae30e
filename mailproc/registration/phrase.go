package registration

import (
	"slices"
	"sort"
	"strings"
)

// phrases is what Compile makes of phrases by language: every spelling that counts, without spaces, for the matcher
// reads across spaces, line ends and dress.
type phrases struct {
	exact   map[string]*wanted
	slipped map[string]*wanted
	longest int       // bytes of the longest spelling
	first   [256]bool // the bytes that a spelling can begin with
	lengths [256]bool // how many bytes a spelling can have, the last for all that are longer
}

// wanted is one phrase; langs are those that share it, sorted.
type wanted struct {
	words []string
	text  string // bare, joined
	langs []string
}

func compilePhrases(byLang map[string][]string) *phrases {
	p := &phrases{exact: map[string]*wanted{}, slipped: map[string]*wanted{}}
	for _, lang := range sortedKeys(byLang) {
		for _, s := range byLang[lang] {
			p.add(lang, s)
		}
	}
	for s := range p.exact {
		for _, v := range slips(p.exact[s]) {
			if p.exact[v] == nil {
				p.slipped[v] = p.exact[s]
			}
		}
	}
	for _, m := range []map[string]*wanted{p.exact, p.slipped} {
		for s := range m {
			p.longest = max(p.longest, len(s))
			p.first[s[0]] = true
			p.lengths[min(len(s), len(p.lengths)-1)] = true
		}
	}
	return p
}

func (p *phrases) add(lang, s string) {
	var words []string
	for _, w := range scan(linesOf(s)).tokens {
		words = append(words, w.skel)
	}
	text := strings.Join(words, "")
	if text == "" {
		return
	}
	w := p.exact[text]
	if w == nil {
		w = &wanted{words: words, text: text}
		p.exact[text] = w
	}
	w.langs = append(w.langs, lang)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// slips gives the phrase with one slip of the keyboard: two letters swapped, one lost, one doubled. A word's only
// letter is never lost, and what reads as another word of the language is none (notSlips).
func slips(w *wanted) []string {
	var all []string
	add := func(word int, s string) {
		words := append([]string(nil), w.words...)
		words[word] = s
		if !notSlips[s] {
			all = append(all, strings.Join(words, ""))
		}
	}
	for i, word := range w.words {
		for _, s := range wordSlips([]rune(word)) {
			add(i, s)
		}
	}
	rs := []rune(w.text)
	for i := 0; i+1 < len(rs); i++ { // swapped over a word's end: "IT AKE PART" is a moved space, "ITKAE" is not
		if s := swapped(rs, i); !notSlips[s] {
			all = append(all, s)
		}
	}
	return all
}

func wordSlips(rs []rune) []string {
	var all []string
	for i := range rs {
		if len(rs) > 2 || len(rs) == 2 && i == 1 { // "e participe" is Portuguese
			all = append(all, string(rs[:i])+string(rs[i+1:]))
		}
		all = append(all, string(rs[:i+1])+string(rs[i:]))
		if i+1 < len(rs) {
			all = append(all, swapped(rs, i))
		}
	}
	return all
}

func swapped(rs []rune, i int) string {
	s := append([]rune(nil), rs...)
	s[i], s[i+1] = s[i+1], s[i]
	return string(s)
}

// hit is one place where a phrase stands.
type hit struct {
	from, to int // tokens
	phrase   *wanted
	exact    bool
	// set tells that it stands there as a set form: alone on its line, in quotation marks, or in capitals.
	alone, quoted, upper bool
}

func (h hit) set() bool { return h.alone || h.quoted || h.upper }

// within tells whether token i belongs to one of the places.
func within(hits []hit, i int) bool {
	return slices.ContainsFunc(hits, func(h hit) bool { return h.from <= i && i < h.to })
}

// maxHits bounds how many places are judged.
const maxHits = 40

// find gives the places where a phrase stands, exact ones before slipped ones that overlap them.
func (p *phrases) find(t *text) []hit {
	var hits []hit
	for i := 0; i < len(t.tokens) && len(hits) < maxHits; i++ {
		if skel := t.tokens[i].skel; skel == "" || !p.first[skel[0]] {
			continue
		}
		h, ok := p.at(t, i)
		if !ok {
			continue
		}
		if next, found := p.exactWithin(t, i+1, h.to); !h.exact && found {
			h = next
		}
		hits = append(hits, t.dress(h))
		i = h.to - 1
	}
	return hits
}

func (p *phrases) exactWithin(t *text, from, to int) (hit, bool) {
	for i := from; i < to; i++ {
		if h, ok := p.at(t, i); ok && h.exact {
			return h, true
		}
	}
	return hit{}, false
}

// at looks for a phrase whose first word begins at token i: words are joined until one spelling fits.
func (p *phrases) at(t *text, i int) (hit, bool) {
	var found hit
	var room [64]byte
	joined := room[:0] // looked up without being copied
	for j := i; j < len(t.tokens); j++ {
		w := t.tokens[j]
		if j > i && !t.joins(i, j) {
			break
		}
		joined = append(joined, w.skel...)
		if len(joined) > p.longest {
			break
		}
		if !p.lengths[min(len(joined), len(p.lengths)-1)] {
			continue
		}
		if e := p.exact[string(joined)]; e != nil && !t.inflected(i, j+1, e) {
			return hit{from: i, to: j + 1, phrase: e, exact: true}, true
		}
		if e := p.slipped[string(joined)]; e != nil && found.phrase == nil && !t.inflected(i, j+1, e) {
			found = hit{from: i, to: j + 1, phrase: e}
		}
	}
	return found, found.phrase != nil
}

// joins tells whether the gap before token j may stand inside a phrase that begins with token i: white space, dress,
// hyphens; a stop or comma only where each gap of the phrase is like it ("I. TAKE. PART."); an empty line only where
// the words fill their lines.
func (t *text) joins(i, j int) bool {
	g := t.tokens[j].gap
	if g&(gapQuestion|gapSemi|gapColon|gapOpenQ|gapBullet|gapExclaim) != 0 {
		return false
	}
	if g&gapBlank != 0 && (!t.fills(i, j) || t.tokens[j].line-t.tokens[j-1].line > 3) {
		return false
	}
	if g&(gapStop|gapDot|gapComma) != 0 {
		return t.tokens[i+1].gap&(gapStop|gapDot|gapComma) == g&(gapStop|gapDot|gapComma) && t.tokens[j].upper && t.tokens[i].upper
	}
	return true
}

// fills tells whether tokens [i,j) are all that stands on their lines.
func (t *text) fills(i, j int) bool {
	return (i == 0 || t.tokens[i-1].line != t.tokens[i].line) && (j >= len(t.tokens) || t.tokens[j].line != t.tokens[j-1].line)
}

// inflected tells whether an accent, or what is joined to the words, makes another word of them than the phrase.
func (t *text) inflected(i, j int, e *wanted) bool {
	for k := i; k < j; k++ {
		if otherWords[t.tokens[k].text] {
			return true
		}
	}
	// joined to a neighbour by an apostrophe or hyphen, it is a part of that word: "l'I take part" is not, "participo-lhe" is
	if j < len(t.tokens) && t.tokens[j].gap == gapHyphen && t.tokens[j].script == alphabetic {
		return true
	}
	return t.tokens[i].gap == gapHyphen && i > 0 && t.tokens[i-1].line == t.tokens[i].line
}

// dress notes how the phrase is set apart.
func (t *text) dress(h hit) hit {
	h.alone = t.fills(h.from, h.to)
	h.upper = true
	letters := 0
	for _, w := range t.tokens[h.from:h.to] {
		h.upper = h.upper && w.upper && w.script == alphabetic
		letters += w.to - w.from
	}
	h.upper = h.upper && letters > 2
	after := t.end
	if h.to < len(t.tokens) {
		after = t.tokens[h.to].gap
	}
	const marks = gapQuote | gapApos | gapDress
	h.quoted = t.tokens[h.from].gap&marks != 0 && after&marks != 0
	return h
}
