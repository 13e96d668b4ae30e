package mailproc

import (
	"slices"
	"strings"

	"takepart/mailproc/message"
	"takepart/mailproc/registration"
	"takepart/store"
	"takepart/templates"
)

// attendance notes on a registration what the person's calendar answers to ours ("declined"). It changes nothing else, and
// is never answered: a press on a button in a calendar is no withdrawal.
func (r *recorder) attendance(m *message.Message, o *outcome, t *thread) error {
	sessions := r.sessions(m.Calendar.UIDs)
	if len(sessions) == 0 || len(m.From) != 1 || !r.believed(m) {
		return nil
	}
	of, err := r.attendee(foldAddress(m.From[0].Addr), t)
	if err != nil || of == nil {
		return err
	}
	if o.of == nil {
		o.of = of
	}
	if o.Kind == registration.Ignore {
		o.Reason, o.Why = string(message.CalendarAnswer), "A calendar's answer, shown on the registration: "+m.Calendar.Status+"."
	}
	if of.Attendance == m.Calendar.Status {
		return nil
	}
	of.Attendance, of.UpdatedAt = m.Calendar.Status, r.now
	return r.tx.Save(of, store.Change{At: r.now, Who: "message", Digest: store.Digest(m.Digest),
		Why: "attendance: " + of.Attendance + " (" + clip(strings.Join(sessions, ", "), 200) + ")"})
}

// believed: what was found among junk, or whose sender is not proven where the organisers ask for a proof, changes nothing.
func (r *recorder) believed(m *message.Message) bool {
	if r.p.config.Junk != "" && strings.EqualFold(r.batch.Mailbox, r.p.config.Junk) {
		return false
	}
	if r.p.config.SenderCheck == nil {
		return true
	}
	trusted, _ := r.p.config.SenderCheck(m)
	return trusted
}

// sessions are those of our own calendar files that an answer is about.
func (r *recorder) sessions(uids []string) (ids []string) {
	d := templates.Data{Event: r.p.config.Event, Address: r.p.config.Address, Meeting: r.p.meeting()}
	for _, uid := range uids {
		id, ours := templates.SessionOf(uid, d)
		if ours && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// attendee is the registration of whoever answers: the thread's, or the only one of that address; nil where that cannot be told.
func (r *recorder) attendee(from string, t *thread) (*store.Registration, error) {
	if t != nil {
		if !t.told.SameSender {
			return nil, nil
		}
		return t.of, nil
	}
	mine, err := registrationsFrom(r.tx, from)
	if err != nil {
		return nil, err
	}
	mine = slices.DeleteFunc(mine, func(of *store.Registration) bool { return of.Status == store.Withdrawn })
	if len(mine) != 1 {
		return nil, nil
	}
	return mine[0], nil
}
