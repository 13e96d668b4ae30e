package outbox

import (
	"context"
	"crypto/tls"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var offers = []string{"PIPELINING", "8BITMIME"}

// TestFates holds the table of the package comment, with and without pipelining.
func TestFates(t *testing.T) {
	type want struct {
		Fate   Fate
		Code   int
		Server bool
		Login  bool
		Stage  string
	}
	cases := []struct {
		name   string
		script map[string][]string
		want   want
	}{
		{"accepted", nil, want{Fate: Sent, Code: 250, Stage: "dot"}},
		{"accepted with another 2xx", map[string][]string{".": {"251 fine"}}, want{Fate: Sent, Code: 250, Stage: "dot"}},
		{"greeted with 554", map[string][]string{"greet": {"554 no"}}, want{Retry, 554, true, false, "connect"}},
		{"greeted with 421", map[string][]string{"greet": {"421 busy"}}, want{Retry, 421, true, false, "connect"}},
		{"no greeting", map[string][]string{"greet": {"hang"}}, want{Retry, 0, true, false, "connect"}},
		{"EHLO and HELO refused", map[string][]string{"EHLO": {"502 no"}, "HELO": {"550 no"}}, want{Retry, 502, true, false, "connect"}},
		{"MAIL 451", map[string][]string{"MAIL": {"451 4.3.0 later"}}, want{Retry, 451, false, false, "mail"}},
		{"MAIL 550", map[string][]string{"MAIL": {"550 5.7.1 no"}}, want{Retry, 550, true, false, "mail"}},
		{"MAIL 552", map[string][]string{"MAIL": {"552 5.3.4 too large"}}, want{Refused, 552, false, false, "mail"}},
		{"MAIL 550 5.3.4", map[string][]string{"MAIL": {"550 5.3.4 too large"}}, want{Refused, 550, false, false, "mail"}},
		{"MAIL 530", map[string][]string{"MAIL": {"530 5.7.0 log in"}}, want{Retry, 530, true, true, "mail"}},
		{"RCPT 450", map[string][]string{"RCPT": {"450 4.2.1 greylisted"}}, want{Retry, 450, false, false, "rcpt"}},
		{"RCPT 550", map[string][]string{"RCPT": {"550 5.1.1 unknown"}, "DATA": {"554 no recipients"}}, want{Refused, 550, false, false, "rcpt"}},
		{"RCPT 550, DATA 354 all the same", map[string][]string{"RCPT": {"550 5.1.1 unknown"}}, want{Refused, 550, false, false, "rcpt"}},
		{"RCPT dropped", map[string][]string{"RCPT": {"drop"}}, want{Retry, 0, false, false, "rcpt"}},
		{"RCPT 421", map[string][]string{"RCPT": {"421 4.3.2 down"}}, want{Retry, 421, true, false, "rcpt"}},
		{"DATA 451", map[string][]string{"DATA": {"451 later"}}, want{Retry, 451, false, false, "data"}},
		{"DATA 554", map[string][]string{"DATA": {"554 no"}}, want{Refused, 554, false, false, "data"}},
		{"DATA 503", map[string][]string{"DATA": {"503 out of step"}}, want{Retry, 503, false, false, "data"}},
		{"DATA 250", map[string][]string{"DATA": {"250 ok"}}, want{Retry, 250, false, false, "data"}},
		{"DATA hangs", map[string][]string{"DATA": {"hang"}}, want{Retry, 0, false, false, "data"}},
		{"dot 452", map[string][]string{".": {"452 4.2.2 full"}}, want{Retry, 452, false, false, "dot"}},
		{"dot 550", map[string][]string{".": {"550 5.7.1 spam"}}, want{Refused, 550, false, false, "dot"}},
		{"dot 421", map[string][]string{".": {"421 4.3.2 down"}}, want{Retry, 421, true, false, "dot"}},
		{"dot 354", map[string][]string{".": {"354 again"}}, want{Doubt, 354, false, false, "dot"}},
		{"dot nonsense", map[string][]string{".": {"what"}}, want{Doubt, 0, false, false, "dot"}},
		{"dot dropped", map[string][]string{".": {"drop"}}, want{Doubt, 0, false, false, "dot"}},
		{"dot hangs", map[string][]string{".": {"hang"}}, want{Doubt, 0, false, false, "dot"}},
	}
	for _, c := range cases {
		for how, offers := range map[string][]string{"pipelined": offers, "one by one": {"8BITMIME"}} {
			t.Run(c.name+"/"+how, func(t *testing.T) {
				t.Parallel()
				s := New(start(t, offers, c.script).config())
				defer s.Close()
				o := s.Send(context.Background(), sample())
				if d := cmp.Diff(c.want, want{o.Fate, o.Code, o.Server, o.Login, o.Stage}); d != "" {
					t.Errorf("fate of %q (-want +got):\n%s%s", c.name, d, o.Why)
				}
			})
		}
	}
}

// TestGoesOn: after a fault that the server explained, or that closed the connection, the next mail is sent.
func TestGoesOn(t *testing.T) {
	for name, script := range map[string]map[string][]string{
		"refused recipient":         {"RCPT": {"550 5.1.1 no", ""}},
		"refused content before it": {"DATA": {"554 no", ""}},
		"refused content":           {".": {"550 spam", ""}},
		"lost answer":               {".": {"drop", ""}},
		"421 in the middle":         {"RCPT": {"421 down", ""}},
		"out of step":               {"MAIL": {"250 ok\n250 ok", ""}},
	} {
		for how, offers := range map[string][]string{"pipelined": offers, "one by one": nil} {
			t.Run(name+"/"+how, func(t *testing.T) {
				t.Parallel()
				srv := start(t, offers, script)
				s := New(srv.config())
				defer s.Close()
				if o := s.Send(context.Background(), sample()); o.Fate == Sent {
					t.Fatalf("the first mail was sent; the script is wrong")
				}
				if o := s.Send(context.Background(), sample()); o.Fate != Sent {
					t.Errorf("second mail: %+v", o)
				}
			})
		}
	}
}

// TestEarlyAnswer: an answer that comes before its question must not pass for the server's word about the dot.
func TestEarlyAnswer(t *testing.T) {
	srv := start(t, offers, map[string][]string{"DATA": {"354 go on\n250 2.0.0 queued", ""}})
	s := New(srv.config())
	defer s.Close()
	if o := s.Send(context.Background(), sample()); o.Fate != Retry {
		t.Errorf("%+v, want a retry", o)
	}
	if len(srv.mails) != 0 {
		t.Errorf("the content was sent all the same")
	}
	if o := s.Send(context.Background(), sample()); o.Fate != Sent || srv.dialled != 2 {
		t.Errorf("next mail: %+v, dialled %d times", o, srv.dialled)
	}
}

// TestReset: a transaction that was left half-way is reset on the same connection before the next.
func TestReset(t *testing.T) {
	for how, offers := range map[string][]string{"pipelined": offers, "one by one": nil} {
		t.Run(how, func(t *testing.T) {
			srv := start(t, offers, map[string][]string{"DATA": {"554 5.7.1 no", ""}})
			s := New(srv.config())
			defer s.Close()
			first, second := s.Send(context.Background(), sample()), s.Send(context.Background(), sample())
			if first.Fate != Refused || second.Fate != Sent || srv.dialled != 1 || srv.heard("RSET") != 1 {
				t.Errorf("%s, %s, dialled %d times, said %q", first.Fate, second.Fate, srv.dialled, srv.said)
			}
		})
	}
}

func TestKeepsConnectionOpen(t *testing.T) {
	srv := start(t, offers, nil)
	s := New(srv.config())
	for range 5 {
		if o := s.Send(context.Background(), sample()); o.Fate != Sent {
			t.Fatalf("%+v", o)
		}
	}
	s.Close()
	if srv.dialled != 1 || srv.heard("EHLO") != 1 || srv.heard("NOOP")+srv.heard("RSET") != 0 || srv.heard("QUIT") != 1 {
		t.Errorf("dialled %d times, said %q", srv.dialled, srv.said)
	}
}

// TestStaleConnection: a kept-open connection that the server ended meanwhile is replaced without a fault being seen.
func TestStaleConnection(t *testing.T) {
	for _, how := range []string{"drop", "421 4.4.2 idle too long"} {
		t.Run(how, func(t *testing.T) {
			srv := start(t, offers, map[string][]string{"MAIL": {"", how, ""}})
			s := New(srv.config())
			defer s.Close()
			for i := range 3 {
				if o := s.Send(context.Background(), sample()); o.Fate != Sent {
					t.Errorf("mail %d: %+v", i, o)
				}
			}
			if srv.dialled != 2 || len(srv.mails) != 3 {
				t.Errorf("dialled %d times for %d mails", srv.dialled, len(srv.mails))
			}
		})
	}
}

func TestContextEndsAnything(t *testing.T) {
	for verb, want := range map[string]Fate{"greet": Retry, "EHLO": Retry, "MAIL": Retry, "RCPT": Retry, "DATA": Retry, ".": Doubt} {
		t.Run(verb, func(t *testing.T) {
			t.Parallel()
			c := start(t, offers, map[string][]string{verb: {"hang"}}).config()
			c.Timeout, c.Final = time.Minute, time.Minute
			ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
			defer cancel()
			began := time.Now()
			o := New(c).Send(ctx, sample())
			if took := time.Since(began); o.Fate != want || took > time.Second {
				t.Errorf("%s after %v, want %s soon", o.Fate, took, want)
			}
		})
	}
}

func TestLogin(t *testing.T) {
	cases := []struct {
		name   string
		offers []string
		answer string
		want   Outcome
	}{
		{"accepted", []string{"AUTH PLAIN LOGIN"}, "235 ok", Outcome{Fate: Sent}},
		{"wrong password", []string{"AUTH PLAIN"}, "535 5.7.8 wrong", Outcome{Fate: Retry, Code: 535, Server: true, Login: true}},
		{"temporary", []string{"AUTH PLAIN"}, "454 4.7.0 later", Outcome{Fate: Retry, Code: 454, Server: true}},
		{"none offered", nil, "", Outcome{Fate: Retry, Server: true}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			srv := start(t, c.offers, map[string][]string{"AUTH": {c.answer}})
			conf := srv.config()
			conf.Username, conf.Password = "organiser", "not a secret"
			o := New(conf).Send(context.Background(), sample())
			if o.Fate != c.want.Fate || o.Server != c.want.Server || o.Login != c.want.Login || c.want.Code != 0 && o.Code != c.want.Code {
				t.Errorf("got %+v, want %+v", o, c.want)
			}
			if o.Fate != Sent && c.want.Code != 454 && o.Hint == "" {
				t.Errorf("no hint in %+v", o)
			}
			if _, err := Probe(context.Background(), conf); (err == nil) != (c.want.Fate == Sent) {
				t.Errorf("Probe says %v", err)
			}
		})
	}
}

