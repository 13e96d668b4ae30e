package mailproc

import (
	"fmt"
	"time"

	"takepart/store"
)

// After a backup was put in place, the store knows nothing of what was answered since. The cursor stands where it stood, so that
// messages which came since are read again. Those that carry our keyword and are marked as answered in the mailbox are counted as
// answered. What else would be owed to messages from before is held, until an organiser says so (Desk.Resume): it then goes out under the
// same Message-ID as before, which comes from the message's digest and the store's secret.

const (
	metaRestored = "restored"      // when the backup was put in place; "" once resumed
	metaReread   = "restored.read" // "yes" once the mailbox was read to its end since
)

// restoredSlack is by how much the clocks of servers may differ.
const restoredSlack = 5 * time.Minute

// Restored prepares a store that was put in place from a backup: what was pending is held, because it may have been sent since.
func Restored(st *store.Store, now time.Time) (held int, err error) {
	if _, err := st.Recover(now, true); err != nil {
		return 0, fmt.Errorf("recover the replies in flight: %w", err)
	}
	err = st.Change(func(tx *store.Tx) error {
		pending, _, err := tx.Replies(store.Pending, 0, 1<<30)
		if err != nil {
			return err
		}
		for _, r := range pending {
			r.State = store.Held
			if err := tx.SetReply(r); err != nil {
				return err
			}
		}
		f, err := tx.Figures()
		if err != nil {
			return err
		}
		held = f.Replies[store.Held]
		if err := tx.SetMeta(metaReread, ""); err != nil {
			return err
		}
		return tx.SetMeta(metaRestored, now.UTC().Format(time.RFC3339Nano))
	})
	return held, err
}

// RestoredAt is when a backup was put in place, while its held replies wait for Desk.Resume; zero else. read says whether the mailbox
// was read to its end since.
func RestoredAt(tx *store.Tx) (at time.Time, read bool, err error) {
	text, err := tx.Meta(metaRestored)
	if text == "" || err != nil {
		return time.Time{}, false, err
	}
	if at, err = time.Parse(time.RFC3339Nano, text); err != nil {
		return at, false, err
	}
	done, err := tx.Meta(metaReread)
	return at, done != "", err
}

// restored tells whether the store came from a backup and is not resumed.
func (p *Processor) restored() bool {
	restored := false
	err := p.store.Look(func(tx *store.Tx) error {
		at, _, err := RestoredAt(tx)
		restored = !at.IsZero()
		return err
	})
	return err == nil && restored
}

// reread notes that the mailbox was read to its end.
func (p *Processor) reread() error {
	if !p.restored() {
		return nil
	}
	return p.store.Change(func(tx *store.Tx) error { return tx.SetMeta(metaReread, "yes") })
}

// holdBack decides about a reply that was owed for a message from before the restore.
func (r *recorder) holdBack(reply *store.Reply) error {
	it := r.current
	if r.restored.IsZero() || it == nil || it.read == nil || !it.read.Received.IsZero() && it.read.Received.After(r.restored.Add(restoredSlack)) {
		return nil
	}
	is, err := r.tx.Reply(reply.ID)
	if err != nil || is == nil || is.State != store.Pending {
		return err
	}
	is.State = store.Held
	if it.Proved {
		is.State = store.Dropped // it was sent before
	}
	return r.tx.SetReply(is)
}

// Resume ends what Restored began: every reply that is held goes out, those that were in doubt too.
func (d *Desk) Resume() (released int, err error) {
	err = d.act(func(tx *store.Tx, now time.Time) error {
		held, _, err := tx.Replies(store.Held, 0, 1<<30)
		if err != nil {
			return err
		}
		for _, r := range held {
			r.State, r.Due = store.Pending, now
			if err := tx.SetReply(r); err != nil {
				return err
			}
		}
		released = len(held)
		return tx.SetMeta(metaRestored, "")
	})
	return released, err
}
