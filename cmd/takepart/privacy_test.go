package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"takepart/mailproc/postoffice"
)

// personal are words that come with mail and must not leave the store, the mails, and what organisers ask to see.
var personal = []string{"Quillonza", "Vexmoria", "Zephyrkeeper", "Obskuria", "Krokodilwort", "Betreffgeheim", "midgeheim", "Zweitperson"}

const canaryFrom = "quillonza.vexmoria@org.example"

// told are messages of every outcome, full of canaries.
func canaries() []attendee {
	who := func(title string) string {
		return "I TAKE PART. Krokodilwort.\n\nFirst name: Quillonza\nLast name: Vexmoria\n" + title + "Institution: Obskuria Bureau\n"
	}
	mail := func(n int, from, text string) attendee {
		return attendee{id: fmt.Sprintf("midgeheim-%d@org.example", n), from: from, name: "Quillonza Vexmoria", subject: "Betreffgeheim", text: text}
	}
	report := mail(7, "mailer-daemon@org.example", "550 5.1.1 <"+canaryFrom+"> Krokodilwort\n")
	report.headers = "X-Failed-Recipients: " + canaryFrom + "\n"
	return []attendee{
		mail(1, canaryFrom, who("Title: Zephyrkeeper\n")),
		mail(2, "second."+canaryFrom, who("")),
		mail(3, "third."+canaryFrom, "maybe "+who("Title: Zephyrkeeper\n")+"?"),
		mail(4, canaryFrom, "I WITHDRAW Krokodilwort\n\nQuillonza Vexmoria\n"),
		mail(5, canaryFrom, "Krokodilwort, nothing else.\n"),
		mail(6, canaryFrom, who("Title: Zephyrkeeper of Zweitperson\n")),
		report,
		mail(8, "fourth."+canaryFrom, who("Title: Zephyrkeeper\n")),
		mail(9, "fifth."+canaryFrom, who("Title: Zephyrkeeper\n")),
		mail(10, "sixth."+canaryFrom, who("Title: Zephyrkeeper\n")),
	}
}

// TestPrivacy: through a whole run, with servers that repeat addresses in what they say, nothing personal is in the log, in errors,
// in command lines, in temporary files, in file names or in any file but the store; what is written is its owner's alone.
func TestPrivacy(t *testing.T) {
	var recipients atomic.Int32
	office, err := postoffice.Start(postoffice.Options{Fault: func(step string) *postoffice.Verdict {
		words := " <" + canaryFrom + ">: Quillonza is not here"
		switch n := recipients.Load(); {
		case step != "smtp rcpt":
			return nil
		case !recipients.CompareAndSwap(n, n+1): // somebody else's turn
			return nil
		case n == 1:
			return &postoffice.Verdict{Reply: "550 5.1.1" + words}
		case n == 2:
			return &postoffice.Verdict{Reply: "451 4.2.1" + words}
		case n == 3:
			return &postoffice.Verdict{Reply: "421 4.3.2" + words}
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = office.Close() })
	f := newSite(t, "takepart", office.IMAPAddr(), office.SMTPAddr())
	f.smtp["connections"] = 1
	f.write()
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	for _, l := range canaries() {
		if _, err := office.Deliver("INBOX", l.raw()); err != nil {
			t.Fatal(err)
		}
	}
	written := ""
	for _, args := range []string{"run --once", "run --once --log json"} { // the first meets a 421, which ends it
		written += f.run(strings.Fields(args)...).stderr
	}
	d := f.start()
	eventually(t, f.log, func() bool {
		s := f.status()
		return s.Daemon && s.Seen == len(canaries()) && s.Replies["pending"] == 0
	})
	if list := f.must("list", "--status", "all").stdout; !strings.Contains(list, "Quillonza") {
		t.Fatalf("nobody is registered, the test proves nothing:\n%s", list)
	}
	for what, text := range processOf(t, f, d.Process.Pid) {
		isClean(t, what, text)
	}
	d.stop()
	f.imap["port"] = 1
	f.write()
	written += f.run("run", "--once").stderr + f.run("check").stdout + f.run("show", "nobody").stderr
	isClean(t, "what commands say", written)
	isClean(t, "the log", f.log())
	if !strings.Contains(written, "the server answers 421") || !strings.Contains(written, "registration=") || !strings.Contains(f.log(), "reply=") {
		t.Errorf("nothing was said:\n%s\n%s", written, f.log())
	}
	onlyTheStore(t, f)
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("temporary files: %v, %v", left, err)
	}
}

func isClean(t *testing.T, what, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		for _, word := range personal {
			if strings.Contains(strings.ToLower(line), strings.ToLower(word)) {
				t.Errorf("%s: %s in %q", what, word, line)
				break
			}
		}
	}
}

