package inbox

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"takepart/mailproc/postoffice"
)

// running starts Run and ends it with the test; ended says how it went.
func running(t *testing.T, b *Mailbox, k *keeper) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx, k) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("Run ended with %v", err)
			}
		case <-time.After(3 * time.Second):
			t.Error("Run did not end with its context")
		}
	})
}

func eventually(t *testing.T, what string, f func() bool) {
	t.Helper()
	for limit := time.Now().Add(10 * time.Second); !f(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatalf("not within 10 s: %s", what)
		}
	}
}

func TestStartDecidesWhatIsTakenInOfAnUnknownMailbox(t *testing.T) {
	since := time.Now().AddDate(0, 0, -10)
	for name, row := range map[string]struct {
		start Start
		want  []string
	}{
		"all":   {Start{}, []string{"1", "2", "3"}},
		"now":   {Start{Now: true}, nil},
		"since": {Start{Since: since}, []string{"2", "3"}},
	} {
		t.Run(name, func(t *testing.T) {
			f := start(t, postoffice.Options{})
			for i, at := range []time.Time{since.AddDate(0, -1, 0), since.Add(time.Hour), time.Now()} {
				if _, err := f.DeliverAt("", sample(i), at); err != nil {
					t.Fatal(err)
				}
			}
			k := newKeeper()
			k.start = row.start
			b := open(t, configFor(t, f.IMAPAddr()))
			mustOnce(t, b, k)
			if got := k.uids(); !slices.Equal(got, row.want) {
				t.Fatalf("got %v, want %v", got, row.want)
			}
			if c := k.cursors["INBOX"]; c.UID != 3 || c.UIDValidity == 0 {
				t.Errorf("cursor %v, want UID 3", c)
			}
			deliver(t, f, "", sample(9))
			mustOnce(t, b, k)
			if got := k.uids(); !slices.Equal(got, append(row.want, "4")) {
				t.Errorf("after another delivery: %v", got)
			}
		})
	}
}

func TestStartNowIsKeptEvenOfAnEmptyMailbox(t *testing.T) {
	f := start(t, postoffice.Options{})
	k := newKeeper()
	k.start.Now = true
	b := open(t, configFor(t, f.IMAPAddr()))
	mustOnce(t, b, k)
	deliver(t, f, "", sample(1))
	mustOnce(t, b, k)
	if got := k.uids(); !slices.Equal(got, []string{"1"}) {
		t.Errorf("got %v, want the message that came after the start", got)
	}
}

func TestARenumberedMailboxIsReadAgainSinceTheStart(t *testing.T) {
	f := start(t, postoffice.Options{})
	deliver(t, f, "", sample(1), sample(2))
	k := newKeeper()
	b := open(t, configFor(t, f.IMAPAddr()))
	mustOnce(t, b, k)
	before := k.cursors["INBOX"]
	if err := f.Renumber("INBOX"); err != nil {
		t.Fatal(err)
	}
	k.start.Now = true // counts only where nothing was ever read
	mustOnce(t, b, k)
	if len(k.got) != 4 || !k.batches[len(k.batches)-1].Renumber {
		t.Fatalf("%d messages, last batch renumbered: %v", len(k.got), k.batches[len(k.batches)-1].Renumber)
	}
	if after := k.cursors["INBOX"]; after.UIDValidity == before.UIDValidity {
		t.Errorf("cursor still %v", after)
	}
	fates, err := b.Mark(t.Context(), []Mark{{Mailbox: "INBOX", UIDValidity: before.UIDValidity, UID: 1, Add: []string{"$TakePart"}}})
	if err != nil || !fates[0].Done || fates[0].Why == "" {
		t.Errorf("a mark from before: %+v, %v", fates, err)
	}
	kept, _ := f.Messages("")
	for _, m := range kept {
		if len(m.Flags) != 0 {
			t.Errorf("message %d got flags %v", m.UID, m.Flags)
		}
	}
}

func TestSeveralMailboxesAreRead(t *testing.T) {
	f := start(t, postoffice.Options{Mailboxes: []string{"INBOX", "Junk", "Événement"}})
	c := configFor(t, f.IMAPAddr())
	c.Mailboxes = []string{"INBOX", "Junk", "Événement"}
	c.Poll = 50 * time.Millisecond
	k := newKeeper()
	running(t, open(t, c), k)
	for i := range 9 {
		deliver(t, f, c.Mailboxes[i%3], sample(i))
		k.next(t)
	}
	for _, m := range c.Mailboxes {
		if k.cursors[m].UID != 3 {
			t.Errorf("cursor of %s is %v, want UID 3", m, k.cursors[m])
		}
	}
}

