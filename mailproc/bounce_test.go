package mailproc_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"takepart/mailproc"
	"takepart/mailproc/postoffice"
	"takepart/store"
)

// report makes a delivery report about a mail of ours. The templates know %[1]s, the Message-ID; %[2]s, its recipient; %[3]s, the
// status; %[4]s, the envelope address that the report goes to.
func (w *town) report(template, status string) []byte {
	w.t.Helper()
	mails := w.office.Accepted()
	last := mails[len(mails)-1]
	all := w.sent()
	text := fmt.Sprintf(template, all[len(all)-1].id, last.To[0], status, last.From)
	return []byte(fmt.Sprintf("Date: Mon, 11 Jan 2027 10:00:00 +0100\nMessage-ID: <report-%d@mx.example>\n", len(w.messages())) + text)
}

func (w *town) deliverRaw(raw []byte) {
	w.t.Helper()
	if _, err := w.office.Deliver("INBOX", []byte(strings.ReplaceAll(string(raw), "\n", "\r\n"))); err != nil {
		w.t.Fatal(err)
	}
}

const postfixReport = `From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: %[4]s
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Return-Path: <>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Description: Notification

This is the mail system at host mx.example. <%[2]s>: host mail.example said: %[3]s
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; %[2]s
Original-Recipient: rfc822;%[2]s
Action: failed
Status: %[3]s
Diagnostic-Code: smtp; 550 %[3]s what the server said

--b
Content-Type: message/rfc822

From: The organisers <participate@meeting.example>
Message-ID: %[1]s
Subject: Re: Workshop

agenda
--b--
`

// A mail server on the way gave our mail another Message-ID; our own field in the returned header tells.
const rewrittenReport = `From: postmaster@mx.example
To: %[4]s
Return-Path: <>
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

Sorry
--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; %[2]s
Action: failed
Status: %[3]s

--b
Content-Type: text/rfc822-headers

Message-ID: <0102018f-000000@mailing.example>
X-Takepart-Loop: %[1]s
Subject: Re: Workshop

--b--
`

// Gmail and Exchange put the Message-ID into In-Reply-To and References of the report; the rest may hold no copy at all.
const repliedReport = `From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
To: %[4]s
Return-Path: <>
In-Reply-To: %[1]s
References: <first@mail.example> %[1]s
Subject: Delivery Status Notification (Failure)
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

Address not found
--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; %[2]s
Action: failed
Status: %[3]s

--b--
`

// Nothing in it tells which mail it is about but the address that it was sent to.
const bareReport = `From: MAILER-DAEMON@mx.example
To: %[4]s
Return-Path: <>
X-Failed-Recipients: %[2]s
Subject: Mail delivery failed

This message was created automatically. %[3]s

  %[2]s
    %[3]s unrouteable address
`

// TestBounces: a report is matched however it names the mail, and only one of ours is.
func TestBounces(t *testing.T) {
	for _, c := range []struct{ name, template, envelope string }{
		{"a copy of the mail", postfixReport, ""},
		{"another Message-ID on the way", rewrittenReport, ""},
		{"in reply to it", repliedReport, ""},
		{"by the envelope", bareReport, "participate+*@meeting.example"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t)
			w.config.EnvelopeFrom = c.envelope
			w.deliver("INBOX", ada())
			w.once()
			forged := strings.NewReplacer(w.sent()[0].id, "<aaaabbbbccccdddd@meeting.example>", w.office.Accepted()[0].From, "participate+aaaabbbb@meeting.example").
				Replace(string(w.report(c.template, "5.1.1")))
			w.deliverRaw([]byte(strings.Replace(forged, "<report", "<forged", 1)))
			w.once()
			if r := w.registrations()[0]; r.Undelivered != "" || r.Stopped {
				t.Fatalf("a report about no mail of ours was taken for one: %+v", r)
			}
			w.deliverRaw(w.report(c.template, "5.1.1"))
			w.once()
			r := w.registrations()[0]
			if !strings.HasPrefix(r.Undelivered, "there is no such mailbox (") || !strings.Contains(r.Undelivered, "5.1.1") || !r.Stopped || r.Status != store.Registered {
				t.Errorf("undelivered %q, stopped %v, %s", r.Undelivered, r.Stopped, r.Status)
			}
			if m := w.messages()[2]; m.Reason != "bounce" || m.Registration != r.ID || m.Open {
				t.Errorf("the report's row: %+v", m)
			}
			if len(w.sent()) != 1 {
				t.Errorf("%d mails, want the agenda alone", len(w.sent()))
			}
		})
	}
}

