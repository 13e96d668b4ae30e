package mailproc_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"takepart/mailproc"
	"takepart/mailproc/registration"
	"takepart/store"
	"takepart/templates"
)

// guest is the n-th person who writes.
func guest(n int) letter {
	from := fmt.Sprintf("guest%d@school.example", n)
	return letter{from: from, name: fmt.Sprintf("Guest %c", 'A'+n), text: says("Guest", string(rune('A'+n))+"son", "Director", "")}
}

func (w *town) statuses() (all []string) {
	for _, r := range w.registrations() {
		all = append(all, string(r.Status))
	}
	return all
}

// kinds are the mails to an address by kind, in the order in which they were owed.
func (w *town) kinds(to string) string {
	var all []string
	for _, r := range w.replies("") {
		if r.To == to {
			all = append(all, r.Kind)
		}
	}
	return strings.Join(all, " ")
}

func (w *town) want(what, got, want string) {
	w.t.Helper()
	if got != want {
		w.t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestBeforeAndAfterTheTimeForRegistrations(t *testing.T) {
	opens := time.Date(2027, 1, 11, 9, 0, 0, 0, time.UTC)
	closes := opens.Add(48 * time.Hour)
	for _, c := range []struct {
		name     string
		now      time.Time
		received time.Time
		reason   string
		text     string
	}{
		{"before", opens.Add(-time.Second), time.Time{}, "not-open", "It opens on Monday 11 January 2027, 10:00 (Europe/Paris, UTC+1)"},
		{"at the very moment", opens, time.Time{}, "phrase", "your registration is confirmed"},
		{"after", closes, time.Time{}, "closed", "Registration closed on Wednesday 13 January 2027, 10:00"},
		{"in time, read too late", closes.Add(time.Hour), closes.Add(-time.Minute), "phrase", "your registration is confirmed"},
		{"too early, read late", opens.Add(time.Hour), opens.Add(-time.Minute), "not-open", "not open yet"},
		{"from the future", opens.Add(-time.Minute), opens.Add(time.Hour), "not-open", "not open yet"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t)
			w.config.Admission = mailproc.Admission{Opens: opens, Closes: closes}
			w.config.Now = func() time.Time { return c.now }
			l := ada()
			if !c.received.IsZero() {
				l.headers = "Received: from a by b; " + c.received.Format(time.RFC1123Z) + "\r\n"
			}
			w.deliver("INBOX", l)
			w.once()
			registered := len(w.registrations())
			if taken := c.reason == "phrase"; registered > 0 != taken {
				t.Errorf("%d registrations", registered)
			}
			m := w.messages()[0]
			w.want("reason", m.Reason, c.reason)
			if mails := w.sent(); len(mails) != 1 || !strings.Contains(plainText(mails[0].raw), c.text) || mails[0].answers != l.messageID() {
				t.Errorf("%d mails, or not with %q", len(mails), c.text)
			}
			if err := w.figuresAdd(); err != nil {
				t.Error(err)
			}
		})
	}
}

// Whoever is registered can still correct and withdraw after the time; who was asked in time can still answer.
func TestClosingKeepsWhoWasInTime(t *testing.T) {
	w := newTown(t)
	w.deliver("INBOX", ada(), untitled2())
	w.once()
	w.config.Admission.Closes = time.Now().Add(-time.Minute)
	w.config.Admission.Opens = time.Now().Add(-time.Hour)
	change := ada()
	change.id, change.text = "change", says("Ada", "Example", "Head of Office", "")
	answer := untitled2()
	answer.id, answer.answers, answer.text = "answer", w.sentTo("bea@school.example")[0].id, "Title: Director\n"
	w.deliver("INBOX", change, answer)
	w.once()
	w.want("Ada and Bea", fmt.Sprint(w.statuses()), "[registered registered]")
	w.want("Ada's title", w.registrations()[0].Person.Title, "Head of Office")
	gone := ada()
	gone.id, gone.text = "gone", "I WITHDRAW\n\nAda Example"
	back := ada()
	back.id = "back"
	w.deliver("INBOX", gone)
	w.once()
	w.deliver("INBOX", back)
	w.once()
	w.want("Ada, who withdrew and would come back", fmt.Sprint(w.statuses()), "[withdrawn registered]")
	w.want("mails to Ada", w.kinds("ada@school.example"), "agenda correction withdrawn closed")
}

func untitled2() letter {
	return letter{from: "bea@school.example", name: "Bea Example", text: says("Bea", "Example", "", "")}
}

