package mailproc_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"takepart/mailproc"
	"takepart/mailproc/inbox"
	"takepart/mailproc/message"
	"takepart/mailproc/outbox"
	"takepart/mailproc/postoffice"
	"takepart/mailproc/registration"
	"takepart/store"
	"takepart/templates"
)

const organiser = "participate@meeting.example"

// town is a whole road: post office, store, processor.
type town struct {
	t      testing.TB
	office *postoffice.Office
	path   string
	config mailproc.Config
	store  *store.Store
	smtp   outbox.Config
	moveTo string
	filed  string              // imap.sent
	reach  func(*inbox.Config) // what else is to be said about the way to the mailbox

	mu     sync.Mutex
	events []mailproc.Event
	fault  func(step string) *postoffice.Verdict
}

func newTown(t testing.TB, options ...func(*town, *postoffice.Options)) *town {
	t.Helper()
	w := &town{t: t, path: filepath.Join(t.TempDir(), "takepart.db")}
	o := postoffice.Options{Mailboxes: []string{"INBOX", "Junk", "Done"}}
	o.Fault = func(step string) *postoffice.Verdict {
		w.mu.Lock()
		f := w.fault
		w.mu.Unlock()
		if f == nil {
			return nil
		}
		return f(step)
	}
	w.config = config(t)
	for _, set := range options {
		set(w, &o)
	}
	var err error
	if w.office, err = postoffice.Start(o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.office.Close() })
	w.config.Trace = func(e mailproc.Event) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.events = append(w.events, e)
	}
	host, port := hostPort(t, w.office.SMTPAddr())
	w.smtp = outbox.Config{Host: host, Port: port, Security: outbox.Plain, Timeout: 2 * time.Second, Final: 2 * time.Second}
	w.open()
	t.Cleanup(func() { w.store.Close() })
	return w
}

// sampled is made once: loading templates and compiling rules is no part of what is tested here.
var sampled = sync.OnceValues(func() (mailproc.Config, error) {
	languages := []string{"en", "fr"}
	set, err := templates.Load("", languages)
	if err != nil {
		return mailproc.Config{}, err
	}
	required := []registration.Field{registration.FirstName, registration.LastName, registration.Email, registration.Title}
	return mailproc.Config{
		Event: "Regional Workshop", Organiser: "The organisers", Address: organiser,
		Rules: registration.Compile(registration.Config{Required: required, Languages: languages}), Required: required,
		Ours:      message.Know(message.Known{Addresses: []string{organiser}, Event: "Regional Workshop"}),
		Templates: set, Agenda: templates.SampleAgenda(), Languages: languages,
		Limits: store.Limits{PerHour: 500, PerDay: 2000, PerAddress: 4}, Start: mailproc.Start{All: true},
		Junk: "Junk", Connections: 2,
		Backoff: mailproc.Backoff{Reply: 20 * time.Millisecond, ReplyCap: 100 * time.Millisecond, Server: 20 * time.Millisecond,
			ServerCap: 100 * time.Millisecond, Login: 20 * time.Millisecond, LoginCap: 100 * time.Millisecond,
			Mark: 20 * time.Millisecond, MarkCap: 100 * time.Millisecond},
	}, nil
})

func config(t testing.TB) mailproc.Config {
	t.Helper()
	c, err := sampled()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func hostPort(t testing.TB, addr string) (string, int) {
	t.Helper()
	host, p, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(p)
	if err != nil {
		t.Fatal(err)
	}
	return host, port
}

func (w *town) open() {
	w.t.Helper()
	var err error
	if w.store, err = store.Open(w.path, store.Options{}); err != nil {
		w.t.Fatal(err)
	}
}

// restart is what comes after a kill: the file as it is, everything else anew.
func (w *town) restart() {
	w.t.Helper()
	if err := w.store.Close(); err != nil {
		w.t.Fatal(err)
	}
	w.open()
}

func (w *town) inbox() *inbox.Mailbox {
	host, port := hostPort(w.t, w.office.IMAPAddr())
	user, password := w.office.User()
	c := inbox.Config{Host: host, Port: port, Security: inbox.Plain, Username: user, Password: password,
		Mailboxes: []string{"INBOX", "Junk"}, MoveTo: w.moveTo, Sent: w.filed, Complete: message.Complete, Timeout: 5 * time.Second,
		Backoff: inbox.Backoff{First: 20 * time.Millisecond, Cap: 100 * time.Millisecond, Login: 50 * time.Millisecond}}
	if w.reach != nil {
		w.reach(&c)
	}
	b := inbox.New(c)
	w.t.Cleanup(func() { b.Close() })
	return b
}

func (w *town) processor() *mailproc.Processor {
	return mailproc.New(w.config, w.store, w.inbox(), func() *outbox.Sender { return outbox.New(w.smtp) })
}

// once runs the road to its end.
func (w *town) once() mailproc.Summary {
	w.t.Helper()
	s, err := w.processor().Once(w.t.Context())
	if err != nil {
		w.t.Fatalf("once: %v", err)
	}
	return s
}

// run starts the daemon; the returned function stops it gracefully and gives its error.
func (w *town) run() (*mailproc.Processor, func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	p := w.processor()
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx) }()
	stop := sync.OnceValue(func() error { cancel(); return <-ended })
	w.t.Cleanup(func() { _ = stop() })
	return p, stop
}

