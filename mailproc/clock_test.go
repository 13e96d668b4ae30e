package mailproc_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"takepart/mailproc"
	"takepart/mailproc/postoffice"
	"takepart/store"
)

// wallClock is a machine's clock: what it shows is the true time and an error.
type wallClock struct {
	mu   sync.Mutex
	true time.Time
	off  time.Duration
	zone *time.Location
}

func (c *wallClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.true.Add(c.off).In(c.zone)
}

func (c *wallClock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.true = c.true.Add(d)
}

func (c *wallClock) set(shown time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.off = shown.Sub(c.true)
}

// clocked is a town by a clock.
func clocked(t *testing.T, at time.Time, options ...func(*town, *postoffice.Options)) (*town, *wallClock) {
	c := &wallClock{true: at, zone: time.UTC}
	w := newTown(t, options...)
	w.config.Now = c.now
	return w, c
}

var winter = time.Date(2027, 1, 11, 8, 0, 0, 0, time.UTC)

// TestClockJumps: whatever the clock does, the limit per hour holds in every true hour, but for one allowance more at each jump forwards,
// which cannot be told from hours in which takepart did not run; and all mails go out, as soon as with a good clock and two hours more.
func TestClockJumps(t *testing.T) {
	const limit, letters = 3, 9
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	hour := func(n int) func(*wallClock) {
		return func(c *wallClock) { c.set(c.now().Add(time.Duration(n) * time.Hour)) }
	}
	year := func(n int) func(*wallClock) {
		return func(c *wallClock) { c.set(time.Date(n, 1, 1, 0, 0, 0, 0, time.UTC)) }
	}
	right := func(c *wallClock) { c.set(c.true) }
	for _, x := range []struct {
		name     string
		begin    time.Time
		zone     *time.Location
		jumps    map[int]func(*wallClock) // by the true minute
		forwards int
	}{
		{name: "a good clock"},
		{name: "an hour back", jumps: map[int]func(*wallClock){10: hour(-1)}},
		{name: "an hour forth", jumps: map[int]func(*wallClock){10: hour(1)}, forwards: 1},
		{name: "back and forth", jumps: map[int]func(*wallClock){10: hour(-1), 30: hour(1), 50: hour(-1), 90: hour(1)}, forwards: 2},
		{name: "summer time begins", begin: time.Date(2027, 3, 28, 0, 40, 0, 0, time.UTC), zone: paris},
		{name: "summer time ends", begin: time.Date(2027, 10, 31, 0, 40, 0, 0, time.UTC), zone: paris},
		{name: "1970, then set right", jumps: map[int]func(*wallClock){0: year(1970), 20: right}, forwards: 1},
		{name: "back to 1970, and right again", jumps: map[int]func(*wallClock){10: year(1970), 40: right}, forwards: 1},
		{name: "2036, then set right", jumps: map[int]func(*wallClock){0: year(2036), 20: right}},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			begin := winter
			if !x.begin.IsZero() {
				begin = x.begin
			}
			w, c := clocked(t, begin)
			if x.zone != nil {
				c.zone = x.zone
			}
			w.config.Limits.PerHour = limit
			var at []int // the true minute of each mail
			for minute := 0; minute <= 60*letters/limit+120 && len(at) < letters; minute += 2 {
				if jump := x.jumps[minute]; jump != nil {
					jump(c)
				}
				if minute == 0 {
					w.letters(letters)
				}
				w.once()
				for len(at) < len(w.sent()) {
					at = append(at, minute)
				}
				c.pass(2 * time.Minute)
			}
			t.Logf("sent at the minutes %v", at)
			if len(at) != letters {
				t.Errorf("%d of %d mails went out", len(at), letters)
			}
			if most := busiest(at); most > limit*(1+x.forwards) {
				t.Errorf("%d mails in one hour, want %d at most", most, limit*(1+x.forwards))
			}
			if err := w.figuresAdd(); err != nil {
				t.Error(err)
			}
		})
	}
}

