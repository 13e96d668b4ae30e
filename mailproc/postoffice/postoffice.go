// Package postoffice is an IMAP and an SMTP server in one process, on loopback, kept in memory. The demo runs on it, and so do
// the tests of every package: they speak real IMAP and SMTP to it, and can break any step (Options.Fault).
//
// It is no mail server: it stores nothing, limits nothing, and accepts mail for every address.
package postoffice

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/emersion/go-smtp"
)

// Security says how both servers are reached.
type Security string

const (
	Plain    Security = ""         // no TLS
	Implicit Security = "implicit" // TLS from the first byte
	StartTLS Security = "starttls" // STARTTLS offered; logging in without it is refused
)

// Options of an Office. The zero value serves one user on free ports of 127.0.0.1, without TLS and with all that the servers can do.
type Options struct {
	User, Password string   // default "post" and "secret", for both servers
	Mailboxes      []string // default INBOX alone
	IMAPAddr       string   // default "127.0.0.1:0": a free port
	SMTPAddr       string   // likewise

	Security    Security
	Certificate *tls.Certificate // nil: one is made for localhost and 127.0.0.1; see Office.ClientTLS

	NoMove     bool // IMAP without MOVE
	NoUIDPlus  bool // IMAP without UIDPLUS, and so without UID EXPUNGE
	NoIdle     bool // IMAP without IDLE (not with StartTLS)
	NoKeywords bool // IMAP that keeps no keywords, only the system flags

	SMTPAuth bool     // SMTP takes mail only after AUTH
	Local    []string // mail to these addresses is delivered into the first mailbox, as a mail server does

	// Fault is asked at every step; nil, or a nil Verdict, lets it go on. Called from many goroutines.
	// The steps: "imap connect", "imap login", "imap select", "imap search", "imap fetch", "imap store", "imap copy", "imap move",
	// "imap expunge", "imap create", "imap status", "imap append", "imap idle"; "smtp connect", "smtp auth", "smtp mail",
	// "smtp rcpt", "smtp data" (after the 354), "smtp dot" (all read, nothing accepted). The same with " done" after it (not with connect,
	// idle and data): the step has had its effect, the answer is not yet sent (so "smtp dot done" loses the 250 of an accepted mail).
	Fault func(step string) *Verdict

	Discard bool         // keep no copy of accepted mail (measurements)
	Log     *slog.Logger // nil: silent
}

// Verdict is what happens to a step instead of going on.
type Verdict struct {
	Delay time.Duration // first wait so long
	Reply string        // answer this: "NO text", "BAD text", "BYE text"; for SMTP "451 4.3.0 text" (421 also closes)
	Drop  bool          // close the connection without a word
	Hang  bool          // say nothing until the other side, or the office, closes
}

// Mail is what the SMTP server accepted.
type Mail struct {
	From string // envelope
	To   []string
	Raw  []byte // nil with Options.Discard
	At   time.Time
}

// Kept is a message in a mailbox.
type Kept struct {
	UID   uint32
	Flags []string
	Raw   []byte
}

// Office is the running pair of servers.
type Office struct {
	o        Options
	user     *imapmemserver.User
	cert     *tls.Certificate
	imap     *imapserver.Server
	smtp     *smtp.Server
	imapL    net.Listener
	smtpL    net.Listener
	serving  sync.WaitGroup
	closing  chan struct{}
	close    sync.Once
	mu       sync.Mutex
	changed  chan struct{} // closed and replaced at every change of a mailbox
	accepted []Mail
	count    int
	onAccept func(Mail)
	sessions map[*imapserver.Conn]struct{}
}

// Start opens both servers.
func Start(o Options) (*Office, error) {
	o = o.withDefaults()
	f := &Office{o: o, user: imapmemserver.NewUser(o.User, o.Password), closing: make(chan struct{}), changed: make(chan struct{}),
		sessions: map[*imapserver.Conn]struct{}{}}
	for _, m := range o.Mailboxes {
		if err := f.user.Create(m, nil); err != nil {
			return nil, fmt.Errorf("create mailbox %s: %w", m, err)
		}
	}
	if o.Security != Plain {
		f.cert = o.Certificate
		if f.cert == nil {
			c, err := Certificate(time.Now().Add(-time.Hour), time.Now().AddDate(0, 1, 0), "localhost", "127.0.0.1")
			if err != nil {
				return nil, err
			}
			f.cert = &c
		}
	}
	if err := f.listen(); err != nil {
		return nil, err
	}
	f.imap, f.smtp = f.newIMAP(), f.newSMTP()
	f.serving.Go(func() { _ = f.imap.Serve(f.imapL) })
	f.serving.Go(func() { _ = f.smtp.Serve(f.smtpL) })
	return f, nil
}

