package store

import (
	"bytes"
	"fmt"

	"go.etcd.io/bbolt"
)

// Message is the message of this digest; nil if it was never seen.
func (tx *Tx) Message(d Digest) (*Message, error) {
	seq := tx.get(inDigests, d[:])
	if seq == nil {
		return nil, nil
	}
	return tx.messageAt(seq)
}

func (tx *Tx) messageAt(seq []byte) (*Message, error) {
	m := new(Message)
	found, err := tx.readRow(inMessages, seq, m)
	if err == nil && !found {
		err = missingRow(inMessages, seq)
	}
	if err != nil {
		return nil, err
	}
	return m, nil
}

// MessageByID is the message with this Message-ID, the last seen if several have it; nil if none.
func (tx *Tx) MessageByID(messageID string) (*Message, error) {
	k := lastUnder(tx.bucket(inMessageIDs), tx.maskMessageID(messageID))
	if k == nil {
		return nil, nil
	}
	return tx.messageAt(k[len(k)-8:])
}

// Keep stores a message, or replaces what is stored of it. A message keeps its place in the order of first seen.
// m.Registration, if any, must be stored before (ErrNoSuch).
func (tx *Tx) Keep(m *Message) error {
	old, seq, err := tx.placeOf(m)
	if err != nil {
		return err
	}
	if err := tx.indexMessage(seq, old, m); err != nil {
		return err
	}
	tx.countMessage(old, -1)
	tx.countMessage(m, +1)
	return tx.putRow(inMessages, seq, m, 256+len(m.Text))
}

// placeOf is what is stored of m, or a new place for it.
func (tx *Tx) placeOf(m *Message) (old *Message, seq []byte, err error) {
	if at := tx.get(inDigests, m.Digest[:]); at != nil {
		seq = bytes.Clone(at)
		old, err = tx.messageAt(seq)
		return old, seq, err
	}
	if seq, err = tx.nextNumber(inMessages); err != nil {
		return nil, nil, err
	}
	return nil, seq, tx.put(inDigests, bytes.Clone(m.Digest[:]), seq)
}

// nextNumber is the next key of a bucket whose keys go up.
func (tx *Tx) nextNumber(n bucket) ([]byte, error) {
	if !tx.write {
		return nil, ErrReadOnly
	}
	next, err := tx.bucket(n).NextSequence()
	return number(next), err
}

func (tx *Tx) countMessage(m *Message, by int64) {
	if m == nil {
		return
	}
	tx.add(by, figMessages, m.Decision, m.Reason)
	if m.Open {
		tx.add(by, figOpen)
	}
}

// indexMessage moves the index entries from what was (nil at first) to what is.
func (tx *Tx) indexMessage(seq []byte, was, is *Message) error {
	if was == nil {
		was = new(Message)
	}
	if err := tx.moveEntry(inMessageIDs, tx.messageIDKey(was, seq), tx.messageIDKey(is, seq)); err != nil {
		return err
	}
	if err := tx.moveEntry(inReviews, openKey(was, seq), openKey(is, seq)); err != nil {
		return err
	}
	from, err := tx.messageOfKey(was.Registration, seq)
	if err != nil {
		return err
	}
	to, err := tx.messageOfKey(is.Registration, seq)
	if err != nil {
		return err
	}
	return tx.moveEntry(inMessagesOf, from, to)
}

func (tx *Tx) messageIDKey(m *Message, seq []byte) []byte {
	if m.MessageID == "" {
		return nil
	}
	return key(tx.maskMessageID(m.MessageID), seq)
}

func openKey(m *Message, seq []byte) []byte {
	if !m.Open {
		return nil
	}
	return seq
}

func (tx *Tx) messageOfKey(registration string, seq []byte) ([]byte, error) {
	if registration == "" {
		return nil, nil
	}
	of := tx.get(inRegistrationIDs, []byte(registration))
	if of == nil {
		return nil, fmt.Errorf("registration %s: %w", registration, ErrNoSuch)
	}
	return key(of, seq), nil
}

