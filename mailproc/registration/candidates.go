package registration

import (
	"slices"
	"strings"
	"unicode/utf8"

	"takepart/mailproc/message"
)

// candidate is a line, or the part of a line, that may be the author's name.
type candidate struct {
	at       int // index of its piece
	name     personName
	rest     []segment // what else stands on the line
	score    float64
	sentence bool // it stands in a sentence: "My name is …"
	role     bool // a role stands beside it, on its line or on the next
	stranger bool // From: and its address agree on somebody else
	sender   bool // the address that the message came from stands beside it
	post     bool // a post stands before it and nobody vouches for it: it counts only where there is no other
}

// need is the score from which a candidate is believed.
func (c *candidate) need() float64 {
	need := 4.0
	if c.name.single {
		need = 4.5
	}
	if c.stranger {
		need += 2.5
	}
	return need
}

// candidates finds every line that may be a name, and weighs it by what stands around it.
func (r *reader) candidates() []candidate {
	var out []candidate
	ordered := r.nameInOrder()
	for i := range r.ps {
		if ordered != nil && i == ordered.at {
			r.weighCandidate(ordered)
			ordered.score += 6
			out = append(out, *ordered)
			continue
		}
		p := &r.ps[i]
		if p.kind != textPiece || p.quoted || utf8.RuneCountInString(p.text) > 300 {
			continue
		}
		c, ok := r.nameIn(p.text)
		if !ok || r.v.says("phrase", append([]string{"I"}, c.name.tokens...)) > 0 { // "…、I TAKE PART"
			continue
		}
		c.at = i
		r.weighCandidate(&c)
		out = append(out, c)
	}
	if slices.ContainsFunc(out, func(c candidate) bool { return !c.post && c.score >= c.need() }) {
		out = slices.DeleteFunc(out, func(c candidate) bool { return c.post })
	}
	return out
}

// nameIn finds a name in a line: the whole of it, one of its segments, or beside a role without any sign between.
func (r *reader) nameIn(text string) (candidate, bool) {
	if words := strings.Fields(text); len(words) > 2 {
		if n := r.v.says("intro", words); n > 0 && n < len(words) { // "Soy Ana Ruiz, directora"
			text = strings.Join(words[n:], " ")
		}
	}
	n, ok := r.v.parseName(strings.ReplaceAll(text, "\t", " "), r.h)
	if ok && r.ranked(n.tokens) {
		if c, ok := r.nameBeside(text); ok { // "Judge Jane Doe", although some are called Judge
			return c, true
		}
	}
	if ok && !r.roleAside(text) && !r.otherScriptRole(text) && (!strings.Contains(text, " / ") || mixed(text)) {
		if r.v.weigh(strings.Join(n.tokens, " ")) != roleSeg || n.known >= len(n.tokens) || n.known > 0 && len(n.tokens) == 2 && r.onlyEnds(n.tokens) {
			return candidate{name: n}, true
		}
	}
	if i := strings.IndexAny(text, "(（"); i > 0 && r.roleAside(text) {
		inner := strings.Trim(text[i:], "()（） ")
		if n, ok := r.v.parseName(text[:i], r.h); ok {
			return candidate{name: n, rest: r.segs(inner)}, true
		}
		if c, ok := r.nameBeside(strings.TrimSpace(text[:i])); ok {
			return c, true
		}
		if c, ok := r.nameSegment(r.segs(inner)); ok && !c.name.single {
			c.rest = append(r.segs(text[:i]), c.rest...)
			return c, true
		}
	}
	segs := r.segs(text)
	if c, ok := r.nameSegment(segs); ok {
		return c, true
	}
	if c, ok := r.nameSlash(text); ok {
		return c, true
	}
	for i, s := range segs[:min(3, len(segs))] {
		if i > 0 && s.kind != roleSeg {
			continue
		}
		if c, ok := r.nameBeside(s.text); ok {
			c.rest = append(c.rest, without(segs, i, 1)...)
			return c, true
		}
	}
	return candidate{}, false
}

// nameSlash reads "Jane Doe / Programme Lead / Child Platform" and "Reporter: Jane Doe".
func (r *reader) nameSlash(text string) (candidate, bool) {
	if i := signAt(text); i > 0 && strings.Count(text, ":") == 1 && r.v.weigh(text[:i]) == roleSeg {
		if n, ok := r.v.parseName(text[i+1:], r.h); ok && !n.single {
			return candidate{name: n, rest: r.segs(text[:i])}, true
		}
	}
	parts := strings.Split(text, " / ")
	if len(parts) < 2 {
		return candidate{}, false
	}
	var c candidate
	if n, ok := r.v.parseName(parts[0], r.h); ok {
		c.name = n
	} else if c, ok = r.nameBeside(parts[0]); !ok {
		return candidate{}, false
	}
	for _, p := range parts[1:] {
		c.rest = append(c.rest, r.segs(p)...)
	}
	return c, true
}

