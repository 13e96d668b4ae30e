package mailproc

import (
	"errors"
	"strings"
	"time"

	"takepart/mailproc/registration"
	"takepart/store"
	"takepart/templates"
)

// Desk is what organisers do by hand. Each act is one transaction and leaves a line in the history of the registration
// that it touches. It works on the store alone, whether a daemon runs or not.
type Desk struct {
	p    *Processor
	wake func()
}

// The errors by which a caller decides what to say.
var (
	ErrUnknownMessage      = errors.New("no such message")
	ErrUnknownRegistration = errors.New("no such registration")
	ErrNotOpen             = errors.New("nobody needs to look at this message (any more)")
	ErrNoAddress           = errors.New("there is no address to answer to")
	ErrWhichRegistration   = errors.New("the message does not say which registration is to be withdrawn")
)

// MissingError says which required fields an act lacks.
type MissingError struct{ Fields []registration.Field }

func (e *MissingError) Error() string {
	names := make([]string, len(e.Fields))
	for i, f := range e.Fields {
		names[i] = string(f)
	}
	return "still missing: " + strings.Join(names, ", ")
}

// NewDesk makes a Desk for a store that no processor works on in this process.
func NewDesk(c Config, st *store.Store) *Desk { return &Desk{p: New(c, st, nil, nil), wake: func() {}} }

// Desk gives the desk of a running processor: what is decided at it is sent at once.
func (p *Processor) Desk() *Desk { return &Desk{p: p, wake: p.Wake} }

// Accept registers whoever wrote a message under review, with corrected fields over what was read ("" = as read). The
// agenda goes to the registration's sender, whatever the limit per address says. Where required fields are missing it does
// nothing: *MissingError. A message that is under review because it withdraws is accepted by withdrawing.
func (d *Desk) Accept(digest store.Digest, corrected registration.Fields, who string) (*store.Registration, error) {
	var next *store.Registration
	err := d.act(func(tx *store.Tx, now time.Time) error {
		row, err := open(tx, digest)
		if err != nil {
			return err
		}
		if corrected, err = clean(corrected); err != nil {
			return err
		}
		switch {
		case row.From == "" && corrected.Email == "":
			return ErrNoAddress
		case row.From == "": // not one sender, or nothing could be read: then the organiser says whom to write to
			row.From = foldAddress(corrected.Email)
		case strings.HasPrefix(row.Reason, "withdraw"):
			next, err = d.acceptWithdrawal(tx, now, row, who)
			return err
		}
		was, told, err := d.accepted(tx, row, corrected)
		if err != nil {
			return err
		}
		if missing := d.missing(told); len(missing) > 0 {
			return &MissingError{missing}
		}
		next = &store.Registration{ID: tx.NewID(), From: row.From, CreatedAt: now}
		if was != nil {
			copied := *was
			next = &copied
		}
		next.Person, next.Missing, next.UpdatedAt = person(told), nil, now
		if row.Lang != "" {
			next.Language = row.Lang
		}
		return d.acceptance(tx, now, row, next, who)
	})
	return next, err
}

// accepted finds the registration that an accepted message is about (nil: a new one), and its fields.
func (d *Desk) accepted(tx *store.Tx, row *store.Message, corrected registration.Fields) (*store.Registration, registration.Fields, error) {
	told := overlay(fields(row.Fields), corrected)
	was, err := tx.Registration(row.Registration)
	if err != nil {
		return nil, told, err
	}
	if was == nil || namesAnother(row, was) {
		mine, err := registrationsFrom(tx, row.From)
		if err != nil {
			return nil, told, err
		}
		was, _ = among(mine, person(told), false)
	}
	if was != nil {
		told = overlay(fields(was.Person), told)
	}
	if told.Email == "" {
		told.Email = row.From
	}
	return was, told, nil
}

// namesAnother tells whether a message that was written in a registration's thread is about somebody else: a colleague answers
// from the mailbox that both use. A stranger's answer is about the registration in whose thread it is.
func namesAnother(row *store.Message, of *store.Registration) bool {
	for _, f := range []registration.Field{registration.FirstName, registration.LastName} {
		if row.Evidence[string(f)].Source == "from" {
			return false
		}
	}
	return row.From == of.From && !nameless(row.Fields) && !nameless(of.Person) && !sameName(row.Fields, of.Person) && !fitsPartOf(of.Person, row.Fields) && !fitsPartOf(row.Fields, of.Person)
}

// clean checks what an organiser corrects.
func clean(f registration.Fields) (registration.Fields, error) {
	for _, name := range registration.AllFields {
		v, err := fieldValue(name, f.Get(name))
		if err != nil {
			return f, err
		}
		f.Set(name, v)
	}
	return f, nil
}

func overlay(under, over registration.Fields) registration.Fields {
	for _, f := range registration.AllFields {
		if v := strings.TrimSpace(over.Get(f)); v != "" {
			under.Set(f, v)
		}
	}
	return under
}

// missing lists the required fields that are empty.
func (d *Desk) missing(told registration.Fields) (missing []registration.Field) {
	for _, f := range registration.AllFields {
		for _, required := range d.p.config.Required {
			if f == required && told.Get(f) == "" {
				missing = append(missing, f)
			}
		}
	}
	return missing
}

