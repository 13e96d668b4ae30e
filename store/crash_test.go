//go:build unix

package store

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The test binary runs itself as the process that is killed, or that finds the disk full: childRole says as which.
const childRole = "TAKEPART_STORE_CHILD"

func TestMain(m *testing.M) {
	switch role, path, _ := strings.Cut(os.Getenv(childRole), ":"); role {
	case "worker":
		fail(worker(path, 1<<30))
	case "short worker":
		fail(worker(path, 12))
	case "full":
		fail(fullDisk(path))
	default:
		os.Exit(m.Run())
	}
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func child(role, path string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childRole+"="+role+":"+path)
	return cmd
}

// worker records and sends, so many rounds; of each commit it tells what was promised once it has returned: "recorded N", "sent ID",
// and before a reply is handed to the server, "claimed ID".
func worker(path string, rounds int) error {
	s, err := Open(path, Options{})
	if err != nil {
		return err
	}
	if _, err := s.Recover(noon, false); err != nil {
		return err
	}
	next, err := recorded(s)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	var done []Settlement
	for range rounds {
		err := s.Change(func(tx *Tx) error {
			for i := next; i < next+5; i++ {
				if err := recordOne(tx, i, noon); err != nil {
					return err
				}
			}
			return tx.SetCursor("INBOX", Cursor{1, uint32(next + 5)})
		})
		if err != nil {
			return err
		}
		next += 5
		fmt.Fprintln(out, "recorded", next)
		got, _, err := s.Exchange(noon, done, 6, Limits{PerAddress: 4})
		if err != nil {
			return err
		}
		for _, d := range done {
			fmt.Fprintln(out, "sent", d.ID)
		}
		for _, r := range got {
			fmt.Fprintln(out, "claimed", r.ID)
		}
		if err := out.Flush(); err != nil {
			return err
		}
		done = settled(Sent, got)
	}
	return nil
}

func recorded(s *Store) (int, error) {
	var c Cursor
	err := s.Look(func(tx *Tx) (err error) { c, err = tx.Cursor("INBOX"); return err })
	return int(c.UID), err
}

// TestKilledAtRandomMoments kills the worker with SIGKILL again and again over one file: what it had said is there, whole.
func TestKilledAtRandomMoments(t *testing.T) {
	rounds := 25
	if testing.Short() {
		rounds = 5
	}
	rnd := rand.New(rand.NewPCG(7, 8))
	path := filepath.Join(t.TempDir(), "takepart.db")
	sent, total := map[uint64]bool{}, 0
	for round := range rounds {
		claimed := map[uint64]bool{}
		n := killWorker(t, path, time.Duration(rnd.IntN(120))*time.Millisecond, sent, claimed)
		total = max(total, n)
		s := reopen(t, nil, path)
		whole(t, s)
		have, err := recorded(s)
		if err != nil || have < total || countRegistrations(t, s) != have {
			t.Fatalf("round %d: %d recorded (%v), %d registrations, %d were told", round, have, err, countRegistrations(t, s), total)
		}
		for id := range sent {
			if r := replyOf(t, s, id); r.State != Sent {
				t.Fatalf("round %d: reply %d was sent and is %s", round, id, r.State)
			}
		}
		for id := range claimed {
			if r := replyOf(t, s, id); r.State != Sending && r.State != Sent {
				t.Fatalf("round %d: reply %d was claimed and is %s", round, id, r.State)
			}
		}
		_ = s.Close()
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
	if total == 0 {
		t.Fatal("nothing was ever recorded")
	}
	t.Logf("%d kills, %d messages recorded, %d replies sent", rounds, total, len(sent))
}

func killWorker(t *testing.T, path string, after time.Duration, sent, claimed map[uint64]bool) (total int) {
	t.Helper()
	cmd := child("worker", path)
	var out, trouble bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &trouble
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(10*time.Millisecond + after)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if trouble.Len() > 0 {
		t.Fatal(trouble.String())
	}
	text := out.String()
	return promised(t, text[:strings.LastIndex(text, "\n")+1], sent, claimed)
}

// promised reads what a worker told, whole lines of it.
func promised(t *testing.T, text string, sent, claimed map[uint64]bool) (total int) {
	t.Helper()
	for line := range strings.Lines(text) {
		word, number, _ := strings.Cut(strings.TrimSpace(line), " ")
		n, err := strconv.ParseUint(number, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		switch word {
		case "recorded":
			total = int(n)
		case "sent":
			sent[n] = true
		case "claimed":
			claimed[n] = true
		}
	}
	return total
}

// fullDisk works in a process whose files cannot grow over 256 KiB, until a change fails.
func fullDisk(path string) error {
	limit := syscall.Rlimit{Cur: 256 << 10, Max: 256 << 10}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	s, err := Open(path, Options{})
	if err != nil {
		return err
	}
	for i := range 10_000 {
		err := s.Change(func(tx *Tx) error { return recordOne(tx, i, noon) })
		if err != nil {
			fmt.Println("recorded", i)
			return errors.Join(err, s.Close())
		}
	}
	return errors.New("the disk never was full")
}

func TestFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "takepart.db")
	cmd := child("full", path)
	var out, trouble bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &trouble
	if err := cmd.Run(); err == nil {
		t.Fatal("it went well")
	}
	for _, want := range []string{path, ErrUnknown.Error(), "file too large", "opened again"} {
		if !strings.Contains(trouble.String(), want) {
			t.Errorf("%q is not in %q", want, trouble.String())
		}
	}
	var n int
	if _, err := fmt.Sscanf(out.String(), "recorded %d", &n); err != nil || n == 0 {
		t.Fatalf("%q, %v", out.String(), err)
	}
	s := reopen(t, nil, path)
	whole(t, s)
	if have := countRegistrations(t, s); have != n {
		t.Errorf("%d registrations instead of %d", have, n)
	}
	recordBatch(t, s, 5000, 10, noon)
}
