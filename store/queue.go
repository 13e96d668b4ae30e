package store

import (
	"bytes"
)

// The queue. What stands under one address is together, behind the address's number (8 bytes). Numbers are given in the order in
// which addresses are first owed a mail, so that a commit over some replies touches few pages:
//
//	to 'b'                     -> number      the reply that is being sent to it
//	to 'h' lane                -> at number   the head of the lane, which stands in queue.ready at this time
//	to 'l' lane due number     ->             the pending replies of the lane
//	to 's' time number         ->             replies being sent or sent, those by hand apart, by the time of the claim
//
// The bucket queue.ready has for each lane of each address that is not busy one entry, the head: class at number -> to lane.
// So a claim takes the first entries that are due; what is behind them at the same address, or waits for a limit, is never
// looked at. An address that has had its mails of the day waits with "at" at the end of its day.
//
// All times are the queue's own (pace.go).

// addressee is the number of an address, or rather of the mailbox behind it, as a key; a new one if it never was owed a mail.
func (tx *Tx) addressee(address string) ([]byte, error) {
	mask := tx.maskMailbox(address)
	if to := tx.get(inAddressees, mask); to != nil {
		return bytes.Clone(to), nil
	}
	to, err := tx.nextNumber(inAddressees)
	if err != nil {
		return nil, err
	}
	return to, tx.put(inAddressees, mask, to)
}

// lane parts the replies to one address that do not wait for each other.
type lane byte

const (
	laneRepeat lane = 1 // has had mail before: behind all first-time writers
	laneHand   lane = 2 // by hand: not under the limit per address
	laneBulk   lane = 4 // of a mailing: behind all answers
	lanes      lane = 8
)

func laneOf(r *Reply) lane {
	var l lane
	if r.Repeat {
		l |= laneRepeat
	}
	if r.ByHand {
		l |= laneHand
	}
	if r.Bulk {
		l |= laneBulk
	}
	return l
}

// The classes in the order in which they are served.
const (
	classFirst  byte = 0
	classRepeat byte = 1
	classBulk   byte = 2
)

var classes = [...]byte{classFirst, classRepeat, classBulk}

func (l lane) class() byte {
	if l&laneBulk != 0 {
		return classBulk
	}
	return byte(l & laneRepeat)
}

func (l lane) prefix(to []byte) []byte  { return key(to, []byte{'l', byte(l)}) }
func (l lane) headKey(to []byte) []byte { return key(to, []byte{'h', byte(l)}) }

func busyKey(to []byte) []byte    { return key(to, []byte{'b'}) }
func sentPrefix(to []byte) []byte { return key(to, []byte{'s'}) }

func (l lane) entry(to []byte, due int64, id uint64) []byte {
	return key(l.prefix(to), ordered(due), number(id))
}

func readyKey(class byte, at int64, id uint64) []byte {
	return key([]byte{class}, ordered(at), number(id))
}

// head is the first of a lane, ready from at on.
type head struct {
	to   []byte
	lane lane
	at   int64
	id   uint64
}

func (tx *Tx) headOf(to []byte, l lane) (h head, ok bool) {
	v := tx.get(inQueue, l.headKey(to))
	if len(v) != 16 {
		return h, false
	}
	return head{to, l, orderedAt(v), numberAt(v)}, true
}

// place makes h ready.
func (tx *Tx) place(h head) error {
	if err := tx.put(inQueue, h.lane.headKey(h.to), key(ordered(h.at), number(h.id))); err != nil {
		return err
	}
	return tx.put(inReady, readyKey(h.lane.class(), h.at, h.id), key(h.to, []byte{byte(h.lane)}))
}

// displace takes h from the ready ones.
func (tx *Tx) displace(h head) error {
	if err := tx.delete(inQueue, h.lane.headKey(h.to)); err != nil {
		return err
	}
	return tx.delete(inReady, readyKey(h.lane.class(), h.at, h.id))
}

// enqueue puts a pending reply into its lane. The caller writes the row.
func (tx *Tx) enqueue(r *replyRow) error {
	to, l := number(r.addressee), laneOf(&r.Reply)
	r.queuedDue = tx.pace.queueTime(r.Due)
	if err := tx.put(inQueue, l.entry(to, r.queuedDue, r.ID), nil); err != nil {
		return err
	}
	if tx.get(inQueue, busyKey(to)) != nil {
		return nil // free looks at the lanes again
	}
	old, ok := tx.headOf(to, l)
	if ok && old.at <= r.queuedDue {
		return nil
	}
	if ok {
		// The old head may only wait for the address's limit: then it stays the first, and its wait is reckoned anew.
		if err := tx.displace(old); err != nil {
			return err
		}
	}
	return tx.placeFirst(to, l)
}

