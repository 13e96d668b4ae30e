package mailproc

import (
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode"

	"takepart/mailproc/registration"
	"takepart/store"
	"takepart/templates"
)

// What organisers do to a registration by hand: edit it, send its mail again (Withdraw is in desk.go).

var (
	// ErrOnItsWay: the mail that would be sent again has not even left yet.
	ErrOnItsWay = errors.New("a mail to this person is on its way already")
	// ErrNothingNew: an edit that changes nothing leaves no line in the history.
	ErrNothingNew = errors.New("nothing would change")
)

// ValueError is a value that cannot be what the organiser says it is.
type ValueError struct {
	Field registration.Field
	Value string
}

func (e *ValueError) Error() string {
	return fmt.Sprintf("%q cannot be the %s", e.Value, strings.ReplaceAll(string(e.Field), "_", " "))
}

// maxNote bounds an organiser's note, in characters.
const maxNote = 2000

// Edit sets fields of a registration, and its note (nil: as it is). "" empties what is not required. It sends nothing, with
// one exception: a registration that becomes complete by it gets the agenda, or a place on the waiting list, as if the person had told what
// was missing; kind is that mail.
func (d *Desk) Edit(id string, fields map[registration.Field]string, note *string, who string) (next *store.Registration, kind templates.Kind, err error) {
	err = d.act(func(tx *store.Tx, now time.Time) error {
		was, err := known(tx, id)
		if err != nil {
			return err
		}
		copied := *was
		next = &copied
		changed, err := d.edited(next, fields, note)
		if err != nil {
			return err
		}
		next.UpdatedAt = now
		if next.Status != store.Incomplete || len(next.Missing) > 0 {
			return tx.Save(next, store.Change{At: now, Who: who, Why: "edited: " + strings.Join(changed, ", ")})
		}
		if kind, err = d.p.place(tx, next, next.CreatedAt, now); err != nil {
			return err
		}
		if err := d.send(tx, now, next, kind, store.Change{At: now, Who: who, Why: "completed by hand: " + strings.Join(changed, ", ")}); err != nil {
			return err
		}
		return forgetTexts(tx, next)
	})
	return next, kind, err
}

// edited puts the organiser's values into r and says which of them are new.
func (d *Desk) edited(r *store.Registration, values map[registration.Field]string, note *string) (changed []string, err error) {
	have := fields(r.Person)
	for _, f := range registration.AllFields {
		v, told := values[f]
		if !told {
			continue
		}
		if v, err = fieldValue(f, v); err != nil {
			return nil, err
		}
		if v == "" && slices.Contains(d.p.config.Required, f) && have.Get(f) != "" {
			return nil, &MissingError{[]registration.Field{f}}
		}
		if v != have.Get(f) {
			have.Set(f, v)
			changed = append(changed, string(f))
		}
	}
	if note != nil {
		if n := clip(oneLine(*note), maxNote); n != r.Note {
			r.Note = n
			changed = append(changed, "note")
		}
	}
	if len(changed) == 0 {
		return nil, ErrNothingNew
	}
	r.Person = person(have)
	if r.Status == store.Incomplete {
		r.Missing = nil
		for _, f := range d.missing(have) {
			r.Missing = append(r.Missing, string(f))
		}
	}
	return changed, nil
}

// fieldValue holds what organisers write to the bounds of what is read (DESIGN.md "Hostile input").
func fieldValue(f registration.Field, v string) (string, error) {
	v = oneLine(v)
	most := 200
	switch f {
	case registration.FirstName, registration.LastName:
		most = 100
	case registration.Email:
		most = 254
		if a, err := mail.ParseAddress(v); v != "" && (err != nil || a.Address != v) {
			return "", &ValueError{f, v}
		}
	}
	if len([]rune(v)) > most {
		return "", &ValueError{f, clip(v, most) + "…"}
	}
	return v, nil
}

// oneLine drops control and format characters, and folds white space.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// Resend sends a person's mail again: the agenda, the question for what is missing, or the confirmation of the withdrawal, as
// the registration stands. A mail that is held goes out as it is, under its own Message-ID; any other is a new mail in the same
// thread, because mail programs hide a second one of the same Message-ID.
func (d *Desk) Resend(id string, who string) (kind templates.Kind, err error) {
	err = d.act(func(tx *store.Tx, now time.Time) error {
		was, err := known(tx, id)
		if err != nil {
			return err
		}
		next := *was
		next.UpdatedAt = now
		if err := heard(tx, &next, store.Change{At: now, Who: who}); err != nil {
			return err
		}
		replies, err := tx.RepliesOf(id)
		if err != nil {
			return err
		}
		for _, r := range slices.Backward(replies) {
			switch r.State {
			case store.Held:
				kind = templates.Kind(r.Kind)
				return d.release(tx, now, r, &next, who)
			case store.Pending, store.Sending:
				return ErrOnItsWay
			}
		}
		kind = kindFor(&next)
		return d.send(tx, now, &next, kind, store.Change{At: now, Who: who, Why: "sent again by hand: " + string(kind)})
	})
	return kind, err
}

// release lets a held mail go.
func (d *Desk) release(tx *store.Tx, now time.Time, r *store.Reply, next *store.Registration, who string) error {
	r.State, r.Due = store.Pending, now
	if err := tx.SetReply(r); err != nil {
		return err
	}
	return tx.Save(next, store.Change{At: now, Who: who, Why: "released by hand: " + r.Kind})
}

func kindFor(of *store.Registration) templates.Kind {
	switch of.Status {
	case store.Waiting:
		return waitingMail(of)
	case store.Incomplete:
		return templates.Question
	case store.Withdrawn:
		return templates.Withdrawal
	}
	return templates.AgendaMail
}

// send saves a registration and owes it a mail that answers no message in particular, in the thread of the last one.
func (d *Desk) send(tx *store.Tx, now time.Time, next *store.Registration, kind templates.Kind, c store.Change) error {
	reply := d.p.reply(kind, next, next.From, next.Language, now)
	d.p.byHand(reply)
	if err := inThread(tx, reply); err != nil {
		return err
	}
	reply.MessageID = d.p.messageID(reply)
	if kind.CarriesAgenda() {
		next.AgendaVersion, next.AgendaAt = d.p.version, now
	}
	if err := tx.Save(next, c); err != nil {
		return err
	}
	return tx.Owe(reply)
}

// known gives a registration that must be there.
func known(tx *store.Tx, id string) (*store.Registration, error) {
	of, err := tx.Registration(id)
	if err == nil && of == nil {
		err = fmt.Errorf("%w: %s", ErrUnknownRegistration, id)
	}
	return of, err
}
