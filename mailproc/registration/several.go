package registration

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// behalf tells whether the writer announces somebody else, and if so whether that person's own block is there. Where it is,
// that person becomes the one who is read.
func (r *reader) behalf() (withBlock, bare bool) {
	said := r.announces()
	if said < 0 {
		return false, false
	}
	if r.formIsOther() {
		return true, false
	}
	best := r.principal(said)
	if best < 0 {
		return false, true
	}
	r.main = best
	r.out = reading{Evidence: map[Field]Evidence{}}
	n := r.cands[best].name
	r.set(FirstName, n.first, r.ps[r.cands[best].at].n, "block", 0.85)
	r.set(LastName, n.last, r.ps[r.cands[best].at].n, "block", 0.85)
	return true, false
}

// principal finds the one who is announced: the first with a block of their own who is not the writer. The words of
// announcement themselves, at piece said, are no block.
func (r *reader) principal(said int) int {
	best, blocks := -1, 0
	for i := range r.cands {
		c := &r.cands[i]
		if c.at == said || c.name.single && !c.name.honoured || !r.blockOf(c) {
			continue
		}
		if blocks++; r.isWriter(c) {
			continue
		}
		if best < 0 || c.score > r.cands[best].score+4 {
			best = i
		}
	}
	if best >= 0 && blocks == 1 && said >= 0 && !r.speaksOf(said, &r.cands[best]) {
		return -1 // the only block is that of the writer, who is somebody else than the one announced
	}
	return best
}

// speaksOf tells whether the words that announce somebody name a candidate, or the candidate's post.
func (r *reader) speaksOf(said int, c *candidate) bool {
	text := r.ps[said].text
	if said+1 < len(r.ps) {
		text += " " + r.ps[said+1].text
	}
	announced := cleanAll(unelided(fold(text)))
	for _, w := range append(cleanAll(strings.Fields(fold(r.roleText(c)))), c.name.tokens...) {
		w = fold(w)
		if utf8.RuneCountInString(w) < 4 {
			if slices.Contains(announced, w) && !prepositions[w] && !articles[w] {
				return true
			}
			continue
		}
		stem := string([]rune(w)[:min(5, utf8.RuneCountInString(w))])
		if slices.ContainsFunc(announced, func(a string) bool { return strings.HasPrefix(a, stem) }) {
			return true
		}
	}
	return false
}

// formIsOther tells whether labels give the particulars of somebody else than the one who sends.
func (r *reader) formIsOther() bool {
	names := strings.Fields(r.out.Fields.FirstName + " " + r.out.Fields.LastName)
	labelled := false
	for _, f := range []Field{FirstName, LastName} {
		switch r.out.Evidence[f].Source {
		case "label", "table":
			labelled = true
		}
	}
	if !labelled || r.form.count < 3 || r.from != nil && overlaps(names, r.from.tokens) {
		return false
	}
	for i := range r.cands { // the writer's own name below the particulars
		if c := &r.cands[i]; overlaps(c.name.tokens, names) && r.isWriter(c) {
			return false
		}
	}
	return true
}

