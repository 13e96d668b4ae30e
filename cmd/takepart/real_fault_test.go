package main

import (
	"crypto/tls"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"takepart/mailproc/postoffice"
	"takepart/mailproc/postoffice/real"
	"takepart/store"
)

// fault is something that goes wrong, and what the organiser reads about it.
type fault struct {
	name string
	make func(*testing.T, *site) // breaks it
	mend func(*testing.T, *site)
	says string // one clear sentence
	hint string // what to do
	many int    // sentences; 0 = one
}

// testRealFaults breaks what organisers meet. Each time `run --once` ends with status 1 and says what is wrong and what to do; when it is
// mended, everything is there.
func testRealFaults(t *testing.T, binary string) {
	expired := certificate(t, time.Now().AddDate(0, -2, 0), time.Now().AddDate(0, -1, 0))
	dovecot := real.StartDovecot(t, real.DovecotOptions{Certificate: &expired})
	faults := []fault{
		{name: "no network", make: set("imap", "port", portOf(t, closed(t))), mend: set("imap", "port", portOf(t, dovecot.Addr)),
			says: `connect to 127\.0\.0\.1:\d+: connection refused`, hint: `imap\.host and imap\.port`},
		{name: "no network to the outgoing server", make: set("smtp", "port", portOf(t, closed(t))), mend: nil,
			says: `connect to 127\.0\.0\.1:\d+: connection refused`, hint: `smtp\.host`},
		{name: "no such server", make: misname, mend: plainly(portOf(t, dovecot.Addr)),
			says: `mail\.meeting\.invalid`, hint: `imap\.host|network`},
		{name: "wrong password", make: func(_ *testing.T, f *site) { f.put("secret", "wrong\n") },
			mend: func(_ *testing.T, f *site) { f.put("secret", real.Password+"\n") },
			says: `log in to 127\.0\.0\.1:\d+: the server refused: .*[Aa]uthentication failed`, hint: `imap\.username and the password`},
		{name: "expired certificate", make: expire(portOf(t, dovecot.TLSAddr)), mend: plainly(portOf(t, dovecot.Addr)),
			says: `certificate is not valid now: it runs from .* to `, hint: `administrator must renew it`},
		{name: "full disk", make: fill, mend: unfill, says: `store .*(no space left on device|file too large)`, hint: `disk is full`},
		{name: "agenda.yaml missing", make: rename("agenda.yaml", "away"), mend: rename("away", "agenda.yaml"),
			says: `event\.agenda: .*agenda\.yaml does not exist`, hint: `.`},
		{name: "store held by another", make: hold, mend: letGo, says: `store .*takepart\.db: held by another process`, hint: `another takepart works with it`},
		{name: "config with five mistakes", make: mistakes, mend: func(_ *testing.T, f *site) { f.write() }, says: `config\.yaml:\d+: `, hint: `.`, many: 5},
	}
	table := fmt.Sprintf("%-40s %8s %9s %4s", "fault", "noticed", "recovered", "lost")
	for _, x := range faults {
		t.Run(x.name, func(t *testing.T) { table += "\n" + meet(t, binary, dovecot, x) })
	}
	t.Log("\n" + table)
	t.Run("the daemon waits for a server and says so", func(t *testing.T) { waits(t, binary, dovecot) })
	t.Run("the daemon waits for room and says so", func(t *testing.T) { waitsForRoom(t, binary, dovecot) })
}

// meet plays one fault over a mailbox with three writers, and gives its row of the table.
func meet(t *testing.T, binary string, dovecot *real.Dovecot, x fault) (row string) {
	all := townspeople(3)
	deliverAll(t, dovecot, all)
	defer empty(t, dovecot)
	sink := newSink(t, nil)
	f := newSite(t, binary, dovecot.Addr, sink.addr)
	x.make(t, f)
	began := time.Now()
	r := limited(f)
	noticed := time.Since(began)
	t.Logf("status %d after %d ms:\n%s", r.status, noticed.Milliseconds(), r.stderr)
	if r.status != 1 {
		t.Errorf("status %d, want 1", r.status)
	}
	sentences, hints := lines(r.stderr, `^takepart: `), lines(r.stderr, `^  hint: .`)
	if x.many > 1 {
		sentences-- // the last one counts the problems
	}
	if x.many == 0 && (sentences != 1 || hints != 1) || x.many > 0 && (lines(r.stderr, `^takepart: `+x.says) != x.many || hints != x.many) {
		t.Errorf("%d sentences and %d hints", sentences, hints)
	}
	for _, want := range []string{`(?m)^takepart: .*` + x.says, `(?m)^  hint: .*` + x.hint} {
		if !regexp.MustCompile(want).MatchString(r.stderr) {
			t.Errorf("it does not say %s", want)
		}
	}
	if x.mend == nil {
		set("smtp", "port", portOf(t, sink.addr))(t, f)
	} else {
		x.mend(t, f)
	}
	mended := time.Now()
	finish(t, f, len(all))
	recovered := time.Since(mended)
	wantPeople(t, f, residents(all))
	wantAnswers(t, sink, all)
	answered := map[string]bool{}
	for _, m := range sink.mails() {
		answered[m.to] = true
	}
	return fmt.Sprintf("%-40s %5d ms %6d ms %4d", x.name, noticed.Milliseconds(), recovered.Milliseconds(), len(all)-len(answered))
}

// lines counts those that a pattern fits.
func lines(text, pattern string) int {
	return len(regexp.MustCompile("(?m)"+pattern).FindAllString(text, -1))
}

