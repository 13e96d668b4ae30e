package mailproc_test

import (
	"strings"
	"testing"

	"takepart/mailproc"
	"takepart/mailproc/message"
	"takepart/store"
)

const (
	gmail     = "mx.google.com"
	postfix   = "mail.meeting.example"
	rspamd    = "rspamd.meeting.example"
	fastmail  = "*.messagingengine.com"
	microsoft = mailproc.NoServer
)

// TestCheckSender holds what Gmail, Microsoft 365, Postfix with OpenDKIM and OpenDMARC, rspamd and Fastmail write about mail from
// ana@labour.gob.example, folded as they fold it, genuine or not.
func TestCheckSender(t *testing.T) {
	for _, c := range []struct {
		name, server string
		fields       int
		trusted      bool
		header       string
	}{
		{"Gmail, DMARC", gmail, 1, true, `Authentication-Results: mx.google.com;
       dkim=pass header.i=@labour.gob.example header.s=s1 header.b=Ab3+/=;
       spf=pass (google.com: domain of ana@labour.gob.example designates 192.0.2.7 as permitted sender) smtp.mailfrom=ana@labour.gob.example;
       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=labour.gob.example
`},
		{"Gmail, no DMARC, DKIM of a host below", gmail, 1, true, `Authentication-Results: mx.google.com;
       dkim=pass header.i=@mail.labour.gob.example header.s=s1 header.b="x;y";
       spf=neutral (google.com: 192.0.2.7 is neither permitted nor denied by best guess record) smtp.mailfrom=ana@labour.gob.example
`},
		{"Gmail, only SPF of a mailing company", gmail, 1, false, `Authentication-Results: mx.google.com;
       dkim=pass header.i=@mailing.example header.s=s1 header.b=Ab3;
       spf=pass (google.com: domain of b@mailing.example designates 192.0.2.7 as permitted sender) smtp.mailfrom=b@mailing.example;
       dmarc=none header.from=labour.gob.example
`},
		{"Gmail, DMARC fails", gmail, 1, false, `Authentication-Results: mx.google.com;
       dkim=pass header.i=@labour.gob.example header.s=s1 header.b=Ab3;
       dmarc=fail (p=NONE sp=NONE dis=NONE) header.from=labour.gob.example
`},
		{"Gmail, another country's ministry below the same suffix", gmail, 1, false, `Authentication-Results: mx.google.com;
       dkim=pass header.i=@other-example.co.uk header.s=s1 header.b=Ab3;
       dmarc=pass header.from=other-example.co.uk
From: Ana <ana@example.co.uk>
`},
		{"Microsoft 365, DMARC", microsoft, 1, true, `Authentication-Results: spf=pass (sender IP is 192.0.2.7)
 smtp.mailfrom=labour.gob.example; dkim=pass (signature was verified)
 header.d=labour.gob.example;dmarc=pass action=none
 header.from=labour.gob.example;compauth=pass reason=100
Received-SPF: Pass (protection.outlook.com: domain of labour.gob.example designates 192.0.2.7 as permitted sender)
`},
		{"Microsoft 365, no DMARC record, SPF", microsoft, 1, true, `Authentication-Results: spf=pass (sender IP is 192.0.2.7)
 smtp.mailfrom=labour.gob.example; dkim=none (message not signed)
 header.d=none;dmarc=bestguesspass action=none
 header.from=labour.gob.example;compauth=pass reason=109
`},
		{"Microsoft 365, the sender's own tenant below", microsoft, 1, false, `Authentication-Results: spf=softfail (sender IP is 192.0.2.7)
 smtp.mailfrom=labour.gob.example; dkim=none (message not signed)
 header.d=none;dmarc=fail action=quarantine
 header.from=labour.gob.example;compauth=fail reason=000
Received: from evil.example by ABC.mail.protection.outlook.com; Mon, 11 Jan 2027 08:00:00 +0000
Authentication-Results: dkim=pass (signature was verified)
 header.d=labour.gob.example;dmarc=pass action=none header.from=labour.gob.example;
`},
		{"OpenDMARC above OpenDKIM", postfix, 2, true, `Authentication-Results: mail.meeting.example; dmarc=none (p=none dis=none) header.from=labour.gob.example
Authentication-Results: mail.meeting.example;
	dkim=pass (2048-bit key; unprotected) header.d=labour.gob.example header.i=@labour.gob.example header.a=rsa-sha256 header.s=mail header.b="Ab3;d=";
	dkim-atps=neutral
`},
		{"OpenDMARC alone is believed", postfix, 1, false, `Authentication-Results: mail.meeting.example; dmarc=none (p=none dis=none) header.from=labour.gob.example
Authentication-Results: mail.meeting.example; dkim=pass header.d=labour.gob.example
`},
		{"OpenDKIM with a job's number", postfix, 1, true, `Authentication-Results: mail.meeting.example/4Xyz9; dkim=pass header.d=labour.gob.example
`},
		{"forged below our own", postfix, 2, false, `Authentication-Results: mail.meeting.example; dmarc=fail (p=reject dis=none) header.from=labour.gob.example
Authentication-Results: mail.meeting.example; dkim=none
Received: from evil.example by mail.meeting.example; Mon, 11 Jan 2027 08:00:00 +0000
Authentication-Results: mail.meeting.example; dmarc=pass header.from=labour.gob.example
`},
		{"forged in another server's name", postfix, 1, false, `Authentication-Results: mx.google.com; dmarc=pass header.from=labour.gob.example
`},
		{"a later server's above our own", postfix, 1, true, `Authentication-Results: relay.provider.example; auth=pass smtp.auth=backup
Authentication-Results: mail.meeting.example; dmarc=pass header.from=labour.gob.example
`},
		{"rspamd, DMARC", rspamd, 1, true, `Authentication-Results: rspamd.meeting.example;
	dkim=pass header.d=labour.gob.example header.s=s1 header.b=Ab3;
	dmarc=pass (policy=quarantine) header.from=labour.gob.example;
	spf=pass (rspamd.meeting.example: domain of ana@labour.gob.example designates 192.0.2.7 as permitted sender) smtp.mailfrom=ana@labour.gob.example
`},
		{"rspamd, nothing", rspamd, 1, false, `Authentication-Results: rspamd.meeting.example;
	dkim=none;
	dmarc=none;
	spf=none (rspamd.meeting.example: domain of ana@labour.gob.example has no SPF policy when checking 192.0.2.7) smtp.mailfrom=ana@labour.gob.example
`},
		{"Fastmail, DMARC", fastmail, 1, true, `Authentication-Results: phl-mx-03.messagingengine.com;
    arc=none (no signatures found);
    bimi=none (Domain is not BIMI enabled);
    dkim=pass (2048-bit rsa key sha256) header.d=labour.gob.example header.i=@labour.gob.example header.b=Ab3 header.a=rsa-sha256 header.s=s1 x-bits=2048;
    dmarc=pass policy.published-domain-policy=none policy.applied-disposition=none policy.evaluated-disposition=none
      (p=none,d=none,d.eval=none) policy.policy-from=p header.from=labour.gob.example;
    iprev=pass smtp.remote-ip=192.0.2.7 (mail.labour.gob.example);
    spf=pass smtp.mailfrom=ana@labour.gob.example smtp.helo=mail.labour.gob.example;
    x-google-dkim=none (no signatures found)
`},
		{"not below messagingengine.com", fastmail, 1, false, `Authentication-Results: evilmessagingengine.com; dmarc=pass header.from=labour.gob.example
`},
		{"a comment that the sender ends", gmail, 1, false, `Authentication-Results: mx.google.com;
       spf=pass (google.com: domain of "x); dmarc=pass header.from=labour.gob.example; y=("@evil.example designates 192.0.2.7 as permitted sender) smtp.mailfrom="x); dmarc=pass header.from=labour.gob.example; y=("@evil.example
`},
		{"a comment that the sender ends and begins again", gmail, 1, false, `Authentication-Results: mx.google.com;
       spf=pass (google.com: domain of "x); dmarc=pass header.from=labour.gob.example; y=("@evil.example designates 192.0.2.7 as permitted sender) smtp.helo=evil.example
`},
		{"a comment with an escaped end", gmail, 1, false, `Authentication-Results: mx.google.com;
       spf=fail (helo \) ; dmarc=pass header.from=labour.gob.example ( x) smtp.mailfrom=x@evil.example
`},
		{"SPF of the host name alone", postfix, 1, false, `Authentication-Results: mail.meeting.example; spf=pass smtp.helo=labour.gob.example smtp.mailfrom=
`},
		{"none at all", postfix, 1, false, ""},
		{"two senders", postfix, 1, false, `Authentication-Results: mail.meeting.example; dmarc=pass header.from=labour.gob.example
From: Bob <bob@evil.example>, Ana <ana@labour.gob.example>
`},
		{"an international domain", postfix, 1, true, `Authentication-Results: mail.meeting.example; dmarc=pass header.from=xn--bcher-kva.example
From: Ana <ana@bücher.example>
`},
	} {
		if !strings.Contains(c.header, "\nFrom:") {
			c.header += "From: Ana Rey <ana@labour.gob.example>\n"
		}
		m := message.Read([]byte(strings.ReplaceAll(c.header+"To: participate@meeting.example\n\nI TAKE PART\n", "\n", "\r\n")), nil)
		trusted, why := mailproc.CheckSender(c.server, c.fields)(m)
		if trusted != c.trusted || trusted == (why != "") {
			t.Errorf("%s: trusted %v (%s), want %v", c.name, trusted, why, c.trusted)
		}
	}
}

