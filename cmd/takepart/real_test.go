package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"takepart/cmd/internal/admin"
	"takepart/mailproc/postoffice/real"
	"takepart/store"
)

// TestReal runs the binary, as an organiser would, on private Dovecot and Postfix instances. It is skipped without
// TAKEPART_REAL=1, and fails with it where a server is missing.
func TestReal(t *testing.T) {
	if os.Getenv("TAKEPART_REAL") != "1" {
		t.Skip("set TAKEPART_REAL=1 to run the tests on private Dovecot and Postfix instances")
	}
	binary := filepath.Join(t.TempDir(), "takepart")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	for _, part := range []struct {
		name string
		run  func(*testing.T, string)
	}{
		{"road", testRealRoad},
		{"kills", testRealKills},
		{"postfix kills", testRealPostfixKills},
		{"move", testRealMove},
		{"again", testRealAgain},
		{"claims", testRealClaims},
		{"faults", testRealFaults},
		{"writes", testRealWrites},
		{"bounce", testRealBounce},
		{"mailing", testRealMailing},
		{"first use", testRealFirstUse},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, binary) })
	}
}

// patience bounds every wait. It is long, because a loaded machine is slow; what works ends much sooner.
const patience = 90 * time.Second

const organisers = "participate@meeting.example"

// site is an organiser's folder: the configuration, the secret, the agenda, the store.
type site struct {
	t      *testing.T
	binary string
	dir    string
	// The sections of config.yaml, for tests to change before write.
	imap, smtp, event map[string]any
	path              string       // of the store; "" = takepart.db
	held              *store.Store // by the test, while it plays another process
}

// newFolder makes one for servers on loopback without TLS, whose user is "post".
func newSite(t *testing.T, binary, imapAddr, smtpAddr string) *site {
	t.Helper()
	f := &site{t: t, binary: binary, dir: t.TempDir()}
	f.event = map[string]any{"name": "Zero tolerance", "languages": []string{"en", "fr"}}
	f.imap = map[string]any{"host": "127.0.0.1", "port": portOf(t, imapAddr), "tls": "none", "username": "post", "password_file": "secret", "start": "all"}
	f.smtp = map[string]any{"host": "127.0.0.1", "port": portOf(t, smtpAddr), "tls": "none", "per_hour": 100_000, "per_day": 100_000}
	f.put("secret", real.Password+"\n")
	if r := f.run("init", "fresh"); r.status != 0 {
		t.Fatalf("init: %s", r.stderr)
	}
	if err := os.Rename(filepath.Join(f.dir, "fresh/agenda.yaml"), filepath.Join(f.dir, "agenda.yaml")); err != nil {
		t.Fatal(err)
	}
	f.write()
	return f
}

