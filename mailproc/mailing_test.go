package mailproc_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"takepart/mailproc"
	"takepart/store"
	"takepart/templates"
)

// crowd registers n people who have had the agenda, straight in the store.
func (w *town) crowd(n int) {
	w.t.Helper()
	version, at := w.config.Agenda.Version(), time.Now()
	err := w.store.Change(func(tx *store.Tx) error {
		for i := range n {
			lang := []string{"en", "fr"}[i%2]
			r := &store.Registration{ID: fmt.Sprintf("person%010d", i), Status: store.Registered, From: fmt.Sprintf("p%d@school.example", i), Language: lang,
				Person:        store.Person{FirstName: "Pat", LastName: fmt.Sprint("Example", i), Title: "Director", Email: fmt.Sprintf("p%d@school.example", i)},
				AgendaVersion: version, AgendaAt: at, CreatedAt: at, UpdatedAt: at, RegisteredAt: at}
			if err := tx.Save(r, store.Change{At: at, Who: "message", Why: "registered"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// newAgenda puts another agenda into the configuration.
func (w *town) newAgenda(change func(*templates.Agenda)) {
	a := templates.SampleAgenda()
	change(a)
	w.config.Agenda = a
}

func later(a *templates.Agenda) {
	s := &a.Days[0].Sessions[0]
	s.Start, s.End = s.Start.Add(15*time.Minute), s.End.Add(15*time.Minute)
}

func (w *town) desk() *mailproc.Desk { return mailproc.NewDesk(w.config, w.store) }

// mail queues a mailing and gives its plan.
func (w *town) mail(m mailproc.Mailing) *mailproc.Plan {
	w.t.Helper()
	plan, err := w.desk().Mail(w.t.Context(), m, "organiser")
	if err != nil {
		w.t.Fatal(err)
	}
	return plan
}

// send delivers what is queued.
func (w *town) send() mailproc.Summary {
	w.t.Helper()
	s, err := w.processor().Deliver(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

func TestANewAgendaGoesToThoseBehindOnce(t *testing.T) {
	w := newTown(t)
	w.deliver("INBOX", ada())
	w.once()
	w.crowd(3)
	w.newAgenda(later)
	if w.once(); len(w.sent()) != 1 {
		t.Fatal("something went out by merely editing the agenda")
	}
	plan, err := w.desk().Plan(t.Context(), mailproc.Mailing{Kind: templates.Update})
	if err != nil || plan.Due != 4 || len(plan.First) != 2 || plan.First[0].Lang == plan.First[1].Lang || len(w.replies("")) != 1 {
		t.Fatalf("the plan: %+v (%v)", plan, err)
	}
	if got := w.mail(mailproc.Mailing{Kind: templates.Update}); got.Due != 4 || got.Languages["fr"] != 1 {
		t.Errorf("queued %+v", got)
	}
	if again := w.mail(mailproc.Mailing{Kind: templates.Update}); again.Due != 0 || again.Had != 4 {
		t.Errorf("queued a second time: %+v", again)
	}
	if s := w.send(); s.Sent != 4 {
		t.Fatalf("%d sent", s.Sent)
	}
	if again := w.mail(mailproc.Mailing{Kind: templates.Update, All: true}); again.Due != 0 {
		t.Errorf("to all, and once more to those who have it by this mailing: %+v", again)
	}
	to := w.sentTo("ada@school.example")
	if len(to) != 2 || to[1].answers != ada().messageID() || !strings.HasPrefix(to[1].subject, "Re: Workshop [") {
		t.Fatalf("to Ada: %d mails, the last answers %q", len(to), to[len(to)-1].answers)
	}
	if text := plainText(to[1].raw); !strings.Contains(text, "Moved: Opening, Tuesday 2 March 2027, 09:30–10:15 → 09:45–10:30") || !strings.Contains(text, "\nHow to join:\n") {
		t.Errorf("the mail does not tell what changed, or the agenda:\n%s", text)
	}
	e, err := w.desk().Editions(t.Context())
	if err != nil || len(e.List) != 2 || e.Behind != 0 || e.Registered != 4 {
		t.Errorf("editions %+v (%v)", e, err)
	}
	if err := w.figuresAdd(); err != nil {
		t.Error(err)
	}
}

func TestAMailingLeavesOutWhoseMailComesBack(t *testing.T) {
	w := newTown(t)
	w.crowd(3)
	err := w.store.Change(func(tx *store.Tx) error {
		for i, change := range []func(*store.Registration){
			func(r *store.Registration) { r.Undelivered = "5.1.1 unknown" },
			func(r *store.Registration) { r.Status = store.Withdrawn },
		} {
			r, err := tx.Registration(fmt.Sprintf("person%010d", i))
			if err != nil {
				return err
			}
			change(r)
			if err := tx.Save(r, store.Change{At: time.Now(), Who: "message", Why: "test"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	m := mailproc.Mailing{Kind: templates.Reminder, Name: "eve"}
	if plan := w.mail(m); plan.Due != 1 || plan.Returned != 1 || plan.Others != 0 {
		t.Errorf("to all: %+v", plan)
	}
	m.To = []string{"person0000000000", "person0000000001", "person0000000002"}
	if plan := w.mail(m); plan.Due != 1 || plan.Had != 1 || plan.Others != 1 {
		t.Errorf("to these three: %+v", plan)
	}
	m.To, m.Name = nil, "last"
	if plan := w.mail(m); plan.Due != 1 {
		t.Errorf("another reminder: %+v", plan)
	}
	w.send()
	for _, s := range w.sent() {
		if text := plainText(s.raw); !strings.Contains(text, "https://meeting.example/join") || !strings.Contains(text, "09:30–15:30 (08:30–14:30 UTC)") {
			t.Errorf("a reminder without how to join:\n%s", text)
		}
	}
}

func TestFollowUpNeedsResources(t *testing.T) {
	w := newTown(t)
	w.crowd(1)
	if plan := w.mail(mailproc.Mailing{Kind: templates.FollowUp, Name: "x"}); plan.Due != 1 {
		t.Errorf("%+v", plan)
	}
	w.newAgenda(func(a *templates.Agenda) { a.Resources = nil })
	if _, err := w.desk().Plan(t.Context(), mailproc.Mailing{Kind: templates.FollowUp, Name: "y"}); !errors.Is(err, mailproc.ErrNoResources) {
		t.Errorf("without anything to open: %v", err)
	}
}

// What stops the queueing in the middle costs nobody a mail and brings nobody two.
func TestAMailingGoesOnWhereItWasStopped(t *testing.T) {
	w := newTown(t)
	w.config.Limits = store.Limits{PerHour: 1 << 30, PerDay: 1 << 30, PerAddress: 4}
	const people = 450 // more than two pages
	w.crowd(people)
	w.newAgenda(later)
	ctx, cancel := context.WithCancel(t.Context())
	// The first page is stored, then somebody presses ^C.
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for len(w.replies("")) == 0 && t.Context().Err() == nil {
			time.Sleep(100 * time.Microsecond)
		}
		cancel()
	}()
	_, err := w.desk().Mail(ctx, mailproc.Mailing{Kind: templates.Update}, "organiser")
	<-stopped
	cancel()
	if err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	plan := w.mail(mailproc.Mailing{Kind: templates.Update})
	if plan.Due+plan.Had != people || plan.Had == 0 {
		t.Errorf("the second call: %+v", plan)
	}
	// Sending is killed in the middle, twice.
	for _, after := range []int{40, 60} {
		n := 0
		w.config.Step = func(s mailproc.Step) error {
			if s == mailproc.AfterSend {
				w.mu.Lock()
				defer w.mu.Unlock()
				if n++; n == after {
					return errors.New("kill")
				}
			}
			return nil
		}
		if _, err := w.processor().Deliver(t.Context()); !errors.Is(err, mailproc.ErrKilled) {
			t.Fatalf("not killed: %v", err)
		}
		w.restart()
	}
	w.config.Step = nil
	w.send()
	copies := map[string][]string{}
	for _, m := range w.sent() {
		copies[m.to] = append(copies[m.to], m.id)
	}
	twice := 0
	for to, ids := range copies {
		if len(slices.Compact(slices.Sorted(slices.Values(ids)))) != 1 {
			t.Errorf("%s got mails under several Message-IDs", to)
		}
		twice += len(ids) - 1
	}
	if len(copies) != people || twice > 2*w.config.Connections {
		t.Errorf("%d of %d got it; %d copies more, at most %d can be of doubts", len(copies), people, twice, 2*w.config.Connections)
	}
	if err := w.figuresAdd(); err != nil {
		t.Error(err)
	}
}

// What is owed when the agenda changes brings the new one, and is noted as that.
func TestWhatIsOwedBringsTheAgendaInForce(t *testing.T) {
	w := newTown(t)
	w.deliver("INBOX", ada())
	w.config.Limits = store.Limits{PerHour: 1, PerDay: 1, PerAddress: 4}
	bea := ada()
	bea.from, bea.name, bea.text = "bea@school.example", "Bea Example", says("Bea", "Example", "Director", "")
	w.deliver("INBOX", bea)
	if s := w.once(); s.Sent != 1 || s.Queued != 1 {
		t.Fatalf("%+v", s)
	}
	w.newAgenda(later)
	w.config.Limits = store.Limits{PerHour: 100, PerDay: 100, PerAddress: 4}
	if s := w.once(); s.Sent != 1 {
		t.Fatalf("%+v", s)
	}
	if plan := w.mail(mailproc.Mailing{Kind: templates.Update}); plan.Due != 1 || plan.Had != 1 {
		t.Errorf("behind: %+v, want the one who had the first", plan)
	}
	if report, err := w.store.Check(); err != nil || !report.OK() {
		t.Errorf("%v %v", report.Problems, err)
	}
}

// Copies of what organisers send are kept in their folder, once each, answers to people are not.
func TestCopiesOfWhatOrganisersSend(t *testing.T) {
	w := newTown(t)
	w.filed, w.config.FileSent = "Sent", true
	w.deliver("INBOX", ada())
	w.once()
	w.crowd(2)
	w.mail(mailproc.Mailing{Kind: templates.Reminder, Name: "eve"})
	killed := errors.New("kill")
	w.config.Step = func(s mailproc.Step) error { // the copies are there, the store does not know
		if s == mailproc.BeforeMarked {
			return killed
		}
		return nil
	}
	if _, err := w.processor().Deliver(t.Context()); !errors.Is(err, mailproc.ErrKilled) {
		t.Fatalf("not killed: %v", err)
	}
	w.config.Step = nil
	w.restart()
	w.send()
	kept, err := w.office.Messages("Sent")
	if err != nil {
		t.Fatal(err)
	}
	sent := map[string]bool{}
	for _, m := range w.sent()[1:] {
		sent[m.id] = true
	}
	for _, k := range kept {
		id := headerOf(string(k.Raw), "Message-ID")
		if !sent[id] {
			t.Errorf("a copy of what was not sent, or a second one: %s", id)
		}
		delete(sent, id)
		if !slices.Contains(k.Flags, `\Seen`) {
			t.Errorf("the copy looks unread: %v", k.Flags)
		}
	}
	if len(sent) != 0 || len(kept) != 3 {
		t.Errorf("%d copies, %d mails have none", len(kept), len(sent))
	}
	if err := w.figuresAdd(); err != nil {
		t.Error(err)
	}
}

func headerOf(raw, name string) string {
	_, value, _ := strings.Cut(raw, "\r\n"+name+": ")
	value, _, _ = strings.Cut(value, "\r\n")
	return value
}

// A mailing may wait for hours: who withdraws meanwhile gets none of it.
func TestWhoWithdrawsGetsNoMailingAnyMore(t *testing.T) {
	w := newTown(t)
	w.crowd(3)
	w.config.Now = func() time.Time { return time.Now().Add(time.Hour) } // so that it is not due yet
	w.mail(mailproc.Mailing{Kind: templates.Reminder, Name: "eve"})
	w.config.Now = time.Now
	w.deliver("INBOX", letter{from: "p0@school.example", name: "Pat Example0", text: "I WITHDRAW\n\nPat Example0"})
	w.once()
	if err := w.desk().Withdraw("person0000000001", false, "organiser"); err != nil {
		t.Fatal(err)
	}
	w.config.Now = func() time.Time { return time.Now().Add(2 * time.Hour) }
	w.send()
	w.want("who withdrew by mail", fmt.Sprint(w.kinds("p0@school.example"), len(w.sentTo("p0@school.example"))), "reminder withdrawn1")
	w.want("who was withdrawn by hand", fmt.Sprint(len(w.sentTo("p1@school.example"))), "0")
	w.want("who stays", fmt.Sprint(len(w.sentTo("p2@school.example"))), "1")
	if err := w.figuresAdd(); err != nil {
		t.Error(err)
	}
}

// TestNamedPeopleOverManyPages: a mailing to people by name takes each of them once, over as many pages as they need.
func TestNamedPeopleOverManyPages(t *testing.T) {
	w := newTown(t)
	const people = 450
	w.crowd(people)
	var ids []string
	for i := range people {
		ids = append(ids, fmt.Sprintf("person%010d", i))
	}
	plan := w.mail(mailproc.Mailing{Kind: templates.Reminder, Name: "eve", To: ids})
	if plan.Due != people {
		t.Errorf("%d mails owed, want %d", plan.Due, people)
	}
	again := w.mail(mailproc.Mailing{Kind: templates.Reminder, Name: "eve", To: ids})
	if again.Due != 0 {
		t.Errorf("%d mails owed once more", again.Due)
	}
}
