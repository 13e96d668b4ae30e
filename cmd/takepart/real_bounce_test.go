package main

import (
	"bytes"
	"fmt"
	"net/mail"
	"regexp"
	"strings"
	"testing"

	"takepart/mailproc/postoffice"
	"takepart/mailproc/postoffice/real"
)

// testRealBounce: Postfix takes the agenda, the next server knows nobody of this name, and Postfix reports so to the numbered
// envelope address.
func testRealBounce(t *testing.T, binary string) {
	elsewhere, err := postoffice.Start(postoffice.Options{Fault: func(step string) *postoffice.Verdict {
		if step != "smtp rcpt" {
			return nil
		}
		return &postoffice.Verdict{Reply: "550 5.1.1 nobody of this name"}
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = elsewhere.Close() })
	dovecot := real.StartDovecot(t, real.DovecotOptions{Users: []string{"post"}})
	postfix := real.StartPostfix(t, dovecot, map[string]string{organisers: "post"},
		fmt.Sprintf("elsewhere.example smtp:[127.0.0.1]:%d", portOf(t, elsewhere.SMTPAddr())))
	f := newSite(t, binary, dovecot.Addr, postfix.Addr)
	f.smtp["envelope_from"] = "participate+*@meeting.example"
	f.write()
	gone := attendee{id: "gone@1", from: "gone@elsewhere.example", name: "Ada Nori", text: "I TAKE PART\n\nAda Nori\nDirector of Inspection\n"}
	deliverMaildir(t, dovecot, gone, false, 0)
	f.start()
	undelivered := ""
	eventually(t, func() string { return "no report was matched: " + undelivered + f.log() + postfix.Log() }, func() bool {
		undelivered = f.run("list", "--undelivered").stdout // there is no store yet at first
		return strings.Contains(undelivered, "gone@elsewhere.example")
	})
	if !strings.Contains(undelivered, "there is no such mailbox (") || !strings.Contains(undelivered, "nobody of this name") {
		t.Errorf("the reason is %s", undelivered)
	}
	mails := dovecot.Messages("post", "INBOX")
	report, err := mail.ReadMessage(bytes.NewReader(mails[len(mails)-1].Raw))
	if err != nil || len(mails) != 2 || !regexp.MustCompile(`^participate\+[a-z2-7]{32}@meeting\.example$`).MatchString(report.Header.Get("To")) {
		t.Errorf("%d messages, the last to %q (%v)", len(mails), report.Header.Get("To"), err)
	}
	if s := f.status(); s.Undelivered != 1 || s.Replies["sent"] != 1 || s.Replies["pending"] != 0 {
		t.Errorf("%+v", s)
	}
}
