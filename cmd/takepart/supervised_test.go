package main

import (
	"errors"
	"net"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"takepart/mailproc"
	"takepart/mailproc/inbox"
)

// TestWatchdogNeedsBothSides: while one side of the road hangs the watchdog is not fed, however often the other goes round.
func TestWatchdogNeedsBothSides(t *testing.T) {
	fed, woken := 0, 0
	v := &supervised{every: time.Nanosecond, notify: func(state string) {
		if state == "WATCHDOG=1" {
			fed++
		}
	}}
	tell := func(mailbox, queue uint64) {
		v.tell(mailproc.Health{Rounds: queue, Inbox: inbox.State{Rounds: mailbox}}, func() { woken++ })
	}
	for _, x := range []struct {
		mailbox, queue uint64
		fed            int
	}{
		{1, 0, 0}, {2, 0, 0}, {3, 0, 0}, // the queue hangs
		{4, 1, 1},
		{4, 2, 1}, {4, 3, 1}, {4, 9, 1}, // the mailbox hangs
		{5, 9, 2}, {5, 9, 2}, {6, 10, 3},
	} {
		if tell(x.mailbox, x.queue); fed != x.fed {
			t.Errorf("mailbox %d, queue %d: fed %d times, want %d", x.mailbox, x.queue, fed, x.fed)
		}
	}
	if woken == 0 {
		t.Error("nobody was woken to show that it lives")
	}
}

// manager is a service manager's end of the notify socket.
type manager struct {
	mu    sync.Mutex
	heard []string
	next  int // what was waited for before
}

func listen(ts *testscript.TestScript, managers *sync.Map) {
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: ts.MkAbs("notify"), Net: "unixgram"})
	ts.Check(err)
	ts.Defer(func() { _ = conn.Close() })
	m := &manager{}
	managers.Store(ts.Getenv("WORK"), m)
	go func() {
		for buffer := make([]byte, 4096); ; {
			n, err := conn.Read(buffer)
			if err != nil {
				return
			}
			m.mu.Lock()
			m.heard = append(m.heard, string(buffer[:n]))
			m.mu.Unlock()
		}
	}()
}

func managerOf(ts *testscript.TestScript, managers *sync.Map) *manager {
	m, ok := managers.Load(ts.Getenv("WORK"))
	if !ok {
		ts.Fatalf("nobody listens: say notified first")
	}
	return m.(*manager)
}

func (m *manager) told(ts *testscript.TestScript, state string) {
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if m.find(state) {
			return
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	ts.Fatalf("%s was not heard, but %q", state, slices.Compact(m.heard[m.next:]))
}

func (m *manager) find(state string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := m.next; i < len(m.heard); i++ {
		if m.heard[i] == state {
			m.next = i + 1
			return true
		}
	}
	return false
}

func (m *manager) never(ts *testscript.TestScript, state string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := len(m.heard) - 1; i >= 0 && m.heard[i] != "STOPPING=1"; i-- {
		if m.heard[i] == state {
			ts.Fatalf("%s was heard", state)
		}
	}
}

// endsWith runs a command for its exit status; what it wrote is for the next stdout and stderr.
func endsWith(ts *testscript.TestScript, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	var ended *exec.ExitError
	got := 0
	switch {
	case errors.As(err, &ended):
		got = ended.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("%s ended with %d, not %d", strings.Join(args[1:], " "), got, want)
	}
}