// acceptance stores an accepted registration, owes its agenda, and closes the message.
func (d *Desk) acceptance(tx *store.Tx, now time.Time, row *store.Message, next *store.Registration, who string) error {
	kind, err := d.p.place(tx, next, row.SeenAt, now)
	if err != nil {
		return err
	}
	reply := d.p.reply(kind, next, next.From, next.Language, now)
	d.p.byHand(reply)
	answer(reply, row)
	reply.MessageID = d.p.messageID(reply)
	if kind.CarriesAgenda() {
		next.AgendaVersion, next.AgendaAt = d.p.version, now
	}
	change := store.Change{At: now, Who: who, Why: "accepted from review", Digest: row.Digest}
	if err := heard(tx, next, change); err != nil {
		return err
	}
	if err := tx.Save(next, change); err != nil {
		return err
	}
	if err := tx.Owe(reply); err != nil {
		return err
	}
	row.Registration, row.Reply, row.Fields = next.ID, reply.ID, next.Person
	if err := resolve(tx, now, row, "accepted", who); err != nil {
		return err
	}
	return forgetTexts(tx, next)
}

// Ignore closes a message under review without any mail. A registration that waits for approval is taken back by it.
func (d *Desk) Ignore(digest store.Digest, who string) error {
	return d.act(func(tx *store.Tx, now time.Time) error {
		row, err := open(tx, digest)
		if err != nil {
			return err
		}
		if row.Reason == "approval" {
			if err := declined(tx, now, row, who); err != nil {
				return err
			}
		}
		return resolve(tx, now, row, "ignored", who)
	})
}

// Withdraw takes a registration back by hand; tell says whether the person gets the confirmation. Withdrawing twice does
// nothing.
func (d *Desk) Withdraw(id string, tell bool, who string) error {
	return d.act(func(tx *store.Tx, now time.Time) error {
		of, err := known(tx, id)
		if err != nil {
			return err
		}
		if of.Status == store.Withdrawn {
			return nil
		}
		return d.takeBack(tx, now, of, nil, tell, who)
	})
}

// acceptWithdrawal withdraws the registration that a message under review is about, and confirms it in the thread.
func (d *Desk) acceptWithdrawal(tx *store.Tx, now time.Time, row *store.Message, who string) (*store.Registration, error) {
	of, err := tx.Registration(row.Registration)
	if err != nil {
		return nil, err
	}
	if of == nil {
		return nil, ErrWhichRegistration
	}
	if err := d.takeBack(tx, now, of, row, true, who); err != nil {
		return nil, err
	}
	return of, resolve(tx, now, row, "accepted", who)
}

// takeBack withdraws a registration and, where tell says so, owes the confirmation, in answer to a message (nil: to none).
func (d *Desk) takeBack(tx *store.Tx, now time.Time, of *store.Registration, row *store.Message, tell bool, who string) error {
	change := store.Change{At: now, Who: who, Why: "withdrawn by hand"}
	if row != nil {
		change.Digest = row.Digest
	}
	of.Status, of.WaitingSince, of.UpdatedAt = store.Withdrawn, time.Time{}, now
	if err := tx.Forgo(of.ID); err != nil {
		return err
	}
	if err := releaseAll(tx, now, of, who); err != nil {
		return err
	}
	if err := tx.Save(of, change); err != nil {
		return err
	}
	// An agenda that has not left is not for somebody who has withdrawn.
	if err := dropPending(tx, of.ID); err != nil || !tell {
		return err
	}
	reply := d.p.reply(templates.Withdrawal, of, of.From, of.Language, now)
	d.p.byHand(reply)
	if row != nil {
		answer(reply, row)
	}
	reply.MessageID = d.p.messageID(reply)
	if err := tx.Owe(reply); err != nil || row == nil {
		return err
	}
	row.Reply = reply.ID
	return nil
}

// answer puts a reply into the thread of a message.
func answer(reply *store.Reply, row *store.Message) {
	reply.Digest, reply.InReplyTo, reply.Subject = row.Digest, row.MessageID, row.Subject
	if row.MessageID != "" {
		reply.References = []string{row.MessageID}
	}
}

// act runs one act in one transaction and wakes the stages.
func (d *Desk) act(f func(*store.Tx, time.Time) error) error {
	now := d.p.config.Now()
	err := d.p.store.Change(func(tx *store.Tx) error {
		if err := f(tx, now); err != nil {
			return err
		}
		return d.p.promote(tx, now) // whatever was done may have freed a place
	})
	if err != nil {
		return err
	}
	d.wake()
	return nil
}

// open gives a message that a person must look at.
func open(tx *store.Tx, digest store.Digest) (*store.Message, error) {
	row, err := tx.Message(digest)
	switch {
	case err != nil:
		return nil, err
	case row == nil:
		return nil, ErrUnknownMessage
	case !row.Open:
		return nil, ErrNotOpen
	}
	return row, nil
}

// resolve closes a message: its text goes, and colleagues see in the mailbox that it is done.
func resolve(tx *store.Tx, now time.Time, row *store.Message, how, who string) error {
	row.Open, row.Resolved, row.ResolvedBy, row.ResolvedAt = false, how, who, now
	row.Text, row.Subject, row.People = "", "", nil
	if err := tx.Keep(row); err != nil {
		return err
	}
	return tx.QueueMark(store.Mark{Digest: row.Digest, Mailbox: row.Mailbox, UIDValidity: row.UIDValidity, UID: row.UID, Ours: how == "accepted"})
}
