package mailproc_test

import (
	"testing"
	"time"

	"takepart/mailproc/message"
	"takepart/templates"
)

// TestAgendaChanged: who writes again within a day gets the agenda again only where it is another one by now.
func TestAgendaChanged(t *testing.T) {
	w := newTown(t)
	now := time.Date(2027, 1, 11, 8, 0, 0, 0, time.UTC)
	w.config.Now = func() time.Time { return now }
	write := func(id string) {
		l := ada()
		l.id = id
		w.deliver("INBOX", l)
		w.once()
		now = now.Add(time.Minute)
	}
	write("one")
	changed := *w.config.Agenda
	changed.Notes = templates.Text{"": "Bring your badge."}
	w.config.Agenda = &changed
	write("two")
	write("three")
	if got := len(w.sentTo("ada@school.example")); got != 2 {
		t.Errorf("%d agendas, want the first and the changed one", got)
	}
	if r := w.registrations()[0]; r.AgendaVersion != changed.Version() {
		t.Errorf("registered with agenda %s, not %s", r.AgendaVersion, changed.Version())
	}
}

// TestReplyTo: an answer goes where Reply-To says for the organisers' own web form only; else anybody could make us mail strangers.
func TestReplyTo(t *testing.T) {
	w := newTown(t)
	w.config.Ours = message.Know(message.Known{Addresses: []string{organiser}, Forms: []string{"form@meeting.example"}, Event: "Regional Workshop"})
	plain := ada()
	plain.headers = "Reply-To: victim@other.example\r\n"
	form := letter{from: "form@meeting.example", name: "Form", headers: "Reply-To: bea@school.example\r\n", text: says("Bea", "Sample", "Librarian", "bea@school.example")}
	w.deliver("INBOX", plain, form)
	w.once()
	for to, want := range map[string]int{"ada@school.example": 1, "victim@other.example": 0, "bea@school.example": 1, "form@meeting.example": 0} {
		if got := len(w.sentTo(to)); got != want {
			t.Errorf("%s had %d mails, want %d", to, got, want)
		}
	}
	if r := w.registrations(); len(r) != 2 || r[0].From != "ada@school.example" || r[1].From != "bea@school.example" {
		t.Errorf("registered under %+v", r)
	}
	// A form that names nobody's address: a person must look, and the form itself is not written to.
	nobody := letter{from: "form@meeting.example", name: "Form", id: "nobody", text: says("Cy", "Sample", "Librarian", "")}
	w.deliver("INBOX", nobody)
	w.once()
	if m := w.messages()[2]; !m.Open || len(w.sent()) != 2 {
		t.Errorf("%s %s, %d mails", m.Decision, m.Reason, len(w.sent()))
	}
}
