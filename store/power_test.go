//go:build linux

package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// op is one thing that the worker did to the file, or told.
type op struct {
	at   int64
	data []byte // written at at
	size int64  // the file was made so long, where not -1
	sync bool
	told string
}

// lacks skips a test that the machine has no means for; with TAKEPART_REAL=1 everything must be there.
func lacks(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("TAKEPART_REAL") == "1" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// TestPowerLoss replays what a worker wrote, up to any point, and leaves out what was not synced by then: nothing of it, all, some of the
// writes, some of their sectors. Whatever is left opens, is whole, and holds everything that had been told. By default every
// 27th point; all of them with TAKEPART_CRASHES set.
func TestPowerLoss(t *testing.T) {
	if _, err := exec.LookPath("strace"); err != nil {
		lacks(t, "strace records the writes; it is not installed")
	}
	path := filepath.Join(t.TempDir(), "takepart.db")
	if err := reopen(t, nil, path).Close(); err != nil {
		t.Fatal(err)
	}
	base, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	ops := recordWrites(t, path)
	step := 27
	if os.Getenv("TAKEPART_CRASHES") != "" {
		step = 1
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	points, states := 0, 0
	for cut := 0; cut <= len(ops); cut += step {
		points++
		for name, lose := range losses(rnd) {
			states++
			if !outage(t, base, ops[:cut], lose) {
				t.Fatalf("power lost after %d of %d operations, %s", cut, len(ops), name)
			}
		}
	}
	t.Logf("%d operations on the file, %d points of power loss, %d files looked at", len(ops), points, states)
}

// losses say what becomes of an unsynced write.
func losses(rnd *rand.Rand) map[string]func([]byte) []byte {
	return map[string]func([]byte) []byte{
		"nothing unsynced kept":  func([]byte) []byte { return nil },
		"everything kept":        func(b []byte) []byte { return b },
		"half of the writes":     func(b []byte) []byte { return [][]byte{nil, b}[rnd.IntN(2)] },
		"most of the writes":     func(b []byte) []byte { return [][]byte{nil, b, b, b}[rnd.IntN(4)] },
		"some sectors of a page": func(b []byte) []byte { return b[:rnd.IntN(len(b)/512+1)*512] },
	}
}

// outage makes the file that is left and looks at it.
func outage(t *testing.T, base []byte, ops []op, lose func([]byte) []byte) bool {
	t.Helper()
	file, told := remains(base, ops, lose)
	path := filepath.Join(t.TempDir(), "takepart.db")
	used := bytes.TrimRight(file, "\x00") // the file grows by megabytes, which are empty
	if err := errors.Join(os.WriteFile(path, used, 0o600), os.Truncate(path, int64(len(file)))); err != nil {
		t.Fatal(err)
	}
	sent, claimed := map[uint64]bool{}, map[uint64]bool{}
	total := promised(t, told, sent, claimed)
	s, err := Open(path, Options{})
	if err != nil {
		t.Error(err)
		return false
	}
	defer s.Close()
	report, err := s.Check()
	for _, p := range report.Problems {
		if !strings.HasPrefix(p.What, "head page") { // a torn head page is what there are two for
			t.Error(p)
		}
	}
	have, err2 := recorded(s)
	if err != nil || err2 != nil || have < total || countRegistrations(t, s) != have {
		t.Errorf("%v, %v: %d recorded, %d told", err, err2, have, total)
	}
	for id := range sent {
		if r := replyOf(t, s, id); r.State != Sent {
			t.Errorf("reply %d was sent and is %s", id, r.State)
		}
	}
	for id := range claimed {
		if r := replyOf(t, s, id); r.State != Sending && r.State != Sent {
			t.Errorf("reply %d was claimed and is %s", id, r.State)
		}
	}
	return !t.Failed()
}

// remains is the file after the last sync, with what is kept of the writes since, and what was told by then.
func remains(base []byte, ops []op, lose func([]byte) []byte) (file []byte, told string) {
	synced := 0
	for i, o := range ops {
		told += o.told
		if o.sync {
			synced = i
		}
	}
	file = bytes.Clone(base)
	for i, o := range ops {
		switch data := o.data; {
		case o.size >= 0:
			file = sized(file, o.size)
		case data != nil:
			if i > synced {
				data = lose(data)
			}
			if end := o.at + int64(len(data)); end > int64(len(file)) {
				file = sized(file, end)
			}
			copy(file[o.at:], data)
		}
	}
	return file, told
}

func sized(file []byte, n int64) []byte {
	if n <= int64(len(file)) {
		return file[:n]
	}
	return append(file, make([]byte, n-int64(len(file)))...)
}

// recordWrites runs a worker under strace and reads what it did with the file.
func recordWrites(t *testing.T, path string) (ops []op) {
	t.Helper()
	log := filepath.Join(t.TempDir(), "strace")
	worker := child("short worker", path)
	cmd := exec.Command("strace", "-f", "-y", "-xx", "-s", "16777216", "-e", "trace=pwrite64,write,fdatasync,fsync,ftruncate", "-o", log, worker.Path)
	cmd.Env = worker.Env
	if out, err := cmd.CombinedOutput(); err != nil {
		lacks(t, "strace does not work here: %v, %.200s", err, out)
	}
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if o, ok := readOp(t, line, path); ok {
			ops = append(ops, o)
		}
	}
	if len(ops) < 100 {
		t.Fatalf("only %d operations were recorded", len(ops))
	}
	return ops
}

// readOp reads a line of strace: `123 pwrite64(3</dir/takepart.db>, "\x00…", 4096, 8192) = 4096`.
func readOp(t *testing.T, line, path string) (o op, ok bool) {
	t.Helper()
	_, call, _ := strings.Cut(strings.TrimSpace(line), " ")
	call = strings.Replace(call, " <unfinished ...>", ")", 1)
	name, args, _ := strings.Cut(strings.TrimSpace(call), "(")
	to, args, _ := strings.Cut(args, ">")
	o.size = -1
	escaped := "" // strace 6 writes paths like strings
	for _, b := range []byte(path) {
		escaped += fmt.Sprintf(`\x%02x`, b)
	}
	ours := strings.HasSuffix(to, "<"+path) || strings.HasSuffix(to, "<"+escaped)
	switch {
	case strings.Contains(call, "resumed>"): // its beginning stands above; the worker does one thing at a time
		return o, false
	case name == "write" && strings.HasPrefix(to, "1<"):
		o.told = string(unhex(t, args))
		return o, true
	case !ours:
		return o, false
	case name == "fdatasync" || name == "fsync":
		o.sync = true
		return o, true
	case name == "ftruncate":
		o.size = lastNumber(t, args)
		return o, true
	case name == "pwrite64":
		o.data, o.at = unhex(t, args), lastNumber(t, args)
		return o, true
	}
	return o, false
}

// unhex reads the first string in a call's arguments, every byte of which is written \xNN.
func unhex(t *testing.T, args string) []byte {
	t.Helper()
	_, rest, _ := strings.Cut(args, `"`)
	text, after, _ := strings.Cut(rest, `"`)
	if strings.HasPrefix(after, "...") {
		t.Fatal("a write was cut short in the recording")
	}
	data := make([]byte, len(text)/4)
	for i := range data {
		n, err := strconv.ParseUint(text[i*4+2:i*4+4], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		data[i] = byte(n)
	}
	return data
}

// lastNumber is the last argument of a call.
func lastNumber(t *testing.T, args string) (n int64) {
	t.Helper()
	inside, _, _ := strings.Cut(args[strings.LastIndex(args, `"`)+1:], ")")
	fields := strings.Split(inside, ",")
	if _, err := fmt.Sscan(strings.TrimSpace(fields[len(fields)-1]), &n); err != nil {
		t.Fatalf("%q: %v", inside, err)
	}
	return n
}

// TestFailingDisk has the n-th write or sync of a worker fail, as a full, broken or suddenly read-only disk does. The worker stops at once
// and says that it is not known what is kept; nothing that it had told is lost, and the file is whole.
func TestFailingDisk(t *testing.T) {
	if _, err := exec.LookPath("strace"); err != nil {
		lacks(t, "strace injects the errors; it is not installed")
	}
	step := 25
	if os.Getenv("TAKEPART_CRASHES") != "" {
		step = 5
	}
	for _, x := range []struct{ call, fault, words string }{
		{"pwrite64", "ENOSPC", "no space left on device"},
		{"fdatasync", "EIO", "input/output error"},
		{"pwrite64", "EROFS", "read-only file system"},
	} {
		t.Run(x.call+" "+x.fault, func(t *testing.T) {
			t.Parallel()
			runs := 0
			for n := 1; failAt(t, x.call, x.fault, x.words, n); n += step {
				runs++
			}
			t.Logf("%d runs with a fault", runs)
			if runs == 0 {
				t.Error("no fault was ever met")
			}
		})
	}
}

// failAt runs a worker whose n-th call fails; false: it does not come so far.
func failAt(t *testing.T, call, fault, words string, n int) bool {
	t.Helper()
	path := filepath.Join(t.TempDir(), "takepart.db")
	if err := reopen(t, nil, path).Close(); err != nil {
		t.Fatal(err)
	}
	worker := child("short worker", path)
	cmd := exec.Command("strace", "-f", "-qq", "-o", os.DevNull, "-e", "trace="+call, "-e", fmt.Sprintf("inject=%s:error=%s:when=%d", call, fault, n), worker.Path)
	var out, trouble bytes.Buffer
	cmd.Env, cmd.Stdout, cmd.Stderr = worker.Env, &out, &trouble
	err := cmd.Run()
	sent, claimed := map[uint64]bool{}, map[uint64]bool{}
	total := promised(t, out.String(), sent, claimed)
	s, openErr := Open(path, Options{})
	if openErr != nil {
		t.Fatalf("after %s at %s %d: %v", fault, call, n, openErr)
	}
	defer s.Close()
	whole(t, s)
	if have, err := recorded(s); err != nil || have < total {
		t.Errorf("%s at %s %d: %d recorded, %d told, %v", fault, call, n, have, total, err)
	}
	for id := range sent {
		if r := replyOf(t, s, id); r.State != Sent {
			t.Errorf("%s at %s %d: reply %d was sent and is %s", fault, call, n, id, r.State)
		}
	}
	if err != nil && (!strings.Contains(trouble.String(), ErrUnknown.Error()) || !strings.Contains(trouble.String(), words)) {
		t.Errorf("%s at %s %d: it says %q", fault, call, n, trouble.String())
	}
	return err != nil
}
