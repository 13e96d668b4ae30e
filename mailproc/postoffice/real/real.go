// Package real starts private Dovecot, Postfix and smtp-sink instances on loopback for tests: nothing of the system's own
// configuration or services is read or touched, and everything ends with the test. It is test code only.
//
// The tests that use it are skipped unless TAKEPART_REAL=1 is set, and fail with it where a server is missing. Debian's packages
// dovecot-imapd and postfix (which brings smtp-sink) are what is needed. Postfix must be started by root.
package real

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// uid owns the mail where the tests run as root; no account of that number need exist.
const uid = 5000

// binary finds a server's program; /usr/sbin is not in everybody's path. It skips the test without TAKEPART_REAL=1.
func binary(t testing.TB, name string) string {
	t.Helper()
	if os.Getenv("TAKEPART_REAL") != "1" {
		t.Skip("set TAKEPART_REAL=1 to run the tests on private Dovecot and Postfix instances")
	}
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	for _, dir := range []string{"/usr/sbin", "/sbin", "/usr/local/sbin", "/usr/lib/postfix/sbin"} {
		if path := filepath.Join(dir, name); isFile(path) {
			return path
		}
	}
	t.Fatalf("TAKEPART_REAL=1 is set, and %s is not installed (Debian: apt-get install dovecot-imapd postfix)", name)
	return ""
}

func isFile(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// room makes a directory with a short path (sockets allow about 100 characters), which every user may enter.
func room(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "tp")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t testing.TB, path, text string, mode fs.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

// freePort is a port of 127.0.0.1 that was free a moment ago.
func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// process is a server in the foreground, ended with the test by its own process id.
type process struct {
	cmd *exec.Cmd
	out *bytes.Buffer
	end chan struct{}
}

func run(t testing.TB, stop syscall.Signal, name string, args ...string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(name, args...), out: &bytes.Buffer{}, end: make(chan struct{})}
	p.cmd.Stdout, p.cmd.Stderr = p.out, p.out
	p.cmd.Env = append(os.Environ(), "PATH="+os.Getenv("PATH")+":/usr/sbin:/sbin")
	if err := p.cmd.Start(); err != nil {
		t.Fatalf("start %s: %v", name, err)
	}
	go func() { defer close(p.end); _ = p.cmd.Wait() }()
	t.Cleanup(func() { p.stop(stop) })
	return p
}

func (p *process) stop(sig syscall.Signal) {
	_ = p.cmd.Process.Signal(sig)
	select {
	case <-p.end:
	case <-time.After(10 * time.Second):
		_ = p.cmd.Process.Kill()
		<-p.end
	}
}

// await waits until something greets on addr.
func (p *process) await(t testing.TB, addr string) {
	t.Helper()
	for limit := time.Now().Add(20 * time.Second); time.Now().Before(limit); time.Sleep(20 * time.Millisecond) {
		select {
		case <-p.end:
			t.Fatalf("%s ended: %s", p.cmd.Path, p.out)
		default:
		}
		if greets(addr) {
			return
		}
	}
	t.Fatalf("%s does not answer on %s: %s", p.cmd.Path, addr, p.out)
}

func greets(addr string) bool {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return false
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(2 * time.Second))
	n, _ := c.Read(make([]byte, 4))
	return n > 0
}

// own gives a tree to the mail's owner, where we may.
func own(t testing.TB, dir string) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Lchown(path, uid, uid))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Sink is Postfix's smtp-sink: it takes every mail and keeps none.
type Sink struct {
	Addr string
	out  string
}

// StartSink starts an smtp-sink. More arguments may break it on purpose: "-f", "RCPT" (see smtp-sink(1)).
func StartSink(t testing.TB, args ...string) *Sink {
	t.Helper()
	path := binary(t, "smtp-sink")
	s := &Sink{Addr: fmt.Sprintf("127.0.0.1:%d", freePort(t)), out: filepath.Join(room(t), "count")}
	out, err := os.Create(s.out)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if os.Getuid() == 0 {
		args = append([]string{"-u", "nobody"}, args...)
	}
	cmd := exec.Command(path, append(append([]string{"-c"}, args...), s.Addr, "1000")...)
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: cmd, out: &bytes.Buffer{}, end: make(chan struct{})}
	go func() { defer close(p.end); _ = cmd.Wait() }()
	t.Cleanup(func() { p.stop(syscall.SIGTERM) })
	p.await(t, s.Addr)
	return s
}

// Count is how many mails it has taken, by its own counter.
func (s *Sink) Count() int {
	raw, _ := os.ReadFile(s.out)
	i := bytes.LastIndex(raw, []byte("mesg="))
	if i < 0 {
		return 0
	}
	n := 0
	_, _ = fmt.Sscanf(strings.TrimSpace(string(raw[i+len("mesg="):])), "%d", &n)
	return n
}
