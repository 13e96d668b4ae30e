package registration

import (
	"slices"
	"strings"
	"unicode/utf8"

	"takepart/mailproc/message"
)

// The invitation asks for "your first name, last name, email and institutional title", and some people answer just so: one after the
// other, each on a line of its own or between signs.

// nameInOrder finds such an answer's name.
func (r *reader) nameInOrder() *candidate {
	for i := range r.ps {
		p := &r.ps[i]
		if p.kind != textPiece || p.quoted {
			continue
		}
		if len(p.mails) == 1 {
			if parts := r.partsInOrder(p); parts != nil {
				if name, ok := r.partedName(parts[0], parts[1], p.mails[0].addr); ok {
					return &candidate{at: i, name: name, rest: r.segs(parts[2])}
				}
			}
			continue
		}
		last := r.nextAnswer(i)
		if last < 0 || r.ps[last].kind != textPiece || len(r.ps[last].mails) > 0 || r.ps[last].row != p.row {
			continue
		}
		if name, ok := r.partedName(p.text, r.ps[last].text, r.mailInOrder(last)); ok {
			r.ps[last].kind = junkPiece // its words are part of the name
			return &candidate{at: i, name: name}
		}
	}
	return nil
}

// nextAnswer is the next piece that says something, also behind a line of the invitation that is quoted between.
func (r *reader) nextAnswer(i int) int {
	next := nextPiece(r.ps, i)
	for j := i + 1; next < 0 && j < len(r.ps); j++ {
		if r.ps[j].kind == blankPiece || r.ps[j].kind == rulePiece {
			continue
		}
		if slices.ContainsFunc(r.m.Lines, func(l message.Line) bool { return l.Zone == message.Quoted && l.N > r.ps[i].n && l.N < r.ps[j].n }) {
			return j
		}
		break
	}
	return next
}

// mailInOrder is the address that stands on a line of its own below piece i, or below the title there; "" where none does.
func (r *reader) mailInOrder(i int) string {
	next := r.nextAnswer(i)
	if next >= 0 && r.ps[next].kind == textPiece && r.lineKind(r.ps[next].text) == roleSeg {
		next = r.nextAnswer(next)
	}
	if next < 0 || len(r.ps[next].mails) != 1 || !r.ps[next].bracket && countLetters(cutBracket(r.ps[next].text)) > 0 {
		return ""
	}
	return r.ps[next].mails[0].addr
}

// partedName is the name of which two texts are the given and the family part, in this order. mail is the address that follows them; "" for
// none.
func (r *reader) partedName(first, last, mail string) (personName, bool) {
	given := r.namePart(first, false)
	called := r.from != nil && r.from.single
	known := given != nil && !slices.ContainsFunc(given, func(w string) bool {
		return !r.v.givenWord(w) && !(called && overlaps([]string{w}, r.from.tokens)) && !r.inLocals(&personName{tokens: []string{w}})
	})
	family := r.namePart(last, known && r.onlyEnds(strings.Fields(last)))
	if given == nil || family == nil || !r.partsOfName(given, family, known, mail) {
		return personName{}, false
	}
	n := personName{sure: true, text: first + " " + last, first: strings.Join(given, " "), last: strings.Join(family, " "), tokens: slices.Concat(given, family)}
	latin, _ := scripts(n.text)
	n.known, n.latin = len(n.tokens), latin != ""
	return n, true
}

// partsInOrder cuts "Jane, Doe, <address>, Director of Policy", of which the address was taken out: what stands before it, and behind.
func (r *reader) partsInOrder(p *piece) []string {
	for _, sign := range []string{",", ";", "/", "|"} {
		parts := strings.SplitN(p.text, sign, 4)
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		switch {
		case len(parts) == 2 && r.lastInLine(p, sign):
			return append(parts, "")
		case len(parts) == 3 && parts[2] == "":
			return parts
		case len(parts) == 4 && parts[2] == "":
			return []string{parts[0], parts[1], parts[3]}
		}
	}
	return nil
}

// lastInLine tells that the address of a piece ends its line, behind a sign: "Jane, Doe, <address>", but not "Doe, Jane <address>".
func (r *reader) lastInLine(p *piece, sign string) bool {
	i := slices.IndexFunc(r.m.Lines, func(l message.Line) bool { return l.N == p.n })
	if i < 0 {
		return false
	}
	before, after, found := strings.Cut(r.m.Lines[i].Text, p.mails[0].addr)
	return found && !hasLetter(after) && strings.HasSuffix(strings.TrimRight(before, " <("), sign)
}

// partsOfName tells whether words are a given and a family name, in this order; known: the given ones are in the tables.
func (r *reader) partsOfName(given, family []string, known bool, mail string) bool {
	if overlaps(given, family) || capitalName(given[0]) && !initials(given[0]) && !capitalName(family[0]) {
		return false
	}
	if f := r.from; f != nil && !f.single {
		g, l := shared(given, f.tokens), shared(family, f.tokens)
		switch {
		case g == len(f.tokens), l == len(f.tokens):
			return false // one of the lines is the whole name
		case g > 0 && l > 0:
			return (mail != "" || l >= len(family)-r.particles(family)) && !(f.sure && overlaps(given, strings.Fields(f.last)))
		case g+l > 0 && !r.inLocals(&personName{tokens: family}):
			return false
		}
	}
	_, domain, _ := strings.Cut(fold(mail), "@")
	switch {
	case mail == "":
		return false
	case r.inLocals(&personName{tokens: family}), len(family) > 1 && r.v.particle(family[0]):
		return true
	case len(given) > 1 && r.endsInFamily(given), strings.Contains(flat(domain), foldName(strings.Join(family, ""))):
		return false // a whole name, or the name of what the person works for
	}
	return !r.v.place(strings.Join(family, " ")) && (len(family) == 1 || known) && !r.lastShows(given, family)
}

// lastShows tells that an address shows the first text to be the family name: "c.okonkwo" of Okonkwo, Chidinma.
func (r *reader) lastShows(given, family []string) bool {
	initial, _ := utf8.DecodeRuneInString(foldName(family[0]))
	return slices.ContainsFunc(r.h.locals, func(local string) bool {
		f := flat(local)
		return f != foldName(given[len(given)-1]) && strings.HasPrefix(f, string(initial)) && strings.HasSuffix(f, foldName(given[len(given)-1])) && !strings.Contains(f, foldName(family[0]))
	})
}

// namePart gives the words of a text that may be the given or the family names of somebody; nil where it can be neither. Behind known
// given names the family name may be a word that ends like a role.
func (r *reader) namePart(text string, behindGiven bool) []string {
	if text == "" || len(text) > maxName || strings.ContainsAny(text, ",;:@/|()\t0123456789?!") {
		return nil
	}
	var n personName
	words := r.v.nameTokens(text, r.h, &n)
	if len(words) == 0 || len(words) > 5 || n.honoured {
		return nil
	}
	n.tokens = words
	if k := r.v.weigh(text); k != otherSeg && k != placeSeg && r.fromScore(&n) < 3 && !r.inLocals(&n) && !behindGiven {
		return nil
	}
	for i, w := range words {
		if !upperStart(w) && !elidedParticle(w) && (!r.v.particle(w) || i == len(words)-1) {
			return nil
		}
	}
	return words
}

// endsInFamily tells words that are a whole name: the last one is known as a family name alone.
func (r *reader) endsInFamily(words []string) bool {
	last := words[len(words)-1]
	return r.v.familyWord(last) && !r.v.givenWord(last)
}
