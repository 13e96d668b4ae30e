package store

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// NewID is a new random id for a registration: 16 letters and digits, 80 bits.
func (tx *Tx) NewID() string {
	for {
		id := strings.ToLower(rand.Text()[:16])
		if tx.get(inRegistrationIDs, []byte(id)) == nil {
			return id
		}
	}
}

// Registration is the registration of this id; nil if there is none.
func (tx *Tx) Registration(id string) (*Registration, error) {
	seq := tx.get(inRegistrationIDs, []byte(id))
	if seq == nil {
		return nil, nil
	}
	return tx.registrationAt(seq)
}

func (tx *Tx) registrationAt(seq []byte) (*Registration, error) {
	r := new(Registration)
	found, err := tx.readRow(inRegistrations, seq, r)
	if err == nil && !found {
		err = missingRow(inRegistrations, seq)
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

// IDs are the ids that begin with prefix, at most 16 of them.
func (tx *Tx) IDs(prefix string) (ids []string) {
	const most = 16
	c := tx.bucket(inRegistrationIDs).Cursor()
	for k, _ := c.Seek([]byte(prefix)); bytes.HasPrefix(k, []byte(prefix)) && len(ids) < most; k, _ = c.Next() {
		ids = append(ids, string(k))
	}
	return ids
}

// ByFrom are the registrations of this address in From:, the oldest first.
func (tx *Tx) ByFrom(from string) ([]*Registration, error) {
	return under(tx, inFrom, tx.maskAddress(from), tx.registrationUnder)
}

// ByAddress are the registrations that signed with this address, the oldest first.
func (tx *Tx) ByAddress(email string) ([]*Registration, error) {
	return under(tx, inAddress, tx.maskAddress(email), tx.registrationUnder)
}

func (tx *Tx) registrationUnder(k, _ []byte) (*Registration, error) {
	return tx.registrationAt(k[len(k)-8:])
}

// NewNames counts the registrations that this address in From: has created since then.
func (tx *Tx) NewNames(from string, since time.Time) (int, error) {
	prefix := tx.maskAddress(from)
	c := tx.bucket(inFrom).Cursor()
	n := 0
	for k, _ := c.Seek(key(prefix, ordered(nanos(since)))); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		n++
	}
	return n, nil
}

// Save stores a new registration, or a new revision of one, and c as a line of its history. It sets r.Revision, c.Revision
// and c.Was. ErrStale: r was read before somebody else changed it (r.Revision is not the stored one).
// From and CreatedAt of a stored registration do not change.
func (tx *Tx) Save(r *Registration, c Change) error {
	old, seq, err := tx.placeOfRegistration(r)
	if err != nil {
		return err
	}
	c.Was = Registration{}
	if old != nil {
		if old.Revision != r.Revision {
			return fmt.Errorf("registration %s, revision %d: %w", r.ID, r.Revision, ErrStale)
		}
		r.From, r.CreatedAt = old.From, old.CreatedAt
		c.Was = *old
	} else {
		r.Revision = 0
	}
	r.Revision++
	c.Revision = r.Revision
	if err := tx.indexRegistration(seq, old, r); err != nil {
		return err
	}
	tx.countRegistration(old, -1)
	tx.countRegistration(r, +1)
	line := key(seq, number(uint64(r.Revision)))
	if err := tx.putRow(inHistory, line, &c, 384); err != nil {
		return err
	}
	return tx.putRow(inRegistrations, seq, r, 256)
}

func (tx *Tx) placeOfRegistration(r *Registration) (old *Registration, seq []byte, err error) {
	if r.ID == "" {
		return nil, nil, fmt.Errorf("registration without an id: %w", ErrNoSuch)
	}
	if at := tx.get(inRegistrationIDs, []byte(r.ID)); at != nil {
		seq = bytes.Clone(at)
		old, err = tx.registrationAt(seq)
		return old, seq, err
	}
	if seq, err = tx.nextNumber(inRegistrations); err != nil {
		return nil, nil, err
	}
	return nil, seq, tx.put(inRegistrationIDs, []byte(r.ID), seq)
}

func (tx *Tx) countRegistration(r *Registration, by int64) {
	if r == nil {
		return
	}
	tx.add(by, figRegistrations, string(r.Status))
	if r.Undelivered != "" {
		tx.add(by, figUndelivered)
	}
}

// indexRegistration moves the index entries from what was (nil at first) to what is.
func (tx *Tx) indexRegistration(seq []byte, was, is *Registration) error {
	for _, index := range registrationIndexes {
		var from []byte
		if was != nil {
			from = index.key(tx, was, seq)
		}
		if err := tx.moveEntry(index.in, from, index.key(tx, is, seq)); err != nil {
			return err
		}
	}
	return nil
}

// registrationIndexes lists the indexes and how a registration stands in each; a nil key: not at all.
var registrationIndexes = []struct {
	in  bucket
	key func(*Tx, *Registration, []byte) []byte
}{
	{inFrom, func(tx *Tx, r *Registration, seq []byte) []byte {
		return key(tx.maskAddress(r.From), ordered(nanos(r.CreatedAt)), seq)
	}},
	{inAddress, func(tx *Tx, r *Registration, seq []byte) []byte {
		if r.Person.Email == "" {
			return nil
		}
		return key(tx.maskAddress(r.Person.Email), seq)
	}},
	{inStatus, func(_ *Tx, r *Registration, seq []byte) []byte {
		return key(statusPrefix(r.Status), seq)
	}},
}

func statusPrefix(s Status) []byte { return append([]byte(s), 0) }

// History are the lines of a registration's history, the oldest first.
func (tx *Tx) History(id string) ([]Change, error) {
	seq := tx.get(inRegistrationIDs, []byte(id))
	if seq == nil {
		return nil, nil
	}
	return under(tx, inHistory, seq, func(k, v []byte) (c Change, err error) {
		return c, decodeRow(inHistory, k, v, &c)
	})
}

// Registrations pages through all registrations in the order in which they were created: at most n behind the place after
// ("": from the start), and the place to go on from; "" at the end. A place is not an id.
func (tx *Tx) Registrations(after string, n int) ([]*Registration, string, error) {
	place, err := parsePlace(after)
	if err != nil {
		return nil, "", err
	}
	out, next, err := page(tx, inRegistrations, place, nil, n, func(k, v []byte) (*Registration, error) {
		r := new(Registration)
		return r, decodeRow(inRegistrations, k, v, r)
	})
	return out, formatPlace(next), err
}

// RegistrationsBy pages through those of one status; places as those of Registrations.
func (tx *Tx) RegistrationsBy(s Status, after string, n int) ([]*Registration, string, error) {
	place, err := parsePlace(after)
	if err != nil {
		return nil, "", err
	}
	out, next, err := page(tx, inStatus, place, statusPrefix(s), n, tx.registrationUnder)
	return out, formatPlace(next), err
}

// Place is where a registration stands in the order of Registrations: what follows it begins behind this place. "" if there is none.
func (tx *Tx) Place(id string) string {
	return formatPlace(numberAt(tx.get(inRegistrationIDs, []byte(id))))
}

func parsePlace(s string) ([]byte, error) {
	if s == "" {
		return number(0), nil
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%q is not a place in the list of registrations: %w", s, ErrNoSuch)
	}
	return number(n), nil
}

func formatPlace(n uint64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatUint(n, 10)
}