// busiest is how many of the minutes lie in one window of an hour.
func busiest(at []int) (most int) {
	for i := range at {
		n := 0
		for _, m := range at[i:] {
			if m < at[i]+60 {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// TestRetriesBackOff: the first attempt after a 4xx comes within seconds, later ones ever more slowly, none after more than half an hour.
func TestRetriesBackOff(t *testing.T) {
	w, c := clocked(t, winter)
	w.config.Backoff = mailproc.Backoff{}
	w.faulty("smtp rcpt", 1<<30, postoffice.Verdict{Reply: "450 4.2.1 greylisted"})
	w.deliver("INBOX", ada())
	var waits []time.Duration
	for range 8 {
		w.once()
		r := w.replies(store.Pending)[0]
		waits = append(waits, r.Due.Sub(c.now()))
		c.pass(waits[len(waits)-1])
	}
	t.Logf("it waits %v", waits)
	if waits[0] < 2*time.Second || waits[0] > 3*time.Second {
		t.Errorf("the first wait is %v", waits[0])
	}
	for i, d := range waits[1:] {
		if d > 30*time.Minute || d < 24*time.Minute && d < 3*waits[i] {
			t.Errorf("%v comes after %v", d, waits[i])
		}
	}
	if last := waits[len(waits)-1]; last < 24*time.Minute {
		t.Errorf("the last wait is %v", last)
	}
}

// TestClockBackOverARetry: a reply that waits for its second attempt does not wait an hour more because the clock went back by one.
func TestClockBackOverARetry(t *testing.T) {
	for name, jump := range map[string]time.Duration{"steady": 0, "an hour back": -time.Hour, "a day back": -24 * time.Hour, "fifty years back": -50 * 365 * 24 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			w, c := clocked(t, winter)
			w.config.Backoff.Reply, w.config.Backoff.ReplyCap = 3*time.Second, time.Minute
			w.faulty("smtp rcpt", 1, postoffice.Verdict{Reply: "450 4.2.1 greylisted"})
			w.deliver("INBOX", ada())
			w.once()
			c.set(c.now().Add(jump))
			if w.once(); len(w.sent()) != 0 {
				t.Error("tried again at once")
			}
			c.pass(5 * time.Second)
			if w.once(); len(w.sent()) != 1 {
				t.Error("not sent 5 s later")
			}
		})
	}
}

// TestClockBackOverAPause: nor does the pause after a server's fault last an hour more.
func TestClockBackOverAPause(t *testing.T) {
	w, c := clocked(t, winter)
	w.config.Backoff.Server, w.config.Backoff.ServerCap = 2*time.Second, 2*time.Second
	w.faulty("smtp connect", 1, postoffice.Verdict{Drop: true})
	w.deliver("INBOX", ada())
	p, stop := w.run()
	w.eventually("a pause", func() bool { return !p.Health().PausedUntil.IsZero() })
	c.set(c.now().Add(-time.Hour))
	p.Wake() // what the daemon does by itself after a minute at most
	c.pass(time.Second)
	p.Wake()
	time.Sleep(50 * time.Millisecond)
	if len(w.sent()) != 0 {
		t.Error("the pause ended early")
	}
	c.pass(2 * time.Second)
	w.eventually("sent, 3 s later", func() bool { p.Wake(); return len(w.sent()) == 1 })
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// TestFirstStartByAWrongClock: a clock that cannot be right must not become the instant from which on a mailbox is read; and one
// that was in the future then costs no registration later.
func TestFirstStartByAWrongClock(t *testing.T) {
	fromNow := func(w *town, _ *postoffice.Options) { w.config.Start = mailproc.Start{} }
	w, c := clocked(t, winter, fromNow)
	c.set(time.Date(1970, 1, 1, 0, 3, 0, 0, time.UTC))
	w.deliver("INBOX", ada())
	if _, err := w.processor().Once(t.Context()); err == nil || !strings.Contains(err.Error(), "1970-01-01") {
		t.Errorf("a first start in 1970: %v", err)
	}
	c.set(c.true)
	if s := w.once(); s.Read != 0 {
		t.Errorf("what was there before the start was read: %+v", s)
	}

	w, c = clocked(t, winter, fromNow)
	c.set(winter.AddDate(9, 0, 0))
	w.once()
	c.set(c.true)
	l := ada()
	l.headers = fmt.Sprintf("Received: by mx.meeting.example; %s\r\n", winter.Add(time.Minute).Format(time.RFC1123Z))
	c.pass(2 * time.Minute)
	w.deliver("INBOX", l)
	if w.once(); len(w.replies(store.Sent)) != 1 {
		t.Errorf("a message after a first start in the future: %+v", w.messages()[0])
	}
}
