package message

import (
	"strings"
	"testing"
)

var robotOurs = Know(Known{Addresses: []string{"participate@meeting.example"}, Lists: []string{"inbox@lists.meeting.example"}, Forms: []string{"noreply@form.example"}})

// TestAutomatic: header lines (From and To are added where missing), a body, what it is.
func TestAutomatic(t *testing.T) {
	for _, c := range []struct {
		name, head, body string
		want             Automatic
	}{
		{"a person", "", "I TAKE PART", Person},
		{"null sender", "Return-Path: <>", "", NullSender},
		{"null sender with a blank", "Return-Path: < >", "", Person},
		{"report", "Content-Type: multipart/report; report-type=delivery-status; boundary=b", "--b--", Report},
		{"exim bounce", "X-Failed-Recipients: a@b.example", "", Report},
		{"auto-replied", "Auto-Submitted: auto-replied (vacation); x=y", "", AutoSubmitted},
		{"auto-generated upper case", "Auto-Submitted: Auto-Generated", "", AutoSubmitted},
		{"no", "Auto-Submitted: no", "I TAKE PART", Person},
		{"no with a comment", "Auto-Submitted: (really) No (human); x=1", "I TAKE PART", Person},
		{"vendor auto reply", "X-Autoreply: yes", "", AutoSubmitted},
		{"precedence auto_reply", "Precedence: auto_reply", "", AutoSubmitted},
		{"bulk", "Precedence: Bulk", "", Bulk},
		{"junk", "Precedence: junk (x)", "", Bulk},
		{"first class", "Precedence: first-class", "", Person},
		{"suppress alone", "X-Auto-Response-Suppress: All", "", Person},
		{"feedback id and others' loop", "Feedback-ID: 1:2\nX-Loop: other", "", Person},
		{"list", "List-Id: Net <net.lists.example>", "I TAKE PART", ListMail},
		{"list post", "List-Post: <mailto:net@lists.example>", "", ListMail},
		{"precedence list", "Precedence: list", "", ListMail},
		{"our list", "List-Id: <inbox.lists.meeting.example>\nList-Post: <mailto:inbox@lists.meeting.example>", "", Person},
		{"list post no", "List-Post: NO", "", Person},
		{"calendar answer", "Content-Type: text/calendar; method=REPLY", "BEGIN:VCALENDAR", CalendarAnswer},
		{"calendar answer by its text", "Content-Type: text/calendar", "BEGIN:VCALENDAR\nMETHOD:REPLY\n", CalendarAnswer},
		{"invitation by calendar", "Content-Type: text/calendar; method=REQUEST", "", Person},
		{"mailer-daemon", "From: MAILER-DAEMON@mx.example", "", RobotSender},
		{"postmaster", "From: Postmaster <postmaster@mx.example>", "", RobotSender},
		{"owner", "From: owner-net@lists.example", "", RobotSender},
		{"request", "From: net-request@lists.example", "", RobotSender},
		{"owner envelope", "Return-Path: <owner-net@lists.example>", "", RobotSender},
		{"noreply", "From: no-reply@shop.example", "", RobotSender},
		{"noreply at the end", "From: tickets+noreply@shop.example", "", RobotSender},
		{"ne pas repondre", "From: ne_pas_repondre@mairie.example", "", RobotSender},
		{"nicht antworten", "From: bitte-nicht-antworten@amt.example", "", RobotSender},
		{"noreen is a person", "From: noreen.reply@org.example", "", Person},
		{"our form from noreply", "From: noreply@form.example", "I TAKE PART", Person},
		{"our own", "From: Participate@meeting.example", "", OurOwn},
		{"our own with detail", "From: participate+x@meeting.example", "", OurOwn},
		{"our loop header", "X-Takepart-Loop: 1", "", OurOwn},
		{"50 received", strings.TrimSpace(strings.Repeat("Received: x\n", 50)), "", Person},
		{"51 received", strings.TrimSpace(strings.Repeat("Received: x\n", 51)), "", MailLoop},
		{"first match wins", "Return-Path: <>\nAuto-Submitted: auto-replied", "", NullSender},
		{"absent en", "Subject: Automatic reply: Invitation", "", OutOfOffice},
		{"absent re", "Subject: Re: Out of Office", "", OutOfOffice},
		{"absent fr", "Subject: Réponse automatique : Invitation", "", OutOfOffice},
		{"absent de", "Subject: Abwesenheitsnotiz: x", "", OutOfOffice},
		{"absent es", "Subject: Respuesta automática: x", "", OutOfOffice},
		{"absent pt", "Subject: Resposta automática: x", "", OutOfOffice},
		{"absent it", "Subject: Risposta automatica: x", "", OutOfOffice},
		{"absent nl", "Subject: Automatisch antwoord: x", "", OutOfOffice},
		{"absent ar", "Subject: رد تلقائي: x", "", OutOfOffice},
		{"absent pl", "Subject: Odpowiedź automatyczna: x", "", OutOfOffice},
		{"absent ru", "Subject: Автоматический ответ: x", "", OutOfOffice},
		{"absent zh", "Subject: 自动回复: x", "", OutOfOffice},
		{"absent ja", "Subject: 自動返信: x", "", OutOfOffice},
		{"absent ko", "Subject: 자동 회신: x", "", OutOfOffice},
		{"absent tr", "Subject: Otomatik Yanıt: x", "", OutOfOffice},
		{"absent by its opening", "Subject: x", "Hello,\n\nI am currently out of the office until Monday.", OutOfOffice},
		{"absent by its opening de", "Subject: x", "Guten Tag,\n\nich bin derzeit nicht im Büro.", OutOfOffice},
		{"absence is not quoted", "Subject: x", "I TAKE PART\n> I am out of the office", Person},
		{"office is not absence", "Subject: Office of the Prosecutor", "Automatic weapons are bad.", Person},
	} {
		head := c.head
		if !strings.Contains(head, "From:") {
			head += "\nFrom: Ana <ana@org.example>"
		}
		if !strings.Contains(head, "Content-Type:") {
			head += "\nContent-Type: text/plain; charset=utf-8"
		}
		raw := strings.TrimSpace(head) + "\nTo: participate@meeting.example\n\n" + c.body
		m := Read([]byte(raw), robotOurs)
		if m.Automatic != c.want {
			t.Errorf("%s: %q (%s), want %q", c.name, m.Automatic, m.AutoWhy, c.want)
		}
		if (m.AutoWhy == "") != (c.want == Person) {
			t.Errorf("%s: why is %q", c.name, m.AutoWhy)
		}
	}
}

