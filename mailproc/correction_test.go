package mailproc_test

import (
	"strings"
	"testing"
	"time"

	"takepart/mailproc/message"
	"takepart/mailproc/postoffice"
	"takepart/store"
)

// lines are the text of a mail, in one string.
func (s sent) lines() string { return strings.ReplaceAll(textOf(message.Read(s.raw, nil)), "\t", " ") }

// TestCorrectionIsConfirmed: while the agenda is fresh a correction brings a short mail that says what changed; once a new
// agenda is due, that mail says it.
func TestCorrectionIsConfirmed(t *testing.T) {
	now := time.Date(2027, 1, 11, 8, 0, 0, 0, time.UTC)
	w := newTown(t, func(w *town, _ *postoffice.Options) { w.config.Now = func() time.Time { return now } })
	w.deliver("INBOX", ada())
	w.once()
	write := func(id, text string) {
		now = now.Add(time.Hour)
		w.deliver("INBOX", letter{from: "ada@school.example", name: "Ada Example", subject: "Re: Workshop", id: id, answers: w.sent()[0].id, text: text})
		w.once()
	}
	write("two", "Title: Inspector General\n")
	mails := w.sentTo("ada@school.example")
	if len(mails) != 2 {
		t.Fatalf("%d mails, not an agenda and a confirmation", len(mails))
	}
	if got := mails[1].lines(); !strings.Contains(got, "Director of Inspection → Inspector General") || strings.Contains(got, "Opening") {
		t.Errorf("no short confirmation of the change:\n%s", got)
	}
	if c := w.lastLine(); c.Why != "changed: title" || c.Was.Person.Title != "Director of Inspection" {
		t.Errorf("the history does not keep what was: %+v", c)
	}
	write("three", "Institution: School of Inspectors\n")
	if got := w.sentTo("ada@school.example")[2].lines(); !strings.Contains(got, "Institution: School of Inspectors") {
		t.Errorf("what was added is not confirmed:\n%s", got)
	}
	now = now.Add(25 * time.Hour)
	write("four", "Title: Director General\n")
	got := w.sentTo("ada@school.example")[3].lines()
	if !strings.Contains(got, "Inspector General → Director General") || !strings.Contains(got, "Opening") {
		t.Errorf("the new agenda does not say what changed:\n%s", got)
	}
	if replies := w.replies(store.Sent); len(replies) != 4 || replies[1].Kind != "correction" || replies[3].Kind != "agenda" {
		t.Errorf("kinds of mail: %+v", replies)
	}
}
