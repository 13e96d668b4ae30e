package store

import (
	"bytes"
	"errors"
	"fmt"
	"time"
)

// Edition is an agenda as it was in force since At. Editions are numbered from 0 in the order in which they came into force; the
// same agenda coming into force again, after another, is an edition of its own.
type Edition struct {
	Number   int
	Version  string // digest of what attendees see
	At       time.Time
	Snapshot []byte // the caller's own form of it
}

func (v *Edition) encode(e *encoder) {
	e.text(1, v.Version)
	e.time(2, v.At)
	e.text(3, string(v.Snapshot))
	e.signed(4, v.Number)
}

func (v *Edition) decode(d *decoder) {
	for d.next() {
		switch d.number {
		case 1:
			v.Version = d.text()
		case 2:
			v.At = d.time()
		case 3:
			v.Snapshot = []byte(d.text())
		case 4:
			v.Number = d.signed()
		}
	}
}

// Editions are all editions of the agenda, the oldest first.
func (tx *Tx) Editions() (all []Edition, err error) {
	prefix := []byte(keyEdition)
	c := tx.bucket(inMeta).Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		var one Edition
		if err := decodeRow(inMeta, k, v, &one); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// AddEdition makes e the edition in force and sets its number, unless the one in force is of the same version: then e becomes that
// one, and false is returned.
func (tx *Tx) AddEdition(e *Edition) (added bool, err error) {
	if e.Version == "" {
		return false, errors.New("an edition without a version")
	}
	all, err := tx.Editions()
	if err != nil {
		return false, err
	}
	if n := len(all); n > 0 && all[n-1].Version == e.Version {
		*e = all[n-1]
		return false, nil
	}
	e.Number = len(all)
	return true, tx.putRow(inMeta, key([]byte(keyEdition), number(uint64(e.Number))), e, 64+len(e.Snapshot))
}

// SetAgenda notes that a pending reply brings this version, and that it is the last one of its registration. That is no revision: nothing
// that the person told changes.
func (tx *Tx) SetAgenda(reply uint64, registration, version string) error {
	r, err := tx.replyAt(number(reply))
	if err != nil {
		return err
	}
	if r == nil || r.State != Pending {
		return fmt.Errorf("reply %d: %w", reply, ErrRefused)
	}
	r.AgendaVersion = version
	if err := tx.putReply(r, Pending); err != nil {
		return err
	}
	seq := tx.get(inRegistrationIDs, []byte(registration))
	if seq == nil {
		return nil
	}
	seq = bytes.Clone(seq)
	g, err := tx.registrationAt(seq)
	if err != nil {
		return err
	}
	g.AgendaVersion = version
	return tx.putRow(inRegistrations, seq, g, 256)
}