// TestSoftBounce: the same mail goes out again after a day and three days later, then no more; once it is taken nothing is said any more.
func TestSoftBounce(t *testing.T) {
	w := newTown(t)
	now := time.Date(2027, 1, 11, 8, 0, 0, 0, time.UTC)
	w.config.Now = func() time.Time { return now }
	w.deliver("INBOX", ada())
	w.once()
	for i, wait := range []time.Duration{24 * time.Hour, 72 * time.Hour} {
		w.deliverRaw(w.report(postfixReport, "4.2.2"))
		w.deliverRaw(w.report(strings.Replace(postfixReport, "Sender\n", "Sender again\n", 1), "4.2.2"))
		w.once()
		if r := w.registrations()[0]; !strings.HasPrefix(r.Undelivered, "for now, the mailbox is full (550 4.2.2") || !strings.HasSuffix(r.Undelivered, "sent again later") || r.Stopped {
			t.Errorf("round %d: %q, stopped %v", i, r.Undelivered, r.Stopped)
		}
		now = now.Add(wait - time.Minute)
		w.once()
		if got := len(w.sent()); got != 1+i {
			t.Fatalf("round %d: %d mails before the time", i, got)
		}
		now = now.Add(2 * time.Minute)
		w.once()
		if got := w.sent(); len(got) != 2+i || got[1+i].id != got[0].id {
			t.Fatalf("round %d: %d mails, want the same one again", i, len(got))
		}
		if r := w.registrations()[0]; r.Undelivered != "" {
			t.Errorf("round %d: taken, and yet undelivered: %q", i, r.Undelivered)
		}
	}
	w.deliverRaw(w.report(postfixReport, "4.2.2"))
	w.once()
	if r := w.registrations()[0]; !r.Stopped || r.Undelivered == "" {
		t.Errorf("after the third return: %+v", r)
	}
	if n := len(w.replies(store.Pending)); n > 0 {
		t.Errorf("%d mails are still owed", n)
	}
}

// TestSoftBounceIsOvertaken: whatever is sent meanwhile takes the place of the mail that would go out again.
func TestSoftBounceIsOvertaken(t *testing.T) {
	for name, c := range map[string]struct {
		act   func(*town, *mailproc.Desk, string) error
		mails int // besides the first
	}{
		"the person withdraws": {func(w *town, _ *mailproc.Desk, _ string) error {
			l := ada()
			l.id, l.text = "leaves", "I WITHDRAW\n\nAda Example\n"
			w.deliver("INBOX", l)
			return nil
		}, 1},
		"the person writes again": {func(w *town, _ *mailproc.Desk, _ string) error {
			l := ada()
			l.id = "again"
			w.deliver("INBOX", l)
			return nil
		}, 1},
		"the organiser sends again": {func(_ *town, d *mailproc.Desk, id string) error { _, err := d.Resend(id, "olga"); return err }, 1},
		"the organiser withdraws":   {func(_ *town, d *mailproc.Desk, id string) error { return d.Withdraw(id, false, "olga") }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t)
			now := time.Date(2027, 1, 11, 8, 0, 0, 0, time.UTC)
			w.config.Now = func() time.Time { return now }
			w.deliver("INBOX", ada())
			w.once()
			w.deliverRaw(w.report(postfixReport, "4.2.2"))
			w.once()
			if err := c.act(w, mailproc.NewDesk(w.config, w.store), w.registrations()[0].ID); err != nil {
				t.Fatal(err)
			}
			w.once()
			now = now.Add(48 * time.Hour)
			w.once()
			if got := len(w.sent()) - 1; got != c.mails {
				t.Errorf("%d mails after it came back, want %d", got, c.mails)
			}
		})
	}
}

