package mailproc

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"takepart/mailproc/message"
	"takepart/mailproc/registration"
	"takepart/store"
)

// Who a message is from, and which registration it is about (DESIGN.md "Identity, duplicates, order").

// writer gives the address that a message is answered to and that its registration belongs to, and the name that goes
// with it: From:, and nothing else. Only for the organisers' own web forms is it Reply-To:, or the signed address.
func writer(m *message.Message, d *registration.Decision) (addr message.Address, ok bool) {
	if !m.Form {
		if len(m.From) != 1 {
			return addr, false
		}
		return m.From[0], m.From[0].Addr != ""
	}
	if len(m.ReplyTo) == 1 && m.ReplyTo[0].Addr != "" {
		return m.ReplyTo[0], true
	}
	return message.Address{Name: fullName(person(d.Fields)), Addr: d.Fields.Email}, d.Fields.Email != ""
}

// foldAddress makes addresses comparable. Local parts may differ in case by the letter of RFC 5321; nobody's do.
func foldAddress(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// nameKey makes names comparable: case, accents, punctuation and the order of the words do not count, nor which of them
// was taken for the first and which for the last name.
func nameKey(p store.Person) string {
	words := nameWords(p.FirstName + " " + p.LastName)
	slices.Sort(words)
	return strings.Join(words, " ")
}

func nameWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(norm.NFKD.String(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
}

// sameName compares two people; nobody is the same as somebody without a name.
func sameName(a, b store.Person) bool {
	k := unaccented(nameKey(a))
	return k != "" && k == unaccented(nameKey(b))
}

func unaccented(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s)
}

// fitsPartOf tells whether all that is known of a's name stands in b's: an incomplete registration and its completion.
func fitsPartOf(a, b store.Person) bool {
	have := nameWords(unaccented(norm.NFKD.String(b.FirstName + " " + b.LastName)))
	words := nameWords(unaccented(norm.NFKD.String(a.FirstName + " " + a.LastName)))
	for _, w := range words {
		if !slices.Contains(have, w) {
			return false
		}
	}
	return len(words) > 0
}

// namesSomebodyElse: not one word of the name is left, so that it is no correction.
func namesSomebodyElse(told, known store.Person) bool {
	have := nameWords(unaccented(norm.NFKD.String(fullName(known))))
	words := nameWords(unaccented(norm.NFKD.String(fullName(told))))
	if len(have) == 0 || len(words) == 0 {
		return false
	}
	return !slices.ContainsFunc(words, func(w string) bool { return slices.Contains(have, w) })
}

func nameless(p store.Person) bool { return nameKey(p) == "" }

func fullName(p store.Person) string { return strings.TrimSpace(p.FirstName + " " + p.LastName) }

func person(f registration.Fields) store.Person { return store.Person(f) }
func fields(p store.Person) registration.Fields { return registration.Fields(p) }

// thread is what a message answers in.
type thread struct {
	of    *store.Registration
	told  registration.Thread // what Decide needs to know of it
	loose bool                // known by our short reference alone, from another address than the registration's
}

// maxThreadIDs bounds how many of a message's references are looked up.
const maxThreadIDs = 30

// threadOf finds the registration that a message answers to: by our mails' Message-IDs from anybody, by the writer's
// own earlier messages from the same address only; where a mail program has cut both, by our short reference.
func (p *Processor) threadOf(tx *store.Tx, m *message.Message) (*thread, error) {
	from, _ := writer(m, &registration.Decision{})
	sender := foldAddress(from.Addr)
	ids := slices.Clone(m.InReplyTo)
	for _, id := range slices.Backward(m.References) {
		ids = append(ids, id)
	}
	if len(ids) > maxThreadIDs {
		ids = ids[:maxThreadIDs]
	}
	for _, id := range ids {
		of, ours, err := registrationUnder(tx, id)
		if err != nil {
			return nil, err
		}
		if of == nil {
			continue
		}
		if !ours && sender != of.From {
			continue
		}
		return newThread(tx, of, sender)
	}
	of, err := p.referred(tx, m, sender)
	if err != nil || of == nil {
		return nil, err
	}
	t, err := newThread(tx, of, sender)
	if err != nil {
		return nil, err
	}
	t.loose = !t.told.SameSender
	return t, nil
}

// newThread is the thread of a registration, or of the one that it was merged into. Its sender is the same from any address of that person.
func newThread(tx *store.Tx, of *store.Registration, sender string) (*thread, error) {
	of, err := mergedInto(tx, of)
	if err != nil {
		return nil, err
	}
	mine, err := registrationsFrom(tx, sender)
	same := func(r *store.Registration) bool { return r.ID == of.ID }
	return &thread{of: of, told: registration.Thread{
		Registration: of.ID, Known: fields(of.Person), Asked: asked(of), SameSender: slices.ContainsFunc(mine, same),
	}}, err
}

// maxMerges bounds how far it is followed what was merged into what; beyond it somebody has undone one of several merges.
const maxMerges = 8

// mergedInto gives the registration that stands for one: itself, or the one that an organiser merged it into, unless that was erased.
func mergedInto(tx *store.Tx, of *store.Registration) (*store.Registration, error) {
	at := of
	for range maxMerges {
		if at.MergedInto == "" {
			return at, nil
		}
		into, err := tx.Registration(at.MergedInto)
		if err != nil || into == nil {
			return at, err
		}
		at = into
	}
	return of, nil
}

// registrationsFrom are the registrations that an address in From: stands for: those that it made, or what they were merged into.
func registrationsFrom(tx *store.Tx, from string) (mine []*store.Registration, err error) {
	made, err := tx.ByFrom(from)
	if err != nil {
		return nil, err
	}
	for _, of := range made {
		if of, err = mergedInto(tx, of); err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(mine, func(have *store.Registration) bool { return have.ID == of.ID }) {
			mine = append(mine, of)
		}
	}
	return mine, nil
}

func registrationUnder(tx *store.Tx, id string) (of *store.Registration, ours bool, err error) {
	reply, err := tx.ReplyByMessageID(id)
	if err != nil {
		return nil, false, err
	}
	if reply != nil {
		of, err = tx.Registration(reply.Registration)
		return of, true, err
	}
	row, err := tx.MessageByID(id)
	if err != nil || row == nil || row.Registration == "" {
		return nil, false, err
	}
	of, err = tx.Registration(row.Registration)
	return of, false, err
}

func asked(of *store.Registration) (fields []registration.Field) {
	if of.Status != store.Incomplete {
		return nil
	}
	for _, f := range of.Missing {
		fields = append(fields, registration.Field(f))
	}
	return fields
}

// match is the registration that a message is about.
type match struct {
	of       *store.Registration // nil: a new one
	stranger bool                // the message is from another address than the registration's
	repeat   bool                // the writer has written before
	stop     string              // "" or the reason for which a person must decide
}

// whose finds the registration that a register or incomplete decision is about.
func (r *recorder) whose(from string, d *registration.Decision, t *thread) (match, error) {
	mine, err := registrationsFrom(r.tx, from)
	if err != nil {
		return match{}, err
	}
	m := match{repeat: len(mine) > 0}
	p := person(d.Fields)
	switch {
	case t == nil:
	case t.told.SameSender && (d.Completes || d.NamesNobody || nameless(p) || nameless(t.of.Person) || sameName(p, t.of.Person)):
		m.of = t.of
		return m, nil
	case !t.told.SameSender && d.Completes:
		m.of, m.stranger = t.of, true
		return m, nil
	}
	m.of, m.stop = among(mine, p, d.NamesNobody)
	return m, nil
}

// among finds a person among the registrations of one address: by name; one that has no name yet; one whose incomplete
// name fits; or the only one, where the message names nobody.
func among(mine []*store.Registration, p store.Person, namesNobody bool) (of *store.Registration, stop string) {
	var named, nobody, part, active []*store.Registration
	for _, of := range mine {
		switch {
		case sameName(of.Person, p):
			named = append(named, of)
		case nameless(of.Person) && of.Status == store.Incomplete:
			nobody = append(nobody, of)
		case of.Status == store.Incomplete && fitsPartOf(of.Person, p):
			part = append(part, of)
		}
		if of.Status != store.Withdrawn {
			active = append(active, of)
		}
	}
	switch {
	case len(named) > 0:
		return named[len(named)-1], ""
	case len(nobody) == 1:
		return nobody[0], ""
	case len(part) == 1:
		return part[0], ""
	case !namesNobody && !nameless(p):
		return nil, ""
	case len(active) == 1:
		return active[0], ""
	case len(active) == 0 && len(mine) == 1:
		return mine[0], ""
	case len(active) > 1:
		return nil, "which-person"
	}
	return nil, ""
}

// whoWithdraws finds the registration that is to be withdrawn, or the reason for which a person must say.
func (r *recorder) whoWithdraws(letter *message.Message, from string, d *registration.Decision, t *thread) (match, error) {
	if t != nil && !t.told.SameSender {
		return match{of: t.of, stranger: true, stop: "withdraw-other-sender"}, nil
	}
	mine, err := registrationsFrom(r.tx, from)
	if err != nil {
		return match{}, err
	}
	m := match{repeat: true}
	p := person(d.Fields)
	named := !d.NamesNobody && !nameless(p)
	if t != nil && (!named || sameName(p, t.of.Person)) {
		m.of = t.of
		return m, nil
	}
	var byName, active []*store.Registration
	for _, of := range mine {
		if sameName(of.Person, p) || !named && signs(letter, of.Person) {
			byName = append(byName, of)
		}
		if of.Status != store.Withdrawn {
			active = append(active, of)
		}
	}
	switch {
	case len(byName) == 1:
		m.of = byName[0]
	case len(mine) == 0:
		m.stop = "withdraw-unknown"
	case named && len(byName) == 0 && len(active) == 1 && !fitsPartOf(active[0].Person, p):
		m.stop = "withdraw-which" // somebody else's name: perhaps a colleague, perhaps a nickname
	case len(active) == 1:
		m.of = active[0]
	case len(active) == 0 && len(mine) == 1:
		m.of = mine[0]
	default:
		m.stop = "withdraw-which"
	}
	return m, nil
}

// signs tells whether a line of the author's holds a person's whole name and nothing else. That is too little to register
// somebody by, but enough to tell which of the people who are registered from one address is meant.
func signs(m *message.Message, p store.Person) bool {
	for i := range m.Lines {
		l := &m.Lines[i]
		if (l.Zone == message.Own || l.Zone == message.Signature) && sameName(store.Person{FirstName: l.Text}, p) {
			return true
		}
	}
	return false
}

// otherOwner tells whether a signed address belongs already to a registration of another From:.
func (r *recorder) otherOwner(email, from string, of *store.Registration) (bool, error) {
	owners, err := r.tx.ByAddress(email)
	if err != nil {
		return false, err
	}
	for _, o := range owners {
		if o.From == from {
			continue
		}
		if o, err = mergedInto(r.tx, o); err != nil {
			return false, err
		}
		if of == nil || o.ID != of.ID {
			return true, nil
		}
	}
	return false, nil
}
