package inbox

import (
	"slices"
	"strings"
	"testing"
	"time"

	"takepart/mailproc/postoffice"
	"takepart/mailproc/postoffice/real"
)

func realConfig(t *testing.T, d *real.Dovecot) Config {
	t.Helper()
	c := configFor(t, d.Addr)
	c.Password, c.Timeout = real.Password, 20*time.Second
	return c
}

// described are flags and subject numbers of the messages, sorted.
func described(kept []postoffice.Kept) (all []string) {
	for _, m := range kept {
		flags := slices.DeleteFunc(m.Flags, func(f string) bool { return f == `\Recent` })
		slices.Sort(flags)
		_, after, _ := strings.Cut(string(m.Raw), "Subject: registration ")
		number, _, _ := strings.Cut(after, "\r\n")
		all = append(all, strings.TrimSpace(number+" "+strings.Join(flags, " ")))
	}
	slices.Sort(all)
	return all
}

func TestDovecotIsReadAndLeftUntouched(t *testing.T) {
	d := real.StartDovecot(t, real.DovecotOptions{})
	for i := range 600 {
		d.Deliver(sample(i))
	}
	for name, change := range map[string]func(*Config){
		"plain":    func(*Config) {},
		"starttls": func(c *Config) { c.Security, c.TLS = StartTLS, d.ClientTLS() },
		"implicit": func(c *Config) {
			tls := configFor(t, d.TLSAddr)
			c.Port, c.Security, c.TLS = tls.Port, Implicit, d.ClientTLS()
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := realConfig(t, d)
			change(&c)
			k := newKeeper()
			mustOnce(t, open(t, c), k)
			if len(k.got) != 600 || len(k.got[599].Raw) != len(sample(599)) {
				t.Errorf("%d messages, the last of %d bytes", len(k.got), len(k.got[len(k.got)-1].Raw))
			}
		})
	}
	for _, m := range described(d.Messages("post", "INBOX")) {
		if strings.Contains(m, `\`) {
			t.Fatalf("a message got flags: %s", m)
		}
	}
}

func TestDovecotRunReadsAndMarks(t *testing.T) {
	d := real.StartDovecot(t, real.DovecotOptions{})
	k := newKeeper()
	b := open(t, realConfig(t, d))
	running(t, b, k)
	eventually(t, "connected", func() bool { return b.State().Connected && b.State().Idle })
	for i := range 5 {
		began := time.Now()
		d.Deliver(sample(i))
		m := k.next(t)
		t.Logf("delivery to Batch: %v", time.Since(began))
		valid := k.cursors["INBOX"].UIDValidity
		fates, err := b.Mark(t.Context(), []Mark{{Mailbox: "INBOX", UIDValidity: valid, UID: m.UID, Add: []string{"$TakePart", `\Answered`}}})
		if err != nil || !fates[0].Done {
			t.Fatalf("%+v, %v", fates, err)
		}
	}
	want := []string{`0 $TakePart \Answered`, `1 $TakePart \Answered`, `2 $TakePart \Answered`, `3 $TakePart \Answered`, `4 $TakePart \Answered`}
	if got := described(d.Messages("post", "INBOX")); !slices.Equal(got, want) {
		t.Errorf("the mailbox is %q", got)
	}
}

func TestDovecotMoves(t *testing.T) {
	for name, row := range map[string]struct {
		extra string
		move  bool
	}{
		"MOVE":         {"", true},
		"UIDPLUS only": {"imap_capability = IMAP4rev1 UIDPLUS IDLE", true},
		"neither":      {"imap_capability = IMAP4rev1 IDLE", false},
	} {
		t.Run(name, func(t *testing.T) {
			d := real.StartDovecot(t, real.DovecotOptions{Extra: row.extra})
			for i := range 3 {
				d.Deliver(sample(i))
			}
			c := realConfig(t, d)
			c.MoveTo = "Done"
			b, k := open(t, c), newKeeper()
			mustOnce(t, b, k)
			valid := k.cursors["INBOX"].UIDValidity
			fates, err := b.Mark(t.Context(), []Mark{mark(3, valid, false, `\Deleted`), mark(1, valid, true, "$TakePart"), mark(77, valid, true, "$TakePart")})
			if err != nil || fates[1].Done != row.move || fates[1].Unsupported == row.move {
				t.Fatalf("%+v, %v", fates, err)
			}
			inbox := described(d.Messages("post", "INBOX"))
			if !row.move {
				if !slices.Equal(inbox, []string{"0 $TakePart", "1", `2 \Deleted`}) {
					t.Errorf("INBOX %q", inbox)
				}
				return
			}
			done := described(d.Messages("post", "Done"))
			if !slices.Equal(inbox, []string{"1", `2 \Deleted`}) || !slices.Equal(done, []string{"0 $TakePart"}) {
				t.Errorf("INBOX %q, Done %q", inbox, done)
			}
		})
	}
}

func TestDovecotProbeAndOlder(t *testing.T) {
	d := real.StartDovecot(t, real.DovecotOptions{})
	d.Deliver(sample(1))
	d.Deliver([]byte("From: b@org.example\r\nSubject: lunch\r\n\r\nSee you.\r\n"))
	b := open(t, realConfig(t, d))
	got, err := b.Probe(t.Context())
	if err != nil || !got.Idle || !got.Move || !got.UIDPlus || !got.Mailboxes[0].Keywords || len(got.Advice) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	total, holding, oldest, err := b.Older(t.Context(), "INBOX", []string{"I TAKE PART", "أشارك", "je participe"})
	if err != nil || total != 2 || holding != 1 || oldest.IsZero() {
		t.Errorf("total %d, holding %d, oldest %v, %v", total, holding, oldest, err)
	}
	c := realConfig(t, d)
	c.Password = "wrong"
	if f, ok := asFault(open(t, c).Once(t.Context(), newKeeper())); !ok || !f.Login || f.Hint == "" {
		t.Errorf("wrong password: %v", f)
	}
	c = realConfig(t, d)
	c.Mailboxes = []string{"Nope"}
	if f, ok := asFault(open(t, c).Once(t.Context(), newKeeper())); !ok || f.Lost || !strings.Contains(f.Hint, "INBOX") {
		t.Errorf("missing mailbox: %v", f)
	}
}
