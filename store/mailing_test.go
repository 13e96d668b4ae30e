package store

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

func bulk(r *Reply) { r.Bulk, r.ByHand, r.Repeat, r.Occasion = true, true, true, "reminder eve" }

func TestAMailingGoesBehindTheAnswers(t *testing.T) {
	s := openNew(t)
	var mailing []uint64
	for i := range 6 {
		mailing = append(mailing, owe(t, s, i, fmt.Sprintf("m%d@org.example", i), noon, bulk))
	}
	again := owe(t, s, 10, "again@org.example", noon.Add(time.Second), func(r *Reply) { r.Repeat = true })
	first := owe(t, s, 11, "first@org.example", noon.Add(2*time.Second), nil)
	got, _, err := s.Exchange(noon.Add(3*time.Second), nil, 4, Limits{})
	if err != nil || !slices.Equal(ids(got), []uint64{first, again, mailing[0], mailing[1]}) {
		t.Errorf("claimed %v (%v), want %v, %v, then of the mailing", ids(got), err, first, again)
	}
}

func TestAMailingLeavesAFifthOfTheLimits(t *testing.T) {
	s := openNew(t)
	for i := range 20 {
		owe(t, s, i, fmt.Sprintf("m%d@org.example", i), noon, bulk)
	}
	limits := Limits{PerHour: 10, PerDay: 100}
	got, pace, err := s.Exchange(noon, nil, 50, limits)
	if err != nil || len(got) != 8 || pace.Limited != "per_hour" {
		t.Fatalf("%d claimed, limited %q (%v); want 8 by per_hour", len(got), pace.Limited, err)
	}
	if wait := pace.Next.Sub(noon); wait < 59*time.Minute || wait > 62*time.Minute {
		t.Errorf("goes on after %v", wait)
	}
	for i := range 3 {
		owe(t, s, 30+i, fmt.Sprintf("a%d@org.example", i), noon, nil)
	}
	got, pace, err = s.Exchange(noon, settled(Sent, got), 50, limits)
	if err != nil || len(got) != 2 || got[0].Bulk || got[1].Bulk || pace.Limited != "per_hour" {
		t.Fatalf("%d claimed, limited %q (%v); want the 2 answers that the limit allows", len(got), pace.Limited, err)
	}
	got, pace, err = s.Exchange(noon.Add(61*time.Minute), settled(Sent, got), 50, limits)
	if err != nil || len(got) != 8 || got[0].Bulk || !got[1].Bulk {
		t.Fatalf("an hour later %d claimed (%v); want the answer first, then 7 of the mailing", len(got), err)
	}
	if pace.Queued != 5 {
		t.Errorf("%d left", pace.Queued)
	}
}

// An answer that waits for its next attempt is told before the mailing that waits longer for a limit.
func TestNextIsTheEarliestOfAllClasses(t *testing.T) {
	s := openNew(t)
	for i := range 5 {
		owe(t, s, i, fmt.Sprintf("m%d@org.example", i), noon, bulk)
	}
	due := noon.Add(5 * time.Minute)
	owe(t, s, 10, "later@org.example", due, nil)
	_, pace, err := s.Exchange(noon, nil, 50, Limits{PerHour: 5})
	if err != nil || !pace.Next.Equal(due) || pace.Limited != "" {
		t.Errorf("next %v, limited %q (%v), want %v", pace.Next, pace.Limited, err, due)
	}
}

func TestMailingsAreCounted(t *testing.T) {
	s := openNew(t)
	for i := range 3 {
		owe(t, s, i, fmt.Sprintf("m%d@org.example", i), noon, bulk)
	}
	owe(t, s, 1, "m1@org.example", noon, bulk) // the same Message-ID: nothing new
	got, _, err := s.Exchange(noon, nil, 2, Limits{})
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	if _, _, err := s.Exchange(noon, []Settlement{{ID: got[0].ID, State: Sent}, {ID: got[1].ID, State: Refused}}, 0, Limits{}); err != nil {
		t.Fatal(err)
	}
	look(t, s, func(tx *Tx) error {
		f, err := tx.Figures()
		if n := f.Occasions["reminder eve"]; n[Sent] != 1 || n[Refused] != 1 || n[Pending] != 1 || len(f.Occasions) != 1 {
			t.Errorf("counted %v", f.Occasions)
		}
		return err
	})
	whole(t, s)
}

func TestACopyIsQueuedWhenTheMailIsSent(t *testing.T) {
	s := openNew(t)
	letter := Message{Digest: Digest{7}, Mailbox: "INBOX", UIDValidity: 1, UID: 7, MessageID: "<7@org.example>", From: "a@org.example", SeenAt: noon, Decision: "register"}
	if err := s.Change(func(tx *Tx) error { return tx.Keep(&letter) }); err != nil {
		t.Fatal(err)
	}
	sent := owe(t, s, 1, "a@org.example", noon, func(r *Reply) { r.Copy, r.Digest = true, letter.Digest })
	refused := owe(t, s, 2, "b@org.example", noon, func(r *Reply) { r.Copy = true })
	if _, _, err := s.Exchange(noon, nil, 2, Limits{}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Exchange(noon, []Settlement{{ID: sent, State: Sent}, {ID: refused, State: Refused}}, 0, Limits{}); err != nil {
		t.Fatal(err)
	}
	marks, err := s.Marks(10)
	if err != nil || len(marks) != 2 || marks[0].Copy != sent || marks[1].UID != letter.UID || !marks[1].Answered {
		t.Errorf("marks %+v (%v), want the copy of %d, and the letter answered", marks, err, sent)
	}
}

func TestEditions(t *testing.T) {
	s := openNew(t)
	add := func(version string, number int, added bool) {
		t.Helper()
		e := Edition{Version: version, At: noon, Snapshot: []byte("of " + version)}
		err := s.Change(func(tx *Tx) error {
			got, err := tx.AddEdition(&e)
			if got != added {
				t.Errorf("%s added: %v", version, got)
			}
			return err
		})
		if err != nil || e.Number != number {
			t.Errorf("%s is edition %d (%v), want %d", version, e.Number, err, number)
		}
	}
	add("a", 0, true)
	add("a", 0, false)
	add("b", 1, true)
	add("a", 2, true) // what was taken back comes into force again: SEQUENCE rises
	look(t, s, func(tx *Tx) error {
		all, err := tx.Editions()
		if len(all) != 3 || all[1].Version != "b" || string(all[1].Snapshot) != "of b" || !all[1].At.Equal(noon) || all[2].Number != 2 {
			t.Errorf("editions %+v", all)
		}
		return err
	})
	whole(t, s)
}
