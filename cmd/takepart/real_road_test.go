package main

import (
	"bytes"
	"fmt"
	"maps"
	"net/mail"
	"net/smtp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"takepart/mailproc/postoffice"
	"takepart/mailproc/postoffice/real"
)

// step is something that an attendee writes, and what must come of it.
type step struct {
	attendee
	answer string // in the subject or text of what comes back; "" = nothing may come
	flags  string // our marks on the message afterwards
}

// testRealRoad is the whole road: attendee -> Postfix -> Dovecot -> takepart run -> Postfix -> the attendee's Maildir.
func testRealRoad(t *testing.T, binary string) {
	steps := []step{
		{attendee{id: "ada@1", from: "ada@org.example", name: "Ada Nori", text: "I TAKE PART\n\nAda Nori\nDirector of Inspection\nLabour Office\nada@org.example\n"},
			"Europe/", `$takepart \answered`},
		{attendee{id: "bo@1", from: "bo@org.example", name: "Bo Lind", text: "Bonjour,\n\nJE PARTICIPE\n\nPrénom : Bo\nNom : Lind\nAdresse : bo@org.example\nFonction : Directeur\n"},
			"Bonjour", `$takepart \answered`},
		{attendee{id: "cy@1", from: "cy@org.example", name: "Cy Orr", text: "I TAKE PART\n\nCy Orr\n"},
			"title", `$takepart \answered`},
		{attendee{id: "di@1", from: "di@org.example", name: "Dina Penn", text: "I TAKE PART\n\nDina Penn\nSecretary General\ndi@org.example\n"},
			"Europe/", `$takepart \answered`},
		{attendee{id: "di@2", from: "di@org.example", name: "Dina Penn", text: "I WITHDRAW\n\nDina Penn\n"},
			"no longer registered", `$takepart \answered`},
		{attendee{id: "ed@1", from: "ed@org.example", name: "Ed Quist", text: "I cannot TAKE PART on the first day.\n\nEd Quist\nReporter\n"},
			"", `$takepartreview`},
		{attendee{id: "robot@1", from: "robot@org.example", name: "Ada Nori", headers: "Auto-Submitted: auto-replied\n", text: "I TAKE PART\n\nAda Nori\nDirector\n"},
			"", ""},
		{attendee{id: "fay@1", from: "fay@org.example", name: "Fay Ross", text: "Lunch on Tuesday?\n\nFay\n"}, "", ""},
	}
	users := map[string]string{}
	for _, s := range steps {
		name, _, _ := strings.Cut(s.from, "@")
		users[s.from] = name
	}
	dovecot := real.StartDovecot(t, real.DovecotOptions{Users: append([]string{"post"}, slices.Sorted(maps.Values(users))...)})
	users[organisers] = "post"
	postfix := real.StartPostfix(t, dovecot, users)
	f := newSite(t, binary, dovecot.Addr, postfix.Addr)
	f.imap["start"], f.imap["poll"] = "now", "1h" // so that only IDLE can tell of new mail
	f.write()
	old := attendee{id: "old@1", from: "gil@org.example", name: "Gil Orme", text: "I TAKE PART\n\nGil Orme\nClerk\n"}
	deliverMaildir(t, dovecot, old, true, 0)

	d := f.start("--log", "json")
	eventually(t, func() string { return "the daemon is not on IDLE: " + f.log() }, func() bool {
		return strings.Contains(f.log(), `"idle":true`)
	})
	for i, s := range steps {
		walk(t, f, dovecot, postfix, i, s)
	}
	wantMailbox(t, dovecot, append([]step{{old, "", `\seen`}}, steps...))
	wantPeople(t, f, map[string]person{
		"ada@org.example": {"registered", "Ada", "Nori", "ada@org.example", "Director of Inspection", "en"},
		"bo@org.example":  {"registered", "Bo", "Lind", "bo@org.example", "Directeur", "fr"},
		"cy@org.example":  {"incomplete", "Cy", "Orr", "cy@org.example", "", "en"},
		"di@org.example":  {"withdrawn", "Dina", "Penn", "di@org.example", "Secretary General", "en"},
	})
	if status := d.stop(); status != 0 {
		t.Errorf("stopped with status %d: %s", status, f.log())
	}
	for _, private := range []string{"org.example", "Nori", "Inspection"} {
		if strings.Contains(f.log(), private) {
			t.Errorf("the log at level info holds %q", private)
		}
	}
}

// walk sends one message and awaits what must come of it.
func walk(t *testing.T, f *site, d *real.Dovecot, p *real.Postfix, before int, s step) {
	t.Helper()
	name, _, _ := strings.Cut(s.from, "@")
	fresh := filepath.Join(d.MaildirOf(name), "new")
	had := files(t, fresh)
	began := time.Now()
	if err := smtp.SendMail(p.Addr, nil, s.from, []string{organisers}, s.raw()); err != nil {
		t.Fatalf("%s: %v\n%s", s.id, err, p.Log())
	}
	if s.answer == "" {
		eventually(t, func() string { return s.id + " was not taken in: " + f.log() }, func() bool { return f.status().Seen == before+1 })
		return
	}
	eventually(t, func() string { return s.id + " is not answered: " + f.log() + p.Log() }, func() bool {
		return files(t, fresh) > had
	})
	t.Logf("%s: answered in the attendee's mailbox after %d ms", s.id, time.Since(began).Milliseconds())
	mails := d.Messages(name, "INBOX")
	raw := mails[len(mails)-1].Raw
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("the answer to %s cannot be read: %v", s.id, err)
	}
	for header, want := range map[string]string{"Auto-Submitted": "auto-replied", "In-Reply-To": "<" + s.id + ">", "Return-Path": "<" + organisers + ">"} {
		if got := m.Header.Get(header); got != want {
			t.Errorf("the answer to %s has %s: %s, want %s", s.id, header, got, want)
		}
	}
	if !strings.Contains(string(unquoted(raw)), s.answer) {
		t.Errorf("the answer to %s does not say %q:\n%s", s.id, s.answer, raw[:min(len(raw), 3000)])
	}
}

func files(t *testing.T, dir string) int {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

// unquoted undoes the soft line breaks of quoted-printable, which is enough to look for a word.
func unquoted(raw []byte) []byte {
	return bytes.ReplaceAll(raw, []byte("=\r\n"), nil)
}

// wantMailbox asks that the organisers' mailbox holds the same messages, with nothing but our marks added.
func wantMailbox(t *testing.T, d *real.Dovecot, steps []step) {
	t.Helper()
	want := map[string]string{}
	for _, s := range steps {
		want[s.id] = s.flags
	}
	var got map[string]string
	eventually(t, func() string { return fmt.Sprintf("the mailbox is\n%v, want\n%v", got, want) }, func() bool {
		got = inMailbox(t, d.Addr, "INBOX")
		return maps.Equal(got, want)
	})
}

// ourFlags are all flags of a message, folded and sorted; \Recent is the server's own affair.
func ourFlags(m postoffice.Kept) string {
	var flags []string
	for _, f := range m.Flags {
		if f = strings.ToLower(f); f != `\recent` {
			flags = append(flags, f)
		}
	}
	slices.Sort(flags)
	return strings.Join(flags, " ")
}

func wantPeople(t *testing.T, f *site, want map[string]person) {
	t.Helper()
	if got := f.people(); !maps.Equal(got, want) {
		t.Errorf("registered are\n%v, want\n%v", got, want)
	}
}