func portOf(t *testing.T, addr string) int {
	t.Helper()
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (f *site) put(name, text string) {
	f.t.Helper()
	if err := os.WriteFile(filepath.Join(f.dir, name), []byte(text), 0o600); err != nil {
		f.t.Fatal(err)
	}
}

// write makes config.yaml (JSON is YAML).
func (f *site) write() {
	f.t.Helper()
	path := f.path
	if path == "" {
		path = "takepart.db"
	}
	text, err := json.MarshalIndent(map[string]any{
		"event": f.event, "organiser": map[string]any{"name": "Alliance 8.7 Meeting", "email": organisers},
		"imap": f.imap, "smtp": f.smtp, "store": map[string]any{"path": path},
	}, "", " ")
	if err != nil {
		f.t.Fatal(err)
	}
	f.put("config.yaml", string(text)+"\n")
}

func (f *site) store() string { return filepath.Join(f.dir, "takepart.db") }

// result of a command that has ended.
type result struct {
	stdout, stderr string
	status         int // -1: ended by a signal
	cpu            time.Duration
}

func (f *site) command(args ...string) *exec.Cmd {
	c := exec.Command(f.binary, args...)
	c.Dir = f.dir
	c.Env = append(os.Environ(), "TZ=UTC")
	return c
}

// run runs takepart to its end.
func (f *site) run(args ...string) result {
	f.t.Helper()
	return f.end(f.command(args...))
}

func (f *site) end(c *exec.Cmd) result {
	f.t.Helper()
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Start(); err != nil {
		f.t.Fatal(err)
	}
	late := time.AfterFunc(patience, func() { _ = c.Process.Kill() })
	defer late.Stop()
	_ = c.Wait()
	s := c.ProcessState
	return result{out.String(), errs.String(), s.ExitCode(), s.UserTime() + s.SystemTime()}
}

// must runs takepart, and fails the test where that fails.
func (f *site) must(args ...string) result {
	f.t.Helper()
	r := f.run(args...)
	if r.status != 0 {
		f.t.Fatalf("takepart %s: status %d\n%s%s", strings.Join(args, " "), r.status, r.stdout, r.stderr)
	}
	return r
}

// person is what an export says of somebody.
type person struct {
	Status string `json:"status"`
	First  string `json:"first_name"`
	Last   string `json:"last_name"`
	Email  string `json:"email"`
	Title  string `json:"title"`
	Lang   string `json:"language"`
}

// people are all registrations by address.
func (f *site) people() map[string]person {
	f.t.Helper()
	var list []person
	if err := json.Unmarshal([]byte(f.must("export", "--format", "json", "--status", "all").stdout), &list); err != nil {
		f.t.Fatal(err)
	}
	all := map[string]person{}
	for _, p := range list {
		if _, twice := all[p.Email]; twice {
			f.t.Errorf("%s is registered twice", p.Email)
		}
		all[p.Email] = p
	}
	return all
}

// status is what `takepart status --json` says.
func (f *site) status() (s admin.Status) {
	f.t.Helper()
	if err := json.Unmarshal([]byte(f.must("status", "--json").stdout), &s); err != nil {
		f.t.Fatal(err)
	}
	return s
}

// process is a takepart that runs.
type process struct {
	*exec.Cmd
	f     *site
	ended chan struct{}
}

// start starts `takepart run`, which ends with the test at the latest; what it says is in the log.
func (f *site) start(args ...string) *process {
	f.t.Helper()
	log, err := os.OpenFile(filepath.Join(f.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		f.t.Fatal(err)
	}
	defer log.Close()
	d := &process{Cmd: f.command(append([]string{"run"}, args...)...), f: f, ended: make(chan struct{})}
	d.Stderr = log
	if err := d.Cmd.Start(); err != nil {
		f.t.Fatal(err)
	}
	go func() { defer close(d.ended); _ = d.Wait() }()
	f.t.Cleanup(d.kill)
	return d
}

// kill is SIGKILL; it returns when the process is gone.
func (d *process) kill() { _ = d.Process.Kill(); <-d.ended }

// log is what all runs that were started have written.
func (f *site) log() string {
	raw, _ := os.ReadFile(filepath.Join(f.dir, "log"))
	return string(raw)
}

// stop ends a daemon as systemd does, and gives its exit status.
func (d *process) stop() (status int) {
	d.f.t.Helper()
	_ = d.Process.Signal(syscall.SIGTERM)
	select {
	case <-d.ended:
	case <-time.After(patience):
		d.kill()
		d.f.t.Fatal("the daemon does not stop")
	}
	return d.ProcessState.ExitCode()
}

// eventually waits until ok; what says what for, and how things stand where it never comes.
func eventually(t *testing.T, what func() string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !ok(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal(what())
		}
	}
}

// attendee is what somebody writes to the organisers.
type attendee struct {
	id, from, name, subject, headers, text string
}

func (l attendee) raw() []byte {
	subject := l.subject
	if subject == "" {
		subject = "Meeting"
	}
	return []byte(strings.ReplaceAll(fmt.Sprintf("From: %s <%s>\nTo: %s\nSubject: %s\nDate: Mon, 01 Feb 2027 10:00:00 +0100\nMessage-ID: <%s>\n"+
		"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n%s\n%s",
		l.name, l.from, organisers, subject, l.id, l.headers, l.text), "\n", "\r\n"))
}
