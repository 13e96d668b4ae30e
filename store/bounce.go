package store

import "time"

// Mail that comes back (DESIGN.md "Trust"): a registration whose mail came back says so in Undelivered, in words. Where the
// address takes no mail at all, its registrations are Stopped too: whoever owes mails looks at that first.

// Returned notes that a mail of ours came back, and why, on its registration. With stop, all registrations of the same
// From: are flagged and stopped, and what is owed to them is dropped, mails by hand apart (those of a mailing are not spared). c becomes a line of each history.
func (tx *Tx) Returned(r *Reply, why string, stop bool, c Change) error {
	g, err := tx.Registration(r.Registration)
	if g == nil || err != nil {
		return err
	}
	if why == "" {
		why = "the mail came back"
	}
	all := []*Registration{g}
	if stop {
		if all, err = tx.ByFrom(g.From); err != nil {
			return err
		}
	}
	for _, of := range all {
		if of.Undelivered == why && of.Stopped == stop {
			continue // told before
		}
		of.Undelivered, of.UpdatedAt, of.Stopped = why, c.At, of.Stopped || stop
		if err := tx.Save(of, c); err != nil {
			return err
		}
		if !stop {
			continue
		}
		if err := tx.dropOwed(of.ID, func(r *Reply) bool { return !r.ByHand || r.Bulk }); err != nil {
			return err
		}
	}
	return nil
}

// Forgo gives up the mails of a registration that came back and would go out again: something newer takes their place.
func (tx *Tx) Forgo(registration string) error {
	return tx.dropOwed(registration, func(r *Reply) bool { return r.Bounces > 0 })
}

// ForgoMailings gives up the mails of mailings that a registration is still owed: it is taken back.
func (tx *Tx) ForgoMailings(registration string) error {
	return tx.dropOwed(registration, func(r *Reply) bool { return r.Bulk })
}

func (tx *Tx) dropOwed(registration string, which func(*Reply) bool) error {
	replies, err := tx.RepliesOf(registration)
	if err != nil {
		return err
	}
	for _, r := range replies {
		if r.State != Pending || !which(r) {
			continue
		}
		r.State = Dropped
		if err := tx.SetReply(r); err != nil {
			return err
		}
		if err := tx.markDone(&replyRow{Reply: *r}); err != nil { // its message is done, too
			return err
		}
	}
	return nil
}

// Heard ends the stop of an address, because somebody wrote from there or an organiser says so: for all its registrations
// but the one named, which the caller saves itself. Undelivered stays: what was not received still was not.
func (tx *Tx) Heard(from, but string, c Change) error {
	all, err := tx.ByFrom(from)
	if err != nil {
		return err
	}
	for _, of := range all {
		if !of.Stopped || of.ID == but {
			continue
		}
		of.Stopped, of.UpdatedAt = false, c.At
		if err := tx.Save(of, c); err != nil {
			return err
		}
	}
	return nil
}

// arrived takes back that a mail came back, once it was sent again and taken.
func (tx *Tx) arrived(now time.Time, r *replyRow) error {
	if r.Bounces == 0 {
		return nil
	}
	g, err := tx.Registration(r.Registration)
	if g == nil || err != nil || g.Stopped || g.Undelivered == "" {
		return err
	}
	g.Undelivered, g.UpdatedAt = "", now
	return tx.Save(g, Change{At: now, Who: "message", Why: "sent again", Digest: r.Digest})
}
