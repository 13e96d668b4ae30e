package outbox

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"
)

var (
	errNoStartTLS = errors.New("the server does not offer STARTTLS")
	errNoLogin    = errors.New("the server offers no login that takepart knows")
)

// line is an open, protected, logged-in connection.
type line struct {
	conn       net.Conn // the socket itself: closing it ends whatever waits on it
	client     *smtp.Client
	pipelining bool // RFC 2920
	utf8       bool // SMTPUTF8, RFC 6531
	eight      bool // 8BITMIME, RFC 6152
	used       bool // a mail has gone over it
	open       bool // a transaction was begun and neither ended nor reset
	broken     bool // out of step: only to be closed
	timeout    time.Duration
}

// mark bounds the next step on the connection; an error shows at that step.
func (l *line) mark(limit time.Duration) { _ = l.client.UpdateDeadline(limit) }

// dial opens a connection and goes through greeting, EHLO, STARTTLS and login. The stage says where it failed. ctx ends
// it at any time.
func (c *Config) dial(ctx context.Context) (*line, stage, error) {
	dialer := net.Dialer{Timeout: c.timeout()}
	conn, err := dialer.DialContext(ctx, "tcp", c.address())
	if err != nil {
		return nil, atConnect, err
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	l, at, err := c.greet(conn)
	if err != nil {
		conn.Close()
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return nil, at, err
	}
	return l, "", nil
}

func (c *Config) address() string { return net.JoinHostPort(c.Host, strconv.Itoa(c.Port)) }

func (c *Config) timeout() time.Duration {
	if c.Timeout > 0 {
		return c.Timeout
	}
	return 60 * time.Second
}

func (c *Config) final() time.Duration {
	if c.Final > 0 {
		return c.Final
	}
	return 10 * time.Minute
}

// tls gives the connection's own configuration: TLS 1.2 or newer and the host's name, whatever was handed in.
func (c *Config) tls() *tls.Config {
	t := &tls.Config{}
	if c.TLS != nil {
		t = c.TLS.Clone()
	}
	t.MinVersion = max(t.MinVersion, tls.VersionTLS12)
	if t.ServerName == "" {
		t.ServerName = c.Host
	}
	return t
}

func (c *Config) greet(socket net.Conn) (*line, stage, error) {
	// One limit for each of greeting, EHLO and TLS would add up: this one bounds all that comes before the first mail.
	if err := socket.SetDeadline(time.Now().Add(c.timeout())); err != nil {
		return nil, atConnect, err
	}
	conn := socket
	if c.Security == Implicit {
		t := tls.Client(socket, c.tls())
		if err := t.Handshake(); err != nil {
			return nil, atTLS, err
		}
		conn = t
	}
	client, err := smtp.NewClient(conn, c.Host)
	if err != nil {
		return nil, atConnect, err
	}
	if err := client.Hello(c.hello()); err != nil {
		return nil, atConnect, err
	}
	if c.Security == StartTLS {
		if ok, _ := client.Extension("STARTTLS"); !ok {
			return nil, atTLS, errNoStartTLS
		}
		if err := client.StartTLS(c.tls()); err != nil {
			return nil, atTLS, err
		}
	}
	if err := c.login(client); err != nil {
		return nil, atLogin, err
	}
	l := &line{conn: socket, client: client, timeout: c.timeout()}
	l.pipelining, _ = client.Extension("PIPELINING")
	l.utf8, _ = client.Extension("SMTPUTF8")
	l.eight, _ = client.Extension("8BITMIME")
	return l, "", nil
}

func (c *Config) hello() string {
	name := c.Hello
	if !plainDomain(name) && !strings.HasPrefix(name, "[") {
		return "localhost"
	}
	return name
}

// login picks a mechanism. PLAIN comes first: TLS protects it, and whoever offers SCRAM or CRAM-MD5 without having the
// account's secret in that form would refuse a right password. Without TLS (loopback, or by the organiser's written
// wish) those that do not show the password come first.
func (c *Config) login(client *smtp.Client) error {
	if c.Username == "" {
		return nil
	}
	_, offered := client.Extension("AUTH")
	plain := c.Security == Plain
	all := []struct {
		name string
		auth smtp.Auth
	}{
		{"PLAIN", smtp.PlainAuth("", c.Username, c.Password, c.Host, plain)},
		{"LOGIN", smtp.LoginAuth(c.Username, c.Password, c.Host, plain)},
		{"SCRAM-SHA-256", smtp.ScramSHA256Auth(c.Username, c.Password)},
		{"CRAM-MD5", smtp.CRAMMD5Auth(c.Username, c.Password)},
	}
	if plain {
		all = append(all[2:], all[:2]...)
	}
	for _, m := range all {
		for have := range strings.FieldsSeq(strings.ToUpper(offered)) {
			if have == m.name {
				return client.Auth(m.auth)
			}
		}
	}
	return errNoLogin
}

// Facts are what a server says of itself.
type Facts struct {
	Name       string // as it greets
	TLS        string // "TLS 1.3"; "" without
	Login      bool   // a login was made
	Logins     []string
	Size       int64 // the largest mail it takes, in bytes; 0 where it does not say
	Pipelining bool
	UTF8       bool // takes addresses with letters beyond ASCII before the @
}

// Probe connects, logs in and quits; no mail is sent. An error is a *Fault, with what to do.
func Probe(ctx context.Context, c Config) (Facts, error) {
	l, at, err := c.dial(ctx)
	if err != nil {
		o := c.outcome(at, err)
		return Facts{}, &Fault{Op: c.op(at), Why: o.Why, Hint: o.Hint, Err: err}
	}
	defer l.conn.Close()
	defer context.AfterFunc(ctx, func() { l.conn.Close() })()
	f := Facts{Login: c.Username != "", Pipelining: l.pipelining, UTF8: l.utf8}
	f.Name, _, _ = strings.Cut(oneLine(l.client.HelloResponse()), " ")
	if state, ok := l.client.TLSConnectionState(); ok {
		f.TLS = tls.VersionName(state.Version)
	}
	_, logins := l.client.Extension("AUTH")
	f.Logins = strings.Fields(logins)
	_, size := l.client.Extension("SIZE")
	f.Size, _ = strconv.ParseInt(size, 10, 64)
	l.mark(min(5*time.Second, l.timeout))
	_ = l.client.Quit() // the facts are known; a server that does not say goodbye is none the worse
	return f, nil
}

// op puts a stage into words.
func (c *Config) op(at stage) string {
	switch at {
	case atTLS:
		return fmt.Sprintf("protect the connection to %s", c.address())
	case atLogin:
		return fmt.Sprintf("log in to %s as %s", c.address(), c.Username)
	case atConnect:
		return fmt.Sprintf("connect to %s", c.address())
	}
	return fmt.Sprintf("send mail through %s", c.address())
}
