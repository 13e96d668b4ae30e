package store

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Erased says what Erase took away.
type Erased struct {
	Registrations, Messages, Replies int
}

// erasedChunk is how many registrations one Change erases: the daemon's own changes go on between.
const erasedChunk = 100

// keyErasures is the meta row of dated lines, one for each Erase.
const keyErasures = "erasures"

// What says what is to be erased: registrations by id, and what came from an address that nobody else is registered with; or Everything.
type What struct {
	Registrations []string
	Address       string
	Everything    bool
}

// Erase removes registrations with all that belongs to them: history, replies and their places in queues and indexes, the contents
// of their messages, and those of messages from their addresses that belong to nobody (an address that others are registered with
// is theirs, too). Of a message stay digest, place in the mailbox, outcome and when it was seen: so the ledger's sums
// hold, and the message is known when it is read again. A dated line without a name stays in Erasures.
//
// ErrSending: a mail to one of them is being sent this moment; nothing of that registration is gone. The bytes are gone from
// the file after Compact.
func (s *Store) Erase(what What, at time.Time, who string) (Erased, error) {
	e := &erasing{what: what, ids: map[string]bool{}, addresses: map[string]bool{}, shared: map[uint64]bool{}}
	if err := s.Look(e.survey); err != nil {
		return Erased{}, err
	}
	ids := slices.Sorted(maps.Keys(e.ids))
	for last := false; !last; {
		chunk := ids[:min(erasedChunk, len(ids))]
		ids = ids[len(chunk):]
		last = len(ids) == 0
		err := s.Change(func(tx *Tx) error { return e.erase(tx, chunk, last, at, who) })
		if err != nil {
			return e.done, err
		}
	}
	return e.done, nil
}

// Erasures are the dated lines that Erase left, the oldest first.
func (tx *Tx) Erasures() ([]string, error) {
	lines, err := tx.Meta(keyErasures)
	return strings.Split(strings.TrimRight(lines, "\n"), "\n"), err
}

// erasing is one run of Erase. What needs a walk over all rows is found before, in a Look; a Change only looks at what came since.
type erasing struct {
	what      What
	ids       map[string]bool
	addresses map[string]bool // folded; those that nobody else is registered with
	strays    []Digest        // messages from there that belong to no registration
	shared    map[uint64]bool // addressees that others had mails under
	message   uint64          // the last message that was looked at
	reply     uint64
	done      Erased
}

// survey notes whose addresses these are, and looks through messages and replies.
func (e *erasing) survey(tx *Tx) error {
	for _, id := range e.what.Registrations {
		e.ids[id] = true
	}
	for c, k := tx.bucket(inRegistrationIDs).Cursor(), []byte(nil); e.what.Everything; {
		if k == nil {
			k, _ = c.First()
		} else {
			k, _ = c.Next()
		}
		if k == nil {
			break
		}
		e.ids[string(k)] = true
	}
	if err := e.itsOwn(tx, e.what.Address); err != nil {
		return err
	}
	for id := range e.ids {
		r, err := tx.Registration(id)
		if err != nil {
			return err
		}
		if r == nil {
			continue
		}
		for _, address := range []string{r.From, r.Person.Email} {
			if err := e.itsOwn(tx, address); err != nil {
				return err
			}
		}
	}
	return e.scan(tx)
}

// itsOwn notes an address that nobody else is registered with.
func (e *erasing) itsOwn(tx *Tx, address string) error {
	if address == "" || e.addresses[fold(address)] {
		return nil
	}
	from, err := tx.ByFrom(address)
	if err != nil {
		return err
	}
	signed, err := tx.ByAddress(address)
	for _, r := range append(from, signed...) {
		if !e.ids[r.ID] {
			return err
		}
	}
	e.addresses[fold(address)] = true
	return err
}

// scan looks through what came since it last did.
func (e *erasing) scan(tx *Tx) error {
	c := tx.bucket(inMessages).Cursor()
	for k, v := c.Seek(number(e.message + 1)); k != nil; k, v = c.Next() {
		m := new(Message)
		if err := decodeRow(inMessages, k, v, m); err != nil {
			return err
		}
		e.message = numberAt(k)
		if m.Registration == "" && (e.what.Everything && m.From != "" || e.addresses[fold(m.From)] || m.Fields.Email != "" && e.addresses[fold(m.Fields.Email)]) {
			e.strays = append(e.strays, m.Digest)
		}
	}
	c = tx.bucket(inReplies).Cursor()
	for k, v := c.Seek(number(e.reply + 1)); k != nil; k, v = c.Next() {
		r := new(replyRow)
		if err := decodeRow(inReplies, k, v, r); err != nil {
			return err
		}
		e.reply = numberAt(k)
		if !e.ids[r.Registration] {
			e.shared[r.addressee] = true
		}
	}
	return nil
}

