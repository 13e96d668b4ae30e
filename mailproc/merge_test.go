package mailproc_test

import (
	"testing"

	"takepart/mailproc"
	"takepart/store"
)

// TestMergedIsOnePerson: after a merge, mail from either address and in either thread is about the one registration; after its undo they
// are two again.
func TestMergedIsOnePerson(t *testing.T) {
	w := newTown(t)
	home := letter{from: "ada@home.example", name: "Ada Example", id: "home", text: says("Ada", "Example", "Director of Studies", "")}
	w.deliver("INBOX", ada(), home)
	w.once()
	all := w.registrations()
	if len(all) != 2 {
		t.Fatalf("%d registrations to begin with", len(all))
	}
	school, private := all[0], all[1]
	if private.From != "ada@home.example" {
		school, private = private, school
	}
	desk := mailproc.NewDesk(w.config, w.store)
	if _, err := desk.Merge(school.ID, private.ID, "olga"); err != nil {
		t.Fatal(err)
	}
	states := func(want ...store.Status) {
		t.Helper()
		have := map[string]store.Status{}
		for _, r := range w.registrations() {
			have[r.ID] = r.Status
		}
		if len(have) != 2 || have[school.ID] != want[0] || have[private.ID] != want[1] {
			t.Errorf("%v; want %v for %s and %s", have, want, school.ID, private.ID)
		}
	}
	last := func(reason, of string) {
		t.Helper()
		m := w.messages()
		if l := m[len(m)-1]; l.Reason != reason || l.Registration != of {
			t.Errorf("%s %q about %q; want %q about %s (%s)", l.Decision, l.Reason, l.Registration, reason, of, l.Why)
		}
	}
	states(store.Registered, store.Withdrawn)

	home.id, home.text = "home2", says("Ada", "Example", "Rector", "")
	w.deliver("INBOX", home)
	w.once()
	last("phrase", school.ID)
	states(store.Registered, store.Withdrawn)
	if n := len(w.sentTo("ada@home.example")); n != 2 {
		t.Errorf("%d mails to the address that wrote", n)
	}

	w.deliver("INBOX", letter{from: "ada@home.example", name: "Ada Example", id: "home3", answers: w.sentTo("ada@home.example")[0].id, subject: "Re: meeting", text: "I WITHDRAW\n\nAda Example\n"})
	w.once()
	last("phrase", school.ID)
	states(store.Withdrawn, store.Withdrawn)
}

func TestUndoOfMerge(t *testing.T) {
	w := newTown(t)
	home := letter{from: "ada@home.example", name: "Ada Example", id: "home", text: says("Ada", "Example", "Director of Studies", "")}
	w.deliver("INBOX", ada(), home)
	w.once()
	all := w.registrations()
	desk := mailproc.NewDesk(w.config, w.store)
	for _, by := range []string{all[0].ID, all[1].ID} { // of either: both come back
		if _, err := desk.Merge(all[0].ID, all[1].ID, "olga"); err != nil {
			t.Fatal(err)
		}
		if _, err := desk.Undo(by, "olga"); err != nil {
			t.Fatal(err)
		}
		for _, r := range w.registrations() {
			if r.Status != store.Registered || r.MergedInto != "" || len(r.Merged) != 0 {
				t.Errorf("after undoing it for %s: %+v", by, r)
			}
		}
	}
	// Merged to and fro, nothing goes in a circle.
	for _, two := range [][2]string{{all[0].ID, all[1].ID}, {all[1].ID, all[0].ID}} {
		if _, err := desk.Merge(two[0], two[1], "olga"); err != nil {
			t.Fatal(err)
		}
	}
	home.id, home.text = "again", says("Ada", "Example", "Rector", "")
	w.deliver("INBOX", home)
	w.once()
	if m := w.messages(); m[len(m)-1].Registration != all[1].ID {
		t.Errorf("about %s, not %s", m[len(m)-1].Registration, all[1].ID)
	}
}