// moveEntry replaces one key of an index by another; nil stands for no entry.
func (tx *Tx) moveEntry(n bucket, from, to []byte) error {
	if bytes.Equal(from, to) {
		return nil
	}
	if from != nil {
		if err := tx.delete(n, from); err != nil {
			return err
		}
	}
	if to == nil {
		return nil
	}
	return tx.put(n, to, nil)
}

// Messages pages through all messages in the order of first seen: at most n behind the place after (0: from the start), and
// the place to go on from; 0 at the end.
func (tx *Tx) Messages(after uint64, n int) ([]*Message, uint64, error) {
	return page(tx, inMessages, number(after), nil, n, func(k, v []byte) (*Message, error) {
		m := new(Message)
		return m, decodeRow(inMessages, k, v, m)
	})
}

// OpenReviews pages through the messages that a person must look at, oldest first; places as those of Messages.
func (tx *Tx) OpenReviews(after uint64, n int) ([]*Message, uint64, error) {
	return page(tx, inReviews, number(after), nil, n, func(k, _ []byte) (*Message, error) {
		return tx.messageAt(k)
	})
}

// MessagesOf are the messages that belong to a registration, in the order of first seen.
func (tx *Tx) MessagesOf(registration string) ([]*Message, error) {
	return tx.MessagesSince(registration, 0)
}

// MessagesSince are those of them that were first seen behind the place after (0: all).
func (tx *Tx) MessagesSince(registration string, after uint64) ([]*Message, error) {
	of := tx.get(inRegistrationIDs, []byte(registration))
	if of == nil {
		return nil, nil
	}
	return from(tx, inMessagesOf, key(of, number(after+1)), of, func(k, _ []byte) (*Message, error) { return tx.messageAt(k[8:]) })
}

// LastMessage is the place of the message that was seen last; 0 where none was.
func (tx *Tx) LastMessage() uint64 { return tx.bucket(inMessages).Sequence() }

// page reads at most n entries that begin with prefix and stand behind the key after. The place to go on from is the number
// at the end of the last key; 0 if there is nothing more.
func page[T any](tx *Tx, in bucket, after, prefix []byte, n int, read func(k, v []byte) (T, error)) (out []T, next uint64, err error) {
	c := tx.bucket(in).Cursor()
	from := key(prefix, after)
	k, v := c.Seek(from)
	if bytes.Equal(k, from) {
		k, v = c.Next()
	}
	for ; k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		if len(out) >= n {
			return out, next, nil
		}
		one, err := read(k, v)
		if err != nil {
			return nil, 0, err
		}
		out, next = append(out, one), numberAt(k)
	}
	return out, 0, nil
}

// under reads every entry that begins with prefix.
func under[T any](tx *Tx, in bucket, prefix []byte, read func(k, v []byte) (T, error)) (out []T, err error) {
	return from(tx, in, prefix, prefix, read)
}

// from reads every entry that begins with prefix, from the key first on.
func from[T any](tx *Tx, in bucket, first, prefix []byte, read func(k, v []byte) (T, error)) (out []T, err error) {
	c := tx.bucket(in).Cursor()
	for k, v := c.Seek(first); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		one, err := read(k, v)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// lastUnder is the last key that begins with prefix; nil if none does.
func lastUnder(b *bbolt.Bucket, prefix []byte) []byte {
	c := b.Cursor()
	k, _ := c.Seek(behind(prefix))
	if k == nil {
		k, _ = c.Last()
	} else {
		k, _ = c.Prev()
	}
	if !bytes.HasPrefix(k, prefix) {
		return nil
	}
	return k
}

// behind is the first key behind all that begin with prefix. No prefix here consists of ff alone.
func behind(prefix []byte) []byte {
	end := bytes.Clone(prefix)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i]++; end[i] != 0 {
			return end[:i+1]
		}
	}
	return nil
}
