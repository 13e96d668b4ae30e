package inbox

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func onceFrom(t *testing.T, s *server) (*keeper, *Mailbox, error) {
	t.Helper()
	scripted(t, s)
	c := configFor(t, s.addr)
	c.Timeout = time.Second
	k, b := newKeeper(), open(t, c)
	return k, b, b.Once(t.Context(), k)
}

// TestOddServersAreReadAllTheSame has one row for each thing that a real server says and a strict parser stumbles over.
func TestOddServersAreReadAllTheSame(t *testing.T) {
	usual := "* 2 EXISTS\n* OK [UIDVALIDITY 7] ok\n* OK [UIDNEXT 3] ok"
	fetchAs := func(format string) func(*peer, command) bool {
		return func(p *peer, c command) bool {
			if c.name != "UID FETCH" {
				return false
			}
			set, _, _ := strings.Cut(c.args, " ")
			for _, u := range p.s.matching("UID " + set) {
				raw := p.s.mail[u]
				p.say("%s", strings.NewReplacer("SEQ", fmt.Sprint(u), "UIDN", fmt.Sprintf("UID %d", u), "LEN", fmt.Sprint(len(raw)), "RAW", raw).Replace(format))
			}
			p.ok(c)
			return true
		}
	}
	noise := func(lines ...string) func(*peer, command) bool {
		return func(p *peer, c command) bool {
			for _, l := range lines {
				p.say("%s", l)
			}
			return false
		}
	}
	for name, s := range map[string]*server{
		"plain":                           {},
		"] in a flag's name":              {selected: "* FLAGS (\\Seen OIB-Seen-[Gmail]/All)\n* OK [PERMANENTFLAGS (\\Seen OIB-Seen-[Gmail]/All \\*)] ok\n" + usual},
		"quotes in a flag's name":         {selected: "* FLAGS (\"to do\" \\Seen)\n* OK [PERMANENTFLAGS (\"to do\" \\*)] ok\n" + usual},
		"UTF-8 in a flag's name":          {selected: "* FLAGS (à-faire %x)\n" + usual},
		"no UIDNEXT (Courier)":            {selected: "* 2 EXISTS\n* OK [UIDVALIDITY 7] ok"},
		"no UIDVALIDITY":                  {selected: "* 2 EXISTS"},
		"odd response codes":              {selected: usual + "\n* OK [HIGHESTMODSEQ 0] ok\n* OK [X-ODD (\"]\")] ok\n* OK [UNSEEN ] ok\n* OK"},
		"unknown untagged responses":      {odd: noise("* XNOISE hello", "* 3 XNOISE", "* VANISHED 1:5", "* XLIT {7}\r\nT1 OK a more", "* OK Still here {3}", "* NO [ALERT] full", "* BAD odd")},
		"flags of others in between":      {odd: noise("* 1 FETCH (FLAGS (\\Seen OIB-Seen-[Gmail]/All))", "* 1 RECENT", "* 2 FETCH (X-GM-LABELS (a))")},
		"flags before the text":           {odd: fetchAs("* SEQ FETCH (FLAGS ([Gmail]/All x) UIDN RFC822.SIZE LEN BODY[]<0> {LEN}\r\nRAW)")},
		"flags after the text":            {odd: fetchAs("* SEQ FETCH (UIDN RFC822.SIZE LEN BODY[]<0> {LEN}\r\nRAW FLAGS ([Gmail]/All x))")},
		"UID after the text":              {odd: fetchAs("* SEQ FETCH (RFC822.SIZE LEN BODY[]<0> {LEN}\r\nRAW UIDN)")},
		"lower case":                      {odd: fetchAs("* SEQ fetch (UIDN rfc822.size LEN body[]<0> {LEN}\r\nRAW)")},
		"the whole text, not its start":   {odd: fetchAs("* SEQ FETCH (UIDN RFC822.SIZE LEN BODY[] {LEN}\r\nRAW)")},
		"each message twice":              {odd: fetchAs("* SEQ FETCH (UIDN RFC822.SIZE LEN BODY[]<0> {LEN}\r\nRAW)\r\n* SEQ FETCH (UIDN RFC822.SIZE LEN BODY[]<0> {LEN}\r\nRAW)")},
		"a message that nobody asked for": {odd: fetchAs("* SEQ FETCH (UIDN RFC822.SIZE LEN BODY[]<0> {LEN}\r\nRAW)\r\n* 9 FETCH (UID 99 RFC822.SIZE 3 BODY[]<0> {3}\r\nabc)")},
		"spaces at the end of SEARCH": {odd: func(p *peer, c command) bool {
			if c.name == "UID SEARCH" {
				p.say("* SEARCH 1 2  ")
				p.ok(c)
			}
			return c.name == "UID SEARCH"
		}},
		"SEARCH in two parts, doubled, out of order": {odd: func(p *peer, c command) bool {
			if c.name == "UID SEARCH" {
				p.say("* SEARCH 2 2")
				p.say("* SEARCH 1 2")
				p.ok(c)
			}
			return c.name == "UID SEARCH"
		}},
		"an answer without text": {odd: func(p *peer, c command) bool {
			if c.name == "EXAMINE" {
				p.opened()
				p.say("%s OK", c.tag)
			}
			return c.name == "EXAMINE"
		}},
		"no EXAMINE": {odd: func(p *peer, c command) bool {
			if c.name == "EXAMINE" {
				p.say("%s BAD what?", c.tag)
			}
			return c.name == "EXAMINE"
		}},
		"capabilities only after the login": {greeting: "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN LOGINDISABLED] hi"},
		"already logged in":                 {greeting: "* PREAUTH hi"},
	} {
		t.Run(name, func(t *testing.T) {
			s.mail = mails(2)
			k, b, err := onceFrom(t, s)
			if err != nil {
				t.Fatalf("Once: %v", err)
			}
			if got := k.uids(); !slices.Equal(got, []string{"1", "2"}) {
				t.Fatalf("got %v, want 1 and 2", got)
			}
			if string(k.got[1].Raw) != s.mail[2] {
				t.Errorf("text of message 2 is %q", k.got[1].Raw)
			}
			if err := b.Once(t.Context(), k); err != nil || len(k.got) != 2 {
				t.Errorf("Once again: %d messages, %v", len(k.got), err)
			}
		})
	}
}

