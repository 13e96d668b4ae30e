package store

import (
	"bytes"
	"fmt"
	"time"
)

// Reply is the reply of this number; nil if there is none.
func (tx *Tx) Reply(id uint64) (*Reply, error) {
	r, err := tx.replyAt(number(id))
	if r == nil || err != nil {
		return nil, err
	}
	return &r.Reply, nil
}

// replyAt is nil without an error where there is no reply.
func (tx *Tx) replyAt(id []byte) (*replyRow, error) {
	r := new(replyRow)
	found, err := tx.readRow(inReplies, id, r)
	if !found || err != nil {
		return nil, err
	}
	return r, nil
}

// ReplyByMessageID is the reply that went or goes out under this Message-ID; nil if none.
func (tx *Tx) ReplyByMessageID(mid string) (*Reply, error) {
	id := tx.get(inReplyIDs, tx.maskMessageID(mid))
	if id == nil {
		return nil, nil
	}
	return tx.Reply(numberAt(id))
}

// Replies pages through the replies in one state ("": all) in the order in which they were made: at most n behind the
// number after (0: from the start), and the place to go on from; 0 at the end.
func (tx *Tx) Replies(state ReplyState, after uint64, n int) ([]*Reply, uint64, error) {
	if state == "" {
		return page(tx, inReplies, number(after), nil, n, func(k, v []byte) (*Reply, error) {
			r := new(replyRow)
			return &r.Reply, decodeRow(inReplies, k, v, r)
		})
	}
	return page(tx, inReplyStates, number(after), statePrefix(state), n, tx.replyUnder)
}

// RepliesOf are all replies to a registration, the oldest first.
func (tx *Tx) RepliesOf(registration string) ([]*Reply, error) {
	of := tx.get(inRegistrationIDs, []byte(registration))
	if of == nil {
		return nil, nil
	}
	return under(tx, inRepliesOf, of, tx.replyUnder)
}

func (tx *Tx) replyUnder(k, _ []byte) (*Reply, error) {
	id := k[len(k)-8:]
	r, err := tx.replyAt(id)
	if err == nil && r == nil {
		err = missingRow(inReplies, id)
	}
	if err != nil {
		return nil, err
	}
	return &r.Reply, nil
}

func statePrefix(s ReplyState) []byte { return append([]byte(s), 0) }

// Owe makes a pending reply and gives it its number, r.ID. r.Registration, if any, must be stored before (ErrNoSuch).
//
// If a reply of the same Message-ID is there already, r.ID becomes its number and nothing else happens. With r.Again, one that is sent,
// refused or dropped is owed once more under that Message-ID, as r describes it.
func (tx *Tx) Owe(r *Reply) error {
	if r.MessageID == "" {
		return fmt.Errorf("reply without a Message-ID: %w", ErrNoSuch)
	}
	mid := tx.maskMessageID(r.MessageID)
	if at := tx.get(inReplyIDs, mid); at != nil {
		r.ID = numberAt(at)
		return tx.oweAgain(r)
	}
	id, err := tx.nextNumber(inReplies)
	if err != nil {
		return err
	}
	r.ID = numberAt(id)
	if err := tx.put(inReplyIDs, mid, id); err != nil {
		return err
	}
	if err := tx.indexReplyOf(r, id); err != nil {
		return err
	}
	return tx.owe(r, "")
}

func (tx *Tx) indexReplyOf(r *Reply, id []byte) error {
	if r.Registration == "" {
		return nil
	}
	of := tx.get(inRegistrationIDs, []byte(r.Registration))
	if of == nil {
		return fmt.Errorf("registration %s: %w", r.Registration, ErrNoSuch)
	}
	return tx.put(inRepliesOf, key(of, id), nil)
}

