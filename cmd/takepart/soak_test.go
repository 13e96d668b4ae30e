//go:build linux

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"takepart/cmd/internal/admin"
	"takepart/mailproc/postoffice"
	"takepart/mailproc/postoffice/faulty"
	"takepart/mailproc/postoffice/real"
)

const (
	soakRate  = 20              // messages a second
	soakFault = 4 * time.Second // between faults
)

// TestSoak has the binary work through 20 messages a second and a fault every few seconds, and asks that all are answered in the end and
// that it does not grow: memory of its own, goroutines and descriptors of the last quarter against the second. 20 s by default,
// TAKEPART_SOAK=30m says longer.
func TestSoak(t *testing.T) {
	if testing.Short() {
		t.Skip("20 s at least")
	}
	t.Parallel()
	last := 20 * time.Second
	if d, err := time.ParseDuration(os.Getenv("TAKEPART_SOAK")); err == nil {
		last = d
	}
	binary := filepath.Join(t.TempDir(), "takepart")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	s := newSoak(t, binary)
	samples := s.run(last)
	s.answered()
	second, fourth := quarter(samples, 1), quarter(samples, 3)
	t.Logf("%d messages, %d mails, %d faults in %v; second quarter, last quarter: RssAnon %d, %d kB; goroutines %d, %d; descriptors %d, %d",
		s.posted, s.mails, s.faults, last, second.memory, fourth.memory, second.goroutines, fourth.goroutines, second.files, fourth.files)
	allowed := 1.05
	if last < 10*time.Minute {
		allowed = 1.5 // in the beginning everything grows
	}
	for what, pair := range map[string][2]int{
		"RssAnon": {second.memory, fourth.memory}, "goroutines": {second.goroutines, fourth.goroutines}, "descriptors": {second.files, fourth.files},
	} {
		if float64(pair[1]) > allowed*float64(pair[0])+1 {
			t.Errorf("%s grew from %d to %d", what, pair[0], pair[1])
		}
	}
}

// sample is how large the daemon is.
type sample struct{ memory, goroutines, files int }

// quarter gives the medians of the n-th quarter of the samples.
func quarter(all []sample, n int) sample {
	part := all[n*len(all)/4 : (n+1)*len(all)/4]
	median := func(of func(sample) int) int {
		var v []int
		for _, s := range part {
			v = append(v, of(s))
		}
		slices.Sort(v)
		return v[len(v)/2]
	}
	return sample{median(func(s sample) int { return s.memory }), median(func(s sample) int { return s.goroutines }), median(func(s sample) int { return s.files })}
}

// soak is a daemon behind two proxies, and what has become of it so far.
type soak struct {
	t          *testing.T
	f          *site
	office     *postoffice.Office
	imap, smtp *faulty.Proxy
	daemon     *process
	desk       *admin.Client
	rnd        *rand.Rand

	mu             sync.Mutex
	got            map[string]int // mails by address
	reject         int            // so many mails are put off
	posted, faults int
	mails          int
}

func newSoak(t *testing.T, binary string) *soak {
	t.Helper()
	s := &soak{t: t, rnd: rand.New(rand.NewPCG(11, 12)), got: map[string]int{}}
	var err error
	s.office, err = postoffice.Start(postoffice.Options{User: "post", Password: real.Password, Discard: true, Fault: s.verdict})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.office.Close() })
	s.office.OnAccept(func(m postoffice.Mail) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.got[m.To[0]]++
		s.mails++
	})
	for protocol, p := range map[faulty.Protocol]**faulty.Proxy{faulty.IMAP: &s.imap, faulty.SMTP: &s.smtp} {
		addr := map[faulty.Protocol]string{faulty.IMAP: s.office.IMAPAddr(), faulty.SMTP: s.office.SMTPAddr()}[protocol]
		if *p, err = faulty.Start(protocol, addr); err != nil {
			t.Fatal(err)
		}
		t.Cleanup((*p).Close)
	}
	s.f = newSite(t, binary, s.imap.Addr(), s.smtp.Addr())
	s.f.smtp["per_hour"], s.f.smtp["per_day"] = 10_000_000, 10_000_000
	s.f.write()
	s.daemon = s.f.start()
	return s
}

func (s *soak) verdict(step string) *postoffice.Verdict {
	s.mu.Lock()
	defer s.mu.Unlock()
	if step != "smtp rcpt" || s.reject == 0 {
		return nil
	}
	s.reject--
	return &postoffice.Verdict{Reply: "450 4.2.1 greylisted"}
}

