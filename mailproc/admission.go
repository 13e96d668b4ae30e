package mailproc

import (
	"slices"
	"time"

	"takepart/mailproc/message"
	"takepart/mailproc/registration"
	"takepart/store"
	"takepart/templates"
)

// Who is taken in: before and after the time for registrations there is an answer and no registration; where all places are taken,
// a place on the waiting list; where the organisers decide, their decision.
//
// A registration that waits has the status Waiting. Since when it is in the line for a place stands in WaitingSince, the time at which its
// message was first seen; while it waits for the organisers that is zero.

// Admission is event.opens, closes, capacity and approval.
type Admission struct {
	Opens, Closes time.Time // zero: always
	Capacity      int       // places; 0: no limit
	Approval      bool      // the organisers accept each registration
}

// shut gives the mail for a message that came at a time at which nobody is registered; "" where the time is right.
func (a Admission) shut(at time.Time) templates.Kind {
	switch {
	case at.Before(a.Opens):
		return templates.Early
	case !a.Closes.IsZero() && !at.Before(a.Closes):
		return templates.Closed
	}
	return ""
}

// arrived is when the organisers' mail server took a message, or, where it does not say, when it was first seen. takepart may have been
// off in between: who wrote in time has written in time. Only the topmost Received field is their server's own.
func arrived(m *message.Message, seen time.Time) time.Time {
	if m.Received.IsZero() || m.Received.After(seen) {
		return seen
	}
	return m.Received
}

// turnAway answers a registration that comes too early or too late. Nobody is registered by it.
func (r *recorder) turnAway(m *message.Message, o *outcome, from message.Address, kind templates.Kind) error {
	o.Kind, o.Reason, o.Why = registration.Register, "not-open", "Registration is not open yet (event.opens)."
	if kind == templates.Closed {
		o.Reason, o.Why = "closed", "Registration is closed (event.closes)."
	}
	nobody := &store.Registration{From: foldAddress(from.Addr), Person: person(o.Fields), Language: o.Lang}
	reply, err := r.draft(m, o, match{}, nobody, kind)
	if err != nil {
		return err
	}
	return r.owe(o, reply)
}

// admit decides about a registration that is complete: its status, and which mail is due. was is nil for a new one.
func (r *recorder) admit(o *outcome, next, was *store.Registration, changed bool) (templates.Kind, error) {
	o.Kind = registration.Register
	switch {
	case was != nil && was.Status == store.Registered:
		return r.known(o, was, changed), nil
	case was != nil && was.Status == store.Waiting:
		return r.waits(o, was, changed)
	case r.p.config.Admission.Approval:
		next.Status, next.WaitingSince = store.Waiting, time.Time{}
		o.review("approval", "You accept each registration (event.approval).")
		return templates.Approval, nil
	}
	since := r.now
	if was != nil && was.Status == store.Incomplete {
		since = was.CreatedAt // the first message counts, not the one that completed it
	}
	kind, err := r.p.place(r.tx, next, since, r.now)
	if kind == templates.Waiting {
		o.Reason, o.Why = "full", "All places are taken (event.capacity): it is on the waiting list."
	}
	return kind, err
}

// known says what is due to somebody who is registered already. Where the last mail came back the agenda was never had, however fresh
// it is.
func (r *recorder) known(o *outcome, was *store.Registration, changed bool) templates.Kind {
	fresh := was.Undelivered == "" && was.AgendaVersion == r.p.version && r.now.Sub(was.AgendaAt) < r.p.config.RepeatAfter
	switch {
	case fresh && changed: // the agenda is at hand: what changed is confirmed, and no more
		return templates.Correction
	case fresh:
		o.Reason = "repeat"
		return ""
	}
	return templates.AgendaMail
}

// waits says what is due to somebody who waits and writes again.
func (r *recorder) waits(o *outcome, was *store.Registration, changed bool) (templates.Kind, error) {
	if changed {
		return templates.Correction, nil
	}
	replies, err := r.tx.RepliesOf(was.ID)
	if n := len(replies); err == nil && n > 0 && r.now.Sub(replies[n-1].CreatedAt) < r.p.config.RepeatAfter {
		o.Reason = "repeat"
		return "", nil
	}
	return waitingMail(was), err
}

// waitingMail is the mail for somebody who waits.
func waitingMail(of *store.Registration) templates.Kind {
	if of.WaitingSince.IsZero() {
		return templates.Approval
	}
	return templates.Waiting
}

