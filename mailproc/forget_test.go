package mailproc_test

import (
	"fmt"
	"strings"
	"testing"

	"takepart/store"
)

// TestTextsAreForgotten: what somebody wrote is kept only while it is incomplete or in front of a person.
func TestTextsAreForgotten(t *testing.T) {
	w := newTown(t)
	asked := ada()
	asked.text = says("Ada", "Example", "", "")
	w.deliver("INBOX", asked)
	w.once()
	if m := w.messages()[0]; m.Text == "" {
		t.Errorf("the text of an incomplete message is not kept: %+v", m)
	}
	again := asked
	again.id, again.text = "again", says("Ada", "Example", "", "ada@school.example")
	w.deliver("INBOX", again)
	w.once()
	answer := letter{from: asked.from, name: asked.name, id: "answer", answers: w.sent()[0].id, text: "Title: Director of Inspection\n"}
	w.deliver("INBOX", answer)
	w.once()
	if s := w.registrations()[0].Status; s != store.Registered {
		t.Fatalf("not completed: %s", s)
	}
	for _, m := range w.messages() {
		if m.Text != "" {
			t.Errorf("registered, and the text of %s is still kept", m.MessageID)
		}
	}
	w.deliver("INBOX", letter{from: "bea@school.example", name: "Bea", id: "whole", text: says("Bea", "Example", "Director", "")})
	w.once()
	if m := w.messages()[3]; m.Text != "" {
		t.Errorf("the text of a message that needed nobody is kept: %s", m.Reason)
	}
}

// TestAWithdrawalLooksAtNothingTwice: what was settled by a withdrawal is not read again by the next one, and what came since is settled.
func TestAWithdrawalLooksAtNothingTwice(t *testing.T) {
	w := newTown(t)
	settled := uint64(0)
	for i := range 3 {
		l := ada()
		l.id, l.text = fmt.Sprint("in", i), says("Ada", "Example", "", "")
		if i > 0 {
			l.text = ada().text
		}
		w.deliver("INBOX", l)
		w.once()
		w.deliver("INBOX", letter{from: l.from, name: l.name, id: fmt.Sprint("out", i), text: "I WITHDRAW\n\nAda Example\n"})
		w.once()
		of := w.registrations()[0]
		if of.Status != store.Withdrawn || of.Settled <= settled {
			t.Fatalf("round %d: %s, settled up to %d", i, of.Status, of.Settled)
		}
		settled = of.Settled
		w.look(func(tx *store.Tx) error {
			since, err := tx.MessagesSince(of.ID, of.Settled)
			if len(since) > 1 { // the withdrawal's own
				t.Errorf("round %d: the next withdrawal would read %d messages", i, len(since))
			}
			return err
		})
	}
	for _, m := range w.messages() {
		if m.Text != "" && !m.Open {
			t.Errorf("withdrawn, and the text of %s is still kept", m.MessageID)
		}
	}
}

// TestFourMailsADayByDefault: the limit per address holds where nobody has set one.
func TestFourMailsADayByDefault(t *testing.T) {
	w := newTown(t)
	w.config.Limits = store.Limits{}
	for i := range 7 {
		l := ada()
		l.id, l.text = fmt.Sprint("m", i), says("Ada", "Example", fmt.Sprint("Director of Unit ", i), "")
		w.deliver("INBOX", l)
		w.once()
	}
	if n := len(w.sent()); n != 4 {
		t.Errorf("%d mails to one address, want 4", n)
	}
}

// TestReviewsSayWhy: the person who must look at a message is told why, in words; what takepart holds back over what the text says.
func TestReviewsSayWhy(t *testing.T) {
	w := newTown(t)
	w.deliver("Junk", ada())
	w.once()
	if m := w.messages()[0]; m.Reason != "junk" || !strings.Contains(m.Why, "junk folder") {
		t.Errorf("%s: %q", m.Reason, m.Why)
	}
	l := letter{from: "list@mail.example", name: "Ada", id: "list", headers: "List-Id: <talk.mail.example>\r\n", text: ada().text}
	w.deliver("INBOX", l)
	w.once()
	if m := w.messages()[1]; m.Decision != "review" || m.Why == "" {
		t.Errorf("%s %s: %q", m.Decision, m.Reason, m.Why)
	}
}