func TestAFreedPlaceGoesToWhoWaitsLongest(t *testing.T) {
	w := newTown(t)
	w.config.Admission.Capacity = 2
	for n := range 5 {
		w.deliver("INBOX", guest(n))
	}
	w.once()
	w.want("two places, five guests", fmt.Sprint(w.statuses()), "[registered registered waiting waiting waiting]")
	w.want("to the third", w.kinds("guest2@school.example"), "waiting")
	if text := plainText(w.sentTo("guest2@school.example")[0].raw); !strings.Contains(text, "you are on the waiting list") || strings.Contains(text, "BEGIN:VCALENDAR") {
		t.Errorf("to the third: %s", text)
	}
	again := guest(2)
	again.id = "again"
	w.deliver("INBOX", again)
	w.once()
	w.want("who waits and writes again the same day", w.kinds("guest2@school.example"), "waiting")
	// One who waits gives up: no place is freed. Then one with a place withdraws.
	for _, n := range []int{3, 0} {
		gone := guest(n)
		gone.id, gone.text = fmt.Sprint("gone", n), "I WITHDRAW\n\nGuest "+string(rune('A'+n))+"son"
		w.deliver("INBOX", gone)
		w.once()
	}
	w.want("the first in the line is let in", fmt.Sprint(w.statuses()), "[withdrawn registered registered withdrawn waiting]")
	w.want("to the third", w.kinds("guest2@school.example"), "waiting place")
	mails := w.sentTo("guest2@school.example")
	if last := mails[len(mails)-1]; !strings.Contains(plainText(last.raw), "a place has become free") || !strings.Contains(string(last.raw), "agenda.ics") || last.answers == "" {
		t.Error("the mail about the place brings no agenda, or is in no thread")
	}
	// Who comes back stands at the end of the line.
	back := guest(3)
	back.id = "back"
	w.deliver("INBOX", back)
	w.once()
	if err := w.desk().Withdraw(w.registrations()[1].ID, false, "organiser"); err != nil {
		t.Fatal(err)
	}
	w.want("an organiser's withdrawal frees a place, too", fmt.Sprint(w.statuses()), "[withdrawn withdrawn registered waiting registered]")
	// More places: the next start fills them.
	w.config.Admission.Capacity = 3
	w.once()
	w.want("with one place more", fmt.Sprint(w.statuses()), "[withdrawn withdrawn registered registered registered]")
	if err := w.figuresAdd(); err != nil {
		t.Error(err)
	}
}

// The line is in the order of the first messages, though one was completed later.
func TestTheFirstMessageCountsInTheLine(t *testing.T) {
	w := newTown(t)
	w.config.Admission.Capacity = 1
	w.deliver("INBOX", ada(), untitled2())
	w.once()
	w.deliver("INBOX", guest(5))
	w.once()
	answer := untitled2()
	answer.id, answer.answers, answer.text = "answer", w.sentTo("bea@school.example")[0].id, "Title: Director\n"
	w.deliver("INBOX", answer)
	w.once()
	if err := w.desk().Withdraw(w.registrations()[0].ID, false, "organiser"); err != nil {
		t.Fatal(err)
	}
	w.want("Bea wrote before the guest", fmt.Sprint(w.statuses()), "[withdrawn registered waiting]")
}

func TestTheOrganisersApprove(t *testing.T) {
	w := newTown(t)
	w.config.Admission = mailproc.Admission{Approval: true, Capacity: 1}
	for n := range 3 {
		w.deliver("INBOX", guest(n))
	}
	w.once()
	w.want("three wait", fmt.Sprint(w.statuses()), "[waiting waiting waiting]")
	w.want("and are told so", w.kinds("guest0@school.example"), "approval")
	reviews := w.messages()
	if !reviews[0].Open || reviews[0].Decision != "review" || reviews[0].Reason != "approval" {
		t.Fatalf("in front of the organisers: %+v", reviews[0])
	}
	desk := w.desk()
	for i, want := range []string{"[registered waiting waiting]", "[registered waiting waiting]"} {
		if _, err := desk.Accept(reviews[i].Digest, registration.Fields{}, "olga"); err != nil {
			t.Fatal(err)
		}
		w.want(fmt.Sprint("accepted: ", i+1), fmt.Sprint(w.statuses()), want)
	}
	if err := desk.Ignore(reviews[2].Digest, "olga"); err != nil {
		t.Fatal(err)
	}
	w.once()
	w.want("the first", w.kinds("guest0@school.example"), "approval agenda")
	w.want("the second, for whom there is no place", w.kinds("guest1@school.example"), "approval waiting")
	w.want("the third, who was not approved", w.kinds("guest2@school.example"), "approval")
	w.want("in the end", fmt.Sprint(w.statuses()), "[registered waiting withdrawn]")
	if err := desk.Withdraw(w.registrations()[0].ID, false, "olga"); err != nil {
		t.Fatal(err)
	}
	w.want("the approved one is let in", fmt.Sprint(w.statuses()), "[withdrawn registered withdrawn]")
	w.want("by mail", w.kinds("guest1@school.example"), "approval waiting place")
}

func TestWhoGivesUpNeedsNoApproval(t *testing.T) {
	w := newTown(t)
	w.config.Admission.Approval = true
	w.deliver("INBOX", guest(0))
	w.once()
	gone := guest(0)
	gone.id, gone.text = "gone", "I WITHDRAW\n\nGuest Ason"
	w.deliver("INBOX", gone)
	w.once()
	for _, m := range w.messages() {
		if m.Open {
			t.Errorf("still in front of the organisers: %+v", m)
		}
	}
	w.want("status", fmt.Sprint(w.statuses()), "[withdrawn]")
}

// Erasing somebody who came too early leaves nothing of the answer.
func TestErasingWhoWasTurnedAway(t *testing.T) {
	w := newTown(t)
	w.config.Admission.Opens = time.Now().Add(time.Hour)
	w.deliver("INBOX", ada())
	w.once()
	w.want("mails", w.kinds("ada@school.example"), string(templates.Early))
	done, err := w.store.Erase(store.What{Address: "ada@school.example"}, time.Now(), "olga")
	if err != nil || done.Replies != 1 || len(w.replies("")) != 0 {
		t.Errorf("%+v (%v), %d replies left", done, err, len(w.replies("")))
	}
	if err := w.figuresAdd(); err != nil {
		t.Error(err)
	}
}
