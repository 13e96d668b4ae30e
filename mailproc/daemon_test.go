package mailproc_test

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"takepart/mailproc"
	"takepart/mailproc/outbox"
	"takepart/mailproc/postoffice"
	"takepart/store"
)

// TestLatency is the bar of issue 3: delivery to agenda accepted, daemon on IDLE, 200 messages one by one. Where the
// machine is busy with something else the best of three rounds counts.
func TestLatency(t *testing.T) {
	for round := range 3 {
		took := latencies(t, 200)
		p50, p99 := took[len(took)/2], took[len(took)*99/100]
		t.Logf("delivery to agenda accepted: p50 %v, p99 %v, worst %v", p50, p99, took[len(took)-1])
		if slowed || p50 < 25*time.Millisecond && p99 < 100*time.Millisecond {
			return
		}
		if round == 2 {
			if load := load(); load > 2*float64(runtime.NumCPU()) {
				t.Skipf("the machine is busy with something else (load %.1f): p50 %v, p99 %v", load, p50, p99)
			}
			t.Errorf("p50 %v (bar 25 ms), p99 %v (bar 100 ms)", p50, p99)
		}
	}
}

// load is the machine's over the last minute; 0 where it does not tell.
func load() (n float64) {
	text, err := os.ReadFile("/proc/loadavg")
	if err == nil {
		_, _ = fmt.Sscan(string(text), &n)
	}
	return n
}

