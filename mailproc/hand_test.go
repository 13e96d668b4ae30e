package mailproc_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"takepart/mailproc"
	"takepart/mailproc/postoffice"
	"takepart/mailproc/registration"
	"takepart/store"
	"takepart/templates"
)

// untitled is a registration that lacks its title.
func untitled() letter {
	a := ada()
	a.text = says("Ada", "Example", "", "")
	return a
}

// lastLine is the newest line of the only registration's history.
func (w *town) lastLine() (c store.Change) {
	w.t.Helper()
	id := w.registrations()[0].ID
	w.look(func(tx *store.Tx) error {
		h, err := tx.History(id)
		if len(h) > 0 {
			c = h[len(h)-1]
		}
		return err
	})
	return c
}

func TestDeskEdits(t *testing.T) {
	w := newTown(t)
	w.deliver("INBOX", untitled())
	w.once()
	id := w.registrations()[0].ID
	desk := mailproc.NewDesk(w.config, w.store)
	set := func(f registration.Field, v string) map[registration.Field]string {
		return map[registration.Field]string{f: v}
	}
	note := "telephoned"
	if _, answered, err := desk.Edit(id, nil, &note, "olga"); err != nil || answered != "" {
		t.Errorf("a note alone: answered %q, %v", answered, err)
	}
	if r := w.registrations()[0]; r.Note != note || r.Status != store.Incomplete {
		t.Errorf("after a note: %+v", r)
	}
	if _, answered, err := desk.Edit(id, set(registration.Title, " Director\tof  Studies\u202e"), nil, "olga"); err != nil || answered != templates.AgendaMail {
		t.Errorf("the title that was missing: answered %q, %v", answered, err)
	}
	r := w.registrations()[0]
	if r.Status != store.Registered || len(r.Missing) != 0 || r.Person.Title != "Director of Studies" || r.RegisteredAt.IsZero() {
		t.Errorf("completed by hand: %+v", r)
	}
	if c := w.lastLine(); c.Who != "olga" || c.Why != "completed by hand: title" {
		t.Errorf("history: %+v", c)
	}
	if m := w.messages()[0]; m.Text != "" || m.Subject != "" {
		t.Errorf("nobody needs the text any more, yet it is kept: %+v", m)
	}
	w.once()
	if _, answered, err := desk.Edit(id, set(registration.Institution, "School"), nil, "olga"); err != nil || answered != "" {
		t.Errorf("a correction: answered %q, %v", answered, err)
	}
	w.once()
	mails := w.sentTo("ada@school.example")
	if len(mails) != 2 || mails[1].answers != ada().messageID() {
		t.Errorf("the question and one agenda in the thread, and nothing for the correction: %+v", mails)
	}
	var missing *mailproc.MissingError
	var value *mailproc.ValueError
	if _, _, err := desk.Edit(id, set(registration.Title, ""), nil, "olga"); !errors.As(err, &missing) {
		t.Errorf("a required field was emptied: %v", err)
	}
	if _, _, err := desk.Edit(id, set(registration.Email, "ada at school"), nil, "olga"); !errors.As(err, &value) {
		t.Errorf("no address, yet taken: %v", err)
	}
	if _, _, err := desk.Edit(id, set(registration.Institution, "School"), nil, "olga"); !errors.Is(err, mailproc.ErrNothingNew) {
		t.Errorf("nothing new: %v", err)
	}
	if _, _, err := desk.Edit("nosuch", set(registration.Title, "x"), nil, "olga"); !errors.Is(err, mailproc.ErrUnknownRegistration) {
		t.Errorf("unknown id: %v", err)
	}
}

// TestDeskResends: by hand the mail that the registration's status asks for goes out again, as a mail of its own.
func TestDeskResends(t *testing.T) {
	w := newTown(t)
	w.deliver("INBOX", untitled())
	w.once()
	id := w.registrations()[0].ID
	desk := mailproc.NewDesk(w.config, w.store)
	if kind, err := desk.Resend(id, "olga"); kind != templates.Question || err != nil {
		t.Errorf("incomplete: %s, %v", kind, err)
	}
	if _, err := desk.Resend(id, "olga"); !errors.Is(err, mailproc.ErrOnItsWay) {
		t.Errorf("it has not even left: %v", err)
	}
	if c := w.lastLine(); c.Who != "olga" || c.Why != "sent again by hand: question" {
		t.Errorf("history: %+v", c)
	}
	w.once()
	if _, _, err := desk.Edit(id, map[registration.Field]string{registration.Title: "Director"}, nil, "olga"); err != nil {
		t.Fatal(err)
	}
	w.once()
	if kind, err := desk.Resend(id, "olga"); kind != templates.AgendaMail || err != nil {
		t.Errorf("registered: %s, %v", kind, err)
	}
	w.once()
	mails := w.sentTo("ada@school.example")
	ids := map[string]bool{}
	for _, m := range mails {
		ids[m.id] = true
	}
	if len(mails) != 4 || len(ids) != 4 || mails[3].answers != ada().messageID() {
		t.Errorf("four mails in one thread, each of its own: %+v", mails)
	}
}

