package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"takepart/cmd/internal/admin"
	"takepart/mailproc/postoffice"
	"takepart/store"
)

// meeting is a folder with a configuration for an office, and the program to run there.
type meeting struct {
	t      *testing.T
	dir    string
	binary string
	office *postoffice.Office
}

func newMeeting(t *testing.T) *meeting {
	t.Helper()
	office, err := postoffice.Start(postoffice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = office.Close() })
	m := &meeting{t: t, dir: t.TempDir(), office: office}
	self, err := os.Executable() // this test's binary is also the command (testscript.Main)
	if err != nil {
		t.Fatal(err)
	}
	m.binary = filepath.Join(m.dir, "takepart")
	if err := os.Symlink(self, m.binary); err != nil {
		t.Fatal(err)
	}
	m.do("init", "fresh")
	_, imap, _ := net.SplitHostPort(office.IMAPAddr())
	_, smtp, _ := net.SplitHostPort(office.SMTPAddr())
	config, err := json.Marshal(map[string]any{
		"event":     map[string]any{"name": "Zero tolerance", "agenda": "fresh/agenda.yaml"},
		"organiser": map[string]any{"name": "Alliance", "email": "participate@meeting.example"},
		"imap":      map[string]any{"host": "127.0.0.1", "port": number(imap), "tls": "none", "username": "post", "password_file": "secret", "start": "all"},
		"smtp":      map[string]any{"host": "127.0.0.1", "port": number(smtp), "tls": "none", "per_hour": 100000, "per_day": 100000},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"config.yaml": config, "secret": []byte("secret")} {
		if err := os.WriteFile(filepath.Join(m.dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

func (m *meeting) command(args ...string) *exec.Cmd {
	cmd := exec.Command(m.binary, args...)
	cmd.Dir = m.dir
	return cmd
}

// do runs a command that must succeed, and gives its output.
func (m *meeting) do(args ...string) string {
	m.t.Helper()
	cmd := m.command(args...)
	var fault bytes.Buffer
	cmd.Stderr = &fault
	out, err := cmd.Output()
	if err != nil {
		m.t.Fatalf("takepart %s: %v\n%s%s", strings.Join(args, " "), err, out, fault.String())
	}
	return string(out)
}

// daemon starts `run` and gives what stops it.
func (m *meeting) daemon() (stop func()) {
	m.t.Helper()
	cmd := m.command("run")
	if err := cmd.Start(); err != nil {
		m.t.Fatal(err)
	}
	path := filepath.Join(m.dir, "takepart.db")
	for end := time.Now().Add(20 * time.Second); admin.Dial(path) == nil; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			m.t.Fatal("no daemon answers")
		}
	}
	return func() {
		m.t.Helper()
		_ = cmd.Process.Signal(os.Interrupt)
		if err := cmd.Wait(); err != nil {
			m.t.Fatalf("the daemon ended with %v", err)
		}
	}
}

func (m *meeting) deliver(n int) {
	m.t.Helper()
	text := fmt.Sprintf("From: Ada Nori <p%d@org.example>\r\nTo: participate@meeting.example\r\nSubject: registration\r\nDate: Mon, 01 Feb 2027 10:00:00 +0100\r\nMessage-ID: <%d@org.example>\r\n\r\nI TAKE PART\r\n\r\nAda Nori\r\nHead of Office\r\n", n, n)
	if _, err := m.office.Deliver("INBOX", []byte(text)); err != nil {
		m.t.Fatal(err)
	}
}

func (m *meeting) await(accepted int) {
	m.t.Helper()
	for end := time.Now().Add(60 * time.Second); m.office.Count() < accepted; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			m.t.Fatalf("%d mails accepted, not %d", m.office.Count(), accepted)
		}
	}
}

// answers are the Message-IDs that each person was sent.
func (m *meeting) answers() map[string]map[string]int {
	out := map[string]map[string]int{}
	for _, one := range m.office.Accepted() {
		msg, err := mail.ReadMessage(bytes.NewReader(one.Raw))
		if err != nil {
			m.t.Fatal(err)
		}
		if out[one.To[0]] == nil {
			out[one.To[0]] = map[string]int{}
		}
		out[one.To[0]][msg.Header.Get("Message-ID")]++
	}
	return out
}

// TestBackups takes backups at random moments while messages come and are answered; every one must open and be whole. Some are then
// restored: everybody must have been answered in the end, nobody under two Message-IDs. TAKEPART_BACKUPS says how many (200), a
// quarter of them restored.
func TestBackups(t *testing.T) {
	backups := 8
	if n, err := strconv.Atoi(os.Getenv("TAKEPART_BACKUPS")); err == nil {
		backups = n
	}
	m := newMeeting(t)
	people := 0
	stop := m.daemon()
	for i := range backups {
		for range 1 + rand.IntN(6) {
			m.deliver(people)
			people++
		}
		time.Sleep(time.Duration(rand.IntN(60)) * time.Millisecond)
		name := fmt.Sprintf("b%d.db", i)
		if out := m.do("backup", name); !strings.Contains(out, "verified") {
			t.Errorf("backup %d: %s", i, out)
		}
		if r, err := store.Check(filepath.Join(m.dir, name)); err != nil || !r.OK() {
			t.Errorf("backup %d: %v %v", i, r.Problems, err)
		}
	}
	m.await(people)
	stop()
	again, held := 0, 0
	for i := range max(2, backups/4) {
		before := m.office.Count()
		m.do("restore", "--yes", fmt.Sprintf("b%d.db", rand.IntN(backups)))
		if i%2 == 1 { // one comes while nothing runs, and was never answered
			m.deliver(people)
			people++
		}
		m.do("run", "--once")
		var st admin.Status
		if err := json.Unmarshal([]byte(m.do("status", "--json")), &st); err != nil {
			t.Fatal(err)
		}
		held += st.Replies["held"]
		m.do("resume", "--yes")
		m.do("run", "--once")
		again += m.office.Count() - before
		if got := len(strings.Split(strings.TrimSpace(m.do("list", "--columns", "from")), "\n")) - 1; got != people {
			t.Errorf("restore %d: %d people in the list, not %d", i, got, people)
		}
	}
	answers := m.answers()
	for n := range people {
		if ids := answers[fmt.Sprintf("p%d@org.example", n)]; len(ids) != 1 {
			t.Errorf("p%d was answered under %d Message-IDs: %v", n, len(ids), ids)
		}
	}
	t.Logf("%d people, %d backups, %d restored: %d held in all, %d mails after restores", people, backups, max(2, backups/4), held, again)
}
