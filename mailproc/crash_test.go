package mailproc_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"takepart/mailproc"
	"takepart/mailproc/postoffice"
	"takepart/store"
)

// killer stops the processor at the n-th passing of a step (n from 1), as a kill would.
type killer struct {
	mu    sync.Mutex
	step  mailproc.Step
	n     int
	count map[mailproc.Step]int
	done  bool
}

var errKill = errors.New("kill")

func (k *killer) at(s mailproc.Step) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.count[s]++
	if !k.done && s == k.step && k.count[s] == k.n {
		k.done = true
		return errKill
	}
	return nil
}

// TestCrashes kills at every step, each time that it is passed, over one message and over three, restarts on the same
// store, lets it end, and asks for the invariants.
func TestCrashes(t *testing.T) {
	var points atomic.Int64
	t.Cleanup(func() { t.Logf("%d points at which the processor was killed", points.Load()) })
	for _, letters := range []int{1, 3} {
		for _, step := range mailproc.Steps() {
			t.Run(fmt.Sprintf("%d letters, %s", letters, step), func(t *testing.T) {
				t.Parallel()
				n := 1
				for ; n < 100; n++ {
					k := &killer{step: step, n: n, count: map[mailproc.Step]int{}}
					crash(t, letters, k)
					if !k.done {
						break
					}
					points.Add(1)
				}
				if n == 1 {
					t.Errorf("the step %s is never passed", step)
				}
			})
		}
	}
}

func crash(t *testing.T, letters int, k *killer) {
	t.Helper()
	w := newTown(t)
	w.config.Connections = min(letters, 2)
	w.config.Step = k.at
	writers := w.letters(letters)
	if _, err := w.processor().Once(t.Context()); k.done && !errors.Is(err, mailproc.ErrKilled) {
		t.Fatalf("killed at %s %d, yet %v", k.step, k.n, err)
	}
	w.restart()
	doubts := len(w.replies(store.Sending))
	w.config.Step = nil
	w.goOn(letters)
	if err := invariants(w, writers, doubts); err != nil {
		t.Errorf("killed at %s, passing %d: %v", k.step, k.n, err)
	}
}

// letters delivers a robot's letter and n of people, whose addresses it returns.
func (w *town) letters(n int) (writers []string) {
	w.deliver("INBOX", letter{from: "robot@mail.example", name: "Robot", headers: "Auto-Submitted: auto-replied\r\n", text: ada().text})
	for i := range n {
		l := ada()
		l.from, l.id = fmt.Sprintf("ada%d@school.example", i), fmt.Sprint("m", i)
		writers = append(writers, l.from)
		w.deliver("INBOX", l)
	}
	return writers
}

// invariants are the promises, after all is done.
func invariants(w *town, writers []string, doubts int) error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if n := len(w.registrations()); n != len(writers) {
		bad("%d registrations of %d", n, len(writers))
	}
	extra := 0
	for _, to := range writers {
		mails := w.sentTo(to)
		if len(mails) == 0 {
			bad("%s had no agenda", to)
			continue
		}
		extra += len(mails) - 1
		for _, m := range mails {
			if m.id != mails[0].id {
				bad("%s had the agenda under two Message-IDs", to)
			}
		}
	}
	if extra > doubts {
		bad("%d second copies for %d doubts", extra, doubts)
	}
	if len(w.sentTo("robot@mail.example")) > 0 {
		bad("a robot was answered")
	}
	for i, f := range w.flags("INBOX") {
		want := []string{"$takepart", "\\answered"}
		if i == 0 {
			want = []string{}
		}
		if !slices.Equal(f, want) {
			bad("message %d is marked %q, want %q", i+1, f, want)
		}
	}
	return errors.Join(append(errs, w.figuresAdd())...)
}

