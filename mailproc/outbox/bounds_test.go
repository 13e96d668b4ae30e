package outbox

import (
	"context"
	"crypto/tls"
	"strings"
	"testing"
	"time"
)

// These tests stand at the bounds of rules, where a changed comparison shows.

func TestTLSFromTheFirstByte(t *testing.T) {
	good, pool := certificate(t, "127.0.0.1", 30)
	for name, client := range map[string]*tls.Config{"trusted": {RootCAs: pool}, "not trusted": nil} {
		t.Run(name, func(t *testing.T) {
			srv := start(t, nil, nil)
			srv.mu.Lock()
			srv.tls, srv.at = good, true
			srv.mu.Unlock()
			conf := srv.config()
			conf.Security, conf.TLS = Implicit, client
			o := New(conf).Send(context.Background(), sample())
			if client != nil && o.Fate != Sent {
				t.Errorf("%+v", o)
			}
			if client == nil && (o.Fate != Retry || o.Stage != "tls" || srv.heard("EHLO") > 0) {
				t.Errorf("%+v", o)
			}
		})
	}
}

func TestWaitsByDefault(t *testing.T) {
	var c Config
	if c.timeout() != time.Minute || c.final() != 10*time.Minute {
		t.Errorf("%v for a command, %v for the final answer", c.timeout(), c.final())
	}
	c.Timeout, c.Final = time.Nanosecond, 2*time.Nanosecond
	if c.timeout() != 1 || c.final() != 2 {
		t.Errorf("%v for a command, %v for the final answer", c.timeout(), c.final())
	}
}

// TestStoppedSaysSo: what our own stop broke off is not told as the network's fault.
func TestStoppedSaysSo(t *testing.T) {
	srv := start(t, nil, map[string][]string{"MAIL": {"hang"}})
	conf := srv.config()
	conf.Timeout = 5 * time.Second
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	if o := New(conf).Send(ctx, sample()); o.Fate != Retry || o.Why != "stopped" {
		t.Errorf("%+v", o)
	}
	// A server that answers in the same moment is heard all the same.
	done, cancel := context.WithCancel(context.Background())
	srv = start(t, nil, map[string][]string{"RCPT": {"550 5.1.1 no such user"}})
	defer cancel()
	if o := New(srv.config()).Send(done, sample()); o.Fate != Refused || !strings.Contains(o.Why, "no such user") {
		t.Errorf("%+v", o)
	}
}

func TestHeaderTextBounds(t *testing.T) {
	for in, want := range map[string]string{
		"a\x00b\x07c\u202ed\x7fe": "abcde",
		"two\r\n words\tthree":    "two words three",
		"a\xffb":                  "ab",
	} {
		if got := headerText(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
	long := strings.Repeat("é", maxHeaderText)
	if got := headerText(long); got != long {
		t.Errorf("%d characters are cut to %d bytes", maxHeaderText, len(got))
	}
	if got := headerText(long + "x"); got != long {
		t.Errorf("one more is not cut: %d bytes", len(got))
	}
}

func TestBodyTextBounds(t *testing.T) {
	for in, want := range map[string]string{"\x00a\x00b": "ab", "a\x00": "a", "a\r\nb\rc\n": "a\nb\nc\n", "a\xffb": "a\uFFFDb"} {
		if got := bodyText(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestMessageIDBounds(t *testing.T) {
	longest := "<" + strings.Repeat("a", 896) + "@b>"
	for id, want := range map[string]bool{
		"<a@b>": true, " <!~@~!> ": true, longest: true, "<a" + longest[1:]: false, "<ab>": false, "<@>": false,
		"<a@b": false, "a@bc>": false, "<a b@c>": false, "<a\x7f@b>": false, "<a@b\x01>": false, "<a<@b>": false, "<a>@b>": false,
	} {
		if _, ok := messageID(id); ok != want {
			t.Errorf("%.20q: %v, want %v", id, ok, want)
		}
	}
}

func TestDomainBounds(t *testing.T) {
	label := strings.Repeat("a", 63)
	longest := strings.Join([]string{label, label, label, label[:61]}, ".") // 253
	for domain, want := range map[string]bool{
		"": false, "az.AZ.09": true, "a-b_c.d": true, label + ".b": true, "a" + label + ".b": false, "a..b": false,
		longest: true, longest + "a": false, "a@b": false, "a[b": false, "a`b": false, "a{b": false, "a/b": false, "a:b": false, "é.b": false,
	} {
		if plainDomain(domain) != want {
			t.Errorf("%.20q of %d bytes: %v, want %v", domain, len(domain), !want, want)
		}
	}
}

func TestLanguageTagBounds(t *testing.T) {
	for tag, want := range map[string]bool{
		"az-AZ-09": true, strings.Repeat("a", 35): true, strings.Repeat("a", 36): false, "a_b": false, "a/b": false, "a:b": false, "a`b": false, "a{b": false, "a@b": false, "a[b": false,
	} {
		if (languageTag(tag) == tag) != want {
			t.Errorf("%q: %v, want %v", tag, !want, want)
		}
	}
}

func TestWordsOfServersAreBounded(t *testing.T) {
	whole := strings.Repeat("é", 500)
	if got := oneLine(whole); got != whole {
		t.Errorf("500 characters become %d bytes", len(got))
	}
	if got := oneLine(whole + "x"); got != whole[:499*2]+"…" {
		t.Errorf("501 characters become %d bytes", len(got))
	}
}

// TestLiteralsBounds: every printable byte but = stands as it is, so that a mail's source can be read.
func TestLiteralsBounds(t *testing.T) {
	for c, plain := range map[byte]bool{' ': true, '!': true, '~': true, '\t': true, '=': false, 0x7f: false, 0x1f: false, 0x80: false} {
		if got := literals(string(c)+"x", 10) == 2; got != plain {
			t.Errorf("%q: %v, want %v", c, got, plain)
		}
	}
	for line, want := range map[string]int{"": 0, "ab": 2, "ab ": 2, "ab\t": 2, " ": 0, "abcdefghijkl": 10} {
		if got := literals(line, 10); got != want {
			t.Errorf("%q: %d, want %d", line, got, want)
		}
	}
}
