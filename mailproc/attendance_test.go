package mailproc_test

import (
	"strings"
	"testing"

	"takepart/mailproc/postoffice"
	"takepart/store"
)

// calendarAnswer is what a calendar sends for the first session of the first mail.
func (w *town) calendarAnswer(from, partstat, headers string) letter {
	w.t.Helper()
	ics, _ := readPart(w.sent()[0].raw, "text/calendar")
	_, uid, _ := strings.Cut(strings.ReplaceAll(ics, "\n ", ""), "\nUID:")
	uid, _, _ = strings.Cut(uid, "\n")
	half := len(uid) / 2
	return letter{from: from, name: "Somebody", subject: "Declined: Opening", headers: headers,
		text: "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:" + uid[:half] + "\n " + uid[half:] +
			"\nATTENDEE;CN=\"Some;one\";PARTSTAT=\"" + partstat + "\":mailto:" + from + "\nATTENDEE;PARTSTAT=TENTATIVE:mailto:other@school.example\nEND:VEVENT\nEND:VCALENDAR\n"}
}

// asCalendar makes a letter the message of a calendar.
func asCalendar(raw []byte) []byte {
	return []byte(strings.Replace(string(raw), "Content-Type: text/plain; charset=utf-8", "Content-Type: text/calendar; method=REPLY; charset=utf-8", 1))
}

// TestCalendarAnswers: they are shown on the registration, and are never answered; nobody else's count.
func TestCalendarAnswers(t *testing.T) {
	w := newTown(t, func(w *town, o *postoffice.Options) { w.config.Junk = "Junk" })
	w.deliver("INBOX", ada())
	w.once()
	answer := func(id, mailbox string, l letter) (*store.Registration, *store.Message) {
		t.Helper()
		l.id = strings.ReplaceAll(id, " ", "-")
		if _, err := w.office.Deliver(mailbox, asCalendar(l.raw())); err != nil {
			t.Fatal(err)
		}
		w.once()
		if n := len(w.sent()); n != 1 {
			t.Fatalf("a calendar was answered: %d mails", n)
		}
		all := w.messages()
		return w.registrations()[0], all[len(all)-1]
	}
	foreign := w.calendarAnswer("ada@school.example", "DECLINED", "")
	foreign.text = strings.Replace(foreign.text, "\n ", "\n x", 1)
	for _, c := range []struct {
		name, mailbox string
		letter        letter
		want          string
	}{
		{"somebody else's event", "INBOX", foreign, ""},
		{"from an unknown address", "INBOX", w.calendarAnswer("eve@school.example", "DECLINED", ""), ""},
		{"from another address, in the thread", "INBOX", w.calendarAnswer("mal@school.example", "DECLINED", "In-Reply-To: "+w.sent()[0].id+"\r\n"), ""},
		{"in the junk folder", "Junk", w.calendarAnswer("ada@school.example", "DECLINED", ""), ""},
		{"no answer yet", "INBOX", w.calendarAnswer("ada@school.example", "NEEDS-ACTION", ""), ""},
		{"declined", "INBOX", w.calendarAnswer("ada@school.example", "DECLINED", "Auto-Submitted: auto-generated\r\n"), "declined"},
		{"accepted after all", "INBOX", w.calendarAnswer("ada@school.example", "ACCEPTED", ""), "accepted"},
	} {
		r, m := answer(c.name, c.mailbox, c.letter)
		if r.Attendance != c.want || r.Status != store.Registered || m.Decision != "ignore" {
			t.Errorf("%s: attendance %q, want %q; status %s, decision %s (%s)", c.name, r.Attendance, c.want, r.Status, m.Decision, m.Reason)
		}
	}
	if c := w.lastLine(); c.Why != "attendance: accepted (opening)" {
		t.Errorf("history: %q", c.Why)
	}
}