func TestLoginByAUTHENTICATEWhereLOGINCannot(t *testing.T) {
	s := &server{mail: mails(1), caps: "IMAP4rev1 AUTH=PLAIN LOGINDISABLED"}
	s.odd = func(p *peer, c command) bool {
		if c.name == "AUTHENTICATE" {
			p.say("+ ")
			secret, _ := p.r.ReadString('\n')
			if strings.TrimSpace(secret) != "AHBvc3QAc2VjcmV0" { // \0post\0secret
				p.say("%s NO [AUTHENTICATIONFAILED] no", c.tag)
				return true
			}
			p.ok(c)
		}
		return c.name == "AUTHENTICATE"
	}
	k, _, err := onceFrom(t, s)
	if err != nil || len(k.got) != 1 {
		t.Fatalf("%d messages, %v", len(k.got), err)
	}
}

func TestAMessageThatIsGoneHasVanished(t *testing.T) {
	s := &server{mail: mails(3)}
	s.odd = func(p *peer, c command) bool {
		if c.name == "UID FETCH" {
			s.mu.Lock()
			delete(s.mail, 2)
			s.mu.Unlock()
		}
		return false
	}
	k, _, err := onceFrom(t, s)
	if got := k.uids(); err != nil || !slices.Equal(got, []string{"1", "2 vanished", "3"}) {
		t.Fatalf("got %v, %v", got, err)
	}
}

// unserved breaks the fetch of UID 2, in a set and alone.
func unserved(how func(p *peer, c command)) func(p *peer, c command) bool {
	return func(p *peer, c command) bool {
		set, _, _ := strings.Cut(c.args, " ")
		if c.name != "UID FETCH" || !slices.Contains(p.s.matching("UID "+set), 2) {
			return false
		}
		how(p, c)
		return true
	}
}

