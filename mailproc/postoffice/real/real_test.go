package real

import (
	"fmt"
	"net/smtp"
	"strings"
	"testing"
	"time"
)

// TestPostfixDeliversIntoDovecot is the road of the attendees' mail without takepart.
func TestPostfixDeliversIntoDovecot(t *testing.T) {
	d := StartDovecot(t, DovecotOptions{Users: []string{"post", "ada"}})
	p := StartPostfix(t, d, map[string]string{"participate@meeting.example": "post", "ada@org.example": "ada"})
	raw := "From: ada@org.example\r\nTo: participate@meeting.example\r\nSubject: hello\r\n\r\nI TAKE PART\r\n"
	if err := smtp.SendMail(p.Addr, nil, "ada@org.example", []string{"participate@meeting.example"}, []byte(raw)); err != nil {
		t.Fatalf("%v\n%s", err, p.Log())
	}
	for limit := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		kept := d.Messages("post", "INBOX")
		if len(kept) == 1 && strings.Contains(string(kept[0].Raw), "I TAKE PART") {
			break
		}
		if time.Now().After(limit) {
			t.Fatalf("%d messages in INBOX\n%s\n%s", len(kept), p.Log(), d.Log())
		}
	}
	if err := smtp.SendMail(p.Addr, nil, "", []string{"nobody@org.example"}, []byte(raw)); err == nil || !strings.Contains(err.Error(), "550") {
		t.Errorf("mail to an unknown address: %v", err)
	}
}

func TestSinkCounts(t *testing.T) {
	s := StartSink(t)
	for i := range 3 {
		to := []string{fmt.Sprintf("p%d@org.example", i)}
		if err := smtp.SendMail(s.Addr, nil, "participate@meeting.example", to, []byte("Subject: x\r\n\r\nx\r\n")); err != nil {
			t.Fatal(err)
		}
	}
	for limit := time.Now().Add(5 * time.Second); s.Count() != 3; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatalf("counted %d, want 3", s.Count())
		}
	}
}
