package mailproc_test

import (
	"bytes"
	"errors"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"takepart/mailproc"
	"takepart/mailproc/postoffice"
	"takepart/store"
)

// These tests began as mutations of this package that no other test noticed, and that would have cost somebody something.

// asked is a town in which Ada was asked for her title; answer is what she writes back.
func asked(t *testing.T, answer string) *town {
	t.Helper()
	w := newTown(t)
	first := ada()
	first.text = says("Ada", "Example", "", "")
	w.deliver("INBOX", first)
	w.once()
	w.deliver("INBOX", letter{from: first.from, name: first.name, id: "answer", answers: w.sent()[0].id, text: answer})
	w.once()
	return w
}

// TestABareAnswerIsUnderstood: who is asked for the title answers with the title and nothing else, even where no list of titles has it.
func TestABareAnswerIsUnderstood(t *testing.T) {
	for _, title := range []string{"Director of Inspection", "Flood defences"} {
		w := asked(t, title+"\n")
		if r := w.registrations()[0]; r.Status != store.Registered || r.Person.Title != title {
			t.Errorf("%s: %s, %+v", title, r.Status, r.Person)
		}
	}
}

// TestAfterARestoreWhatMayHaveBeenSentIsHeld: a message that came before a backup was put in place may have been answered since that backup
// was made; one that came after it was not.
func TestAfterARestoreWhatMayHaveBeenSentIsHeld(t *testing.T) {
	w := newTown(t)
	restored := time.Now()
	if _, err := mailproc.Restored(w.store, restored); err != nil {
		t.Fatal(err)
	}
	for from, at := range map[string]time.Time{"before@school.example": restored.Add(-time.Hour), "after@school.example": restored.Add(2 * time.Hour)} {
		l := ada()
		l.from, l.id = from, from
		l.headers = "Received: from a.example by mx.meeting.example; " + at.Format(time.RFC1123Z) + "\r\n"
		w.deliver("INBOX", l)
	}
	undated := ada()
	undated.from, undated.id = "undated@school.example", "undated"
	w.deliver("INBOX", undated)
	w.once()
	for _, r := range w.replies("") {
		want := store.Held
		if r.To == "after@school.example" {
			want = store.Sent
		}
		if r.State != want {
			t.Errorf("the reply to %s is %s, want %s", r.To, r.State, want)
		}
	}
	if n := len(w.replies("")); n != 3 {
		t.Errorf("%d replies", n)
	}
	w.look(func(tx *store.Tx) error {
		if _, read, err := mailproc.RestoredAt(tx); err != nil || !read {
			t.Errorf("the mailbox was read to its end, and resume would not know: %v", err)
		}
		return nil
	})
}

// TestAnAnswerToOnesOwnMessage: who replies to the own earlier message instead of to our question is understood all the same.
func TestAnAnswerToOnesOwnMessage(t *testing.T) {
	w := newTown(t)
	first := ada()
	first.text = says("Ada", "Example", "", "")
	w.deliver("INBOX", first, letter{from: first.from, name: first.name, id: "own", answers: first.messageID(), text: "Flood defences\n"})
	w.once()
	if r := w.registrations()[0]; r.Status != store.Registered || r.Person.Title != "Flood defences" {
		t.Errorf("%s, %+v", r.Status, r.Person)
	}
}

// TestTheOwnReferenceComesFirst: a message that quotes a colleague's mail above one's own is about the writer.
func TestTheOwnReferenceComesFirst(t *testing.T) {
	w := newTown(t)
	subjects := ""
	for _, name := range []string{"Ada", "Bea"} {
		l := letter{from: strings.ToLower(name) + "@school.example", name: name + " Example", text: says(name, "Example", "", "")}
		w.deliver("INBOX", l)
		w.once()
		subjects += " " + w.sentTo(l.from)[0].subject
	}
	w.deliver("INBOX", letter{from: "bea@school.example", name: "Bea Example", id: "both", subject: "Re:" + subjects, text: "Flood defences\n"})
	w.once()
	for _, r := range w.registrations() {
		if bea := r.From == "bea@school.example"; bea != (r.Person.Title == "Flood defences") || bea != (r.Status == store.Registered) {
			t.Errorf("%s: %s, %+v", r.From, r.Status, r.Person)
		}
	}
}

// TestRetriesAreCounted: the summary says that a mail went out only after the server had put it off.
func TestRetriesAreCounted(t *testing.T) {
	w := newTown(t)
	w.faulty("smtp rcpt", 1, postoffice.Verdict{Reply: "451 4.7.1 later"})
	w.deliver("INBOX", ada())
	p, _ := w.run()
	w.eventually("sent", func() bool { return p.Health().Summary.Sent == 1 })
	if s := p.Health().Summary; s.Retried != 1 || s.Refused+s.Doubts != 0 {
		t.Errorf("%+v", s)
	}
}