func TestAMissingMailboxDoesNotKeepTheOthersFromBeingRead(t *testing.T) {
	f := start(t, postoffice.Options{})
	deliver(t, f, "", sample(1))
	c := configFor(t, f.IMAPAddr())
	c.Mailboxes = []string{"Nope", "INBOX"}
	k := newKeeper()
	err := open(t, c).Once(t.Context(), k)
	if f, ok := asFault(err); !ok || !strings.Contains(f.Error(), "Nope") || !strings.Contains(f.Hint, "INBOX") {
		t.Errorf("error %v, hint should name what there is", err)
	}
	if len(k.got) != 1 {
		t.Errorf("%d messages of INBOX were read, want 1", len(k.got))
	}
}

func TestWithoutIdleItPolls(t *testing.T) {
	f := start(t, postoffice.Options{NoIdle: true})
	c := configFor(t, f.IMAPAddr())
	c.Poll = 30 * time.Millisecond
	k := newKeeper()
	b := open(t, c)
	running(t, b, k)
	eventually(t, "connected", func() bool { return b.State().Connected })
	deliver(t, f, "", sample(1))
	k.next(t)
	if b.State().Idle {
		t.Error("State says that IDLE is in use")
	}
}

func TestAnIdleThatIsRefusedBecomesAPoll(t *testing.T) {
	f := start(t, postoffice.Options{Fault: func(step string) *postoffice.Verdict {
		if step == "imap idle" {
			return &postoffice.Verdict{Reply: "NO not here"}
		}
		return nil
	}})
	c := configFor(t, f.IMAPAddr())
	c.Poll = 30 * time.Millisecond
	k := newKeeper()
	running(t, open(t, c), k)
	for i := range 3 {
		deliver(t, f, "", sample(i))
		k.next(t)
	}
}

// TestThePollFindsWhatIdleDoesNotTell: a server whose IDLE never says a word.
func TestThePollFindsWhatIdleDoesNotTell(t *testing.T) {
	s := scripted(t, &server{caps: "IMAP4rev1 IDLE", mail: mails(1), odd: func(p *peer, c command) bool {
		if c.name == "IDLE" {
			p.say("+ idling")
			_, _ = p.r.ReadString('\n')
			p.ok(c)
		}
		return c.name == "IDLE"
	}})
	c := configFor(t, s.addr)
	c.Poll = 50 * time.Millisecond
	k := newKeeper()
	running(t, open(t, c), k)
	k.next(t)
	s.mu.Lock()
	s.mail[2] = string(sample(2))
	s.mu.Unlock()
	if m := k.next(t); m.UID != 2 {
		t.Errorf("UID %d came, want 2", m.UID)
	}
}

func TestRunComesBackAfterTheConnectionWasLost(t *testing.T) {
	f := start(t, postoffice.Options{})
	k := newKeeper()
	b := open(t, configFor(t, f.IMAPAddr()))
	running(t, b, k)
	deliver(t, f, "", sample(1))
	k.next(t)
	f.Disconnect()
	eventually(t, "State tells of the loss", func() bool { s := b.State(); return !s.Connected && s.LastError != "" && !s.Retry.IsZero() })
	deliver(t, f, "", sample(2))
	b.Wake()
	if m := k.next(t); m.UID != 2 {
		t.Errorf("UID %d came, want 2", m.UID)
	}
	eventually(t, "connected again", func() bool { return b.State().Connected })
}

