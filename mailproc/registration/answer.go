package registration

import (
	"slices"
	"strings"
	"unicode/utf8"

	"takepart/mailproc/message"
)

// readAnswer reads an answer in our own thread: "Director of Inspection", "Title: …", "My last name is …", a full signature.
// asked is what our question asked for, known what the registration holds already.
func readAnswer(m *message.Message, asked []Field, known Fields) reading {
	v, done := theVocab().forOne()
	defer done()
	r := newReader(v, m, nil, "")
	if r.from == nil && known.FirstName != "" && known.LastName != "" {
		n := personName{first: known.FirstName, last: known.LastName, tokens: strings.Fields(known.FirstName + " " + known.LastName), latin: true, sure: true}
		r.from, r.h.from = &n, &n
		r.cands = r.candidates()
	}
	r.readName()
	r.readTitle()
	if slices.Contains(asked, Title) && r.out.Fields.Title == "" {
		r.shortTitle(known)
	}
	if (slices.Contains(asked, FirstName) || slices.Contains(asked, LastName)) && (r.out.Fields.FirstName == "" || r.out.Fields.LastName == "") {
		r.shortName(asked, known)
	}
	r.signedEmail()
	return r.out
}

// signedEmail takes an address only where the text holds one.
func (r *reader) signedEmail() {
	for i := range r.ps {
		for _, a := range r.ps[i].mails {
			if s, ok := r.mailScore(&r.ps[i], i, a, false); ok && s >= 1 {
				r.set(Email, a.addr, r.ps[i].n, mailSource(&r.ps[i], a), 0.8)
			}
		}
	}
}

// shortTitle takes the first short line of an answer to "what is your title?" that is neither the name nor a greeting.
func (r *reader) shortTitle(known Fields) {
	names := strings.Fields(known.FirstName + " " + known.LastName)
	for i := range r.ps {
		p := &r.ps[i]
		if p.kind != textPiece || p.quoted || p.zone == message.Signature || len(strings.Fields(p.text)) > 12 || utf8.RuneCountInString(p.text) < 2 {
			continue
		}
		if c := r.candidateAt(i); c != nil && (overlaps(c.name.tokens, names) || c.score >= c.need()) {
			continue
		}
		if k := r.lineKind(p.text); k == orgSeg || k == placeSeg {
			continue
		}
		title, inst := r.labelledTitle(p.text, known.Institution)
		r.set(Title, trimTitle(title), p.n, "thread", 0.6)
		r.set(Institution, inst, p.n, "thread", 0.5)
		return
	}
}

// shortName takes a single word that answers "what is your last name?", or a whole name.
func (r *reader) shortName(asked []Field, known Fields) {
	for i := range r.ps {
		p := &r.ps[i]
		if p.kind != textPiece || len(strings.Fields(p.text)) > 5 {
			continue
		}
		n, ok := r.v.parseName(p.text, r.h)
		if !ok || r.v.weigh(p.text) == roleSeg {
			continue
		}
		switch {
		case !n.single:
			r.out.Fields.FirstName, r.out.Fields.LastName = "", ""
			r.set(FirstName, n.first, p.n, "thread", 0.7)
			r.set(LastName, n.last, p.n, "thread", 0.7)
		case slices.Contains(asked, LastName) && !slices.Contains(asked, FirstName) && !overlaps(n.tokens, strings.Fields(known.FirstName)):
			r.out.Fields.FirstName = ""
			r.set(LastName, n.tokens[0], p.n, "thread", 0.6)
		case slices.Contains(asked, FirstName) && !slices.Contains(asked, LastName) && !overlaps(n.tokens, strings.Fields(known.LastName)):
			r.set(FirstName, n.tokens[0], p.n, "thread", 0.6)
		}
		return
	}
}