func (tx *Tx) oweAgain(r *Reply) error {
	old, err := tx.replyUnder(number(r.ID), nil)
	if err != nil {
		return err
	}
	over := old.State == Sent || old.State == Refused || old.State == Dropped
	if !r.Again || !over {
		return nil
	}
	row, err := tx.replyAt(number(r.ID))
	if err != nil {
		return err
	}
	if old.State == Sent {
		if err := tx.forgetSent(row); err != nil {
			return err
		}
	}
	r.Registration, r.Occasion = old.Registration, old.Occasion // its index entry and its counts stay
	return tx.owe(r, old.State)
}

// owe writes r as a pending reply that was in state was, and queues it.
func (tx *Tx) owe(r *Reply, was ReplyState) error {
	row := &replyRow{Reply: *r}
	row.State, row.Attempts, row.Doubts, row.Again = Pending, 0, 0, false
	row.SentAt = time.Time{}
	to, err := tx.addressee(r.To)
	if err != nil {
		return err
	}
	row.addressee = numberAt(to)
	if err := tx.enqueue(row); err != nil {
		return err
	}
	r.State = Pending
	return tx.putReply(row, was)
}

// putReply writes the row and moves it from the state it was in ("" for a new one) to its own.
func (tx *Tx) putReply(r *replyRow, was ReplyState) error {
	id := number(r.ID)
	if was != r.State {
		var from []byte
		if was != "" {
			from = key(statePrefix(was), id)
			tx.countReply(r, was, -1)
		}
		tx.countReply(r, r.State, +1)
		if err := tx.moveEntry(inReplyStates, from, key(statePrefix(r.State), id)); err != nil {
			return err
		}
	}
	return tx.putRow(inReplies, id, r, 448)
}

func (tx *Tx) countReply(r *replyRow, state ReplyState, by int64) {
	tx.add(by, figReplies, string(state))
	if r.Occasion != "" {
		tx.add(by, figOccasions, r.Occasion, string(state))
	}
}

// reachable lists what an organiser can make of a reply.
var reachable = map[ReplyState][]ReplyState{
	Pending: {Pending, Held, Dropped},
	Held:    {Pending, Held, Dropped},
	Refused: {Pending, Dropped},
	Dropped: {Pending},
}

// SetReply does what an organiser decided: of r it takes State and Due, nothing else. Held holds a pending reply, Pending releases
// it (its doubts and attempts are forgotten), Dropped gives it up. ErrSending while it is being sent,
// ErrRefused for what cannot be, as with a reply that is sent: Owe it again.
func (tx *Tx) SetReply(r *Reply) error {
	row, err := tx.replyAt(number(r.ID))
	if err != nil {
		return err
	}
	if err := settable(r, row); err != nil {
		return fmt.Errorf("reply %d: %w", r.ID, err)
	}
	was := row.State
	if was == Pending {
		if err := tx.dequeue(row); err != nil {
			return err
		}
	}
	row.State, row.Due = r.State, r.Due
	if row.State == Pending {
		if was != Pending {
			row.Attempts, row.Doubts = 0, 0
		}
		if err := tx.enqueue(row); err != nil {
			return err
		}
	}
	return tx.putReply(row, was)
}

func settable(r *Reply, row *replyRow) error {
	if row == nil {
		return ErrNoSuch
	}
	if row.State == Sending {
		return ErrSending
	}
	for _, s := range reachable[row.State] {
		if s == r.State {
			return nil
		}
	}
	return fmt.Errorf("from %s to %s: %w", row.State, r.State, ErrRefused)
}

// MailsTo counts the mails to an address, those by hand apart: all that are pending, and those handed out since then. Held ones
// count when they are released.
func (tx *Tx) MailsTo(address string, since time.Time) (int, error) {
	to := tx.get(inAddressees, tx.maskMailbox(address))
	if to == nil {
		return 0, nil
	}
	n := 0
	c := tx.bucket(inQueue).Cursor()
	for _, l := range []lane{0, laneRepeat} {
		prefix := l.prefix(to)
		for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
			n++
		}
	}
	prefix := sentPrefix(to)
	offset, err := tx.offset()
	if err != nil {
		return 0, err
	}
	from := key(prefix, ordered(nanos(since)+offset))
	for k, _ := c.Seek(from); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		n++
	}
	return n, nil
}