// TestEveryImapFaultPasses breaks each step in each way for the first two times, with messages arriving; then all are read.
func TestEveryImapFaultPasses(t *testing.T) {
	for _, step := range []string{"imap connect", "imap login", "imap select", "imap search", "imap fetch", "imap fetch done", "imap idle"} {
		for name, v := range map[string]postoffice.Verdict{
			"drop": {Drop: true}, "NO": {Reply: "NO [UNAVAILABLE] not now"}, "BAD": {Reply: "BAD what"}, "BYE": {Reply: "BYE closing"}, "hang": {Hang: true},
		} {
			t.Run(step+"/"+name, func(t *testing.T) {
				t.Parallel()
				if step == "imap connect" && (name == "NO" || name == "BAD") {
					t.Skip("a greeting is OK, PREAUTH or BYE")
				}
				var n atomic.Int32
				f := start(t, postoffice.Options{Fault: func(s string) *postoffice.Verdict {
					if s == step && n.Add(1) <= 2 {
						return &v
					}
					return nil
				}})
				deliver(t, f, "", sample(1), sample(2))
				c := configFor(t, f.IMAPAddr())
				c.Timeout, c.Poll = 200*time.Millisecond, 200*time.Millisecond
				k := newKeeper()
				b := open(t, c)
				running(t, b, k)
				stop := time.AfterFunc(500*time.Millisecond, b.Wake) // a refused login waits for a minute otherwise
				defer stop.Stop()
				again := time.AfterFunc(1500*time.Millisecond, b.Wake)
				defer again.Stop()
				k.next(t)
				k.next(t)
				deliver(t, f, "", sample(3))
				k.next(t)
				if got := k.uids(); !slices.Equal(got, []string{"1", "2", "3"}) {
					t.Errorf("got %v", got)
				}
			})
		}
	}
}

func TestAMessageGrowsUntilItsTextIsComplete(t *testing.T) {
	f := start(t, postoffice.Options{})
	for _, n := range []int{10, 3000, 9000, 30000} {
		deliver(t, f, "", append(sample(1), strings.Repeat("x", n)...))
	}
	c := configFor(t, f.IMAPAddr())
	c.First, c.Max = 1000, 20000
	var asked []int
	c.Complete = func(prefix []byte, size int64) bool {
		asked = append(asked, int(size))
		return size < 5000
	}
	k := newKeeper()
	mustOnce(t, open(t, c), k)
	whole := len(sample(1))
	for i, want := range []int{whole + 10, 1000, whole + 9000, 20000} {
		if got := len(k.got[i].Raw); got != want {
			t.Errorf("message %d: %d bytes, want %d", i+1, got, want)
		}
	}
	if len(asked) != 3 {
		t.Errorf("Complete was asked about sizes %v; a message that is all there needs no asking", asked)
	}
}

// TestMemoryIsBounded: with a Reader that does not come on, no more than three chunks are fetched, and a chunk of large messages is small.
func TestMemoryIsBounded(t *testing.T) {
	var fetches atomic.Int32
	f := start(t, postoffice.Options{Fault: func(step string) *postoffice.Verdict {
		if step == "imap fetch" {
			fetches.Add(1)
		}
		return nil
	}})
	large := append(sample(1), strings.Repeat("x", 70<<10)...)
	for range 600 { // 38 MiB of first 64 KiB
		deliver(t, f, "", large)
	}
	k := newKeeper()
	k.slow = 300 * time.Millisecond
	c := configFor(t, f.IMAPAddr())
	c.Complete = func([]byte, int64) bool { return true }
	ended := make(chan error, 1)
	go func() { ended <- open(t, c).Once(t.Context(), k) }()
	time.Sleep(250 * time.Millisecond)
	if n := fetches.Load(); n > 3 {
		t.Errorf("%d chunks fetched while the first was being kept", n)
	}
	if err := <-ended; err != nil || len(k.got) != 600 {
		t.Fatalf("%d messages, %v", len(k.got), err)
	}
	for i, b := range k.batches {
		bytes := 0
		for _, m := range b.Messages {
			bytes += len(m.Raw)
		}
		if bytes > batchBytes+(64<<10) {
			t.Errorf("batch %d holds %d bytes", i, bytes)
		}
	}
	want := make([]string, 600)
	for i := range want {
		want[i] = strconv.Itoa(i + 1)
	}
	if !slices.Equal(k.uids(), want) {
		t.Error("not every message came once and in order")
	}
}

func TestNothingNewCostsOneLook(t *testing.T) {
	var steps atomic.Int32
	f := start(t, postoffice.Options{Fault: func(step string) *postoffice.Verdict {
		if step == "imap search" || step == "imap fetch" {
			steps.Add(1)
		}
		return nil
	}})
	deliver(t, f, "", sample(1))
	k := newKeeper()
	b := open(t, configFor(t, f.IMAPAddr()))
	mustOnce(t, b, k)
	before := steps.Load()
	mustOnce(t, b, k)
	if n := steps.Load() - before; n != 0 {
		t.Errorf("%d searches and fetches with nothing new", n)
	}
}

