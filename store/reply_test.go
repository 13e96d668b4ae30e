package store

import (
	"errors"
	"testing"
	"time"
)

func TestOweIsIdempotent(t *testing.T) {
	s := openNew(t)
	first := owe(t, s, 1, "one@example.org", noon, nil)
	again := owe(t, s, 1, "one@example.org", noon.Add(time.Hour), func(r *Reply) { r.Again, r.Subject = true, "other" })
	if r := replyOf(t, s, first); again != first || !r.Due.Equal(noon) || r.Subject != "" {
		t.Errorf("%d and %d, %+v", first, again, r)
	}
	look(t, s, func(tx *Tx) error {
		f, err := tx.Figures()
		if f.Replies[Pending] != 1 {
			t.Errorf("%+v", f)
		}
		return err
	})
}

func TestASentReplyIsOwedAgainWhenTold(t *testing.T) {
	s := openNew(t)
	id := owe(t, s, 1, "one@example.org", noon, nil)
	got, _ := exchange8(t, s, noon, nil, Limits{})
	exchange8(t, s, noon, settled(Sent, got), Limits{})
	owe(t, s, 1, "one@example.org", noon, nil)
	if r := replyOf(t, s, id); r.State != Sent {
		t.Fatalf("without Again: %+v", r)
	}
	later := noon.Add(48 * time.Hour)
	if again := owe(t, s, 1, "one@example.org", later, func(r *Reply) { r.Again, r.ByHand = true, true }); again != id {
		t.Fatalf("%d became %d", id, again)
	}
	if r := replyOf(t, s, id); r.State != Pending || r.Attempts != 0 || !r.SentAt.IsZero() || r.Again {
		t.Errorf("%+v", r)
	}
	whole(t, s)
	if got, _ := exchange8(t, s, later, nil, Limits{}); len(got) != 1 || got[0].MessageID != "<1@example.org>" {
		t.Errorf("%+v", got)
	}
	whole(t, s)
}

func TestRepliesAreFound(t *testing.T) {
	s := openNew(t)
	recordBatch(t, s, 0, 3, noon)
	got, _, err := s.Exchange(noon, nil, 1, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	look(t, s, func(tx *Tx) error {
		r, err := tx.ReplyByMessageID(got[0].MessageID)
		of, err2 := tx.RepliesOf(got[0].Registration)
		pending, next, err3 := tx.Replies(Pending, 0, 1)
		rest, end, err4 := tx.Replies(Pending, next, 5)
		all, _, err5 := tx.Replies("", 0, 5)
		none, err6 := tx.ReplyByMessageID("<none@example.org>")
		if r.ID != got[0].ID || len(of) != 1 || len(pending) != 1 || len(rest) != 1 || end != 0 || len(all) != 3 || none != nil {
			t.Errorf("%v %v %v %v %v %v", r, of, pending, rest, all, none)
		}
		return errors.Join(err, err2, err3, err4, err5, err6)
	})
}

func TestWhatAnOrganiserMayMakeOfAReply(t *testing.T) {
	moves := []struct {
		from, to ReplyState
		want     error
	}{
		{Pending, Held, nil}, {Pending, Dropped, nil}, {Pending, Pending, nil}, {Pending, Sent, ErrRefused}, {Pending, Sending, ErrRefused},
		{Held, Pending, nil}, {Held, Dropped, nil}, {Refused, Pending, nil}, {Dropped, Pending, nil}, {Dropped, Held, ErrRefused},
		{Sent, Pending, ErrRefused}, {Sending, Held, ErrSending}, {Sending, Dropped, ErrSending},
	}
	for _, m := range moves {
		s := openNew(t)
		id := owe(t, s, 1, "one@example.org", noon, nil)
		bring(t, s, id, m.from)
		err := s.Change(func(tx *Tx) error { return tx.SetReply(&Reply{ID: id, State: m.to, Due: noon.Add(time.Minute)}) })
		if !errors.Is(err, m.want) {
			t.Errorf("%s to %s: %v", m.from, m.to, err)
		}
		if r := replyOf(t, s, id); m.want == nil && r.State != m.to {
			t.Errorf("%s to %s: %+v", m.from, m.to, r)
		}
		whole(t, s)
		got, _ := exchange8(t, s, noon.Add(time.Minute), nil, Limits{})
		if want := m.want == nil && m.to == Pending || m.want != nil && m.from == Pending; (len(got) == 1) != want {
			t.Errorf("%s to %s: claimed %v", m.from, m.to, ids(got))
		}
		_ = s.Close()
	}
}

// bring takes a pending reply to a state.
func bring(t *testing.T, s *Store, id uint64, state ReplyState) {
	t.Helper()
	switch state {
	case Pending:
	case Dropped:
		change(t, s, func(tx *Tx) error { return tx.SetReply(&Reply{ID: id, State: Dropped}) })
	case Sending:
		exchange8(t, s, noon, nil, Limits{})
	default:
		exchange8(t, s, noon, nil, Limits{})
		exchange8(t, s, noon, []Settlement{{ID: id, State: state}}, Limits{})
	}
}

func TestReleaseForgetsDoubts(t *testing.T) {
	s := openNew(t)
	id := owe(t, s, 1, "one@example.org", noon, nil)
	for range 3 {
		exchange8(t, s, noon, nil, Limits{})
		exchange8(t, s, noon, []Settlement{{ID: id, State: Pending, Doubt: true}}, Limits{})
	}
	if r := replyOf(t, s, id); r.State != Held || r.Doubts != 3 {
		t.Fatalf("%+v", r)
	}
	change(t, s, func(tx *Tx) error { return tx.SetReply(&Reply{ID: id, State: Pending, Due: noon}) })
	if r := replyOf(t, s, id); r.Doubts != 0 || r.Attempts != 0 {
		t.Errorf("%+v", r)
	}
}

func TestMailsToCountsWhatIsOwedAndSent(t *testing.T) {
	s := openNew(t)
	for i := range 4 {
		owe(t, s, i, "one@example.org", noon, func(r *Reply) { r.ByHand, r.Repeat = i == 3, i == 2 })
	}
	owe(t, s, 9, "two@example.org", noon, nil)
	held := owe(t, s, 10, "one@example.org", noon, nil)
	change(t, s, func(tx *Tx) error { return tx.SetReply(&Reply{ID: held, State: Held}) })
	got, _ := exchange8(t, s, noon, nil, Limits{})
	if _, _, err := s.Exchange(noon, settled(Sent, got), 0, Limits{}); err != nil {
		t.Fatal(err)
	}
	for since, want := range map[time.Time]int{noon.Add(-time.Hour): 3, noon: 3, noon.Add(time.Second): 2} {
		look(t, s, func(tx *Tx) error {
			n, err := tx.MailsTo("ONE@example.org", since)
			if n != want {
				t.Errorf("since %v: %d instead of %d", since, n, want)
			}
			return err
		})
	}
	look(t, s, func(tx *Tx) error {
		n, err := tx.MailsTo("nobody@example.org", noon)
		if n != 0 {
			t.Error(n)
		}
		return err
	})
}
