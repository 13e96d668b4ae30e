package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"takepart/mailproc/postoffice/real"
	"takepart/store"
)

var killSeed = flag.Uint64("killseed", 0, "the seed of TestReal/kills; 0: another one each time")

// rows are those of the crash table (DESIGN section 2): where a kill found at least one message or reply.
var rows = []string{"before Record", "after Record", "after Claim", "after Settle"}

const (
	killings   = 50 // TAKEPART_KILLS says another number
	perKilling = 8  // messages, of which half are there at the first start; the rest arrives before the later ones
)

// testRealKills kills takepart with SIGKILL at random moments while it works on eight messages a kill, and restarts it each time; then it
// lets it end, and asks for the promises.
func testRealKills(t *testing.T, binary string) {
	seed, kills := *killSeed, killings
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	if testing.Short() {
		kills = 12
	}
	if n, err := strconv.Atoi(os.Getenv("TAKEPART_KILLS")); err == nil {
		kills = n
	}
	t.Logf("seed %d: go test ./cmd/takepart -run TestReal/kills -args -killseed %d", seed, seed)
	rnd := rand.New(rand.NewPCG(seed, 1))
	dovecot := real.StartDovecot(t, real.DovecotOptions{})
	slow := rand.New(rand.NewPCG(seed, 2))
	var mu sync.Mutex
	sink := newSink(t, func() time.Duration {
		mu.Lock()
		defer mu.Unlock()
		return time.Duration(slow.IntN(6000)) * time.Microsecond
	})
	f := newSite(t, binary, dovecot.Addr, sink.addr)
	all := townspeople(kills * perKilling)
	crowd := len(all)
	delivered := 0
	deliver := func(upTo int) {
		for ; delivered < min(upTo, len(all)); delivered++ {
			deliverMaildir(t, dovecot, all[delivered].attendee, delivered%2 == 1, delivered)
		}
	}
	found := make([]int, len(rows))
	for n := range kills {
		deliver(crowd/2 + n*(crowd/2)/kills)
		killOnce(t, f, sink, rnd)
		if t.Failed() {
			t.Fatalf("after %d kills", n+1)
		}
		count(t, f, delivered, found)
	}
	deliver(crowd)
	for i, row := range rows {
		t.Logf("%s: %d of %d kills left something", row, found[i], kills)
		if found[i] < 5 && !testing.Short() {
			t.Errorf("only %d kills %s", found[i], row)
		}
	}
	finish(t, f, crowd)
	wantPromises(t, f, sink, dovecot, all)
}

// killOnce starts takepart and kills it: at some time after its start, or when the sink (nil: there is none) has seen some number of events.
func killOnce(t *testing.T, f *site, sink *sink, rnd *rand.Rand) {
	t.Helper()
	var once []string
	if rnd.IntN(2) == 0 {
		once = []string{"--once"}
	}
	after := time.Duration(rnd.IntN(150)) * time.Millisecond
	if sink == nil {
		after *= 2 // nothing tells when it is at work
	}
	reached := make(chan struct{})
	if events := rnd.IntN(40) - 12; events > 0 && sink != nil {
		after = time.Duration(rnd.IntN(5000)) * time.Microsecond
		var mu sync.Mutex
		sink.listen(func(string) {
			mu.Lock()
			defer mu.Unlock()
			if events--; events == 0 {
				close(reached)
			}
		})
	} else {
		close(reached)
	}
	p := f.start(once...)
	select {
	case <-reached:
	case <-p.ended:
	case <-time.After(2 * time.Second): // all is sent, perhaps
	}
	time.Sleep(after)
	p.kill()
	if sink != nil {
		sink.listen(nil)
	}
	if status := p.ProcessState.ExitCode(); status > 0 {
		t.Errorf("takepart ended by itself with status %d: %s", status, f.log())
	}
}

// count finds out from the file on the disk what the kill interrupted.
func count(t *testing.T, f *site, delivered int, found []int) {
	t.Helper()
	st, err := store.Open(f.store(), store.Options{ReadOnly: true, MustExist: true})
	if errors.Is(err, store.ErrMissing) {
		found[0]++
		return
	}
	if err != nil {
		t.Fatalf("after a kill: %v", err)
	}
	defer st.Close()
	err = st.Look(func(tx *store.Tx) error {
		is, err := tx.Figures()
		for i, n := range []int{delivered - is.Seen(), is.Replies[store.Pending], is.Replies[store.Sending], is.Marks} {
			if n > 0 {
				found[i]++
			}
		}
		return err
	})
	if err != nil {
		t.Fatalf("after a kill: %v", err)
	}
}

// finish lets takepart end what is left of so many messages.
func finish(t *testing.T, f *site, messages int) {
	t.Helper()
	var left string
	eventually(t, func() string { return "takepart does not come to an end: " + left }, func() bool {
		r := f.must("run", "--once")
		s := f.status()
		left = fmt.Sprint(r.stdout, s.Replies, s.Marks)
		return s.Replies["pending"] == 0 && s.Replies["sending"] == 0 && s.Marks == 0 && s.Seen == messages
	})
}

// wantPromises asks that everybody is registered with the right fields and answered, and that the mailbox is as it was, but for our
// marks.
func wantPromises(t *testing.T, f *site, sink *sink, d *real.Dovecot, all []resident) {
	t.Helper()
	wantPeople(t, f, residents(all))
	wantAnswers(t, sink, all)
	var steps []step
	for i, r := range all {
		flags := r.flags
		if i%2 == 1 {
			flags = strings.TrimSpace(flags + ` \seen`)
		}
		steps = append(steps, step{attendee: r.attendee, flags: flags})
	}
	wantMailbox(t, d, steps)
}

