package mailproc_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"takepart/mailproc/inbox"
	"takepart/mailproc/outbox"
	"takepart/mailproc/postoffice"
	"takepart/mailproc/postoffice/faulty"
	"takepart/store"
)

// The times of these tests: a command's limit, the poll, and the cap of every backoff.
const (
	faultLimit = 300 * time.Millisecond
	faultPoll  = 250 * time.Millisecond
	faultCap   = 150 * time.Millisecond
)

// recovery is what each fault may take to be over once it has ended: twice the backoff's cap, and what was under way must first be given
// up, which the longest command limit bounds. The rest is for a busy machine.
const recovery = 2*faultCap + 2*faultLimit + faultPoll + 1500*time.Millisecond

// trouble is one fault of a network or a server.
type trouble struct {
	name    string
	at      faulty.Protocol
	fault   *faulty.Fault
	mute    bool // the open connections go silent, too
	step    string
	verdict postoffice.Verdict // of the post office, at that step
	during  func(*scene)       // what else is done when it begins
	after   func(*scene)       // and when it ends
	set     func(*scene, *postoffice.Options)

	brief    bool // it ends as soon as it is noticed: a third doubt would hold the mail
	harmless bool // works all the same, while it lasts
	refused  bool // the mail is given up; the registration says so
	gone     bool // the message is
}

// scene is a town whose servers are reached through proxies.
type scene struct {
	*town
	imap, smtp *faulty.Proxy
	seen       *witness
}

// witness keeps what the log says to the organiser.
type witness struct {
	mu    sync.Mutex
	since time.Time
	first time.Time
	words string
}

func (w *witness) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelWarn }
func (w *witness) WithAttrs([]slog.Attr) slog.Handler           { return w }
func (w *witness) WithGroup(string) slog.Handler                { return w }

func (w *witness) Handle(_ context.Context, r slog.Record) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.since.IsZero() || !w.first.IsZero() {
		return nil
	}
	words := r.Message
	r.Attrs(func(a slog.Attr) bool {
		if slices.Contains([]string{"error", "code", "stage", "fate", "why", "hint"}, a.Key) && a.Value.String() != "" && a.Value.String() != "0" {
			words += "; " + a.Key + " " + strings.ReplaceAll(a.Value.String(), "\n", " ")
		}
		return true
	})
	if strings.Contains(words, "wait for mail: the connection was lost (connection reset)") {
		return nil // that was the test, which has it connect anew into the fault
	}
	w.first, w.words = time.Now(), words
	return nil
}

func (w *witness) watch() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.since = time.Now()
}

func (w *witness) noticed() (after time.Duration, words string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.first.IsZero() {
		return 0, ""
	}
	return w.first.Sub(w.since), w.words
}

func newScene(t *testing.T, x trouble) *scene {
	t.Helper()
	s := &scene{seen: &witness{}}
	s.town = newTown(t, func(w *town, o *postoffice.Options) {
		s.town = w
		if x.set != nil {
			x.set(s, o)
		}
	})
	for protocol, p := range map[faulty.Protocol]**faulty.Proxy{faulty.IMAP: &s.imap, faulty.SMTP: &s.smtp} {
		addr := s.office.IMAPAddr()
		if protocol == faulty.SMTP {
			addr = s.office.SMTPAddr()
		}
		var err error
		if *p, err = faulty.Start(protocol, addr); err != nil {
			t.Fatal(err)
		}
		t.Cleanup((*p).Close)
	}
	log := slog.New(s.seen)
	host, port := hostPort(t, s.smtp.Addr())
	s.town.smtp.Host, s.town.smtp.Port, s.town.smtp.Timeout, s.town.smtp.Final = host, port, faultLimit, faultLimit
	reach := s.reach
	s.reach = func(c *inbox.Config) {
		c.Host, c.Port = hostPort(t, s.imap.Addr())
		c.Timeout, c.Poll, c.Log = faultLimit, faultPoll, log
		c.Backoff = inbox.Backoff{First: 20 * time.Millisecond, Cap: faultCap, Login: 50 * time.Millisecond}
		if reach != nil {
			reach(c)
		}
	}
	s.config.Log = log
	b := &s.config.Backoff
	b.ReplyCap, b.ServerCap, b.LoginCap, b.MarkCap = faultCap, faultCap, faultCap, faultCap
	return s
}