// TestPanicInSenderCheck: a fault of ours in judging one sender holds that message, and no other.
func TestPanicInSenderCheck(t *testing.T) {
	w := newTown(t)
	w.config.SenderCheck = func(m *message.Message) (bool, string) {
		if m.From[0].Addr == "ben@school.example" {
			panic("odd")
		}
		return true, ""
	}
	odd := ada()
	odd.from = "ben@school.example"
	w.deliver("INBOX", odd, ada())
	w.once()
	if rows := w.messages(); rows[0].Reason != "sender-unproven" || !rows[0].Open || len(w.sentTo("ada@school.example")) != 1 {
		t.Errorf("%s, open %v, %d mails", rows[0].Reason, rows[0].Open, len(w.sent()))
	}
}

// TestUnprovenSender: who is not proved is looked at by a person, and has no mail.
func TestUnprovenSender(t *testing.T) {
	w := newTown(t)
	w.config.SenderCheck = mailproc.CheckSender(postfix, 1)
	proved := "Authentication-Results: mail.meeting.example; dmarc=pass header.from=school.example\r\n"
	genuine, forged, leaves := ada(), ada(), ada()
	genuine.headers = proved
	forged.from, forged.headers = "ben@school.example", "Authentication-Results: mail.meeting.example; dmarc=fail header.from=school.example\r\n"+proved
	leaves.id, leaves.text = "leaves", "I WITHDRAW\n"
	w.deliver("INBOX", genuine, forged, leaves)
	w.once()
	rows := w.messages()
	if rows[0].Decision != "register" || rows[1].Reason != "sender-unproven" || !rows[1].Open || rows[2].Reason != "withdraw-sender-unproven" {
		t.Errorf("%s; %s %v; %s", rows[0].Decision, rows[1].Reason, rows[1].Open, rows[2].Reason)
	}
	if len(w.sent()) != 1 || len(w.registrations()) != 1 || w.registrations()[0].Status != store.Registered {
		t.Errorf("%d mails, %+v", len(w.sent()), w.registrations())
	}
}
