package outbox

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"os"
	"slices"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"
)

// stage is how far an attempt came; its name is Outcome.Stage.
type stage string

const (
	atBuild   stage = "build"
	atConnect stage = "connect"
	atTLS     stage = "tls"
	atLogin   stage = "login"
	atMail    stage = "mail"
	atRcpt    stage = "rcpt"
	atData    stage = "data" // DATA itself, or the content before its dot
	atDot     stage = "dot"
)

// Fault is why a server could not be used, for Probe's caller.
type Fault struct {
	Op   string // what was tried, "connect to mail.example.org:465"
	Why  string
	Hint string // what the organiser can do; "" where nothing
	Err  error
}

func (f *Fault) Error() string { return f.Op + ": " + f.Why }
func (f *Fault) Unwrap() error { return f.Err }

// outcome classifies what stopped an attempt at a stage (the table in the package comment).
func (c *Config) outcome(at stage, err error) Outcome {
	code, words := reply(err)
	o := Outcome{Fate: Retry, Code: code, Stage: string(at), Why: oneLine(words), Handed: at == atDot}
	if code != 0 {
		o.Enhanced = enhanced(words)
	}
	switch at {
	case atBuild:
		o.Fate = Refused
	case atConnect, atTLS, atLogin:
		o.Server = true
		o.Login = at == atLogin && code/100 == 5
	case atMail, atRcpt, atData, atDot:
		o.Fate = fateOf(at, code)
	}
	if at == atMail && o.Fate == Refused && !aboutContent(code, o.Enhanced) {
		// Nobody has been named yet: the sender is refused, and every other mail would be.
		o.Fate, o.Server = Retry, true
	}
	switch code {
	case 421:
		o.Server = true
	case 530, 534, 535, 538: // authentication required, too weak, invalid, encryption required (RFC 4954 6)
		o.Fate, o.Server, o.Login = Retry, true, true
	}
	o.Op, o.Hint = c.op(at), c.hint(at, o, err)
	return o
}

// aboutContent are the refusals of MAIL that this mail's size or letters bring about (RFC 1870, RFC 6531), and no other mail's.
func aboutContent(code int, enhanced string) bool {
	return code == 552 || code == 555 || slices.Contains([]string{"5.2.3", "5.3.4", "5.6.7"}, enhanced)
}

// fateOf judges the answer to a verb; code 0: none came, or none that could be read.
func fateOf(at stage, code int) Fate {
	switch {
	case code == 0 && at == atDot:
		return Doubt
	case code == 503: // bad sequence of commands: we are out of step, the mail is not at fault
		return Retry
	case code/100 == 5:
		return Refused
	case at == atDot && code/100 != 4: // an answer to the dot that is neither yes nor no
		return Doubt
	}
	return Retry
}

// reply gives the server's code and words; code 0 and the error's own words where it said nothing.
func reply(err error) (int, string) {
	var said *textproto.Error
	if errors.As(err, &said) {
		return said.Code, said.Msg
	}
	return 0, plainWords(err)
}

// plainWords puts the usual network faults into words.
func plainWords(err error) string {
	var dns *net.DNSError
	switch {
	case errors.Is(err, context.Canceled):
		return "stopped"
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		return "no answer in time"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "the connection was broken off"
	case errors.As(err, &dns):
		return fmt.Sprintf("no address found for %s", dns.Name)
	case err.Error() == "EOF", strings.HasSuffix(err.Error(), "unexpected EOF"):
		return "the server closed the connection"
	}
	return err.Error()
}

// enhanced finds the status code of RFC 3463 at the beginning of the server's words.
func enhanced(words string) string {
	code, _, _ := strings.Cut(strings.TrimSpace(words), " ")
	parts := strings.Split(code, ".")
	if len(parts) != 3 || len(parts[0]) != 1 || !strings.Contains("245", parts[0]) {
		return ""
	}
	for _, p := range parts[1:] {
		if p == "" || len(p) > 3 || strings.Trim(p, "0123456789") != "" {
			return ""
		}
	}
	return code
}

// oneLine cleans foreign words for the store and the terminal.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > 500 {
		s = string([]rune(s)[:499]) + "…"
	}
	return s
}

// hint says what the organiser can do about an outcome.
func (c *Config) hint(at stage, o Outcome, err error) string {
	if h := c.certificateHint(err); h != "" {
		return h
	}
	var dns *net.DNSError
	switch {
	case errors.Is(err, errNoStartTLS):
		return "use smtp.tls: implicit (usually port 465), or another port; takepart never falls back to an unprotected connection"
	case errors.Is(err, errNoLogin):
		return "remove smtp.username if this server wants no login, or use the provider's submission port (465 or 587)"
	case o.Login:
		return "check smtp.username and the password; many providers want an app password, or SMTP switched on for the account"
	case errors.As(err, &dns):
		return "check smtp.host, and that this machine has a network"
	case at == atConnect && errors.Is(err, syscall.ECONNREFUSED):
		return "check smtp.host and smtp.port: nothing answers there"
	case at == atConnect && o.Code == 0:
		return "check smtp.host, smtp.port, smtp.tls and the firewall"
	case at == atMail && o.Code/100 == 5:
		return "the server does not take the sender: check smtp.from and smtp.envelope_from, and whether the account is blocked or has sent too much"
	}
	return ""
}

// certificateHint is about TLS that could not be trusted or begun.
func (c *Config) certificateHint(err error) string {
	var (
		invalid x509.CertificateInvalidError
		name    x509.HostnameError
		unknown x509.UnknownAuthorityError
		record  tls.RecordHeaderError
	)
	switch {
	case errors.As(err, &name):
		return fmt.Sprintf("the certificate is not for %s; set smtp.host to a name it is for%s", c.Host, names(name.Certificate))
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "the server's certificate has expired or is not valid yet: tell its operator, and check this machine's clock"
	case errors.As(err, &unknown):
		return "nobody whom this machine trusts has signed the server's certificate: install its authority among the system's certificates"
	case errors.As(err, &record):
		return "no TLS is spoken on this port: smtp.tls: starttls is usual on port 587, implicit on port 465"
	}
	return ""
}

// names lists a few of those that a certificate is for.
func names(cert *x509.Certificate) string {
	if cert == nil || len(cert.DNSNames) == 0 {
		return ""
	}
	return " (" + oneLine(strings.Join(cert.DNSNames[:min(3, len(cert.DNSNames))], ", ")) + ")"
}
