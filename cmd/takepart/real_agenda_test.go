package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"takepart/mailproc/postoffice/real"
	"takepart/store"
)

const (
	audience  = 10_000 // people registered
	written   = 2_000  // of them by mail, over the road, for its rate
	roadShare = .8     // of the road's rate, that a mailing must reach
	fiveLong  = 5 * time.Minute
)

// testRealMailing sends a new agenda to 10,000 people, twice: with a kill -9 in the middle, to a server that keeps account; then
// undisturbed, to smtp-sink, against the rate of the road in the same run: the best of at most three.
func testRealMailing(t *testing.T, binary string) {
	if testing.Short() {
		t.Skip("10,000 mails, twice")
	}
	dovecot, sink := real.StartDovecot(t, real.DovecotOptions{}), real.StartSink(t)
	f := newSite(t, binary, dovecot.Addr, sink.Addr)
	for i := range written {
		deliverMaildir(t, dovecot, reader(i), false, i)
	}
	road := rate(t, f, written, "run", "--once")
	if n := sink.Count(); n != written {
		t.Fatalf("the road sent %d mails of %d", n, written)
	}
	enter(t, f, audience-written)

	account := newSink(t, nil)
	f.smtp["port"] = portOf(t, account.addr)
	f.write()
	edit(t, f, `start: "09:30"`, `start: "09:35"`)
	killInTheMiddle(t, f, account)
	if out := f.must("agenda", "send", "--yes"); !strings.Contains(out.stdout, "people had it already") {
		t.Errorf("said again after the kill: %s", out.stdout)
	}
	finish(t, f, written)
	wantOnce(t, f, account)

	f.smtp["port"] = portOf(t, sink.Addr)
	f.write()
	mailing, starts := 0.0, []string{"09:35", "09:40", "09:45", "09:50"}
	for i := 1; i < len(starts) && mailing < roadShare*road; i++ { // the road was measured minutes ago: a neighbour's load may have come since
		before := sink.Count()
		edit(t, f, fmt.Sprintf("start: %q", starts[i-1]), fmt.Sprintf("start: %q", starts[i]))
		mailing = max(mailing, rate(t, f, audience, "agenda", "send", "--yes"))
		if n := sink.Count() - before; n != audience {
			t.Errorf("the mailing sent %d mails, not %d", n, audience)
		}
	}
	t.Logf("the road: %.0f mails/s; agenda send: %.0f mails/s, %.2f of it", road, mailing, mailing/road)
	if mailing < roadShare*road {
		t.Errorf("agenda send is slower than %.1f of the road", roadShare)
	}
}

// reader is the n-th person of the audience.
func reader(n int) attendee {
	from := fmt.Sprintf("reader%d@org%d.example", n, n%50)
	return attendee{id: fmt.Sprintf("reader%d@org.example", n), from: from, name: fmt.Sprint("Reader ", n), subject: "registration",
		text: "I TAKE PART\n\nFirst name: Pat\nLast name: Reader\nTitle: Inspector\nEmail: " + from + "\n"}
}

// enter registers the rest of the audience in the store itself.
func enter(t *testing.T, f *site, n int) {
	t.Helper()
	st, err := store.Open(f.store(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	at := time.Now()
	err = st.Change(func(tx *store.Tx) error {
		for i := range n {
			from := reader(written + i).from
			r := &store.Registration{ID: tx.NewID(), Status: store.Registered, From: from, Language: "en", AgendaVersion: "an older one", CreatedAt: at, UpdatedAt: at, RegisteredAt: at,
				Person: store.Person{FirstName: "Pat", LastName: "Reader", Title: "Inspector", Email: from}}
			if err := tx.Save(r, store.Change{At: at, Who: "test", Why: "registered"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func edit(t *testing.T, f *site, old, new string) {
	t.Helper()
	path := filepath.Join(f.dir, "agenda.yaml")
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), old) {
		t.Fatalf("agenda.yaml has no %s (%v)", old, err)
	}
	f.put("agenda.yaml", strings.ReplaceAll(string(text), old, new))
}

// rate runs a command that sends so many mails, and gives mails a second.
func rate(t *testing.T, f *site, mails int, args ...string) float64 {
	t.Helper()
	c := f.command(args...)
	c.Stderr = nil
	late := time.AfterFunc(fiveLong, func() { _ = c.Process.Kill() })
	defer late.Stop()
	began := time.Now()
	if out, err := c.Output(); err != nil {
		t.Fatalf("takepart %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return float64(mails) / time.Since(began).Seconds()
}

// killInTheMiddle starts the mailing and kills it with SIGKILL when half of the mails are taken.
func killInTheMiddle(t *testing.T, f *site, s *sink) {
	t.Helper()
	c := f.command("agenda", "send", "--yes")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(fiveLong); len(s.mails()) < audience/2 && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
	_ = c.Process.Kill()
	if err := c.Wait(); err == nil {
		t.Fatal("it ended before it was killed")
	}
	if n := len(s.mails()); n < audience/2 || n >= audience {
		t.Fatalf("killed after %d mails", n)
	}
}

// wantOnce asks that everybody got the mailing, once; or again under the same Message-ID where the kill left it in doubt.
func wantOnce(t *testing.T, f *site, s *sink) {
	t.Helper()
	copies, doubts, idOf := map[string]int{}, map[string]int{}, map[string]string{}
	for _, m := range s.mails() {
		copies[m.id]++
		if m.doubt {
			doubts[m.id]++
		}
		if other := idOf[m.to]; other != "" && other != m.id {
			t.Errorf("%s got mails under two Message-IDs", m.to)
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
	if len(idOf) != audience {
		t.Errorf("%d people got the new agenda, not %d", len(idOf), audience)
	}
	t.Logf("%d people got it; %d copies more, all of doubts", len(idOf), more)
	for occasion, n := range f.status().Mailings {
		if n["sent"] != audience {
			t.Errorf("%s: %v", occasion, n)
		}
	}
}
