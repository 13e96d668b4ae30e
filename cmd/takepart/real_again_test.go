package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"takepart/mailproc/postoffice/real"
)

// testRealAgain runs once, and once more when nothing is new: no mail, next to no work.
func testRealAgain(t *testing.T, binary string) {
	dovecot := real.StartDovecot(t, real.DovecotOptions{})
	sink := real.StartSink(t)
	f := newSite(t, binary, dovecot.Addr, sink.Addr)
	deliverAll(t, dovecot, townspeople(400))
	want := 0
	for _, r := range townspeople(400) {
		if r.answered {
			want++
		}
	}
	f.must("run", "--once")
	eventually(t, func() string { return "smtp-sink has not counted every mail" }, func() bool { return sink.Count() == want })
	least := time.Hour // of several: the machine may be busy with other things
	for range 5 {
		r := f.must("run", "--once")
		if !strings.HasPrefix(r.stdout, "0 messages read; 0 mails sent\n") {
			t.Errorf("nothing is new, yet: %s", r.stdout)
		}
		least = min(least, r.cpu)
	}
	t.Logf("again, with nothing new: %d ms of CPU", least.Milliseconds())
	if least > 200*time.Millisecond {
		t.Errorf("again, with nothing new, takes %s of CPU, more than 200 ms", least)
	}
	if sink.Count() != want {
		t.Errorf("%d mails were sent, want %d", sink.Count(), want)
	}
}

var (
	synced = regexp.MustCompile(`(fdatasync|fsync)(\(\d+\)| resumed>\)?).*= 0`)
	mailed = regexp.MustCompile(`(write|sendto)\(\d+, "MAIL FROM:`)
)

// testRealClaims looks with strace whether each claim is on the disk before its MAIL FROM. There is one connection, so that each MAIL FROM
// has a claim of its own: between two of them there must be a sync that has ended.
func testRealClaims(t *testing.T, binary string) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Fatal("strace is missing: apt-get install strace")
	}
	if out, err := exec.Command(strace, "-o", os.DevNull, "true").CombinedOutput(); err != nil {
		t.Fatalf("strace cannot look (is ptrace allowed here?): %s", out)
	}
	dovecot := real.StartDovecot(t, real.DovecotOptions{})
	sink := newSink(t, nil)
	f := newSite(t, binary, dovecot.Addr, sink.addr)
	f.smtp["connections"] = 1
	f.write()
	deliverAll(t, dovecot, townspeople(400)[:30])
	trace := filepath.Join(f.dir, "trace")
	c := f.command()
	c.Path = strace
	c.Args = []string{strace, "-f", "-e", "trace=fdatasync,fsync,write,sendto", "-s", "16", "-o", trace, binary, "run", "--once"}
	if r := f.end(c); r.status != 0 {
		t.Fatalf("status %d: %s", r.status, r.stderr)
	}
	mails, bare := unclaimed(t, trace)
	t.Logf("%d MAIL FROM, %d of them without a sync since the one before", mails, len(bare))
	if want := len(sink.mails()); mails != want || want == 0 {
		t.Errorf("strace saw %d MAIL FROM, the server took %d mails", mails, want)
	}
	for _, line := range bare {
		t.Errorf("no sync before %s", line)
	}
}

// unclaimed counts MAIL FROM in a trace, and gives those before which nothing was synced since the one before.
func unclaimed(t *testing.T, path string) (mails int, bare []string) {
	t.Helper()
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	safe := false
	for lines := bufio.NewScanner(in); lines.Scan(); {
		switch line := lines.Text(); {
		case synced.MatchString(line):
			safe = true
		case mailed.MatchString(line):
			mails++
			if !safe {
				bare = append(bare, line)
			}
			safe = false
		}
	}
	return mails, bare
}