// bounced is a town in which Ada's agenda came back for good.
func bounced(t *testing.T) *town {
	w := newTown(t)
	w.deliver("INBOX", ada())
	w.once()
	w.deliverRaw(w.report(postfixReport, "5.2.1"))
	w.once()
	if r := w.registrations()[0]; !r.Stopped {
		t.Fatalf("not stopped: %+v", r)
	}
	return w
}

// TestStoppedAddress: no mail goes there for what others do; the person's own message, or the organiser, lets it go again.
func TestStoppedAddress(t *testing.T) {
	t.Run("a stranger answers", func(t *testing.T) {
		w := bounced(t)
		w.deliver("INBOX", letter{from: "bea@school.example", name: "Bea Sample", answers: w.sent()[0].id, text: "Institution: Labour Office\n"})
		w.once()
		if r := w.registrations()[0]; !r.Stopped || len(w.sent()) != 1 {
			t.Errorf("stopped %v, %d mails", r.Stopped, len(w.sent()))
		}
	})
	for name, write := range map[string]func(l *letter){
		"the same again":      func(l *letter) {},
		"from a second name":  func(l *letter) { l.text = says("Bob", "Sample", "Inspector", "") },
		"only a withdrawal":   func(l *letter) { l.text = "I WITHDRAW\n\nAda Example\n" },
		"without being asked": func(l *letter) { l.text = says("Ada", "Example", "Head of Office", "") },
	} {
		t.Run(name, func(t *testing.T) {
			w := bounced(t)
			l := ada()
			l.id = "again"
			write(&l)
			w.deliver("INBOX", l)
			w.once()
			if got := len(w.sentTo("ada@school.example")); got != 2 {
				t.Errorf("%d mails, want another one", got)
			}
			for _, r := range w.registrations() {
				if r.Stopped {
					t.Errorf("%s is still stopped", r.Person.FirstName)
				}
			}
		})
	}
	t.Run("the organiser", func(t *testing.T) {
		w := bounced(t)
		if _, err := mailproc.NewDesk(w.config, w.store).Resend(w.registrations()[0].ID, "olga"); err != nil {
			t.Fatal(err)
		}
		w.once()
		if r := w.registrations()[0]; r.Stopped || r.Undelivered != "" || len(w.sent()) != 2 {
			t.Errorf("%+v, %d mails", r, len(w.sent()))
		}
	})
}

// TestForwardedBounce: somebody forwards to an address that fails. That says nothing about the address that we write to.
func TestForwardedBounce(t *testing.T) {
	w := newTown(t)
	w.deliver("INBOX", ada())
	w.once()
	w.deliverRaw(w.report(strings.ReplaceAll(postfixReport, "%[2]s", "ada.old@elsewhere.example"), "5.1.1"))
	w.once()
	if r := w.registrations()[0]; r.Stopped || !strings.HasPrefix(r.Undelivered, "from ada.old@elsewhere.example: there is no such mailbox") {
		t.Errorf("stopped %v, %q", r.Stopped, r.Undelivered)
	}
}

// TestRefusedAtSMTP: our own server refuses recipients for many reasons; only those about the address stop it.
func TestRefusedAtSMTP(t *testing.T) {
	for reply, stops := range map[string]bool{
		"550 5.1.1 no such user":                  true,
		"550 no such user":                        true,
		"550 5.2.1 mailbox disabled":              true,
		"553 5.7.1 sender not owned by this user": false,
		"550 5.1.8 sender address rejected":       false,
		"554 5.7.0 too much mail from you":        false,
	} {
		w := newTown(t)
		w.faulty("smtp rcpt", 1, postoffice.Verdict{Reply: reply})
		w.deliver("INBOX", ada())
		w.once()
		if r := w.registrations()[0]; r.Stopped != stops || !strings.Contains(r.Undelivered, reply[4:]) {
			t.Errorf("%s: stopped %v, %q", reply, r.Stopped, r.Undelivered)
		}
	}
}
