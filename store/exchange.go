package store

import (
	"bytes"
	"errors"
	"fmt"
	"time"
)

// doubtsHeld is the doubt at which a reply is not sent again by itself: it waits for the organiser.
const doubtsHeld = 3

// passes bounds how many addresses that have had their mails of the day one Exchange puts off; the next goes on.
const passes = 256

// Exchange settles what was sent and claims what is to be sent next, in one synced transaction; where there is nothing to
// settle and nothing to claim, nothing is written.
//
// Claimed are at most want due replies, first-time writers before all others, never two at once to one address, no more than l allows; they are
// in state Sending until they are settled. A retry counts against the limits per hour and day as a mail of its own;
// against the limit per address a reply counts once, while it is being sent and when it is sent.
//
// A sent reply queues the mark \Answered on its message. A refused one sets Undelivered on its registration (Returned), and its message is
// marked without that: it is done, too.
// From its third doubt on a reply that should be sent again is held instead.
//
// A settlement of a reply that is not in state Sending (unknown, settled already) changes nothing; all others are kept, nothing is claimed,
// and the error, errors.Is(err, ErrSettled), names it. After any other error nothing was changed, or ErrUnknown.
func (s *Store) Exchange(now time.Time, done []Settlement, want int, l Limits) (claimed []Reply, pace Pace, err error) {
	var odd error
	err = s.Change(func(tx *Tx) error {
		x := exchange{tx: tx, limits: l, touched: map[int64]bool{}}
		tx.pace.advance(now)
		for _, d := range done {
			if err := x.settle(now, d); errors.Is(err, ErrSettled) {
				odd = errors.Join(odd, err)
			} else if err != nil {
				return err
			}
		}
		if odd == nil {
			if err := x.claim(want); err != nil {
				return err
			}
		}
		claimed, pace = x.claimed, x.outlook()
		return x.finish()
	})
	if err != nil {
		return nil, Pace{}, err
	}
	return claimed, pace, odd
}

// exchange is one run of Exchange.
type exchange struct {
	tx      *Tx
	limits  Limits
	claimed []Reply
	putOff  int            // addresses put off so far
	touched map[int64]bool // minutes whose count changed
}

// settle writes the outcome of one claimed reply.
func (x *exchange) settle(now time.Time, d Settlement) error {
	tx := x.tx
	r, err := tx.replyAt(number(d.ID))
	if err != nil {
		return err
	}
	if err := settleable(d, r); err != nil {
		return fmt.Errorf("reply %d: %w", d.ID, err)
	}
	if err := tx.free(number(r.addressee)); err != nil {
		return err
	}
	r.State, r.LastError, r.LastCode = d.State, d.Error, d.Code
	if d.Doubt {
		r.doubt()
	}
	if d.Refund {
		x.refund(r)
		if !d.Tried {
			r.Attempts--
		}
	}
	if r.State != Sent {
		if err := tx.forgetSent(r); err != nil {
			return err
		}
	}
	if err := x.fate(now, d, r); err != nil {
		return err
	}
	return tx.putReply(r, Sending)
}

func settleable(d Settlement, r *replyRow) error {
	switch {
	case r == nil:
		return fmt.Errorf("%w: it is unknown", ErrSettled)
	case r.State != Sending:
		return fmt.Errorf("%w: it is %s", ErrSettled, r.State)
	}
	switch d.State {
	case Sent, Refused, Held, Pending:
		return nil
	}
	return fmt.Errorf("cannot be settled as %q: %w", d.State, ErrRefused)
}

// doubt counts that nobody knows whether the mail arrived.
func (r *replyRow) doubt() {
	r.Doubts++
	if r.Doubts >= doubtsHeld && r.State == Pending {
		r.State = Held
	}
}

// refund takes the claim off the limits: nothing was handed to the server.
func (x *exchange) refund(r *replyRow) {
	x.count(r.claimedAt, -1)
}

func (x *exchange) count(q int64, n int) {
	x.tx.pace.count(q, n)
	x.touched[q/minute] = true
}

// fate does what follows from the state that the reply has now.
func (x *exchange) fate(now time.Time, d Settlement, r *replyRow) error {
	switch r.State {
	case Sent:
		r.SentAt = now
		if r.Copy {
			if err := x.tx.QueueMark(Mark{Copy: r.ID}); err != nil {
				return err
			}
		}
		if err := x.tx.markDone(r); err != nil {
			return err
		}
		return x.tx.arrived(now, r)
	case Refused:
		if err := x.tx.markDone(r); err != nil {
			return err
		}
		return x.tx.Returned(&r.Reply, r.LastError, d.Stop, Change{At: now, Who: "message", Why: "undelivered", Digest: r.Digest})
	case Pending:
		r.Due = d.Due
		if r.Due.IsZero() {
			r.Due = now
		}
		return x.tx.enqueue(r)
	}
	return nil
}

// markDone queues the mark for the message that the reply answers, if there is one.
func (tx *Tx) markDone(r *replyRow) error {
	if r.Digest == (Digest{}) {
		return nil
	}
	m, err := tx.Message(r.Digest)
	if m == nil || err != nil {
		return err
	}
	return tx.QueueMark(Mark{
		Digest: m.Digest, Mailbox: m.Mailbox, UIDValidity: m.UIDValidity, UID: m.UID,
		Answered: r.State == Sent, Review: m.Open, Ours: !m.Open,
	})
}