// secure has both servers speak TLS.
func secure(how postoffice.Security) func(*scene, *postoffice.Options) {
	return func(s *scene, o *postoffice.Options) {
		o.Security, o.SMTPAuth = how, true
		s.reach = func(c *inbox.Config) {
			c.Security, c.TLS = inbox.Security(how), s.office.ClientTLS()
			c.TLS.ServerName = "localhost"
		}
	}
}

// secured is the SMTP side of secure, which needs the office.
func (s *scene) secured() {
	if c := s.office.ClientTLS(); c != nil {
		s.town.smtp.TLS = c
		s.town.smtp.Username, s.town.smtp.Password = s.office.User()
		s.town.smtp.Security = outbox.Implicit
		if s.startTLS() {
			s.town.smtp.Security = outbox.StartTLS
		}
	}
}

func (s *scene) startTLS() bool {
	var c inbox.Config
	s.reach(&c)
	return c.Security == inbox.StartTLS
}

// other leads the proxies to servers with another certificate, until the fault is over.
func other(c func() (tls.Certificate, error)) func(*scene) {
	return func(s *scene) {
		cert, err := c()
		if err != nil {
			s.t.Fatal(err)
		}
		office, err := postoffice.Start(postoffice.Options{Security: postoffice.Implicit, SMTPAuth: true, Certificate: &cert})
		if err != nil {
			s.t.Fatal(err)
		}
		s.t.Cleanup(func() { _ = office.Close() })
		s.imap.Lead(office.IMAPAddr())
		s.smtp.Lead(office.SMTPAddr())
	}
}

func (s *scene) leadBack() {
	s.imap.Lead(s.office.IMAPAddr())
	s.smtp.Lead(s.office.SMTPAddr())
	s.imap.Drop() // nobody stays with the wrong ones
	s.smtp.Drop()
}

// row is what the table tells of one fault.
type row struct {
	name, words        string
	noticed, recovered time.Duration
	lost               int
}

// TestFaultTable plays every fault of the network and of the servers under a working daemon: a letter comes before, one while it lasts, one
// after it. By default every eighth fault; all of them with TAKEPART_FAULTS=1.
func TestFaultTable(t *testing.T) {
	var mu sync.Mutex
	var rows []row
	t.Cleanup(func() { printRows(t, rows) })
	for i, x := range allTroubles() {
		if os.Getenv("TAKEPART_FAULTS") == "" && i%8 != 0 {
			continue
		}
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			r := play(t, x)
			mu.Lock()
			defer mu.Unlock()
			rows = append(rows, r)
		})
	}
}

func printRows(t *testing.T, rows []row) {
	slices.SortFunc(rows, func(a, b row) int { return strings.Compare(a.name, b.name) })
	var b strings.Builder
	fmt.Fprintf(&b, "\n%-44s %10s %10s %4s  %s\n", "fault", "noticed", "recovered", "lost", "what the organiser sees first")
	for _, r := range rows {
		noticed := "-"
		if r.words != "" {
			noticed = fmt.Sprint(r.noticed.Round(time.Millisecond))
		}
		fmt.Fprintf(&b, "%-44s %10s %10s %4d  %.150s\n", r.name, noticed, r.recovered.Round(time.Millisecond), r.lost, r.words)
	}
	t.Log(b.String())
}

// play is one fault from its begin to its end.
func play(t *testing.T, x trouble) (r row) {
	s := newScene(t, x)
	s.secured()
	s.post("before")
	p, stop := s.run()
	s.eventually("answered before the fault", func() bool { return s.quiet(1) })
	s.seen.watch()
	began := time.Now()
	s.begin(x)
	s.post("during")
	switch {
	case x.gone:
		s.eventually("the message is gone", func() bool { return len(s.flags("INBOX")) == 1 })
	case x.harmless:
		s.eventually("answered in spite of it", func() bool { return s.quiet(2) })
	default:
		s.eventually("somebody notices", func() bool { _, words := s.seen.noticed(); return words != "" })
		if !x.brief {
			time.Sleep(faultCap)
		}
	}
	ended := time.Now()
	noticed, words := s.seen.noticed()
	s.finish(x)
	s.post("after")
	s.eventually("all done again", func() bool { return s.settled(x) })
	r = row{name: string(x.at) + " " + x.name, recovered: time.Since(ended)}
	if x.harmless {
		r.recovered = ended.Sub(began)
	}
	r.noticed, r.words = noticed, words
	if r.recovered > recovery && !slowed && load() < 2*float64(runtime.NumCPU()) {
		t.Errorf("recovered %v after the end of the fault, want %v at most", r.recovered, recovery)
	}
	if x.harmless != (r.words == "") && !x.gone {
		t.Errorf("harmless: %v, and the organiser is told %q", x.harmless, r.words)
	}
	s.eventually("the status says that it is over", func() bool {
		h := p.Health()
		return h.PausedUntil.IsZero() && h.Inbox.Connected
	})
	if err := stop(); err != nil {
		t.Error(err)
	}
	r.lost = s.lost(x)
	return r
}