// processOf is what everybody on the machine can see of a process, and which files it has open: none outside of the folder.
func processOf(t *testing.T, f *site, pid int) map[string]string {
	t.Helper()
	seen := map[string]string{}
	for _, name := range []string{"cmdline", "comm", "environ"} {
		raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", pid, name))
		if err != nil && os.Getenv("TAKEPART_REAL") == "1" {
			t.Fatalf("no /proc here: %v", err)
		} else if err != nil {
			t.Skipf("no /proc here: %v", err)
		}
		seen[name] = string(raw)
	}
	open := openFiles(t, pid)
	if len(open) < 5 {
		t.Errorf("only %d open files", len(open))
	}
	inherited := openFiles(t, os.Getpid())
	for _, target := range open {
		if strings.HasPrefix(target, "/") && !strings.HasPrefix(target, f.dir+"/") && !strings.HasPrefix(target, "/sys/") && !slices.Contains(inherited, target) {
			t.Errorf("%s is open", target)
		}
	}
	return seen
}

func openFiles(t *testing.T, pid int) (targets []string) {
	t.Helper()
	dir := fmt.Sprintf("/proc/%d/fd", pid)
	open, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range open {
		if target, err := os.Readlink(filepath.Join(dir, e.Name())); err == nil && target != os.DevNull {
			targets = append(targets, target)
		}
	}
	return targets
}

// onlyTheStore: of all files in the folder only the store knows somebody; it is its owner's alone.
func onlyTheStore(t *testing.T, f *site) {
	t.Helper()
	known := 0
	err := filepath.WalkDir(f.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if path != f.store() {
			isClean(t, path, path+"\n"+string(raw))
		} else if strings.Contains(string(raw), "Vexmoria") {
			known++
		}
		return nil
	})
	if err != nil || known != 1 {
		t.Errorf("the store was not found to know anybody: %v", err)
	}
}

// TestModes: whatever the umask, what takepart writes is its owner's alone.
func TestModes(t *testing.T) {
	office, err := postoffice.Start(postoffice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = office.Close() })
	f := newSite(t, "takepart", office.IMAPAddr(), office.SMTPAddr())
	for _, l := range canaries() {
		if _, err := office.Deliver("INBOX", l.raw()); err != nil {
			t.Fatal(err)
		}
	}
	open := func(line string) {
		t.Helper()
		c := exec.Command("sh", "-c", "umask 0; "+line)
		c.Dir = f.dir
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", line, err, out)
		}
	}
	open("takepart init other")
	open("takepart run & pid=$!; until takepart status >status.txt && grep -q '^takepart.*runs' status.txt; do sleep .02; done; stat -c %a takepart.db.sock >mode.txt; kill $pid; wait $pid")
	open("takepart export -o out.csv")
	if mode, err := os.ReadFile(filepath.Join(f.dir, "mode.txt")); err != nil || strings.TrimSpace(string(mode)) != "600" {
		t.Errorf("the socket has mode %s, %v", mode, err)
	}
	for _, name := range []string{"takepart.db", "out.csv", "other/config.yaml"} {
		info, err := os.Stat(filepath.Join(f.dir, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

// testRealWrites looks with strace that a run, and what organisers do, changes nothing outside of its folder.
func testRealWrites(t *testing.T, binary string) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Fatal("strace is missing: apt-get install strace")
	}
	office, err := postoffice.Start(postoffice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = office.Close() })
	f := newSite(t, binary, office.IMAPAddr(), office.SMTPAddr())
	for _, l := range canaries() {
		if _, err := office.Deliver("INBOX", l.raw()); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range []string{"run --once", "list", "export -o out.csv", "status"} {
		trace := filepath.Join(t.TempDir(), "trace")
		c := f.command()
		c.Path = strace
		c.Args = slices.Concat([]string{strace, "-f", "-s", "4096", "-e", "trace=%file", "-o", trace, binary}, strings.Fields(args))
		if r := f.end(c); r.status != 0 {
			t.Fatalf("strace cannot look (is ptrace allowed here?): %s", r.stderr)
		}
		raw, err := os.ReadFile(trace)
		if err != nil {
			t.Fatal(err)
		}
		inside := 0
		for _, path := range changedPaths(string(raw)) {
			if !filepath.IsAbs(path) {
				path = filepath.Join(f.dir, path)
			}
			if strings.HasPrefix(path, f.dir+"/") {
				inside++
			} else if path != os.DevNull {
				t.Errorf("%s changes %s", args, path)
			}
		}
		if inside == 0 && args != "status" {
			t.Errorf("%s: strace saw no change at all", args)
		}
	}
}

var (
	opened  = regexp.MustCompile(`open(?:at)?\((?:AT_FDCWD, )?"([^"]*)", ([A-Z_|0-9]*)`)
	changed = regexp.MustCompile(`(?:unlink|unlinkat|rename|renameat|renameat2|mkdir|mkdirat|chmod|fchmodat|link|linkat|symlink|truncate|creat|mknod)\((?:AT_FDCWD, )?"([^"]*)"(?:, (?:AT_FDCWD, )?"([^"]*)")?`)
)

// changedPaths are all that a trace shows to be opened for writing, made, renamed or taken away.
func changedPaths(trace string) (paths []string) {
	for _, m := range opened.FindAllStringSubmatch(trace, -1) {
		if strings.Contains(m[2], "O_WRONLY") || strings.Contains(m[2], "O_RDWR") || strings.Contains(m[2], "O_CREAT") {
			paths = append(paths, m[1])
		}
	}
	for _, m := range changed.FindAllStringSubmatch(trace, -1) {
		paths = append(paths, m[1])
		if m[2] != "" {
			paths = append(paths, m[2])
		}
	}
	return paths
}