// claim takes the replies to be sent next.
func (x *exchange) claim(want int) error {
	for _, class := range classes {
		room, _ := x.tx.pace.room(x.limits.of(class)) // what was claimed just now counts
		most := min(want, len(x.claimed)+room)
		for len(x.claimed) < most {
			h, ok := x.tx.firstReady(class)
			if !ok || h.at > x.tx.pace.now || x.putOff >= passes {
				break
			}
			if err := x.take(h); err != nil {
				return err
			}
		}
	}
	return nil
}

// take claims the head of a lane, or puts the lane off if its address has had its mails of the day.
func (x *exchange) take(h head) error {
	tx := x.tx
	if h.lane&laneHand == 0 {
		if until := tx.fullUntil(h.to, x.limits.PerAddress); until > 0 {
			x.putOff++
			if err := tx.displace(h); err != nil {
				return err
			}
			h.at = until
			return tx.place(h)
		}
	}
	r, err := tx.replyAt(number(h.id))
	if err == nil && r == nil {
		err = missingRow(inReplies, number(h.id))
	}
	if err != nil {
		return err
	}
	// Index entries have no checksum: the row decides, or a damaged entry would send a mail twice.
	if r.State != Pending || r.ID != h.id || !bytes.Equal(number(r.addressee), h.to) || tx.get(inQueue, busyKey(h.to)) != nil {
		return damagedRow(inReady, readyKey(h.lane.class(), h.at, h.id), errors.New("what it points to cannot be claimed"))
	}
	r.State, r.claimedAt = Sending, tx.pace.now
	r.Attempts++
	if err := tx.occupy(h.to, r); err != nil {
		return err
	}
	x.count(r.claimedAt, +1)
	x.claimed = append(x.claimed, r.Reply)
	return tx.putReply(r, Pending)
}

// outlook tells when it is worth to ask again.
func (x *exchange) outlook() Pace {
	p := Pace{Queued: x.tx.queued()}
	found, next := false, int64(0)
	for _, class := range classes {
		h, ok := x.tx.firstReady(class)
		if !ok {
			continue
		}
		at, limits := max(h.at, x.tx.pace.now), x.limits.of(class)
		room, limited := x.tx.pace.room(limits)
		if room <= 0 {
			at = max(at, x.tx.pace.free(limits))
		}
		if !found || at < next {
			found, next, p.Limited = true, at, limited
		}
	}
	if found {
		p.Next = x.tx.pace.wallTime(next)
	}
	return p
}

// queued is the number of pending replies.
func (tx *Tx) queued() int {
	name := figure(figReplies, string(Pending))
	var c count
	// A figure that cannot be read is found by Check; the queue itself does not depend on it.
	_, _ = tx.readRow(inFigures, []byte(name), &c)
	return int(int64(c) + tx.deltas[name])
}

func (x *exchange) finish() error {
	if !x.tx.dirty {
		return nil
	}
	return x.tx.savePace(x.touched)
}

// Recover turns every reply that was left in state Sending into a doubt: it is sent again at once under the same Message-ID,
// or held, with hold or from its third doubt on. It also lets waits for the limit per address be reckoned anew. For the start only, before
// the first Exchange.
func (s *Store) Recover(now time.Time, hold bool) (doubts int, err error) {
	err = s.Change(func(tx *Tx) error {
		tx.pace.advance(now)
		left, _, err := tx.Replies(Sending, 0, 1<<30)
		if err != nil {
			return err
		}
		for _, r := range left {
			if err := tx.recover(now, r.ID, hold); err != nil {
				return err
			}
		}
		doubts = len(left)
		return tx.rejoin()
	})
	return doubts, err
}

func (tx *Tx) recover(now time.Time, id uint64, hold bool) error {
	r, err := tx.replyAt(number(id))
	if err != nil {
		return err
	}
	if err := tx.free(number(r.addressee)); err != nil {
		return err
	}
	if err := tx.forgetSent(r); err != nil {
		return err
	}
	r.State, r.LastError = Pending, "takepart was stopped while this was being sent"
	r.doubt()
	// Those with fewer doubts first, so that kill upon kill does not meet the same reply until it is held.
	r.Due = now.Add(time.Duration(r.Doubts-doubtsHeld) * time.Millisecond)
	if hold {
		r.State = Held
	}
	if r.State == Pending {
		if err := tx.enqueue(r); err != nil {
			return err
		}
	}
	return tx.putReply(r, Sending)
}

// rejoin ends the waits for the limit per address, which may be another one now.
func (tx *Tx) rejoin() error {
	var late []head
	c := tx.bucket(inReady).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		at := orderedAt(k[1:])
		if at <= tx.pace.now {
			continue
		}
		h := head{bytes.Clone(v[:8]), lane(v[8]), at, numberAt(k)}
		if first, ok := tx.first(h.to, h.lane); ok && first.at < at {
			late = append(late, h)
		}
	}
	for _, h := range late {
		if err := tx.displace(h); err != nil {
			return err
		}
		if err := tx.placeFirst(h.to, h.lane); err != nil {
			return err
		}
	}
	return nil
}
