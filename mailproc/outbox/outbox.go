// Package outbox brings one mail to the organisers' SMTP server and says what became of it.
//
// What happens, in this order: the mail is rendered completely, to memory; a connection is opened, or the kept-open one
// taken; MAIL, RCPT and DATA go out, in one write where the server offers PIPELINING (RFC 2920); the bytes and the final
// dot follow in one more; the server's answer to the dot decides. One mail has one recipient, so that one answer is one
// fate. There are four fates, and Unknown means temporary: a person is given up on only by a 5xx that is about this mail.
//
//	250 to the dot                                    Sent
//	the dot was handed over, its answer never came    Doubt
//	5xx to RCPT, DATA or the dot                      Refused
//	5xx to MAIL: the mail is too large, or its        Refused
//	address cannot be written
//	everything else                                   Retry
//
// A fault of the server or of the login, which every other mail would meet too, says so in Outcome.Server: 421, a
// connection that cannot be made, TLS that cannot be trusted, a password or the sender refused. 503 means that both sides are out of
// step, never that the mail is bad: Retry. Any other 5xx to MAIL is about the sender, and nobody is given up on for it. After any fault that leaves the dialogue unclear the connection is closed and
// the next mail opens another. A kept-open connection that the server closed meanwhile (421 or end of file in answer to
// MAIL) is replaced at once, unseen: nothing was handed over.
//
// It never sends a header value with CR, LF or NUL, never an address that RFC 5321 does not know, never to several
// recipients, never a mail without Date and Message-ID, and never a password over an unprotected connection unless
// Config says Plain. It knows no store, no limits and no second attempt: those are its caller's.
package outbox

import (
	"crypto/tls"
	"time"
)

// Fate is what became of one attempt.
type Fate string

const (
	Sent    Fate = "sent"    // the server took responsibility (250 after the dot)
	Doubt   Fate = "doubt"   // the dot was (perhaps) sent and its answer lost
	Refused Fate = "refused" // a 5xx for this mail: never again as it is
	Retry   Fate = "retry"   // anything else: again later
)

// Outcome of one attempt.
type Outcome struct {
	Fate     Fate
	Code     int    // SMTP code, 0 where none
	Enhanced string // "5.1.1" (RFC 3463); "" where none
	Op       string // what was being done, with the server's name: "connect to mail.meeting.example:465"
	// Why holds the server's words or the fault: one line, at most 500 characters, no control characters. Servers like to
	// repeat the recipient's address in it: it is personal data.
	Why string
	// Server says that not this mail but the server or the login is at fault (cannot connect, TLS refused, authentication
	// refused, 421): all sending should pause.
	Server bool
	Login  bool   // authentication was refused
	Hint   string // what the organiser can do; "" where nothing
	Stage  string // where it ended: "build", "connect", "tls", "login", "mail", "rcpt", "data", "dot"
	// Handed says that the content was on its way, wholly or in part: the attempt counts against the provider's limits.
	Handed bool
}

// The values of Config.Security.
const (
	Implicit = "implicit" // TLS from the first byte (port 465)
	StartTLS = "starttls" // TLS after STARTTLS, which must be offered (port 587)
	Plain    = "none"
)

// Config of the server.
type Config struct {
	Host     string
	Port     int
	Security string      // Implicit, StartTLS, Plain
	TLS      *tls.Config // nil: system roots, TLS 1.2 or newer
	Username string      // "" = no login
	Password string
	DKIM     *DKIM         // nil: mails go out unsigned
	Hello    string        // EHLO name; "" = "localhost"
	Timeout  time.Duration // for connecting and each command; default 60 s
	Final    time.Duration // for the answer to the final dot; default 10 min (RFC 5321 4.5.3.2.6)
}

// Mail is one mail, to one recipient.
type Mail struct {
	EnvelopeFrom string // bounce address; "" = the null sender
	FromName     string
	From         string
	ToName       string
	To           string
	ReplyTo      string
	Subject      string
	Date         time.Time
	MessageID    string // with angle brackets
	InReplyTo    string
	References   []string
	Language     string // Content-Language
	Text         string
	HTML         string // "" = text only
	Calendar     []byte // text/calendar; METHOD:PUBLISH, as attachment "agenda.ics"; nil = none
	Attachments  []Attachment
	Auto         bool // Auto-Submitted: auto-replied (false for what an organiser sends by hand)
}

// Attachment is a file that goes with a mail.
type Attachment struct {
	Name string
	Type string // media type
	Data []byte
}

// LoopHeader stands in every mail of ours. A message that carries it comes from a takepart, this one or another, and is
// never answered. Its value is our Message-ID: some servers on the way give mails another one, and report under that.
const LoopHeader = "X-Takepart-Loop"
