package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func change(tb testing.TB, s *Store, f func(*Tx) error) {
	tb.Helper()
	if err := s.Change(f); err != nil {
		tb.Fatal(err)
	}
}

func TestMessagesAreFoundAgain(t *testing.T) {
	s := openNew(t)
	a := &Message{Digest: Digest{1}, MessageID: "<a@example.org>", SeenAt: noon, Decision: "review", Reason: "negation", Open: true, Text: "not sure"}
	b := &Message{Digest: Digest{2}, MessageID: "<a@example.org>", SeenAt: noon.Add(time.Second), Decision: "ignore", Reason: "no_phrase"}
	change(t, s, func(tx *Tx) error { return errors.Join(tx.Keep(a), tx.Keep(b)) })
	look(t, s, func(tx *Tx) error {
		got, err := tx.Message(Digest{1})
		if diff := cmp.Diff(a, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
		if got, err = tx.Message(Digest{3}); got != nil || err != nil {
			t.Errorf("unknown digest: %+v, %v", got, err)
		}
		if got, err = tx.MessageByID("<a@example.org>"); err != nil || got == nil || got.Digest != b.Digest {
			t.Errorf("by Message-ID, the last seen: %+v, %v", got, err)
		}
		if got, err = tx.MessageByID("<A@example.org>"); got != nil || err != nil {
			t.Errorf("unknown Message-ID: %+v, %v", got, err)
		}
		return nil
	})
	whole(t, s)
}

func TestAResolvedReviewLeavesTheQueueAndTheFigures(t *testing.T) {
	s := openNew(t)
	for i := range 5 {
		change(t, s, func(tx *Tx) error {
			return tx.Keep(&Message{Digest: Digest{byte(i + 1)}, Decision: "review", Reason: "negation", Open: true, SeenAt: noon})
		})
	}
	change(t, s, func(tx *Tx) error {
		m, err := tx.Message(Digest{2})
		if err != nil {
			return err
		}
		m.Open, m.Resolved, m.ResolvedBy, m.ResolvedAt = false, "ignored", "anna", noon
		return tx.Keep(m)
	})
	look(t, s, func(tx *Tx) error {
		page, next, err := tx.OpenReviews(0, 3)
		if err != nil || fmt.Sprint(firsts(page)) != "[1 3 4]" || next == 0 {
			t.Errorf("%v, %d, %v", firsts(page), next, err)
		}
		page, next, err = tx.OpenReviews(next, 3)
		if err != nil || fmt.Sprint(firsts(page)) != "[5]" || next != 0 {
			t.Errorf("%v, %d, %v", firsts(page), next, err)
		}
		all, next, err := tx.Messages(0, 5)
		if err != nil || fmt.Sprint(firsts(all)) != "[1 2 3 4 5]" || next != 0 {
			t.Errorf("%v, %d, %v", firsts(all), next, err)
		}
		f, err := tx.Figures()
		if f.Open != 4 || f.Messages["review"]["negation"] != 5 || f.Seen() != 5 {
			t.Errorf("%+v", f)
		}
		return err
	})
	whole(t, s)
}

func firsts(messages []*Message) (out []byte) {
	for _, m := range messages {
		out = append(out, m.Digest[0])
	}
	return out
}

func TestKeepAgainMovesIndexesAndFigures(t *testing.T) {
	s := openNew(t)
	change(t, s, func(tx *Tx) error {
		return tx.Keep(&Message{Digest: Digest{1}, MessageID: "<a@example.org>", Decision: "review"})
	})
	change(t, s, func(tx *Tx) error {
		return errors.Join(
			tx.Save(&Registration{ID: "r", Status: Registered}, Change{}),
			tx.Keep(&Message{Digest: Digest{1}, MessageID: "<b@example.org>", Decision: "register", Registration: "r", UID: 9}))
	})
	look(t, s, func(tx *Tx) error {
		if m, _ := tx.MessageByID("<a@example.org>"); m != nil {
			t.Error("still found by its old Message-ID")
		}
		of, err := tx.MessagesOf("r")
		if err != nil || len(of) != 1 || of[0].UID != 9 {
			t.Errorf("%+v, %v", of, err)
		}
		f, err := tx.Figures()
		if diff := cmp.Diff(map[string]map[string]int{"register": {"": 1}}, f.Messages); diff != "" {
			t.Error(diff)
		}
		return err
	})
	whole(t, s)
}

func TestWhatIsNotStoredCannotBeReferredTo(t *testing.T) {
	s := openNew(t)
	for name, f := range map[string]func(*Tx) error{
		"Keep":           func(tx *Tx) error { return tx.Keep(&Message{Registration: "nobody"}) },
		"Owe":            func(tx *Tx) error { return tx.Owe(&Reply{MessageID: "<a>", Registration: "nobody"}) },
		"Owe without id": func(tx *Tx) error { return tx.Owe(&Reply{}) },
		"SetReply":       func(tx *Tx) error { return tx.SetReply(&Reply{ID: 5, State: Held}) },
		"Save":           func(tx *Tx) error { return tx.Save(&Registration{}, Change{}) },
		"Registrations":  func(tx *Tx) error { _, _, err := tx.Registrations("nobody", 5); return err },
	} {
		if err := s.Change(f); !errors.Is(err, ErrNoSuch) {
			t.Errorf("%s: %v", name, err)
		}
	}
	whole(t, s)
}

func TestCursorsAndStartsAndMeta(t *testing.T) {
	s := openNew(t)
	look(t, s, func(tx *Tx) error {
		c, err := tx.Cursor("INBOX")
		_, known, err2 := tx.StartedAt("INBOX")
		note, err3 := tx.Meta("a")
		if c != (Cursor{}) || known || note != "" {
			t.Errorf("%v, %v, %q before anything was set", c, known, note)
		}
		return errors.Join(err, err2, err3)
	})
	change(t, s, func(tx *Tx) error {
		return errors.Join(tx.SetCursor("INBOX", Cursor{7, 4294967295}), tx.SetCursor("Junk", Cursor{1, 2}),
			tx.SetStartedAt("INBOX", noon), tx.SetStartedAt("Junk", time.Time{}), tx.SetMeta("secret", "mine"))
	})
	look(t, s, func(tx *Tx) error {
		c, err := tx.Cursor("INBOX")
		at, known, err2 := tx.StartedAt("INBOX")
		zero, knownJunk, err3 := tx.StartedAt("Junk")
		note, err4 := tx.Meta("secret")
		if c != (Cursor{7, 4294967295}) || !known || !at.Equal(noon) || !knownJunk || !zero.IsZero() || note != "mine" {
			t.Errorf("%v, %v, %v, %v, %v, %q", c, at, known, zero, knownJunk, note)
		}
		return errors.Join(err, err2, err3, err4)
	})
	if len(s.Secret()) != 32 {
		t.Error("a caller's setting has the place of the secret")
	}
	whole(t, s)
}
