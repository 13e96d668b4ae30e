package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/mail"
	"strings"
	"testing"
	"time"

	"takepart/mailproc/postoffice"
	"takepart/mailproc/postoffice/real"
	"takepart/store"
)

// testRealPostfixKills is testRealKills with Postfix as the receiver: what counts is what it delivers, into one Maildir for all.
func testRealPostfixKills(t *testing.T, binary string) {
	seed, kills := *killSeed, killings
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	if testing.Short() {
		kills = 12
	}
	t.Logf("seed %d: go test ./cmd/takepart -run 'TestReal/postfix_kills' -args -killseed %d", seed, seed)
	rnd := rand.New(rand.NewPCG(seed, 3))
	all := townspeople(kills * perKilling)
	dovecot := real.StartDovecot(t, real.DovecotOptions{Users: []string{"post", "guests"}})
	users := map[string]string{organisers: "post"}
	for _, r := range all {
		users[r.from] = "guests"
	}
	postfix := real.StartPostfix(t, dovecot, users)
	f := newSite(t, binary, dovecot.Addr, postfix.Addr)
	delivered := 0
	deliver := func(upTo int) {
		for ; delivered < min(upTo, len(all)); delivered++ {
			deliverMaildir(t, dovecot, all[delivered].attendee, delivered%2 == 1, delivered)
		}
	}
	for n := range kills {
		deliver(len(all)/2 + n*(len(all)/2)/kills)
		killOnce(t, f, nil, rnd)
		if t.Failed() {
			t.Fatalf("after %d kills", n+1)
		}
	}
	deliver(len(all))
	finish(t, f, len(all))
	wantPeople(t, f, residents(all))
	wantDelivered(t, f, dovecot, postfix, all)
	t.Logf("%d kills", kills)
}

// wantDelivered asks that each who is to be answered finds the answer in the Maildir, nobody else does, and that a second copy has the same
// Message-ID and is one of a doubt.
func wantDelivered(t *testing.T, f *site, d *real.Dovecot, p *real.Postfix, all []resident) {
	t.Helper()
	doubts := doubtsOf(t, f)
	want := 0
	for _, r := range all {
		if r.answered {
			want++
		}
	}
	var copies, idOf map[string]int
	var mails []postoffice.Kept
	eventually(t, func() string { return fmt.Sprintf("%d of %d answers are there\n%s", len(copies), want, p.Log()) }, func() bool {
		mails = d.Messages("guests", "INBOX")
		copies, idOf = map[string]int{}, map[string]int{}
		for _, m := range mails {
			read, err := mail.ReadMessage(bytes.NewReader(m.Raw))
			if err != nil {
				t.Fatal(err)
			}
			id := read.Header.Get("Message-ID")
			if copies[id]++; copies[id] == 1 {
				idOf[read.Header.Get("Delivered-To")]++
			}
		}
		return len(copies) >= want
	})
	more := 0
	for id, n := range copies {
		more += n - 1
		if n > 1+doubts[id] {
			t.Errorf("%s was delivered %d times, with %d doubts", id, n, doubts[id])
		}
	}
	for _, r := range all {
		if n := idOf[strings.ToLower(r.from)]; r.answered != (n == 1) || n > 1 {
			t.Errorf("%s has answers under %d Message-IDs", r.from, n)
		}
	}
	t.Logf("%d mails delivered to %d people: 0 lost, %d copies more, all of doubts (%d replies were in doubt)", len(mails), want, more, len(doubts))
}

// doubtsOf tells how often each reply was in doubt, by its Message-ID.
func doubtsOf(t *testing.T, f *site) map[string]int {
	t.Helper()
	st, err := store.Open(f.store(), store.Options{ReadOnly: true, MustExist: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	out := map[string]int{}
	err = st.Look(func(tx *store.Tx) error {
		replies, _, err := tx.Replies("", 0, 1<<20)
		for _, r := range replies {
			if r.State != store.Sent {
				t.Errorf("reply %d is %s", r.ID, r.State)
			}
			if r.Doubts > 0 {
				out[r.MessageID] = r.Doubts
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