// post delivers a letter that is named after when it came.
func (s *scene) post(when string) {
	l := ada()
	l.from, l.id = when+"@school.example", when
	s.deliver("INBOX", l)
}

func (s *scene) begin(x trouble) {
	if x.step != "" {
		s.faulty(x.step, 1<<30, x.verdict)
	}
	if x.during != nil {
		x.during(s)
	}
	if x.mute {
		s.proxy(x).Mute()
	}
	if err := s.proxy(x).Break(x.fault, !x.mute); err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) proxy(x trouble) *faulty.Proxy {
	return map[faulty.Protocol]*faulty.Proxy{faulty.IMAP: s.imap, faulty.SMTP: s.smtp}[x.at]
}

func (s *scene) finish(x trouble) {
	s.mu.Lock()
	s.fault = nil
	s.mu.Unlock()
	if x.after != nil {
		x.after(s)
	}
	if err := s.proxy(x).Break(nil, x.fault != nil); err != nil { // who is connected would keep the fault
		s.t.Fatal(err)
	}
}

// settled: every letter has its end, and nothing is left to do.
func (s *scene) settled(x trouble) (yes bool) {
	s.look(func(tx *store.Tx) error {
		f, err := tx.Figures()
		done := f.Replies[store.Sent] + f.Replies[store.Refused]
		want := 3
		if x.gone {
			want = 2
		}
		yes = done == want && f.Replies[store.Pending]+f.Replies[store.Sending]+f.Marks == 0
		return err
	})
	return yes
}

// lost counts the letters that did not come to their end, and fails for each, and for every mail too many.
func (s *scene) lost(x trouble) (n int) {
	marks := map[string][]string{}
	kept, err := s.office.Messages("INBOX")
	if err != nil {
		s.t.Fatal(err)
	}
	for _, k := range kept {
		for _, when := range []string{"before", "during", "after"} {
			if strings.Contains(string(k.Raw), "<"+when+"@mail.example>") {
				marks[when] = marksOf(k)
			}
		}
	}
	for _, when := range []string{"before", "during", "after"} {
		if when == "during" && x.gone {
			continue
		}
		if err := s.answered(when, x.refused && when == "during", marks[when]); err != nil {
			s.t.Error(err)
			n++
		}
	}
	if err := s.figuresAdd(); err != nil {
		s.t.Error(err)
	}
	return n
}

// answered asks that one writer is registered once, was answered, and that the letter is marked.
func (s *scene) answered(when string, refused bool, marks []string) error {
	from := when + "@school.example"
	var people []*store.Registration
	var reply *store.Reply
	s.look(func(tx *store.Tx) (err error) {
		people, err = tx.ByFrom(from)
		return err
	})
	for _, r := range s.replies("") {
		if r.To == from {
			reply = r
		}
	}
	mails := s.sentTo(from)
	switch {
	case len(people) != 1:
		return fmt.Errorf("%s: %d registrations", when, len(people))
	case reply == nil:
		return fmt.Errorf("%s: nothing is owed", when)
	case refused:
		if reply.State != store.Refused || people[0].Undelivered == "" {
			return fmt.Errorf("%s: refused by the server, yet %s, undelivered %q", when, reply.State, people[0].Undelivered)
		}
		return nil
	case len(mails) == 0 || len(mails) > 1+reply.Doubts:
		return fmt.Errorf("%s: %d mails for %d doubts", when, len(mails), reply.Doubts)
	case !slices.Equal(marks, []string{"$takepart", "\\answered"}):
		return fmt.Errorf("%s: marked %q", when, marks)
	}
	for _, m := range mails {
		if m.id != reply.MessageID {
			return fmt.Errorf("%s: a mail under another Message-ID", when)
		}
	}
	return nil
}