func TestWhoAndWhereTo(t *testing.T) {
	m := Read([]byte("From: A <a@org.example>, b@org.example\nCc: Participate <PARTICIPATE@Meeting.example>\nAuthentication-Results: mx.meeting.example;\n dmarc=pass\nAuthentication-Results: forged.example; dmarc=fail\nReceived: from x; Tue, 3 Mar 2026 09:14:28 +0100 (CET)\nDate: Tue, 3 Mar 2026 08:14:22 +0000\nMessage-ID: <1@org.example>\nIn-Reply-To: <0@meeting.example>\nReferences: <0@meeting.example> <00@meeting.example>\n\nx"), robotOurs)
	if len(m.From) != 2 || !m.ToUs {
		t.Errorf("from %v, to us %v", m.From, m.ToUs)
	}
	if len(m.AuthResult) != 2 || m.AuthResult[0] != "mx.meeting.example; dmarc=pass" {
		t.Errorf("authentication results: %q", m.AuthResult)
	}
	if m.Received.IsZero() || m.Date.IsZero() || m.Received.Sub(m.Date).Seconds() != 6 {
		t.Errorf("times: %v, %v", m.Received, m.Date)
	}
	if m.MessageID != "<1@org.example>" || len(m.References) != 2 || len(m.InReplyTo) != 1 {
		t.Errorf("ids: %q %q %q", m.MessageID, m.References, m.InReplyTo)
	}
}

func TestDigestIsAlikeForCopies(t *testing.T) {
	head := "From: a@org.example\nDate: Tue, 3 Mar 2026 08:14:22 +0000\nSubject: x\nMessage-ID: <1@org.example>\n"
	a := Read([]byte("Received: one\n"+head+"\nI TAKE PART"), nil)
	b := Read([]byte("Received: two\nDelivered-To: x\n"+head+"X-Spam: no\n\nI TAKE PART"), nil)
	c := Read([]byte(head+"\nI TAKE PART!"), nil)
	if a.Digest != b.Digest {
		t.Error("copies with other trace fields differ")
	}
	if a.Digest == c.Digest {
		t.Error("another body has the same digest")
	}
}