// latencies are those of n messages, sorted.
func latencies(t *testing.T, n int) []time.Duration {
	t.Helper()
	w := newTown(t)
	accepted := make(chan time.Time, n)
	w.office.OnAccept(func(m postoffice.Mail) { accepted <- m.At })
	_, stop := w.run()
	w.eventually("IDLE", func() bool { return w.idle() })
	took := make([]time.Duration, 0, n)
	for i := range n {
		l := ada()
		l.from, l.id = fmt.Sprintf("ada%d@school.example", i), fmt.Sprint("m", i)
		began := time.Now()
		w.deliver("INBOX", l)
		select {
		case at := <-accepted:
			took = append(took, at.Sub(began))
		case <-time.After(5 * time.Second):
			t.Fatalf("message %d was not answered within 5 s", i)
		}
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	slices.Sort(took)
	return took
}

// idle waits until the daemon has done its first look, by a message that nobody answers.
func (w *town) idle() bool {
	w.deliver("INBOX", letter{from: "probe@mail.example", name: "Probe", id: fmt.Sprint(time.Now().UnixNano()), text: "hello"})
	time.Sleep(50 * time.Millisecond)
	return len(w.messages()) > 0
}

// faulty makes the post office fail at a step, the first n times.
func (w *town) faulty(step string, n int32, v postoffice.Verdict) {
	var count atomic.Int32
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fault = func(s string) *postoffice.Verdict {
		if s == step && count.Add(1) <= n {
			return &v
		}
		return nil
	}
}

// TestFaultsPass: each fault of the SMTP server is waited out by the daemon; the agenda goes out once, or twice under
// one Message-ID where the answer to the dot was lost.
func TestFaultsPass(t *testing.T) {
	cases := []struct {
		step    string
		n       int32
		verdict postoffice.Verdict
		copies  int
	}{
		{"smtp connect", 3, postoffice.Verdict{Drop: true}, 1},
		{"smtp mail", 2, postoffice.Verdict{Reply: "451 4.3.0 later"}, 1},
		{"smtp mail", 2, postoffice.Verdict{Reply: "421 4.3.2 down"}, 1},
		{"smtp rcpt", 2, postoffice.Verdict{Reply: "450 4.2.1 greylisted"}, 1},
		{"smtp rcpt", 2, postoffice.Verdict{Drop: true}, 1},
		{"smtp data", 2, postoffice.Verdict{Drop: true}, 1},
		{"smtp dot", 2, postoffice.Verdict{Reply: "452 4.3.1 full"}, 1},
		{"smtp dot", 1, postoffice.Verdict{Drop: true}, 1},
		{"smtp dot done", 1, postoffice.Verdict{Drop: true}, 2},
		{"smtp dot done", 1, postoffice.Verdict{Hang: true}, 2},
		{"imap connect", 2, postoffice.Verdict{Drop: true}, 1},
		{"imap store", 2, postoffice.Verdict{Reply: "NO later"}, 1},
		{"imap store", 1, postoffice.Verdict{Drop: true}, 1},
		{"imap fetch", 1, postoffice.Verdict{Drop: true}, 1},
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("%s %+v", c.step, c.verdict), func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			w.smtp.Timeout, w.smtp.Final = 300*time.Millisecond, 300*time.Millisecond
			w.faulty(c.step, c.n, c.verdict)
			w.deliver("INBOX", ada())
			_, stop := w.run()
			w.eventually("sent and marked", func() bool {
				f := w.flags("INBOX")
				return len(w.replies(store.Sent)) == 1 && slices.Equal(f[0], []string{"$takepart", "\\answered"})
			})
			if err := stop(); err != nil {
				t.Error(err)
			}
			mails := w.sent()
			if len(mails) != c.copies || mails[0].id != mails[len(mails)-1].id {
				t.Errorf("%d copies, want %d, under one Message-ID", len(mails), c.copies)
			}
			if err := w.figuresAdd(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestPause: while the server is at fault it is not knocked at again and again, and the pause is told once.
func TestPause(t *testing.T) {
	w := newTown(t)
	w.config.Backoff.Server, w.config.Backoff.ServerCap = time.Minute, time.Minute
	var knocks atomic.Int32
	w.fault = func(step string) *postoffice.Verdict {
		if step == "smtp connect" {
			knocks.Add(1)
			return &postoffice.Verdict{Drop: true}
		}
		return nil
	}
	for i := range 5 {
		l := ada()
		l.from, l.id = fmt.Sprintf("ada%d@school.example", i), fmt.Sprint("m", i)
		w.deliver("INBOX", l)
	}
	p, stop := w.run()
	w.eventually("a pause", func() bool { return !p.Health().PausedUntil.IsZero() })
	time.Sleep(200 * time.Millisecond)
	h := p.Health()
	if err := stop(); err != nil {
		t.Error(err)
	}
	if n := int(knocks.Load()); n > w.config.Connections {
		t.Errorf("%d connections tried in a pause", n)
	}
	told := 0
	for _, e := range w.events {
		if e.Kind == mailproc.Paused {
			told++
		}
	}
	if told != 1 || h.LastError == "" || h.Queued != 5 {
		t.Errorf("told %d times; %q, %d queued", told, h.LastError, h.Queued)
	}
}

func TestRefusedForGood(t *testing.T) {
	w := newTown(t)
	w.faulty("smtp rcpt", 1, postoffice.Verdict{Reply: "550 5.1.1 no such user"})
	w.deliver("INBOX", ada())
	s := w.once()
	r := w.registrations()[0]
	if s.Refused != 1 || s.Queued != 0 || !strings.Contains(r.Undelivered, "no such user") {
		t.Errorf("summary %+v, undelivered %q", s, r.Undelivered)
	}
}

// TestOnceSaysWhatIsWrong: a single pass ends at a fault of the server, says what to do, and keeps what is owed.
func TestOnceSaysWhatIsWrong(t *testing.T) {
	w := newTown(t)
	w.smtp.Port = 1
	w.deliver("INBOX", ada())
	s, err := w.processor().Once(t.Context())
	var f *outbox.Fault
	if !errors.As(err, &f) || f.Hint == "" || s.Queued != 1 {
		t.Errorf("%v, queued %d", err, s.Queued)
	}
	_, port := hostPort(t, w.office.SMTPAddr())
	w.smtp.Port = port
	if s := w.once(); s.Sent != 1 || s.Queued != 0 {
		t.Errorf("afterwards: %+v", s)
	}
}

// TestLimits: a limit holds sending back, says so, and drops nothing.
func TestLimits(t *testing.T) {
	w := newTown(t)
	w.config.Limits.PerHour = 3
	now := time.Date(2027, 1, 11, 8, 0, 0, 0, time.UTC)
	w.config.Now = func() time.Time { return now }
	for i := range 5 {
		l := ada()
		l.from, l.id = fmt.Sprintf("ada%d@school.example", i), fmt.Sprint("m", i)
		w.deliver("INBOX", l)
	}
	s := w.once()
	if s.Sent != 3 || s.Queued != 2 || s.Limited != "per_hour" || s.Next.IsZero() {
		t.Errorf("%+v", s)
	}
	now = now.Add(62 * time.Minute)
	if s := w.once(); s.Sent != 2 || s.Queued != 0 || s.Limited != "" {
		t.Errorf("an hour later: %+v", s)
	}
}

// TestGracefulStop: what is in flight when the signal comes is finished and settled; nothing new is claimed.
func TestGracefulStop(t *testing.T) {
	w := newTown(t)
	w.config.Connections = 1
	w.faulty("smtp dot", 1, postoffice.Verdict{Delay: 400 * time.Millisecond})
	for i := range 3 {
		l := ada()
		l.from, l.id = fmt.Sprintf("ada%d@school.example", i), fmt.Sprint("m", i)
		w.deliver("INBOX", l)
	}
	_, stop := w.run()
	w.eventually("a claim", func() bool { return len(w.replies(store.Sending)) == 1 })
	began := time.Now()
	if err := stop(); err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("stopping took %v", took)
	}
	if s, p := len(w.replies(store.Sent)), len(w.replies(store.Pending)); s != 1 || p != 2 {
		t.Errorf("%d sent, %d pending, want 1 and 2", s, p)
	}
	if len(w.sent()) != 1 {
		t.Errorf("%d mails, want 1", len(w.sent()))
	}
}

// TestGraceEnds: a server that hangs does not keep the daemon from stopping; the mail is in doubt.
func TestGraceEnds(t *testing.T) {
	w := newTown(t)
	w.config.Grace = 200 * time.Millisecond
	w.smtp.Final, w.smtp.Timeout = time.Minute, time.Minute
	w.faulty("smtp dot", 1, postoffice.Verdict{Hang: true})
	w.deliver("INBOX", ada())
	_, stop := w.run()
	w.eventually("a claim", func() bool { return len(w.replies(store.Sending)) == 1 })
	time.Sleep(50 * time.Millisecond)
	began := time.Now()
	if err := stop(); err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("stopping took %v", took)
	}
	if r := w.replies(store.Pending); len(r) != 1 || r[0].Doubts != 1 {
		t.Errorf("not in doubt: %+v", r)
	}
}