// isWriter tells whether a candidate is the one who sends: From: names them, or their role is an assistant's.
func (r *reader) isWriter(c *candidate) bool {
	if r.from != nil && overlaps(c.name.tokens, r.from.tokens) {
		return true
	}
	low := fold(r.roleText(c))
	if assists(low) {
		return true
	}
	for _, w := range assistantPosts {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// assists tells the post of an assistant from ranks that have the word before that of their office: "Assistant Undersecretary".
func assists(role string) bool {
	words := strings.FieldsFunc(role, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;|()/", r) })
	for i, w := range words {
		if !strings.HasPrefix(w, "assistant") && !strings.HasPrefix(w, "assistent") && !strings.HasPrefix(w, "asistent") && !strings.HasPrefix(w, "asistan") {
			continue
		}
		if i+1 == len(words) || prepositions[words[i+1]] || strings.HasSuffix(w, "assistentin") || i > 0 && personal[words[i-1]] {
			return true
		}
	}
	return false
}

// roleText is the text beside a name in which its role stands.
func (r *reader) roleText(c *candidate) string {
	for _, s := range c.rest {
		if s.kind == roleSeg {
			return s.text
		}
	}
	for j := c.at + 1; j < len(r.ps) && j <= c.at+3; j++ {
		if r.ps[j].kind == textPiece && r.lineKind(r.ps[j].text) == roleSeg {
			return r.ps[j].text
		}
	}
	if above, ok := r.postAbove(c); ok {
		return r.ps[above].text
	}
	return ""
}

// blockOf tells whether a candidate has a block of its own: a role on its line or near below.
func (r *reader) blockOf(c *candidate) bool {
	return c.role || r.roleText(c) != "" || r.ps[c.at].row > 0
}

// announces finds the words by which one writes for another person, -1 where there are none: they must be followed by a
// person, not an organisation.
func (r *reader) announces() int {
	for i := range r.ps {
		p := &r.ps[i]
		if p.kind != prosePiece && p.kind != textPiece && p.kind != closingPiece && p.kind != greetingPiece {
			continue
		}
		if next := i + 1; r.announced(p.fields(), next) || (strings.Contains(p.text, "'") || strings.Contains(p.text, "’")) && r.announced(unelided(p.text), next) {
			return i
		}
	}
	return -1
}

// announced tells whether words announce another person; where they end with the announcement, that person stands in piece next.
func (r *reader) announced(words []string, next int) bool {
	for at := range words {
		if r.v.says("behalf-back", words[at:]) > 0 && r.personFollows(words[max(0, at-6):at]) {
			return true
		}
		n := r.v.says("behalf", words[at:])
		if n == 0 {
			continue
		}
		rest := words[at+n:]
		if len(rest) == 0 && next < len(r.ps) {
			rest = r.ps[next].fields()
		}
		if r.personFollows(rest) {
			return true
		}
	}
	return false
}

// unelided parts "dell'On." and "d'Ambassadeur" into the preposition and its word.
func unelided(text string) []string {
	var out []string
	for _, w := range strings.Fields(text) {
		if i := strings.IndexAny(w, "'’"); i > 0 && elided(w) {
			mark := len("'")
			if w[i] != '\'' {
				mark = len("’")
			}
			out = append(out, w[:i], w[i+mark:])
			continue
		}
		out = append(out, w)
	}
	return slices.DeleteFunc(out, func(w string) bool { return w == "" })
}

// personFollows tells whether words begin with a person other than the writer: a form of address, a role, a name.
func (r *reader) personFollows(words []string) bool {
	for k, w := range words {
		if k > 4 {
			break
		}
		c := clean(w)
		low := strings.ToLower(c)
		m := r.v.marks(c)
		h := r.v.exact[undot(low)]
		switch {
		case m&isOrg != 0 && m&isRole == 0, m&isOrgPart != 0:
			return false
		case m&isRole != 0, h&isHonorific != 0 && len(c) > 1 && !prepositions[low]:
			return r.otherThanWriter(words[k:])
		case prepositions[low], articles[low], m&isProse != 0, possessives[low]:
			continue
		case !lowerStart(c) && m&isGiven != 0:
			return !r.v.namesBody(words[k:]) && r.otherThanWriter(words[k:])
		default:
			continue
		}
	}
	return false
}

// namesBody tells capitalised words of which one is no name's: "Jordan Labour Watch".
func (v *vocab) namesBody(words []string) bool {
	for _, w := range words {
		c := clean(w)
		if lowerStart(c) {
			return false
		}
		if m := v.marks(c); m&anyOrg != 0 && m&anyRole == 0 || m&isNotName != 0 && m&anyName == 0 {
			return true
		}
		if c != strings.TrimRight(w, ",;.") || strings.HasSuffix(w, ",") {
			return false
		}
	}
	return false
}

func (r *reader) otherThanWriter(words []string) bool {
	return r.from == nil || !overlaps(cleanAll(words[:min(4, len(words))]), r.from.tokens)
}

// others are further people whom the message registers: rows of a table, lines of a list, a second whole block.
func (r *reader) others(onBehalf bool) []reading {
	if onBehalf {
		return nil
	}
	var out []reading
	for _, f := range r.form.others {
		if o, ok := r.formOther(f); ok {
			out = append(out, o)
		}
	}
	if r.main < 0 {
		return out
	}
	main := &r.cands[r.main]
	seen := []*candidate{main}
	for i := range r.cands {
		c := &r.cands[i]
		if i == r.main || c.name.single || !r.stands(c) || slices.ContainsFunc(seen, func(s *candidate) bool { return samePerson(s, c) }) {
			continue
		}
		seen = append(seen, c)
		out = append(out, r.readOther(c))
	}
	return out
}

// samePerson tells one name from its repetition, in another script too.
func samePerson(a, b *candidate) bool {
	return a.name.latin != b.name.latin || shared(a.name.tokens, b.name.tokens) >= min(2, len(a.name.tokens), len(b.name.tokens))
}

// stands tells whether a further name is a participant: it has a title or an address of its own, or a row of a list.
func (r *reader) stands(c *candidate) bool {
	p := &r.ps[c.at]
	if p.zone != r.ps[r.cands[r.main].at].zone || c.score < 3 {
		return false
	}
	ownMail := false
	for j := c.at; j < len(r.ps) && j <= c.at+4 && !(j > c.at && r.candidateAt(j) != nil); j++ {
		for _, a := range r.ps[j].mails {
			ownMail = ownMail || localNames(a.addr, c.name.tokens)
		}
	}
	if p.row > 0 {
		return ownMail || c.role || r.rowRole(c)
	}
	return ownMail || c.role && c.score >= c.need() && (c.name.known > 0 || c.name.honoured)
}

// rowRole tells whether another cell of the same row holds a role.
func (r *reader) rowRole(c *candidate) bool {
	for j := range r.ps {
		if j != c.at && r.ps[j].row == r.ps[c.at].row && r.lineKind(r.ps[j].text) == roleSeg {
			return true
		}
	}
	return false
}

// readOther reads a further person's fields.
func (r *reader) readOther(c *candidate) reading {
	o := *r
	o.out = reading{Evidence: map[Field]Evidence{}}
	o.form = form{}
	o.set(FirstName, c.name.first, r.ps[c.at].n, "block", 0.7)
	o.set(LastName, c.name.last, r.ps[c.at].n, "block", 0.7)
	o.titleBeside(c)
	for j := c.at; j < len(r.ps) && j <= c.at+4; j++ {
		for _, a := range r.ps[j].mails {
			if localNames(a.addr, c.name.tokens) {
				o.set(Email, a.addr, r.ps[j].n, "block", 0.8)
			}
		}
	}
	return o.out
}

// formOther reads a second run of labels.
func (r *reader) formOther(f map[labelField]formValue) (reading, bool) {
	o := *r
	o.out = reading{Evidence: map[Field]Evidence{}}
	o.form = form{values: f, count: len(f)}
	o.from, o.h.from = nil, nil
	if !o.formName() {
		return reading{}, false
	}
	o.formTitle()
	main := strings.Fields(r.out.Fields.FirstName + " " + r.out.Fields.LastName)
	names := strings.Fields(o.out.Fields.FirstName + " " + o.out.Fields.LastName)
	return o.out, shared(main, names) < min(2, len(names))
}
