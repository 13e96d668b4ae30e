package postoffice

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

func (f *Office) newSMTP() *smtp.Server {
	s := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		l := &letterbox{f: f, conn: c}
		return l, l.step("smtp connect")
	}))
	s.Domain = "localhost"
	s.MaxMessageBytes = 64 << 20
	s.ErrorLog = printer{f}
	s.AllowInsecureAuth = f.o.Security != StartTLS
	switch f.o.Security {
	case StartTLS:
		s.TLSConfig = f.serverTLS()
	case Implicit:
		f.smtpL = tls.NewListener(f.smtpL, f.serverTLS())
	}
	return s
}

// letterbox is one SMTP session.
type letterbox struct {
	f    *Office
	conn *smtp.Conn
	in   bool // logged in
	mail Mail
}

// step asks for a fault; its error is what the server answers.
func (l *letterbox) step(name string) error {
	reply, ok := l.f.judge(name, func() error { return l.conn.Conn().Close() })
	if ok {
		return nil
	}
	if reply == "" {
		return &smtp.SMTPError{Code: 421, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: "closed"} // written to a closed connection
	}
	e := parseReply(reply)
	if e.Code == 421 {
		defer time.AfterFunc(50*time.Millisecond, func() { l.conn.Conn().Close() })
	}
	return e
}

// parseReply reads "451 4.3.0 text"; the enhanced code may be missing.
func parseReply(line string) *smtp.SMTPError {
	code, rest, _ := strings.Cut(line, " ")
	e := &smtp.SMTPError{Message: rest, EnhancedCode: smtp.NoEnhancedCode}
	e.Code, _ = strconv.Atoi(code)
	var a, b, c int
	if n, _ := fmt.Sscanf(rest, "%d.%d.%d", &a, &b, &c); n == 3 {
		e.EnhancedCode = smtp.EnhancedCode{a, b, c}
		_, e.Message, _ = strings.Cut(rest, " ")
	}
	return e
}

func (l *letterbox) AuthMechanisms() []string { return []string{sasl.Plain} }

func (l *letterbox) Auth(string) (sasl.Server, error) {
	if err := l.step("smtp auth"); err != nil {
		return nil, err
	}
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != l.f.o.User || password != l.f.o.Password {
			return smtp.ErrAuthFailed
		}
		l.in = true
		return l.step("smtp auth done")
	}), nil
}

func (l *letterbox) Mail(from string, _ *smtp.MailOptions) error {
	if l.f.o.SMTPAuth && !l.in {
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0}, Message: "Authentication required"}
	}
	if err := l.step("smtp mail"); err != nil {
		return err
	}
	l.mail = Mail{From: from}
	return l.step("smtp mail done")
}

func (l *letterbox) Rcpt(to string, _ *smtp.RcptOptions) error {
	if err := l.step("smtp rcpt"); err != nil {
		return err
	}
	l.mail.To = append(l.mail.To, to)
	return l.step("smtp rcpt done")
}

func (l *letterbox) Data(r io.Reader) error {
	if err := l.step("smtp data"); err != nil {
		return err
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := l.step("smtp dot"); err != nil {
		return err
	}
	l.mail.Raw, l.mail.At = raw, time.Now()
	if err := l.f.accept(l.mail); err != nil {
		return err
	}
	return l.step("smtp dot done")
}

func (l *letterbox) Reset()        { l.mail = Mail{} }
func (l *letterbox) Logout() error { return nil }

// accept keeps a mail and hands it on: to OnAccept, and into the first mailbox where a recipient is local.
func (f *Office) accept(m Mail) error {
	f.mu.Lock()
	f.count++
	do := f.onAccept
	if !f.o.Discard {
		f.accepted = append(f.accepted, m)
	}
	f.mu.Unlock()
	if do != nil {
		do(m)
	}
	for _, to := range m.To {
		if !f.local(to) {
			continue
		}
		trace := fmt.Sprintf("Return-Path: <%s>\r\nDelivered-To: %s\r\nReceived: from localhost by localhost with SMTP; %s\r\n",
			m.From, to, m.At.Format(time.RFC1123Z))
		if _, err := f.Deliver("", append([]byte(trace), bytes.Clone(m.Raw)...)); err != nil {
			return err
		}
	}
	return nil
}

func (f *Office) local(address string) bool {
	for _, l := range f.o.Local {
		if strings.EqualFold(l, address) {
			return true
		}
	}
	return false
}
