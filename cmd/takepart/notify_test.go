package main

import (
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"takepart/cmd/internal/config"
	"takepart/mailproc"
	"takepart/mailproc/inbox"
	"takepart/mailproc/outbox"
	"takepart/store"
	"takepart/templates"
)

// teller is a notifier on a fresh store whose mails are kept instead of sent.
func teller(t *testing.T) (n *notifier, h *mailproc.Health, sent *[]outbox.Mail, now *time.Time) {
	t.Helper()
	st, err := store.Open(filepath.Join(t.TempDir(), "takepart.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	h, sent, now = &mailproc.Health{Inbox: inbox.State{Connected: true}}, &[]outbox.Mail{}, new(time.Time)
	*now = time.Date(2027, 2, 1, 6, 0, 0, 0, time.UTC)
	c := &config.Config{Agenda: templates.SampleAgenda(), Organiser: config.Organiser{Name: "O", Email: "participate@meeting.example", Notify: []string{"olga@meeting.example"}}}
	c.Agenda.Zone = time.UTC
	return &notifier{config: c, store: st, log: slog.New(slog.DiscardHandler), now: func() time.Time { return *now }, free: func() uint64 { return 1 << 40 },
		health: func() mailproc.Health { return *h },
		send: func(_ context.Context, m *outbox.Mail) outbox.Outcome {
			*sent = append(*sent, *m)
			return outbox.Outcome{Fate: outbox.Sent}
		},
	}, h, sent, now
}

func TestAlertsOnceACauseAndDay(t *testing.T) {
	n, h, sent, now := teller(t)
	look := func(want int) {
		t.Helper()
		if err := n.look(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(*sent) != want {
			t.Errorf("%d mails, not %d", len(*sent), want)
		}
	}
	look(0)
	h.Inbox = inbox.State{LastError: "login refused by secret.example for ada@org.example"}
	h.Limited = "per_hour"
	look(2)
	look(2)
	n.free = func() uint64 { return 1 << 20 }
	look(3)
	*now = now.AddDate(0, 0, 1)
	look(6)
	for _, m := range *sent {
		if text := m.Subject + m.Text; strings.Contains(text, "ada@org.example") || strings.Contains(text, "secret.example") || m.To != "olga@meeting.example" {
			t.Errorf("a mail with what a server said: %+v", m)
		}
	}
	// what could not be sent is tried again
	h.Limited = "per_day"
	keep := n.send
	n.send = func(context.Context, *outbox.Mail) outbox.Outcome { return outbox.Outcome{Fate: outbox.Retry} }
	if err := n.look(t.Context()); err == nil {
		t.Error("nobody could be told, and nothing says so")
	}
	n.send = keep
	look(7)
}

// TestHeldMailsAreTold: once a day, as long as somebody waits for a mail that three kills, or three lost answers, have left in doubt.
func TestHeldMailsAreTold(t *testing.T) {
	n, _, sent, now := teller(t)
	var id uint64
	err := n.store.Change(func(tx *store.Tx) error {
		r := &store.Reply{MessageID: "<1@meeting.example>", Kind: "agenda", To: "ada@org.example", CreatedAt: *now}
		if err := tx.Owe(r); err != nil {
			return err
		}
		id = r.ID
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for kill := 1; kill <= 3; kill++ {
		if claimed, _, err := n.store.Exchange(now.Add(time.Duration(kill)*time.Minute), nil, 1, store.Limits{}); err != nil || len(claimed) != 1 {
			t.Fatalf("kill %d: %v, %v", kill, claimed, err)
		}
		if _, err := n.store.Recover(now.Add(time.Duration(kill)*time.Minute), false); err != nil {
			t.Fatal(err)
		}
		if err := n.look(t.Context()); err != nil {
			t.Fatal(err)
		}
		if want := kill / 3; len(*sent) != want {
			t.Fatalf("after kill %d: %d mails, want %d", kill, len(*sent), want)
		}
	}
	m := (*sent)[0]
	if !strings.Contains(m.Subject, "1 mail is held") || !strings.Contains(m.Text, "takepart resume") || strings.Contains(m.Text, "ada@") {
		t.Errorf("%s\n%s", m.Subject, m.Text)
	}
	*now = now.AddDate(0, 0, 1)
	if err := n.look(t.Context()); err != nil || len(*sent) != 2 {
		t.Errorf("the next day: %d mails, %v", len(*sent), err)
	}
	err = n.store.Change(func(tx *store.Tx) error {
		r, err := tx.Reply(id)
		if err == nil {
			r.State = store.Pending
			err = tx.SetReply(r)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	*now = now.AddDate(0, 0, 1)
	if err := n.look(t.Context()); err != nil || len(*sent) != 2 {
		t.Errorf("it was let go, and is told of again: %d mails, %v", len(*sent), err)
	}
}

func TestAlertCauses(t *testing.T) {
	now := time.Date(2027, 2, 1, 6, 0, 0, 0, time.UTC)
	for cause, h := range map[string]mailproc.Health{
		"mailbox-login":   {Inbox: inbox.State{LastError: "log in: login refused"}},
		"mailbox":         {Inbox: inbox.State{LastError: "dial", Since: now.Add(-time.Hour)}},
		"smtp-login":      {Inbox: inbox.State{Connected: true}, PausedUntil: now.Add(time.Minute), LastError: "login refused"},
		"limit-per_day":   {Inbox: inbox.State{Connected: true}, Limited: "per_day"},
		"queue":           {Inbox: inbox.State{Connected: true}, Oldest: now.Add(-2 * time.Hour)},
		"quota":           {Inbox: inbox.State{Connected: true}, LastError: "552 over quota", ErrorAt: now},
		"":                {Inbox: inbox.State{Connected: true}, Oldest: now.Add(-time.Minute)},
		" just lost":      {Inbox: inbox.State{LastError: "dial", Since: now}},
		" pause is over ": {Inbox: inbox.State{Connected: true}, PausedUntil: now.Add(-time.Minute), LastError: "login refused"},
	} {
		var got []string
		for _, a := range alerts(h, 1<<40, now) {
			got = append(got, a.cause)
		}
		var want []string
		if strings.TrimSpace(cause) == cause && cause != "" {
			want = []string{cause}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q", cause, got)
		}
	}
}

func TestDigest(t *testing.T) {
	n, _, sent, now := teller(t)
	id := ""
	err := n.store.Change(func(tx *store.Tx) error {
		id = tx.NewID()
		r := &store.Registration{ID: id, Status: store.Registered, From: "ada@org.example", Person: store.Person{FirstName: "Ada", LastName: "Nori"}, RegisteredAt: *now, CreatedAt: *now, UpdatedAt: *now, Undelivered: "came back"}
		if err := tx.Save(r, store.Change{At: *now, Who: "message"}); err != nil {
			return err
		}
		return tx.Keep(&store.Message{Digest: store.Digest{0xab, 0xcd}, From: "di@org.example", Decision: "review", Open: true})
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 { // at 6, 9 and 10 o'clock: one mail
		if err := n.look(t.Context()); err != nil {
			t.Fatal(err)
		}
		*now = now.Add(2 * time.Hour)
	}
	if len(*sent) != 1 {
		t.Fatalf("%d digests", len(*sent))
	}
	m := (*sent)[0]
	for _, want := range []string{id, "abcd0000", "1 new since yesterday", "1 waiting for you", "1 whose mail comes back"} {
		if !strings.Contains(m.Text, want) {
			t.Errorf("the digest does not tell %q:\n%s", want, m.Text)
		}
	}
	if strings.Contains(m.Text+m.Subject, "org.example") || strings.Contains(m.Text, "Ada") {
		t.Errorf("personal data in the digest:\n%s", m.Text)
	}
}