// TestCrashesAtServers kills at every step of both servers' dialogue: before the verb has an effect, and after it, before
// the answer. The processor finds out at its own next step, as a kill leaves it no other.
func TestCrashesAtServers(t *testing.T) {
	verbs := []string{"smtp connect", "smtp mail", "smtp rcpt", "smtp data", "smtp dot", "imap connect", "imap login", "imap select",
		"imap search", "imap fetch", "imap store"}
	var points atomic.Int64
	t.Cleanup(func() { t.Logf("%d points of the servers' dialogue at which the processor was killed", points.Load()) })
	for _, letters := range []int{1, 3} {
		for _, verb := range verbs {
			for _, when := range []string{"", " done"} {
				t.Run(fmt.Sprintf("%d letters, %s%s", letters, verb, when), func(t *testing.T) {
					t.Parallel()
					for n := 1; n < 100 && crashAtServer(t, letters, verb+when, n); n++ {
						points.Add(1)
					}
				})
			}
		}
	}
}

// crashAtServer kills at the n-th time that a server reaches a step; false: it does not.
func crashAtServer(t *testing.T, letters int, step string, n int) bool {
	t.Helper()
	w := newTown(t)
	w.config.Connections = min(letters, 2)
	var mu sync.Mutex
	killed, count := false, 0
	ctx, cancel := context.WithCancel(t.Context())
	w.config.Step = func(mailproc.Step) error {
		mu.Lock()
		defer mu.Unlock()
		if killed {
			return errKill
		}
		return nil
	}
	w.mu.Lock()
	w.fault = func(s string) *postoffice.Verdict {
		mu.Lock()
		defer mu.Unlock()
		if s == step && !killed {
			if count++; count == n {
				killed = true
				cancel()
				return &postoffice.Verdict{Drop: true}
			}
		}
		return nil
	}
	w.mu.Unlock()
	writers := w.letters(letters)
	_, _ = w.processor().Once(ctx)
	cancel()
	mu.Lock()
	reached := killed
	killed = false
	mu.Unlock()
	w.config.Step = nil
	w.mu.Lock()
	w.fault = nil
	w.mu.Unlock()
	w.restart()
	doubts := len(w.replies(store.Sending))
	w.goOn(letters)
	if err := invariants(w, writers, doubts); err != nil {
		t.Errorf("killed at %s, time %d: %v", step, n, err)
	}
	return reached
}

// TestRestoredBackup: a store that was restored from before a message owes the same agenda again, under the same Message-ID.
func TestRestoredBackup(t *testing.T) {
	w := newTown(t)
	var backup bytes.Buffer
	if _, err := w.store.Backup(&backup); err != nil {
		t.Fatal(err)
	}
	w.deliver("INBOX", ada())
	w.once()
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(w.path, backup.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	w.open()
	w.once()
	if mails := w.sent(); len(mails) != 2 || mails[0].id != mails[1].id {
		t.Errorf("%d mails, want 2 under one Message-ID", len(mails))
	}
}

// TestStartAfterACrashIsCareful: a start that finds a reply in doubt sends one mail at a time at first, so that the next kill leaves but
// one more.
func TestStartAfterACrashIsCareful(t *testing.T) {
	const letters = 8
	w := newTown(t)
	w.config.Connections = 4
	for i := range letters {
		l := ada()
		l.from, l.id = fmt.Sprintf("ada%d@school.example", i), fmt.Sprint("m", i)
		w.deliver("INBOX", l)
	}
	k := &killer{step: mailproc.BeforeSend, n: 1, count: map[mailproc.Step]int{}}
	w.config.Step = k.at
	if _, err := w.processor().Once(t.Context()); !errors.Is(err, mailproc.ErrKilled) {
		t.Fatalf("killed, yet %v", err)
	}
	w.restart()
	var mu sync.Mutex
	sending, most := 0, 0
	w.config.Step = func(s mailproc.Step) error {
		mu.Lock()
		defer mu.Unlock()
		switch s {
		case mailproc.BeforeSend:
			sending++
			most = max(most, sending)
		case mailproc.AfterSend:
			sending--
		}
		return nil
	}
	w.once()
	if sent := len(w.replies(store.Sent)); sent != letters || most != 1 {
		t.Errorf("%d of %d mails were sent, at most %d side by side, want 1", sent, letters, most)
	}
}
