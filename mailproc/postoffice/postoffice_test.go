package postoffice

import (
	"crypto/tls"
	"errors"
	"io"
	"net/smtp"
	"net/textproto"
	"slices"
	"strings"
	"testing"
	"time"
)

const mailText = "From: ada@org.example\r\nTo: participate@meeting.example\r\nSubject: hello\r\n\r\n.I TAKE PART\r\n"

func begin(t *testing.T, o Options) *Office {
	t.Helper()
	f, err := Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func send(f *Office, auth smtp.Auth, to ...string) error {
	return smtp.SendMail(f.SMTPAddr(), auth, "ada@org.example", to, []byte(mailText))
}

func TestWhatSMTPTakesIsKeptAndDeliveredLocally(t *testing.T) {
	f := begin(t, Options{Local: []string{"participate@meeting.example"}})
	told := make(chan Mail, 2)
	f.OnAccept(func(m Mail) { told <- m })
	for _, to := range []string{"Participate@meeting.example", "bea@org.example"} {
		if err := send(f, nil, to); err != nil {
			t.Fatal(err)
		}
	}
	got := f.Accepted()
	if len(got) != 2 || f.Count() != 2 || got[1].From != "ada@org.example" || !slices.Equal(got[1].To, []string{"bea@org.example"}) || string(got[1].Raw) != mailText || len(told) != 2 {
		t.Errorf("accepted %+v", got)
	}
	kept, err := f.Messages("")
	if err != nil || len(kept) != 1 || !strings.HasPrefix(string(kept[0].Raw), "Return-Path: <ada@org.example>\r\n") || !strings.HasSuffix(string(kept[0].Raw), mailText) {
		t.Errorf("INBOX holds %+v, %v", kept, err)
	}
}

func TestSMTPWantsALogin(t *testing.T) {
	f := begin(t, Options{SMTPAuth: true, Security: StartTLS})
	client := func(auth smtp.Auth) error {
		c, err := smtp.Dial(f.SMTPAddr())
		if err != nil {
			return err
		}
		defer c.Close()
		if err := c.StartTLS(f.ClientTLS()); err != nil {
			return err
		}
		if auth != nil {
			if err := c.Auth(auth); err != nil {
				return err
			}
		}
		return c.Mail("ada@org.example")
	}
	for name, row := range map[string]struct {
		auth smtp.Auth
		code int
	}{"none": {nil, 530}, "wrong": {smtp.PlainAuth("", "post", "x", "127.0.0.1"), 535}, "right": {smtp.PlainAuth("", "post", "secret", "127.0.0.1"), 0}} {
		err := client(row.auth)
		if e, ok := errors.AsType[*textproto.Error](err); (row.code != 0 && (!ok || e.Code != row.code)) || row.code == 0 && err != nil {
			t.Errorf("%s login: %v, want %d", name, err, row.code)
		}
	}
}

func TestEveryStepOfSMTPCanBeBroken(t *testing.T) {
	for _, step := range []string{"smtp connect", "smtp mail", "smtp rcpt", "smtp data", "smtp dot", "smtp dot done"} {
		for name, row := range map[string]struct {
			v    Verdict
			code int // 0: the connection ends
		}{"reply": {Verdict{Reply: "451 4.3.0 later"}, 451}, "421": {Verdict{Reply: "421 4.3.2 closing"}, 421}, "drop": {Verdict{Drop: true}, 0}} {
			t.Run(step+"/"+name, func(t *testing.T) {
				f := begin(t, Options{Fault: func(s string) *Verdict {
					if s == step {
						return &row.v
					}
					return nil
				}})
				err := send(f, nil, "bea@org.example")
				if e, ok := errors.AsType[*textproto.Error](err); row.code != 0 && (!ok || e.Code != row.code) || row.code == 0 && (err == nil || ok) {
					t.Errorf("the client got %v, want %d", err, row.code)
				}
				if want := strings.HasSuffix(step, "done"); (f.Count() == 1) != want {
					t.Errorf("%d mails accepted", f.Count())
				}
			})
		}
	}
}

func TestHangEndsWithTheOffice(t *testing.T) {
	f := begin(t, Options{Fault: func(s string) *Verdict {
		if s == "smtp dot" {
			return &Verdict{Hang: true}
		}
		return nil
	}})
	ended := make(chan error, 1)
	go func() { ended <- send(f, nil, "bea@org.example") }()
	select {
	case err := <-ended:
		t.Fatalf("answered: %v", err)
	case <-time.After(100 * time.Millisecond):
	}
	f.Close()
	if err := <-ended; err == nil {
		t.Error("the mail was taken")
	}
}

func TestStartAndCloseAtOnce(t *testing.T) {
	for range 50 {
		f, err := Start(Options{Security: Implicit})
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		f.Close()
	}
}

func TestImplicitTLSOnBothPorts(t *testing.T) {
	f := begin(t, Options{Security: Implicit})
	for _, addr := range []string{f.IMAPAddr(), f.SMTPAddr()} {
		c, err := tls.Dial("tcp", addr, f.ClientTLS())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(c, make([]byte, 4)); err != nil {
			t.Error(err)
		}
		c.Close()
	}
}

func TestRenumberKeepsTheMessages(t *testing.T) {
	f := begin(t, Options{})
	for range 3 {
		if _, err := f.Deliver("", []byte(mailText)); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Renumber("INBOX"); err != nil {
		t.Fatal(err)
	}
	kept, err := Inspect(f.IMAPAddr(), "post", "secret", "INBOX")
	if err != nil || len(kept) != 3 || kept[2].UID != 3 || string(kept[2].Raw) != mailText {
		t.Errorf("%+v, %v", kept, err)
	}
}
