package message

import (
	"strings"
	"testing"
)

const returned = "Message-ID: <1.ours@meeting.example>\nFrom: participate@meeting.example\nTo: ana@org.example\nSubject: Agenda\n"

func TestReports(t *testing.T) {
	dsn := func(status string) string {
		return "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n" +
			status + "\n--b\nContent-Type: message/rfc822\n\n" + returned + "\nbody\n--b--\n"
	}
	for _, c := range []struct {
		name, raw string
		want      *DeliveryReport
	}{
		{"postfix", dsn("Final-Recipient: rfc822; ana@org.example\nOriginal-Recipient: rfc822;ana@org.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <ana@org.example>:\n    no such user\n"),
			&DeliveryReport{"<1.ours@meeting.example>", "ana@org.example", "failed", "5.1.1", "550 5.1.1 <ana@org.example>: no such user"}},
		{"two recipients, the failed one counts", dsn("Final-Recipient: rfc822; bo@org.example\nAction: delivered\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; ana@org.example\nAction: failed\nStatus: 5.2.2\n"),
			&DeliveryReport{"<1.ours@meeting.example>", "ana@org.example", "failed", "5.2.2", ""}},
		{"delayed", dsn("Final-Recipient: rfc822; ana@org.example\nAction: delayed\nStatus: 4.4.1\n"),
			&DeliveryReport{"<1.ours@meeting.example>", "ana@org.example", "delayed", "4.4.1", ""}},
		{"headers only", "Return-Path: <>\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: RFC822; ana@org.example\nAction: failed\nStatus: 5.0.0\n\n--b\nContent-Type: text/rfc822-headers\n\n" + returned + "\n--b--\n",
			&DeliveryReport{"<1.ours@meeting.example>", "ana@org.example", "failed", "5.0.0", ""}},
		{"read receipt", "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nread\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;ana@org.example\nOriginal-Message-ID: <1.ours@meeting.example>\nDisposition: manual-action/MDN-sent-manually; displayed\n\n--b--\n",
			&DeliveryReport{"<1.ours@meeting.example>", "ana@org.example", "displayed", "", ""}},
		{"qmail", "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\n\nHi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<ana@org.example>:\n198.51.100.7 does not like recipient.\nRemote host said: 550 5.1.1 no such user\n\n--- Below this line is a copy of the message.\n\n" + returned,
			&DeliveryReport{"<1.ours@meeting.example>", "ana@org.example", "failed", "5.1.1", "Remote host said: 550 5.1.1 no such user"}},
		{"exim", "Return-Path: <>\nX-Failed-Recipients: ana@org.example\nFrom: Mail Delivery System <Mailer-Daemon@mx.example>\n\nThis message was created automatically by mail delivery software.\n\n  ana@org.example\n    host mx.org.example [198.51.100.7]\n    SMTP error from remote mail server after RCPT TO:<ana@org.example>:\n    550 Unknown user\n\n------ This is a copy of the message, including all the headers. ------\n\n" + returned,
			&DeliveryReport{"<1.ours@meeting.example>", "ana@org.example", "failed", "5.0.0", "550 Unknown user"}},
		{"gmail, old form", "Return-Path: <>\nFrom: Mail Delivery Subsystem <mailer-daemon@googlemail.example>\n\nDelivery to the following recipient failed permanently:\n\n     ana@org.example\n\nTechnical details of permanent failure:\nThe error that the other server returned was:\n550 5.1.1 The email account does not exist.\n\n----- Original message -----\n\n" + returned,
			&DeliveryReport{"<1.ours@meeting.example>", "ana@org.example", "failed", "5.1.1", "550 5.1.1 The email account does not exist."}},
		{"a person who writes about one", "From: ana@org.example\n\nI got 550 5.1.1 from <ana@org.example>:\nMessage-ID: <1.ours@meeting.example>\n", nil},
	} {
		m := Read([]byte(strings.ReplaceAll(c.raw, "\n", "\r\n")), sampleOurs)
		switch {
		case c.want == nil && m.Report != nil:
			t.Errorf("%s: %+v, want none", c.name, *m.Report)
		case c.want != nil && m.Report == nil:
			t.Errorf("%s: no report", c.name)
		case c.want != nil && *m.Report != *c.want:
			t.Errorf("%s:\ngot  %+v\nwant %+v", c.name, *m.Report, *c.want)
		}
	}
}