// dequeue takes a pending reply from its lane.
func (tx *Tx) dequeue(r *replyRow) error {
	to, l := number(r.addressee), laneOf(&r.Reply)
	if err := tx.delete(inQueue, l.entry(to, r.queuedDue, r.ID)); err != nil {
		return err
	}
	h, ok := tx.headOf(to, l)
	if !ok || h.id != r.ID {
		return nil
	}
	if err := tx.displace(h); err != nil {
		return err
	}
	return tx.placeFirst(to, l)
}

// placeFirst makes the first reply of a lane ready, if there is one.
func (tx *Tx) placeFirst(to []byte, l lane) error {
	h, ok := tx.first(to, l)
	if !ok {
		return nil
	}
	return tx.place(h)
}

// first is the first reply of a lane, at its due time.
func (tx *Tx) first(to []byte, l lane) (head, bool) {
	prefix := l.prefix(to)
	k, _ := tx.bucket(inQueue).Cursor().Seek(prefix)
	if !bytes.HasPrefix(k, prefix) {
		return head{}, false
	}
	return head{to, l, orderedAt(k[len(prefix):]), numberAt(k)}, true
}

// occupy marks the address as busy with a reply: none of its lanes is ready meanwhile.
func (tx *Tx) occupy(to []byte, r *replyRow) error {
	for l := range lanes {
		if h, ok := tx.headOf(to, l); ok {
			if err := tx.displace(h); err != nil {
				return err
			}
		}
	}
	if err := tx.delete(inQueue, laneOf(&r.Reply).entry(to, r.queuedDue, r.ID)); err != nil {
		return err
	}
	r.queuedDue = 0
	if err := tx.put(inQueue, busyKey(to), number(r.ID)); err != nil {
		return err
	}
	if r.ByHand {
		return nil
	}
	return tx.put(inQueue, sentKey(to, r), nil)
}

func sentKey(to []byte, r *replyRow) []byte {
	return key(sentPrefix(to), ordered(r.claimedAt), number(r.ID))
}

// free ends what occupy began.
func (tx *Tx) free(to []byte) error {
	if err := tx.delete(inQueue, busyKey(to)); err != nil {
		return err
	}
	prefix := key(to, []byte{'l'})
	for l := lane(0); l < lanes; l++ {
		k, _ := tx.bucket(inQueue).Cursor().Seek(key(prefix, []byte{byte(l)}))
		if !bytes.HasPrefix(k, prefix) {
			return nil
		}
		l = lane(k[len(prefix)])
		at := k[len(prefix)+1:]
		if err := tx.place(head{to, l, orderedAt(at), numberAt(k)}); err != nil {
			return err
		}
	}
	return nil
}

// forgetSent takes back that a reply counts as sent to its address.
func (tx *Tx) forgetSent(r *replyRow) error {
	if r.ByHand || r.claimedAt == 0 {
		return nil
	}
	return tx.delete(inQueue, sentKey(number(r.addressee), r))
}

// fullUntil is the queue time until which the address has had its mails of the day; 0 if it has not.
func (tx *Tx) fullUntil(to []byte, limit int) int64 {
	if limit <= 0 {
		return 0
	}
	prefix := sentPrefix(to)
	c := tx.bucket(inQueue).Cursor()
	k, _ := c.Seek(behind(prefix))
	if k == nil {
		k, _ = c.Last()
	} else {
		k, _ = c.Prev()
	}
	for n := 1; bytes.HasPrefix(k, prefix); n++ {
		end := orderedAt(k[len(prefix):]) + day
		if end <= tx.pace.now {
			return 0
		}
		if n == limit {
			return end
		}
		k, _ = c.Prev()
	}
	return 0
}

// firstReady is the head of a class that is ready first, due or not.
func (tx *Tx) firstReady(class byte) (h head, ok bool) {
	k, v := tx.bucket(inReady).Cursor().Seek([]byte{class})
	if len(k) != 17 || k[0] != class || len(v) != 9 {
		return h, false
	}
	return head{bytes.Clone(v[:8]), lane(v[8]), orderedAt(k[1:]), numberAt(k)}, true
}