func TestAMessageThatCannotBeFetchedIsQuarantinedAlone(t *testing.T) {
	for name, row := range map[string]struct {
		how  func(p *peer, c command)
		want string
	}{
		"left out": {func(p *peer, c command) {
			set, _, _ := strings.Cut(c.args, " ")
			for _, u := range p.s.matching("UID " + set) {
				if u != 2 {
					p.message(u)
				}
			}
			p.ok(c)
		}, "2 refused: the server leaves it out"},
		"NO to all of them":     {func(p *peer, c command) { p.say("%s NO [X] cannot", c.tag) }, "2 refused: the server refused: cannot [X]"},
		"text NIL":              {func(p *peer, c command) { p.say("* 2 FETCH (UID 2 RFC822.SIZE 0 BODY[]<0> NIL)"); p.ok(c) }, "2 refused: the server leaves it out"},
		"connection lost at it": {func(p *peer, c command) { p.c.Close() }, "2 refused: the connection ended each time that it was asked for"},
		"BYE at it":             {func(p *peer, c command) { p.say("* BYE crashed"); p.c.Close() }, "2 refused: the connection ended each time that it was asked for"},
		"text cut short":        {func(p *peer, c command) { p.say("* 2 FETCH (UID 2 BODY[]<0> {500}\r\nFrom: a"); p.c.Close() }, "2 refused: the connection ended each time that it was asked for"},
		"nonsense":              {func(p *peer, c command) { p.say("* 2 FETCH (UID 2 BODY[]<0> oh dear {"); p.ok(c) }, "2 refused: the connection ended each time that it was asked for"},
	} {
		t.Run(name, func(t *testing.T) {
			k, b, err := onceFrom(t, &server{mail: mails(4), odd: unserved(row.how)})
			if got := k.uids(); err != nil || !slices.Equal(got, []string{"1", row.want, "3", "4"}) {
				t.Fatalf("got %q, %v", got, err)
			}
			if err := b.Once(t.Context(), k); err != nil || len(k.got) != 4 {
				t.Errorf("Once again: %d messages, %v", len(k.got), err)
			}
		})
	}
}

func TestNothingIsQuarantinedWhereTheServerServesNothing(t *testing.T) {
	for name, how := range map[string]func(p *peer, c command){
		"NO":    func(p *peer, c command) { p.say("%s NO [SERVERBUG] later", c.tag) },
		"BYE":   func(p *peer, c command) { p.say("* BYE later"); p.c.Close() },
		"empty": func(p *peer, c command) { p.ok(c) },
	} {
		t.Run(name, func(t *testing.T) {
			s := &server{mail: mails(3)}
			broken := true
			s.odd = func(p *peer, c command) bool {
				s.mu.Lock()
				defer s.mu.Unlock()
				if broken && strings.HasSuffix(c.name, "FETCH") {
					how(p, c)
					return true
				}
				return false
			}
			k, b, err := onceFrom(t, s)
			if f, ok := asFault(err); !ok || f.Why == "" || len(k.got) != 0 {
				t.Fatalf("got %v, %v; want a fault and nothing read", k.uids(), err)
			}
			s.mu.Lock()
			broken = false
			s.mu.Unlock()
			if err := b.Once(t.Context(), k); err != nil || !slices.Equal(k.uids(), []string{"1", "2", "3"}) {
				t.Errorf("afterwards: %v, %v", k.uids(), err)
			}
		})
	}
}

// TestEveryCommandIsUnderADeadline: a server that falls silent, at any command, is left after Timeout, and at once when the context ends.
func TestEveryCommandIsUnderADeadline(t *testing.T) {
	for _, name := range []string{"greeting", "CAPABILITY", "LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH"} {
		t.Run(name, func(t *testing.T) {
			s := &server{mail: mails(2)}
			s.odd = func(p *peer, c command) bool { return c.name == name }
			scripted(t, s)
			c := configFor(t, s.addr)
			if name == "greeting" {
				c.Port = listen(t)
			}
			c.Timeout = 300 * time.Millisecond
			began := time.Now()
			err := open(t, c).Once(t.Context(), newKeeper())
			f, ok := asFault(err)
			if took := time.Since(began); !ok || !isTimeout(f.Err) || took > 3*time.Second {
				t.Errorf("after %v: %v; want a timeout", took, err)
			}
			c.Timeout = time.Minute
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			defer cancel()
			began = time.Now()
			err = open(t, c).Once(ctx, newKeeper())
			if took := time.Since(began); err == nil || took > 2*time.Second {
				t.Errorf("context ended, and Once only after %v: %v", took, err)
			}
		})
	}
}