func TestTLSFaultsSayWhatToDo(t *testing.T) {
	good, pool := certificate(t, "127.0.0.1", 30)
	expired, expiredPool := certificate(t, "127.0.0.1", -1)
	other, otherPool := certificate(t, "mail.other.example", 30)
	cases := []struct {
		name   string
		offers []string
		server *tls.Config
		client *tls.Config
		hint   string // "": sent
	}{
		{"trusted", []string{"STARTTLS"}, good, &tls.Config{RootCAs: pool}, ""},
		{"expired", []string{"STARTTLS"}, expired, &tls.Config{RootCAs: expiredPool}, "expired"},
		{"wrong name", []string{"STARTTLS"}, other, &tls.Config{RootCAs: otherPool}, "mail.other.example"},
		{"unknown authority", []string{"STARTTLS"}, good, nil, "trusts"},
		{"stripped", nil, good, &tls.Config{RootCAs: pool}, "implicit"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			srv := start(t, c.offers, nil)
			srv.tls = c.server
			conf := srv.config()
			conf.Security, conf.TLS = StartTLS, c.client
			o := New(conf).Send(context.Background(), sample())
			if c.hint == "" && o.Fate != Sent {
				t.Fatalf("%+v", o)
			}
			if c.hint != "" && (o.Fate != Retry || !o.Server || !strings.Contains(o.Hint, c.hint)) {
				t.Errorf("hint %q does not tell of %q; %+v", o.Hint, c.hint, o)
			}
			if c.hint != "" && srv.heard("MAIL") > 0 {
				t.Errorf("MAIL was said over a connection that is not to be trusted")
			}
		})
	}
	t.Run("no TLS on an implicit port", func(t *testing.T) {
		conf := start(t, nil, nil).config()
		conf.Security = Implicit
		if o := New(conf).Send(context.Background(), sample()); !o.Server || !strings.Contains(o.Hint, "starttls") {
			t.Errorf("%+v", o)
		}
	})
}

func TestNobodyThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	o := New(Config{Host: "127.0.0.1", Port: port, Security: Plain}).Send(context.Background(), sample())
	if o.Fate != Retry || !o.Server || o.Why != "connection refused" || o.Hint == "" {
		t.Errorf("%+v", o)
	}
}

// TestContentArrives: what the server gets after un-stuffing is what Build says, and lines of dots survive.
func TestContentArrives(t *testing.T) {
	srv := start(t, offers, nil)
	m := sample()
	m.HTML, m.Calendar = "", nil // no boundary: two renderings are alike
	if o := New(srv.config()).Send(context.Background(), m); o.Fate != Sent {
		t.Fatalf("%+v", o)
	}
	raw, err := Build(m)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(raw), srv.mails[0]); d != "" {
		t.Errorf("(-built +arrived)\n%s", d)
	}
	if srv.heard("MAIL FROM:<bounces@meeting.example> BODY=8BITMIME") != 1 || srv.heard("RCPT TO:<ada@school.example>") != 1 {
		t.Errorf("envelope: %q", srv.said)
	}
}

func TestEnvelope(t *testing.T) {
	cases := []struct {
		name, from, to string
		offers         []string
		mail, rcpt     string
		fate           Fate
	}{
		{"null sender", "", "a@b.example", nil, "MAIL FROM:<>", "RCPT TO:<a@b.example>", Sent},
		{"IDN domain", "x@y.example", "a@école.example", nil, "MAIL FROM:<x@y.example>", "RCPT TO:<a@xn--cole-9oa.example>", Sent},
		{"UTF-8 before the @", "x@y.example", "é@b.example", []string{"SMTPUTF8"}, "MAIL FROM:<x@y.example> SMTPUTF8", "RCPT TO:<é@b.example>", Sent},
		{"UTF-8 not offered", "x@y.example", "é@b.example", nil, "", "", Refused},
		{"SMTPUTF8 only where needed", "x@y.example", "a@b.example", []string{"SMTPUTF8"}, "MAIL FROM:<x@y.example>", "RCPT TO:<a@b.example>", Sent},
		{"second command", "x@y.example", "a@b.example>\r\nRCPT TO:<c@d.example", nil, "", "", Refused},
		{"no domain", "x@y.example", "a@", nil, "", "", Refused},
		{"literal", "x@y.example", "a@[10.0.0.1]", nil, "", "", Refused},
		{"list of two", "x@y.example", "a@b.example,c@d.example", nil, "", "", Refused},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			srv := start(t, c.offers, nil)
			m := sample()
			m.EnvelopeFrom, m.To = c.from, c.to
			s := New(srv.config())
			o := s.Send(context.Background(), m)
			s.Close()
			if o.Fate != c.fate {
				t.Fatalf("%+v", o)
			}
			if c.fate == Sent {
				got := []string{srv.said[1], srv.said[2]}
				if d := cmp.Diff([]string{c.mail, c.rcpt}, got); d != "" {
					t.Error(d)
				}
			} else if srv.heard("MAIL") > 0 {
				t.Errorf("said %q", srv.said)
			}
		})
	}
}

func BenchmarkSend(b *testing.B) {
	m := sample()
	m.Text, m.HTML = strings.Repeat(m.Text, 100), strings.Repeat("<p>"+m.HTML+"</p>\n", 500)
	b.Run("build", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			raw, err := Build(m)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(raw)))
		}
	})
}
