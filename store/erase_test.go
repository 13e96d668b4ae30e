package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"
)

// canary is somebody with everything: history, messages in all states, replies in all states.
func canary(t *testing.T, s *Store, name string) string {
	t.Helper()
	at := time.Date(2027, 2, 1, 9, 0, 0, 0, time.UTC)
	address := name + "+tag@org.example"
	var id string
	err := s.Change(func(tx *Tx) error {
		id = tx.NewID()
		r := &Registration{ID: id, Status: Registered, From: address, Person: Person{FirstName: name, LastName: name + "son", Email: "private-" + address}, CreatedAt: at, UpdatedAt: at, Undelivered: "x", Note: name + " note"}
		for range 3 {
			if err := tx.Save(r, Change{At: at, Who: "message", Why: name}); err != nil {
				return err
			}
		}
		for i := range 4 {
			reply := &Reply{Kind: "agenda", Registration: id, To: address, ToName: name, Person: r.Person, MessageID: fmt.Sprintf("<%s%d@meeting.example>", name, i), CreatedAt: at, Due: at}
			if err := tx.Owe(reply); err != nil {
				return err
			}
			if i == 3 {
				reply.State = Held
				if err := tx.SetReply(reply); err != nil {
					return err
				}
			}
			m := &Message{Digest: Digest{name[0], byte(i)}, Mailbox: "INBOX", UID: uint32(i + 1), UIDValidity: 1, MessageID: fmt.Sprintf("<m%d@%s.example>", i, name), From: address, FromName: name,
				SeenAt: at, Decision: "register", Reason: "phrase", Fields: r.Person, Text: name + " says", Registration: id, Reply: reply.ID, Open: i == 2}
			if i == 3 { // nobody's
				m.Registration, m.Reply, m.Decision = "", 0, "ignore"
			}
			if err := tx.Keep(m); err != nil {
				return err
			}
		}
		// Nobody's either, from the address that the person only signs with.
		return tx.Keep(&Message{Digest: Digest{name[0], 9}, Mailbox: "INBOX", UID: 9, UIDValidity: 1, MessageID: "<m9@" + name + ".example>", From: r.Person.Email, FromName: name, SeenAt: at, Decision: "ignore"})
	})
	if err != nil {
		t.Fatal(err)
	}
	claimed, _, err := s.Exchange(at, nil, 1, Limits{})
	if err != nil || len(claimed) != 1 {
		t.Fatal(claimed, err)
	}
	if _, _, err := s.Exchange(at, []Settlement{{ID: claimed[0].ID, State: Sent}}, 0, Limits{}); err != nil {
		t.Fatal(err)
	}
	return id
}

func holds(t *testing.T, s *Store, what string) bool {
	t.Helper()
	data, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Contains(data, []byte(what))
}

func TestErase(t *testing.T) {
	s := openNew(t)
	id := canary(t, s, "canary")
	other := canary(t, s, "sparrow")
	before, err := s.Check()
	if err != nil || !before.OK() || !holds(t, s, "canary") {
		t.Fatalf("%+v %v", before, err)
	}
	done, err := s.Erase(What{Registrations: []string{id}}, time.Date(2027, 5, 1, 0, 0, 0, 0, time.UTC), "olga")
	if err != nil || done != (Erased{1, 5, 4}) {
		t.Fatalf("%+v %v", done, err)
	}
	// A look that began before goes on undisturbed, on the old file.
	looking, erased := make(chan bool), make(chan bool)
	var wg sync.WaitGroup
	wg.Go(func() {
		err := s.Look(func(tx *Tx) error {
			close(looking)
			<-erased
			r, err := tx.Registration(other)
			if r == nil || r.Person.FirstName != "sparrow" {
				t.Errorf("%+v", r)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-looking
	if err := s.Compact(); err != nil {
		t.Fatal(err)
	}
	close(erased)
	wg.Wait()
	if holds(t, s, "canary") || !holds(t, s, "sparrow") {
		t.Errorf("canary in the file: %v, sparrow: %v", holds(t, s, "canary"), holds(t, s, "sparrow"))
	}
	info, err := os.Stat(s.Path())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v %v", info.Mode(), err)
	}
	after, err := s.Check()
	if err != nil || !after.OK() {
		t.Errorf("the file is not whole: %+v %v", after.Problems, err)
	}
	err = s.Look(func(tx *Tx) error {
		m, err := tx.Message(Digest{'c', 2})
		if m == nil || m.From != "" || m.Open || m.Decision != "register" || err != nil {
			t.Errorf("of the message stays %+v %v", m, err)
		}
		lines, err := tx.Erasures()
		if len(lines) != 1 || lines[0] != "2027-05-01T00:00:00Z olga: 1 registrations, 5 messages, 4 mails" {
			t.Errorf("lines: %q", lines)
		}
		f, _ := tx.Figures()
		if f.Seen() != 10 || f.Registrations[Registered] != 1 || f.Open != 1 || f.Undelivered != 1 {
			t.Errorf("figures: %+v", f)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	// The person comes anew, and the file opens again.
	canary(t, s, "wren")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if r, err := Check(s.Path()); err != nil || !r.OK() {
		t.Errorf("%+v %v", r, err)
	}
}

func TestEraseWaitsForNoMailInFlight(t *testing.T) {
	s := openNew(t)
	id := canary(t, s, "canary")
	at := time.Date(2027, 2, 1, 9, 1, 0, 0, time.UTC)
	if claimed, _, err := s.Exchange(at, nil, 1, Limits{}); err != nil || len(claimed) != 1 {
		t.Fatal(claimed, err)
	}
	if _, err := s.Erase(What{Registrations: []string{id}}, at, "olga"); !errors.Is(err, ErrSending) {
		t.Errorf("erased while a mail is being sent: %v", err)
	}
	if r, err := s.Check(); err != nil || !r.OK() {
		t.Errorf("%+v %v", r, err)
	}
}

func TestEraseAddressAndEverything(t *testing.T) {
	s := openNew(t)
	id := canary(t, s, "canary")
	canary(t, s, "sparrow")
	at := time.Date(2027, 5, 1, 0, 0, 0, 0, time.UTC)
	if done, err := s.Erase(What{Address: "canary+tag@org.example"}, at, "olga"); err != nil || done != (Erased{}) {
		t.Errorf("an address that is registered is its registration's: %+v %v", done, err)
	}
	if done, err := s.Erase(What{Registrations: []string{id, id}}, at, "olga"); err != nil || done.Registrations != 1 {
		t.Errorf("%+v %v", done, err)
	}
	if done, err := s.Erase(What{Everything: true}, at, "olga"); err != nil || done != (Erased{1, 5, 4}) {
		t.Errorf("%+v %v", done, err)
	}
	if err := s.Compact(); err != nil {
		t.Fatal(err)
	}
	if holds(t, s, "sparrow") || holds(t, s, "canary") {
		t.Error("something is left")
	}
	if r, err := s.Check(); err != nil || !r.OK() {
		t.Errorf("%+v %v", r, err)
	}
}