// roleAside tells a role in brackets behind a name: "Jane Doe (Director of Policy)".
func (r *reader) roleAside(text string) bool {
	rest, aside := cutAside(text)
	if aside == "" || r.v.marks(aside)&isHonorific != 0 || sameNameAside(rest, aside) {
		return false
	}
	k := r.lineKind(aside)
	return k == roleSeg || k == orgSeg
}

// otherScriptRole tells a role in another script beside a name: "Wang Wei - 副研究员".
func (r *reader) otherScriptRole(text string) bool {
	return mixed(text) && slices.ContainsFunc(r.segs(text), func(s segment) bool { return s.kind == roleSeg && otherScript(s.text) })
}

// sameNameAside tells a name that is given again in another script, in brackets: as many words, one more or less.
func sameNameAside(name, aside string) bool {
	l, o := scripts(aside)
	latin, other := scripts(name)
	n, k := len(strings.Fields(name)), len(strings.Fields(aside))
	return n > 1 && k > 1 && max(n, k)-min(n, k) <= 1 && (l == "" && other == "" || o == "" && latin == "")
}

// nameSegment takes the first segment that is a name; of "DOE, Jane, Director" the first two.
func (r *reader) nameSegment(segs []segment) (candidate, bool) {
	for i, s := range segs {
		if i > 3 {
			break
		}
		if i+1 < len(segs) && segs[i+1].sep == "," {
			if n, ok := r.v.lastFirst(s.text, segs[i+1].text, r.h); ok && len(n.tokens) > 1 {
				return candidate{name: n, rest: without(segs, i, 2)}, true
			}
		}
		n, ok := r.v.parseName(s.text, r.h)
		if !ok || i > 0 && saints[strings.TrimSuffix(fold(n.tokens[0]), ".")] || s.kind == placeSeg && !(r.from != nil && overlaps(n.tokens, r.from.tokens)) || i > 0 && n.single && (r.from == nil || !overlaps(n.tokens, r.from.tokens)) {
			continue
		}
		if s.kind != otherSeg && s.kind != placeSeg && n.known < len(n.tokens)-r.particles(n.tokens) && !(i == 0 && r.namesake(n.tokens, segs[1:])) {
			continue
		}
		if n.known == 0 && !n.honoured && (i > 0 || hasOrg(segs) && !r.inLocals(&n)) {
			continue
		}
		return candidate{name: n, rest: without(segs, i, 1)}, true
	}
	return candidate{}, false
}

// namesake tells a name that only the ends of its words make look like a role or an organisation, with a role behind it.
func (r *reader) namesake(words []string, rest []segment) bool {
	return len(words) > 1 && r.onlyEnds(words) && slices.ContainsFunc(rest, func(s segment) bool { return s.kind == roleSeg })
}

// onlyEnds tells words of which no table says that they are a role or an organisation: "Perrad" is no "-rad".
func (r *reader) onlyEnds(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return r.v.marks(w)&(anyRole|anyOrg) != 0 && !r.v.derived(w) })
}

// particles counts the small words of a name.
func (r *reader) particles(words []string) int {
	n := 0
	for _, w := range words {
		if r.v.particle(w) && !upperStart(w) {
			n++
		}
	}
	return n
}

// hasOrg tells lines that name an organisation and no role: a strange word beside it is its name in another language.
func hasOrg(segs []segment) bool {
	org := false
	for _, s := range segs {
		if s.kind == roleSeg {
			return false
		}
		org = org || s.kind == orgSeg || s.kind == partSeg
	}
	return org
}

func without(segs []segment, i, n int) []segment {
	out := append([]segment(nil), segs[:i]...)
	return append(out, segs[i+n:]...)
}

// weighCandidate adds up what speaks for a name.
func (r *reader) weighCandidate(c *candidate) {
	p := &r.ps[c.at]
	n := &c.name
	s := float64(min(n.known, 2))
	if !n.single {
		s++
	}
	s += r.fromScore(n)
	if n.honoured {
		s += 2
	}
	if n.sure && !n.single {
		s++
	}
	if r.inLocals(n) {
		s += 2
	}
	if p.after || r.closingAbove(c.at) {
		s += 2.5
	}
	if p.zone == message.Signature {
		s++
	}
	if p.bracket {
		s -= 2
	}
	if r.v.place(p.text) {
		s -= 3
	}
	if n.known > 0 && len(c.rest) == 0 && r.endsText(c.at) {
		if s += 2; n.single && r.from == nil {
			s += 1.5
		}
	}
	if n.small {
		s -= 2
	}
	s += r.neighbours(c)
	c.stranger = r.from != nil && !r.from.single && r.inLocals(r.from) && n.known < 2 && !n.honoured && r.fromScore(n) < 3 && !r.inLocals(n)
	if n.single && r.from == nil && c.role && n.latin && !upperWord(n.tokens[0]) && upperStart(n.tokens[0]) {
		s++ // nothing else in the message names anybody
	}
	c.score = s
}