// TestAnAnswerThatNamesSomebodyElse: it is not put over the registration that was asked about.
func TestAnAnswerThatNamesSomebodyElse(t *testing.T) {
	w := asked(t, "First name: Bea\nLast name: Other\nTitle: Director\n")
	if r := w.registrations()[0]; r.Person.FirstName != "Ada" || r.Status != store.Incomplete {
		t.Errorf("Ada's registration is %s, %+v", r.Status, r.Person)
	}
	if m := w.messages()[1]; m.Reason != "which-person" || !m.Open || m.Registration == "" {
		t.Errorf("the answer is %s %s, open %v, of %q", m.Decision, m.Reason, m.Open, m.Registration)
	}
}

// TestAnswersComeToTheOrganisersMailbox, whatever address the mails are sent from.
func TestAnswersComeToTheOrganisersMailbox(t *testing.T) {
	for from, want := range map[string]string{organiser: "", "noreply@meeting.example": "<" + organiser + ">"} {
		w := newTown(t)
		w.config.From = from
		w.deliver("INBOX", ada())
		w.once()
		m, err := mail.ReadMessage(bytes.NewReader(w.sent()[0].raw))
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Header.Get("Reply-To"); got != want {
			t.Errorf("from %s: Reply-To: %s, want %s", from, got, want)
		}
	}
}

// fates are what the organiser is told of replies and pauses, in order.
func (w *town) fates(kinds ...mailproc.EventKind) (all []mailproc.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range w.events {
		if slices.Contains(kinds, e.Kind) {
			all = append(all, e)
		}
	}
	return all
}

// TestTheFateIsSaidAsItIs: sent is sent, and what is held after a third doubt is held.
func TestTheFateIsSaidAsItIs(t *testing.T) {
	w := newTown(t)
	w.deliver("INBOX", ada())
	w.once()
	if got := w.fates(mailproc.Fate); len(got) != 1 || got[0].Fate != "sent" {
		t.Errorf("%+v", got)
	}
	w.faulty("smtp dot done", 1<<30, postoffice.Verdict{Drop: true})
	bea := ada()
	bea.from, bea.id = "bea@school.example", "bea"
	w.deliver("INBOX", bea)
	w.run()
	w.eventually("held", func() bool { return len(w.replies(store.Held)) == 1 })
	w.eventually("told", func() bool { return len(w.fates(mailproc.Fate)) == 4 })
	if got := w.fates(mailproc.Fate); got[2].Fate != "doubt" || got[3].Fate != "held" {
		t.Errorf("%s, then %s", got[2].Fate, got[3].Fate)
	}
}

// TestAPauseGrowsAndItsEndIsTold: a server that stays away is asked less and less often, with one mail; that it is back is told.
func TestAPauseGrowsAndItsEndIsTold(t *testing.T) {
	w := newTown(t)
	w.config.Backoff.ServerCap = 10 * time.Second
	w.faulty("smtp connect", 1<<30, postoffice.Verdict{Reply: "421 4.3.2 not now"})
	w.deliver("INBOX", ada())
	w.run()
	w.eventually("three pauses", func() bool { return len(w.fates(mailproc.Paused)) >= 3 })
	paused := w.fates(mailproc.Paused)
	if first, third := paused[0].Until.Sub(paused[0].At), paused[2].Until.Sub(paused[2].At); third < 2*first {
		t.Errorf("the first pause is %v, the third %v", first, third)
	}
	w.mu.Lock()
	w.fault = nil
	w.mu.Unlock()
	w.eventually("sent", func() bool { return len(w.sent()) == 1 })
	w.eventually("told that it goes on", func() bool { return len(w.fates(mailproc.Resumed)) == 1 })
}

// TestNoMessageIsNoLastMessage: status says when the last message came, and nothing where none did.
func TestNoMessageIsNoLastMessage(t *testing.T) {
	w := newTown(t)
	p, _ := w.run()
	w.eventually("it has looked", func() bool {
		c := store.Cursor{}
		w.look(func(tx *store.Tx) (err error) { c, err = tx.Cursor("INBOX"); return err })
		return c.UIDValidity != 0 && p.Health().Inbox.Connected
	})
	if at := p.Health().LastMessage; !at.IsZero() {
		t.Errorf("the last message came %v", at)
	}
	w.deliver("INBOX", ada())
	w.eventually("read", func() bool { return !p.Health().LastMessage.IsZero() })
}

// TestWhatAKillLeftIsCounted: the summary says how many mails may go out twice, and none where none may.
func TestWhatAKillLeftIsCounted(t *testing.T) {
	w := newTown(t)
	w.deliver("INBOX", ada())
	k := &killer{step: mailproc.BeforeSend, n: 1, count: map[mailproc.Step]int{}}
	w.config.Step = k.at
	if _, err := w.processor().Once(t.Context()); !errors.Is(err, mailproc.ErrKilled) {
		t.Fatal(err)
	}
	w.config.Step = nil
	for _, want := range []int{1, 0} {
		w.restart()
		if s := w.once(); s.HeldDoubts != want {
			t.Errorf("%d replies in doubt, want %d", s.HeldDoubts, want)
		}
	}
}
