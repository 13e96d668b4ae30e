package inbox

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"

	"github.com/emersion/go-imap/v2"
)

// Fault is what went wrong with the mailbox, in words for the organiser.
type Fault struct {
	Op   string // what was being done: "connect to imap.example.org:993", "open mailbox INBOX"
	Why  string // what came of it
	Hint string // what to do; may be empty
	Err  error  // the cause
	// Lost says that the connection ended, so that a new one may succeed; else the server answered, and refused.
	Lost bool
	// Login says that the account was refused: trying again soon would only lock it.
	Login bool
	// fetching says that the connection ended while messages were being fetched, so that fewer at once may do.
	fetching bool
}

func (f *Fault) Error() string { return f.Op + ": " + f.Why }

func (f *Fault) Unwrap() error { return f.Err }

// readerFault is an error of the Reader: it ends Run, and is returned as the Reader gave it.
type readerFault struct{ err error }

func (r *readerFault) Error() string { return r.err.Error() }

// commandFault puts the error of a command into words. said is what the server said in a BYE, if it did.
func commandFault(op, said string, err error) *Fault {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f
	}
	f := &Fault{Op: op, Err: err}
	var no *imap.Error
	switch {
	case errors.As(err, &no):
		f.Why = refusal(string(no.Type), string(no.Code), no.Text)
	case said != "":
		f.Why, f.Lost = "the server ended the connection: "+said, true
	case isTimeout(err):
		f.Why, f.Lost = "the server has stopped answering", true
		f.Hint = "nothing to do if it passes; otherwise see whether the server, or a firewall in between, is overloaded"
	default:
		f.Why, f.Lost = "the connection was lost ("+plain(err)+")", true
	}
	return f
}

// refusal is a NO or BAD in words.
func refusal(typ, code, text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		text = typ
	}
	if code != "" {
		text += " [" + code + "]"
	}
	if typ == "BAD" {
		return "the server does not understand the command: " + text
	}
	return "the server refused: " + text
}

func isTimeout(err error) bool {
	t, ok := errors.AsType[net.Error](err)
	return ok && t.Timeout() || errors.Is(err, os.ErrDeadlineExceeded)
}

// plain is a network error without the addresses and the syscall's name.
func plain(err error) string {
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused"
	case errors.Is(err, syscall.ECONNRESET):
		return "connection reset"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "closed by the server"
	}
	return err.Error()
}

// dialFault says why no connection came about.
func dialFault(addr string, err error) *Fault {
	f := &Fault{Op: "connect to " + addr, Err: err, Lost: true}
	host, _, _ := net.SplitHostPort(addr)
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		f.Why, f.Hint = "there is no server of the name "+host, "see imap.host for a slip; `takepart check` tries again"
	case errors.As(err, &dns):
		f.Why, f.Hint = "the name "+host+" cannot be looked up now", "is this machine on the network?"
	case errors.Is(err, syscall.ECONNREFUSED):
		f.Why, f.Hint = "connection refused", "see imap.host and imap.port: 993 for TLS, 143 for STARTTLS"
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		f.Why, f.Hint = "the server cannot be reached", "is this machine on the network?"
	case isTimeout(err):
		f.Why, f.Hint = "no answer", "see imap.host and imap.port; a firewall may drop the connection"
	default:
		f.Why = plain(err)
	}
	return f
}

// tlsFault says why the connection could not be made secret.
func tlsFault(addr, host string, err error) *Fault {
	f := &Fault{Op: "secure the connection to " + addr, Err: err, Lost: true}
	var (
		invalid x509.CertificateInvalidError
		name    x509.HostnameError
		unknown x509.UnknownAuthorityError
		record  tls.RecordHeaderError
	)
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		f.Why = "the server's certificate is not valid now: it runs from " + day(invalid.Cert, true) + " to " + day(invalid.Cert, false)
		f.Hint = "the server's administrator must renew it; see also whether this machine's clock is right"
	case errors.As(err, &name):
		f.Why = "the server's certificate is not for " + host
		if name.Certificate != nil && len(name.Certificate.DNSNames) > 0 {
			f.Why += " but for " + strings.Join(name.Certificate.DNSNames, ", ")
		}
		f.Hint = "write the name from the certificate as imap.host"
	case errors.As(err, &unknown):
		f.Why = "the server's certificate is signed by nobody that this machine trusts"
		f.Hint = "for a server of your own, add its certificate authority to the system's trust store"
	case errors.As(err, &record):
		f.Why = "the server does not speak TLS on this port"
		f.Hint = "port 993 goes with imap.tls: implicit, port 143 with imap.tls: starttls"
	case isTimeout(err):
		f.Why = "the server does not answer in TLS"
		f.Hint = "port 993 goes with imap.tls: implicit, port 143 with imap.tls: starttls"
	default:
		f.Why = plain(err)
	}
	return f
}

func day(c *x509.Certificate, from bool) string {
	if c == nil {
		return "?"
	}
	if from {
		return c.NotBefore.Format("2006-01-02")
	}
	return c.NotAfter.Format("2006-01-02")
}

// missingMailbox is the fault of a mailbox that cannot be opened.
func missingMailbox(name string, err error, known []string) error {
	f := commandFault("open mailbox "+name, "", err)
	if f.Lost {
		return f
	}
	f.Hint = "see imap.mailboxes"
	if len(known) > 0 {
		f.Hint = fmt.Sprintf("see imap.mailboxes; the server has: %s", strings.Join(known, ", "))
	}
	return f
}

func asFault(err error) (*Fault, bool) { return errors.AsType[*Fault](err) }

// isRefusal says that the server answered NO or BAD: the connection is good.
func isRefusal(err error) bool {
	_, ok := errors.AsType[*imap.Error](err)
	return ok
}

func isBad(err error) bool {
	no, ok := errors.AsType[*imap.Error](err)
	return ok && no.Type == imap.StatusResponseTypeBad
}
