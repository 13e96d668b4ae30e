package store

import (
	"testing"
	"time"
)

// flagged is a registration with its flags, and what each of its replies is.
type flagged struct {
	undelivered string
	stopped     bool
	replies     []ReplyState
}

func flagsOf(t *testing.T, s *Store, id string) (f flagged) {
	t.Helper()
	look(t, s, func(tx *Tx) error {
		r, err := tx.Registration(id)
		if err != nil {
			return err
		}
		f.undelivered, f.stopped = r.Undelivered, r.Stopped
		all, err := tx.RepliesOf(id)
		for _, r := range all {
			f.replies = append(f.replies, r.State)
		}
		return err
	})
	return f
}

func (f flagged) is(why string, stopped bool, states ...ReplyState) bool {
	if f.undelivered != why || f.stopped != stopped || len(f.replies) != len(states) {
		return false
	}
	for i, s := range states {
		if f.replies[i] != s {
			return false
		}
	}
	return true
}

// twoAtOneAddress are two people who write from one mailbox, each with a mail owed.
func twoAtOneAddress(t *testing.T, s *Store) {
	t.Helper()
	for i, id := range []string{"ann", "bob"} {
		err := s.Change(func(tx *Tx) error {
			g := &Registration{ID: id, Status: Registered, From: "desk@example.org", CreatedAt: noon, UpdatedAt: noon}
			if err := tx.Save(g, Change{At: noon, Who: "message", Why: "registered"}); err != nil {
				return err
			}
			return tx.Owe(&Reply{Kind: "agenda", To: g.From, Registration: id, MessageID: "<" + id + "@example.org>", CreatedAt: noon, Due: noon.Add(time.Duration(i) * time.Second)})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestAnAddressThatTakesNoMail: what is refused for good flags and stops everybody of that address, and what is still owed there is
// given up; the others are let go when somebody writes from there, and go on saying that they had nothing.
func TestAnAddressThatTakesNoMail(t *testing.T) {
	s := openNew(t)
	twoAtOneAddress(t, s)
	hand := owe(t, s, 9, "desk@example.org", noon.Add(time.Hour), func(r *Reply) { r.ByHand, r.Registration = true, "bob" })
	owe(t, s, 10, "desk@example.org", noon.Add(time.Hour), func(r *Reply) { r.Registration = "bob" })
	got, _ := exchange8(t, s, noon, nil, Limits{})
	exchange8(t, s, noon, []Settlement{{ID: got[0].ID, State: Refused, Error: "no such user", Stop: true}}, Limits{})
	if f := flagsOf(t, s, "ann"); !f.is("no such user", true, Refused) {
		t.Errorf("the one refused: %+v", f)
	}
	if f := flagsOf(t, s, "bob"); !f.is("no such user", true, Dropped, Pending, Dropped) || replyOf(t, s, hand).State != Pending {
		t.Errorf("the other of this address: %+v", f)
	}
	if err := s.Change(func(tx *Tx) error { return tx.Heard("desk@example.org", "ann", Change{At: noon, Why: "heard"}) }); err != nil {
		t.Fatal(err)
	}
	if f := flagsOf(t, s, "ann"); !f.stopped {
		t.Errorf("the caller's own was changed: %+v", f)
	}
	if f := flagsOf(t, s, "bob"); !f.is("no such user", false, Dropped, Pending, Dropped) {
		t.Errorf("after somebody wrote: %+v", f)
	}
	whole(t, s)
}

// TestASoftReturnEndsWithTheNextMail: a mail that came back for a while stops nothing, and is forgotten once it was taken after all.
func TestASoftReturnEndsWithTheNextMail(t *testing.T) {
	s := openNew(t)
	twoAtOneAddress(t, s)
	got, _ := exchange8(t, s, noon, nil, Limits{})
	exchange8(t, s, noon, settled(Sent, got), Limits{})
	err := s.Change(func(tx *Tx) error {
		r, err := tx.Reply(got[0].ID)
		if err != nil {
			return err
		}
		if err := tx.Returned(r, "mailbox full", false, Change{At: noon, Why: "undelivered"}); err != nil {
			return err
		}
		r.Again, r.Due = true, noon.Add(time.Minute)
		r.Bounces++
		return tx.Owe(r)
	})
	if err != nil {
		t.Fatal(err)
	}
	if f := flagsOf(t, s, "ann"); !f.is("mailbox full", false, Pending) {
		t.Errorf("after it came back: %+v", f)
	}
	if f := flagsOf(t, s, "bob"); f.undelivered != "" || f.stopped {
		t.Errorf("the other of this address: %+v", f)
	}
	for range 3 { // to one address one after the other
		exchange8(t, s, noon.Add(time.Minute), settledNow(t, s), Limits{})
	}
	if f := flagsOf(t, s, "ann"); !f.is("", false, Sent) {
		t.Errorf("after it was taken: %+v", f)
	}
	whole(t, s)
}

// TestOneMailboxHasManyAddresses: the limit per address counts what leads into one mailbox together.
func TestOneMailboxHasManyAddresses(t *testing.T) {
	s := openNew(t)
	for i, to := range []string{"ann@example.org", "Ann+1@example.org", "ann+two+3@EXAMPLE.org", "a.n.n@gmail.com", "ann+x@googlemail.com", "a.nn@example.org", "+ann@example.org"} {
		owe(t, s, i, to, noon, nil)
	}
	look(t, s, func(tx *Tx) error {
		for to, want := range map[string]int{"ann+9@example.org": 3, "ann@gmail.com": 2, "a.nn@example.org": 1, "+ann@example.org": 1, "+bob@example.org": 0} {
			if n, err := tx.MailsTo(to, noon); n != want || err != nil {
				t.Errorf("%s: %d mails, want %d (%v)", to, n, want, err)
			}
		}
		return nil
	})
}
