package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"takepart/mailproc/postoffice"
)

// account is a mailbox to explain: a folder with its configuration, and what its servers were asked for.
type account struct {
	office *postoffice.Office
	dir    string
	mu     sync.Mutex
	steps  map[string]int
	breaks func(step string, n int) *postoffice.Verdict // n counts from 1
}

func newAccount(t *testing.T) *account {
	t.Helper()
	a := &account{dir: t.TempDir(), steps: map[string]int{}}
	var err error
	a.office, err = postoffice.Start(postoffice.Options{Mailboxes: []string{"INBOX", "Spam"}, Fault: func(step string) *postoffice.Verdict {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.steps[step]++
		if a.breaks == nil {
			return nil
		}
		return a.breaks(step, a.steps[step])
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.office.Close() })
	_, imap, _ := net.SplitHostPort(a.office.IMAPAddr())
	_, smtp, _ := net.SplitHostPort(a.office.SMTPAddr())
	text, err := json.Marshal(map[string]any{
		"event":     map[string]any{"name": "Zero tolerance", "languages": []string{"en"}},
		"organiser": map[string]any{"name": "Alliance 8.7 Meeting", "email": "participate@meeting.example"},
		"imap":      map[string]any{"host": "127.0.0.1", "port": number(imap), "tls": "none", "username": "post", "password_file": "secret", "junk": "Spam"},
		"smtp":      map[string]any{"host": "127.0.0.1", "port": number(smtp), "tls": "none"},
	})
	if err != nil {
		t.Fatal(err)
	}
	a.write(t, "config.yaml", text)
	a.write(t, "secret", []byte("secret\n"))
	if status, _, stderr := a.takepart("init", filepath.Join(a.dir, "fresh")); status != exitDone {
		t.Fatal(stderr)
	}
	if err := os.Rename(filepath.Join(a.dir, "fresh", "agenda.yaml"), filepath.Join(a.dir, "agenda.yaml")); err != nil {
		t.Fatal(err)
	}
	return a
}

func (a *account) write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(a.dir, name), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func (a *account) takepart(args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = run(context.Background(), append([]string{"-c", filepath.Join(a.dir, "config.yaml")}, args...), strings.NewReader(""), &out, &errs, func(string) string { return "" })
	return status, out.String(), errs.String()
}

// arrives puts a message into a mailbox; received is the date of its topmost Received field.
func (a *account) arrives(t *testing.T, mailbox, from, received, text string) {
	t.Helper()
	raw := "Received: from a.example by mx.example with ESMTP; " + received + "\nFrom: Ada Nori <" + from + ">\nTo: participate@meeting.example\n" +
		"Subject: registration\nDate: " + received + "\nMessage-ID: <" + from + ">\n\n" + text
	at, err := time.Parse(time.RFC1123Z, received)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.office.DeliverAt(mailbox, []byte(strings.ReplaceAll(raw, "\n", "\r\n")), at); err != nil {
		t.Fatal(err)
	}
}

func (a *account) kept(t *testing.T) (all []postoffice.Kept) {
	t.Helper()
	for _, name := range []string{"INBOX", "Spam"} {
		k, err := a.office.Messages(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, k...)
	}
	return all
}

func (a *account) files(t *testing.T) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(a.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

const (
	takes = "I TAKE PART\n\nAda Nori\nDirector of Inspection\n"
	early = "Mon, 04 Jan 2027 10:00:00 +0000"
	late  = "Mon, 01 Feb 2027 10:00:00 +0000"
)

// TestExplainMailboxChangesNothing: everything in the mailbox is explained, and mailbox, folder and world are as before.
func TestExplainMailboxChangesNothing(t *testing.T) {
	a := newAccount(t)
	a.arrives(t, "INBOX", "ada@org.example", early, takes)
	a.arrives(t, "INBOX", "bo@org.example", late, "I cannot TAKE PART.\n")
	a.arrives(t, "INBOX", "cy@org.example", late, "Where is the meeting?\n")
	a.arrives(t, "Spam", "di@org.example", late, takes)
	mails, files := a.kept(t), a.files(t)

	status, stdout, stderr := a.takepart("explain", "--mailbox")
	if status != exitDone || stderr != "" {
		t.Fatalf("status %d: %s", status, stderr)
	}
	for _, want := range []string{
		`(?m)^register +phrase +INBOX#1 +Ada Nori`, `(?m)^review +\S+ +INBOX#2 `, `(?m)^ignore +no-phrase +INBOX#3 `, `(?m)^review +junk +Spam#1 `,
		`(?m)^4 messages, 1 register, 2 review, 1 ignore$`, `(?m)^ +1 +review +junk$`,
	} {
		if !regexp.MustCompile(want).MatchString(stdout) {
			t.Errorf("no %s in:\n%s", want, stdout)
		}
	}
	if now := a.kept(t); !reflect.DeepEqual(now, mails) {
		t.Errorf("the mailbox was changed: %v, was %v", now, mails)
	}
	if now := a.files(t); !reflect.DeepEqual(now, files) {
		t.Errorf("files were %v, are %v", files, now)
	}
	for step := range a.steps {
		if strings.HasPrefix(step, "smtp") || strings.HasPrefix(step, "imap store") || strings.HasPrefix(step, "imap move") {
			t.Errorf("it did %q", step)
		}
	}
}

func TestExplainMailboxSince(t *testing.T) {
	a := newAccount(t)
	a.arrives(t, "INBOX", "ada@org.example", early, takes)
	a.arrives(t, "INBOX", "cy@org.example", late, takes)
	for since, want := range map[string]string{"2027-01-05": "INBOX#2", "2027-01-01": "INBOX#1 INBOX#2"} {
		_, stdout, stderr := a.takepart("explain", "--mailbox", "--json", "--since", since)
		var got []string
		for line := range strings.Lines(stdout) {
			var e explained
			if err := json.Unmarshal([]byte(line), &e); err != nil {
				t.Fatal(err)
			}
			got = append(got, e.File)
		}
		if names := strings.Join(got, " "); names != want {
			t.Errorf("since %s: %q, not %q; %s", since, names, want, stderr)
		}
	}
}

// TestExplainMailboxOnce: what was shown before a connection was lost is not shown again.
func TestExplainMailboxOnce(t *testing.T) {
	a := newAccount(t)
	for _, from := range []string{"a", "b", "c"} {
		a.arrives(t, "INBOX", from+"@org.example", late, takes)
	}
	a.mu.Lock()
	a.breaks = func(step string, n int) *postoffice.Verdict {
		if step == "imap fetch" && n == 1 {
			return &postoffice.Verdict{Drop: true}
		}
		return nil
	}
	a.mu.Unlock()
	status, stdout, stderr := a.takepart("explain", "--mailbox")
	if status != exitDone || !strings.Contains(stdout, "3 messages, 3 register\n") {
		t.Errorf("status %d: %s%s", status, stdout, stderr)
	}
}

func TestExplainMailboxTellsWhatFails(t *testing.T) {
	a := newAccount(t)
	a.write(t, "secret", []byte("wrong\n"))
	if status, _, stderr := a.takepart("explain", "--mailbox"); status != exitFault || !strings.Contains(stderr, "read the mailbox: ") || !strings.Contains(stderr, "hint: ") {
		t.Errorf("a wrong password: status %d: %s", status, stderr)
	}
	for _, args := range [][]string{{"--mailbox", "a.eml"}, {"--since", "7d", "a.eml"}, {}, {"--mailbox", "--since", "soon"}} {
		if status, _, stderr := a.takepart(append([]string{"explain"}, args...)...); status != exitUsage {
			t.Errorf("%q: status %d: %s", args, status, stderr)
		}
	}
}