// limited runs takepart, with files of a limited size where the site has a file "limit".
func limited(f *site) result {
	if kB, err := os.ReadFile(filepath.Join(f.dir, "limit")); err == nil {
		c := f.command()
		c.Path, c.Args = "/bin/sh", []string{"sh", "-c", "ulimit -f " + string(kB) + "; exec " + f.binary + " run --once"}
		return f.end(c)
	}
	return f.run("run", "--once")
}

func set(section, key string, value any) func(*testing.T, *site) {
	return func(_ *testing.T, f *site) {
		map[string]map[string]any{"imap": f.imap, "smtp": f.smtp, "event": f.event}[section][key] = value
		f.write()
	}
}

// closed is an address where nobody answers.
func closed(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func certificate(t *testing.T, from, to time.Time) tls.Certificate {
	t.Helper()
	c, err := postoffice.Certificate(from, to, "localhost", "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func expire(port int) func(*testing.T, *site) {
	return func(t *testing.T, f *site) {
		f.imap["tls"] = "implicit"
		set("imap", "port", port)(t, f)
	}
}

func misname(t *testing.T, f *site) {
	f.imap["tls"] = "implicit"
	set("imap", "host", "mail.meeting.invalid")(t, f)
}

func plainly(port int) func(*testing.T, *site) {
	return func(t *testing.T, f *site) {
		f.imap["tls"], f.imap["host"] = "none", "127.0.0.1"
		set("imap", "port", port)(t, f)
	}
}

// fill puts the store on a disk of 40 kB, which only root can make; for others files may not grow beyond about that.
func fill(t *testing.T, f *site) {
	disk := filepath.Join(f.dir, "disk")
	if err := os.Mkdir(disk, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=40k"); err == nil {
		t.Cleanup(func() { _ = syscall.Unmount(disk, 0) })
		f.path = "disk/takepart.db"
		f.write()
		return
	}
	f.put("limit", "60") // blocks of 512 bytes
}

func unfill(t *testing.T, f *site) {
	if f.path == "" {
		_ = os.Remove(filepath.Join(f.dir, "limit"))
		return
	}
	if err := syscall.Mount("tmpfs", filepath.Join(f.dir, "disk"), "tmpfs", syscall.MS_REMOUNT, "size=10m"); err != nil {
		t.Fatal(err)
	}
}

func rename(from, to string) func(*testing.T, *site) {
	return func(t *testing.T, f *site) {
		if err := os.Rename(filepath.Join(f.dir, from), filepath.Join(f.dir, to)); err != nil {
			t.Fatal(err)
		}
	}
}

// hold has another process, this one, hold the store.
func hold(t *testing.T, f *site) {
	var err error
	if f.held, err = store.Open(f.store(), store.Options{}); err != nil {
		t.Fatal(err)
	}
}

func letGo(t *testing.T, f *site) {
	if err := f.held.Close(); err != nil {
		t.Fatal(err)
	}
}

func mistakes(_ *testing.T, f *site) {
	f.put("config.yaml", `event:
  name: Meeting
  langages: [en]
organiser:
  name: X
  email: somebody
imap:
  host: localhost
  tls: ssl
  username: x
  password_file: secret
  start: sometimes
smtp:
  host: localhost
  tls: none
  connections: many
`)
}

// waits starts the daemon while no server answers: it says so, `status` does, and it goes on when they are there.
func waits(t *testing.T, binary string, dovecot *real.Dovecot) {
	all := townspeople(3)
	deliverAll(t, dovecot, all)
	defer empty(t, dovecot)
	gone := closed(t)
	f := newSite(t, binary, dovecot.Addr, gone)
	d := f.start()
	eventually(t, func() string { return "the daemon does not say that it cannot send: " + f.log() }, func() bool {
		return strings.Contains(f.log(), "no mail can be sent")
	})
	if r := f.must("status"); !strings.Contains(r.stdout, "PAUSED") || !strings.Contains(r.stdout, "hint: ") {
		t.Errorf("status does not say that sending waits:\n%s", r.stdout)
	}
	sink := newSinkAt(t, gone, nil)
	eventually(t, func() string { return "the daemon does not go on: " + f.log() }, func() bool { return len(sink.mails()) == len(all) })
	d.kill() // or the sink would wait for its connections to end
}

// waitsForRoom starts the daemon on a full disk: it sends nothing on the strength of what may not be kept, and goes on when there is room.
func waitsForRoom(t *testing.T, binary string, dovecot *real.Dovecot) {
	all := townspeople(3)
	deliverAll(t, dovecot, all)
	defer empty(t, dovecot)
	sink := newSink(t, nil)
	f := newSite(t, binary, dovecot.Addr, sink.addr)
	fill(t, f)
	if f.path == "" {
		if os.Getuid() != 0 {
			t.Fatal("only root can make a small disk: run as root")
		}
		t.Skip("this container may not mount a small disk")
	}
	d := f.start()
	eventually(t, func() string { return "the daemon does not say that the disk is full: " + f.log() }, func() bool {
		return strings.Contains(f.log(), "no space left on device")
	})
	unfill(t, f)
	eventually(t, func() string { return "the daemon does not go on: " + f.log() }, func() bool {
		s := f.status()
		return s.Replies["sent"] == len(all) && s.Marks == 0
	})
	wantPeople(t, f, residents(all))
	wantAnswers(t, sink, all)
	if status := d.stop(); status != 0 { // before its disk is taken away
		t.Errorf("stopped with status %d: %s", status, f.log())
	}
}

// empty takes all mail away.
func empty(t *testing.T, d *real.Dovecot) {
	t.Helper()
	for _, sub := range []string{"new", "cur"} {
		list, err := os.ReadDir(filepath.Join(d.Maildir(), sub))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			_ = os.Remove(filepath.Join(d.Maildir(), sub, e.Name()))
		}
	}
}