// wantAnswers asks that everybody who is to be answered was, and nobody else; once, or under the same Message-ID again where the
// connection that brought it died in doubt: the server cannot tell that the client knew of its 250.
func wantAnswers(t *testing.T, sink *sink, all []resident) {
	t.Helper()
	copies, doubts, idOf := map[string]int{}, map[string]int{}, map[string]string{}
	for _, m := range sink.mails() {
		copies[m.id]++
		if m.doubt {
			doubts[m.id]++
		}
		if other := idOf[m.to]; other != "" && other != m.id {
			t.Errorf("%s got mails under two Message-IDs, %s and %s", m.to, other, m.id)
		}
		idOf[m.to] = m.id
	}
	more := 0
	for id, n := range copies {
		more += n - 1
		if n > 1+doubts[id] {
			t.Errorf("%s was taken %d times, and only %d connections died in doubt", id, n, doubts[id])
		}
	}
	answered := 0
	for _, r := range all {
		switch id := idOf[r.from]; {
		case r.answered && id == "":
			t.Errorf("%s got no answer", r.from)
		case !r.answered && id != "":
			t.Errorf("%s got a mail and should not", r.from)
		case r.answered:
			answered++
		}
	}
	if answered != len(idOf) {
		t.Errorf("%d addresses got mail, of which %d had written", len(idOf), answered)
	}
	t.Logf("%d mails for %d people: %d copies more, all of doubts", len(sink.mails()), answered, more)
}

// resident is a writer with what must become of the message.
type resident struct {
	attendee
	person
	answered bool
	flags    string
}

func residents(all []resident) map[string]person {
	want := map[string]person{}
	for _, r := range all {
		if r.Status != "" {
			want[r.Email] = r.person
		}
	}
	return want
}

// townspeople write n messages of every kind.
func townspeople(n int) []resident {
	first := strings.Fields("Ada Bruno Carla David Elena Felix Greta Hugo Irene Jonas Karin Louis Marta Niels Olga Pavel Rosa Simon Tessa Viktor")
	last := strings.Fields("Adler Bakker Castro Duval Ekberg Fischer Garcia Hansen Ivanova Jensen Keller Laurent Moreau Novak Olsen Petrov Rossi Silva Tanaka Weber")
	titles := []string{"Director of Inspection", "Programme Officer", "Labour Inspector", "Secretary General", "Legal Adviser"}
	var all []resident
	for i := range n {
		p := person{"registered", first[i%20], last[(i/20+i)%20], "", titles[i%len(titles)], "en"}
		p.Email = fmt.Sprintf("%s.%s@org%d.example", strings.ToLower(p.First), strings.ToLower(p.Last), i%7+i/400*7)
		r := resident{attendee{id: fmt.Sprintf("m%d@org.example", i), from: p.Email, name: p.First + " " + p.Last}, p, true, `$takepart \answered`}
		r.subject = fmt.Sprint("Registration ", i)
		block := fmt.Sprintf("%s %s\n%s\n%s\n", p.First, p.Last, p.Title, p.Email)
		switch i % 10 {
		case 4, 5:
			r.Lang, r.Title = "fr", "Directrice adjointe"
			r.text = fmt.Sprintf("Bonjour,\n\nJE PARTICIPE\n\nPrénom : %s\nNom : %s\nAdresse : %s\nFonction : %s\n", p.First, p.Last, p.Email, r.Title)
		case 6:
			r.text = fmt.Sprintf("I TAKE PART\n\nFirst name: %s\nLast name: %s\nEmail: %s\nTitle: %s\n", p.First, p.Last, p.Email, p.Title)
		case 7:
			r.Status, r.Title = "incomplete", ""
			r.text = fmt.Sprintf("I TAKE PART\n\n%s %s\n%s\n", p.First, p.Last, p.Email)
		case 8:
			r.person, r.answered, r.flags = person{}, false, ""
			r.headers, r.text = "Auto-Submitted: auto-replied\n", "I TAKE PART\n\n"+block
		case 9:
			r.person, r.answered, r.flags = person{}, false, "$takepartreview"
			r.text = "I cannot TAKE PART on the first day.\n\n" + block
		default:
			r.text = "Dear organisers,\n\nI TAKE PART\n\nKind regards,\n" + block
		}
		all = append(all, r)
	}
	return all
}

// deliverMaildir puts a message into INBOX, read by a colleague or not. Only the file itself is given to the mail's owner: Dovecot may be
// at work in the folder.
func deliverMaildir(t *testing.T, d *real.Dovecot, l attendee, seen bool, n int) {
	t.Helper()
	flags := ""
	if seen {
		flags = "S"
	}
	deliverFlagged(t, d, l, flags, n)
}

func deliverFlagged(t *testing.T, d *real.Dovecot, l attendee, flags string, n int) {
	t.Helper()
	name, dir := fmt.Sprintf("%d.M%dP1.test", 1600000000+n, n), "new"
	if flags != "" {
		name, dir = name+":2,"+flags, "cur"
	}
	tmp := filepath.Join(d.Maildir(), "tmp", name)
	if err := os.WriteFile(tmp, bytes.ReplaceAll(l.raw(), []byte("\r\n"), []byte("\n")), 0o666); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(d.Maildir())
	if err != nil {
		t.Fatal(err)
	}
	owner := info.Sys().(*syscall.Stat_t)
	if err := os.Chown(tmp, int(owner.Uid), int(owner.Gid)); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(tmp, filepath.Join(d.Maildir(), dir, name)); err != nil {
		t.Fatal(err)
	}
}

func deliverAll(t *testing.T, d *real.Dovecot, all []resident) {
	t.Helper()
	for i, r := range all {
		deliverMaildir(t, d, r.attendee, false, i)
	}
}