// erase erases some registrations, and with the last ones the strays.
func (e *erasing) erase(tx *Tx, ids []string, last bool, at time.Time, who string) error {
	if err := e.scan(tx); err != nil {
		return err
	}
	done, replies := e.done, map[uint64]bool{}
	for _, id := range ids {
		if err := e.registration(tx, id, &done, replies); err != nil {
			return fmt.Errorf("erase registration %s: %w", id, err)
		}
	}
	if err := tx.forgetCopies(replies); err != nil {
		return err
	}
	if last {
		for _, d := range e.strays {
			m, err := tx.Message(d)
			if err == nil && m != nil && m.Registration == "" {
				err = errors.Join(e.strayReply(tx, m.Reply, &done), eraseMessage(tx, m, &done))
			}
			if err != nil {
				return err
			}
		}
		lines, err := tx.Meta(keyErasures)
		if err != nil {
			return err
		}
		lines += fmt.Sprintf("%s %s: %d registrations, %d messages, %d mails\n", at.UTC().Format(time.RFC3339), who, done.Registrations, done.Messages, done.Replies)
		if err := tx.SetMeta(keyErasures, lines); err != nil {
			return err
		}
	}
	e.done = done
	return nil
}

func (e *erasing) registration(tx *Tx, id string, done *Erased, gone map[uint64]bool) error {
	seq := bytes.Clone(tx.get(inRegistrationIDs, []byte(id)))
	if seq == nil {
		return ErrNoSuch
	}
	r, err := tx.registrationAt(seq)
	if err != nil {
		return err
	}
	messages, err := tx.MessagesOf(id)
	if err != nil {
		return err
	}
	for _, m := range messages {
		if err := eraseMessage(tx, m, done); err != nil {
			return err
		}
	}
	replies, err := tx.RepliesOf(id)
	if err != nil {
		return err
	}
	for _, reply := range replies {
		gone[reply.ID] = true
		if err := e.eraseReply(tx, seq, reply.ID, done); err != nil {
			return err
		}
	}
	for revision := 1; revision <= r.Revision; revision++ {
		if err := tx.delete(inHistory, key(seq, number(uint64(revision)))); err != nil {
			return err
		}
	}
	for _, index := range registrationIndexes {
		if err := tx.moveEntry(index.in, index.key(tx, r, seq), nil); err != nil {
			return err
		}
	}
	tx.countRegistration(r, -1)
	done.Registrations++
	return errors.Join(tx.delete(inRegistrationIDs, []byte(id)), tx.delete(inRegistrations, seq))
}

// eraseMessage leaves of a message what tells nothing about a person.
func eraseMessage(tx *Tx, m *Message, done *Erased) error {
	done.Messages++
	return tx.Keep(&Message{
		Digest: m.Digest, Mailbox: m.Mailbox, UIDValidity: m.UIDValidity, UID: m.UID, SeenAt: m.SeenAt,
		Decision: m.Decision, Reason: m.Reason, Resolved: "erased",
	})
}

func (e *erasing) eraseReply(tx *Tx, of []byte, id uint64, done *Erased) error {
	r, err := tx.replyAt(number(id))
	if err != nil {
		return err
	}
	if r == nil {
		return missingRow(inReplies, number(id))
	}
	switch r.State {
	case Sending:
		return ErrSending
	case Pending:
		err = tx.dequeue(r)
	case Sent:
		err = tx.forgetSent(r)
	}
	if err != nil {
		return err
	}
	at := number(id)
	tx.countReply(r, r.State, -1)
	done.Replies++
	err = errors.Join(
		tx.delete(inReplyIDs, tx.maskMessageID(r.MessageID)), tx.delete(inRepliesOf, key(of, at)),
		tx.delete(inReplyStates, key(statePrefix(r.State), at)), tx.delete(inReplies, at))
	if err == nil && !e.shared[r.addressee] {
		if at := tx.addresseeKey(r); at != nil {
			err = tx.delete(inAddressees, at)
		}
	}
	return err
}

// strayReply erases the answer to a message that made no registration: it came before or after the time for it.
func (e *erasing) strayReply(tx *Tx, id uint64, done *Erased) error {
	r, err := tx.replyAt(number(id))
	if r == nil || err != nil || r.Registration != "" {
		return err
	}
	return e.eraseReply(tx, nil, id, done)
}

// addresseeKey is where the number of a reply's addressee stands: under the mailbox, or in older files under the address; nil: nowhere.
func (tx *Tx) addresseeKey(r *replyRow) []byte {
	for _, mask := range [][]byte{tx.maskMailbox(r.To), tx.maskAddress(r.To)} {
		if bytes.Equal(tx.get(inAddressees, mask), number(r.addressee)) {
			return mask
		}
	}
	return nil
}

// forgetCopies drops the marks by which copies of replies would be filed.
func (tx *Tx) forgetCopies(replies map[uint64]bool) error {
	c := tx.bucket(inMarks).Cursor()
	var gone [][]byte
	for k, v := c.First(); k != nil; k, v = c.Next() {
		var m Mark
		if err := decodeRow(inMarks, k, v, &m); err != nil {
			return err
		}
		if replies[m.Copy] {
			gone = append(gone, number(m.ID))
		}
	}
	for _, at := range gone {
		tx.add(-1, figMarks)
		if err := tx.delete(inMarks, at); err != nil {
			return err
		}
	}
	return nil
}
