package mailproc_test

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"takepart/mailproc"
	"takepart/mailproc/postoffice"
	"takepart/mailproc/registration"
	"takepart/store"
)

// TestWholeRoad takes one of each kind over the whole road: what is decided, what goes out, what the mailbox shows.
func TestWholeRoad(t *testing.T) {
	w := newTown(t)
	cases := []struct {
		letter   letter
		mailbox  string
		decision string
		mails    int
		flags    string
	}{
		{ada(), "INBOX", "register", 1, `$takepart \answered`},
		{letter{from: "ben@school.example", name: "Ben Example", text: says("Ben", "Example", "", "")}, "INBOX", "incomplete", 1, `$takepart \answered`},
		{letter{from: "cleo@school.example", name: "Cleo", text: "See you soon!"}, "INBOX", "ignore", 0, ""},
		{letter{from: "dan@school.example", name: "Dan", headers: "Auto-Submitted: auto-replied\r\n", text: says("Dan", "E", "Inspector", "")}, "INBOX", "ignore", 0, ""},
		{letter{from: "eve@school.example", name: "Eve", text: "I WITHDRAW\n"}, "INBOX", "review", 0, "$takepartreview"},
		{letter{from: "fay@school.example", name: "Fay", text: says("Fay", "Example", "Inspector", "")}, "Junk", "review", 0, "$takepartreview"},
	}
	for _, c := range cases {
		w.deliver(c.mailbox, c.letter)
	}
	s := w.once()
	byFrom := map[string]*store.Message{}
	for _, m := range w.messages() {
		byFrom[m.From] = m
	}
	var inbox int
	for _, c := range cases {
		m := byFrom[c.letter.from]
		if m == nil || m.Decision != c.decision {
			t.Errorf("%s: %+v, want %s", c.letter.from, m, c.decision)
		}
		mails := w.sentTo(c.letter.from)
		if len(mails) != c.mails {
			t.Errorf("%s had %d mails, want %d", c.letter.from, len(mails), c.mails)
		}
		for _, mail := range mails {
			if mail.answers != c.letter.messageID() || !strings.HasPrefix(mail.subject, "Re: ") || mail.auto != "auto-replied" {
				t.Errorf("%s: answer is not in the thread: In-Reply-To %s, subject %q, Auto-Submitted %q", c.letter.from, mail.answers, mail.subject, mail.auto)
			}
		}
		if c.mailbox == "INBOX" {
			if got := strings.Join(w.flags("INBOX")[inbox], " "); got != c.flags {
				t.Errorf("%s: flags %q, want %q", c.letter.from, got, c.flags)
			}
			inbox++
		}
	}
	if s.Read != 6 || s.Sent != 2 || s.Queued != 0 || s.Open != 2 || s.Unmarked != 0 {
		t.Errorf("summary %+v", s)
	}
	if err := w.figuresAdd(); err != nil {
		t.Error(err)
	}
	again := w.once()
	if again.Read != 0 || again.Sent != 0 || len(w.sent()) != 2 {
		t.Errorf("nothing is new, yet %+v", again)
	}
}