// endsText tells the last line that says anything, with a blank line above: where people sign.
func (r *reader) endsText(i int) bool {
	if r.above(i) >= 0 {
		return false
	}
	for j := i + 1; j < len(r.ps); j++ {
		switch r.ps[j].kind {
		case blankPiece, rulePiece, junkPiece, contactPiece:
		default:
			return false
		}
	}
	return true
}

// fromScore weighs how far a name is that of From:.
func (r *reader) fromScore(n *personName) float64 {
	if r.from == nil {
		return 0
	}
	k := shared(n.tokens, r.from.tokens)
	switch {
	case k >= 2:
		return 6
	case k == 1 && (n.single || r.from.single):
		return 3.5
	case k == 1:
		return 3
	}
	if n.latin != r.from.latin {
		return 1
	}
	return 0
}

// inLocals tells whether an address of the author holds a word of the name.
func (r *reader) inLocals(n *personName) bool {
	for _, local := range r.h.locals {
		for _, t := range n.tokens {
			f := foldName(t)
			if len(f) >= 3 && strings.Contains(flat(local), f) {
				return true
			}
			for _, w := range strings.FieldsFunc(local, func(r rune) bool { return r == '.' || r == '_' || r == '-' }) {
				if len(w) >= 5 && strings.HasPrefix(f, w) {
					return true // "rakoto" of Rakotomalala
				}
			}
		}
	}
	return false
}

func (r *reader) closingAbove(i int) bool {
	for j, left := i-1, 3; j >= 0 && left > 0; j-- {
		switch r.ps[j].kind {
		case blankPiece, rulePiece, junkPiece:
			if r.ps[j].kind != blankPiece {
				left--
			}
		case closingPiece:
			return true
		default:
			return false
		}
	}
	return false
}

// neighbours weighs the rest of the line, the line below and the line above.
func (r *reader) neighbours(c *candidate) float64 {
	s := 0.0
	for _, g := range c.rest {
		if g.kind == roleSeg {
			c.role = true
		}
		if g.kind == orgSeg {
			s++
		}
	}
	if c.role {
		s += 3
	}
	if len(r.ps[c.at].mails) > 0 {
		s += 1 + r.sendsFrom(&r.ps[c.at], c)
	}
	for j, left := c.at+1, 3; j < len(r.ps) && left > 0 && j <= c.at+6; j++ {
		p := &r.ps[j]
		if p.kind == blankPiece || p.kind == rulePiece || p.kind == junkPiece {
			continue
		}
		left--
		if p.kind == contactPiece || len(p.mails) > 0 {
			s += 1 + r.sendsFrom(p, c)
			break
		}
		if p.kind != textPiece {
			break
		}
		k := r.lineKind(p.text)
		if k == roleSeg && left == 2 && !c.role {
			c.role = true
			s += 3
		}
		if k == orgSeg {
			s++
			break
		}
	}
	if j := r.above(c.at); j >= 0 && r.ps[j].kind == textPiece && r.lineKind(r.ps[j].text) == roleSeg {
		s++
	}
	return s
}

// sendsFrom weighs the address that the message came from, in a piece beside a name.
func (r *reader) sendsFrom(p *piece, c *candidate) float64 {
	if len(r.m.From) == 1 && slices.ContainsFunc(p.mails, func(a address) bool { return strings.EqualFold(a.addr, r.m.From[0].Addr) }) {
		c.sender = true
		return 2
	}
	return 0
}

// above is the piece on the line just above, -1 where that is blank.
func (r *reader) above(i int) int {
	if i > 0 && r.ps[i-1].kind != blankPiece {
		return i - 1
	}
	return -1
}

// lineKind weighs a whole line: that of its first role, else of its first telling segment.
func (r *reader) lineKind(text string) segKind {
	kind := otherSeg
	for _, s := range r.segs(text) {
		if s.kind == roleSeg {
			return roleSeg
		}
		if kind == otherSeg {
			kind = s.kind
		}
	}
	return kind
}

// near finds the candidate whose name shares most with the given words.
func (r *reader) near(words []string) int {
	best, most := -1, 0
	for i, c := range r.cands {
		if k := shared(c.name.tokens, words); k > most {
			best, most = i, k
		}
	}
	return best
}