func (o Options) withDefaults() Options {
	if o.User == "" {
		o.User, o.Password = "post", "secret"
	}
	if len(o.Mailboxes) == 0 {
		o.Mailboxes = []string{"INBOX"}
	}
	if o.IMAPAddr == "" {
		o.IMAPAddr = "127.0.0.1:0"
	}
	if o.SMTPAddr == "" {
		o.SMTPAddr = "127.0.0.1:0"
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

func (f *Office) listen() (err error) {
	if f.imapL, err = net.Listen("tcp", f.o.IMAPAddr); err != nil {
		return fmt.Errorf("listen for IMAP: %w", err)
	}
	if f.smtpL, err = net.Listen("tcp", f.o.SMTPAddr); err != nil {
		return errors.Join(fmt.Errorf("listen for SMTP: %w", err), f.imapL.Close())
	}
	return nil
}

// IMAPAddr is host:port of the IMAP server.
func (f *Office) IMAPAddr() string { return f.imapL.Addr().String() }

// SMTPAddr is host:port of the SMTP server.
func (f *Office) SMTPAddr() string { return f.smtpL.Addr().String() }

// User and password of both servers.
func (f *Office) User() (name, password string) { return f.o.User, f.o.Password }

// Deliver puts a message into a mailbox ("" is the first), as a mail server does, and returns its UID.
func (f *Office) Deliver(mailbox string, raw []byte) (uid uint32, err error) {
	return f.put(mailbox, raw, &imap.AppendOptions{})
}

// DeliverAt is Deliver with an arrival time (INTERNALDATE) of its own.
func (f *Office) DeliverAt(mailbox string, raw []byte, at time.Time) (uid uint32, err error) {
	return f.put(mailbox, raw, &imap.AppendOptions{Time: at})
}

func (f *Office) put(mailbox string, raw []byte, o *imap.AppendOptions) (uint32, error) {
	if mailbox == "" {
		mailbox = f.o.Mailboxes[0]
	}
	data, err := f.user.Append(mailbox, literal{bytes.NewReader(raw)}, o)
	if err != nil {
		return 0, fmt.Errorf("deliver to %s: %w", mailbox, err)
	}
	f.change()
	return uint32(data.UID), nil
}

type literal struct{ *bytes.Reader }

func (l literal) Size() int64 { return l.Reader.Size() }

// change wakes every IDLE.
func (f *Office) change() {
	f.mu.Lock()
	defer f.mu.Unlock()
	close(f.changed)
	f.changed = make(chan struct{})
}

func (f *Office) next() <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.changed
}

// Accepted is what the SMTP server has taken so far, in order.
func (f *Office) Accepted() []Mail {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]Mail(nil), f.accepted...)
}

// Count is how many mails the SMTP server has taken so far.
func (f *Office) Count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.count
}

// OnAccept calls do for each mail taken from now on, before its 250 is sent; from many goroutines.
func (f *Office) OnAccept(do func(Mail)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.onAccept = do
}

// Disconnect drops all IMAP connections that are open.
func (f *Office) Disconnect() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for c := range f.sessions {
		c.NetConn().Close()
	}
}

// ClientTLS is a client's TLS configuration that trusts the office's certificate; nil without TLS.
func (f *Office) ClientTLS() *tls.Config {
	if f.cert == nil {
		return nil
	}
	return &tls.Config{RootCAs: pool(f.cert), ServerName: "localhost", MinVersion: tls.VersionTLS12}
}

// Close ends both servers and every connection.
func (f *Office) Close() error {
	var err error
	f.close.Do(func() {
		close(f.closing)
		err = errors.Join(f.imap.Close(), f.smtp.Close())
		// A server that had not begun to serve does not know its listener yet.
		_, _ = f.imapL.Close(), f.smtpL.Close()
		f.serving.Wait()
	})
	return err
}

// judge asks Fault about a step. False: drop the connection, or reply with the text where there is one.
func (f *Office) judge(step string, drop func() error) (reply string, ok bool) {
	if f.o.Fault == nil {
		return "", true
	}
	v := f.o.Fault(step)
	if v == nil {
		return "", true
	}
	f.o.Log.Debug("fault", "step", step, "reply", v.Reply, "drop", v.Drop, "hang", v.Hang)
	if v.Delay > 0 {
		select {
		case <-time.After(v.Delay):
		case <-f.closing:
		}
	}
	switch {
	case v.Drop:
		_ = drop()
		return "", false
	case v.Hang:
		<-f.closing
		_ = drop()
		return "", false
	case v.Reply != "":
		return strings.TrimSpace(v.Reply), false
	}
	return "", true
}