// place gives a registration a place, or one in the line behind all who wait since earlier, and says which mail is due. One that has a place
// keeps it.
func (p *Processor) place(tx *store.Tx, next *store.Registration, since, now time.Time) (templates.Kind, error) {
	if next.Status != store.Registered || next.RegisteredAt.IsZero() {
		free, err := p.free(tx)
		if err != nil {
			return "", err
		}
		if free <= 0 {
			next.Status = store.Waiting
			if next.WaitingSince.IsZero() {
				next.WaitingSince = since
			}
			return templates.Waiting, nil
		}
	}
	next.Status, next.WaitingSince = store.Registered, time.Time{}
	if next.RegisteredAt.IsZero() {
		next.RegisteredAt = now
	}
	return templates.AgendaMail, nil
}

// free is how many places are free.
func (p *Processor) free(tx *store.Tx) (int, error) {
	if p.config.Admission.Capacity <= 0 {
		return 1 << 30, nil
	}
	taken, err := tx.Count(store.Registered)
	return p.config.Admission.Capacity - taken, err
}

// promote gives free places to those who wait longest, and owes them the agenda. It is called in the transaction that frees a place, and
// at the start, when the capacity may be another one. Those whose mail comes back stay in the line: they would not know.
func (p *Processor) promote(tx *store.Tx, now time.Time) error {
	waiting, err := tx.Count(store.Waiting)
	if err != nil || waiting == 0 {
		return err
	}
	free, err := p.free(tx)
	if err != nil || free <= 0 {
		return err
	}
	line, err := inLine(tx)
	if err != nil {
		return err
	}
	for _, of := range line[:min(free, len(line))] {
		if err := p.letIn(tx, of, now); err != nil {
			return err
		}
	}
	return nil
}

// inLine are those who wait for a place, the first first. Those of the same moment stand in the order in which they were stored.
func inLine(tx *store.Tx) (line []*store.Registration, err error) {
	for after := ""; ; {
		var page []*store.Registration
		if page, after, err = tx.RegistrationsBy(store.Waiting, after, 1000); err != nil {
			return nil, err
		}
		for _, of := range page {
			if !of.WaitingSince.IsZero() && !of.Stopped && of.Undelivered == "" {
				line = append(line, of)
			}
		}
		if after == "" {
			break
		}
	}
	slices.SortStableFunc(line, func(a, b *store.Registration) int { return a.WaitingSince.Compare(b.WaitingSince) })
	return line, nil
}

func (p *Processor) letIn(tx *store.Tx, of *store.Registration, now time.Time) error {
	reply := p.reply(templates.Place, of, of.From, of.Language, now)
	reply.Repeat = true
	if err := inThread(tx, reply); err != nil {
		return err
	}
	of.Status, of.WaitingSince, of.UpdatedAt = store.Registered, time.Time{}, now
	if of.RegisteredAt.IsZero() {
		of.RegisteredAt = now
	}
	of.AgendaVersion, of.AgendaAt = p.version, now
	reply.MessageID = p.messageID(reply)
	if err := tx.Save(of, store.Change{At: now, Who: "takepart", Why: "a place became free"}); err != nil {
		return err
	}
	return tx.Owe(reply)
}

// Promote gives free places to those who wait: for whoever took registrations away in another way.
func (d *Desk) Promote() error {
	return d.act(func(*store.Tx, time.Time) error { return nil }) // each act does
}

// Capacity is event.capacity; 0: no limit.
func (d *Desk) Capacity() int { return d.p.config.Admission.Capacity }

// releaseAll ends what a registration that is taken back waited for (the organisers' approval, and mails of mailings) and drops the texts of
// its messages. The caller saves of: its Settled is new.
//
// It looks only at messages that came since it last did. Somebody who registers and withdraws in turn, ten thousand times (or does it in
// somebody's name), must not make each of these messages as dear as all before it.
func releaseAll(tx *store.Tx, now time.Time, of *store.Registration, who string) error {
	if err := tx.ForgoMailings(of.ID); err != nil {
		return err
	}
	rows, err := tx.MessagesSince(of.ID, of.Settled)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row.Open && row.Reason == "approval" {
			err = resolve(tx, now, row, "withdrawn", who)
		} else {
			err = forgetText(tx, row)
		}
		if err != nil {
			return err
		}
	}
	of.Settled = tx.LastMessage()
	return nil
}

// declined takes back a registration that an organiser does not approve of. Nothing is sent: what is to be said is theirs to say.
func declined(tx *store.Tx, now time.Time, row *store.Message, who string) error {
	of, err := tx.Registration(row.Registration)
	if err != nil || of == nil || of.Status != store.Waiting || !of.WaitingSince.IsZero() {
		return err
	}
	of.Status, of.UpdatedAt = store.Withdrawn, now
	return tx.Save(of, store.Change{At: now, Who: who, Why: "not approved", Digest: row.Digest})
}
