package mailproc_test

import (
	"bytes"
	"net/mail"
	"net/smtp"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"takepart/mailproc/inbox"
	"takepart/mailproc/outbox"
	"takepart/mailproc/postoffice/real"
)

// realStories are told on Dovecot and Postfix too: what depends on real servers is in them (threads, HTML, bounces, batches, several
// people behind one address, Arabic).
var realStories = []string{
	"en-receipt", "en-thread-cut-by-the-mail-program", "fr-one-office-two-people", "fr-two-details-one-signature", "es-the-same-again",
	"de-new-signed-address", "de-calendar-declines", "nl-changes-his-mind-within-a-minute", "nl-the-agenda-comes-back", "pt-half-an-answer",
	"it-the-second-message-crosses-the-question", "ar-right-to-left",
}

// TestRealStories needs TAKEPART_REAL=1.
func TestRealStories(t *testing.T) {
	if os.Getenv("TAKEPART_REAL") != "1" {
		t.Skip("set TAKEPART_REAL=1 to tell stories on private Dovecot and Postfix instances")
	}
	var files []string
	users := map[string]string{organiser: "post"}
	for _, name := range realStories {
		file := filepath.Join(storyFolder, name+".txtar")
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, hit := range writers.FindAllSubmatch(text, -1) {
			users[string(hit[1])] = "people"
		}
		files = append(files, file)
	}
	tellStories(t, files, func(testing.TB) place { return startTown(t, users) })
}

// writers are the addresses that a story's people write from.
var writers = regexp.MustCompile(`(?m)^From:.*?([\w.-]+@[\w.-]+)>?$`)

// realTown is the place with Dovecot and Postfix: attendees' mail goes over SMTP into the organisers' Maildir, and ours into a mailbox
// that all attendees share.
type realTown struct {
	t       testing.TB
	dovecot *real.Dovecot
	postfix *real.Postfix
	arrived int // in the organisers' mailbox
}

func startTown(t testing.TB, users map[string]string) *realTown {
	d := real.StartDovecot(t, real.DovecotOptions{Users: []string{"post", "people"}})
	p := real.StartPostfix(t, d, users)
	return &realTown{t: t, dovecot: d, postfix: p}
}

func (w *realTown) deliver(raw []byte) error {
	from := ""
	raw, null := bytes.CutPrefix(raw, []byte("Return-Path: <>\r\n"))
	if m, err := mail.ReadMessage(bytes.NewReader(raw)); err == nil && !null {
		if a, err := mail.ParseAddress(m.Header.Get("From")); err == nil {
			from = a.Address
		}
	}
	if err := smtp.SendMail(w.postfix.Addr, nil, from, []string{organiser}, raw); err != nil {
		return err
	}
	w.arrived++
	for end := time.Now().Add(30 * time.Second); len(w.dovecot.Messages("post", "INBOX")) < w.arrived; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			w.t.Fatalf("the message has not arrived\n%s", w.postfix.Log())
		}
	}
	return nil
}

func (w *realTown) mails() (all [][]byte, err error) {
	for _, m := range w.dovecot.Messages("people", "INBOX") {
		all = append(all, m.Raw)
	}
	return all, nil
}

func (w *realTown) inbox() inbox.Config { return imapOn(w.dovecot.Addr, "post", real.Password) }
func (w *realTown) smtp() outbox.Config { return smtpOn(w.postfix.Addr) }