func TestTheConnectionIsSecuredOrRefused(t *testing.T) {
	now := time.Now()
	cert := func(from, to time.Time, names ...string) *tls.Certificate {
		c, err := postoffice.Certificate(from, to, names...)
		if err != nil {
			t.Fatal(err)
		}
		return &c
	}
	good := cert(now.Add(-time.Hour), now.Add(time.Hour), "localhost", "127.0.0.1")
	for _, way := range []postoffice.Security{postoffice.Implicit, postoffice.StartTLS} {
		for name, row := range map[string]struct {
			cert  *tls.Certificate
			trust bool
			why   string // "": it works
			hint  string
		}{
			"good":        {good, true, "", ""},
			"expired":     {cert(now.AddDate(0, -2, 0), now.AddDate(0, -1, 0), "localhost", "127.0.0.1"), true, "not valid now", "renew"},
			"other name":  {cert(now.Add(-time.Hour), now.Add(time.Hour), "mail.example"), true, "but for mail.example", "imap.host"},
			"self-signed": {good, false, "signed by nobody", "trust store"},
		} {
			t.Run(string(way)+"/"+name, func(t *testing.T) {
				f := start(t, postoffice.Options{Security: way, Certificate: row.cert})
				deliver(t, f, "", sample(1))
				c := configFor(t, f.IMAPAddr())
				c.Security = Security(way)
				if row.trust {
					c.TLS = f.ClientTLS()
				}
				k := newKeeper()
				err := open(t, c).Once(t.Context(), k)
				if row.why == "" {
					if err != nil || len(k.got) != 1 {
						t.Fatalf("%d messages, %v", len(k.got), err)
					}
					return
				}
				if f, ok := asFault(err); !ok || !strings.Contains(f.Error(), row.why) || !strings.Contains(f.Hint, row.hint) {
					t.Errorf("fault %v", err)
				}
			})
		}
	}
}

func TestNoPasswordIsSentInClear(t *testing.T) {
	f := start(t, postoffice.Options{})
	c := configFor(t, f.IMAPAddr())
	c.Security = StartTLS // which this server does not offer, or somebody strips
	if err := open(t, c).Once(t.Context(), newKeeper()); err == nil || !strings.Contains(err.Error(), "does not offer STARTTLS") {
		t.Errorf("STARTTLS missing: %v", err)
	}
	c.Security = Implicit
	if err := open(t, c).Once(t.Context(), newKeeper()); err == nil || !strings.Contains(err.Error(), "does not speak TLS") {
		t.Errorf("TLS on a plain port: %v", err)
	}
	other := otherAddress(t)
	c.Host, c.Port, c.Security = other, listenOn(t, other), Plain
	if err := open(t, c).Once(t.Context(), newKeeper()); err == nil || !strings.Contains(err.Error(), "without TLS") {
		t.Errorf("plain text to %s: %v", other, err)
	}
}

// otherAddress is an address of this machine that is not loopback.
func otherAddress(t *testing.T) string {
	t.Helper()
	all, _ := net.InterfaceAddrs()
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() && n.IP.To4() != nil {
			return n.IP.String()
		}
	}
	t.Skip("this machine has no address but loopback")
	return ""
}

func listenOn(t *testing.T, host string) (port int) {
	t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Addr().(*net.TCPAddr).Port
}

func TestAWrongPasswordIsToldAndNotRepeatedAtOnce(t *testing.T) {
	var logins atomic.Int32
	f := start(t, postoffice.Options{Fault: func(step string) *postoffice.Verdict {
		if step == "imap login" {
			logins.Add(1)
		}
		return nil
	}})
	c := configFor(t, f.IMAPAddr())
	c.Password = "wrong"
	b := open(t, c)
	running(t, b, newKeeper())
	eventually(t, "State tells of the refusal", func() bool { return strings.Contains(b.State().LastError, "Authentication failed") })
	time.Sleep(100 * time.Millisecond)
	if s := b.State(); time.Until(s.Retry) < 50*time.Second || !strings.Contains(s.Hint, "password") || logins.Load() != 1 {
		t.Errorf("%d logins, next at %v, hint %q", logins.Load(), time.Until(s.Retry), s.Hint)
	}
}

func TestNoServer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := configFor(t, l.Addr().String())
	l.Close()
	if err := open(t, c).Once(t.Context(), newKeeper()); err == nil || !strings.HasSuffix(err.Error(), "connection refused") {
		t.Errorf("nobody listens: %v", err)
	}
	c.Host = "no-such-host.invalid"
	f, ok := asFault(open(t, c).Once(t.Context(), newKeeper()))
	if !ok || f.Hint == "" {
		t.Errorf("no such host: %v", f)
	}
}

