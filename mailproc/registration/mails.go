package registration

import (
	"slices"
	"strings"
)

// readEmail chooses the person's own address: the one that is signed, the official one first, not an office's, not somebody
// else's; else From:.
func (r *reader) readEmail(onBehalf bool) {
	best, bestScore := address{}, -100.0
	var line int
	source := "block"
	for i := range r.ps {
		p := &r.ps[i]
		for _, a := range p.mails {
			s, ok := r.mailScore(p, i, a, onBehalf)
			if ok && s > bestScore {
				best, bestScore, line = a, s, p.n
				source = mailSource(p, a)
			}
		}
	}
	if bestScore >= 1 {
		r.set(Email, best.addr, line, source, min(0.98, 0.6+bestScore/20))
		if best.text != "" {
			e := r.out.Evidence[Email]
			e.Text = best.text
			r.out.Evidence[Email] = e
		}
		return
	}
	if !onBehalf || r.out.Fields.Email == "" {
		r.set(Email, r.addr, 0, "from", 0.9)
	}
}

func mailSource(p *piece, a address) string {
	switch {
	case a.source == "mailto":
		return "mailto"
	case p.row > 0:
		return "table"
	case p.kind == labelPiece:
		return "label"
	}
	return "block"
}

// mailScore weighs an address; false where it cannot be the author's.
func (r *reader) mailScore(p *piece, i int, a address, onBehalf bool) (float64, bool) {
	low := strings.ToLower(a.addr)
	if r.theirs(low) && !strings.EqualFold(low, r.addr) {
		return 0, false
	}
	s := 0.0
	if p.kind == labelPiece && p.label.field == emailField {
		s += 2
		s += officialWords(p.text)
	} else {
		if w := officialWords(p.text); strings.Count(p.text, " ") < 5 {
			s += w
		} else {
			s += w / 2
		}
	}
	mine := strings.EqualFold(low, r.addr)
	if mine && onBehalf {
		s -= 3
	} else if mine {
		s += 3
	}
	names := strings.Fields(r.out.Fields.FirstName + " " + r.out.Fields.LastName)
	if localNames(low, names) {
		s += 3
	} else if isOffice(low) && !mine && !onBehalf {
		s -= 4
	}
	switch p.kind {
	case prosePiece:
		s -= 2
		if !mine && r.onlyMail(low) {
			s += 1.5
			if writesTo(p.text) {
				s += 2
			}
		}
	default:
		s++
	}
	if r.main >= 0 {
		if d := i - r.cands[r.main].at; d >= 0 && d <= 10 {
			s += 2
			if d == 0 {
				s++
			}
		}
		for k := range r.cands {
			c := &r.cands[k]
			if k != r.main && c.score >= c.need() && !overlaps(c.name.tokens, r.cands[r.main].name.tokens) && !c.name.single && c.at <= i && i-c.at <= 6 && c.at > r.cands[r.main].at {
				s -= 5
			}
		}
	} else if r.form.count > 0 {
		s++
	}
	return s, true
}

// onlyMail tells that no other address stands in the text, but that of From:.
func (r *reader) onlyMail(addr string) bool {
	for i := range r.ps {
		for _, a := range r.ps[i].mails {
			if !strings.EqualFold(a.addr, addr) && !strings.EqualFold(a.addr, r.addr) {
				return false
			}
		}
	}
	return true
}

// writesTo tells sentences that ask to write to an address.
func writesTo(text string) bool {
	low := fold(text)
	return slices.ContainsFunc(addressVerbs, func(w string) bool { return strings.Contains(low, w) })
}

// theirs tells the addresses that the message was sent to: the organisers', colleagues'.
func (r *reader) theirs(addr string) bool {
	for _, a := range r.m.To {
		if strings.EqualFold(a.Addr, addr) {
			return true
		}
	}
	return false
}

// officialWords weighs what a label says of an address.
func officialWords(text string) float64 {
	low := fold(text)
	for _, w := range []string{"official", "office", "work", "professional", "professionnel", "institutional", "institucional", "istituzionale", "institutionnel", "dienstlich", "zakelijk", "travail", "business", "oficial", "служеб", "رسمي", "العمل", "公务", "公務", "업무"} {
		if strings.Contains(low, w) {
			return 2
		}
	}
	for _, w := range []string{"personal", "private", "privat", "perso", "personnel", "home", "alternat", "weekend", "privé", "prive", "secondary", "backup", "личн", "شخصي", "assistant", "secretar"} {
		if strings.Contains(low, w) {
			return -2
		}
	}
	return 0
}

// localNames tells whether an address holds a word of a name.
func localNames(addr string, names []string) bool {
	local, _, _ := strings.Cut(fold(addr), "@")
	local = nameSigns.Replace(local)
	for _, n := range names {
		if f := foldName(n); len(f) >= 3 && (strings.Contains(local, f) || strings.Contains(f, local) && len(local) >= 3) {
			return true
		}
	}
	return false
}

// otherAddress is another address that the author signs with.
func (r *reader) otherAddress() string {
	names := strings.Fields(r.out.Fields.FirstName + " " + r.out.Fields.LastName)
	for i := range r.ps {
		for _, a := range r.ps[i].mails {
			if strings.EqualFold(a.addr, r.out.Fields.Email) || r.theirs(strings.ToLower(a.addr)) {
				continue
			}
			if localNames(a.addr, names) || strings.EqualFold(a.addr, r.addr) {
				return a.addr
			}
		}
	}
	return ""
}
