package mailproc_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"takepart/mailproc/postoffice"
	"takepart/store"
)

const victim = "victim@school.example"

// spoofs is how many messages a flood holds: TAKEPART_SPOOFS, or a sample.
func spoofs(t *testing.T) int {
	text := os.Getenv("TAKEPART_SPOOFS")
	if text == "" {
		return 1500
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// spoofed is what somebody writes in the victim's name to get mails sent, to the victim or to strangers: each kind in its turn.
func spoofed(i int) letter {
	l := letter{from: victim, name: "Victim Sample", id: fmt.Sprintf("spoof-%d", i), text: says("Victim", "Sample", "Director", "")}
	stranger := fmt.Sprintf("stranger-%d@other.example", i)
	switch i % 12 {
	case 0: // the same again
	case 1:
		l.text = says("Victim", "Sample"+strings.Repeat("a", i%40), "Director", "")
	case 2:
		l.text = says("Victim", "Sample", fmt.Sprintf("Director of Unit %d", i), "")
	case 3:
		l.text = says("Victim", "Sample", "Director", stranger)
	case 4:
		l.headers = "Reply-To: " + stranger + "\r\nSender: " + stranger + "\r\nErrors-To: " + stranger + "\r\n"
	case 5:
		l.headers = "Cc: " + stranger + "\r\nDisposition-Notification-To: " + stranger + "\r\nReturn-Receipt-To: " + stranger + "\r\n"
	case 6:
		l.text = "I WITHDRAW\n\nVictim Sample\n"
	case 7:
		l.text = says("Victim", "Sample", "", "")
	case 8:
		l.from = "VICTIM@School.Example"
	case 9:
		l.from, l.text = fmt.Sprintf("victim+%d@school.example", i), says("Victim", fmt.Sprint("Number", strings.Repeat("b", i%30)), "Director", "")
	case 10:
		l.answers = fmt.Sprintf("<spoof-%d@mail.example>", i-10)
	case 11: // a report that would stop the mails to an honest writer
		l.from, l.headers = "mailer-daemon@mx.example", "X-Failed-Recipients: honest-1@school.example\r\nReturn-Path: <>\r\n"
		l.text = "550 5.1.1 no such user\n\nMessage-ID: <honest-1.school.example@mail.example>\n"
	}
	return l
}

// TestSpoof: a flood in somebody's name, as fast as it is read, brings that person at most 4 mails a day and 3 registrations, strangers
// nothing, and an honest writer in the middle of it waits less than a second.
func TestSpoof(t *testing.T) {
	w := newTown(t)
	var mu sync.Mutex
	arrived := map[string]chan time.Time{}
	await := func(to string) chan time.Time {
		mu.Lock()
		defer mu.Unlock()
		if arrived[to] == nil {
			arrived[to] = make(chan time.Time, 10)
		}
		return arrived[to]
	}
	w.office.OnAccept(func(m postoffice.Mail) { await(m.To[0]) <- time.Now() })
	w.run()
	honest := 0
	var waits, work []time.Duration
	write := func() {
		honest++
		l := letter{from: fmt.Sprintf("honest-%d@school.example", honest), name: "Honest Sample", text: says("Honest", "Sample", "Teacher", "")}
		start, began := time.Now(), cpuTime(syscall.RUSAGE_SELF)
		w.deliver("INBOX", l)
		select {
		case at := <-await(l.from):
			waits, work = append(waits, at.Sub(start)), append(work, cpuTime(syscall.RUSAGE_SELF)-began)
		case <-time.After(2 * time.Minute): // what is asserted is the work, below
			t.Fatalf("%s heard nothing", l.from)
		}
	}
	write()
	n := spoofs(t)
	const chunk = 250
	for i := 0; i < n; i += chunk {
		for j := i; j < min(n, i+chunk); j++ {
			w.deliver("INBOX", spoofed(j))
		}
		write() // behind the whole chunk, which is not read yet
	}
	w.eventually("all is read", func() bool { return w.seen() == n+honest })
	w.eventually("all is sent", func() bool { return len(w.replies(store.Pending))+len(w.replies(store.Sending)) == 0 })

	mine, strangers := 0, 0
	for _, m := range w.office.Accepted() {
		switch to := strings.ToLower(m.To[0]); {
		case strings.HasPrefix(to, "victim"):
			mine++
		case !strings.HasPrefix(to, "honest-"):
			strangers++
			t.Errorf("a mail went to %s", to)
		}
	}
	registered := map[string]int{}
	for _, r := range w.registrations() {
		registered[r.From]++
		if r.Stopped || r.Undelivered != "" {
			t.Errorf("%s is undelivered: %s", r.From, r.Undelivered)
		}
	}
	slices.Sort(waits)
	t.Logf("%d messages: %d mails to the victim, %d to strangers, %d registrations; %d honest writers waited %v at the median, %v at most, for %v of work at most",
		n, mine, strangers, registered[victim], honest, waits[len(waits)/2], waits[len(waits)-1], slices.Max(work))
	if mine == 0 || mine > loopEnds {
		t.Errorf("%d mails to the victim, want 1 to %d", mine, loopEnds)
	}
	if got := registered[victim]; got == 0 || got > 3 || len(registered)-honest > 4 {
		t.Errorf("%d registrations of the victim's address, %d more addresses", got, len(registered)-honest-1)
	}
	if !slowed {
		wantLittleWork(t, work)
	}
	if err := w.figuresAdd(); err != nil {
		t.Error(err)
	}
}

// wantLittleWork asks that what is done while an honest writer waits, all processors and the post office together, is less than a second at
// most, and a quarter of one for nearly all: a machine that has other work, too, would fail by its clock without a fault of ours.
func wantLittleWork(t *testing.T, work []time.Duration) {
	t.Helper()
	sorted := slices.Sorted(slices.Values(work))
	nearly, most := sorted[(len(sorted)-1)*95/100], sorted[len(sorted)-1]
	t.Logf("work while an honest writer waits: %v at the median, less than %v for 95 of 100, %v at most", sorted[len(sorted)/2], nearly, most)
	if most > time.Second || nearly > time.Second/4 {
		t.Errorf("an honest writer waited for %v of work, 5 of 100 for more than %v", most, nearly)
	}
	wantNoGrowth(t, work)
}

// wantNoGrowth asks that a message costs as much behind a long flood as behind a short one. (It did not: each withdrawal in the victim's
// name read all messages in that name, and behind 100,000 of them a message of anybody waited for seconds.)
func wantNoGrowth(t *testing.T, work []time.Duration) {
	t.Helper()
	if len(work) < 40 {
		return
	}
	n := len(work) / 4
	early, late := slices.Sorted(slices.Values(work[n:2*n])), slices.Sorted(slices.Values(work[len(work)-n:]))
	if early, late := early[n/2], late[n/2]; late > 2*early {
		t.Errorf("behind the last quarter of the flood a message is %v of work, behind the second it was %v", late, early)
	}
}

// seen is how many messages the ledger knows.
func (w *town) seen() (n int) {
	w.look(func(tx *store.Tx) error {
		f, err := tx.Figures()
		n = f.Seen()
		return err
	})
	return n
}
