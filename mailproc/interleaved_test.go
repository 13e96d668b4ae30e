package mailproc_test

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"takepart/mailproc"
	"takepart/store"
)

// everything is set where the long runs are wanted: TAKEPART_CRASHES=2000 enumerates all and samples 2,000.
func everything() bool { return os.Getenv("TAKEPART_CRASHES") != "" }

// TestCrashesInterleaved kills the daemon while three letters are at different places of the road: the second arrives when the first
// passes a step, the third when the second does. Every step of arrival with every step of death, each time that it is passed.
func TestCrashesInterleaved(t *testing.T) {
	arrivals := []mailproc.Step{mailproc.AfterSend}
	if everything() {
		arrivals = mailproc.Steps()[2:]
	}
	var points atomic.Int64
	t.Cleanup(func() { t.Logf("%d points at which the daemon was killed", points.Load()) })
	for _, arrival := range arrivals {
		for _, death := range mailproc.Steps() {
			t.Run(fmt.Sprintf("arrival %s, death %s", arrival, death), func(t *testing.T) {
				t.Parallel()
				for n := 1; n < 100 && crashInterleaved(t, arrival, death, n); n++ {
					points.Add(1)
				}
			})
		}
	}
}

// crashInterleaved kills at the n-th passing of a step; false: it is not passed so often.
func crashInterleaved(t *testing.T, arrival, death mailproc.Step, n int) bool {
	t.Helper()
	w := newTown(t)
	w.config.Connections = 2
	k := &killer{step: death, n: n, count: map[mailproc.Step]int{}}
	later := []letter{ada(), ada()}
	for i := range later {
		later[i].from, later[i].id = fmt.Sprintf("ada%d@school.example", i+1), fmt.Sprint("m", i+1)
	}
	var mu sync.Mutex
	w.config.Step = func(s mailproc.Step) error {
		mu.Lock()
		if s == arrival && len(later) > 0 {
			w.deliver("INBOX", later[0])
			later = later[1:]
		}
		mu.Unlock()
		return k.at(s)
	}
	writers := append(w.letters(1), "ada1@school.example", "ada2@school.example")
	_, stop := w.run()
	w.eventually("all done, or killed", func() bool { return k.dead() || w.quiet(3) })
	if err := stop(); k.dead() != errors.Is(err, mailproc.ErrKilled) {
		t.Fatalf("killed at %s %d, yet %v", death, n, err)
	}
	w.deliver("INBOX", later...) // where death came first
	later = nil
	w.restart()
	doubts := len(w.replies(store.Sending))
	w.config.Step = nil
	w.goOn(3)
	if err := invariants(w, writers, doubts); err != nil {
		t.Errorf("arrivals at %s, killed at %s, passing %d: %v", arrival, death, n, err)
	}
	return k.dead()
}

func (k *killer) dead() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.done
}

// quiet reports whether so many mails are sent and nothing is left to do.
func (w *town) quiet(sent int) (yes bool) {
	w.look(func(tx *store.Tx) error {
		f, err := tx.Figures()
		yes = f.Replies[store.Sent] == sent && f.Replies[store.Pending]+f.Replies[store.Sending]+f.Marks == 0
		return err
	})
	return yes
}

// goOn works until so many mails are sent: a doubt waits a moment.
func (w *town) goOn(sent int) {
	w.t.Helper()
	w.once()
	w.eventually("everything sent", func() bool {
		if w.quiet(sent) {
			return true
		}
		time.Sleep(20 * time.Millisecond)
		w.once()
		return false
	})
}