func TestATrickleIsNoAnswer(t *testing.T) {
	s := &server{mail: map[uint32]string{1: strings.Repeat("x", 60000)}}
	s.odd = func(p *peer, c command) bool {
		if c.name != "UID FETCH" {
			return false
		}
		p.say("* 1 FETCH (UID 1 RFC822.SIZE 60000 BODY[]<0> {60000}")
		for range 1000 {
			if _, err := p.c.Write([]byte("x")); err != nil {
				return true
			}
			time.Sleep(20 * time.Millisecond)
		}
		return true
	}
	scripted(t, s)
	c := configFor(t, s.addr)
	c.Timeout = 300 * time.Millisecond
	began := time.Now()
	err := open(t, c).Once(t.Context(), newKeeper())
	if f, ok := asFault(err); !ok || !f.Lost || time.Since(began) > 3*time.Second {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
}

func TestRefusalsAreToldInWords(t *testing.T) {
	for name, row := range map[string]struct{ verdict, why, hint string }{
		"LOGIN":      {"NO [AUTHENTICATIONFAILED] Invalid credentials", "Invalid credentials", "app password"},
		"EXAMINE":    {"NO [NONEXISTENT] no such mailbox", "no such mailbox", "imap.mailboxes"},
		"UID SEARCH": {"BAD not today", "not today", ""},
		"CAPABILITY": {"BAD no", "does not understand", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := &server{mail: mails(1)}
			s.odd = func(p *peer, c command) bool {
				if c.name == name {
					p.say("%s %s", c.tag, row.verdict)
				}
				return c.name == name
			}
			_, b, err := onceFrom(t, s)
			f, ok := asFault(err)
			if !ok || !strings.Contains(f.Error(), row.why) || !strings.Contains(f.Hint, row.hint) {
				t.Fatalf("fault %v, hint %q", err, f.Hint)
			}
			if b.State().LastError != f.Error() {
				t.Errorf("State says %q", b.State().LastError)
			}
		})
	}
}

func TestTheServersGoodbyeIsTold(t *testing.T) {
	_, _, err := onceFrom(t, &server{greeting: "* BYE too many connections"})
	if f, ok := asFault(err); !ok || !strings.Contains(f.Why, "too many connections") || !f.Lost {
		t.Errorf("at the greeting: %v", err)
	}
	_, _, err = onceFrom(t, &server{mail: mails(1), odd: func(p *peer, c command) bool {
		if c.name == "EXAMINE" {
			p.say("* BYE shutting down for maintenance")
			p.c.Close()
		}
		return c.name == "EXAMINE"
	}})
	if f, ok := asFault(err); !ok || !strings.Contains(f.Why, "maintenance") || !f.Lost {
		t.Errorf("at EXAMINE: %v", err)
	}
}

func TestOnlyOneCommandIsInFlight(t *testing.T) {
	s := &server{mail: mails(600)}
	s.odd = func(p *peer, c command) bool {
		time.Sleep(2 * time.Millisecond)
		if p.r.Buffered() > 0 {
			t.Errorf("%s was not answered yet when another command came", c.name)
		}
		return false
	}
	k, _, err := onceFrom(t, s)
	if err != nil || len(k.got) != 600 {
		t.Fatalf("%d messages, %v", len(k.got), err)
	}
}

func TestStartNowWithoutUIDNEXT(t *testing.T) {
	s := scripted(t, &server{mail: mails(5), selected: "* 5 EXISTS\n* OK [UIDVALIDITY 7] ok"})
	k := newKeeper()
	k.start.Now = true
	b := open(t, configFor(t, s.addr))
	mustOnce(t, b, k)
	if c := k.cursors["INBOX"]; c != (Cursor{7, 5}) || len(k.got) != 0 {
		t.Fatalf("cursor %v after the start, %d messages", c, len(k.got))
	}
	s.mu.Lock()
	s.mail[6] = string(sample(6))
	s.mu.Unlock()
	mustOnce(t, b, k)
	if got := k.uids(); !slices.Equal(got, []string{"6"}) {
		t.Errorf("got %v, want 6", got)
	}
}

func TestOnlyWhatIsAskedForIsKeptOfAServerThatSendsAll(t *testing.T) {
	s := &server{mail: map[uint32]string{1: strings.Repeat("x", 300000)}}
	scripted(t, s)
	c := configFor(t, s.addr)
	c.Complete = func([]byte, int64) bool { return true }
	k := newKeeper()
	mustOnce(t, open(t, c), k)
	if len(k.got) != 1 || len(k.got[0].Raw) != 64<<10 || k.got[0].Size != 300000 {
		t.Errorf("%d bytes kept, size %d", len(k.got[0].Raw), k.got[0].Size)
	}
}