func TestProbeTellsWhatTheServerLacks(t *testing.T) {
	f := start(t, postoffice.Options{NoMove: true, NoUIDPlus: true, NoIdle: true, NoKeywords: true})
	deliver(t, f, "", sample(1))
	c := configFor(t, f.IMAPAddr())
	c.MoveTo = "Done"
	got, err := open(t, c).Probe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got.Idle || got.Move || got.UIDPlus || got.Mailboxes[0].Keywords || !got.Mailboxes[0].Answered || got.Mailboxes[0].Messages != 1 || len(got.Advice) != 3 {
		t.Errorf("%+v", got)
	}
	full := start(t, postoffice.Options{})
	if got, err = open(t, configFor(t, full.IMAPAddr())).Probe(t.Context()); err != nil || len(got.Advice) != 0 || !got.Idle || !got.Move || !got.UIDPlus {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestOlderCountsWhatHoldsThePhrase(t *testing.T) {
	f := start(t, postoffice.Options{})
	other := []byte("From: b@org.example\r\nDate: Sun, 01 Feb 2026 10:00:00 +0100\r\nSubject: lunch\r\n\r\nSee you.\r\n")
	french := []byte("From: b@org.example\r\nSubject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nJE PARTICIPE à tout\r\n")
	deliver(t, f, "", other, sample(1), sample(2), french)
	total, holding, oldest, err := open(t, configFor(t, f.IMAPAddr())).Older(t.Context(), "INBOX", []string{"I take part", "je participe", ""})
	if err != nil || total != 4 || holding != 3 || !oldest.Equal(time.Date(2026, 2, 2, 9, 0, 0, 0, time.UTC)) {
		t.Errorf("total %d, holding %d, oldest %v, %v", total, holding, oldest, err)
	}
}

func TestABurstIsReadWhole(t *testing.T) {
	f := start(t, postoffice.Options{})
	k := newKeeper()
	b := open(t, configFor(t, f.IMAPAddr()))
	running(t, b, k)
	eventually(t, "connected", func() bool { return b.State().Connected })
	for i := range 300 {
		deliver(t, f, "", sample(i))
	}
	want := make([]string, 300)
	for i := range want {
		want[i] = fmt.Sprint(i + 1)
		k.next(t)
	}
	if !slices.Equal(k.uids(), want) {
		t.Error("not every message came once and in order")
	}
}

// pipelined notes in which order batches are read and kept.
type pipelined struct {
	*keeper
	next  chan struct{} // closed when a second batch is read
	reads int
	late  bool
}

func (p *pipelined) Batch(_ context.Context, b Batch) (keep func() error) {
	if p.reads++; p.reads == 2 {
		close(p.next)
	}
	return func() error {
		select {
		case <-p.next:
		case <-time.After(5 * time.Second):
			p.late = true
		}
		return p.keep(b)
	}
}

func TestTheNextBatchIsReadWhileOneIsKept(t *testing.T) {
	f := start(t, postoffice.Options{})
	for i := range 2*chunk + 10 {
		deliver(t, f, "", sample(i))
	}
	p := &pipelined{keeper: newKeeper(), next: make(chan struct{})}
	if err := open(t, configFor(t, f.IMAPAddr())).Once(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	for i, u := range p.uids() {
		if u != strconv.Itoa(i+1) {
			t.Fatalf("message %d was kept as number %d", i+1, i)
		}
	}
	if p.late || len(p.got) != 2*chunk+10 || len(p.batches) < 2 {
		t.Errorf("%d messages in %d batches, the second read too late: %v", len(p.got), len(p.batches), p.late)
	}
}

// failing cannot keep its first batch, and takes long to read each.
type failing struct {
	*keeper
	reading atomic.Bool
}

func (f *failing) Batch(_ context.Context, b Batch) (keep func() error) {
	f.reading.Store(true)
	time.Sleep(200 * time.Millisecond)
	f.reading.Store(false)
	return func() error { return errors.New("the disk is full") }
}

func TestNothingIsReadAfterAFailureToKeep(t *testing.T) {
	f := start(t, postoffice.Options{})
	for i := range 3 * chunk {
		deliver(t, f, "", sample(i))
	}
	r := &failing{keeper: newKeeper()}
	if err := open(t, configFor(t, f.IMAPAddr())).Once(t.Context(), r); err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("ended with %v", err)
	}
	if r.reading.Load() {
		t.Error("a batch is still being read after the end")
	}
}