// TestIdentity tells stories: who writes what, in order, and the registrations and mails that come of it. Each step is
// a run of its own, a minute after the one before.
func TestIdentity(t *testing.T) {
	ada := ada()
	type step struct {
		letter letter
		want   string // decision
		mails  int    // to the letter's sender, so far
	}
	inThread := func(l letter, text string) letter { // filled in when the mail is known
		l.subject, l.text, l.answers = "Re: Re: Workshop", text, "last"
		return l
	}
	named := func(i int) letter {
		l := letter{from: "office@school.example", name: "The Office", subject: fmt.Sprint("No ", i), text: says("Person"+string(rune('A'+i)), "Example", "Inspector", "")}
		return l
	}
	with := func(l letter, change func(*letter)) letter { change(&l); return l }
	cases := []struct {
		name  string
		steps []step
		want  []string // registrations: "status first last title email", sorted
	}{
		{"the same again within a day brings no second agenda", []step{
			{ada, "register", 1},
			{with(ada, func(l *letter) { l.id = "two" }), "register", 1},
		}, []string{"registered Ada Example Director of Inspection ada@school.example"}},
		{"the very same message twice", []step{{ada, "register", 1}, {ada, "", 1}},
			[]string{"registered Ada Example Director of Inspection ada@school.example"}},
		{"a changed field is confirmed", []step{
			{ada, "register", 1},
			{with(ada, func(l *letter) { l.id, l.text = "two", says("Ada", "Example", "Inspector General", "") }), "register", 2},
		}, []string{"registered Ada Example Inspector General ada@school.example"}},
		{"accents and case are the same name", []step{
			{with(ada, func(l *letter) { l.text = says("Adá", "EXAMPLE", "Inspector", "") }), "register", 1},
			{with(ada, func(l *letter) { l.id, l.text = "two", says("Ada", "Example", "Inspector", "") }), "register", 2},
		}, []string{"registered Ada Example Inspector ada@school.example"}},
		{"one address, several people, the fourth to review", []step{
			{named(0), "register", 1}, {named(1), "register", 2}, {named(2), "register", 3}, {named(3), "review", 3},
		}, []string{"registered PersonA Example Inspector office@school.example", "registered PersonB Example Inspector office@school.example", "registered PersonC Example Inspector office@school.example"}},
		{"a question is answered in the thread", []step{
			{with(ada, func(l *letter) { l.text = says("Ada", "Example", "", "") }), "incomplete", 1},
			{inThread(ada, "Title: Director of Inspection\n"), "register", 2},
		}, []string{"registered Ada Example Director of Inspection ada@school.example"}},
		{"a question is answered outside of the thread", []step{
			{with(ada, func(l *letter) { l.text = "I TAKE PART\n" }), "incomplete", 1},
			{with(ada, func(l *letter) { l.id = "two" }), "register", 2},
		}, []string{"registered Ada Example Director of Inspection ada@school.example"}},
		{"two questions, then a person", []step{
			{with(ada, func(l *letter) { l.text = says("Ada", "Example", "", "") }), "incomplete", 1},
			{with(ada, func(l *letter) { l.id, l.text = "two", says("Ada", "Example", "", "") }), "incomplete", 2},
			{with(ada, func(l *letter) { l.id, l.text = "three", says("Ada", "Example", "", "") }), "review", 2},
		}, []string{"incomplete Ada Example  ada@school.example"}},
		{"withdrawn, confirmed once, registered again", []step{
			{ada, "register", 1},
			{with(ada, func(l *letter) { l.id, l.text = "two", "I WITHDRAW\n" }), "withdraw", 2},
			{with(ada, func(l *letter) { l.id, l.text = "three", "I WITHDRAW\n" }), "withdraw", 2},
			{with(ada, func(l *letter) { l.id = "four" }), "register", 3},
		}, []string{"registered Ada Example Director of Inspection ada@school.example"}},
		{"withdrawing where several could be meant", []step{
			{named(0), "register", 1}, {named(1), "register", 2},
			{letter{from: "office@school.example", name: "The Office", id: "w", text: "I WITHDRAW\n"}, "review", 2},
		}, []string{"registered PersonA Example Inspector office@school.example", "registered PersonB Example Inspector office@school.example"}},
		{"an address that is somebody else's", []step{
			{ada, "register", 1},
			{letter{from: "mal@other.example", name: "Mal", text: says("Mal", "Example", "Inspector", "ada@school.example")}, "review", 0},
		}, []string{"registered Ada Example Director of Inspection ada@school.example"}},
		{"at most four mails a day", []step{
			{with(ada, func(l *letter) { l.id, l.text = "1", says("Ada", "Example", "T1", "") }), "register", 1},
			{with(ada, func(l *letter) { l.id, l.text = "2", says("Ada", "Example", "T2", "") }), "register", 2},
			{with(ada, func(l *letter) { l.id, l.text = "3", says("Ada", "Example", "T3", "") }), "register", 3},
			{with(ada, func(l *letter) { l.id, l.text = "4", says("Ada", "Example", "T4", "") }), "register", 4},
			{with(ada, func(l *letter) { l.id, l.text = "5", says("Ada", "Example", "T5", "") }), "review", 4},
		}, []string{"registered Ada Example T5 ada@school.example"}},
		{"mail goes to From, never to the signed address", []step{
			{letter{from: "aide@school.example", name: "An Aide", text: says("Ada", "Example", "Director", "ada@home.example")}, "register", 1},
		}, []string{"registered Ada Example Director ada@home.example"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			now := time.Date(2027, 1, 11, 8, 0, 0, 0, time.UTC)
			w.config.Now = func() time.Time { return now }
			for i, s := range c.steps {
				if s.letter.answers == "last" {
					all := w.sentTo(s.letter.from)
					s.letter.answers = all[len(all)-1].id
				}
				before := len(w.messages())
				w.deliver("INBOX", s.letter)
				w.once()
				rows := w.messages()
				decision := ""
				if len(rows) > before {
					decision = rows[len(rows)-1].Decision
				}
				if decision != s.want {
					t.Errorf("step %d: %q (%s), want %q", i+1, decision, rows[len(rows)-1].Reason, s.want)
				}
				if got := len(w.sentTo(s.letter.from)); got != s.mails {
					t.Errorf("step %d: %d mails to the writer, want %d", i+1, got, s.mails)
				}
				now = now.Add(time.Minute)
			}
			var got []string
			for _, r := range w.registrations() {
				got = append(got, fmt.Sprintf("%s %s %s %s %s", r.Status, r.Person.FirstName, r.Person.LastName, r.Person.Title, r.Person.Email))
			}
			sort.Strings(got)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("registrations (-want +got):\n%s", d)
			}
			if err := w.figuresAdd(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestRepeatAfter(t *testing.T) {
	w := newTown(t)
	now := time.Date(2027, 1, 11, 8, 0, 0, 0, time.UTC)
	w.config.Now = func() time.Time { return now }
	a := ada()
	for i, want := range []int{1, 1, 2} {
		a.id = fmt.Sprint("n", i)
		w.deliver("INBOX", a)
		w.once()
		if got := len(w.sent()); got != want {
			t.Errorf("message %d: %d mails, want %d", i+1, got, want)
		}
		now = now.Add(13 * time.Hour)
	}
}

// TestStranger: somebody else answers in the thread: empty fields may be filled, nothing changed, nothing withdrawn, and
// mail goes where it went before.
func TestStranger(t *testing.T) {
	w := newTown(t)
	a := ada()
	a.text = says("Ada", "Example", "", "")
	w.deliver("INBOX", a)
	w.once()
	question := w.sent()[0].id
	other := letter{from: "mal@other.example", name: "Mal Other", id: "m1", answers: question, text: "Title: Director\n"}
	w.deliver("INBOX", other)
	w.once()
	if r := w.registrations(); len(r) != 1 || r[0].Status != store.Registered || r[0].Person.Title != "Director" {
		t.Fatalf("an empty field was not filled: %+v", r[0])
	}
	if len(w.sentTo("mal@other.example")) != 0 || len(w.sentTo("ada@school.example")) != 2 {
		t.Errorf("the agenda did not go to the registration's own address")
	}
	for _, l := range []letter{
		{from: "mal@other.example", name: "Mal Other", id: "m2", answers: question, text: "Title: Janitor\n"},
		{from: "mal@other.example", name: "Mal Other", id: "m3", answers: question, text: "I WITHDRAW\n"},
	} {
		w.deliver("INBOX", l)
		w.once()
		rows := w.messages()
		if last := rows[len(rows)-1]; last.Decision != "review" || !last.Open {
			t.Errorf("%s: %s/%s, want review", l.text, last.Decision, last.Reason)
		}
	}
	if r := w.registrations()[0]; r.Person.Title != "Director" || r.Status != store.Registered || len(w.sent()) != 2 {
		t.Errorf("a stranger changed something: %+v", r)
	}
}

// TestPanic: one message that cannot be read is quarantined, the next one answered.
func TestPanic(t *testing.T) {
	w := newTown(t)
	w.config.Rules = nil // the first use of it panics
	w.deliver("INBOX", ada())
	w.once()
	m := w.messages()[0]
	if m.Decision != "review" || m.Reason != "panic" || !m.Open {
		t.Errorf("%+v", m)
	}
}

func TestBounce(t *testing.T) {
	w := newTown(t)
	w.deliver("INBOX", ada())
	w.once()
	report := fmt.Sprintf("From: MAILER-DAEMON@mail.example\r\nTo: <%s>\r\nSubject: Undelivered\r\nDate: Mon, 11 Jan 2027 10:00:00 +0100\r\n"+
		"Message-ID: <b@mail.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"+
		"--b\r\nContent-Type: text/plain\r\n\r\nIt failed.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n\r\n"+
		"Final-Recipient: rfc822; ada@school.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n\r\n"+
		"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: %s\r\nSubject: x\r\n\r\nx\r\n--b--\r\n", organiser, w.sent()[0].id)
	if _, err := w.office.Deliver("INBOX", []byte(report)); err != nil {
		t.Fatal(err)
	}
	w.once()
	r := w.registrations()[0]
	if !strings.Contains(r.Undelivered, "5.1.1") || r.Status != store.Registered {
		t.Errorf("undelivered: %q, status %s", r.Undelivered, r.Status)
	}
	if len(w.sent()) != 1 {
		t.Errorf("a delivery report was answered")
	}
}

func TestDesk(t *testing.T) {
	w := newTown(t)
	maybe := ada()
	maybe.text = "maybe I TAKE PART, but I am not sure?\n"
	other := maybe
	other.from, other.id = "ben@school.example", "other"
	w.deliver("INBOX", maybe, other)
	w.once()
	rows := w.messages()
	if !rows[0].Open || !rows[1].Open || rows[0].Text == "" {
		t.Fatalf("not under review: %v %v", rows[0], rows[1])
	}
	desk := mailproc.NewDesk(w.config, w.store)
	if _, err := desk.Accept(rows[0].Digest, registration.Fields{FirstName: "Ada", LastName: "Example"}, "olga"); err == nil || !strings.Contains(err.Error(), "title") {
		t.Errorf("accepted without a title: %v", err)
	}
	r, err := desk.Accept(rows[0].Digest, registration.Fields{FirstName: "Ada", LastName: "Example", Title: "Director"}, "olga")
	if err != nil {
		t.Fatal(err)
	}
	if err := desk.Ignore(rows[1].Digest, "olga"); err != nil {
		t.Fatal(err)
	}
	w.once()
	if err := desk.Ignore(rows[0].Digest, "olga"); err == nil {
		t.Error("a message was decided twice")
	}
	w.look(func(tx *store.Tx) error {
		h, err := tx.History(r.ID)
		if err == nil && (len(h) != 1 || h[0].Who != "olga") {
			t.Errorf("history %+v", h)
		}
		return err
	})
	if len(w.sentTo("ada@school.example")) != 1 || len(w.sent()) != 1 {
		t.Errorf("mails: %d", len(w.sent()))
	}
	if got := w.flags("INBOX"); !slices.Equal(got[0], []string{"$takepart", "\\answered"}) || len(got[1]) != 0 {
		t.Errorf("flags %q", got)
	}
	if m := w.messages()[0]; m.Text != "" || m.Subject != "" || m.Resolved != "accepted" {
		t.Errorf("a resolved message keeps its text: %+v", m)
	}
}

// TestDeskWithdraws: accepting a message that withdraws means to withdraw, where it is known who; by id else.
func TestDeskWithdraws(t *testing.T) {
	w := newTown(t)
	w.deliver("INBOX", ada())
	w.once()
	of := w.registrations()[0]
	w.deliver("INBOX", letter{from: "mal@other.example", name: "Mal", id: "w1", answers: w.sent()[0].id, text: "I WITHDRAW\n"},
		letter{from: "unknown@other.example", name: "Un Known", id: "w2", text: "I WITHDRAW\n"})
	w.once()
	desk := mailproc.NewDesk(w.config, w.store)
	rows := w.messages()
	if _, err := desk.Accept(rows[2].Digest, registration.Fields{}, "olga"); !errors.Is(err, mailproc.ErrWhichRegistration) {
		t.Errorf("withdrawal of nobody known: %v", err)
	}
	if err := desk.Withdraw(of.ID, true, "olga"); err != nil {
		t.Fatal(err)
	}
	if err := desk.Withdraw(of.ID, true, "olga"); err != nil {
		t.Fatal(err)
	}
	w.once()
	if got := w.registrations()[0].Status; got != store.Withdrawn || len(w.sentTo("ada@school.example")) != 2 || len(w.sent()) != 2 {
		t.Errorf("status %s, %d mails", got, len(w.sent()))
	}
	if err := desk.Withdraw("nosuch", true, "olga"); !errors.Is(err, mailproc.ErrUnknownRegistration) {
		t.Errorf("withdrawal of an unknown id: %v", err)
	}
}

// TestRenumbered: after a change of UIDVALIDITY everything is read again, and nothing answered again.
func TestRenumbered(t *testing.T) {
	w := newTown(t)
	w.deliver("INBOX", ada())
	w.once()
	if err := w.office.Renumber("INBOX"); err != nil {
		t.Fatal(err)
	}
	s := w.once()
	if s.Known != 1 || len(w.sent()) != 1 || len(w.messages()) != 1 {
		t.Errorf("known %d, %d mails, %d messages", s.Known, len(w.sent()), len(w.messages()))
	}
}

// TestStart: by default what was there before the first start is left alone, and what comes after is answered.
func TestStart(t *testing.T) {
	w := newTown(t, func(w *town, _ *postoffice.Options) { w.config.Start = mailproc.Start{} })
	w.deliver("INBOX", ada())
	w.once()
	if len(w.sent()) != 0 || len(w.messages()) != 0 {
		t.Fatalf("old mail was read")
	}
	late := ada()
	late.id = "late"
	w.deliver("INBOX", late)
	w.once()
	if len(w.sent()) != 1 {
		t.Errorf("%d mails, want 1", len(w.sent()))
	}
}

// TestOlderThanStart: only the topmost Received field tells a message's age. Where a mailbox is read from an instant on it
// decides to the second; in daily reading only what is clearly old is left alone, because clocks differ.
func TestOlderThanStart(t *testing.T) {
	start := time.Date(2027, 1, 11, 8, 0, 0, 0, time.UTC)
	w := newTown(t, func(w *town, _ *postoffice.Options) {
		w.config.Start = mailproc.Start{Since: start}
		w.config.Now = func() time.Time { return start.Add(time.Hour) }
	})
	arrived := func(id string, at time.Time) letter {
		l := ada()
		l.from, l.id = id+"@school.example", id
		l.headers = "Received: from a.example by mx.example with ESMTP; " + at.Format(time.RFC1123Z) + "\r\n"
		return l
	}
	expect := func(l letter, want int) {
		t.Helper()
		if got := len(w.sentTo(l.from)); got != want {
			t.Errorf("%s had %d mails, want %d", l.from, got, want)
		}
	}
	before, after := arrived("before", start.Add(-time.Second)), arrived("after", start.Add(time.Second))
	for _, l := range []letter{before, after} { // the server's own search goes by days: it finds both
		if _, err := w.office.DeliverAt("INBOX", l.raw(), start); err != nil {
			t.Fatal(err)
		}
	}
	w.once()
	expect(before, 0)
	expect(after, 1)
	skewed, old := arrived("skewed", start.Add(-time.Hour)), arrived("old", start.Add(-48*time.Hour))
	w.deliver("INBOX", skewed, old)
	w.once()
	expect(skewed, 1)
	expect(old, 0)
}

func TestMoved(t *testing.T) {
	w := newTown(t, func(w *town, _ *postoffice.Options) { w.moveTo, w.config.MoveDone = "Done", true })
	stay := letter{from: "x@y.example", name: "X", text: "Hello"}
	w.deliver("INBOX", ada(), stay)
	w.once()
	if in, done := w.flags("INBOX"), w.flags("Done"); len(in) != 1 || len(done) != 1 {
		t.Errorf("%d in INBOX, %d moved", len(in), len(done))
	}
}