// run posts, breaks and samples.
func (s *soak) run(last time.Duration) (samples []sample) {
	post, fault, look := time.NewTicker(time.Second/soakRate), time.NewTicker(soakFault), time.NewTicker(max(last/400, 250*time.Millisecond))
	defer post.Stop()
	defer fault.Stop()
	defer look.Stop()
	over := time.After(last)
	for {
		select {
		case <-post.C:
			s.post()
		case <-fault.C:
			s.faults++
			s.wound()
		case <-look.C:
			if m, ok := s.sample(); ok {
				samples = append(samples, m)
			}
		case <-s.daemon.ended:
			s.t.Fatalf("the daemon ended by itself:\n%s", s.f.log())
		case <-over:
			return samples
		}
	}
}

func (s *soak) post() {
	n := s.posted
	s.posted++
	l := attendee{id: fmt.Sprintf("soak%d@org.example", n), from: writer(n), name: "Ada Example",
		text: fmt.Sprintf("I TAKE PART\n\nFirst name: Ada\nLast name: Example\nTitle: Director of Unit %d\n", n)}
	if n%10 == 9 {
		l.headers = "Auto-Submitted: auto-replied\n"
	}
	if _, err := s.office.Deliver("INBOX", l.raw()); err != nil {
		s.t.Fatal(err)
	}
}

func writer(n int) string { return fmt.Sprintf("ada%d@org%d.example", n, n%100) }

// wound breaks something for less than a second; what hangs is broken off then, since the daemon's own patience is a minute and more.
func (s *soak) wound() {
	proxy := []*faulty.Proxy{s.imap, s.smtp}[s.rnd.IntN(2)]
	faults := []*faulty.Fault{{Refuse: true}, {After: s.rnd.IntN(400), Then: faulty.Reset}, {After: s.rnd.IntN(400), Then: faulty.Mute},
		{Crawl: time.Millisecond}, {Latency: 50 * time.Millisecond}, {After: s.rnd.IntN(400), Then: faulty.Close}, nil}
	f := faults[s.rnd.IntN(len(faults))]
	if f == nil {
		s.mu.Lock()
		s.reject = 5
		s.mu.Unlock()
		return
	}
	if err := proxy.Break(f, true); err != nil {
		s.t.Error(err)
	}
	time.AfterFunc(700*time.Millisecond, func() {
		if err := proxy.Break(nil, f.Then == faulty.Mute); err != nil {
			s.t.Error(err)
		}
	})
}

// sample asks the daemon and the system; false while the daemon is only starting.
func (s *soak) sample() (m sample, ok bool) {
	if s.desk == nil { // one connection for all: each would count
		s.desk = admin.Dial(s.f.store())
	}
	if s.desk == nil {
		return m, false
	}
	st, err := s.desk.Status(s.t.Context())
	if err != nil {
		return m, false
	}
	m.goroutines = st.Goroutines
	m.memory, m.files = sizeOf(s.t, st.PID)
	return m, true
}

// sizeOf gives a process's anonymous resident memory in kB, and its open files.
func sizeOf(t *testing.T, pid int) (kB, files int) {
	t.Helper()
	dir := fmt.Sprintf("/proc/%d/", pid)
	text, err := os.ReadFile(dir + "status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "RssAnon:")
	if _, err := fmt.Sscan(rest, &kB); err != nil {
		t.Fatal(err)
	}
	open, err := os.ReadDir(dir + "fd")
	if err != nil {
		t.Fatal(err)
	}
	return kB, len(open)
}

// answered waits until everybody who is to be answered was, then asks for the promises.
func (s *soak) answered() {
	people := s.posted - s.posted/10
	left := ""
	eventually(s.t, func() string { return "not everything is done: " + left }, func() bool {
		st := s.f.status()
		left = fmt.Sprint(st.Seen, " seen of ", s.posted, ", ", st.Replies, ", marks ", st.Marks)
		return st.Seen == s.posted && st.Replies["sent"]+st.Replies["held"] == people && st.Marks == 0
	})
	st := s.f.status()
	if st.Replies["held"] > 0 {
		s.t.Logf("%d mails are held after a third doubt", st.Replies["held"])
	}
	if status := s.daemon.stop(); status != 0 {
		s.t.Errorf("the daemon stopped with status %d", status)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	missing := 0
	for n := range s.posted {
		switch got := s.got[writer(n)]; {
		case n%10 == 9 && got > 0:
			s.t.Errorf("a robot was answered: %s", writer(n))
		case n%10 != 9 && got == 0:
			missing++
		}
	}
	if missing > st.Replies["held"] {
		s.t.Errorf("%d people had no answer, %d mails are held", missing, st.Replies["held"])
	}
}
