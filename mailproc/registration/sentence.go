package registration

import (
	"slices"
	"strings"
)

// sentenceName reads "My name is X …", "je soussigné X, …".
func (r *reader) sentenceName() {
	for i := range r.ps {
		p := &r.ps[i]
		if p.kind != prosePiece && p.kind != textPiece {
			continue
		}
		words := p.fields()
		if r.nameHere(i, words) {
			return
		}
		for at := range words {
			n := r.v.says("intro", words[at:])
			if n == 0 || at > 0 && !parted(words[at-1]) && hasLetter(words[at-1]) && !naming(words[at:at+n]) && fold(strings.Join(words[at:at+n], " ")) != "this is" {
				continue
			}
			if name, k, ok := r.leadingName(words[at+n:], naming(words[at:at+n])); ok {
				rest := strings.Join(words[at+n+k:], " ")
				r.cands = append(r.cands, candidate{at: i, name: name, rest: r.segs(rest), score: 5 + r.fromScore(&name), sentence: true})
				return
			}
		}
	}
}

// nameHere reads a sentence that begins "Jane Doe here, Head of …", as people write from telephones.
func (r *reader) nameHere(i int, words []string) bool {
	for at := 2; at < min(len(words), 6); at++ {
		if r.v.says("here", words[at:]) != 1 || !parted(words[at]) {
			continue
		}
		name, ok := r.v.parseName(strings.Join(words[:at], " "), r.h)
		if !ok || name.single || name.known == 0 {
			return false
		}
		rest := strings.TrimRight(strings.Join(words[at+1:], " "), ".!")
		r.cands = append(r.cands, candidate{at: i, name: name, rest: r.segs(rest), score: 5 + r.fromScore(&name), sentence: true})
		return true
	}
	return false
}

// parted tells whether a new clause begins behind a word.
func parted(w string) bool {
	switch strings.ToLower(clean(w)) {
	case "and", "et", "y", "und", "en", "e", "i", "و", "и", "hello", "hi", "bonjour", "hola", "hallo", "dear":
		return true
	}
	return strings.ContainsAny(w[len(w)-1:], ",.;:!?)") || strings.HasSuffix(w, "،")
}

// roleNext tells whether words go on with a role: ", Head of …", "and I am the Head of …".
func (r *reader) roleNext(words []string) bool {
	for len(words) > 0 {
		n := r.v.says("role-intro", words)
		if n == 0 {
			break
		}
		words = words[n:]
	}
	segs := r.segs(strings.Join(words, " "))
	return len(segs) > 0 && segs[0].kind == roleSeg
}

// naming tells an introduction that only a name can follow.
func naming(intro []string) bool {
	said := fold(strings.Join(intro, " "))
	return slices.ContainsFunc(namingIntros, func(stem string) bool { return strings.Contains(said, stem) })
}

// leadingName reads a name that a run of words begins with, the longest that fits; sure tells that nothing else can stand there.
func (r *reader) leadingName(words []string, sure bool) (personName, int, bool) {
	most := 0
	for most < len(words) && most < 6 {
		w := words[most]
		if most > 0 && r.v.says("role-intro", words[most:]) > 0 || most > 1 && (strings.HasPrefix(w, "وأ") || strings.HasPrefix(w, "و ا")) {
			break
		}
		most++
		if strings.ContainsAny(w[len(w)-1:], ",;:!?") || strings.HasSuffix(w, ".") && len(clean(w)) > 3 {
			break
		}
	}
	for k := most; k > 0; k-- {
		n, ok := r.v.parseName(strings.TrimRight(strings.Join(words[:k], " "), ".,;:!?"), r.h)
		if !ok || lowerStart(words[k-1]) && (k < most || prepositions[strings.ToLower(clean(words[k-1]))]) {
			continue
		}
		inFrom := r.from != nil && overlaps(n.tokens, r.from.tokens)
		if n.single && !inFrom && !n.honoured || !inFrom && n.known == 0 && !n.honoured && !(sure && capitalised(n.tokens)) && (k < most || !r.roleNext(words[k:])) {
			continue
		}
		if lowerStart(n.tokens[0]) && !inFrom {
			continue
		}
		return n, k, true
	}
	return personName{}, 0, false
}