// TestDeskReleases: a mail that is held in doubt goes out by hand, under the Message-ID that it always had.
func TestDeskReleases(t *testing.T) {
	w := newTown(t)
	w.config.HoldDoubts = true
	w.faulty("smtp dot done", 1, postoffice.Verdict{Drop: true})
	w.deliver("INBOX", ada())
	w.once()
	held := w.replies(store.Held)
	if len(held) != 1 {
		t.Fatalf("%d replies held", len(held))
	}
	before := len(w.sent())
	kind, err := mailproc.NewDesk(w.config, w.store).Resend(held[0].Registration, "olga")
	if err != nil || kind != templates.AgendaMail {
		t.Fatalf("%s, %v", kind, err)
	}
	w.once()
	mails := w.sent()
	if len(mails) != before+1 || mails[before].id != held[0].MessageID || w.lastLine().Why != "released by hand: agenda" {
		t.Errorf("%d mails, %+v; history %+v", len(mails), mails, w.lastLine())
	}
}

// TestAcceptForgets: with the registration accepted nobody needs the text of the message before, which was incomplete.
func TestAcceptForgets(t *testing.T) {
	w := newTown(t)
	w.deliver("INBOX", untitled())
	w.once()
	w.deliver("INBOX", letter{from: "ada@school.example", name: "Ada Example", id: "again", text: "Perhaps I TAKE PART, perhaps not?\n\nAda Example\nDirector\n"})
	w.once()
	rows := w.messages()
	if !rows[1].Open || rows[0].Text == "" {
		t.Fatalf("%+v %+v", rows[0], rows[1])
	}
	if _, err := mailproc.NewDesk(w.config, w.store).Accept(rows[1].Digest, registration.Fields{}, "olga"); err != nil {
		t.Fatal(err)
	}
	if r := w.registrations(); len(r) != 1 || r[0].Status != store.Registered {
		t.Errorf("%+v", r)
	}
	for _, m := range w.messages() {
		if m.Text != "" || m.Subject != "" {
			t.Errorf("kept: %+v", m)
		}
	}
}

// TestAcceptColleague: a colleague who answers in the thread from the same mailbox becomes a registration, and replaces nobody.
func TestAcceptColleague(t *testing.T) {
	w := newTown(t)
	w.deliver("INBOX", ada())
	w.once()
	w.deliver("INBOX", letter{from: "ada@school.example", name: "School", id: "bea", answers: w.sent()[0].id, text: "Perhaps I TAKE PART, too?\n\nBea Sample\nLibrarian\n"})
	w.once()
	rows := w.messages()
	if last := rows[len(rows)-1]; !last.Open || last.Registration == "" || last.Fields.LastName != "Sample" {
		t.Fatalf("not under review in the thread: %+v", last)
	}
	if _, err := mailproc.NewDesk(w.config, w.store).Accept(rows[1].Digest, registration.Fields{}, "olga"); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range w.registrations() {
		names = append(names, r.Person.FirstName+" "+r.Person.Title)
	}
	if want := []string{"Ada Director of Inspection", "Bea Librarian"}; !slices.Equal(names, want) {
		t.Errorf("registered are %q, want %q", names, want)
	}
}

// TestAcceptWithoutSender: where nobody knows whom to answer, the organiser may say.
func TestAcceptWithoutSender(t *testing.T) {
	w := newTown(t)
	w.deliver("INBOX", letter{from: "ada@school.example>, <ben@school.example", name: "Ada Example", text: says("Ada", "Example", "Director", "")})
	w.once()
	row := w.messages()[0]
	if !row.Open || row.From != "" {
		t.Fatalf("%+v", row)
	}
	desk := mailproc.NewDesk(w.config, w.store)
	if _, err := desk.Accept(row.Digest, registration.Fields{}, "olga"); !errors.Is(err, mailproc.ErrNoAddress) {
		t.Errorf("without an address: %v", err)
	}
	r, err := desk.Accept(row.Digest, registration.Fields{FirstName: "Ada", LastName: "Example", Title: "Director", Email: "ada@school.example"}, "olga")
	if err != nil || r.From != "ada@school.example" {
		t.Fatalf("%+v, %v", r, err)
	}
	w.once()
	if len(w.sentTo("ada@school.example")) != 1 {
		t.Error("the agenda did not go to the address that the organiser gave")
	}
}

// TestRefusedAgenda: it was never had. The message is marked as done, and who asks again is answered, however soon.
func TestRefusedAgenda(t *testing.T) {
	w := newTown(t)
	now := time.Date(2027, 1, 11, 8, 0, 0, 0, time.UTC)
	w.config.Now = func() time.Time { return now }
	w.faulty("smtp rcpt", 1, postoffice.Verdict{Reply: "550 5.2.2 mailbox full"})
	w.deliver("INBOX", ada())
	w.once()
	if got := strings.Join(w.flags("INBOX")[0], " "); got != "$takepart" {
		t.Errorf("flags of the message that could not be answered: %q", got)
	}
	now = now.Add(time.Hour)
	again := ada()
	again.id = "again"
	w.deliver("INBOX", again)
	w.once()
	if r := w.registrations()[0]; len(w.sentTo("ada@school.example")) != 1 || r.Undelivered != "" {
		t.Errorf("%d mails, undelivered %q", len(w.sent()), r.Undelivered)
	}
}