func (w *town) deliver(mailbox string, letters ...letter) {
	w.t.Helper()
	for _, l := range letters {
		if _, err := w.office.Deliver(mailbox, l.raw()); err != nil {
			w.t.Fatal(err)
		}
	}
}

// eventually waits for a condition, 5 s at most.
func (w *town) eventually(what string, ok func() bool) {
	w.t.Helper()
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if ok() {
			return
		}
	}
	w.t.Fatalf("not within 5 s: %s", what)
}

// letter is a message that somebody writes.
type letter struct {
	from, name string
	to         string
	subject    string
	id         string // left side of the Message-ID; "" makes one of from
	answers    string // In-Reply-To, with angle brackets
	headers    string // more header lines, each with its line end
	text       string
}

func (l letter) messageID() string {
	if l.id == "" {
		return "<" + strings.NewReplacer("@", ".", " ", ".").Replace(l.from) + "@mail.example>"
	}
	return "<" + l.id + "@mail.example>"
}

func (l letter) raw() []byte {
	if l.to == "" {
		l.to = organiser
	}
	if l.subject == "" {
		l.subject = "Workshop"
	}
	if l.answers != "" {
		l.headers += "In-Reply-To: " + l.answers + "\r\n"
	}
	return []byte(fmt.Sprintf("From: %s <%s>\r\nTo: <%s>\r\nSubject: %s\r\nDate: Mon, 11 Jan 2027 09:00:00 +0100\r\nMessage-ID: %s\r\n%s"+
		"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s", l.name, l.from, l.to, l.subject, l.messageID(), l.headers,
		strings.ReplaceAll(l.text, "\n", "\r\n")))
}

// says makes the text of a registration in the labelled form.
func says(first, last, title, email string) string {
	s := "I TAKE PART\n\nFirst name: " + first + "\nLast name: " + last + "\n"
	if title != "" {
		s += "Title: " + title + "\n"
	}
	if email != "" {
		s += "Email: " + email + "\n"
	}
	return s
}

func ada() letter {
	return letter{from: "ada@school.example", name: "Ada Example", text: says("Ada", "Example", "Director of Inspection", "")}
}

// sent is a mail that the post office accepted, read.
type sent struct {
	to, id, subject, answers, auto string
	raw                            []byte
}

func (w *town) sent() (all []sent) {
	w.t.Helper()
	for _, m := range w.office.Accepted() {
		msg, err := mail.ReadMessage(bytes.NewReader(m.Raw))
		if err != nil {
			w.t.Fatal(err)
		}
		all = append(all, sent{to: m.To[0], id: msg.Header.Get("Message-Id"), subject: msg.Header.Get("Subject"),
			answers: msg.Header.Get("In-Reply-To"), auto: msg.Header.Get("Auto-Submitted"), raw: m.Raw})
	}
	return all
}

func (w *town) sentTo(to string) (all []sent) {
	for _, m := range w.sent() {
		if m.to == to {
			all = append(all, m)
		}
	}
	return all
}

func (w *town) look(f func(*store.Tx) error) {
	w.t.Helper()
	if err := w.store.Look(f); err != nil {
		w.t.Fatal(err)
	}
}

func (w *town) registrations() (all []*store.Registration) {
	w.t.Helper()
	w.look(func(tx *store.Tx) (err error) {
		all, _, err = tx.Registrations("", 1000)
		return err
	})
	return all
}

func (w *town) messages() (all []*store.Message) {
	w.t.Helper()
	w.look(func(tx *store.Tx) (err error) {
		all, _, err = tx.Messages(0, 1000)
		return err
	})
	return all
}

func (w *town) replies(state store.ReplyState) (all []*store.Reply) {
	w.t.Helper()
	w.look(func(tx *store.Tx) (err error) {
		all, _, err = tx.Replies(state, 0, 1000)
		return err
	})
	return all
}

func (w *town) flags(mailbox string) (all [][]string) {
	w.t.Helper()
	kept, err := w.office.Messages(mailbox)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, k := range kept {
		flags := slices.Clone(k.Flags)
		for i := range flags {
			flags[i] = strings.ToLower(flags[i])
		}
		slices.Sort(flags)
		all = append(all, slices.DeleteFunc(flags, func(f string) bool { return f == "\\recent" }))
	}
	return all
}

// figuresAdd is an invariant: the ledger adds up.
func (w *town) figuresAdd() error {
	var err error
	w.look(func(tx *store.Tx) error {
		f, e := tx.Figures()
		if e != nil {
			return e
		}
		rows, _, e := tx.Messages(0, 1_000_000)
		if e == nil && f.Seen() != len(rows) {
			err = fmt.Errorf("%d messages stored, the ledger says %d", len(rows), f.Seen())
		}
		return e
	})
	report, e := w.store.Check()
	if !report.OK() {
		err = errors.Join(err, fmt.Errorf("the store is not whole: %v", report.Problems))
	}
	return errors.Join(err, e)
}