// titleInSentence reads "I am the Director of …", "en ma qualité de …", "als Leiterin …" out of running text.
func (r *reader) titleInSentence() bool {
	for i := range r.ps {
		p := &r.ps[i]
		if p.kind != prosePiece && p.kind != textPiece {
			continue
		}
		words := p.fields()
		for at := range words {
			n := r.v.says("role-intro", words[at:])
			if n == 0 && !asRole(words[at:]) {
				continue
			}
			start := at + max(n, 1)
			if t, ok := r.roleFrom(r.continued(i, words[start:])); ok && !attending[fold(t.title)] {
				r.useTitle(t, i, "sentence")
				return true
			}
		}
	}
	return false
}

// asRole tells "As Director of …", "En tant que", "Als Leiterin": a capital must follow.
func asRole(words []string) bool {
	if len(words) < 2 {
		return false
	}
	switch strings.ToLower(words[0]) {
	case "as", "als", "como", "come", "comme", "jako", "som", "als:":
		return !lowerStart(words[1]) || theVocab().marks(clean(words[1]))&isRole != 0 && len(words) > 2
	}
	return false
}

// continued adds the next line to words that run up to the end of theirs.
func (r *reader) continued(i int, words []string) []string {
	if i+1 >= len(r.ps) || len(words) > 14 || r.ps[i].cut {
		return words
	}
	if last := r.ps[i].text; strings.HasSuffix(last, ".") || strings.HasSuffix(last, "!") {
		return words
	}
	if n := &r.ps[i+1]; (n.kind == prosePiece || n.kind == textPiece && (r.ps[i].glue || goesOn(n.text))) && n.n <= r.ps[i].n+1 {
		return append(append([]string(nil), words...), strings.Fields(n.text)...)
	}
	return words
}

// roleFrom reads a title at the beginning of a run of words; it ends where another clause begins.
func (r *reader) roleFrom(words []string) (titled, bool) {
	for len(words) > 0 && (articles[strings.ToLower(words[0])] || words[0] == "un" || words[0] == "une" || words[0] == "una" || words[0] == "currently" || words[0] == "eine" || words[0] == "ein" || words[0] == "een" || words[0] == "um" || words[0] == "uma" || words[0] == "an") {
		words = words[1:]
	}
	end := len(words)
	for i, w := range words {
		low := strings.ToLower(clean(w))
		if i > 0 && articles[low] && prepositions[strings.ToLower(clean(words[i-1]))] {
			continue // "contre le travail des enfants"
		}
		if i > 0 && (w == "I" || w == "I'm" || w == "I’m" || i+1 < len(words) && lowerStart(w) && speakers[strings.ToLower(clean(words[i+1]))]) {
			end = i
			break
		}
		if i > 0 && r.v.exact[low]&isProse != 0 && r.v.exact[low]&(isRole|isOrg) == 0 && !prepositions[low] && lowerOrI(w) {
			end = i
			break
		}
		if n := len(w); strings.ContainsAny(w[n-1:], ".;:!?") && !(strings.HasSuffix(w, ".") && len(w) <= 4) {
			end = i + 1
			break
		}
		if i > 24 {
			end = i
			break
		}
	}
	for end > 1 && prepositions[strings.ToLower(clean(words[end-1]))] {
		end--
	}
	text := strings.TrimRight(strings.Join(words[:end], " "), " .,;:!?،")
	if head, other, ok := strings.Cut(text, " "); ok && r.v.weigh(head) == roleSeg {
		if and, more, _ := strings.Cut(other, " "); hasConjunction(and) && r.v.weigh(more) == otherSeg && !strings.Contains(more, " ") {
			text = head // "Landtagsabgeordnete und Mutter"
		}
	}
	segs := r.segs(text)
	if len(segs) == 0 || segs[0].kind != roleSeg {
		return titled{}, false
	}
	if len(segs) > 1 && segs[1].kind != orgSeg && segs[1].kind != partSeg && !upperStart(segs[1].text) {
		segs = segs[:1]
	}
	return r.v.titleIn(segs, false)
}

func lowerOrI(w string) bool {
	return lowerStart(w) || w == "I" || w == "I'm" || w == "Je" || w == "Ich"
}
